/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "model/conform.h"

static const char *const kinds[PV_OP_COUNT] = {
	[PV_OP_DELETE] = "delete",
	[PV_OP_REPLACE] = "replace",
	[PV_OP_RESERVE] = "reserve",
	[PV_OP_INSERT] = "insert",
	[PV_OP_INSERT_AFTER] = "insert-after",
	[PV_OP_INSERT_BEFORE] = "insert-before",
	[PV_OP_RENUMBER] = "renumber",
	[PV_OP_SUBSTITUTE_WORDS] = "substitute-words",
	[PV_OP_INSERT_WORDS] = "insert-words",
	[PV_OP_STRIKE_WORDS] = "strike-words",
	[PV_OP_ADD_DEFINITION] = "add-definition",
	[PV_OP_REPLACE_DEFINITION] = "replace-definition",
	[PV_OP_DELETE_DEFINITION] = "delete-definition",
	[PV_OP_REPLACE_EXHIBIT] = "replace-exhibit",
	[PV_OP_GLOBAL_SUBSTITUTE] = "global-substitute",
	[PV_OP_CHANGE_DATE] = "change-date",
	[PV_OP_WAIVE] = "waive",
	[PV_OP_EXTEND] = "extend",
	[PV_OP_RESTATE] = "restate",
	[PV_OP_UPDATE_REFERENCES] = "update-references",
	[PV_OP_RATIFY] = "ratify",
};

void
pv_conformed_free(struct pv_conformed *c)
{
	if (c != NULL)
		pv_arena_free(c->arena);
}

const char *
pv_op_kind_name(enum pv_op_kind k)
{
	return kinds[k];
}
