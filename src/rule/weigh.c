/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/weigh.h"

#include "rule/compiled.h"
#include "rule/models.h"
#include "rule/pack_yaml.h"

#define SIEVE_BITS 8    /* a slot: one bit in sixteen or less is set */

/* Models being compiled. */
struct build {
	struct pv_rules *r;
	struct pv_complaints *complaints;
	const struct pv_pack *pack;
	size_t ncues;           /* room in the table */
	bool nomem;
};

size_t
pv_rules_nmodels(const struct pv_rules *r)
{
	return r->nmodels;
}

const struct pv_model *
pv_rules_model(const struct pv_rules *r, size_t m)
{
	return &r->models[m];
}

void
pv_cues_weigh(const struct pv_rules *r, const struct pv_cue *cues, size_t n,
    int32_t *sums)
{
	size_t i, k;

	if (r->cues == NULL)
		return;
	for (i = 0; i < n; i++)
		for (k = cues[i].key & r->cue_mask; r->cues[k].key != 0;
		     k = (k + 1) & r->cue_mask)
			if (r->cues[k].key == cues[i].key)
				sums[r->cues[k].model] += r->cues[k].weight;
}

bool
pv_cues_sift(const struct pv_rules *r, enum pv_extent e,
    struct pv_vec *bits, struct pv_cue_sieve *out)
{
	size_t i, n = SIEVE_BITS * (r->cue_mask + 1);

	if (bits->len > n / 64) {       /* filled before */
		*out = (struct pv_cue_sieve){ bits->ptr, n - 1 };
		return true;
	}
	while (bits->len < n / 64 + 1)
		if (pv_vec_push(bits) == NULL)
			return false;
	*out = (struct pv_cue_sieve){ bits->ptr, n - 1 };
	for (i = 0; r->cues != NULL && i <= r->cue_mask; i++) {
		size_t bit = pv_cue_sieve_bit(r->cues[i].key, n - 1);

		if (r->cues[i].key != 0 && pv_model_decides(
		    &r->models[r->cues[i].model], e))
			*PV_VEC_AT(bits, uint64_t, bit / 64) |=
			    UINT64_C(1) << bit % 64;
	}
	return true;
}

int32_t
pv_cue_weight(const struct pv_rules *r, size_t m, uint64_t key)
{
	size_t k;

	if (r->cues == NULL)
		return 0;
	for (k = key & r->cue_mask; r->cues[k].key != 0;
	     k = (k + 1) & r->cue_mask)
		if (r->cues[k].key == key && r->cues[k].model == m)
			return r->cues[k].weight;
	return 0;
}

/* ------------------------------------------------------------- compiling */

static bool
weight_of(struct build *b, const struct pv_text *t, int32_t *out)
{
	if (pv_yaml_milli(t->s, out))
		return true;
	pv_complain_text(b->complaints, b->pack, t, "expected a number such "
	    "as 1.5, at most 100 and with at most three decimals");
	return false;
}

/* The rule of a provision by its local name, or PV_NONE. */
static uint32_t
find_rule(const struct pv_rules *r, uint32_t provision, struct pv_span id)
{
	size_t i;

	for (i = 0; i < r->nrules; i++)
		if (r->rules[i].provision == provision &&
		    pv_span_eq(r->rules[i].source->id.s, id))
			return (uint32_t)i;
	return PV_NONE;
}

static enum pv_model_texts
texts_of(const struct pv_pack_weights *w)
{
	return w->contracts ? PV_MODEL_CONTRACTS :
	    w->excerpts ? PV_MODEL_EXCERPTS : PV_MODEL_ALL;
}

/* Whether two models may decide in one text. */
static bool
meet(enum pv_model_texts a, enum pv_model_texts b)
{
	return a == b || a == PV_MODEL_ALL || b == PV_MODEL_ALL;
}

/* Whether some pack weighs this subtype by itself, in the model's texts. */
static bool
is_apart(const struct pv_rules *r, const struct pv_model *m,
    struct pv_span subtype)
{
	struct pv_span name = r->provisions[m->provision].name;
	size_t i, k;

	for (i = 0; i < r->npacks; i++)
		for (k = 0; k < r->packs[i].nweights; k++)
			if (pv_span_eq(r->packs[i].provision.s, name) &&
			    pv_span_eq(r->packs[i].weights[k].subtype.s,
			    subtype) &&
			    meet(texts_of(&r->packs[i].weights[k]), m->texts))
				return true;
	return false;
}

/* Whether a model speaks of a stance at all. */
bool
pv_model_knows(const struct pv_model *m, enum pv_stance stance)
{
	return m->texts == PV_MODEL_EXCERPTS || pv_stance_is_operative(stance);
}

/*
 * What a rule counts that the model does not name: it suffices for a finding
 * of its own kind if it does by hand.
 */
static int32_t
by_hand(const struct pv_rules *r, const struct pv_model *m, size_t rule)
{
	const struct pv_rule *x = &r->rules[rule];
	const struct pv_provision *p = &r->provisions[m->provision];
	int64_t span = (int64_t)m->threshold - m->bias;

	if (x->provision != m->provision || p->threshold <= 0 ||
	    (x->has_stance && !pv_model_knows(m, x->stance)))
		return 0;
	if (!pv_span_eq(x->subtype, m->subtype) &&
	    (m->subtype.len > 0 || is_apart(r, m, x->subtype)))
		return 0;
	return (int32_t)(x->weight * span / p->threshold);
}

static void
weigh_rules(struct build *b, const struct pv_pack_weights *w,
    struct pv_model *m)
{
	int32_t *weights =
	    pv_arena_array(b->r->arena, b->r->nrules + 1, sizeof(*weights));
	size_t i;

	if (weights == NULL) {
		b->nomem = true;
		return;
	}
	for (i = 0; i < b->r->nrules; i++)
		weights[i] = by_hand(b->r, m, i);
	for (i = 0; i < w->rules.len; i++) {
		const struct pv_pair *p = &w->rules.ptr[i];
		uint32_t rule = find_rule(b->r, m->provision, p->name.s);

		if (rule == PV_NONE)
			pv_complain_text(b->complaints, b->pack, &p->name,
			    "there is no rule '%.*s' to weigh",
			    PV_FMT(p->name.s));
		else
			(void)weight_of(b, &p->value, &weights[rule]);
	}
	m->rules = weights;
}

/* "words compete with": a place, then words. */
static bool
parse_cue(struct pv_span s, uint64_t *key)
{
	enum pv_cue_place place;
	size_t i = 0;

	while (i < s.len && s.ptr[i] != ' ')
		i++;
	return i < s.len &&
	    pv_cue_place_parse(pv_span_sub(s, 0, i), &place) &&
	    pv_cue_key(place, pv_span_sub(s, i + 1, s.len), key);
}

static void
add_slot(struct pv_rules *r, struct pv_cue_slot slot)
{
	size_t k = slot.key & r->cue_mask;

	while (r->cues[k].key != 0)
		k = (k + 1) & r->cue_mask;
	r->cues[k] = slot;
}

static void
weigh_cues(struct build *b, const struct pv_pack_weights *w, uint32_t model)
{
	struct pv_model *m = &b->r->models[model];
	size_t i;

	for (i = 0; i < w->cues.len; i++) {
		const struct pv_pair *p = &w->cues.ptr[i];
		struct pv_cue_slot slot = { .model = model };

		if (!parse_cue(p->name.s, &slot.key))
			pv_complain_text(b->complaints, b->pack, &p->name,
			    "'%.*s' is no cue: a place, then one to %u words",
			    PV_FMT(p->name.s), PV_CUE_GRAM);
		else if (weight_of(b, &p->value, &slot.weight)) {
			add_slot(b->r, slot);
			m->ncues++;
		}
	}
}

static void
compile_model(struct build *b, const struct pv_pack_weights *w,
    struct pv_provision *p)
{
	struct pv_rules *r = b->r;
	struct pv_model *m = &r->models[r->nmodels];
	uint32_t i;

	*m = (struct pv_model){ .provision = (uint32_t)(p - r->provisions),
		.subtype = pv_arena_dup(r->arena, w->subtype.s),
		.texts = texts_of(w),
		.bias = w->bias.value,
		.threshold = w->threshold.value,
		.support = w->support.value };
	b->nomem |= m->subtype.ptr == NULL;
	for (i = p->first_model; i < r->nmodels; i++)
		if (pv_span_eq(r->models[i].subtype, m->subtype) &&
		    meet(r->models[i].texts, m->texts))
			pv_complain_text(b->complaints, b->pack,
			    &w->bias.text, "the provision is weighed twice");
	if (w->contracts && w->excerpts)
		pv_complain_text(b->complaints, b->pack, &w->bias.text,
		    "weights are fitted to contracts or to excerpts");
	if (m->support > m->threshold)
		pv_complain_text(b->complaints, b->pack, &w->support.text,
		    "support is higher than the threshold");
	weigh_rules(b, w, m);
	weigh_cues(b, w, (uint32_t)r->nmodels);
	r->nmodels++;
	p->nmodels++;
}

/* Room for all models and cues; complains when there are too many. */
static bool
make_room(struct build *b)
{
	struct pv_rules *r = b->r;
	size_t i, k, nmodels = 0, ncues = 0, cap = 16;

	for (i = 0; i < r->npacks; i++) {
		nmodels += r->packs[i].nweights;
		for (k = 0; k < r->packs[i].nweights; k++)
			ncues += r->packs[i].weights[k].cues.len;
		if (ncues <= PV_PACK_CUES)
			continue;
		pv_complain(b->complaints,
		    &(struct pv_complaint_at){ &r->sources[i], 0, 0, 0, false },
		    "more than %u cues in all", PV_PACK_CUES);
		return false;
	}
	while (cap < 2 * ncues)
		cap *= 2;
	r->models = pv_arena_array(r->arena, nmodels + 1, sizeof(*r->models));
	r->cues = pv_arena_array(r->arena, cap, sizeof(*r->cues));
	r->cue_mask = cap - 1;
	b->nomem = r->models == NULL || r->cues == NULL;
	return !b->nomem;
}

/* The models of one provision, from whichever packs they are in. */
static void
compile_provision(struct build *b, struct pv_provision *p)
{
	size_t i, k;

	p->first_model = (uint32_t)b->r->nmodels;
	for (i = 0; i < b->r->npacks; i++) {
		b->pack = &b->r->packs[i];
		if (!pv_span_eq(b->pack->provision.s, p->name))
			continue;
		for (k = 0; k < b->pack->nweights && !b->nomem; k++)
			compile_model(b, &b->pack->weights[k], p);
	}
}

/* Packs that weigh what no pack has rules for. */
static void
complain_orphans(struct build *b)
{
	size_t i, k;

	for (i = 0; i < b->r->npacks; i++) {
		const struct pv_pack *pack = &b->r->packs[i];

		for (k = 0; k < b->r->nprovisions; k++)
			if (pv_span_eq(b->r->provisions[k].name,
			    pack->provision.s))
				break;
		if (pack->nweights > 0 && k == b->r->nprovisions)
			pv_complain_text(b->complaints, pack,
			    &pack->provision, "no pack has rules for '%.*s'",
			    PV_FMT(pack->provision.s));
	}
}

bool
pv_models_compile(struct pv_rules *r, struct pv_complaints *complaints)
{
	struct build b = { .r = r, .complaints = complaints };
	size_t i;

	if (!make_room(&b))
		return !b.nomem;
	for (i = 0; i < r->nprovisions && !b.nomem; i++)
		compile_provision(&b, &r->provisions[i]);
	complain_orphans(&b);
	return !b.nomem;
}
