/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#include <stdlib.h>

/* One past the last slash of a name, 0 when there is none. */
static size_t
base_at(struct pv_span s)
{
	size_t n = s.len;

	while (n > 0 && s.ptr[n - 1] != '/')
		n--;
	return n;
}

/* Take the last segment off a path in out. */
static void
go_up(struct pv_buf *out)
{
	size_t n = out->len > 0 ? out->len - 1 : 0;

	out->len = base_at(pv_span(out->ptr, n));
}

/* A target as the name of a member (ECMA-376 part 2, 6.2.2, annex A). */
static struct pv_span
resolve(struct pv_span target, struct pv_span of, struct pv_arena *arena)
{
	struct pv_buf out = PV_BUF_INIT;
	struct pv_span part, name;
	size_t slash;

	out.mem = pv_arena_mem(arena);
	if (target.len > 0 && target.ptr[0] == '/')
		target = pv_span_sub(target, 1, target.len);
	else
		pv_buf_span(&out, pv_span_sub(of, 0, base_at(of)));
	while (target.len > 0) {
		slash = pv_span_find(target, PV_SPAN("/"));
		part = pv_span_sub(target, 0, slash + 1);
		target = pv_span_sub(target, slash + 1, target.len);
		if (pv_span_eq(part, PV_SPAN("../")))
			go_up(&out);
		else if (!pv_span_eq(part, PV_SPAN("./")))
			pv_buf_span(&out, part);
	}
	name = out.failed ? pv_span(NULL, 0) :
	    pv_arena_dup(arena, pv_buf_view(&out));
	pv_buf_release(&out);
	return name;
}

static int
by_id(const void *a, const void *b)
{
	const struct pv_docx_rel *x = a, *y = b;

	return pv_span_cmp(x->id, y->id);
}

static void
take(const struct pv_tok *tok, struct pv_span of, struct pv_arena *arena,
    struct pv_vec *out)
{
	struct pv_docx_rel rel = { .external = false };
	struct pv_span v;

	if (!pv_tag_find(tok->attrs, "Id", &rel.id) ||
	    !pv_tag_find(tok->attrs, "Type", &rel.type) ||
	    !pv_tag_find(tok->attrs, "Target", &v))
		return;
	rel.type = pv_span_sub(rel.type, base_at(rel.type), rel.type.len);
	rel.external = pv_tag_find(tok->attrs, "TargetMode", &rel.target) &&
	    pv_span_ieq(rel.target, PV_SPAN("External"));
	rel.target = pv_charrefs(v, arena);
	if (!rel.external && rel.target.ptr != NULL)
		rel.target = resolve(rel.target, of, arena);
	if (rel.target.ptr == NULL)
		out->failed = true;
	else
		pv_vec_add(out, &rel);
}

enum pv_rc
pv_docx_rels_read(struct pv_span xml, struct pv_span of,
    struct pv_arena *arena, struct pv_docx_rels *out, struct pv_err *err)
{
	struct pv_tokens t;
	struct pv_tok tok;

	pv_tokens_init_xml(&t, xml);
	while (pv_tokens_next(&t, &tok))
		if (tok.kind == PV_TOK_OPEN &&
		    pv_span_eq(tok.name, PV_SPAN("Relationship")))
			take(&tok, of, arena, &out->all);
	if (out->all.failed)
		return pv_fail_nomem(err);
	if (out->all.len > 1)
		qsort(out->all.ptr, out->all.len, sizeof(struct pv_docx_rel),
		    by_id);
	return PV_OK;
}

const struct pv_docx_rel *
pv_docx_rel(const struct pv_docx_rels *r, struct pv_span id)
{
	struct pv_docx_rel key = { .id = id };

	if (r->all.len == 0)
		return NULL;
	return bsearch(&key, r->all.ptr, r->all.len, sizeof(key), by_id);
}

const struct pv_docx_rel *
pv_docx_rel_type(const struct pv_docx_rels *r, const char *type)
{
	const struct pv_docx_rel *rel = r->all.ptr;

	for (size_t i = 0; i < r->all.len; i++)
		if (!rel[i].external &&
		    pv_span_eq(rel[i].type, pv_span_str(type)))
			return &rel[i];
	return NULL;
}

struct pv_span
pv_docx_rels_name(struct pv_span of, struct pv_arena *arena)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span name;
	size_t at = base_at(of);

	b.mem = pv_arena_mem(arena);
	pv_buf_span(&b, pv_span_sub(of, 0, at));
	pv_buf_str(&b, "_rels/");
	pv_buf_span(&b, pv_span_sub(of, at, of.len));
	pv_buf_str(&b, ".rels");
	name = b.failed ? pv_span(NULL, 0) :
	    pv_arena_dup(arena, pv_buf_view(&b));
	pv_buf_release(&b);
	return name;
}
