/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/finding.h"

#include "model/pool.h"

struct pv_findings *
pv_findings_new(const struct pv_mem *mem)
{
	struct pv_arena *arena = pv_arena_new(mem);
	struct pv_findings *f;

	if (arena == NULL)
		return NULL;
	f = pv_arena_alloc(arena, sizeof(*f));
	if (f == NULL) {
		pv_arena_free(arena);
		return NULL;
	}
	f->arena = arena;
	return f;
}

void
pv_findings_free(struct pv_findings *f)
{
	if (f != NULL)
		pv_arena_free(f->arena);
}

struct pv_sref
pv_findings_add(struct pv_findings *f, struct pv_span s)
{
	return pv_pool_add(f->arena, &f->pool, &f->pool_cap, &f->failed, s);
}

struct pv_span
pv_finding_attr(const struct pv_findings *f, size_t i, enum pv_attr_key key)
{
	const struct pv_finding *x = &f->items[i];
	uint32_t a;

	for (a = x->attrs; a < x->attrs + x->nattrs; a++)
		if (f->attrs[a].key == key)
			return pv_findings_str(f, f->attrs[a].value);
	return (struct pv_span){ NULL, 0 };
}
