/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_HTML_H
#define PV_INGEST_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/span.h"
#include "base/vec.h"
#include "ingest/block.h"
#include "ingest/html_token.h"
#include "ingest/marker.h"
#include "ingest/softbreak.h"
#include "model/version.h"

/*
 * The HTML reader in parts: tags and their meaning (html_tag.c), styles
 * (html_style.c), the walk over elements (html.c), the blocks that text
 * becomes (html_text.c), and what is decided once blocks are complete: table
 * rows and lines that belong together (html_table.c).
 */

/* What an element is; a set of bits. */
enum pv_html_kind {
	PV_HTML_BLOCK = 1 << 0,         /* begins and ends a block */
	PV_HTML_VOID = 1 << 1,          /* has no end tag */
	PV_HTML_RAW = 1 << 2,           /* its content is no markup */
	PV_HTML_STRONG = 1 << 3,
	PV_HTML_WEAK = 1 << 4,
	PV_HTML_LIST = 1 << 5,
	PV_HTML_ITEM = 1 << 6,
	PV_HTML_CELL = 1 << 7,
	PV_HTML_ROW = 1 << 8,
	PV_HTML_TABLE = 1 << 9,
	PV_HTML_HEADING = 1 << 10,
	PV_HTML_CENTER = 1 << 11,
	PV_HTML_PRE = 1 << 12,
	PV_HTML_HIDDEN = 1 << 13,
	PV_HTML_BREAK = 1 << 14,        /* hr, page */
	PV_HTML_STRUCK = 1 << 15
};

#define PV_HTML_TAGS 160        /* known tags and buckets for others */

/* Number below PV_HTML_TAGS and kind of a tag; unknown ones are inline. */
unsigned pv_html_tag(struct pv_span name, unsigned *kind);
/* HTML has a tag of this name. */
bool pv_html_tag_known(struct pv_span name);
/* A tag that filings of plain text carried; HTML never has these alone. */
bool pv_html_text_tag(struct pv_span name);
/* Heading level of "h1" ... "h6", else 0. */
unsigned pv_html_heading(struct pv_span name);

/* What a style says; bits above are not touched by silence. */
enum pv_html_style_bits {
	PV_STYLE_HIDDEN = 1 << 0,
	PV_STYLE_STRONG = 1 << 1,
	PV_STYLE_NORMAL = 1 << 2,       /* font-weight: normal */
	PV_STYLE_WEAK = 1 << 3,
	PV_STYLE_CENTER = 1 << 4,
	PV_STYLE_ALIGN = 1 << 5,        /* some other alignment */
	PV_STYLE_BREAK_BEFORE = 1 << 6,
	PV_STYLE_BREAK_AFTER = 1 << 7,
	PV_STYLE_INLINE = 1 << 8,       /* display: inline */
	PV_STYLE_BLOCK = 1 << 9,        /* display: block */
	PV_STYLE_PRE = 1 << 10,
	PV_STYLE_CONTENT = 1 << 11      /* a style sheet makes text */
};

struct pv_html_style {
	unsigned bits;
	unsigned indent;        /* columns */
	char list;              /* '1', 'a', ..., '*', '-' = none; 0 = silent */
};

/*
 * Rules of a style sheet that hide, embolden, centre or number.  The rules of
 * "ol ol" have a key of their own.
 */
struct pv_css_rule { uint64_t key; unsigned bits; uint32_t order; char list; };
struct pv_css {
	struct pv_vec rules;
	bool sorted;
	/* tags of late, since a page says the same of each paragraph */
	struct pv_css_memo {
		struct pv_span tag;     /* as it stands; empty = free */
		size_t rules;           /* when there were so many */
		struct pv_html_style style;
	} memos[8];
};

void pv_css_sheet(struct pv_css *css, struct pv_span text);
/* Style of the items of a numbered list inside depth - 1 others. */
char pv_css_nested(struct pv_css *css, unsigned depth, char otherwise);
/* Style of a start tag: its attributes, then the sheets.  It is remembered, so
 * that the text of the tag has to outlive css. */
void pv_html_style(struct pv_css *css, const struct pv_tok *tok,
    struct pv_html_style *out);

/* What the text of a block inherits; saved and restored by blocks. */
struct pv_html_look {
	uint16_t indent;
	bool center, pre;
};

/*
 * An open element.  Inline ones may be ended in the middle of the stack
 * (<b><p></b>): they are marked dead and leave it when their turn comes.
 */
struct pv_html_elem {
	uint16_t id;
	uint16_t kind;          /* enum pv_html_kind */
	uint8_t heading;
	bool strong, weak, hidden, dead, brk;
	char style;             /* of a list's items */
	uint32_t prev;          /* the next outer one with this id */
	uint32_t cell, table;   /* the scopes outside it */
	uint32_t count;         /* of a list: number of its next item */
	uint32_t mark;          /* of a row: its first cell */
	struct pv_html_look look;       /* outside it */
};

struct pv_html_reader {
	struct pv_tokens tokens;
	struct pv_blocks *out;
	struct pv_vec stack;            /* struct pv_html_elem */
	struct pv_vec cells;            /* struct pv_html_cell */
	struct pv_vec hidden;           /* struct pv_frag, of the next block */
	struct pv_css css;
	unsigned para;                  /* the id of <p> */
	uint32_t top[PV_HTML_TAGS];     /* innermost open element by id */
	uint32_t cell, table;           /* innermost scopes */
	unsigned nstrong, nweak, nhidden, ntables, nlists;
	struct pv_html_look look;
	struct pv_lead lead;
	struct pv_span marker;          /* of the next block */
	uint32_t marker_line, hidden_line;
	unsigned heading;
	size_t src;                     /* of the text at hand */
	size_t counted;                 /* its line is known up to here */
	uint32_t line;
	unsigned breaks;                /* line breaks not acted on yet */
	unsigned blanks;                /* columns in front of the block */
	struct pv_soft soft;            /* the line since the last break */
	bool open, item, skipping;
	bool told_struck, told_nul;
	struct pv_err *err;
};

/* End the open block, if any; then comes what was hidden in it. */
void pv_html_end_block(struct pv_html_reader *r);
/* Text that stands at source bytes [at, at + len), references resolved. */
void pv_html_emit(struct pv_html_reader *r, struct pv_span s, size_t at,
    size_t len);
/* Text of the document, [at, end). */
void pv_html_text(struct pv_html_reader *r, size_t at, size_t end);
/* <br>, or a line feed where those count; two of them end the block. */
void pv_html_line_break(struct pv_html_reader *r);
void pv_html_page_break(struct pv_html_reader *r);

/* A table cell: its first block. */
struct pv_html_cell { uint32_t block; };

/*
 * A row is complete: `cells` of them, whose blocks are [cells[i].block,
 * cells[i+1].block), the last up to the end of the array.  Joins the number
 * in a cell of its own with its text, other cells to one row.  Blocks that
 * were joined away have no fragments.  Between two blocks of a row there is
 * a fragment that belongs to neither.
 */
void pv_html_row(struct pv_blocks *out, const struct pv_html_cell *cells,
    size_t n);

/*
 * From block `first` on: drop blocks without fragments and fragments without
 * block, join paragraphs that were one a visual line, put skips from `skip`
 * on in order.
 */
void pv_html_finish(struct pv_blocks *out, size_t first, size_t frag,
    size_t skip);

#endif
