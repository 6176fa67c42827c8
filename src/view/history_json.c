/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/history.h"

#include "model/names.h"

void
pv_provision_name(struct pv_buf *out, struct pv_span provision,
    struct pv_span subtype)
{
	pv_buf_span(out, provision);
	if (subtype.len > 0) {
		pv_buf_char(out, '/');
		pv_buf_span(out, subtype);
	}
}

/* The step that a side stands on; one that is gone is silent. */
static enum pv_strength
step_of(const struct pv_event_side *side, const struct pv_event_side *other)
{
	if (side->clause.len == 0 || (side->strength == PV_STRENGTH_NONE &&
	    !pv_stance_is_operative(side->stance)))
		return other->strength == PV_STRENGTH_NONE ?
		    PV_STRENGTH_NONE : PV_STRENGTH_SILENT;
	return side->strength;
}

void
pv_event_step(struct pv_buf *out, const struct pv_event *e)
{
	enum pv_strength a = step_of(&e->old_side, &e->new_side);
	enum pv_strength b = step_of(&e->new_side, &e->old_side);

	if (a == b || a == PV_STRENGTH_NONE || b == PV_STRENGTH_NONE)
		return;
	pv_buf_str(out, pv_strength_name(a));
	pv_buf_str(out, " -> ");
	pv_buf_str(out, pv_strength_name(b));
}

void
pv_event_clauses(struct pv_buf *out, const struct pv_event *e)
{
	struct pv_span a = e->old_side.clause, b = e->new_side.clause;

	pv_buf_span(out, a.len > 0 ? a : b);
	if (a.len > 0 && b.len > 0 && !pv_span_eq(a, b)) {
		pv_buf_str(out, " -> ");
		pv_buf_span(out, b);
	}
}

static void
key_name(struct pv_json *j, const char *key, const char *name)
{
	pv_json_key(j, key);
	if (name[0] == '\0')
		pv_json_null(j);
	else
		pv_json_str(j, pv_span_str(name));
}

static void
key_text(struct pv_json *j, const char *key, struct pv_span s)
{
	pv_json_key(j, key);
	if (s.len == 0)
		pv_json_null(j);
	else
		pv_json_str(j, s);
}

static const char *
strength_name(enum pv_strength s)
{
	return s == PV_STRENGTH_NONE ? "" : pv_strength_name(s);
}

static void
put_side(struct pv_json *j, const char *key, const struct pv_event_side *side)
{
	pv_json_key(j, key);
	if (side->clause.len == 0) {
		pv_json_null(j);
		return;
	}
	pv_json_open(j, '{');
	pv_json_key_str(j, "clause", side->clause);
	pv_json_key_str(j, "subtype", side->subtype);
	pv_json_key_str(j, "stance", pv_span_str(pv_stance_name(side->stance)));
	key_name(j, "strength", strength_name(side->strength));
	pv_json_key_str(j, "text", side->text);
	pv_json_close(j, '}');
}

void
pv_event_json(struct pv_json *j, const struct pv_history *h,
    const struct pv_event *e)
{
	pv_json_key_str(j, "change", pv_span_str(pv_change_kind_name(e->kind)));
	pv_json_key_str(j, "provision", e->provision);
	pv_json_key_str(j, "subtype", e->subtype);
	key_text(j, "date", h->states[e->to].date);
	pv_json_key_str(j, "old_version", h->states[e->from].label);
	pv_json_key_str(j, "new_version", h->states[e->to].label);
	put_side(j, "old", &e->old_side);
	put_side(j, "new", &e->new_side);
	pv_json_key_str(j, "why", e->why);
}

static void
put_versions(struct pv_json *j, const struct pv_history *h)
{
	enum pv_strength step;
	uint32_t i, life;

	pv_json_key_open(j, "versions", '[');
	for (i = 0; i < h->nstates; i++) {
		pv_json_open(j, '{');
		pv_json_key_str(j, "version", h->states[i].label);
		key_text(j, "date", h->states[i].date);
		pv_json_key_str(j, "sha256", h->states[i].sha256);
		pv_json_key(j, "aside");
		pv_json_bool(j, h->states[i].aside);
		step = pv_history_step(h, i, &life);
		key_name(j, "strength", life == PV_NONE ? "" :
		    pv_strength_name(step));
		pv_json_close(j, '}');
	}
	pv_json_close(j, ']');
}

static void
key_state(struct pv_json *j, const char *key, const struct pv_history *h,
    uint32_t state)
{
	key_text(j, key, state == PV_NONE ? PV_SPAN("") :
	    pv_state_name(&h->states[state]));
}

static void
put_stands(struct pv_json *j, const struct pv_history *h,
    const struct pv_life *l)
{
	const struct pv_stand *s;
	uint32_t i;

	pv_json_key_open(j, "states", '[');
	for (i = 0; i < h->nstates; i++) {
		s = &l->stands[i];
		if (h->states[i].aside)
			continue;
		pv_json_open(j, '{');
		pv_json_key_str(j, "version", h->states[i].label);
		key_name(j, "stance", pv_stand_kind_name(s->kind));
		key_name(j, "strength", strength_name(s->strength));
		key_text(j, "clause", s->clause);
		pv_json_close(j, '}');
	}
	pv_json_close(j, ']');
}

static void
put_life(struct pv_json *j, const struct pv_history *h,
    const struct pv_life *l)
{
	size_t i;

	pv_json_open(j, '{');
	pv_json_key_str(j, "provision", l->provision);
	pv_json_key_str(j, "subtype", l->subtype);
	key_text(j, "clause", l->clause);
	key_state(j, "first_seen", h, l->first);
	key_state(j, "last_seen", h, l->last);
	key_state(j, "lost_at", h, l->lost);
	put_stands(j, h, l);
	pv_json_key_open(j, "events", '[');
	for (i = 0; i < l->nevents; i++) {
		pv_json_open(j, '{');
		pv_event_json(j, h, &h->events[l->events[i]]);
		pv_json_close(j, '}');
	}
	pv_json_close(j, ']');
	pv_json_close(j, '}');
}

void
pv_history_json(struct pv_buf *out, const struct pv_history *h,
    const struct pv_history_opts *o)
{
	struct pv_json j = { .out = out, .pretty = true };
	size_t i;

	pv_json_open(&j, '{');
	pv_json_key_str(&j, "agreement", o->agreement);
	key_text(&j, "title", o->title);
	put_versions(&j, h);
	pv_json_key_open(&j, "provisions", '[');
	for (i = 0; i < h->nlives; i++)
		put_life(&j, h, &h->lives[i]);
	pv_json_close(&j, ']');
	pv_json_close(&j, '}');
	pv_buf_char(out, '\n');
}

static void
put_news(struct pv_json *j, const struct pv_news *news)
{
	pv_json_open(j, '{');
	pv_json_key_str(j, "agreement", news->agreement);
	pv_event_json(j, news->h, news->event);
	pv_json_close(j, '}');
}

void
pv_news_json(struct pv_buf *out, const struct pv_news *news, size_t n,
    struct pv_span since)
{
	struct pv_json j = { .out = out, .pretty = true };
	size_t i;

	pv_json_open(&j, '{');
	key_text(&j, "since", since);
	pv_json_key_open(&j, "events", '[');
	for (i = 0; i < n; i++)
		put_news(&j, &news[i]);
	pv_json_close(&j, ']');
	pv_json_close(&j, '}');
	pv_buf_char(out, '\n');
}

void
pv_news_jsonl(struct pv_buf *out, const struct pv_news *news, size_t n)
{
	struct pv_json j = { .out = out };
	size_t i;

	for (i = 0; i < n; i++) {
		put_news(&j, &news[i]);
		pv_buf_char(out, '\n');
	}
}
