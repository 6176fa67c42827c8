/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/compare.h"

#include "diff/lexicon.h"

/* How the source of a clause differs from its normalized text, as hashes. */
struct shape { uint64_t space, type; };

static size_t
first_run(const struct pv_version *v, uint32_t at)
{
	size_t lo = 0, hi = v->nmap, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (v->map[mid].norm < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
is_blank(struct pv_span s)
{
	return pv_span_trim(s).len == 0;
}

/* Runs whose source has another length: folded quotes, wrapped lines. */
static void
add_shape(const struct pv_version *v, struct pv_range own, struct shape *s)
{
	const struct pv_map_run *r;
	struct pv_range norm;
	uint64_t mark;

	for (size_t i = first_run(v, own.start); i < v->nmap; i++) {
		r = &v->map[i];
		norm.start = r->norm;
		norm.end = i + 1 < v->nmap ? v->map[i + 1].norm :
		    (uint32_t)v->text.len;
		if (norm.end > own.end)
			break;
		if (norm.end - norm.start == r->src_len)
			continue;
		mark = pv_mix(norm.start - own.start,
		    (uint64_t)(norm.end - norm.start) << 32 | r->src_len);
		if (is_blank(pv_version_text(v, norm)))
			s->space = pv_mix(s->space, mark);
		else
			s->type = pv_mix(s->type, mark);
	}
}

static struct shape
shape_of(const struct pv_form *f, uint32_t clause)
{
	struct shape s = { 0, 0 };

	add_shape(f->v, f->clauses[clause].own[0], &s);
	add_shape(f->v, f->clauses[clause].own[1], &s);
	return s;
}

static bool
same_bytes(const struct pv_compare *c, uint32_t o, uint32_t n, int part)
{
	return pv_span_eq(
	    pv_version_text(c->x.v, c->x.clauses[o].own[part]),
	    pv_version_text(c->y.v, c->y.clauses[n].own[part]));
}

/* The same words: do an address, the marks or the blanks differ? */
static void
count_pair(const struct pv_compare *c, uint32_t o, uint32_t n,
    struct pv_noise *noise)
{
	const struct pv_form_clause *p = &c->x.clauses[o];
	const struct pv_form_clause *q = &c->y.clauses[n];
	const struct pv_token *s = c->x.tokens + p->first;
	const struct pv_token *t = c->y.tokens + q->first;
	struct shape a, b;
	bool url = false;

	for (uint32_t i = 0; i < p->count; i++)
		url |= pv_lexicon_kind(c->x.lex, s[i].id) == PV_LEX_URL &&
		    !pv_span_eq(pv_span_sub(c->x.v->text, s[i].start,
		    s[i].end), pv_span_sub(c->y.v->text, t[i].start,
		    t[i].end));
	noise->urls += url;
	if (!url && (!same_bytes(c, o, n, 0) || !same_bytes(c, o, n, 1))) {
		noise->typographic++;
		return;
	}
	a = shape_of(&c->x, o);
	b = shape_of(&c->y, n);
	noise->typographic += a.type != b.type;
	noise->whitespace += a.type == b.type && a.space != b.space;
}

/* Link targets that differ in what only tracks a reader. */
static uint32_t
count_links(const struct pv_compare *c)
{
	const struct pv_version *a = c->x.v, *b = c->y.v;
	uint32_t count = 0;

	if (a->nlinks != b->nlinks)
		return 0;
	for (size_t i = 0; i < a->nlinks; i++)
		count += !pv_span_eq(pv_version_str(a, a->links[i].url),
		    pv_version_str(b, b->links[i].url));
	return count;
}

static uint32_t
count_furniture(const struct pv_version *v)
{
	uint32_t n = 0;

	for (size_t i = 0; i < v->nskips; i++)
		n += v->skips[i].reason == PV_SKIP_FURNITURE;
	return n;
}

void
pv_compare_noise(struct pv_compare *c)
{
	struct pv_noise *noise = &c->d->noise;
	uint32_t a = count_furniture(c->x.v), b = count_furniture(c->y.v), n;

	for (uint32_t o = 1; o < c->x.v->nclauses; o++) {
		n = c->al.to_new[o];
		if (n != PV_NONE && c->old_same[o])
			count_pair(c, o, n, noise);
	}
	for (size_t i = 0; i < c->d->nclauses; i++)
		noise->renumbered += c->d->clauses[i].kind ==
		    PV_EDIT_RENUMBERED;
	noise->urls += count_links(c);
	noise->furniture = a > b ? a - b : b - a;
}
