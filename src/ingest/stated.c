/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/stated.h"

#include "ingest/mark.h"
#include "ingest/number.h"
#include "ingest/tree.h"
#include "model/names.h"

static uint32_t
norm_end(const struct pv_version *v, size_t run)
{
	return run + 1 < v->nmap ? v->map[run + 1].norm :
	    (uint32_t)v->text.len;
}

/* Where a source byte inside or in front of a run stands in the text. */
static uint32_t
inside(const struct pv_version *v, size_t run, uint32_t src)
{
	const struct pv_map_run *r = &v->map[run];

	if (src <= r->src)
		return r->norm;
	return norm_end(v, run) - r->norm == r->src_len ?
	    r->norm + (src - r->src) : norm_end(v, run);
}

static bool
is_end(const struct pv_stated *s)
{
	return s->what == PV_STATED_NUM_END || s->what == PV_STATED_NUM_EXACT ||
	    s->what == PV_STATED_HEADING_END ||
	    s->what == PV_STATED_HEADING_EXACT;
}

/*
 * What begins does so at the next byte that is text, what ends does behind
 * the last one.  Source and text ascend together: one walk does.
 */
void
pv_stated_resolve(const struct pv_version *v, struct pv_blocks *b)
{
	struct pv_stated *s = b->stated.ptr;
	uint32_t last = 0;
	size_t run = 0;

	for (size_t i = 0; i < b->stated.len; i++) {
		for (; run < v->nmap && (v->map[run].src_len == 0 ||
		    v->map[run].src + v->map[run].src_len <= s[i].at); run++)
			if (v->map[run].src_len > 0)
				last = norm_end(v, run);
		if (is_end(&s[i]) && (run == v->nmap ||
		    s[i].at <= v->map[run].src))
			s[i].at = last;
		else
			s[i].at = run < v->nmap ? inside(v, run, s[i].at) :
			    (uint32_t)v->text.len;
	}
}

struct stack {
	struct pv_tree t;
	uint32_t open[PV_TREE_DEPTH + 1];   /* the clause at each depth */
	unsigned depth, lost;       /* `lost`: too deep for the tree */
};

static void
open_clause(struct stack *s, const struct pv_stated *e)
{
	uint32_t i;

	if (s->lost > 0 || s->depth == PV_TREE_DEPTH) {
		s->lost++;
		return;
	}
	i = pv_tree_open(&s->t, s->open[s->depth], e->at,
	    (enum pv_clause_kind)e->kind);
	if (i == PV_NONE) {
		s->lost++;
		return;
	}
	pv_tree_clause(&s->t, i)->flags = e->flags;
	pv_tree_clause(&s->t, i)->label = pv_version_add(s->t.v, e->label);
	s->open[++s->depth] = i;
}

/* `r` ends at `at`; what is stated loosely, without its punctuation. */
static void
end_range(const struct stack *s, struct pv_range *r, uint32_t at, bool exact)
{
	const char *text = s->t.v->text.ptr;

	while (!exact && at > r->start && (text[at - 1] == '.' ||
	    text[at - 1] == ':' || pv_isspace(text[at - 1])))
		at--;
	r->end = at > r->start ? at : r->start;
}

static void
begin_range(struct pv_range *r, uint32_t at)
{
	if (r->end <= r->start)
		*r = (struct pv_range){ at, at };
}

static void
apply(struct stack *s, const struct pv_stated *e)
{
	struct pv_clause *c = pv_tree_clause(&s->t, s->open[s->depth]);

	if (e->what == PV_STATED_OPEN) {
		open_clause(s, e);
		return;
	}
	if (s->lost > 0) {
		s->lost -= e->what == PV_STATED_CLOSE;
		return;
	}
	switch ((enum pv_stated_what)e->what) {
	case PV_STATED_OPEN:
		break;
	case PV_STATED_CLOSE:
		s->depth -= s->depth > 0;
		break;
	case PV_STATED_NUM:
		begin_range(&c->num, e->at);
		break;
	case PV_STATED_NUM_END:
	case PV_STATED_NUM_EXACT:
		end_range(s, &c->num, e->at, e->what == PV_STATED_NUM_EXACT);
		break;
	case PV_STATED_HEADING:
		begin_range(&c->heading, e->at);
		break;
	case PV_STATED_HEADING_END:
	case PV_STATED_HEADING_EXACT:
		end_range(s, &c->heading, e->at,
		    e->what == PV_STATED_HEADING_EXACT);
		break;
	case PV_STATED_TAIL:
		pv_tree_tail(&s->t, s->open[s->depth], e->at);
		break;
	}
}

/* Take the last run of letters and digits off *s; empty when there is none. */
static struct pv_span
take_word(struct pv_span *s)
{
	size_t from, end;

	while (s->len > 0 && !pv_isalnum(s->ptr[s->len - 1]))
		s->len--;
	end = s->len;
	while (s->len > 0 && pv_isalnum(s->ptr[s->len - 1]))
		s->len--;
	for (from = s->len; from + 1 < end && s->ptr[from] == '0'; from++)
		;
	return pv_span(s->ptr + from, end - from);
}

/* "4" and "IV", "Four", "04". */
static bool
same_count(struct pv_span a, struct pv_span b)
{
	struct pv_num_part x, y;

	return pv_span_ieq(a, b) ||
	    (pv_number_token(a, 0, (uint32_t)a.len, &x) &&
	    pv_number_token(b, 0, (uint32_t)b.len, &y) &&
	    (x.value == y.value || (x.roman != 0 && x.roman == y.value)));
}

/* Does the number hold what the label ends with?  "4.0" is cited as "4". */
static bool
same_number(struct pv_span num, struct pv_span label)
{
	struct pv_span last = take_word(&label), word;

	do {
		word = take_word(&num);
		if (word.len > 0 && same_count(word, last))
			return true;
	} while (word.len > 0);
	return false;
}

/* "par:3": a tag and a count. */
static bool
is_counted(struct pv_span label, struct pv_span tag)
{
	while (label.len > 0 && pv_isdigit(label.ptr[label.len - 1]))
		label.len--;
	return pv_span_ends(label, tag);
}

/* Whether the label may be the one of what is printed. */
static bool
is_credible(const struct pv_version *v, const struct pv_clause *c)
{
	struct pv_span label = pv_version_str(v, c->label);
	struct pv_span num = pv_version_text(v, c->num);
	struct pv_span heading = pv_span_trim(pv_version_text(v, c->heading));

	switch ((enum pv_clause_kind)c->kind) {
	case PV_CLAUSE_TITLE:
	case PV_CLAUSE_PREAMBLE:
	case PV_CLAUSE_CONTENTS:
	case PV_CLAUSE_SIGNATURE:
		return pv_span_ends(label, pv_span_str(pv_clause_kind_name(
		    (enum pv_clause_kind)c->kind)));
	case PV_CLAUSE_DEFINITION:
		return pv_span_find(label, PV_SPAN("def:")) < label.len;
	case PV_CLAUSE_SCHEDULE:
		return num.len == 0 || same_number(num, label);
	case PV_CLAUSE_ROOT:
	case PV_CLAUSE_RECITAL:
	case PV_CLAUSE_ARTICLE:
	case PV_CLAUSE_SECTION:
	case PV_CLAUSE_ITEM:
	case PV_CLAUSE_PARAGRAPH:
		break;
	}
	if (c->flags & PV_CLAUSE_NUMBERED)
		return same_number(num, label);
	if (is_counted(label, PV_SPAN("par:")) ||
	    is_counted(label, PV_SPAN("recital:")) ||
	    pv_span_ends(label, PV_SPAN("recitals")))
		return true;
	/* a heading is cut in a label; its head is there */
	heading = pv_span_sub(heading, 0, 30);
	return heading.len > 0 && pv_span_find(label, heading) < label.len;
}

enum pv_rc
pv_stated_clauses(struct pv_version *v, const struct pv_blocks *b,
    const struct pv_para *paras, size_t nparas, bool *credible,
    struct pv_err *err)
{
	const struct pv_marks marks = { .text = v->text, .paras = paras,
		.nparas = nparas };
	struct stack s = { .depth = 0 };
	bool ok;

	pv_tree_init(&s.t, v, &marks);
	for (size_t i = 0; i < b->stated.len && !s.t.clauses.failed &&
	    !s.t.knots.failed; i++)
		apply(&s, PV_VEC_AT(&b->stated, struct pv_stated, i));
	ok = pv_tree_finish(&s.t);
	pv_tree_release(&s.t);
	*credible = true;
	for (size_t i = 1; ok && *credible && i < v->nclauses; i++)
		*credible = is_credible(v, &v->clauses[i]);
	return ok ? PV_OK : pv_fail_nomem(err);
}
