/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_HTML_TOKEN_H
#define PV_INGEST_HTML_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

/*
 * Tags and text, for HTML of any quality and for well-formed XML.  Every byte
 * of the text is in exactly one token; the time is linear whatever the text.
 */

#define PV_TAG_MAX 65536        /* bytes of a start tag */

enum pv_tok_kind {
	PV_TOK_TEXT,
	PV_TOK_OPEN,            /* <name ...> or <name .../> */
	PV_TOK_CLOSE,           /* </name> */
	PV_TOK_COMMENT,
	PV_TOK_CDATA,           /* body is text as it stands */
	PV_TOK_DECL             /* <!...> and <?...> */
};

struct pv_tok {
	enum pv_tok_kind kind;
	bool empty;             /* <name/> */
	size_t src, len;        /* the whole token */
	struct pv_span name;    /* of a tag, without its prefix */
	struct pv_span prefix;  /* "ix" of <ix:header> */
	struct pv_span attrs;   /* what follows the name */
	struct pv_span body;    /* of CDATA; else the whole token */
};

struct pv_tokens {
	struct pv_span text;
	size_t at;
	size_t counted;         /* bytes whose lines are in ... */
	uint32_t line;          /* ... this one */
	bool noquote;           /* a quoted value never ended: ignore quotes */
	bool nocomment;         /* no "-->" ahead */
	bool nocdata;           /* no "]]>" ahead */
	bool nogt;              /* no ">" ahead */
	bool xml;
};

/*
 * HTML and XML differ in where comments, declarations and processing
 * instructions end; text must not hide in the difference.
 */
void pv_tokens_init(struct pv_tokens *t, struct pv_span text);
void pv_tokens_init_xml(struct pv_tokens *t, struct pv_span text);

/* The line of what is read next, from 1: counted on from where it was asked
 * last, or anew after a step back. */
uint32_t pv_tokens_line(struct pv_tokens *t);

/* The next token; false at the end of the text. */
bool pv_tokens_next(struct pv_tokens *t, struct pv_tok *tok);

/*
 * After the start tag of an element that holds no markup (script, style):
 * everything in front of its end tag, or all that is left (*ended = false).
 */
struct pv_span pv_tokens_raw(struct pv_tokens *t, struct pv_span name,
    bool *ended);

struct pv_attr_text { struct pv_span name, value; };

/* Take the next attribute off *attrs; false when there is none. */
bool pv_tag_attr(struct pv_span *attrs, struct pv_attr_text *out);

/* The first attribute of this name, ASCII case folded; false when absent. */
bool pv_tag_find(struct pv_span attrs, const char *name,
    struct pv_span *value);

/*
 * Character reference at the start of s ("&amp;", "&#147;"): its length in
 * bytes and its text in out[4]/n, or 0 when it is none.  128-159 mean
 * windows-1252; NUL, surrogates and what is out of range mean U+FFFD.
 */
size_t pv_charref(struct pv_span s, char out[4], size_t *n);

/*
 * The text of an attribute's value with its references resolved; the value
 * itself when it has none.  ptr is NULL when memory is out.
 */
struct pv_span pv_charrefs(struct pv_span s, struct pv_arena *arena);

/* Code point of a named reference (HTML 4 and apos), 0 when unknown. */
uint32_t pv_html_entity(struct pv_span name);

#endif
