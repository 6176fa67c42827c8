/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/scan.h"

#include <stdlib.h>

#include "base/mem.h"
#include "model/redaction.h"
#include "rule/glance.h"
#include "rule/prospect.h"

/* Every vector of the scanner, and what it holds. */
#define VECTOR(name, type)                                                     \
	{                                                                      \
		offsetof(struct pv_scanner, name), sizeof(type)                \
	}
static const struct {
	size_t at, elem;
} vectors[] = { VECTOR(hits, struct pv_hit), VECTOR(around, struct pv_hit),
	VECTOR(uses, struct pv_term_use), VECTOR(guarded, struct pv_guarded),
	VECTOR(ranges, struct pv_range), VECTOR(caps, struct pv_capture),
	VECTOR(kept, struct pv_hit), VECTOR(unit_fired, uint64_t),
	VECTOR(held, uint64_t),
	VECTOR(clause_fired, uint32_t), VECTOR(fired, uint64_t),
	VECTOR(potential, int32_t), VECTOR(open, bool),
	VECTOR(asked, bool), VECTOR(asking, uint32_t),
	VECTOR(chosen, uint64_t),
	VECTOR(moved, uint32_t), VECTOR(sieve_bits[0], uint64_t),
	VECTOR(sieve_bits[1], uint64_t), VECTOR(sieve_bits[2], uint64_t),
	VECTOR(context, struct pv_context), VECTOR(context_hits, struct pv_hit),
	VECTOR(def_context, struct pv_context), VECTOR(segs, struct pv_seg),
	VECTOR(inner, struct pv_term_use), VECTOR(drafts, struct pv_draft),
	VECTOR(attrs, struct pv_attr), VECTOR(evidence, struct pv_evidence),
	VECTOR(gaps, struct pv_gap), VECTOR(rule_refs, struct pv_sref),
	VECTOR(provision_refs, struct pv_sref), VECTOR(gap_at, uint32_t),
	VECTOR(cue_sums, int32_t), VECTOR(sums, int32_t),
	VECTOR(model_fired, uint64_t), VECTOR(observed, uint32_t),
	VECTOR(seeded, bool), VECTOR(done, bool) };
#define NVECTORS (sizeof(vectors) / sizeof(vectors[0]))

static struct pv_vec *
vector(struct pv_scanner *s, size_t i)
{
	return (struct pv_vec *)(void *)((char *)s + vectors[i].at);
}

enum pv_rc
pv_scanner_new(
    const struct pv_rules *r, struct pv_scanner **out, struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(r->arena);
	struct pv_scanner *s = mem->resize(mem->ctx, NULL, sizeof(*s));
	enum pv_rc rc;
	size_t i;

	if (s == NULL)
		return pv_fail_nomem(err);
	*s = (struct pv_scanner){ .rules = r, .mem = mem };
	for (i = 0; i < NVECTORS; i++)
		*vector(s, i) =
		    (struct pv_vec){ .elem = vectors[i].elem, .mem = mem };
	s->pool.mem = s->text.mem = s->meaning.mem = mem;
	pv_reader_init(&s->reader, mem);
	pv_terms_init(&s->terms, mem);
	pv_cue_reader_init(&s->cues, mem);
	pv_prefilter_state_init(&s->prefilter, mem);
	pv_keys_init(&s->keys, mem);
	pv_memo_init(&s->memo, mem);
	rc = pv_matcher_new(&s->matcher, err);
	s->glances = pv_glances_new(mem);
	if (rc == PV_OK && s->glances == NULL)
		rc = pv_fail_nomem(err);
	if (rc != PV_OK) {
		pv_scanner_free(s);
		return rc;
	}
	*out = s;
	return PV_OK;
}

void
pv_scanner_free(struct pv_scanner *s)
{
	const struct pv_mem *mem;
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < NVECTORS; i++)
		pv_vec_release(vector(s, i));
	pv_buf_release(&s->pool);
	pv_buf_release(&s->text);
	pv_buf_release(&s->meaning);
	pv_reader_release(&s->reader);
	pv_terms_release(&s->terms);
	pv_cue_reader_release(&s->cues);
	pv_prefilter_state_release(&s->prefilter);
	pv_keys_release(&s->keys);
	pv_memo_release(&s->memo);
	pv_matcher_free(s->matcher);
	pv_glances_free(s->glances, s->mem);
	mem = s->mem;
	mem->resize(mem->ctx, s, 0);
}

/* n zeroed elements. */
static bool
reset(struct pv_vec *v, size_t n)
{
	pv_vec_clear(v);
	while (v->len < n)
		if (pv_vec_push(v) == NULL)
			return false;
	return true;
}

bool
pv_around_has(const struct pv_scanner *s, uint32_t rule)
{
	size_t i;

	for (i = 0; i < s->around.len; i++)
		if (PV_VEC_AT(&s->around, const struct pv_hit, i)->rule == rule)
			return true;
	return false;
}

static void
add_around(struct pv_scanner *s, const struct pv_context *c)
{
	uint32_t i;

	for (i = c->first; i < c->first + c->count; i++) {
		const struct pv_hit *h =
		    PV_VEC_AT(&s->context_hits, const struct pv_hit, i);

		if (!pv_around_has(s, h->rule) && !pv_vec_add(&s->around, h))
			s->failed = true;
	}
}

void
pv_context_collect(struct pv_scanner *s, const struct pv_unit *u)
{
	uint32_t clause = u->clause;
	const struct pv_term_use *uses;
	size_t hops, i, n;

	if (u->kind != PV_UNIT_SENTENCE && u->kind != PV_UNIT_CLAUSE)
		return;
	for (hops = 0; clause != PV_NONE && hops < PV_CONTEXT_HOPS; hops++) {
		const struct pv_context *c =
		    PV_VEC_AT(&s->context, const struct pv_context, clause);

		add_around(s, c);
		clause = c->up;
	}
	if (s->def_context.len == 0)
		return;
	uses = pv_unit_uses(s, u, &n);
	for (i = 0; i < n; i++)
		if (uses[i].def != PV_NONE)
			add_around(s,
			    PV_VEC_AT(&s->def_context, const struct pv_context,
				uses[i].def));
}

void
pv_unit_decide(
    struct pv_scanner *s, const struct pv_unit *u, enum pv_decide_mode mode)
{
	bool weighed = s->rules->nmodels > 0 && mode == PV_DECIDE_FIRST;

	if ((s->hits.len == 0 && !weighed && s->observer == NULL) || s->failed)
		return;
	pv_hits_settle(s, u);
	if (s->observer != NULL && mode == PV_DECIDE_FIRST)
		pv_observe(s, u);
	pv_sums_rules(s);
	pv_decide(s, u, mode);
}

/* Run context rules on a unit; their hits go to the end of context_hits. */
static void
note_context(
    struct pv_scanner *s, const struct pv_unit *u, struct pv_context *c)
{
	size_t i;

	pv_unit_match(s, u, PV_DECIDE_FIRST);
	pv_hits_settle(s, u);
	for (i = 0; i < s->hits.len; i++) {
		if (pv_vec_add(&s->context_hits,
			PV_VEC_AT(&s->hits, struct pv_hit, i)))
			c->count++;
		else
			s->failed = true;
	}
}

/* First of all: what headings, sections and definitions say. */
static void
read_context(struct pv_scanner *s)
{
	const struct pv_version *v = s->v;
	const size_t *nby = s->rules->nby_unit;
	struct pv_unit u;
	uint32_t i;

	for (i = 0; i < v->nclauses && !s->failed; i++) {
		struct pv_context *c =
		    PV_VEC_AT(&s->context, struct pv_context, i);
		uint32_t parent = v->clauses[i].parent;

		c->first = (uint32_t)s->context_hits.len;
		c->up = PV_NONE;
		if (parent != PV_NONE) {
			const struct pv_context *up =
			    PV_VEC_AT(&s->context, struct pv_context, parent);

			c->up = up->count > 0 ? parent : up->up;
		}
		if (nby[PV_UNIT_HEADING] > 0 &&
		    pv_read_heading(&s->reader, i, &u))
			note_context(s, &u, c);
		if (nby[PV_UNIT_SECTION] > 0 &&
		    pv_read_section(&s->reader, i, &u))
			note_context(s, &u, c);
	}
	for (i = 0; i < s->def_context.len && !s->failed; i++) {
		struct pv_context *c =
		    PV_VEC_AT(&s->def_context, struct pv_context, i);

		c->first = (uint32_t)s->context_hits.len;
		if (pv_read_definition(&s->reader, i, &u))
			note_context(s, &u, c);
	}
}

static void
read_sentence(struct pv_scanner *s, uint32_t sentence)
{
	struct pv_unit u;
	size_t i;

	if (!pv_read_sentence(&s->reader, sentence, &u))
		return;
	pv_sums_cues(s, &u);
	pv_unit_match(s, &u, PV_DECIDE_FIRST);
	pv_prospect_found(s);
	pv_unit_decide(s, &u, PV_DECIDE_FIRST);
	for (i = 0; i < s->hits.len; i++) {
		const struct pv_hit *h = PV_VEC_AT(&s->hits, struct pv_hit, i);

		if (h->own && s->rules->nby_unit[PV_UNIT_CLAUSE] > 0 &&
		    !pv_vec_add(&s->kept, h))
			s->failed = true;
	}
	pv_unit_expand(s, &u);
}

/* Where version bytes stand in the unit; false when they do not. */
static bool
locate(const struct pv_unit *u, struct pv_range src, struct pv_range *at)
{
	size_t i;

	for (i = 0; i < u->nsegs; i++) {
		const struct pv_seg *seg = &u->segs[i];

		if (src.start < seg->src.start || src.end > seg->src.end)
			continue;
		at->start = seg->at + (src.start - seg->src.start);
		at->end = at->start + (src.end - src.start);
		return true;
	}
	return false;
}

/* The clause as a whole, with what its sentences gave. */
static void
read_clause(struct pv_scanner *s, uint32_t clause)
{
	struct pv_unit u;
	size_t i;

	if (s->rules->nby_unit[PV_UNIT_CLAUSE] == 0 ||
	    !pv_read_clause(&s->reader, clause, &u))
		return;
	pv_unit_match(s, &u, PV_DECIDE_CLAUSE);
	if (s->hits.len == 0)
		return;
	for (i = 0; i < s->kept.len; i++) {
		struct pv_hit h = *PV_VEC_AT(&s->kept, struct pv_hit, i);
		struct pv_range at;

		if (!locate(&u, h.src, &at))
			continue;
		h.at = at;
		if (!pv_vec_add(&s->hits, &h))
			s->failed = true;
	}
	pv_unit_decide(s, &u, PV_DECIDE_CLAUSE);
}

/*
 * Which provisions have rules over the whole clause that match: these want
 * what its sentences gave.
 */
static void
look_at_clause(struct pv_scanner *s, uint32_t clause)
{
	struct pv_unit u;
	size_t i;

	for (i = 0; i < s->asked.len; i++)
		*PV_VEC_AT(&s->asked, bool, i) = false;
	pv_vec_clear(&s->hits);
	if (s->rules->nby_unit[PV_UNIT_CLAUSE] > 0 &&
	    pv_read_clause(&s->reader, clause, &u))
		pv_unit_match(s, &u, PV_DECIDE_CLAUSE);
	for (i = 0; i < s->hits.len; i++)
		*PV_VEC_AT(&s->asked, bool,
		    pv_hit_rule(s, PV_VEC_AT(&s->hits, const struct pv_hit, i))->provision) = true;
	s->said = s->hits.len > 0;
}

/* What a clause and its sentences say, by reading them. */
static void
read_own(struct pv_scanner *s, uint32_t clause)
{
	const struct pv_clause_index *x = pv_reader_clause(&s->reader, clause);
	uint32_t k;

	pv_vec_clear(&s->kept);
	pv_vec_clear(&s->caps);
	pv_buf_clear(&s->pool);
	s->said = true;
	if (pv_scan_is_quiet(s))
		look_at_clause(s, clause);
	for (k = x->first; k < x->first + x->count; k++)
		read_sentence(s, k);
	for (k = x->tail_first; k < x->tail_first + x->tail_count; k++)
		read_sentence(s, k);
	if (s->said)
		read_clause(s, clause);
}

static bool
remembers(const struct pv_scanner *s)
{
	return pv_scan_is_quiet(s) && !s->forgetful;
}

void
pv_scan_clause(struct pv_scanner *s, uint32_t clause)
{
	bool *done = PV_VEC_AT(&s->done, bool, clause);
	bool keyed = remembers(s) && !*done && pv_key_of(s, clause, &s->key);
	struct pv_memo_mark mark;

	if (*done || s->failed)
		return;
	*done = true;
	if (keyed && pv_memo_recall(s, &s->key))
		return;
	mark = pv_memo_mark(s);
	read_own(s, clause);
	if (keyed)
		pv_memo_keep(s, &s->key, &mark);
}

static void
read_clauses(struct pv_scanner *s)
{
	for (uint32_t i = 0; i < s->v->nclauses && !s->failed; i++)
		pv_scan_clause(s, i);
}

static int
by_key(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void
pv_scan_sort(struct pv_scanner *s)
{
	if (s->fired.len > 1)
		qsort(s->fired.ptr, s->fired.len, sizeof(uint64_t), by_key);
	s->nfired = s->fired.len;
}

void
pv_scan_late(struct pv_scanner *s, uint32_t clause)
{
	struct pv_unit u;

	s->late = true;
	pv_vec_clear(&s->caps);
	pv_buf_clear(&s->pool);
	if (pv_read_joined(&s->reader, clause, &u)) {
		pv_unit_match(s, &u, PV_DECIDE_LATE);
		pv_unit_decide(s, &u, PV_DECIDE_LATE);
	}
	if (s->rules->nby_unit[PV_UNIT_HEADING] > 0 &&
	    pv_read_heading(&s->reader, clause, &u)) {
		pv_unit_match(s, &u, PV_DECIDE_LATE);
		pv_unit_decide(s, &u, PV_DECIDE_LATE);
	}
	s->late = false;
}

/*
 * The second pass, when it is known what was found where: sentences across
 * their inline items, and headings over nothing.
 */
static void
read_late(struct pv_scanner *s)
{
	pv_scan_sort(s);
	for (uint32_t i = 0; i < s->v->nclauses && !s->failed; i++)
		pv_scan_late(s, i);
}

static int
by_place(const void *a, const void *b)
{
	const struct pv_draft *x = a, *y = b;

	if (x->f.at.start != y->f.at.start)
		return x->f.at.start < y->f.at.start ? -1 : 1;
	return (x->serial > y->serial) - (x->serial < y->serial);
}

void
pv_drafts_sort(struct pv_draft *drafts, size_t n)
{
	if (n > 1)
		qsort(drafts, n, sizeof(*drafts), by_place);
}

/* Order within one place: provision, subtype, rule, by their names. */
static int
by_name(const struct pv_findings *f, const struct pv_finding *x,
    const struct pv_finding *y)
{
	int order = pv_span_cmp(
	    pv_findings_str(f, x->provision), pv_findings_str(f, y->provision));

	if (order == 0)
		order = pv_span_cmp(pv_findings_str(f, x->subtype),
		    pv_findings_str(f, y->subtype));
	if (order == 0)
		order = pv_span_cmp(
		    pv_findings_str(f, x->rule), pv_findings_str(f, y->rule));
	return order;
}

/* Sort the few findings of one place; stable, so later states stay later. */
static void
sort_place(const struct pv_findings *f, struct pv_finding *items, size_t n)
{
	size_t i, k;

	for (i = 1; i < n; i++) {
		struct pv_finding x = items[i];

		for (k = i; k > 0 && by_name(f, &items[k - 1], &x) > 0; k--)
			items[k] = items[k - 1];
		items[k] = x;
	}
}

/* Whether y says what x says, in the next inline item of one sentence. */
static bool
goes_on(const struct pv_scanner *s, const struct pv_draft *x,
    const struct pv_draft *y)
{
	const struct pv_version *v = s->v;
	uint32_t leads = PV_SENT_LEADIN | PV_SENT_RUNON;

	return x->sentence != PV_NONE && y->sentence == x->sentence + 1 &&
	    (v->sentences[x->sentence].flags & leads) != 0 &&
	    (v->clauses[y->f.clause].flags & PV_CLAUSE_INLINE) != 0 &&
	    x->provision == y->provision && x->f.stance == y->f.stance &&
	    x->f.strength == y->f.strength &&
	    pv_span_eq(pv_findings_str(s->out, x->f.subtype),
	    pv_findings_str(s->out, y->f.subtype));
}

#define JOIN_BACK 32 /* findings of one sentence that are looked at */

/* "may (i) host and (ii) serve": one finding over the sentence, by place. */
static size_t
join_drafts(const struct pv_scanner *s, struct pv_draft *drafts, size_t len)
{
	size_t i, k, n = 0;

	for (i = 0; i < len; i++) {
		size_t from = n > JOIN_BACK ? n - JOIN_BACK : 0;

		for (k = n; k > from; k--)
			if (goes_on(s, &drafts[k - 1], &drafts[i]))
				break;
		if (k == from) {
			drafts[n++] = drafts[i];
			continue;
		}
		drafts[k - 1].sentence = drafts[i].sentence;
		if (drafts[k - 1].f.at.end < drafts[i].f.at.end)
			drafts[k - 1].f.at.end = drafts[i].f.at.end;
	}
	return n;
}

/* Whether x gives way to y: a provision that its rule yields to, as near. */
static bool
gives_way(const struct pv_scanner *s, const struct pv_draft *x,
    const struct pv_draft *y)
{
	const struct pv_rule *rule;
	size_t i;

	if (x->rule == PV_NONE || y->f.stance == PV_STANCE_REFERENCE)
		return false;
	if (pv_draft_is_added(s, y) && !pv_draft_is_added(s, x))
		return false;
	/* what is denied outright is not said by less than that */
	if (x->f.stance == PV_STANCE_NEGATED && y->by_hand < x->by_hand)
		return false;
	rule = &s->rules->rules[x->rule];
	for (i = 0; i < rule->nyields; i++)
		if (rule->yields[i] == y->provision)
			return true;
	return false;
}

size_t
pv_drafts_yield(struct pv_scanner *s, struct pv_draft *drafts, size_t len)
{
	size_t i, k, first = 0, end, n = 0;

	for (end = 0; end < len; first = end) {
		while (end < len &&
		    drafts[end].f.at.start == drafts[first].f.at.start)
			end++;
		for (i = first; i < end; i++) {
			for (k = first; k < end; k++)
				if (gives_way(s, &drafts[i], &drafts[k]))
					break;
			drafts[i].yields = k < end;
			if (k < end)
				pv_trace_draft(s, &drafts[i], s->rules->
				    provisions[drafts[k].provision].name);
		}
		pv_rivals_drop(s, drafts + first, end - first);
		for (i = first; i < end; i++)
			if (!drafts[i].yields)
				drafts[n++] = drafts[i];
	}
	return n;
}

/* What only supports a finding that is not there goes; the rest by place. */
static size_t
settle_drafts(struct pv_scanner *s)
{
	struct pv_draft *drafts = s->drafts.ptr;
	size_t i, n = 0;

	for (i = 0; i < s->drafts.len; i++)
		if (!drafts[i].pending ||
		    *PV_VEC_AT(&s->seeded, const bool, drafts[i].model))
			drafts[n++] = drafts[i];
		else
			pv_trace_draft(s, &drafts[i], PV_SPAN(""));
	pv_drafts_sort(drafts, n);
	return join_drafts(s, drafts, pv_drafts_yield(s, drafts, n));
}

bool
pv_scan_freeze(struct pv_scanner *s)
{
	struct pv_findings *f = s->out;
	size_t i, first = 0, n = settle_drafts(s);
	struct pv_draft *drafts = s->drafts.ptr;

	f->items = pv_arena_array(f->arena, n, sizeof(*f->items));
	f->attrs = pv_vec_freeze(&s->attrs, f->arena, &f->nattrs);
	f->evidence = pv_vec_freeze(&s->evidence, f->arena, &f->nevidence);
	f->gaps = pv_vec_freeze(&s->gaps, f->arena, &f->ngaps);
	if (f->items == NULL || f->attrs == NULL || f->evidence == NULL ||
	    f->gaps == NULL || f->failed)
		return false;
	for (i = 0; i < n; i++)
		f->items[i] = drafts[i].f;
	f->nitems = n;
	for (i = 1; i <= n; i++) {
		if (i < n && f->items[i].at.start == f->items[first].at.start)
			continue;
		sort_place(f, f->items + first, i - first);
		first = i;
	}
	return true;
}

static bool
open_version(struct pv_scanner *s, const struct pv_version *v)
{
	const struct pv_rules *r = s->rules;
	size_t ndefs = r->nby_unit[PV_UNIT_DEFINITION] > 0 ? v->ndefs : 0;

	s->v = v;
	s->mark = pv_redaction_mark(v->text);
	s->failed = s->late = s->again = false;
	s->nfired = 0;
	s->uses_of = 0;
	s->serial = 1;
	return reset(&s->guarded, r->nguards) &&
	    reset(&s->unit_fired, r->nprovisions) &&
	    reset(&s->held, r->nprovisions) &&
	    reset(&s->potential, r->nprovisions) &&
	    reset(&s->open, r->nprovisions) &&
	    reset(&s->asked, r->nprovisions) &&
	    reset(&s->clause_fired, r->nprovisions) &&
	    reset(&s->rule_refs, r->nrules) &&
	    reset(&s->provision_refs, r->nprovisions) &&
	    reset(&s->gap_at, r->nrules) && reset(&s->context, v->nclauses) &&
	    reset(&s->def_context, ndefs) && reset(&s->context_hits, 0) &&
	    reset(&s->done, v->nclauses) && reset(&s->fired, 0) && reset(&s->drafts, 0) &&
	    reset(&s->attrs, 0) && reset(&s->evidence, 0) && reset(&s->gaps, 0);
}

enum pv_rc
pv_scan_open(struct pv_scanner *s, const struct pv_version *v,
    struct pv_findings *out, struct pv_err *err)
{
	enum pv_rc rc;

	s->out = out;
	if (!open_version(s, v))
		return pv_fail_nomem(err);
	rc = pv_reader_open(&s->reader, v, err);
	if (rc == PV_OK)
		rc = pv_terms_open(&s->terms, v, err);
	if (rc == PV_OK && !pv_sums_open(s, err))
		rc = pv_fail_nomem(err);
	if (rc != PV_OK)
		return rc;
	read_context(s);
	s->failed |= !pv_keys_open(s);
	return s->failed ? pv_fail_nomem(err) : PV_OK;
}

static enum pv_rc
scan(struct pv_scanner *s, const struct pv_version *v, struct pv_err *err)
{
	enum pv_rc rc = pv_scan_open(s, v, s->out, err);

	if (rc != PV_OK)
		return rc;
	read_clauses(s);
	read_late(s);
	pv_integrity(s);
	if (s->failed || s->reader.failed || !pv_scan_freeze(s))
		return pv_fail_nomem(err);
	return PV_OK;
}

enum pv_rc
pv_scan(struct pv_scanner *s, const struct pv_version *v,
    struct pv_findings **out, struct pv_err *err)
{
	enum pv_rc rc;

	s->out = pv_findings_new(s->mem);
	if (s->out == NULL)
		return pv_fail_nomem(err);
	rc = scan(s, v, err);
	if (rc != PV_OK)
		pv_findings_free(s->out);
	else
		*out = s->out;
	s->out = NULL;
	return rc;
}
