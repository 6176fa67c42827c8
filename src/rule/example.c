/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "model/sentence.h"
#include "rule/scan.h"

/*
 * An example is a small agreement.  Its first line is a clause; a line before
 * it that begins with "# " is the clause's heading, and lines after it that
 * begin with "(a)" or the like are its items.  A later line like "X" means Y
 * defines X.  Examples of heading rules are headings, those of definition
 * rules definitions.
 */
#define LINES_MAX 64
#define MEANS "\" means "

struct line {
	struct pv_range at;  /* of the version's text */
	struct pv_range num; /* "(a)", or empty */
	bool heading;
};

struct mini {
	struct pv_version *v;
	struct line lines[LINES_MAX];
	size_t n;
	bool failed;
};

/* Length of "(a)", "(iv)", "(12)" at the start of s, or 0. */
static size_t
item_number(struct pv_span s)
{
	size_t i = 1;

	if (s.len < 4 || s.ptr[0] != '(')
		return 0;
	while (i < s.len && i < 6 && pv_isalnum(s.ptr[i]))
		i++;
	if (i == 1 || i + 1 >= s.len || s.ptr[i] != ')' || s.ptr[i + 1] != ' ')
		return 0;
	return i + 1;
}

static void
add_line(struct mini *m, struct pv_buf *text, struct pv_span s)
{
	struct line *line = &m->lines[m->n];

	*line = (struct line){ .heading = m->n == 0 &&
		    pv_span_starts(s, PV_SPAN("# ")) };
	if (line->heading)
		s = pv_span_trim(pv_span_sub(s, 2, s.len));
	if (s.len == 0 || m->n == LINES_MAX)
		return;
	if (text->len > 0)
		pv_buf_str(text, "\n\n");
	line->at.start = (uint32_t)text->len;
	line->at.end = line->at.start + (uint32_t)s.len;
	line->num.start = line->num.end = line->at.start;
	if (m->n > 0)
		line->num.end += (uint32_t)item_number(s);
	pv_buf_span(text, s);
	m->n++;
}

static void
split_lines(struct mini *m, struct pv_span s)
{
	struct pv_buf text = { .mem = pv_arena_mem(m->v->arena) };
	size_t start = 0, end;

	while (start < s.len) {
		end = start +
		    pv_span_find(pv_span_sub(s, start, s.len), PV_SPAN("\n"));
		add_line(m, &text, pv_span_trim(pv_span_sub(s, start, end)));
		start = end + 1;
	}
	m->v->text = pv_arena_dup(m->v->arena, pv_buf_view(&text));
	m->failed |= text.failed || m->v->text.ptr == NULL;
	pv_buf_release(&text);
}

static struct pv_clause *
add_clause(struct mini *m, uint32_t parent, enum pv_clause_kind kind,
    struct pv_range at)
{
	struct pv_clause *c = &m->v->clauses[m->v->nclauses++];

	*c = (struct pv_clause){ .parent = parent,
		.line = 1,
		.next = (uint32_t)m->v->nclauses,
		.kind = (uint8_t)kind,
		.depth = (uint16_t)(m->v->nclauses - 1),
		.stem = at,
		.all = at };
	c->num.start = c->num.end = at.start;
	c->heading = c->num;
	c->tail.start = c->tail.end = at.end;
	return c;
}

static void
build_clauses(struct mini *m, enum pv_unit_kind kind)
{
	uint32_t end = (uint32_t)m->v->text.len;
	struct pv_range all = { 0, end };
	struct pv_clause *c, *item;
	size_t i = 0;

	m->v->clauses =
	    pv_arena_array(m->v->arena, m->n + 2, sizeof(*m->v->clauses));
	if (m->v->clauses == NULL || m->n == 0) {
		m->failed |= m->v->clauses == NULL;
		return;
	}
	c = add_clause(m, PV_NONE, PV_CLAUSE_ROOT, all);
	c->stem.end = 0;
	c->next = (uint32_t)m->n + 2;
	c = add_clause(m, 0, PV_CLAUSE_SECTION, all);
	if (m->lines[0].heading || kind == PV_UNIT_HEADING)
		c->heading = m->lines[i++].at;
	c->stem.end = i < m->n ? m->lines[i].at.end : c->heading.end;
	for (i++; i < m->n; i++) {
		if (m->lines[i].num.end == m->lines[i].num.start) {
			item = &m->v->clauses[m->v->nclauses - 1];
			item->stem.end = item->all.end = m->lines[i].at.end;
			item->tail.start = item->tail.end = item->all.end;
			continue;
		}
		item = add_clause(m, 1, PV_CLAUSE_ITEM, m->lines[i].at);
		item->num = m->lines[i].num;
		item->depth = 2;
	}
	m->v->clauses[0].next = m->v->clauses[1].next =
	    (uint32_t)m->v->nclauses;
}

/* A line that begins with `"X" means` defines X. */
static void
add_definition(struct mini *m, struct pv_range at)
{
	struct pv_span s = pv_version_text(m->v, at);
	size_t end = pv_span_find(s, PV_SPAN(MEANS));

	if (!pv_span_starts(s, PV_SPAN("\"")) || end < 2 || end == s.len)
		return;
	m->v->defs[m->v->ndefs++] = (struct pv_def){
		.at = at,
		.term = pv_version_add(m->v, pv_span_sub(s, 1, end)),
		.meaning = { at.start + (uint32_t)(end + strlen(MEANS)),
		    at.end },
		.clause = 1,
		.kind = PV_DEF_MEANS
	};
}

static void
build_definitions(struct mini *m, enum pv_unit_kind kind)
{
	struct pv_range all = { 0, (uint32_t)m->v->text.len };
	size_t i;

	m->v->defs = pv_arena_array(m->v->arena, m->n, sizeof(*m->v->defs));
	if (m->v->defs == NULL) {
		m->failed = true;
	} else if (kind == PV_UNIT_DEFINITION) {
		m->v->ndefs = 1;
		m->v->defs[0] = (struct pv_def){ .at = all, .meaning = all,
			.clause = 1, .kind = PV_DEF_MEANS };
	} else {
		for (i = 1; i < m->n; i++)
			add_definition(m, m->lines[i].at);
	}
	m->failed |= m->v->failed;
}

/* The version that an example stands for. */
static enum pv_rc
build(const struct pv_scanner *s, struct pv_span text, enum pv_unit_kind kind,
    struct pv_version **out, struct pv_err *err)
{
	struct mini m = { .v = pv_version_new(s->mem) };
	enum pv_rc rc = PV_OK;

	if (m.v == NULL)
		return pv_fail_nomem(err);
	split_lines(&m, text);
	if (!m.failed)
		build_clauses(&m, kind);
	if (!m.failed && m.v->nclauses > 1)
		build_definitions(&m, kind);
	if (m.failed)
		rc = pv_fail_nomem(err);
	else
		rc = pv_sentences(m.v, err);
	if (rc != PV_OK)
		pv_version_free(m.v);
	else
		*out = m.v;
	return rc;
}

/* What one rule did in one example. */
struct outcome {
	struct pv_span rule, guard;
	const struct pv_version *v;
	struct pv_span matched;
	bool fired;
};

static void
watch(void *ctx, const struct pv_trace *t)
{
	struct outcome *o = ctx;

	if (!pv_span_eq(t->rule, o->rule))
		return;
	if (t->guard.len > 0) {
		o->guard = t->guard;
		return;
	}
	o->fired = true;
	o->matched = pv_version_text(o->v, t->at);
}

struct test {
	struct pv_scanner *s;
	void (*report)(void *ctx, const struct pv_example_result *r);
	void *ctx;
};

/* Tell one result; `got` only when it is not what was wanted. */
static void
tell(const struct test *t, struct pv_example_result *r, struct pv_span got)
{
	if (!r->ok)
		r->got = got;
	t->report(t->ctx, r);
}

static enum pv_rc
run_rule(const struct test *t, const struct pv_rule *rule,
    const struct pv_text *example, bool want, struct pv_err *err)
{
	struct pv_example_result r = { .rule = rule->id,
		.text = example->s,
		.want_match = want,
		.line = example->line,
		.pack = rule->pack->source->name };
	struct outcome o = { .rule = rule->id };
	struct pv_tracer tracer = { watch, &o, PV_NONE };
	struct pv_findings *found = NULL;
	struct pv_version *v = NULL;
	enum pv_rc rc = build(t->s, example->s, rule->unit, &v, err);

	if (rc != PV_OK)
		return rc;
	o.v = v;
	t->s->tracer = &tracer;
	rc = pv_scan(t->s, v, &found, err);
	t->s->tracer = NULL;
	if (rc == PV_OK) {
		bool limit = found->ngaps > 0 && !o.fired;

		r.ok = o.fired == want && !limit;
		tell(t, &r,
		    limit                 ? PV_SPAN("a match limit")
			: o.fired         ? o.matched
			: o.guard.len > 0 ? o.guard
					  : PV_SPAN("nothing"));
		pv_findings_free(found);
	}
	pv_version_free(v);
	return rc;
}

static void
run_guard(const struct test *t, const struct pv_guard *guard,
    const struct pv_text *example, bool want)
{
	struct pv_example_result r = { .rule = guard->id,
		.text = example->s,
		.want_match = want,
		.line = example->line,
		.pack = guard->pack->source->name };
	struct pv_match m = { 0, 0, false };
	enum pv_match_result rc =
	    pv_regex_match(guard->regex, t->s->matcher, example->s, 0, &m, 1);

	r.ok = rc == (want ? PV_MATCH_HIT : PV_MATCH_NONE);
	tell(t, &r,
	    rc == PV_MATCH_HIT         ? pv_span_sub(example->s, m.start, m.end)
		: rc == PV_MATCH_LIMIT ? PV_SPAN("a match limit")
				       : PV_SPAN("nothing"));
}

static enum pv_rc
test_rule(const struct test *t, const struct pv_rule *rule, struct pv_err *err)
{
	const struct pv_texts *match = &rule->source->match;
	const struct pv_texts *no_match = &rule->source->no_match;
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < match->len && rc == PV_OK; i++)
		rc = run_rule(t, rule, &match->ptr[i], true, err);
	for (i = 0; i < no_match->len && rc == PV_OK; i++)
		rc = run_rule(t, rule, &no_match->ptr[i], false, err);
	return rc;
}

static void
test_guard(const struct test *t, const struct pv_guard *guard)
{
	size_t i;

	for (i = 0; i < guard->source->match.len; i++)
		run_guard(t, guard, &guard->source->match.ptr[i], true);
	for (i = 0; i < guard->source->no_match.len; i++)
		run_guard(t, guard, &guard->source->no_match.ptr[i], false);
}

enum pv_rc
pv_rules_test(struct pv_scanner *s,
    void (*report)(void *ctx, const struct pv_example_result *r), void *ctx,
    struct pv_err *err)
{
	struct test t = { s, report, ctx };
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < s->rules->nguards; i++)
		test_guard(&t, &s->rules->guards[i]);
	for (i = 0; i < s->rules->nrules && rc == PV_OK; i++)
		rc = test_rule(&t, &s->rules->rules[i], err);
	return rc;
}
