/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "model/wording.h"

void
pv_wordings_free(struct pv_wordings *w)
{
	if (w != NULL)
		pv_arena_free(w->arena);
}
