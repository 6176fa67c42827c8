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

static const char *const kinds[PV_PAPER_KINDS] = {
	"statement", "policy", "terms", "agreement", "amendment", "order"
};

const char *
pv_paper_kind_name(enum pv_paper_kind k)
{
	return kinds[k];
}

bool
pv_paper_kind_parse(struct pv_span name, enum pv_paper_kind *out)
{
	size_t i;

	for (i = 0; i < PV_PAPER_KINDS; i++) {
		if (pv_span_eq(name, pv_span_str(kinds[i]))) {
			*out = (enum pv_paper_kind)i;
			return true;
		}
	}
	return false;
}

bool
pv_paper_is_layer(enum pv_paper_kind k)
{
	return k == PV_PAPER_AMENDMENT || k == PV_PAPER_ORDER;
}

void
pv_cells_free(struct pv_cells *c)
{
	if (c != NULL)
		pv_arena_free(c->arena);
}
