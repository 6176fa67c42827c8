/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_MARKDOWN_H
#define PV_INGEST_MARKDOWN_H

#include "base/buf.h"
#include "base/span.h"
#include "base/vec.h"
#include "ingest/block.h"
#include "ingest/marker.h"

/* A line without its end; block quote marks are behind `at` already. */
struct pv_md_line {
	uint32_t start, end, next;
	uint32_t at;            /* first byte that is not blank */
	uint32_t col;           /* its column */
	uint32_t no;            /* 1-based */
};

/* A list marker at the start of s. */
struct pv_md_mark {
	size_t len;             /* bytes of it */
	char type;              /* as in struct list */
	uint32_t number;
};

/* The next line; false at the end.  *l is zeroed before the first. */
bool pv_md_next_line(struct pv_span s, struct pv_md_line *l);
/* Move l->at past ASCII white space; a tab stops at multiples of four. */
void pv_md_indent(struct pv_span s, struct pv_md_line *l);
/* How often s begins with c. */
size_t pv_md_run(struct pv_span s, char c);
/*
 * How many c there are when s holds nothing else but white space: between
 * them if blanks is set, else only at the end.  0 when it is something else.
 */
size_t pv_md_only(struct pv_span s, char c, bool blanks);
/* "-", "2.", "(b)" at the start of s, followed by white space or the end. */
bool pv_md_mark(struct pv_span s, struct pv_md_mark *k);
/* s begins with a printed number, emphasis marks and escapes looked past. */
bool pv_md_numbered(struct pv_span s);
/* "[label]: url". */
bool pv_md_definition(struct pv_span s, struct pv_span *label,
    struct pv_span *url);
/* "| --- | :-: |" */
bool pv_md_delimiter_row(struct pv_span s);
/* "---", lines of metadata, "---" at the very top: one past it, or 0. */
uint32_t pv_md_front_matter(struct pv_span text, struct pv_md_line *l);

/* The target of "[label]: url". */
struct pv_md_ref { uint64_t label; struct pv_span url; };

/*
 * The inside of a paragraph: emphasis, links, code, tags, references and
 * escapes (markdown_inline.c).  One of these serves a whole document.
 */
struct pv_md_inline {
	struct pv_span text;        /* the document */
	struct pv_blocks *out;
	const struct pv_md_ref *refs; /* sorted by label */
	size_t nrefs;
	struct pv_vec pieces, brackets, openers; /* scratch */
	struct pv_vec starts;       /* uint32_t: where lines begin in buf */
	struct pv_buf buf;          /* the paragraph, lines joined */
	const struct pv_range *lines;
	size_t nlines;
	uint64_t nocode;            /* code fences without a partner, by width */
	bool nocomment, told_struck;
};

void pv_md_inline_init(struct pv_md_inline *in, struct pv_span text,
    struct pv_blocks *out);
void pv_md_inline_release(struct pv_md_inline *in);

/*
 * Add the paragraph that these lines of the document make to the last block.
 * Every byte of the lines ends in a fragment or a skip.
 */
void pv_md_inline_add(struct pv_md_inline *in, const struct pv_range *lines,
    size_t nlines, struct pv_lead *lead);

/* Identity of a reference's label: case and blanks folded. */
uint64_t pv_md_label(struct pv_span s);

/*
 * What follows the "]" at s[at] and makes it a link: one past the target, or
 * 0.  label is what stands between the brackets.
 */
size_t pv_md_link_end(const struct pv_md_inline *in, struct pv_span s,
    size_t at, struct pv_span label, struct pv_span *url);

#endif
