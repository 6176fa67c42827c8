/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_DOCX_H
#define PV_INGEST_DOCX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "ingest/html_token.h"

/*
 * Word documents (ECMA-376 part 1) in parts: styles and numbering
 * (docx_style.c, docx_number.c), the walk over the body with its tracked
 * changes (docx.c, docx_*.c).  Every part has passed the XML gate
 * (pv_xml_check) and is walked with the tokenizer of html_token.h.
 */

/* A switch of character or paragraph formatting. */
enum pv_docx_toggle {
	PV_DOCX_UNSET,
	PV_DOCX_OFF,
	PV_DOCX_ON
};

/* Run properties that matter, from w:rPr of a run or a style. */
struct pv_docx_rpr {
	struct pv_span style;       /* w:rStyle; may be empty */
	uint8_t bold, italic, underline, caps, vanish, spec_vanish;
	                            /* enum pv_docx_toggle */
};

/* Paragraph properties that matter, from w:pPr of a paragraph or a style. */
struct pv_docx_ppr {
	struct pv_span style;       /* w:pStyle; may be empty */
	int32_t num_id;             /* w:numId; -1 = not said, 0 = none */
	int32_t level;              /* w:ilvl; -1 = not said */
	int32_t outline;            /* w:outlineLvl 0..9; -1 = not said */
	int32_t indent;             /* w:ind left, less hanging, in twentieths
	                             * of a point; PV_DOCX_NO_INDENT = not said */
	uint8_t centered;           /* enum pv_docx_toggle */
	bool section_only;          /* w:sectPr stands in it; whoever finds text
	                             * in the paragraph sets it to false */
	struct pv_docx_rpr mark;    /* w:rPr of the paragraph mark */
};
#define PV_DOCX_NO_INDENT INT32_MIN

/* Styles and lists of a document; lives in the arena given. */
struct pv_docx_styles;

/*
 * Read styles.xml and numbering.xml; either may be empty, both must stay for
 * as long as the result is used.  Linear in their size; chains of basedOn that
 * are cycles end.
 */
PV_NODISCARD enum pv_rc pv_docx_styles_read(struct pv_span styles,
    struct pv_span numbering, struct pv_arena *arena,
    struct pv_docx_styles **out, struct pv_err *err);

/*
 * Take the element that a start tag inside w:pPr or w:rPr opens into the
 * properties; false when it is none of them.  For styles and paragraphs alike.
 * Tags at any depth may be given, but not those inside w:pPrChange,
 * w:rPrChange, w:sectPr and mc:Fallback, and those inside w:pPr/w:rPr belong
 * to p->mark.  Spans are slices of the part, references not resolved.
 */
bool pv_docx_ppr_take(struct pv_docx_ppr *p, const struct pv_tok *tok);
bool pv_docx_rpr_take(struct pv_docx_rpr *r, const struct pv_tok *tok);
void pv_docx_ppr_init(struct pv_docx_ppr *p);

/* What a switch such as <w:b/> or <w:b w:val="0"/> says. */
enum pv_docx_toggle pv_docx_switch(const struct pv_tok *tok);

/* A paragraph as its style chain, its list and its own properties make it. */
struct pv_docx_look {
	int32_t outline;            /* 0..8 = heading of that level; 9 = body */
	int32_t indent;             /* twentieths of a point */
	bool centered;
	bool title;                 /* a style for titles */
	bool contents;              /* a style for tables of contents */
	struct pv_docx_rpr run;     /* what its runs inherit, resolved */
};
void pv_docx_look(const struct pv_docx_styles *s,
    const struct pv_docx_ppr *p, struct pv_docx_look *out);
/* A run's properties over those of its paragraph; toggles as in 17.7.3. */
void pv_docx_run_look(const struct pv_docx_styles *s,
    const struct pv_docx_look *para, const struct pv_docx_rpr *own,
    struct pv_docx_rpr *out);

/*
 * Counters of all lists.  A mode (accept, reject) numbers with counters of its
 * own, since a paragraph that is deleted takes no number.
 */
struct pv_docx_counters;
PV_NODISCARD enum pv_rc pv_docx_counters_new(const struct pv_docx_styles *s,
    struct pv_arena *arena, struct pv_docx_counters **out,
    struct pv_err *err);

/* The number of a paragraph. */
struct pv_docx_number {
	struct pv_span text;        /* "2.1", "(a)", "Article II"; a bullet is
	                             * "\342\200\242"; lives until the next call */
	uint32_t value;             /* of its own level */
	uint16_t level;             /* 0-based */
	uint32_t list;              /* which list counts it */
	uint8_t numeral;            /* enum pv_numeral that value is written in */
	bool bullet;
	bool legal;                 /* isLgl */
};

/*
 * Number the next paragraph in the order of the document; false when it has
 * none (no list, w:numId 0, a level without text or whose text is hidden, a
 * paragraph that holds nothing but a section break).  The text is what Word
 * prints, without what follows it (w:suff): "1." keeps its full stop.  The
 * walk hands on text as the marker and list, level and numeral as the block's
 * `listed` (ingest/block.h), which counts both from 1; not those of a bullet.
 */
bool pv_docx_count(struct pv_docx_counters *c, const struct pv_docx_ppr *p,
    struct pv_docx_number *out);

/* A section has ended: lists that say so begin anew. */
void pv_docx_count_section(struct pv_docx_counters *c);

#endif
