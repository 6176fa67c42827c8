/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_DOCX_LIST_H
#define PV_INGEST_DOCX_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "ingest/docx.h"
#include "ingest/office.h"

/* What docx_style.c, docx_number.c and docx_count.c share: lists as read. */

#define PV_DOCX_LEVELS 9        /* ECMA-376 17.9.6: w:ilvl 0 to 8 */
#define PV_DOCX_LISTS_MAX 65536 /* of w:num and of w:abstractNum */
#define PV_DOCX_BODY 9          /* w:outlineLvl of what is no heading */

/* w:lvl */
struct pv_docx_level {
	struct pv_span text;    /* w:lvlText, references resolved */
	struct pv_span style;   /* w:pStyle: the style that stands for it */
	int32_t start;
	int32_t restart;        /* w:lvlRestart; -1 = not said */
	int32_t indent;         /* as in pv_docx_ppr */
	uint8_t format;         /* enum pv_office_format */
	uint8_t width;          /* of PV_OFFICE_ZERO and _SCRIPT */
	bool legal;             /* w:isLgl */
	bool hidden;            /* the number is hidden text */
};

/* w:abstractNum */
struct pv_docx_abstract {
	int32_t id;
	uint32_t at;            /* its place in the file, for stable order */
	uint32_t list;          /* the one that counts, past w:numStyleLink */
	struct pv_span num_style_link, style_link, name;
	bool by_section;        /* begins anew behind a section break */
	struct pv_docx_level *levels[PV_DOCX_LEVELS];   /* NULL = not there */
};

/* w:lvlOverride */
struct pv_docx_override {
	struct pv_docx_level *level;    /* replaces the level; may be NULL */
	int32_t start;                  /* w:startOverride; -1 = none */
};

/* w:num */
struct pv_docx_num {
	int32_t id, abstract_id;
	uint32_t at;
	uint32_t list;          /* index of an abstract; PV_DOCX_NO_LIST */
	struct pv_docx_override *over;  /* PV_DOCX_LEVELS of them, or NULL */
};
#define PV_DOCX_NO_LIST UINT32_MAX

/* A w:num by the w:name of its list. */
struct pv_docx_named { struct pv_span name; int32_t id; };

/* Each sorted by id, but the last one by name. */
struct pv_docx_lists {
	struct pv_docx_abstract *abstracts;
	struct pv_docx_num *nums;
	struct pv_docx_named *named;
	size_t nabstracts, nnums, nnamed;
};

struct pv_docx_style;

struct pv_docx_styles {
	struct pv_docx_style *styles;   /* sorted by id */
	size_t nstyles;
	const struct pv_docx_style *normal; /* the default; may be NULL */
	struct pv_docx_ppr defaults;    /* w:docDefaults */
	struct pv_docx_rpr run_defaults;
	struct pv_docx_lists lists;
};

/*
 * Read numbering.xml, which may be empty, until there are more lists than
 * PV_DOCX_LISTS_MAX; false when memory is out.
 */
bool pv_docx_lists_read(struct pv_span text, struct pv_arena *arena,
    struct pv_docx_lists *out);

/*
 * Follow w:numStyleLink through the numbering styles: w:numId of style `id`,
 * or -1.  Cycles end.
 */
void pv_docx_lists_link(struct pv_docx_lists *lists,
    int32_t (*num_of)(const struct pv_docx_styles *s, struct pv_span id),
    const struct pv_docx_styles *s);

/* The w:num of this id that has a list, or NULL. */
const struct pv_docx_num *pv_docx_num_find(const struct pv_docx_lists *lists,
    int32_t id);

/* Sort what has a name, once lists are linked; false when memory is out. */
bool pv_docx_lists_name(struct pv_docx_lists *lists, struct pv_arena *arena);

/* The least w:numId of the list of this w:name, or -1. */
int32_t pv_docx_num_named(const struct pv_docx_styles *s, struct pv_span name);

/* Level `i` as this w:num has it, or NULL. */
const struct pv_docx_level *pv_docx_level_of(const struct pv_docx_lists *lists,
    const struct pv_docx_num *num, unsigned i);

/* The level whose w:pStyle is this style, or -1. */
int32_t pv_docx_level_linked(const struct pv_docx_lists *lists,
    const struct pv_docx_num *num, struct pv_span style);

/*
 * The list and level (0 to 8) of a paragraph, by its own properties and its
 * style; NULL when it is in none.
 */
const struct pv_docx_num *pv_docx_list_of(const struct pv_docx_styles *s,
    const struct pv_docx_ppr *p, unsigned *level);

/* A whole number, which may be negative; false when s is none. */
bool pv_docx_int(struct pv_span s, int32_t *out);

#endif
