/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_ODT_H
#define PV_INGEST_ODT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "base/vec.h"
#include "ingest/html_token.h"
#include "ingest/office.h"

/*
 * OpenDocument Text (OASIS ODF 1.2 and 1.3, part 1) in parts: names
 * (odt_tag.c), styles (odt_style.c), list styles (odt_list.c), numbers
 * (odt_count.c) and the walk over the body (odt_walk.h).  Every part has
 * passed the XML gate (pv_xml_check) and is walked with the tokenizer of
 * html_token.h.
 */

/* What an element is to the reader. */
enum pv_odt_el {
	PV_OD_OTHER,            /* transparent */
	PV_OD_SKIP,             /* holds nothing that is text */
	PV_OD_BODY, PV_OD_TEXT_BODY, PV_OD_MASTERS,
	PV_OD_P, PV_OD_H, PV_OD_SPAN, PV_OD_A,
	PV_OD_S, PV_OD_TAB, PV_OD_BREAK,
	PV_OD_HIDDEN_TEXT, PV_OD_HIDDEN_PARA,
	PV_OD_NOTE, PV_OD_COMMENT,
	PV_OD_LIST, PV_OD_ITEM, PV_OD_LIST_HEADER, PV_OD_NUMBERED,
	PV_OD_SECTION,
	PV_OD_TRACKED, PV_OD_REGION, PV_OD_INSERTION, PV_OD_DELETION,
	PV_OD_FORMAT_CHANGE, PV_OD_CREATOR,
	PV_OD_CHANGE, PV_OD_CHANGE_START, PV_OD_CHANGE_END,
	PV_OD_TABLE, PV_OD_ROW, PV_OD_CELL, PV_OD_COVERED,
	PV_OD_BOX,              /* a frame or a shape */
	PV_OD_OBJECT, PV_OD_DESCRIPTION,
	PV_OD_FIELD_MARK, PV_OD_FIELD_PARAM,
	PV_OD_ENCRYPTION,
	/* of styles */
	PV_OD_STYLES, PV_OD_AUTOMATIC, PV_OD_STYLE, PV_OD_DEFAULT_STYLE,
	PV_OD_PARA_PROPS, PV_OD_TEXT_PROPS,
	PV_OD_LIST_STYLE, PV_OD_OUTLINE_STYLE,
	PV_OD_LEVEL_NUMBER, PV_OD_LEVEL_BULLET,
	PV_OD_LEVEL_PROPS, PV_OD_LEVEL_ALIGN
};

/* Namespaces by their names, and elements in them. */
void pv_odt_bind(struct pv_span uri, struct pv_office_binding *b);
enum pv_odt_el pv_odt_element(const struct pv_vec *bindings,
    const struct pv_tok *tok);

/*
 * The tags of a part one after the other, for what is read ahead of the walk.
 * Declarations hold from where they stand to the end of the part.
 */
struct pv_odt_scan {
	struct pv_tokens tokens;
	struct pv_vec ns;           /* struct pv_office_binding */
};
void pv_odt_scan_init(struct pv_odt_scan *s, struct pv_span xml,
    const struct pv_mem *mem);
bool pv_odt_scan_next(struct pv_odt_scan *s, struct pv_tok *tok,
    enum pv_odt_el *el);
void pv_odt_scan_release(struct pv_odt_scan *s);

/* A length such as "0.25in" in twentieths of a point; false when s is none. */
bool pv_odt_length(struct pv_span s, int32_t *out);

/* A switch of formatting. */
enum pv_odt_toggle { PV_ODT_UNSET, PV_ODT_OFF, PV_ODT_ON };

/* Character formatting; each is an enum pv_odt_toggle. */
struct pv_odt_face { uint8_t bold, italic, underline, hidden, struck; };

/* What `own` says over what *to says. */
void pv_odt_face_over(struct pv_odt_face *to, const struct pv_odt_face *own);

/* What a style comes to, with those that it is based on. */
struct pv_odt_look {
	struct pv_odt_face face;
	int32_t margin, first;      /* of lines, of the first one beside it;
	                             * PV_ODT_NO_LENGTH = not said */
	uint8_t centered, page_before, page_after;
	                            /* enum pv_odt_toggle */
	struct pv_span list;        /* list style; ptr is NULL = not said */
};
#define PV_ODT_NO_LENGTH INT32_MIN

#define PV_ODT_LEVELS 10        /* of lists and of the outline */

/* A level of a list style. */
struct pv_odt_level {
	struct pv_span prefix, suffix;
	struct pv_span form;        /* num-list-format: "Section %1%.%2%" */
	struct pv_span style;       /* of the number's characters */
	int32_t indent;             /* where the number stands */
	uint32_t start;
	uint8_t shown;              /* levels that are printed */
	uint8_t format;             /* enum pv_office_format */
	uint8_t width;              /* of PV_OFFICE_ZERO */
	bool legal;                 /* all levels in arabic figures */
	bool hidden;
};

struct pv_odt_list_style {
	struct pv_span name;
	bool automatic;
	uint32_t at;                /* its place, for stable order */
	struct pv_odt_level *levels[PV_ODT_LEVELS]; /* NULL = not there */
};

/* Styles of a document; lives in the arena given. */
struct pv_odt_styles;

/*
 * Read the common styles of one text and the automatic ones of another, which
 * may be the same; both must stay for as long as the result is used.  Linear
 * in their size; chains of parents that are circles end.
 */
PV_NODISCARD enum pv_rc pv_odt_styles_read(struct pv_span common,
    struct pv_span automatic, struct pv_arena *arena,
    struct pv_odt_styles **out, struct pv_err *err);

/* Styles of this name; what is not there says nothing. */
const struct pv_odt_look *pv_odt_para_look(const struct pv_odt_styles *s,
    struct pv_span name);
const struct pv_odt_face *pv_odt_text_face(const struct pv_odt_styles *s,
    struct pv_span name);
/* NULL when there is none of this name. */
const struct pv_odt_list_style *pv_odt_list_style(
    const struct pv_odt_styles *s, struct pv_span name);
/* The list style of headings; may be NULL. */
const struct pv_odt_list_style *pv_odt_outline(const struct pv_odt_styles *s);

/* List styles while they are read: feed it the tags of all of them. */
struct pv_odt_lists {
	struct pv_vec styles;       /* struct pv_odt_list_style */
	struct pv_arena *arena;
	struct pv_odt_level *level; /* the open one */
	struct pv_odt_list_style outline;
	bool has_outline, in_outline, failed;
};
void pv_odt_lists_tag(struct pv_odt_lists *l, const struct pv_tok *tok,
    enum pv_odt_el el, bool automatic);

/* Where a paragraph stands in a list. */
struct pv_odt_place {
	uint32_t list;              /* which one counts it */
	uint8_t level;              /* from 1; 0 = no number */
	int64_t start;              /* begins with this value; -1 = goes on */
	const struct pv_odt_list_style *style;  /* NULL = bullets */
};

/* The list that counts headings. */
#define PV_ODT_OUTLINE_LIST 0

/*
 * Counters of all lists.  A mode (accept, reject) numbers with counters of its
 * own, since a paragraph that is deleted takes no number.
 */
#define PV_ODT_NUMBER_MAX 512
struct pv_odt_counters {
	struct pv_vec counts;       /* of each list */
	char text[PV_ODT_NUMBER_MAX];
	size_t len;
};
void pv_odt_counters_init(struct pv_odt_counters *c, const struct pv_mem *mem);
void pv_odt_counters_release(struct pv_odt_counters *c);

struct pv_odt_number {
	struct pv_span text;        /* as in struct pv_docx_number */
	uint8_t level;              /* from 1 */
	uint8_t numeral;            /* enum pv_numeral */
	bool bullet;
};

/*
 * Number the next paragraph in the order of the document; false when it has no
 * number, or one that says nothing.  A level that was passed over counts as
 * begun (1.1 comes before 2, not before 1).
 */
bool pv_odt_count(struct pv_odt_counters *c, const struct pv_odt_place *p,
    struct pv_odt_number *out);

#endif
