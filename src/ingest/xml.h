/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_XML_H
#define PV_INGEST_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/span.h"
#include "ingest/block.h"

/*
 * XML is read twice: libxml2 decides whether it is well-formed and within
 * limits (xml.c), then the tokenizer of html_token.h, which knows where each
 * byte stands, walks what has passed (xml_walk.c).
 */

enum pv_xml_role {
	PV_XML_OTHER,           /* inline in mixed content, else transparent */
	PV_XML_LEVEL,           /* a clause of any depth: section, item ... */
	PV_XML_NUM,             /* its number */
	PV_XML_HEADING,
	PV_XML_PARA,            /* a paragraph */
	PV_XML_ROW,
	PV_XML_CELL,
	PV_XML_BREAK,           /* line break, end of line */
	PV_XML_META,            /* not part of the text */
	PV_XML_INLINE
};

struct pv_xml_word { const char *name; enum pv_xml_role role; };

/* A vocabulary: words sorted by name, in lower case. */
struct pv_xml_vocabulary {
	const struct pv_xml_word *words;
	size_t nwords;
	bool certain;           /* depth and numbers are what they say */
};

/* Refuse what is not well-formed, has a DTD, or is too deep or too large. */
PV_NODISCARD enum pv_rc pv_xml_check(struct pv_span text,
    struct pv_blocks *out, struct pv_err *err);

/* Load what pv_xml_check() needs, for a process about to lose its files. */
void pv_xml_prepare(void);

/* Blocks of a text that has passed. */
PV_NODISCARD enum pv_rc pv_xml_walk(struct pv_span text,
    const struct pv_xml_vocabulary *words, struct pv_blocks *out,
    struct pv_err *err);

/* Local name of the root element; empty when there is none in the head. */
struct pv_span pv_xml_root(struct pv_span head);

#endif
