/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "matrix/paper.h"

#include <stdint.h>

#include "matrix/matrix.h"
#include "matrix/said.h"
#include "matrix/word.h"

#define EFFECTS_MAX 1024        /* of one text */
#define GONE_MAX 256            /* clauses that one amendment deletes */
#define TITLE_MAX 200
#define COPY_MAX 300

struct pv_span
pv_said_copy(struct pv_saying *s, struct pv_span text)
{
	text = pv_span_trim(text);
	if (text.len > COPY_MAX) {
		text.len = COPY_MAX;
		while (text.len > 0 && text.ptr[text.len - 1] != ' ')
			text.len--;
		text = pv_span_trim(text);
	}
	while (text.len > 0 && strchr(".,;:", text.ptr[text.len - 1]) != NULL)
		text.len--;
	return text.len == 0 ? PV_SPAN("") : pv_arena_dup(s->arena, text);
}

/* Which of the two sides of a provision a finding is on, or COUNT. */
static enum pv_said_what
side(const struct pv_finding *f, enum pv_said_what yes, enum pv_said_what no)
{
	if (pv_stance_is_operative((enum pv_stance)f->stance))
		return yes;
	return f->stance == PV_STANCE_NEGATED ? no : PV_SAID_COUNT;
}

static enum pv_said_what
exclusivity(const struct pv_finding *f, struct pv_span subtype)
{
	static const char *const beside[] = {
		"capacity", "collaboration", "exception", "no-shop",
		"personnel", NULL
	};

	if (f->stance == PV_STANCE_NEGATED)
		return PV_SAID_FREE;
	if (!pv_stance_is_operative((enum pv_stance)f->stance) ||
	    pv_words_in(subtype, beside))
		return PV_SAID_COUNT;
	return f->strength == PV_STRENGTH_NON_EXCLUSIVE ? PV_SAID_FREE :
	    PV_SAID_EXCLUSIVE;
}

static enum pv_said_what
what_is_said(const struct pv_findings *fs, const struct pv_finding *f)
{
	static const struct {
		const char *provision;
		enum pv_said_what yes, no;
	} table[] = {
		{ "distribution-license", PV_SAID_GRANT, PV_SAID_DENY },
		{ "weights-access", PV_SAID_WEIGHTS, PV_SAID_NO_WEIGHTS },
		{ "license-grant", PV_SAID_LICENSE, PV_SAID_COUNT },
		{ "open-weight", PV_SAID_OPEN, PV_SAID_COUNT },
		{ "first-ship", PV_SAID_FIRST, PV_SAID_COUNT },
		{ "primary-partner", PV_SAID_PRIMARY, PV_SAID_COUNT },
		{ "agi-trigger", PV_SAID_TRIGGER, PV_SAID_COUNT },
		{ "scale-threshold", PV_SAID_SCALE, PV_SAID_COUNT },
		{ "portability", PV_SAID_COUNT, PV_SAID_LOCKED },
		{ "non-compete", PV_SAID_COMPETE, PV_SAID_COUNT },
	};
	static const char *const beside[] = {
		"embed", "oem", "sublicense", "white-label", "referral", NULL
	};
	struct pv_span provision = pv_findings_str(fs, f->provision);
	struct pv_span subtype = pv_findings_str(fs, f->subtype);
	size_t i;

	if (pv_span_eq(provision, PV_SPAN("exclusivity")))
		return exclusivity(f, subtype);
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (pv_span_eq(provision, pv_span_str(table[i].provision)))
			return i == 0 && pv_words_in(subtype, beside) ?
			    PV_SAID_COUNT :
			    side(f, table[i].yes, table[i].no);
	}
	return PV_SAID_COUNT;
}

/* The lead-in that an item finishes: "Alder may:". */
static struct pv_span
lead_of(const struct pv_version *v, uint32_t clause)
{
	const struct pv_clause *c = &v->clauses[clause];
	struct pv_range body;
	struct pv_span text;

	if (c->kind != PV_CLAUSE_ITEM || c->parent == PV_NONE || c->parent == 0)
		return (struct pv_span){ NULL, 0 };
	body = pv_clause_body(v, c->parent);
	text = pv_span_trim(pv_version_text(v, body));
	return pv_span_ends(text, PV_SPAN(":")) ? text :
	    (struct pv_span){ NULL, 0 };
}

/* A clause above another one by name: an item that refers counts even so. */
static bool
overriding(const struct pv_version *v, struct pv_range at)
{
	static const char *const words[] = { "notwithstanding", NULL };

	return pv_words_any(pv_version_text(v, at), words);
}

/* "It can be called only inside ...": what the sentence before it is about. */
static void
read_before(const struct pv_version *v, struct pv_said *x)
{
	static const char *const back[] = {
		"it", "they", "such", "these", "those", "this", NULL
	};
	struct pv_reading r;
	struct pv_span text = pv_version_text(v, pv_clause_body(v, x->clause));
	struct pv_names none = PV_NAMES_INIT;

	if (!pv_words_in(pv_words_after(x->r.text, 0), back))
		return;
	pv_reading_of(&r, &none, text, (struct pv_span){ NULL, 0 });
	x->r.flags |= r.flags & PV_READ_PART;
}

/* Gather the findings that begin where finding *i does; *i moves on. */
static bool
gather(struct pv_saying *s, size_t *i, struct pv_said *x)
{
	const struct pv_version *v = s->in->version;
	const struct pv_findings *fs = s->in->findings;
	const struct pv_finding *f = &fs->items[*i];
	uint32_t start = f->at.start;
	enum pv_said_what what;
	bool any = false;
	size_t k;

	for (k = 0; k < PV_SAID_COUNT; k++)
		x->f[k] = SIZE_MAX;
	x->clause = f->clause;
	x->at = f->at;
	for (; *i < fs->nitems && fs->items[*i].at.start == start; (*i)++) {
		f = &fs->items[*i];
		what = what_is_said(fs, f);
		if (what == PV_SAID_COUNT && f->stance == PV_STANCE_REFERENCE &&
		    pv_span_eq(pv_findings_str(fs, f->provision),
		    PV_SPAN("exclusivity")) && overriding(v, f->at))
			what = PV_SAID_FREE;
		if (what == PV_SAID_COUNT)
			continue;
		if (f->at.end > x->at.end)
			x->at.end = f->at.end;
		if (x->f[what] == SIZE_MAX || (what == PV_SAID_EXCLUSIVE &&
		    f->subtype.len > 0 &&
		    fs->items[x->f[what]].subtype.len == 0))
			x->f[what] = *i;
		any = true;
	}
	return any;
}

/* "Section 4.5 is hereby deleted": the first clause that it names. */
static bool
add_gone(struct pv_saying *s, struct pv_vec *gone, struct pv_range at)
{
	static const char *const ends[] = {
		"deleted", "deletes", "replaced in its entirety",
		"amended and restated", "of no further force", "replaced with",
		"replaced by", "of no further effect", NULL
	};
	static const char *const parts[] = {
		"words", "word", "phrase", "definition of", NULL
	};
	const struct pv_version *v = s->in->version;
	struct pv_span text = pv_version_text(v, at), label, *copy;

	text = pv_span_sub(text, 0, 600);
	if (!pv_words_any(text, ends) || pv_words_any(text, parts))
		return true;
	while (s->ref < v->nrefs && v->refs[s->ref].at.start < at.start)
		s->ref++;
	if (s->ref == v->nrefs || v->refs[s->ref].at.start >= at.end)
		return true;
	label = pv_version_str(v, v->refs[s->ref].target);
	copy = label.len == 0 || gone->len >= GONE_MAX ? NULL : pv_vec_push(gone);
	if (copy != NULL)
		*copy = pv_arena_dup(s->arena, label);
	return !gone->failed && (copy == NULL || copy->ptr != NULL);
}

static bool
read_gone(struct pv_saying *s)
{
	const struct pv_version *v = s->in->version;
	struct pv_vec gone = PV_VEC_INIT(struct pv_span);
	bool ok = true;
	size_t i;

	s->ref = 0;
	for (i = 0; i < v->nsentences && ok &&
	    s->paper->kind == PV_PAPER_AMENDMENT; i++)
		ok = add_gone(s, &gone, v->sentences[i].at);
	s->paper->gone = pv_vec_freeze(&gone, s->arena, &s->paper->ngone);
	return ok && s->paper->gone != NULL;
}

static struct pv_span
lower(struct pv_arena *arena, struct pv_span s)
{
	struct pv_span out = pv_arena_dup(arena, s);
	char *p = (char *)(uintptr_t)out.ptr;
	size_t i;

	for (i = 0; p != NULL && i < s.len; i++)
		p[i] = pv_tolower(p[i]);
	return out;
}

/* What it is filed under, and what tells whose it is. */
static bool
read_names(struct pv_saying *s)
{
	const struct pv_version *v = s->in->version;
	struct pv_paper *p = s->paper;
	struct pv_span name;
	size_t i, n = 0;

	p->key = pv_arena_dup(s->arena, s->in->key);
	p->label = pv_arena_dup(s->arena, s->in->label);
	p->title = lower(s->arena, pv_span_sub(pv_version_str(v, v->title), 0,
	    TITLE_MAX));
	if (pv_paper_is_layer(p->kind))
		p->header = lower(s->arena, pv_span_sub(v->text, 0,
		    PV_PAPER_HEADER));
	for (i = 0; i < v->nparties && n < 2; i++) {
		name = pv_version_str(v, v->parties[i].alias);
		if (name.len == 0)
			name = pv_version_str(v, v->parties[i].name);
		if (name.len == 0)
			continue;
		p->parties[n] = lower(s->arena, name);
		if (p->parties[n++].ptr == NULL)
			return false;
	}
	return p->key.ptr != NULL && p->label.ptr != NULL &&
	    p->title.ptr != NULL;
}

static bool
add_cloud(struct pv_saying *s, struct pv_span key)
{
	size_t i;

	for (i = 0; i < s->clouds.len; i++) {
		if (pv_span_eq(*PV_VEC_AT(&s->clouds, struct pv_span, i), key))
			return true;
	}
	return key.len == 0 || s->clouds.len >= 64 ||
	    pv_vec_add(&s->clouds, &key);
}

/* Rows are made for the clouds that are parties, or that something names. */
static bool
read_clouds(struct pv_saying *s)
{
	const struct pv_effect *e;
	bool ok = true;
	size_t i;

	if (s->names.nclouds > 0)
		ok = add_cloud(s, s->names.party);
	for (i = 0; i < s->effects.len && ok; i++) {
		e = PV_VEC_AT(&s->effects, struct pv_effect, i);
		ok = add_cloud(s, e->cloud);
	}
	return ok;
}

/* A licence of software is no licence of weights. */
static bool
speaks_of_weights(const struct pv_version *v)
{
	static const char *const words[] = {
		"weights", "model parameters", "learned parameters",
		NULL
	};

	return pv_words_any(v->text, words) &&
	    pv_words_find(v->text, PV_SPAN("model*"), 0) < v->text.len;
}

/* Is the text about models, or about clouds beyond the name of a party? */
static bool
on_topic(const struct pv_version *v)
{
	static const char *const words[] = {
		"cloud platform*", "cloud provider*", "cloud service*",
		"cloud computing", "clouds", "any cloud", "other cloud",
		"inference", "machine-learning", "machine learning",
		"artificial intelligence", "AI model*", "language model*",
		"foundation model*", "frontier model*", "model weights",
		"model endpoint*", "hosted model*", NULL
	};
	static const char *const places[] = {
		"host", "hosted", "hosting", "endpoint*", "platform", "cloud",
		NULL
	};

	return pv_words_any(v->text, words) || speaks_of_weights(v) ||
	    (pv_words_find(v->text, PV_SPAN("models"), 0) < v->text.len &&
	    pv_words_any(v->text, places));
}

static bool
read_effects(struct pv_saying *s)
{
	const struct pv_findings *fs = s->in->findings;
	const struct pv_version *v = s->in->version;
	struct pv_said x;
	size_t i = 0;
	bool ok = true;

	if (!on_topic(v))
		return true;
	s->ref = 0;
	s->weights = speaks_of_weights(v);
	while (i < fs->nitems && ok && s->effects.len < EFFECTS_MAX) {
		if (!gather(s, &i, &x))
			continue;
		pv_reading_of(&x.r, &s->names, pv_version_text(v, x.at),
		    lead_of(v, x.clause));
		read_before(v, &x);
		ok = pv_said_infer(s, &x);
	}
	return ok;
}

enum pv_rc
pv_paper_read(struct pv_paper *p, const struct pv_paper_input *in,
    struct pv_arena *arena, struct pv_err *err)
{
	struct pv_saying s = { in, p, arena, PV_NAMES_INIT, false,
		PV_VEC_INIT(struct pv_effect), PV_VEC_INIT(struct pv_cut),
		PV_VEC_INIT(struct pv_span), 0 };
	bool ok;

	memset(p, 0, sizeof(*p));
	p->whole = true;
	pv_paper_describe(p, in);
	ok = read_names(&s) && read_gone(&s);
	if (ok && p->kind != PV_PAPER_TALK)
		ok = pv_names_read(&s.names, in->version, arena) &&
		    read_effects(&s) && read_clouds(&s);
	p->effects = pv_vec_freeze(&s.effects, arena, &p->neffects);
	p->cuts = pv_vec_freeze(&s.cuts, arena, &p->ncuts);
	p->clouds = pv_vec_freeze(&s.clouds, arena, &p->nclouds);
	pv_names_release(&s.names);
	return ok && p->effects != NULL && p->cuts != NULL &&
	    p->clouds != NULL ? PV_OK : pv_fail_nomem(err);
}

enum pv_rc
pv_paper_file(struct pv_paper *p, const struct pv_paper_input *in,
    const struct pv_paper_head *head, struct pv_arena *arena,
    struct pv_err *err)
{
	struct pv_span end = pv_span_sub(head->end, 0, PV_DATE_LEN);
	int i;

	memset(p, 0, sizeof(*p));
	p->kind = head->kind;
	pv_paper_date(p, in->date, head->date);
	memcpy(p->end, end.ptr == NULL ? "" : end.ptr, end.len);
	p->key = pv_arena_dup(arena, in->key);
	p->label = pv_arena_dup(arena, in->label);
	p->title = lower(arena, head->title);
	p->header = lower(arena, head->header);
	for (i = 0; i < 2; i++)
		p->parties[i] = lower(arena, head->parties[i]);
	return p->key.ptr == NULL || p->label.ptr == NULL ||
	    p->title.ptr == NULL || p->header.ptr == NULL ||
	    p->parties[0].ptr == NULL || p->parties[1].ptr == NULL ?
	    pv_fail_nomem(err) : PV_OK;
}

enum pv_rc
pv_matrix_head(const struct pv_version *v, struct pv_arena *arena,
    struct pv_paper_head *out, struct pv_err *err)
{
	const struct pv_paper_input in = { .version = v };
	struct pv_paper p;
	struct pv_saying s = { &in, &p, arena, PV_NAMES_INIT, false,
		PV_VEC_INIT(struct pv_effect), PV_VEC_INIT(struct pv_cut),
		PV_VEC_INIT(struct pv_span), 0 };

	memset(&p, 0, sizeof(p));
	pv_paper_describe(&p, &in);
	if (!read_names(&s))
		return pv_fail_nomem(err);
	*out = (struct pv_paper_head){ p.kind,
		pv_arena_dup(arena, pv_version_str(v, v->date)),
		pv_arena_dup(arena, pv_span_str(p.end)), p.title,
		{ p.parties[0], p.parties[1] }, p.header };
	return out->date.ptr == NULL || out->end.ptr == NULL ?
	    pv_fail_nomem(err) : PV_OK;
}
