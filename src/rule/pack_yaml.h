/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_PACK_YAML_H
#define PV_RULE_PACK_YAML_H

#include "rule/pack.h"

/*
 * YAML files of a known form, read into plain structs: a table says which key
 * of a mapping goes where.  Unknown keys, keys that are missing, aliases, tags,
 * several documents, bytes that are not UTF-8 and NUL bytes are faults.
 */
enum pv_yaml_kind {
	PV_YAML_TEXT,   /* struct pv_text */
	PV_YAML_TEXTS,  /* struct pv_texts */
	PV_YAML_MILLI,  /* struct pv_milli */
	PV_YAML_BOOL,   /* bool */
	PV_YAML_PAIRS,  /* struct pv_pairs */
	PV_YAML_LIST    /* struct pv_yaml_items: mappings, see list */
};

/* A list of mappings, an array of structs in the arena. */
struct pv_yaml_items { const void *ptr; size_t len; };

struct pv_yaml_list {
	const struct pv_yaml_field *fields;     /* of an entry */
	size_t size;                            /* bytes of an entry */
	unsigned max;                           /* entries */
};

struct pv_yaml_field {
	const char *key;        /* NULL ends the table; at most 32 */
	enum pv_yaml_kind kind;
	size_t offset;
	bool required;
	const struct pv_yaml_list *list;
};

/* "2.0", "-0.75": at most three decimals, |value| <= 100; thousandths. */
bool pv_yaml_milli(struct pv_span s, int32_t *out);

struct pv_yaml {
	const struct pv_pack_source *source;
	struct pv_arena *arena;
	struct pv_complaints *complaints;
	const char *what;       /* "pack", for messages */
	const char *no_alias;   /* what to say of an alias */
};

/*
 * Read a file that is a mapping into the struct at out, which is zeroed.
 * PV_OK, PV_ERULE after complaints, PV_ENOMEM.
 */
PV_NODISCARD enum pv_rc pv_yaml_read(const struct pv_yaml *y,
    const struct pv_yaml_field *fields, void *out);

/* The same for a file that is a list of mappings. */
PV_NODISCARD enum pv_rc pv_yaml_read_list(const struct pv_yaml *y,
    const struct pv_yaml_list *list, struct pv_yaml_items *out);

#endif
