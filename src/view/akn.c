/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/akn.h"

#include "view/view.h"

#define NEST 8          /* inline elements inside each other */

enum flow { FLOW_LINE, FLOW_RUN, FLOW_JOIN };

struct writer {
	struct pv_buf *out;
	const struct pv_version *v;
	struct pv_akn_plan plan;
	struct pv_vec notes;        /* struct pv_akn_note */
	size_t note;                /* the next of them */
	uint32_t at;                /* end of the text that was written */
	bool begun;                 /* some was */
	bool numbered;              /* <num> came last */
	uint32_t open;              /* the clause that is open */
	enum pv_akn_part part;
	bool part_open;
	bool wrapped;               /* in <recitals> that is no clause */
};

static const char *const part_names[] = {
	[PV_AKN_PREFACE] = "preface",
	[PV_AKN_PREAMBLE] = "preamble",
	[PV_AKN_BODY] = "mainBody",
	[PV_AKN_CONCLUSIONS] = "conclusions"
};

static const char *const note_names[] = {
	[PV_AKN_NOTE_REF] = "ref",
	[PV_AKN_NOTE_TERM] = "term",
	[PV_AKN_NOTE_DEF] = "def",
	[PV_AKN_NOTE_PARTY] = "party",
	[PV_AKN_NOTE_TITLE] = "docTitle"
};

static void
put(struct writer *w, const char *s)
{
	pv_buf_str(w->out, s);
}

static void
open_note(struct writer *w, const struct pv_akn_note *n)
{
	uint32_t i = n->index;

	switch ((enum pv_akn_note_kind)n->kind) {
	case PV_AKN_NOTE_REF:
		put(w, "<ref href=\"#");
		pv_akn_value(w->out, pv_akn_id(&w->plan, w->v->refs[i].to));
		put(w, "\">");
		break;
	case PV_AKN_NOTE_TERM:
		pv_buf_printf(w->out, "<term eId=\"term_%u\" "
		    "refersTo=\"#term-%u\">", i + 1, i + 1);
		break;
	case PV_AKN_NOTE_DEF:
		pv_buf_printf(w->out, "<def eId=\"def_%u\" "
		    "refersTo=\"#term-%u\">", i + 1, i + 1);
		break;
	case PV_AKN_NOTE_PARTY:
		pv_buf_printf(w->out, "<party eId=\"party_%u\" "
		    "refersTo=\"#party-%u\">", i + 1, i + 1);
		break;
	case PV_AKN_NOTE_TITLE:
		put(w, "<docTitle>");
		break;
	}
}

/* Text of one element with the inline elements that lie inside it whole. */
static void
put_text(struct writer *w, struct pv_range r)
{
	const struct pv_akn_note *notes = w->notes.ptr, *open[NEST];
	uint32_t at = r.start, stop;
	size_t depth = 0;

	while (w->note < w->notes.len && notes[w->note].at.start < r.start)
		w->note++;
	for (;;) {
		const struct pv_akn_note *n = w->note < w->notes.len ?
		    &notes[w->note] : NULL;
		uint32_t limit = depth > 0 ? open[depth - 1]->at.end : r.end;

		stop = n != NULL && n->at.start < limit ? n->at.start : limit;
		pv_akn_text(w->out, pv_span_sub(w->v->text, at, stop));
		at = stop;
		if (n != NULL && at == n->at.start && at < limit) {
			w->note++;
			if (n->at.end > limit || depth == NEST)
				continue;
			open_note(w, n);
			open[depth++] = n;
		} else if (depth > 0) {
			pv_buf_printf(w->out, "</%s>",
			    note_names[open[--depth]->kind]);
		} else {
			break;
		}
	}
}

/* [from, end) with what `exact` covers of it in an <inline>. */
static void
put_part(struct writer *w, struct pv_range r, struct pv_range exact,
    const char *name)
{
	exact.start = exact.start > r.start ? exact.start : r.start;
	exact.end = exact.end < r.end ? exact.end : r.end;
	if (exact.end <= exact.start) {
		put_text(w, r);
		return;
	}
	put_text(w, (struct pv_range){ r.start, exact.start });
	pv_buf_printf(w->out, "<inline name=\"%s\">", name);
	put_text(w, exact);
	put(w, "</inline>");
	put_text(w, (struct pv_range){ exact.end, r.end });
}

/* How text at `at` follows what was written. */
static enum flow
flow_at(const struct writer *w, uint32_t at)
{
	struct pv_span gap = pv_span_sub(w->v->text, w->at, at);

	if (!w->begun || (gap.len > 0 && memchr(gap.ptr, '\n', gap.len)))
		return FLOW_LINE;
	return gap.len > 0 ? FLOW_RUN : FLOW_JOIN;
}

/* The start tag of an element with text, whose text begins at `at`. */
static void
open_text(struct writer *w, const char *name, uint32_t at)
{
	static const char *const names[] = {
		[FLOW_LINE] = "line", [FLOW_RUN] = "run", [FLOW_JOIN] = "join"
	};
	enum flow f = flow_at(w, at);

	pv_buf_printf(w->out, "<%s", name);
	if (f != (w->numbered ? FLOW_RUN : FLOW_LINE))
		pv_buf_printf(w->out, " pv:flow=\"%s\"", names[f]);
	pv_buf_char(w->out, '>');
	w->numbered = false;
}

static void
close_text(struct writer *w, const char *name, uint32_t at)
{
	pv_buf_printf(w->out, "</%s>\n", name);
	w->at = at;
	w->begun = true;
}

static char
byte_at(const struct writer *w, uint32_t at)
{
	return w->v->text.ptr[at];
}

static uint32_t
skip_space(const struct writer *w, uint32_t at, uint32_t end)
{
	while (at < end && pv_isspace(byte_at(w, at)))
		at++;
	return at;
}

/* The number or heading of a clause, and the element that holds it. */
struct piece { struct pv_range exact, all; };

static bool
is_empty(struct pv_range r)
{
	return r.end <= r.start;
}

/*
 * Find the element for `exact`, which follows byte `from`, with the
 * punctuation behind it.  Stays empty when it is not on a line by itself.
 */
static void
fit(const struct writer *w, struct piece *p, uint32_t from, uint32_t end,
    const char *closing)
{
	uint32_t to = p->exact.end;
	struct pv_span s;

	from = skip_space(w, from, end);
	if (is_empty(p->exact) || p->exact.start < from || to > end)
		return;
	while (to < end && strchr(closing, byte_at(w, to)) != NULL &&
	    byte_at(w, to) != '\0')
		to++;
	s = pv_span_sub(w->v->text, from, to);
	if (memchr(s.ptr, '\n', s.len) == NULL)
		p->all = (struct pv_range){ from, to };
}

/* Whether a reader finds p->exact in p->all by itself. */
static bool
is_plain(const struct writer *w, const struct piece *p)
{
	uint32_t end = p->all.end;

	while (end > p->all.start && (byte_at(w, end - 1) == '.' ||
	    byte_at(w, end - 1) == ':' || pv_isspace(byte_at(w, end - 1))))
		end--;
	return p->exact.start == p->all.start && p->exact.end == end;
}

static void
put_piece(struct writer *w, const struct piece *p, const char *name)
{
	if (is_empty(p->all))
		return;
	open_text(w, name, p->all.start);
	if (is_plain(w, p))
		put_text(w, p->all);
	else
		put_part(w, p->all, p->exact, name);
	close_text(w, name, p->all.end);
}

static bool
overlap(struct pv_range a, struct pv_range b)
{
	return a.start < b.end && b.start < a.end;
}

/* One line as <p>; what is in no element yet of the number and heading is. */
static void
put_line(struct writer *w, struct pv_range line, const struct piece *num,
    const struct piece *heading)
{
	struct pv_range rest = line;

	open_text(w, "p", line.start);
	if (num != NULL && is_empty(num->all) && overlap(num->exact, line)) {
		rest.end = num->exact.end < line.end ? num->exact.end :
		    line.end;
		put_part(w, rest, num->exact, "num");
		rest = (struct pv_range){ rest.end, line.end };
	}
	if (heading != NULL && is_empty(heading->all) &&
	    overlap(heading->exact, rest))
		put_part(w, rest, heading->exact, "heading");
	else
		put_text(w, rest);
	close_text(w, "p", line.end);
}

/* Own text, a line a paragraph, inside `element` if there is one. */
static bool
put_lines(struct writer *w, struct pv_range r, const char *element,
    const struct piece *num, const struct piece *heading)
{
	struct pv_span s;
	uint32_t end;

	r.start = skip_space(w, r.start, r.end);
	if (is_empty(r))
		return false;
	if (element != NULL)
		pv_buf_printf(w->out, "<%s>\n", element);
	for (; r.start < r.end; r.start = skip_space(w, end, r.end)) {
		s = pv_span_sub(w->v->text, r.start, r.end);
		end = r.start + (uint32_t)pv_span_find(s, PV_SPAN("\n"));
		s = pv_span_sub(w->v->text, r.start, end);
		put_line(w, (struct pv_range){ r.start, r.start +
		    (uint32_t)pv_span_trim(s).len }, num, heading);
	}
	if (element != NULL)
		pv_buf_printf(w->out, "</%s>\n", element);
	return true;
}

static enum pv_akn_element
element_of(const struct writer *w, uint32_t i)
{
	return (enum pv_akn_element)w->plan.clauses[i].element;
}

static bool
is_leaf(const struct writer *w, uint32_t i)
{
	return w->v->clauses[i].next == i + 1;
}

/* The element around own text in front of a clause's children. */
static const char *
wrapper(const struct writer *w, uint32_t i)
{
	switch (element_of(w, i)) {
	case PV_AKN_CONTAINER:
	case PV_AKN_RECITAL:
		return NULL;
	case PV_AKN_BLOCKS:
		return is_leaf(w, i) ? NULL : "intro";
	case PV_AKN_RECITALS:
		return "intro";
	case PV_AKN_ARTICLE:
	case PV_AKN_SECTION:
	case PV_AKN_SUBSECTION:
	case PV_AKN_PARAGRAPH:
	case PV_AKN_SUBPARAGRAPH:
	case PV_AKN_POINT:
	case PV_AKN_ALINEA:
	case PV_AKN_HCONTAINER:
		break;
	}
	return is_leaf(w, i) ? "content" : "intro";
}

static void
put_flags(struct writer *w, unsigned flags)
{
	static const struct { unsigned flag; const char *name; } all[] = {
		{ PV_CLAUSE_HIDDEN, "hidden" },
		{ PV_CLAUSE_RESERVED, "reserved" },
		{ PV_CLAUSE_NUMBERED, "numbered" },
		{ PV_CLAUSE_DERIVED, "derived" },
		{ PV_CLAUSE_INLINE, "inline" }
	};
	const char *sep = " pv:flags=\"";

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if ((flags & all[i].flag) == 0)
			continue;
		put(w, sep);
		put(w, all[i].name);
		sep = " ";
	}
	if (sep[1] == '\0')
		put(w, "\"");
}

static void
open_clause(struct writer *w, uint32_t i)
{
	const struct pv_clause *c = &w->v->clauses[i];
	struct piece num = { .exact = c->num }, head = { .exact = c->heading };
	enum pv_akn_element e = element_of(w, i);
	uint32_t at = c->all.start, end = c->stem.end;
	const char *kind = pv_clause_kind_name((enum pv_clause_kind)c->kind);

	pv_buf_printf(w->out, "<%s eId=\"", pv_akn_name(e));
	pv_akn_value(w->out, pv_akn_id(&w->plan, i));
	if (e == PV_AKN_HCONTAINER || e == PV_AKN_CONTAINER)
		pv_buf_printf(w->out, "\" name=\"%s", kind);
	pv_buf_printf(w->out, "\" pv:kind=\"%s\" pv:label=\"", kind);
	pv_akn_value(w->out, pv_version_str(w->v, c->label));
	put(w, "\"");
	put_flags(w, c->flags);
	put(w, ">\n");
	fit(w, &num, at, is_empty(c->heading) ? end : c->heading.start,
	    ".:)");
	put_piece(w, &num, "num");
	w->numbered = !is_empty(num.all);
	at = is_empty(num.all) ? at : num.all.end;
	if (is_empty(num.exact) || !is_empty(num.all))
		fit(w, &head, at, end, ".:");
	put_piece(w, &head, "heading");
	at = is_empty(head.all) ? at : head.all.end;
	if (!put_lines(w, (struct pv_range){ at, end }, wrapper(w, i), &num,
	    &head) && is_leaf(w, i) && (e == PV_AKN_BLOCKS ||
	    e == PV_AKN_RECITAL || e == PV_AKN_CONTAINER))
		put(w, "<p/>\n");
	w->numbered = false;
	w->open = i;
}

static void
close_clause(struct writer *w)
{
	const struct pv_clause *c = &w->v->clauses[w->open];
	enum pv_akn_element e = element_of(w, w->open);

	put_lines(w, c->tail, e == PV_AKN_RECITAL ? NULL : "wrapUp", NULL,
	    NULL);
	pv_buf_printf(w->out, "</%s>\n", pv_akn_name(e));
	w->open = c->parent;
}

static void
close_wrap(struct writer *w)
{
	if (w->wrapped)
		put(w, "</recitals>\n");
	w->wrapped = false;
}

static void
open_part(struct writer *w, enum pv_akn_part part)
{
	pv_buf_printf(w->out, "<%s>\n", part_names[part]);
	w->part = part;
	w->part_open = true;
}

static void
close_part(struct writer *w)
{
	close_wrap(w);
	if (w->part_open)
		pv_buf_printf(w->out, "</%s>\n", part_names[w->part]);
	w->part_open = false;
}

/* Go on to a part; the main body must stand in front of what follows it. */
static void
enter_part(struct writer *w, enum pv_akn_part part)
{
	if (w->part_open && w->part == part)
		return;
	close_part(w);
	if (part > PV_AKN_BODY && w->part < PV_AKN_BODY) {
		open_part(w, PV_AKN_BODY);
		put(w, "<p/>\n");
		close_part(w);
	}
	open_part(w, part);
}

/* A recital outside a group stands in one all the same. */
static void
wrap(struct writer *w, uint32_t i)
{
	bool lone = w->part == PV_AKN_PREAMBLE &&
	    element_of(w, i) == PV_AKN_RECITAL;

	if (!lone) {
		close_wrap(w);
	} else if (!w->wrapped) {
		put(w, "<recitals eId=\"");
		pv_akn_new_id(&w->plan, w->out, "recs");
		put(w, "\">\n");
		w->wrapped = true;
	}
}

static void
put_clauses(struct writer *w)
{
	const struct pv_clause *c = w->v->clauses;

	if (pv_span_trim(pv_version_text(w->v, c[0].stem)).len > 0) {
		enter_part(w, PV_AKN_BODY);
		put_lines(w, c[0].stem, NULL, NULL, NULL);
	}
	for (uint32_t i = 1; i < w->v->nclauses; i++) {
		while (w->open != c[i].parent)
			close_clause(w);
		if (c[i].parent == 0) {
			enter_part(w, (enum pv_akn_part)
			    w->plan.clauses[i].part);
			wrap(w, i);
		}
		open_clause(w, i);
	}
	while (w->open != 0)
		close_clause(w);
	if (w->part < PV_AKN_BODY) {
		enter_part(w, PV_AKN_BODY);
		if (!put_lines(w, c[0].tail, NULL, NULL, NULL))
			put(w, "<p/>\n");
	} else {
		put_lines(w, c[0].tail, NULL, NULL, NULL);
	}
	close_part(w);
}

void
pv_view_akn(struct pv_buf *out, const struct pv_version *v)
{
	struct writer w = { .out = out, .v = v,
		.notes = PV_VEC_INIT(struct pv_akn_note) };

	w.notes.mem = out->mem;
	pv_akn_notes(v, &w.notes);
	if (pv_akn_plan(&w.plan, v, out->mem) && !w.notes.failed) {
		put(&w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		    "<akomaNtoso xmlns=\"http://docs.oasis-open.org/"
		    "legaldocml/ns/akn/3.0\" xmlns:pv=\"" PV_AKN_NS "\">\n"
		    "<doc name=\"agreement\">\n");
		pv_akn_meta(out, v);
		put_clauses(&w);
		put(&w, "</doc>\n</akomaNtoso>\n");
	} else {
		out->failed = true;
	}
	pv_akn_plan_release(&w.plan);
	pv_vec_release(&w.notes);
}
