/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_DOCX_WALK_H
#define PV_INGEST_DOCX_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"
#include "ingest/docx.h"
#include "ingest/html_token.h"
#include "ingest/office.h"

/*
 * The walk over the body of a Word document in parts: names (docx_tag.c),
 * relationships (docx_rels.c), what must be known ahead (docx_ahead.c),
 * elements (docx_walk.c), properties and their revisions (docx_change.c),
 * the content of runs (docx_run.c), fields (docx_field.c, docx_auto.c), and
 * paragraphs (docx_para.c).
 */

/* What an element is to the walk. */
enum pv_docx_el {
	PV_EL_OTHER,            /* transparent */
	PV_EL_SKIP,             /* holds nothing that is text */
	PV_EL_P, PV_EL_PPR, PV_EL_R, PV_EL_RPR,
	PV_EL_TEXT,             /* w:t, w:delText, m:t */
	PV_EL_CODE,             /* w:instrText */
	PV_EL_TAB, PV_EL_BREAK, PV_EL_NB_HYPHEN, PV_EL_SOFT_HYPHEN,
	PV_EL_SYM, PV_EL_FIELD_CHAR, PV_EL_FIELD, PV_EL_LINK,
	PV_EL_CHECK_BOX, PV_EL_DROP_DOWN, PV_EL_CHECKED, PV_EL_LIST_ITEM,
	PV_EL_RESULT,
	PV_EL_NOTE, PV_EL_FOOT_REF, PV_EL_END_REF,
	PV_EL_INS, PV_EL_DEL,   /* also moves */
	PV_EL_PPR_CHANGE, PV_EL_RPR_CHANGE, PV_EL_NUM_CHANGE,
	PV_EL_CHANGE,           /* of what is not read */
	PV_EL_SECTION, PV_EL_TABLE, PV_EL_ROW, PV_EL_CELL,
	PV_EL_ROW_PR, PV_EL_CELL_INS, PV_EL_CELL_DEL,
	PV_EL_BOX,              /* w:txbxContent */
	PV_EL_ALTERNATE, PV_EL_CHOICE, PV_EL_FALLBACK,
	PV_EL_STRIKE, PV_EL_PAGE_BEFORE, PV_EL_IMAGE, PV_EL_EMBEDDED,
	PV_EL_DENOMINATOR, PV_EL_SUPER, PV_EL_SUB
};

enum pv_docx_ns { PV_NS_OTHER, PV_NS_WORD, PV_NS_MATH, PV_NS_MC, PV_NS_WP };

/* Namespaces by their names; of one that is understood at all. */
void pv_docx_bind(struct pv_span uri, struct pv_office_binding *b);
enum pv_docx_el pv_docx_element(enum pv_docx_ns ns, struct pv_span name);

/* w:sym: UTF-8 of a character of a symbol font; returns its length. */
size_t pv_docx_symbol(struct pv_span font, uint32_t code, char out[4]);

/* ------------------------------------------------------- relationships */

struct pv_docx_rel {
	struct pv_span id, type;    /* type: what follows the last slash */
	struct pv_span target;      /* of an internal one: the member's name */
	bool external;
};
struct pv_docx_rels {
	struct pv_vec all;          /* struct pv_docx_rel, sorted by id */
};

/* Read the relationships of the part `of`. */
PV_NODISCARD enum pv_rc pv_docx_rels_read(struct pv_span xml,
    struct pv_span of, struct pv_arena *arena, struct pv_docx_rels *out,
    struct pv_err *err);
const struct pv_docx_rel *pv_docx_rel(const struct pv_docx_rels *r,
    struct pv_span id);
/* The first one of a type, or NULL. */
const struct pv_docx_rel *pv_docx_rel_type(const struct pv_docx_rels *r,
    const char *type);
/* Name of the member that holds the relationships of part `of`. */
struct pv_span pv_docx_rels_name(struct pv_span of, struct pv_arena *arena);

/* --------------------------------------------------------- known ahead */

/* A note of footnotes.xml or endnotes.xml, sorted by id. */
struct pv_docx_note {
	uint64_t id;
	size_t at, end;
	uint32_t number;            /* 0 = not referred to so far */
};

/* A part of the document that is walked. */
struct pv_docx_text {
	struct pv_span xml;
	struct pv_docx_rels rels;
	struct pv_vec extents;      /* struct pv_office_extent: complex
	                             * fields that have an end, text boxes */
	struct pv_vec notes;        /* struct pv_docx_note */
	struct pv_vec ns;           /* struct pv_office_binding, of its root */
};

/* Fill extents, notes and ns of a text; E-SIZE beyond limits. */
PV_NODISCARD enum pv_rc pv_docx_ahead(struct pv_docx_text *t,
    struct pv_err *err);

/* ------------------------------------------------------------ the walk */

/* Open elements: a part's, and those of a story that hangs from it. */
#define PV_DOCX_DEPTH 520

/* An open element. */
struct pv_docx_frame {
	uint8_t el;             /* enum pv_docx_el */
	uint8_t state;          /* enum pv_change_bits that it adds */
	bool chosen;            /* of mc:AlternateContent */
	bool keep;              /* xml:space="preserve" */
	size_t ns;              /* bindings outside it */
	size_t row;             /* of a row: what pv_office_row_begin gave */
};

/* The frame that is `up` above the innermost one; NULL when there is none. */
#define PV_DOCX_ABOVE(d, up) ((d)->nframes > (up) ? \
	&(d)->frames[(d)->nframes - 1 - (up)] : NULL)

/* A field that is open. */
struct pv_docx_field {
	size_t end;             /* where its end is marked */
	bool code;              /* in front of its separator */
	uint8_t check;          /* a check box: 0 none, 1 off, 2 on */
	size_t instr;           /* where its code begins in the walk's */
	uint32_t item;          /* of a drop-down list: what is chosen */
	size_t items;           /* the walk's list items outside it */
};

/*
 * A stretch of a part that is read after the paragraph it hangs from: a text
 * box or a note.
 */
struct pv_docx_story {
	struct pv_docx_text *text;
	size_t at, end;
	uint8_t state;
	uint32_t note;              /* its number; 0 = a text box */
	size_t ns, nns;             /* a text box: declarations in `boxed` */
};

/* Where the walk goes on after a story. */
struct pv_docx_return {
	bool active;                /* it is in a story */
	struct pv_docx_text *text;
	struct pv_tokens tokens;
	size_t end, nfields, nbindings;
	unsigned nframes;
	uint32_t codes, ins, del;
};

/* What fields count that number by themselves (docx_auto.c). */
#define PV_DOCX_AUTOS 4
struct pv_docx_auto {
	uint32_t value[10];         /* of nine levels, and of plain text */
	uint32_t last, led;         /* paragraph of the last one; of the last
	                             * one that began its paragraph */
};

/* Properties of a paragraph with its revisions. */
struct pv_docx_props {
	struct pv_docx_ppr now, before;     /* before: when `changed` */
	bool changed;
	bool num_ins;               /* its numbering is an insertion */
	bool page_before, page_after;
	uint8_t mark;               /* enum pv_change_bits of its mark */
	uint8_t mark_el;            /* enum pv_docx_el that said so */
	struct pv_span author;      /* of that */
	struct pv_span was;         /* w:numberingChange w:original */
};

struct pv_docx {
	struct pv_office office;
	struct pv_arena *arena;     /* of the reader, freed after it */
	struct pv_err *err;
	struct pv_docx_styles *styles;
	/* as accepted, as rejected; each where it is needed */
	struct pv_docx_counters *counters[2];
	struct pv_docx_text body, footnotes, endnotes;

	/* where the walk is */
	struct pv_docx_text *text;
	struct pv_tokens tokens;
	size_t end, start;          /* of the story; start: its own element */
	uint8_t state;              /* of what the story hangs from */
	struct pv_docx_return back;
	struct pv_docx_frame frames[PV_DOCX_DEPTH];
	unsigned nframes, skip;     /* skip: open elements left out */
	uint32_t ins, del;          /* open elements that insert, delete */
	struct pv_vec bindings;     /* struct pv_office_binding */
	struct pv_vec waiting;      /* struct pv_docx_story */
	size_t served;              /* of those */
	struct pv_vec boxed;        /* struct pv_office_binding, of those */

	/* fields */
	struct pv_vec fields;       /* struct pv_docx_field */
	struct pv_buf instr;        /* codes of open fields */
	struct pv_vec items;        /* struct pv_span, of drop-down lists */
	uint32_t codes;             /* fields in whose code this is */
	struct pv_docx_auto autos[PV_DOCX_AUTOS];

	/* the paragraph */
	struct pv_docx_props props;
	struct pv_docx_props led;   /* of the heading that leads it */
	struct pv_docx_look look;
	bool in_p, has_look;
	bool merging;               /* the next one goes on with it */
	bool leads;                 /* `led` holds */
	uint32_t para, line;        /* count of all, number of this */
	size_t p_ns;                /* bindings outside it */
	/* what properties are open: w:pPr, w:rPr, w:pPrChange, w:sectPr */
	bool in_ppr, in_rpr, in_old, in_section;

	/* the run */
	struct pv_docx_rpr rpr;
	struct pv_office_run run;
	bool has_run;
	struct pv_buf chars;        /* of the open w:t */

	uint32_t notes, note;       /* how many; number to print, or 0 */
	bool told_struck, told_embedded, told_image;
};

/* Walk a part from its first byte to its last. */
PV_NODISCARD enum pv_rc pv_docx_walk(struct pv_docx *d,
    struct pv_docx_text *text);

/* State of the text at hand. */
unsigned pv_docx_state(const struct pv_docx *d);

/* Elements of w:pPr and w:rPr, and those inside; their end. */
void pv_docx_prop_open(struct pv_docx *d, const struct pv_tok *tok,
    enum pv_docx_el el);
void pv_docx_prop_close(struct pv_docx *d, enum pv_docx_el el);
/* The text of the number that w:numberingChange keeps; its length. */
size_t pv_docx_number_was(struct pv_span original, char out[], size_t size);
void pv_docx_props_init(struct pv_docx_props *p);
/* Those that hold before or after the changes. */
struct pv_docx_ppr pv_docx_ppr_of(const struct pv_docx_props *p, bool before);
/* Count a revision by what its element is. */
void pv_docx_changed(struct pv_docx *d, const struct pv_tok *tok,
    enum pv_docx_el el);

/* The end of an element that holds text. */
void pv_docx_chars_end(struct pv_docx *d, enum pv_docx_el el, bool keep);
/* An element that stands for text, if it does. */
void pv_docx_content(struct pv_docx *d, const struct pv_tok *tok,
    enum pv_docx_el el);
/* Text that stands at this place, in the look of the run. */
void pv_docx_put(struct pv_docx *d, struct pv_span s);

/* Fields. */
void pv_docx_field_char(struct pv_docx *d, const struct pv_tok *tok);
/* Fields whose end was passed over in front of byte `at` have ended. */
void pv_docx_field_expire(struct pv_docx *d, size_t at);
/* Inside the data of a form field. */
void pv_docx_field_data(struct pv_docx *d, const struct pv_tok *tok,
    enum pv_docx_el el);
/* The number of an AUTONUM or LISTNUM that has no result. */
void pv_docx_field_auto(struct pv_docx *d, struct pv_span instr);
/* The target of a HYPERLINK code becomes a link. */
void pv_docx_field_link(struct pv_docx *d, struct pv_span code);

/* The paragraph is complete, or what is at hand must end here. */
void pv_docx_end_paragraph(struct pv_docx *d);
void pv_docx_flush(struct pv_docx *d);

#endif
