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
