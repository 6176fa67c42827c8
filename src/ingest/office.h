/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_OFFICE_H
#define PV_INGEST_OFFICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "base/vec.h"
#include "ingest/html_token.h"
#include "ingest/ingest.h"
#include "ingest/inner.h"
#include "ingest/marker.h"
#include "ingest/number.h"

/*
 * What the readers of word processors' documents share: XML parts of a ZIP
 * (office_part.c), names and characters in them (office_name.c), how lists
 * write numbers (office_format.c, office_script.c), and paragraphs with tracked
 * changes, hidden text and table rows on their way into the inner text
 * (office.c, office_para.c, office_table.c).
 */

/* A part: its member's name, and its text once it has been decoded. */
struct pv_office_part {
	struct pv_span name, text;
};

/*
 * Read the members that `wants` asks for into the arena, their bytes as they
 * are, in the order of the archive: struct pv_office_part.  E-ARCHIVE when two
 * of them have one name.
 */
PV_NODISCARD enum pv_rc pv_office_read(struct pv_span zip,
    bool (*wants)(void *ctx, struct pv_span name), void *ctx,
    struct pv_arena *arena, struct pv_vec *parts, struct pv_err *err);

/* The part of this name, ASCII case folded; NULL when there is none. */
struct pv_office_part *pv_office_find(const struct pv_vec *parts,
    struct pv_span name);

/*
 * Decode a part into the arena and let it pass the gate of XML; an error names
 * the part.  Diagnostics go to `out`.
 */
PV_NODISCARD enum pv_rc pv_office_check(struct pv_office_part *part,
    struct pv_arena *arena, struct pv_blocks *out, struct pv_err *err);

/* ------------------------------------------------- names and numbers */

/*
 * A prefix of names; ns and known are what the format makes of its name.  What
 * is ignored (ECMA-376 part 3, 7.2) is as if it were not there.
 */
struct pv_office_binding {
	struct pv_span prefix;
	uint8_t ns;
	bool known, ignored;
};

/* Take the declarations of a start tag, as of() understands them; how many. */
size_t pv_office_declare(const struct pv_tok *tok,
    void (*of)(struct pv_span uri, struct pv_office_binding *b),
    struct pv_vec *bindings);
/*
 * The prefixes that a root's start tag says may be ignored are, unless they
 * are known or the content of their elements is to be processed.
 */
void pv_office_ignore(const struct pv_tok *tok, struct pv_vec *bindings);
/* What a prefix means; ns is 0 when it was not declared. */
struct pv_office_binding pv_office_lookup(const struct pv_vec *bindings,
    struct pv_span prefix);

/* The attribute of this local name, whatever its prefix; false when absent. */
bool pv_office_attr(const struct pv_tok *tok, const char *name,
    struct pv_span *value);

/* Characters with their references resolved, unless they are raw. */
void pv_office_chars(struct pv_buf *out, struct pv_span s, bool raw);

/* "[^3]" and what follows it; returns the length. */
#define PV_OFFICE_NOTE_MAX 32
size_t pv_office_note_mark(uint32_t n, const char *after,
    char out[PV_OFFICE_NOTE_MAX]);

/*
 * How a list writes its numbers: ECMA-376 17.18.59, and 19.500 of ODF 1.2, as
 * far as agreements use them.
 */
enum pv_office_format {
	PV_OFFICE_DECIMAL,      /* and whatever is not known */
	PV_OFFICE_ZERO,         /* 01, 02 ... 10; `width` digits at least */
	PV_OFFICE_UPPER_ROMAN, PV_OFFICE_LOWER_ROMAN,
	PV_OFFICE_UPPER_LETTER, PV_OFFICE_LOWER_LETTER, /* z, aa, bb */
	PV_OFFICE_UPPER_DIGITS, PV_OFFICE_LOWER_DIGITS, /* z, aa, ab */
	PV_OFFICE_ORDINAL,      /* 1st */
	PV_OFFICE_CARDINAL_TEXT,        /* Twenty-one */
	PV_OFFICE_ORDINAL_TEXT,         /* Twenty-first */
	PV_OFFICE_HEX,
	PV_OFFICE_CHICAGO,      /* * and daggers */
	PV_OFFICE_IN_PAREN,     /* decimalEnclosedParen */
	PV_OFFICE_IN_FULLSTOP,  /* decimalEnclosedFullstop */
	PV_OFFICE_IN_DASH,      /* numberInDash */
	PV_OFFICE_BULLET,
	PV_OFFICE_NO_NUMBER,    /* none */
	PV_OFFICE_SCRIPT        /* of another script: `width` says which */
};

/*
 * Write number n; returns the length, at most PV_OFFICE_FORMAT_MAX.  Bullets
 * and PV_OFFICE_NO_NUMBER write nothing, what a format cannot say is decimal.
 */
#define PV_OFFICE_FORMAT_MAX 80
size_t pv_office_format(enum pv_office_format format, unsigned width,
    uint32_t n, char out[PV_OFFICE_FORMAT_MAX]);
/* Which script a number format of this name writes, 0 = it is no such one. */
unsigned pv_office_script_named(struct pv_span name);
/* Write n in it; 0 when it cannot say it. */
size_t pv_office_script(unsigned script, uint32_t n,
    char out[PV_OFFICE_FORMAT_MAX]);
enum pv_numeral pv_office_numeral(enum pv_office_format format);

/* ------------------------------------------------------- paragraphs */

/* What tracked changes did to a stretch of text; a set. */
enum pv_change_bits {
	PV_CHANGE_INS = 1 << 0,
	PV_CHANGE_DEL = 1 << 1
};

/* How text looks and what became of it. */
struct pv_office_run {
	uint8_t emphasis;           /* enum pv_emphasis */
	uint8_t state;              /* enum pv_change_bits */
	bool hidden;
};

/* What a paragraph becomes, as in struct pv_block. */
struct pv_office_para {
	enum pv_block_kind kind;
	uint8_t flags;              /* CENTERED, RELATIVE, FROM_STRUCTURE */
	uint16_t level, indent;
	uint32_t line;
	struct pv_span marker;      /* its automatic number; may be empty */
	struct pv_listed listed;    /* of the marker, unless it is a bullet */
	struct pv_block *block;     /* out: what it became, the last one where
	                             * lines are apart, NULL when nothing; good
	                             * until the next block */
};

enum pv_office_what {
	PV_OFFICE_TEXT,
	PV_OFFICE_LINE,             /* a line break: a blank of text */
	PV_OFFICE_PAGE,             /* likewise, where a page ends */
	PV_OFFICE_LINK, PV_OFFICE_DIAG
};
struct pv_office_piece {
	uint32_t off, len;          /* of the paragraph's text, else an index */
	struct pv_office_run run;
	uint8_t what;               /* enum pv_office_what */
};
struct pv_office_diag { const char *code, *msg; };

static inline bool
pv_office_is_text(const struct pv_office_piece *p)
{
	return p->what <= PV_OFFICE_PAGE;
}

/* A row of a table: cells [first, end) and one past its last block. */
struct pv_office_row { size_t first, end, block; };

struct pv_office {
	struct pv_blocks *out;
	enum pv_changes mode;       /* never the default */
	bool furniture;             /* nothing of it belongs to a clause */
	struct pv_inner inner;
	/* the paragraph at hand */
	struct pv_buf text;
	struct pv_vec pieces;       /* struct pv_office_piece */
	struct pv_vec urls;         /* struct pv_span */
	struct pv_vec diags;        /* struct pv_office_diag */
	uint32_t ink;               /* bytes of it that stand */
	uint32_t joint;             /* end of a heading joined to its text */
	/* tables */
	struct pv_vec cells;        /* struct pv_html_cell, of all rows */
	struct pv_vec open;         /* the same, of rows that are open */
	struct pv_vec rows;         /* struct pv_office_row */
	unsigned depth;             /* of rows that are open */
	/* revisions */
	struct pv_vec authors;      /* uint64_t, hashes */
	uint64_t last;              /* kind and author of the last change */
	uint32_t changes, comments;
};

void pv_office_init(struct pv_office *o, struct pv_blocks *out);
void pv_office_release(struct pv_office *o);

/* Does text of this state stand in the text that is wanted? */
bool pv_office_stands(const struct pv_office *o, unsigned state);

/* Text of the paragraph at hand; line ends in it are blanks. */
void pv_office_text(struct pv_office *o, struct pv_span s,
    const struct pv_office_run *run);

/*
 * A line break, or the end of a page: it ends the paragraph where
 * pv_soft_ends() says so, else it is a blank.
 */
void pv_office_line(struct pv_office *o, bool page,
    const struct pv_office_run *run);

/* A link begins here; the url is copied. */
void pv_office_link(struct pv_office *o, struct pv_span url);

/* A warning about this place; both strings are literals. */
void pv_office_warn(struct pv_office *o, const char *code, const char *msg);

/*
 * What has been written is a heading that the next paragraph's text follows
 * on the same line.
 */
void pv_office_join(struct pv_office *o);

/*
 * What an outline level makes a heading of: levels are given to whole clauses
 * as often, but a heading is short and no sentence.
 */
bool pv_office_is_heading(const struct pv_office *o);

/*
 * The paragraph's end is of this state; true when it is gone, and the next
 * paragraph goes on with this one.
 */
bool pv_office_mark(struct pv_office *o, unsigned state);

/*
 * The paragraph at hand is complete.  One that says nothing becomes no block,
 * unless it has a number.
 */
void pv_office_end(struct pv_office *o, struct pv_office_para *p);

void pv_office_page_break(struct pv_office *o, uint32_t line);

/* A row begins; each of its cells; it ends.  Rows may stand in cells. */
size_t pv_office_row_begin(struct pv_office *o);
void pv_office_cell(struct pv_office *o);
void pv_office_row_end(struct pv_office *o, size_t row);
/* Join the cells of all rows, once the inner text is complete. */
void pv_office_rows(struct pv_office *o);

/*
 * Count a change by its kind and author; neighbours of one kind and author
 * are one change.  pv_office_text() with state 0 ends the neighbourhood.
 */
void pv_office_change(struct pv_office *o, unsigned kind,
    struct pv_span author);

/* The text is complete: rows are joined, changes are told of. */
PV_NODISCARD enum pv_rc pv_office_finish(struct pv_office *o,
    enum pv_changes asked, struct pv_err *err);

/* ------------------------------------------------------- known ahead */

/* An element whose end must be known where it begins: bytes of its part. */
struct pv_office_extent { size_t at, end; };

/*
 * The end of what begins at byte `at`, 0 when nothing does; extents ascend by
 * `at`.
 */
size_t pv_office_extent_end(const struct pv_vec *extents, size_t at);

#endif
