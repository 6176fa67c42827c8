/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/matrix.h"

const char *
pv_mode_name(enum pv_mode m)
{
	static const char *const names[] = {
		"api", "managed-service", "self-hosted-weights"
	};

	return names[m];
}

const char *
pv_answer_name(enum pv_answer a)
{
	static const char *const names[] = {
		"allowed", "prohibited", "conditional", "silent", "unknown",
		"conflict"
	};

	return names[a];
}

void
pv_cells_free(struct pv_cells *c)
{
	if (c != NULL)
		pv_arena_free(c->arena);
}
