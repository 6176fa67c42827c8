/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "model/lint.h"

struct about {
	const char *code, *name, *about;
};

static const struct about abouts[] = {
	[PV_LINT_DANGLING] = { "L-DANGLING", "dangling-reference",
	    "a reference to a clause that is not there" },
	[PV_LINT_MISTITLED] = { "L-MISTITLED", "mistitled-reference",
	    "a reference to a clause that is headed otherwise" },
	[PV_LINT_UNDEFINED] = { "L-UNDEFINED", "undefined-term",
	    "a term is used as if it were defined" },
	[PV_LINT_UNUSED] = { "L-UNUSED", "unused-term",
	    "a term is defined and never used" },
	[PV_LINT_REDEFINED] = { "L-REDEFINED", "redefined-term",
	    "a term is defined twice in one scope" },
	[PV_LINT_GAP] = { "L-GAP", "numbering-gap",
	    "a number is missing in a series of clauses" },
	[PV_LINT_DUPLICATE] = { "L-DUPLICATE", "duplicate-number",
	    "two clauses bear one number" },
	[PV_LINT_PLACEHOLDER] = { "L-PLACEHOLDER", "placeholder",
	    "a blank was not filled in" },
	[PV_LINT_NOTE] = { "L-NOTE", "drafting-note",
	    "a note to the draft was left" },
};

_Static_assert(sizeof(abouts) / sizeof(abouts[0]) == PV_LINT_LAST + 1,
    "each kind is described");

const char *
pv_lint_code(enum pv_lint_kind kind)
{
	return abouts[kind].code;
}

const char *
pv_lint_name(enum pv_lint_kind kind)
{
	return abouts[kind].name;
}

const char *
pv_lint_about(enum pv_lint_kind kind)
{
	return abouts[kind].about;
}

bool
pv_lint_parse(struct pv_span s, enum pv_lint_kind *out)
{
	int i;

	for (i = 0; i <= (int)PV_LINT_LAST; i++) {
		if (!pv_span_eq(s, pv_span_str(abouts[i].name)))
			continue;
		*out = (enum pv_lint_kind)i;
		return true;
	}
	return false;
}
