/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_AKN_H
#define PV_VIEW_AKN_H

#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * Akoma Ntoso 3.0 (OASIS LegalDocML, akn-core v1.0 part 2), what the files of
 * this view share.  The standard leaves no place for a few things that a
 * reader needs to get the same clauses back; they are attributes of a namespace
 * of our own, which the standard allows on every element (attribute group
 * "core"):
 *
 *   pv:kind    on a clause: its kind, a name of enum pv_clause_kind
 *   pv:label   on a clause: its label, as it is cited
 *   pv:flags   on a clause: "hidden", "reserved", "derived", "numbered" and
 *              "inline", those that are set, with blanks between them
 *   pv:flow    on <num>, <heading> and <p>: how it follows what stands before:
 *              "line" on a new line, "run" after a blank, "join" directly.
 *              Without it, what comes first after <num> runs, all else is a
 *              line.
 *
 * The text of <num> and <heading> is the clause's number and heading without
 * the full stops and colons at its end; where that is not so, <inline
 * name="num"> or <inline name="heading"> holds what is.
 */
#define PV_AKN_NS "urn:proviso:clauses:1"

enum pv_akn_element {
	PV_AKN_ARTICLE,
	PV_AKN_SECTION,
	PV_AKN_SUBSECTION,
	PV_AKN_PARAGRAPH,
	PV_AKN_SUBPARAGRAPH,
	PV_AKN_POINT,
	PV_AKN_ALINEA,
	PV_AKN_HCONTAINER,
	PV_AKN_CONTAINER,
	PV_AKN_BLOCKS,          /* blockContainer */
	PV_AKN_RECITALS,
	PV_AKN_RECITAL
};

/* Parts of the document, in their order; they hold clauses of depth 1. */
enum pv_akn_part {
	PV_AKN_PREFACE,
	PV_AKN_PREAMBLE,
	PV_AKN_BODY,
	PV_AKN_CONCLUSIONS
};

/* What a clause is written as. */
struct pv_akn_clause {
	struct pv_sref id;      /* in the plan's `ids` */
	uint8_t element;        /* enum pv_akn_element */
	uint8_t part;           /* enum pv_akn_part */
};

struct pv_akn_plan {
	const struct pv_version *v;
	struct pv_akn_clause *clauses;  /* in step with v->clauses */
	struct pv_vec memory;           /* of `clauses` */
	struct pv_buf ids;
	struct pv_vec counts;           /* of ids that were given */
};

/* The tag of an element. */
const char *pv_akn_name(enum pv_akn_element e);

/* Plan the whole document; false when memory is out. */
bool pv_akn_plan(struct pv_akn_plan *p, const struct pv_version *v,
    const struct pv_mem *mem);
void pv_akn_plan_release(struct pv_akn_plan *p);

/* eId of clause i. */
struct pv_span pv_akn_id(const struct pv_akn_plan *p, uint32_t i);

/* A new eId "word", "word-2" ...; appended to out. */
void pv_akn_new_id(struct pv_akn_plan *p, struct pv_buf *out,
    const char *word);

/*
 * Text, and the value of an attribute in double quotes.  What XML has no way to
 * say (control characters, bytes that are no UTF-8) becomes U+FFFD.
 */
void pv_akn_text(struct pv_buf *out, struct pv_span s);
void pv_akn_value(struct pv_buf *out, struct pv_span s);

/* <meta>. */
void pv_akn_meta(struct pv_buf *out, const struct pv_version *v);

/*
 * Inline elements, sorted by their start, outer before inner: struct
 * pv_akn_note.  `index` counts in v->refs, v->defs or v->parties.
 */
enum pv_akn_note_kind {
	PV_AKN_NOTE_REF,
	PV_AKN_NOTE_TERM,
	PV_AKN_NOTE_DEF,
	PV_AKN_NOTE_PARTY,
	PV_AKN_NOTE_TITLE
};
struct pv_akn_note { struct pv_range at; uint32_t index; uint8_t kind; };
void pv_akn_notes(const struct pv_version *v, struct pv_vec *out);

#endif
