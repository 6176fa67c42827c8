/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_COMPILED_H
#define PV_RULE_COMPILED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/image.h"
#include "base/regex.h"
#include "model/names.h"
#include "rule/pack.h"
#include "rule/prefilter.h"
#include "rule/unit.h"
#include "rule/weigh.h"

#define PV_UNIT_KINDS (PV_UNIT_DEFINITION + 1)

enum pv_guard_scope {
	PV_SCOPE_MATCH,         /* overlaps the rule's match */
	PV_SCOPE_SENTENCE,      /* in a sentence that the match touches */
	PV_SCOPE_UNIT
};

struct pv_guard {
	const struct pv_pack *pack;
	const struct pv_pack_guard *source;
	struct pv_span id;      /* provision.id */
	struct pv_span pattern; /* expanded */
	struct pv_regex *regex;
	uint32_t ngroups;
	enum pv_guard_scope scope;
};

struct pv_constant {
	enum pv_attr_key key;
	struct pv_span value;
};

/* What a group's text becomes. */
enum pv_group_use {
	PV_GROUP_NONE = PV_ATTR_COUNT,
	PV_GROUP_TERM           /* (?<term>...): must not be a party's name */
};

/* One thing that must fire too. */
struct pv_needs {
	uint32_t index;         /* of a rule or a guard */
	bool guard;
};

struct pv_rule {
	const struct pv_pack *pack;
	const struct pv_pack_rule *source;
	struct pv_span id;      /* provision.id */
	struct pv_span subtype; /* may be empty */
	struct pv_span pattern; /* expanded */
	struct pv_regex *regex;
	uint32_t provision;
	int32_t weight;         /* thousandths */
	enum pv_unit_kind unit;
	enum pv_strength strength;
	enum pv_stance stance;
	bool has_stance;
	const uint32_t *unless; size_t nunless; /* guards */
	const struct pv_needs *when; size_t nwhen;
	const uint32_t *yields; size_t nyields; /* provisions */
	const struct pv_constant *constants; size_t nconstants;
	uint8_t groups[PV_REGEX_GROUPS + 1]; /* attr key or pv_group_use */
	uint32_t ngroups;
	bool captures;          /* some group is used */
	bool awaited;           /* another rule's `when` names it */
};

struct pv_provision {
	const struct pv_pack *pack;     /* the first that names it */
	struct pv_span name;
	int32_t threshold;      /* thousandths */
	size_t nrules;
	bool headed;            /* has rules over headings */
	uint32_t first_model, nmodels;  /* its models stand together */
};

/* Weights of one cue, one a model that names it: slots of a hash table. */
struct pv_cue_slot {
	uint64_t key;           /* 0 = free */
	uint32_t model;
	int32_t weight;         /* thousandths */
};

/*
 * What a scan reads is in `arena`, with nothing else, so that it can be saved
 * (saved.c).  Rules that were taken from there have an image instead, and no
 * packs: what points into these is NULL.
 */
struct pv_rules {
	struct pv_arena *arena;
	struct pv_arena *written;       /* the packs */
	struct pv_image *image;
	bool untrusted;         /* never machine code */
	char digest[PV_SHA256_HEX + 1];
	struct pv_pack_source *sources;
	struct pv_pack *packs;          size_t npacks;
	struct pv_provision *provisions; size_t nprovisions;
	struct pv_rule *rules;          size_t nrules;
	struct pv_guard *guards;        size_t nguards;
	size_t nby_unit[PV_UNIT_KINDS];
	/* of the patterns of a kind's rules, and behind all rules the guards */
	struct pv_prefilter *prefilter[PV_UNIT_KINDS];
	struct pv_model *models;        size_t nmodels;
	/* open addressing: the slots of one key follow each other */
	struct pv_cue_slot *cues;       size_t cue_mask;
};

#endif
