/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "rule/compiled.h"
#include "rule/literal_pool.h"
#include "rule/models.h"
#include "rule/pattern.h"
#include "rule/rule.h"

#define NAME_MAX_LEN 64
#define HASTEN_THREADS 8u

/* The packs on their way to rules. */
struct compiler {
	struct pv_rules *r;
	const struct pv_rules_opts *opts;
	struct pv_complaints complaints;
	struct pv_patterns patterns;
	struct pv_literals *literals; /* one a rule, then one a guard */
	size_t max_rules, max_guards;
	bool nomem;
};

static const char *const unit_names[PV_UNIT_KINDS] = { [PV_UNIT_SENTENCE] =
							   "sentence",
	[PV_UNIT_CLAUSE] = "clause",
	[PV_UNIT_SECTION] = "section",
	[PV_UNIT_HEADING] = "heading",
	[PV_UNIT_DEFINITION] = "definition" };

static const char *const scope_names[] = { [PV_SCOPE_MATCH] = "match",
	[PV_SCOPE_SENTENCE] = "sentence",
	[PV_SCOPE_UNIT] = "unit" };

/* Index of a name, or n after a complaint. */
static size_t
word(struct compiler *k, const struct pv_pack *pack, const struct pv_text *t,
    const char *const *names, size_t n)
{
	char list[128] = "";
	size_t i, len = 0;

	for (i = 0; i < n; i++)
		if (pv_span_eq(t->s, pv_span_str(names[i])))
			return i;
	for (i = 0; i < n; i++) {
		struct pv_span s = pv_span_str(names[i]);

		if (len + s.len + 3 > sizeof(list))
			break;
		if (len > 0) {
			memcpy(list + len, ", ", 2);
			len += 2;
		}
		memcpy(list + len, s.ptr, s.len);
		len += s.len;
	}
	pv_complain_text(&k->complaints, pack, t, "'%.*s' is none of %.*s",
	    PV_FMT(t->s), (int)len, list);
	return n;
}

/* Lower-case letters, digits, '-', and '.' where dots are allowed. */
static bool
check_name(struct compiler *k, const struct pv_pack *pack,
    const struct pv_text *t, bool dots)
{
	size_t i;
	bool ok = t->s.len > 0 && t->s.len <= NAME_MAX_LEN &&
	    (pv_islower(t->s.ptr[0]) || pv_isdigit(t->s.ptr[0]));

	for (i = 0; ok && i < t->s.len; i++) {
		char c = t->s.ptr[i];

		ok = pv_islower(c) || pv_isdigit(c) || c == '-' || c == '_' ||
		    (c == '.' && dots);
	}
	if (!ok && t->line > 0)
		pv_complain_text(&k->complaints, pack, t,
		    "'%.*s' is no name: lower-case letters, digits%s and '-', "
		    "at most %d bytes",
		    PV_FMT(t->s), dots ? ", '.'" : "", NAME_MAX_LEN);
	return ok;
}

static struct pv_span
full_id(struct compiler *k, struct pv_span provision, struct pv_span id)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span out;

	pv_buf_span(&b, provision);
	pv_buf_char(&b, '.');
	pv_buf_span(&b, id);
	out = pv_arena_dup(k->r->arena, pv_buf_view(&b));
	if (b.failed || out.ptr == NULL)
		k->nomem = true;
	pv_buf_release(&b);
	return out;
}

/* A copy of what stands in a pack. */
static struct pv_span
keep(struct compiler *k, struct pv_span s)
{
	struct pv_span copy = pv_arena_dup(k->r->arena, s);

	k->nomem |= copy.ptr == NULL;
	return copy;
}

static struct pv_provision *
find_provision(struct pv_rules *r, struct pv_span name)
{
	size_t i;

	for (i = 0; i < r->nprovisions; i++)
		if (pv_span_eq(r->provisions[i].name, name))
			return &r->provisions[i];
	return NULL;
}

/* Several packs may add to one provision; its threshold is stated once. */
static struct pv_provision *
provision_of(struct compiler *k, const struct pv_pack *pack)
{
	struct pv_provision *p = find_provision(k->r, pack->provision.s);

	if (p == NULL) {
		p = &k->r->provisions[k->r->nprovisions++];
		*p = (struct pv_provision){ .pack = pack,
			.name = keep(k, pack->provision.s),
			.threshold = 1000 };
		if (pack->threshold.text.line > 0)
			p->threshold = pack->threshold.value;
	} else if (pack->threshold.text.line > 0 &&
	    pack->threshold.value != p->threshold) {
		pv_complain_text(&k->complaints, pack, &pack->threshold.text,
		    "the threshold of '%.*s' differs from the one in %.*s",
		    PV_FMT(p->name), PV_FMT(p->pack->source->name));
	}
	return p;
}

static void
compile_guard(struct compiler *k, const struct pv_pack *pack,
    const struct pv_pack_guard *source, size_t first)
{
	struct pv_guard *g = &k->r->guards[k->r->nguards];
	struct pv_pattern pattern;
	size_t i, scope = PV_SCOPE_MATCH;

	if (!check_name(k, pack, &source->id, true))
		return;
	for (i = first; i < k->r->nguards; i++) {
		if (!pv_span_eq(k->r->guards[i].source->id.s, source->id.s))
			continue;
		pv_complain_text(&k->complaints, pack, &source->id,
		    "guard '%.*s' is there twice", PV_FMT(source->id.s));
		return;
	}
	if (source->scope.line > 0)
		scope = word(k, pack, &source->scope, scope_names, 3);
	if (source->match.given && source->match.len == 0)
		pv_complain_text(&k->complaints, pack, &source->id,
		    "guard '%.*s' has no example", PV_FMT(source->id.s));
	g->pack = pack;
	g->source = source;
	g->id = full_id(k, pack->provision.s, source->id.s);
	g->scope = (enum pv_guard_scope)scope;
	pattern = pv_pattern_new(&k->patterns, pack, &source->pattern);
	if (pattern.regex == NULL)
		return;
	g->regex = pattern.regex;
	g->ngroups = pv_regex_groups(g->regex);
	g->pattern = pattern.expanded;
	k->literals[k->max_rules + k->r->nguards] = pattern.needs;
	k->r->nguards++;
}

static uint32_t
find_guard(
    const struct pv_rules *r, const struct pv_pack *pack, struct pv_span id)
{
	size_t i;

	for (i = 0; i < r->nguards; i++)
		if (r->guards[i].pack == pack &&
		    pv_span_eq(r->guards[i].source->id.s, id))
			return (uint32_t)i;
	return PV_NONE;
}

static uint32_t
find_rule(
    const struct pv_rules *r, const struct pv_pack *pack, struct pv_span id)
{
	size_t i;

	for (i = 0; i < r->nrules; i++)
		if (r->rules[i].pack == pack &&
		    pv_span_eq(r->rules[i].source->id.s, id))
			return (uint32_t)i;
	return PV_NONE;
}

/* The guards that hold a rule back: those named, or all of the pack. */
static void
resolve_unless(struct compiler *k, struct pv_rule *rule)
{
	const struct pv_texts *names = &rule->source->unless;
	struct pv_rules *r = k->r;
	size_t max = names->given ? names->len : r->nguards, i;
	uint32_t *out = pv_arena_array(r->arena, max + 1, sizeof(*out));

	if (out == NULL) {
		k->nomem = true;
		return;
	}
	rule->unless = out;
	for (i = 0; !names->given && i < r->nguards; i++)
		if (r->guards[i].pack == rule->pack)
			out[rule->nunless++] = (uint32_t)i;
	for (i = 0; names->given && i < names->len; i++) {
		uint32_t g = find_guard(r, rule->pack, names->ptr[i].s);

		if (g == PV_NONE)
			pv_complain_text(&k->complaints, rule->pack,
			    &names->ptr[i], "unknown guard '%.*s'",
			    PV_FMT(names->ptr[i].s));
		else
			out[rule->nunless++] = g;
	}
}

static void
resolve_when(struct compiler *k, struct pv_rule *rule)
{
	const struct pv_texts *names = &rule->source->when;
	struct pv_needs *out =
	    pv_arena_array(k->r->arena, names->len + 1, sizeof(*out));
	size_t i;

	if (out == NULL) {
		k->nomem = true;
		return;
	}
	rule->when = out;
	for (i = 0; i < names->len; i++) {
		const struct pv_text *t = &names->ptr[i];
		uint32_t x = find_rule(k->r, rule->pack, t->s);
		bool guard = x == PV_NONE;

		if (guard)
			x = find_guard(k->r, rule->pack, t->s);
		if (x == PV_NONE)
			pv_complain_text(&k->complaints, rule->pack, t,
			    "unknown rule or guard '%.*s'", PV_FMT(t->s));
		else if (!guard && &k->r->rules[x] == rule)
			pv_complain_text(&k->complaints, rule->pack, t,
			    "a rule cannot wait for itself");
		else
			out[rule->nwhen++] = (struct pv_needs){ x, guard };
		if (x != PV_NONE && !guard)
			k->r->rules[x].awaited = true;
	}
}

static void
resolve_constants(struct compiler *k, struct pv_rule *rule)
{
	const struct pv_pairs *pairs = &rule->source->attributes;
	struct pv_constant *out =
	    pv_arena_array(k->r->arena, pairs->len + 1, sizeof(*out));
	size_t i;

	if (out == NULL) {
		k->nomem = true;
		return;
	}
	rule->constants = out;
	for (i = 0; i < pairs->len; i++) {
		const struct pv_text *name = &pairs->ptr[i].name;

		if (pv_attr_key_parse(name->s, &out[rule->nconstants].key))
			out[rule->nconstants++].value =
			    keep(k, pairs->ptr[i].value.s);
		else
			pv_complain_text(&k->complaints, rule->pack, name,
			    "unknown attribute '%.*s'", PV_FMT(name->s));
	}
}

/* What each group of the pattern is for; the last pattern is the rule's. */
static void
resolve_groups(struct compiler *k, struct pv_rule *rule)
{
	uint32_t n;

	for (n = 0; n <= PV_REGEX_GROUPS; n++)
		rule->groups[n] = PV_GROUP_NONE;
	for (n = 1; n <= pv_regex_groups(rule->regex); n++) {
		struct pv_span name =
		    pv_span_str(pv_regex_group_name(rule->regex, n));
		enum pv_attr_key key;
		char msg[96];

		if (name.len == 0)
			continue;
		rule->captures = true;
		if (pv_attr_key_parse(name, &key)) {
			rule->groups[n] = (uint8_t)key;
			continue;
		}
		rule->groups[n] = PV_GROUP_TERM;
		if (pv_span_eq(name, PV_SPAN("term")))
			continue;
		(void)snprintf(
		    msg, sizeof(msg), "group '%s' is no attribute", name.ptr);
		pv_expansion_complain(&k->patterns.expansion, rule->pack,
		    &rule->source->pattern, pv_span_find(rule->pattern, name),
		    &k->complaints, msg);
	}
}

static void
compile_words(struct compiler *k, struct pv_rule *rule)
{
	const struct pv_pack_rule *s = rule->source;

	rule->unit = PV_UNIT_SENTENCE;
	if (s->unit.line > 0) {
		size_t unit =
		    word(k, rule->pack, &s->unit, unit_names, PV_UNIT_KINDS);

		if (unit < PV_UNIT_KINDS)
			rule->unit = (enum pv_unit_kind)unit;
	}
	rule->has_stance = s->stance.line > 0;
	if (rule->has_stance && !pv_stance_parse(s->stance.s, &rule->stance))
		pv_complain_text(&k->complaints, rule->pack, &s->stance,
		    "unknown stance '%.*s'", PV_FMT(s->stance.s));
	rule->strength = PV_STRENGTH_NONE;
	if (s->strength.line == 0)
		return;
	if (!rule->pack->lattice)
		pv_complain_text(&k->complaints, rule->pack, &s->strength,
		    "a strength needs 'lattice: true' in the pack");
	if (!pv_strength_parse(s->strength.s, &rule->strength))
		pv_complain_text(&k->complaints, rule->pack, &s->strength,
		    "unknown strength '%.*s'", PV_FMT(s->strength.s));
}

static void
compile_rule(struct compiler *k, const struct pv_pack *pack,
    const struct pv_pack_rule *source, struct pv_provision *provision)
{
	struct pv_rules *r = k->r;
	struct pv_rule *rule = &r->rules[r->nrules];
	struct pv_pattern pattern;
	size_t i;

	if (!check_name(k, pack, &source->id, true))
		return;
	*rule = (struct pv_rule){ .pack = pack,
		.source = source,
		.subtype = keep(k, source->subtype.s),
		.weight = source->weight.value,
		.provision = (uint32_t)(provision - r->provisions) };
	rule->id = full_id(k, provision->name, source->id.s);
	for (i = 0; i < r->nrules; i++) {
		if (!pv_span_eq(r->rules[i].id, rule->id))
			continue;
		pv_complain_text(&k->complaints, pack, &source->id,
		    "rule '%.*s' is there twice", PV_FMT(rule->id));
		return;
	}
	if ((source->match.given && source->match.len == 0) ||
	    (source->no_match.given && source->no_match.len == 0))
		pv_complain_text(&k->complaints, pack, &source->id,
		    "rule '%.*s' needs an example that matches and one that "
		    "does not",
		    PV_FMT(source->id.s));
	if (source->subtype.line > 0)
		(void)check_name(k, pack, &source->subtype, false);
	compile_words(k, rule);
	pattern = pv_pattern_new(&k->patterns, pack, &source->pattern);
	k->nomem |= k->patterns.nomem;
	if (pattern.regex == NULL)
		return;
	rule->regex = pattern.regex;
	rule->ngroups = pv_regex_groups(rule->regex);
	rule->pattern = pattern.expanded;
	k->literals[r->nrules++] = pattern.needs;
	resolve_groups(k, rule);
	resolve_unless(k, rule);
	resolve_constants(k, rule);
	provision->nrules++;
	provision->headed |= rule->unit == PV_UNIT_HEADING;
}

/* A pack without a provision holds shared fragments and nothing else. */
static void
check_shared(struct compiler *k, const struct pv_pack *pack)
{
	struct pv_complaint_at at = { pack->source, 1, 1, 1, false };

	if (pack->nrules > 0 || pack->nguards > 0 || pack->nweights > 0 ||
	    pack->lexicon.len == 0)
		pv_complain(&k->complaints, &at, "'provision' is missing");
}

static void
compile_pack(struct compiler *k, const struct pv_pack *pack)
{
	size_t i, guards = k->r->nguards, rules = k->r->nrules;
	struct pv_provision *provision;

	if (pack->provision.line == 0) {
		check_shared(k, pack);
		return;
	}
	if (!check_name(k, pack, &pack->provision, false))
		return;
	if (pack->nrules == 0 && pack->nweights > 0)
		return;
	if (pack->nrules == 0)
		pv_complain_text(&k->complaints, pack, &pack->provision,
		    "the pack has no rules");
	provision = provision_of(k, pack);
	for (i = 0; i < pack->nguards; i++)
		compile_guard(k, pack, &pack->guards[i], guards);
	for (i = 0; i < pack->nrules && !k->nomem; i++)
		compile_rule(k, pack, &pack->rules[i], provision);
	for (i = rules; i < k->r->nrules; i++)
		resolve_when(k, &k->r->rules[i]);
}

/*
 * The provisions that a rule's findings give way to: its own list or the
 * pack's.  A provision that no pack has rules for is passed over, so that
 * packs can be used alone.
 */
static void
resolve_yields(struct compiler *k, struct pv_rule *rule)
{
	const struct pv_texts *names = rule->source->yields.given ?
	    &rule->source->yields : &rule->pack->yields;
	uint32_t *out =
	    pv_arena_array(k->r->arena, names->len + 1, sizeof(*out));
	const struct pv_provision *p;
	size_t i;

	if (out == NULL) {
		k->nomem = true;
		return;
	}
	rule->yields = out;
	for (i = 0; i < names->len; i++) {
		if (!check_name(k, rule->pack, &names->ptr[i], false))
			continue;
		p = find_provision(k->r, names->ptr[i].s);
		if (p != NULL)
			out[rule->nyields++] =
			    (uint32_t)(p - k->r->provisions);
	}
}

static void
read_packs(struct compiler *k)
{
	struct pv_rules *r = k->r;
	size_t i;

	for (i = 0; i < r->npacks && !k->nomem; i++) {
		if (pv_pack_read(&r->sources[i], r->written, &k->complaints,
			&r->packs[i]) == PV_ENOMEM)
			k->nomem = true;
		k->max_rules += r->packs[i].nrules;
		k->max_guards += r->packs[i].nguards;
		if (k->max_rules <= PV_PACK_RULES &&
		    k->max_guards <= PV_PACK_GUARDS)
			continue;
		pv_complain(&k->complaints,
		    &(struct pv_complaint_at){ &r->sources[i], 0, 0, 0, false },
		    "more than %u rules or %u guards in all", PV_PACK_RULES,
		    PV_PACK_GUARDS);
		return;
	}
}

static bool
make_room(struct compiler *k)
{
	struct pv_rules *r = k->r;

	r->provisions =
	    pv_arena_array(r->arena, r->npacks + 1, sizeof(*r->provisions));
	r->rules =
	    pv_arena_array(r->arena, k->max_rules + 1, sizeof(*r->rules));
	r->guards =
	    pv_arena_array(r->arena, k->max_guards + 1, sizeof(*r->guards));
	k->literals = pv_arena_array(
	    pv_literal_pool_arena(k->patterns.pool), k->max_rules + k->max_guards + 1,
		sizeof(*k->literals));
	return r->provisions != NULL && r->rules != NULL && r->guards != NULL &&
	    k->literals != NULL;
}

/* The patterns of a kind of units: its rules, and the guards they ask. */
static void
mark_patterns(const struct pv_rules *r, size_t kind, bool *wanted)
{
	size_t i, k;

	for (i = 0; i < r->nrules + r->nguards; i++)
		wanted[i] = false;
	for (i = 0; i < r->nrules; i++) {
		const struct pv_rule *rule = &r->rules[i];

		if ((size_t)rule->unit != kind)
			continue;
		wanted[i] = true;
		for (k = 0; k < rule->nunless; k++)
			wanted[r->nrules + rule->unless[k]] = true;
		for (k = 0; k < rule->nwhen; k++)
			if (rule->when[k].guard)
				wanted[r->nrules + rule->when[k].index] = true;
	}
}

static bool
build_prefilters(struct compiler *k)
{
	struct pv_rules *r = k->r;
	bool *wanted = pv_arena_array(pv_literal_pool_arena(k->patterns.pool),
	    r->nrules + r->nguards + 1, sizeof(bool));
	size_t i, kind;

	if (wanted == NULL)
		return false;
	for (i = 0; i < r->nrules; i++)
		r->nby_unit[r->rules[i].unit]++;
	for (i = 0; i < r->nguards; i++)
		k->literals[r->nrules + i] = k->literals[k->max_rules + i];
	for (kind = 0; kind < PV_UNIT_KINDS; kind++) {
		if (r->nby_unit[kind] == 0)
			continue;
		mark_patterns(r, kind, wanted);
		r->prefilter[kind] = pv_prefilter_new(k->literals,
		    r->nrules + r->nguards, wanted, r->arena);
		if (r->prefilter[kind] == NULL)
			return false;
	}
	return true;
}

/* Copies of the sources, and the digest over them. */
static bool
copy_sources(struct pv_rules *r, const struct pv_pack_source *packs, size_t n)
{
	struct pv_buf all = PV_BUF_INIT;
	bool ok = true;
	size_t i;

	r->npacks = n;
	r->sources = pv_arena_array(r->written, n + 1, sizeof(*r->sources));
	r->packs = pv_arena_array(r->written, n + 1, sizeof(*r->packs));
	if (r->sources == NULL || r->packs == NULL)
		return false;
	for (i = 0; i < n && ok; i++) {
		r->sources[i].name = pv_arena_dup(r->written, packs[i].name);
		r->sources[i].bytes = pv_arena_dup(r->written, packs[i].bytes);
		ok = r->sources[i].name.ptr != NULL &&
		    r->sources[i].bytes.ptr != NULL;
		pv_buf_span(&all, packs[i].bytes);
	}
	ok = ok && !all.failed;
	if (ok)
		pv_sha256(pv_buf_view(&all), r->digest);
	pv_buf_release(&all);
	return ok;
}

static void
compile_all(struct compiler *k)
{
	size_t i;

	read_packs(k);
	if (k->nomem || k->complaints.count > 0)
		return;
	if (!make_room(k)) {
		k->nomem = true;
		return;
	}
	pv_patterns_take(&k->patterns, k->r->packs, k->r->npacks);
	if (k->complaints.count > 0 || k->patterns.nomem)
		return;
	for (i = 0; i < k->r->npacks && !k->nomem; i++)
		compile_pack(k, &k->r->packs[i]);
	for (i = 0; i < k->r->nrules && !k->nomem; i++)
		resolve_yields(k, &k->r->rules[i]);
	if (!k->nomem && k->complaints.count == 0)
		k->nomem = !pv_models_compile(k->r, &k->complaints) ||
		    !build_prefilters(k);
}

/* Rules without anything in them; NULL when memory ran out. */
static struct pv_rules *
rules_alloc(const struct pv_rules_opts *opts)
{
	struct pv_arena *arena = pv_arena_new(opts->mem);
	struct pv_rules *r;

	if (arena == NULL)
		return NULL;
	r = pv_arena_alloc(arena, sizeof(*r));
	if (r == NULL) {
		pv_arena_free(arena);
		return NULL;
	}
	r->arena = arena;
	r->untrusted = opts->untrusted;
	r->written = pv_arena_new(opts->mem);
	if (r->written == NULL) {
		pv_rules_free(r);
		return NULL;
	}
	return r;
}

enum pv_rc
pv_rules_new(const struct pv_pack_source *packs, size_t npacks,
    const struct pv_rules_opts *opts, struct pv_rules **out, struct pv_err *err)
{
	static const struct pv_rules_opts none = { .mem = NULL };
	struct compiler k = { .opts = opts != NULL ? opts : &none };

	k.r = rules_alloc(k.opts);
	if (k.r == NULL)
		return pv_fail_nomem(err);
	k.complaints = (struct pv_complaints){ k.opts, err, 0 };
	if (pv_patterns_init(
		&k.patterns, k.opts, k.r->arena, &k.complaints) &&
	    copy_sources(k.r, packs, npacks))
		compile_all(&k);
	else
		k.nomem = true;
	k.nomem |= k.patterns.nomem;
	pv_patterns_release(&k.patterns);
	if (k.nomem || k.complaints.count > 0) {
		pv_rules_free(k.r);
		return k.nomem ? pv_fail_nomem(err) : PV_ERULE;
	}
	*out = k.r;
	return PV_OK;
}

void
pv_rules_free(struct pv_rules *r)
{
	struct pv_image *image;
	size_t i;

	if (r == NULL)
		return;
	image = r->image;
	for (i = 0; i < r->nrules; i++)
		pv_regex_free(r->rules[i].regex);
	for (i = 0; i < r->nguards; i++)
		pv_regex_free(r->guards[i].regex);
	pv_arena_free(r->written);
	pv_arena_free(r->arena);
	pv_image_close(image);
}

/* Every so many patterns, from one of them on. */
struct share {
	const struct pv_rules *r;
	size_t first, step;
};

static void *
hasten(void *ctx)
{
	const struct share *s = ctx;
	const struct pv_rules *r = s->r;
	size_t i;

	for (i = s->first; i < r->nrules; i += s->step)
		pv_regex_hasten(r->rules[i].regex);
	for (i = s->first; i < r->nguards; i += s->step)
		pv_regex_hasten(r->guards[i].regex);
	return NULL;
}

void
pv_rules_hasten(const struct pv_rules *r, unsigned threads)
{
	struct share shares[HASTEN_THREADS];
	pthread_t ids[HASTEN_THREADS];
	bool own[HASTEN_THREADS];
	unsigned i, n = threads < HASTEN_THREADS ? threads : HASTEN_THREADS;

	if (r->untrusted)
		return;
	for (i = 0; i < n; i++) {
		shares[i] = (struct share){ r, i, n };
		own[i] = i > 0 &&
		    pthread_create(&ids[i], NULL, hasten, &shares[i]) == 0;
	}
	for (i = 0; i < n; i++)
		if (own[i])
			(void)pthread_join(ids[i], NULL);
		else
			(void)hasten(&shares[i]);
}

const char *
pv_rules_digest(const struct pv_rules *r)
{
	return r->digest;
}

size_t
pv_rules_nprovisions(const struct pv_rules *r)
{
	return r->nprovisions;
}

struct pv_provision_info
pv_rules_provision(const struct pv_rules *r, size_t i)
{
	const struct pv_provision *p = &r->provisions[i];
	struct pv_provision_info info = { .provision = p->name,
		.threshold = p->threshold,
		.nrules = p->nrules };

	if (p->pack != NULL) {
		info.title = p->pack->title.s;
		info.pack = p->pack->source->name;
		info.version = p->pack->version.s;
	}
	return info;
}

size_t
pv_rules_nrules(const struct pv_rules *r)
{
	return r->nrules;
}

struct pv_rule_info
pv_rules_rule(const struct pv_rules *r, size_t i)
{
	const struct pv_rule *x = &r->rules[i];
	struct pv_rule_info info = { .id = x->id,
		.subtype = x->subtype,
		.unit = pv_span_str(unit_names[x->unit]),
		.expanded = x->pattern,
		.weight = x->weight,
		.unfiltered =
		    pv_prefilter_always(r->prefilter[x->unit], i) };

	if (x->source != NULL) {
		info.pattern = x->source->pattern.s;
		info.pack = x->pack->source->name;
		info.line = x->source->id.line;
		info.nmatch = x->source->match.len;
		info.nno_match = x->source->no_match.len;
	}
	return info;
}
