/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_NAMES_H
#define PV_MODEL_NAMES_H

#include <stdbool.h>

#include "base/span.h"

/*
 * The vocabulary as it is printed and stored.  Each enum has one table of
 * names in names.c; pv_NAME_name() gives the word, pv_NAME_parse() the value.
 */

enum pv_format {
	PV_FORMAT_TEXT,
	PV_FORMAT_MARKDOWN,
	PV_FORMAT_HTML,
	PV_FORMAT_EDGAR,   /* a full submission around other documents */
	PV_FORMAT_AKN,     /* Akoma Ntoso */
	PV_FORMAT_XML,     /* any other XML */
	PV_FORMAT_DOCX,    /* Office Open XML */
	PV_FORMAT_ODT,     /* OpenDocument */
	PV_FORMAT_PDF,
	PV_FORMAT_DOC,     /* Word before 2007, read as DOCX by a converter */
	PV_FORMAT_RTF      /* likewise */
};
#define PV_FORMAT_LAST PV_FORMAT_RTF

enum pv_basis {
	PV_BASIS_SOURCE,   /* offsets are bytes of the file as stored */
	PV_BASIS_TEXT      /* offsets are bytes of the normalized text */
};

enum pv_clause_kind {
	PV_CLAUSE_ROOT,        /* the whole document; index 0, never printed */
	PV_CLAUSE_TITLE,       /* title and cover lines before the preamble */
	PV_CLAUSE_PREAMBLE,    /* parties and date */
	PV_CLAUSE_RECITAL,
	PV_CLAUSE_ARTICLE,     /* first level: Article IV, 4., A. */
	PV_CLAUSE_SECTION,     /* 4.2 and deeper decimals, a headed section */
	PV_CLAUSE_ITEM,        /* (a), (ii), bullets */
	PV_CLAUSE_DEFINITION,  /* an unnumbered defined term */
	PV_CLAUSE_PARAGRAPH,   /* unnumbered text of its own */
	PV_CLAUSE_SCHEDULE,    /* schedule, exhibit, annex, appendix */
	PV_CLAUSE_CONTENTS,    /* table of contents */
	PV_CLAUSE_SIGNATURE    /* execution block */
};

enum pv_skip_reason {
	PV_SKIP_FURNITURE,     /* page headers, footers, numbers */
	PV_SKIP_MARKUP,        /* tags, emphasis marks, list markers */
	PV_SKIP_URL,           /* the target of a link */
	PV_SKIP_COMMENT,
	PV_SKIP_SCRIPT,        /* scripts, styles */
	PV_SKIP_ENVELOPE,      /* EDGAR headers and documents not selected */
	PV_SKIP_BINARY,        /* uuencoded parts */
	PV_SKIP_INVISIBLE,     /* zero-width, bidirectional, control characters */
	PV_SKIP_HYPHEN,        /* hyphenation at a line end */
	PV_SKIP_CHANGE,        /* what a tracked change takes away, or adds but
	                        * is not accepted */
	PV_SKIP_SPACE          /* white space that separates nothing */
};

/* How a text hides, misleads or disguises; subtypes of `integrity`. */
enum pv_oddity_kind {
	PV_ODD_INVISIBLE,      /* characters without a picture in a word */
	PV_ODD_BIDI,           /* what is shown is not in the order of the text */
	PV_ODD_LOOKALIKE,      /* characters that look like others */
	PV_ODD_CONTROL,        /* control, private use, no character */
	PV_ODD_HIDDEN          /* text that a reader does not see */
};

enum pv_stance {
	PV_STANCE_IN_FORCE,
	PV_STANCE_CONDITIONAL,
	PV_STANCE_NEGATED,
	PV_STANCE_REMOVED,
	PV_STANCE_REFERENCE
};

/* Whether the clause makes the provision: in force or conditional. */
static inline bool
pv_stance_is_operative(enum pv_stance s)
{
	return s == PV_STANCE_IN_FORCE || s == PV_STANCE_CONDITIONAL;
}

/* Ordered: a smaller value is stronger. */
enum pv_strength {
	PV_STRENGTH_NONE,      /* not a provision with a lattice */
	PV_STRENGTH_EXCLUSIVE,
	PV_STRENGTH_SOLE,
	PV_STRENGTH_CO_EXCLUSIVE,
	PV_STRENGTH_FIRST_SHIP,
	PV_STRENGTH_FIRST_REFUSAL,
	PV_STRENGTH_PRIMARY,
	PV_STRENGTH_MOST_FAVORED,
	PV_STRENGTH_NON_EXCLUSIVE,
	PV_STRENGTH_SILENT
};

/* Attributes of a finding, in the order in which they are printed. */
enum pv_attr_key {
	PV_ATTR_HOLDER,
	PV_ATTR_OBLIGOR,
	PV_ATTR_OBJECT,
	PV_ATTR_CHANNEL,
	PV_ATTR_CLOUD,
	PV_ATTR_TERRITORY,
	PV_ATTR_FIELD,
	PV_ATTR_UNTIL,
	PV_ATTR_CONDITION,
	PV_ATTR_TRIGGER,
	PV_ATTR_DETERMINED_BY,
	PV_ATTR_CONSEQUENCE,
	PV_ATTR_CARVE_OUT,
	PV_ATTR_AMOUNT,
	PV_ATTR_DIRECTION,
	PV_ATTR_TARGET,        /* what a removal removes: a clause or a term */
	PV_ATTR_CODE_POINT,    /* of an oddity: the first character, U+200D */
	PV_ATTR_OFFSET,        /* its byte of the file */
	PV_ATTR_OCCURRENCES,   /* how many characters, when more than one */
	PV_ATTR_COUNT
};

enum pv_change_kind {
	PV_CHANGE_LOST,
	PV_CHANGE_GAINED,
	PV_CHANGE_WEAKENED,
	PV_CHANGE_STRENGTHENED,
	PV_CHANGE_CHANGED,
	PV_CHANGE_MOVED,
	PV_CHANGE_UNCHANGED
};

enum pv_edit_kind {
	PV_EDIT_UNCHANGED,
	PV_EDIT_MODIFIED,
	PV_EDIT_INSERTED,
	PV_EDIT_DELETED,
	PV_EDIT_MOVED,
	PV_EDIT_RENUMBERED,
	PV_EDIT_MOVED_MODIFIED,    /* "moved+modified" */
	PV_EDIT_SPLIT,
	PV_EDIT_MERGED
};

enum pv_severity { PV_SEV_NOTE, PV_SEV_WARNING, PV_SEV_ERROR };

/* NUL-terminated constant names. */
const char *pv_format_name(enum pv_format f);
const char *pv_basis_name(enum pv_basis b);
const char *pv_clause_kind_name(enum pv_clause_kind k);
const char *pv_skip_reason_name(enum pv_skip_reason r);
const char *pv_oddity_kind_name(enum pv_oddity_kind k);
const char *pv_stance_name(enum pv_stance s);
const char *pv_strength_name(enum pv_strength s);
const char *pv_attr_key_name(enum pv_attr_key k);
const char *pv_change_kind_name(enum pv_change_kind k);
const char *pv_edit_kind_name(enum pv_edit_kind k);
const char *pv_severity_name(enum pv_severity s);

/* The value of a printed name; false when there is none, *out untouched. */
bool pv_format_parse(struct pv_span s, enum pv_format *out);
bool pv_clause_kind_parse(struct pv_span s, enum pv_clause_kind *out);
bool pv_skip_reason_parse(struct pv_span s, enum pv_skip_reason *out);
bool pv_stance_parse(struct pv_span s, enum pv_stance *out);
bool pv_strength_parse(struct pv_span s, enum pv_strength *out);
bool pv_attr_key_parse(struct pv_span s, enum pv_attr_key *out);
bool pv_change_kind_parse(struct pv_span s, enum pv_change_kind *out);

#endif
