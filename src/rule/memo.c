/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/memo.h"

#include "rule/account.h"

/*
 * A record, in the bytes of this process:
 *
 *	how many fired, drafts, gaps
 *	fired:    the provision
 *	draft:    struct kept, subtype; attributes: key, value;
 *	          evidence: struct kept_evidence, what it rests on
 *	gap:      the rule or PV_NONE, its name
 *
 * A string is its length and its bytes.  What is a rule's name stands there as
 * the rule, so that a version's findings name it once.
 */
struct pv_memo_slot {
	struct pv_digest key;
	size_t at, len;         /* of the record; free when all is 0 */
	bool used;
};

struct kept {
	struct pv_draft draft;
	struct pv_anchored at;
	uint32_t sentence;      /* of the clause, or PV_NONE */
	uint32_t rule;          /* that the finding names, or PV_NONE */
	bool shares;            /* its evidence is that of the one before */
};

struct kept_evidence {
	struct pv_anchored at;
	int32_t weight;
	uint32_t rule;          /* or PV_NONE: a string follows */
};

#define SLOTS_MIN 1024u

void
pv_memo_init(struct pv_memo *m, const struct pv_mem *mem)
{
	*m = (struct pv_memo){ .slots = PV_VEC_INIT(struct pv_memo_slot),
		.records = PV_BUF_INIT, .record = PV_BUF_INIT };
	m->slots.mem = m->records.mem = m->record.mem = mem;
}

void
pv_memo_release(struct pv_memo *m)
{
	pv_vec_release(&m->slots);
	pv_buf_release(&m->records);
	pv_buf_release(&m->record);
}

/* -------------------------------------------------------------- the table */

/* The key's slot, or the free one where it belongs: never full. */
static struct pv_memo_slot *
find(const struct pv_vec *slots, const struct pv_digest *key)
{
	size_t mask = slots->len - 1, i;

	memcpy(&i, key->bytes, sizeof(i));
	for (i &= mask;; i = (i + 1) & mask) {
		struct pv_memo_slot *x =
		    PV_VEC_AT(slots, struct pv_memo_slot, i);

		if (!x->used || pv_digest_eq(&x->key, key))
			return x;
	}
}

static bool
make_slots(struct pv_vec *v, size_t n)
{
	while (v->len < n)
		if (pv_vec_push(v) == NULL)
			return false;
	return true;
}

/* Twice the slots, at least the first ones. */
static bool
grow(struct pv_memo *m)
{
	struct pv_vec old = m->slots;
	size_t i, n = old.len > 0 ? 2 * old.len : SLOTS_MIN;

	m->slots = (struct pv_vec)PV_VEC_INIT(struct pv_memo_slot);
	m->slots.mem = old.mem;
	if (!make_slots(&m->slots, n)) {
		pv_vec_release(&m->slots);
		m->slots = old;
		return false;
	}
	for (i = 0; i < old.len; i++) {
		const struct pv_memo_slot *x =
		    PV_VEC_AT(&old, struct pv_memo_slot, i);

		if (x->used)
			*find(&m->slots, &x->key) = *x;
	}
	pv_vec_release(&old);
	return true;
}

static void
forget(struct pv_memo *m)
{
	pv_vec_release(&m->slots);
	pv_buf_release(&m->records);
	m->used = 0;
}

/* Put the record under the key; false when memory ran out. */
static bool
insert(struct pv_memo *m, const struct pv_digest *key)
{
	struct pv_memo_slot *x;

	if (m->records.len + m->record.len +
	    m->slots.len * sizeof(*x) > PV_MEMO_MAX)
		forget(m);
	if (2 * m->used >= m->slots.len && !grow(m))
		return false;
	x = find(&m->slots, key);
	if (x->used)
		return true;
	*x = (struct pv_memo_slot){ *key, m->records.len, m->record.len,
		true };
	m->used++;
	pv_buf_span(&m->records, pv_buf_view(&m->record));
	return !m->records.failed;
}

/* ---------------------------------------------------------------- keeping */

static void
put(struct pv_buf *b, uint32_t n)
{
	pv_buf_add(b, &n, sizeof(n));
}

static void
put_span(struct pv_buf *b, struct pv_span s)
{
	put(b, (uint32_t)s.len);
	pv_buf_span(b, s);
}

/* The rule whose name this is, or PV_NONE. */
static uint32_t
rule_of(const struct pv_scanner *s, struct pv_sref name)
{
	for (uint32_t i = 0; i < s->rule_refs.len; i++) {
		const struct pv_sref *x =
		    PV_VEC_AT(&s->rule_refs, struct pv_sref, i);

		if (x->len == name.len && x->off == name.off)
			return i;
	}
	return PV_NONE;
}

static bool
keep_evidence(struct pv_scanner *s, const struct pv_evidence *e)
{
	struct pv_buf *out = &s->memo.record;
	struct kept_evidence x = { .weight = e->weight,
		.rule = rule_of(s, e->rule) };

	if (!pv_key_anchor(s, e->at, &x.at))
		return false;
	pv_buf_add(out, &x, sizeof(x));
	if (x.rule == PV_NONE)
		put_span(out, pv_findings_str(s->out, e->rule));
	return true;
}

/* A draft, and whether it can be told without its version. */
static bool
keep_draft(struct pv_scanner *s, size_t i, size_t since)
{
	const struct pv_draft *d = PV_VEC_AT(&s->drafts, struct pv_draft, i);
	const struct pv_draft *last = i > since ? d - 1 : NULL;
	struct kept k = { .draft = *d,
		.sentence = pv_key_own(s, d->sentence),
		.rule = rule_of(s, d->f.rule) };
	struct pv_buf *out = &s->memo.record;
	uint32_t n;

	if (!pv_key_anchor(s, d->f.at, &k.at))
		return false;
	k.shares = last != NULL && last->f.evidence == d->f.evidence &&
	    last->f.nevidence == d->f.nevidence && d->f.nevidence > 0;
	pv_buf_add(out, &k, sizeof(k));
	put_span(out, pv_findings_str(s->out, d->f.subtype));
	if (k.rule == PV_NONE)
		put_span(out, pv_findings_str(s->out, d->f.rule));
	for (n = 0; n < d->f.nattrs; n++) {
		const struct pv_attr *a = PV_VEC_AT(&s->attrs, struct pv_attr,
		    d->f.attrs + n);

		put(out, a->key);
		put_span(out, pv_findings_str(s->out, a->value));
	}
	for (n = 0; n < d->f.nevidence && !k.shares; n++)
		if (!keep_evidence(s, PV_VEC_AT(&s->evidence,
			struct pv_evidence, d->f.evidence + n)))
			return false;
	return true;
}

/* A rule that hit its limit, or a guard: that has only a name. */
static void
keep_gap(struct pv_scanner *s, struct pv_span id)
{
	uint32_t i;

	for (i = 0; i < s->rules->nrules; i++)
		if (pv_span_eq(s->rules->rules[i].id, id))
			break;
	put(&s->memo.record, i < s->rules->nrules ? i : PV_NONE);
	put_span(&s->memo.record, id);
}

static bool
write_record(struct pv_scanner *s, const struct pv_memo_mark *since)
{
	struct pv_buf *out = &s->memo.record;
	size_t i;

	pv_buf_clear(out);
	if (s->fired.len == since->fired && s->drafts.len == since->drafts &&
	    s->gaps.len == since->gaps)
		return true;
	put(out, (uint32_t)(s->fired.len - since->fired));
	put(out, (uint32_t)(s->drafts.len - since->drafts));
	put(out, (uint32_t)(s->gaps.len - since->gaps));
	for (i = since->fired; i < s->fired.len; i++)
		put(out, (uint32_t)(*PV_VEC_AT(&s->fired, uint64_t, i) >> 32));
	for (i = since->drafts; i < s->drafts.len; i++)
		if (!keep_draft(s, i, since->drafts))
			return false;
	for (i = since->gaps; i < s->gaps.len; i++)
		keep_gap(s, pv_findings_str(s->out,
		    PV_VEC_AT(&s->gaps, struct pv_gap, i)->rule));
	return true;
}

struct pv_memo_mark
pv_memo_mark(const struct pv_scanner *s)
{
	return (struct pv_memo_mark){ s->drafts.len, s->gaps.len,
		s->fired.len };
}

void
pv_memo_keep(struct pv_scanner *s, const struct pv_digest *key,
    const struct pv_memo_mark *since)
{
	struct pv_memo *m = &s->memo;

	if (s->failed || !write_record(s, since))
		return;
	if (m->record.failed || !insert(m, key))
		s->failed = true;
}

/* -------------------------------------------------------------- recalling */

static void
take(struct pv_span *in, void *out, size_t len)
{
	memcpy(out, in->ptr, len);
	*in = pv_span_sub(*in, len, in->len);
}

static uint32_t
take_number(struct pv_span *in)
{
	uint32_t n;

	take(in, &n, sizeof(n));
	return n;
}

static struct pv_span
take_span(struct pv_span *in)
{
	uint32_t len = take_number(in);
	struct pv_span out = pv_span_sub(*in, 0, len);

	*in = pv_span_sub(*in, len, in->len);
	return out;
}

static struct pv_sref
take_string(struct pv_scanner *s, struct pv_span *in)
{
	struct pv_span text = take_span(in);

	return text.len > 0 ? pv_findings_add(s->out, text) :
	    (struct pv_sref){ 0, 0 };
}

static struct pv_sref
take_rule(struct pv_scanner *s, struct pv_span *in, uint32_t rule)
{
	return rule == PV_NONE ? take_string(s, in) : pv_rule_ref(s, rule);
}

static void
recall_evidence(struct pv_scanner *s, struct pv_span *in)
{
	struct pv_evidence e;
	struct kept_evidence x;

	take(in, &x, sizeof(x));
	e.rule = take_rule(s, in, x.rule);
	e.weight = x.weight;
	s->failed |= !pv_key_range(s, &x.at, &e.at) ||
	    !pv_vec_add(&s->evidence, &e);
}

static void
recall_draft(struct pv_scanner *s, struct pv_span *in)
{
	const struct pv_draft *last = NULL;
	struct pv_draft d;
	struct kept k;
	uint32_t n;

	take(in, &k, sizeof(k));
	d = k.draft;
	d.serial = (uint32_t)s->drafts.len;
	if (s->drafts.len > 0)
		last = PV_VEC_AT(&s->drafts, struct pv_draft, d.serial - 1);
	d.f.clause = s->keys.clause;
	d.sentence = pv_key_sentence(s, k.sentence);
	s->failed |= !pv_key_range(s, &k.at, &d.f.at);
	d.f.provision = pv_provision_ref(s, d.provision);
	d.f.subtype = take_string(s, in);
	d.f.rule = take_rule(s, in, k.rule);
	d.f.attrs = (uint32_t)s->attrs.len;
	for (n = 0; n < d.f.nattrs; n++) {
		struct pv_attr a = { .key = take_number(in) };

		a.value = take_string(s, in);
		s->failed |= !pv_vec_add(&s->attrs, &a);
	}
	d.f.evidence = k.shares && last != NULL ? last->f.evidence :
	    (uint32_t)s->evidence.len;
	for (n = 0; n < d.f.nevidence && !k.shares; n++)
		recall_evidence(s, in);
	if (d.model != PV_NONE && !d.pending)
		*PV_VEC_AT(&s->seeded, bool, d.model) = true;
	s->failed |= !pv_vec_add(&s->drafts, &d);
}

static void
recall_gap(struct pv_scanner *s, struct pv_span *in)
{
	uint32_t rule = take_number(in);
	struct pv_span id = take_span(in);

	if (rule != PV_NONE)
		pv_gap_add(s, rule, s->keys.clause);
	else
		pv_gap_note(s, id, s->keys.clause);
}

bool
pv_memo_recall(struct pv_scanner *s, const struct pv_digest *key)
{
	struct pv_memo *m = &s->memo;
	const struct pv_memo_slot *x;
	uint32_t fired, drafts, gaps;
	struct pv_span in;

	x = m->slots.len > 0 ? find(&m->slots, key) : NULL;
	if (x == NULL || !x->used) {
		m->misses++;
		return false;
	}
	m->hits++;
	if (x->len == 0)
		return true;
	in = pv_span_sub(pv_buf_view(&m->records), x->at, x->at + x->len);
	fired = take_number(&in);
	drafts = take_number(&in);
	gaps = take_number(&in);
	while (fired-- > 0) {
		uint64_t one = (uint64_t)take_number(&in) << 32 |
		    s->keys.clause;

		s->failed |= !pv_vec_add(&s->fired, &one);
	}
	while (drafts-- > 0)
		recall_draft(s, &in);
	while (gaps-- > 0)
		recall_gap(s, &in);
	return true;
}
