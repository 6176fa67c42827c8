/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt_walk.h"

#include <stdlib.h>

void
pv_odt_text_init(struct pv_odt_text *t, struct pv_span xml,
    const struct pv_mem *mem)
{
	*t = (struct pv_odt_text){
		.xml = xml,
		.extents = PV_VEC_INIT(struct pv_office_extent),
		.regions = PV_VEC_INIT(struct pv_odt_region),
		.ends = PV_VEC_INIT(struct pv_odt_end),
		.lists = PV_VEC_INIT(struct pv_odt_list_id),
		.ns = PV_VEC_INIT(struct pv_office_binding)
	};
	t->extents.mem = mem;
	t->regions.mem = mem;
	t->ends.mem = mem;
	t->lists.mem = mem;
	t->ns.mem = mem;
}

void
pv_odt_text_release(struct pv_odt_text *t)
{
	pv_vec_release(&t->extents);
	pv_vec_release(&t->regions);
	pv_vec_release(&t->ends);
	pv_vec_release(&t->lists);
	pv_vec_release(&t->ns);
}

/* A mark whose end is sought, and how deep its element is. */
struct pending { size_t mark; unsigned depth; };

struct ahead {
	struct pv_odt_text *t;
	struct pv_odt_scan scan;
	struct pv_vec open;         /* struct pending, innermost last */
	unsigned depth;
	/* the changed region at hand */
	struct pv_odt_region region;
	struct pv_span other_id;
	bool in_region, in_deletion, in_creator;
	unsigned inside;            /* open tables and frames in a deletion */
	size_t name;                /* where the author's name begins */
};

static void
begin_mark(struct ahead *a, const struct pv_tok *tok)
{
	struct pv_office_extent m = { tok->src, 0 };
	struct pending p = { a->t->extents.len, a->depth };

	if (pv_vec_add(&a->t->extents, &m))
		pv_vec_add(&a->open, &p);
}

static void
end_mark(struct ahead *a, const struct pv_tok *tok)
{
	struct pending *p;

	if (a->open.len == 0)
		return;
	p = PV_VEC_AT(&a->open, struct pending, a->open.len - 1);
	if (p->depth != a->depth)
		return;
	PV_VEC_AT(&a->t->extents, struct pv_office_extent, p->mark)->end =
	    tok->src + tok->len;
	a->open.len--;
}

/* ODF 1.2 has xml:id in place of text:id, and programs write both. */
static void
begin_region(struct ahead *a, const struct pv_tok *tok)
{
	a->region = (struct pv_odt_region){ .first = SIZE_MAX,
		.last = SIZE_MAX };
	a->other_id = pv_span(NULL, 0);
	if (!pv_tag_find(tok->attrs, "xml:id", &a->region.id))
		(void)pv_office_attr(tok, "id", &a->region.id);
	else if (!pv_tag_find(tok->attrs, "text:id", &a->other_id) ||
	    pv_span_eq(a->other_id, a->region.id))
		a->other_id = pv_span(NULL, 0);
	a->in_region = !tok->empty;
	a->in_deletion = false;
	a->in_creator = false;
	a->inside = 0;
}

static void
end_region(struct ahead *a)
{
	a->in_region = false;
	pv_vec_add(&a->t->regions, &a->region);
	a->region.id = a->other_id;
	if (a->other_id.len > 0)
		pv_vec_add(&a->t->regions, &a->region);
}

/*
 * The content of a deletion: what stands at its ends is joined to the text
 * around it when it is a paragraph (5.5.4).
 */
static void
in_deletion(struct ahead *a, const struct pv_tok *tok, enum pv_odt_el el)
{
	bool open = tok->kind == PV_TOK_OPEN;
	struct pv_odt_region *r = &a->region;

	if (el == PV_OD_TABLE || el == PV_OD_BOX || el == PV_OD_NOTE ||
	    el == PV_OD_COMMENT) {
		if (open && el == PV_OD_TABLE && a->inside == 0) {
			if (r->first == SIZE_MAX)
				r->first = 0;
			r->last = SIZE_MAX;
		}
		a->inside += open && !tok->empty;
		a->inside -= !open && a->inside > 0;
	} else if (open && a->inside == 0 &&
	    (el == PV_OD_P || el == PV_OD_H)) {
		if (r->first == SIZE_MAX)
			r->first = tok->src;
		r->last = tok->src;
	} else if (!open && el == PV_OD_DELETION) {
		a->in_deletion = false;
		r->end = tok->src;
		if (r->first == 0)
			r->first = SIZE_MAX;
	}
}

static void
in_region(struct ahead *a, const struct pv_tok *tok, enum pv_odt_el el)
{
	bool open = tok->kind == PV_TOK_OPEN;
	size_t end = tok->src + tok->len;

	if (el == PV_OD_CREATOR && a->inside == 0) {
		if (open)
			a->name = end;
		else if (a->region.author.len == 0)
			a->region.author = pv_span_sub(a->t->xml, a->name,
			    tok->src);
	} else if (open && el == PV_OD_INSERTION) {
		a->region.bits |= PV_ODT_INSERTED;
	} else if (open && el == PV_OD_FORMAT_CHANGE) {
		a->region.bits |= PV_ODT_REFORMATTED;
	} else if (open && el == PV_OD_DELETION) {
		a->region.bits |= PV_ODT_DELETED;
		a->region.at = end;
		a->region.end = end;
		a->in_deletion = !tok->empty;
	} else if (!open && el == PV_OD_REGION) {
		end_region(a);
	} else if (a->in_deletion) {
		in_deletion(a, tok, el);
	}
}

static void
note_list(struct ahead *a, const struct pv_tok *tok, enum pv_odt_el el)
{
	struct pv_odt_list_id l = { .list = 0 };

	if (el == PV_OD_LIST ? pv_office_attr(tok, "id", &l.id) :
	    pv_office_attr(tok, "list-id", &l.id))
		pv_vec_add(&a->t->lists, &l);
}

static void
note_end(struct ahead *a, const struct pv_tok *tok)
{
	struct pv_odt_end e = { .at = tok->src };

	if (pv_office_attr(tok, "change-id", &e.id))
		pv_vec_add(&a->t->ends, &e);
}

static void
look_at(struct ahead *a, const struct pv_tok *tok, enum pv_odt_el el)
{
	bool open = tok->kind == PV_TOK_OPEN;

	if (open && (el == PV_OD_LIST || el == PV_OD_NUMBERED))
		note_list(a, tok, el);
	if (open && el == PV_OD_CHANGE_END)
		note_end(a, tok);
	if (open && el == PV_OD_TEXT_BODY)
		a->t->is_text = true;
	if (open && el == PV_OD_REGION)
		begin_region(a, tok);
	else if (a->in_region)
		in_region(a, tok, el);
	if (open && !tok->empty && (el == PV_OD_BOX || el == PV_OD_NOTE))
		begin_mark(a, tok);
	else if (!open)
		end_mark(a, tok);
	a->depth += open && !tok->empty;
}

static int
by_region_id(const void *a, const void *b)
{
	const struct pv_odt_region *x = a, *y = b;
	int c = pv_span_cmp(x->id, y->id);

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

static int
by_list_id(const void *a, const void *b)
{
	const struct pv_odt_list_id *x = a, *y = b;

	return pv_span_cmp(x->id, y->id);
}

static int
by_end(const void *a, const void *b)
{
	const struct pv_odt_end *x = a, *y = b;
	int c = pv_span_cmp(x->id, y->id);

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

enum pv_rc
pv_odt_ahead(struct pv_odt_text *t, struct pv_err *err)
{
	struct ahead a = { .t = t, .open = PV_VEC_INIT(struct pending) };
	struct pv_tok tok;
	enum pv_odt_el el;
	bool failed;

	a.open.mem = t->extents.mem;
	pv_odt_scan_init(&a.scan, t->xml, t->extents.mem);
	while (pv_odt_scan_next(&a.scan, &tok, &el)) {
		if (tok.kind == PV_TOK_CLOSE && a.depth > 0)
			a.depth--;
		look_at(&a, &tok, el);
	}
	failed = a.scan.ns.failed || a.open.failed;
	t->ns = a.scan.ns;
	pv_vec_release(&a.open);
	if (failed || t->extents.failed || t->regions.failed ||
	    t->ends.failed || t->lists.failed)
		return pv_fail_nomem(err);
	if (t->regions.len > 1)
		qsort(t->regions.ptr, t->regions.len,
		    sizeof(struct pv_odt_region), by_region_id);
	if (t->ends.len > 1)
		qsort(t->ends.ptr, t->ends.len, sizeof(struct pv_odt_end),
		    by_end);
	if (t->lists.len > 1)
		qsort(t->lists.ptr, t->lists.len,
		    sizeof(struct pv_odt_list_id), by_list_id);
	return PV_OK;
}

struct pv_odt_region *
pv_odt_region(const struct pv_odt_text *t, struct pv_span id)
{
	struct pv_odt_region *r = t->regions.ptr;
	size_t lo = 0, hi = t->regions.len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (pv_span_cmp(r[mid].id, id) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->regions.len && pv_span_eq(r[lo].id, id) ? &r[lo] : NULL;
}

struct pv_odt_list_id *
pv_odt_list_id(const struct pv_odt_text *t, struct pv_span id)
{
	struct pv_odt_list_id *l = t->lists.ptr;
	size_t lo = 0, hi = t->lists.len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (pv_span_cmp(l[mid].id, id) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->lists.len && pv_span_eq(l[lo].id, id) ? &l[lo] : NULL;
}

bool
pv_odt_has_end(const struct pv_odt_text *t, struct pv_span id, size_t at)
{
	const struct pv_odt_end *e = t->ends.ptr, key = { id, at };
	size_t lo = 0, hi = t->ends.len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (by_end(&e[mid], &key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->ends.len && pv_span_eq(e[lo].id, id);
}
