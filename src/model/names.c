/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/names.h"

#include <stddef.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const formats[] = {
	[PV_FORMAT_TEXT] = "text",
	[PV_FORMAT_MARKDOWN] = "markdown",
	[PV_FORMAT_HTML] = "html",
	[PV_FORMAT_EDGAR] = "edgar",
	[PV_FORMAT_AKN] = "akn",
	[PV_FORMAT_XML] = "xml",
	[PV_FORMAT_DOCX] = "docx",
	[PV_FORMAT_ODT] = "odt",
	[PV_FORMAT_PDF] = "pdf",
	[PV_FORMAT_DOC] = "doc",
	[PV_FORMAT_RTF] = "rtf",
};

static const char *const bases[] = {
	[PV_BASIS_SOURCE] = "source",
	[PV_BASIS_TEXT] = "text",
};

static const char *const clause_kinds[] = {
	[PV_CLAUSE_ROOT] = "root",
	[PV_CLAUSE_TITLE] = "title",
	[PV_CLAUSE_PREAMBLE] = "preamble",
	[PV_CLAUSE_RECITAL] = "recital",
	[PV_CLAUSE_ARTICLE] = "article",
	[PV_CLAUSE_SECTION] = "section",
	[PV_CLAUSE_ITEM] = "item",
	[PV_CLAUSE_DEFINITION] = "definition",
	[PV_CLAUSE_PARAGRAPH] = "paragraph",
	[PV_CLAUSE_SCHEDULE] = "schedule",
	[PV_CLAUSE_CONTENTS] = "contents",
	[PV_CLAUSE_SIGNATURE] = "signature",
};

static const char *const skip_reasons[] = {
	[PV_SKIP_FURNITURE] = "furniture",
	[PV_SKIP_MARKUP] = "markup",
	[PV_SKIP_URL] = "url",
	[PV_SKIP_COMMENT] = "comment",
	[PV_SKIP_SCRIPT] = "script",
	[PV_SKIP_ENVELOPE] = "envelope",
	[PV_SKIP_BINARY] = "binary",
	[PV_SKIP_INVISIBLE] = "invisible",
	[PV_SKIP_HYPHEN] = "hyphen",
	[PV_SKIP_CHANGE] = "change",
	[PV_SKIP_SPACE] = "space",
};

static const char *const oddity_kinds[] = {
	[PV_ODD_INVISIBLE] = "invisible",
	[PV_ODD_BIDI] = "bidi",
	[PV_ODD_LOOKALIKE] = "look-alike",
	[PV_ODD_CONTROL] = "control",
	[PV_ODD_HIDDEN] = "hidden",
};

static const char *const stances[] = {
	[PV_STANCE_IN_FORCE] = "in-force",
	[PV_STANCE_CONDITIONAL] = "conditional",
	[PV_STANCE_NEGATED] = "negated",
	[PV_STANCE_REMOVED] = "removed",
	[PV_STANCE_REFERENCE] = "reference",
};

static const char *const strengths[] = {
	[PV_STRENGTH_NONE] = "none",
	[PV_STRENGTH_EXCLUSIVE] = "exclusive",
	[PV_STRENGTH_SOLE] = "sole",
	[PV_STRENGTH_CO_EXCLUSIVE] = "co-exclusive",
	[PV_STRENGTH_FIRST_SHIP] = "first-ship",
	[PV_STRENGTH_FIRST_REFUSAL] = "first-refusal",
	[PV_STRENGTH_PRIMARY] = "primary",
	[PV_STRENGTH_MOST_FAVORED] = "most-favored",
	[PV_STRENGTH_NON_EXCLUSIVE] = "non-exclusive",
	[PV_STRENGTH_SILENT] = "silent",
};

static const char *const attr_keys[] = {
	[PV_ATTR_HOLDER] = "holder",
	[PV_ATTR_OBLIGOR] = "obligor",
	[PV_ATTR_OBJECT] = "object",
	[PV_ATTR_CHANNEL] = "channel",
	[PV_ATTR_CLOUD] = "cloud",
	[PV_ATTR_TERRITORY] = "territory",
	[PV_ATTR_FIELD] = "field",
	[PV_ATTR_UNTIL] = "until",
	[PV_ATTR_CONDITION] = "condition",
	[PV_ATTR_TRIGGER] = "trigger",
	[PV_ATTR_DETERMINED_BY] = "determined_by",
	[PV_ATTR_CONSEQUENCE] = "consequence",
	[PV_ATTR_CARVE_OUT] = "carve_out",
	[PV_ATTR_AMOUNT] = "amount",
	[PV_ATTR_DIRECTION] = "direction",
	[PV_ATTR_TARGET] = "target",
	[PV_ATTR_CODE_POINT] = "code_point",
	[PV_ATTR_OFFSET] = "offset",
	[PV_ATTR_OCCURRENCES] = "count",
};
_Static_assert(COUNT(attr_keys) == PV_ATTR_COUNT, "a name for each key");

static const char *const change_kinds[] = {
	[PV_CHANGE_LOST] = "lost",
	[PV_CHANGE_GAINED] = "gained",
	[PV_CHANGE_WEAKENED] = "weakened",
	[PV_CHANGE_STRENGTHENED] = "strengthened",
	[PV_CHANGE_CHANGED] = "changed",
	[PV_CHANGE_MOVED] = "moved",
	[PV_CHANGE_UNCHANGED] = "unchanged",
};

static const char *const edit_kinds[] = {
	[PV_EDIT_UNCHANGED] = "unchanged",
	[PV_EDIT_MODIFIED] = "modified",
	[PV_EDIT_INSERTED] = "inserted",
	[PV_EDIT_DELETED] = "deleted",
	[PV_EDIT_MOVED] = "moved",
	[PV_EDIT_RENUMBERED] = "renumbered",
	[PV_EDIT_MOVED_MODIFIED] = "moved+modified",
	[PV_EDIT_SPLIT] = "split",
	[PV_EDIT_MERGED] = "merged",
};

static const char *const severities[] = {
	[PV_SEV_NOTE] = "note",
	[PV_SEV_WARNING] = "warning",
	[PV_SEV_ERROR] = "error",
};

/* Index of the name s in a table, or n. */
static size_t
lookup(const char *const *names, size_t n, struct pv_span s)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (pv_span_eq(pv_span_str(names[i]), s))
			break;
	return i;
}

/* The printing function of one enum. */
#define NAME(type, table)                                           \
	const char *pv_##type##_name(enum pv_##type x)              \
	{                                                           \
		return (size_t)x < COUNT(table) ? table[x] : "?";   \
	}

/* The parsing function of one enum. */
#define PARSE(type, table)                                          \
	bool pv_##type##_parse(struct pv_span s, enum pv_##type *out) \
	{                                                           \
		size_t i = lookup(table, COUNT(table), s);          \
		if (i == COUNT(table))                              \
			return false;                               \
		*out = (enum pv_##type)i;                           \
		return true;                                        \
	}

NAME(format, formats)
NAME(basis, bases)
NAME(clause_kind, clause_kinds)
NAME(skip_reason, skip_reasons)
NAME(oddity_kind, oddity_kinds)
NAME(stance, stances)
NAME(strength, strengths)
NAME(attr_key, attr_keys)
NAME(change_kind, change_kinds)
NAME(edit_kind, edit_kinds)
NAME(severity, severities)

PARSE(format, formats)
PARSE(clause_kind, clause_kinds)
PARSE(skip_reason, skip_reasons)
PARSE(stance, stances)
PARSE(strength, strengths)
PARSE(attr_key, attr_keys)
PARSE(change_kind, change_kinds)
