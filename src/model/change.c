/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/change.h"

void
pv_diff_free(struct pv_diff *d)
{
	if (d != NULL)
		pv_arena_free(d->arena);
}

bool
pv_diff_substantive(const struct pv_diff *d)
{
	size_t i;

	for (i = 0; i < d->nprovisions; i++)
		if (!d->provisions[i].expected &&
		    d->provisions[i].kind != PV_CHANGE_MOVED &&
		    d->provisions[i].kind != PV_CHANGE_UNCHANGED)
			return true;
	for (i = 0; i < d->nclauses; i++)
		if (!d->clauses[i].expected && d->clauses[i].substantive)
			return true;
	for (i = 0; i < d->ndefs; i++)
		if (!d->defs[i].expected && d->defs[i].nused > 0 &&
		    d->defs[i].kind != PV_DEF_RENAMED)
			return true;
	for (i = 0; i < d->nrefs; i++)
		if (!d->refs[i].expected)
			return true;
	return false;
}

const char *
pv_def_change_name(enum pv_def_change_kind k)
{
	switch (k) {
	case PV_DEF_ADDED:
		return "added";
	case PV_DEF_DELETED:
		return "deleted";
	case PV_DEF_MODIFIED:
		return "modified";
	case PV_DEF_RENAMED:
		return "renamed";
	}
	return "?";
}

const char *
pv_ref_problem_name(enum pv_ref_problem p)
{
	return p == PV_REF_DANGLING ? "dangling" : "repointed";
}
