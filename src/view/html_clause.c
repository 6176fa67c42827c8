/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/edits.h"
#include "view/html.h"
#include "view/place.h"

#define DEEPEST 6       /* levels that are set in */

static const struct pv_version *
old_version(const struct pv_redline *h)
{
	return h->d->old_side.version;
}

static const struct pv_version *
new_version(const struct pv_redline *h)
{
	return h->d->new_side.version;
}

static bool
of_old(const struct pv_redline_entry *e)
{
	return e->kind == PV_REDLINE_DELETED || e->kind == PV_REDLINE_STUB;
}

/* The change that an entry tells of, or NULL. */
static const struct pv_clause_change *
change_of(const struct pv_redline *h, const struct pv_redline_entry *e)
{
	return pv_redline_change(h, of_old(e) ? h->old_change : h->new_change,
	    e->clause);
}

static bool
is_moved(const struct pv_clause_change *c)
{
	return c != NULL && (c->kind == PV_EDIT_MOVED ||
	    c->kind == PV_EDIT_MOVED_MODIFIED);
}

/* The root stands for the whole document; it rarely has text of its own. */
static bool
is_empty(const struct pv_redline *h, const struct pv_redline_entry *e)
{
	const struct pv_version *v = of_old(e) ? old_version(h) :
	    new_version(h);
	const struct pv_clause *c = &v->clauses[e->clause];

	return e->clause == 0 && change_of(h, e) == NULL &&
	    c->stem.end == c->stem.start && h->new_first[0] == PV_NONE;
}

static bool
is_folded(const struct pv_redline *h, const struct pv_redline_entry *e)
{
	const struct pv_clause_change *c = change_of(h, e);

	if (of_old(e))
		return !pv_clause_told(c) && h->old_first[e->clause] == PV_NONE;
	return h->shown[e->clause] == PV_REDLINE_FOLDED;
}

/* The part of a clause's text that an entry shows when it has no edits. */
static struct pv_range
body_of(const struct pv_version *v, const struct pv_redline_entry *e)
{
	return e->kind == PV_REDLINE_TAIL ? v->clauses[e->clause].tail :
	    pv_clause_body(v, e->clause);
}

/* <p> with text, or nothing at all. */
static void
put_plain(struct pv_redline *h, struct pv_span s)
{
	s = pv_span_trim(s);
	if (s.len == 0)
		return;
	pv_redline_str(h, "<p class=\"t\" dir=\"auto\">");
	pv_redline_text(h, s);
	pv_redline_str(h, "</p>\n");
}

/* A clause that came or went, its number and heading aside. */
static void
put_whole(struct pv_redline *h, const struct pv_version *v,
    const struct pv_redline_entry *e, const char *tag)
{
	struct pv_span parts[2];
	size_t i;

	parts[0] = pv_version_text(v, body_of(v, e));
	parts[1] = of_old(e) ? pv_version_text(v, v->clauses[e->clause].tail) :
	    PV_SPAN("");
	for (i = 0; i < 2; i++) {
		parts[i] = pv_span_trim(parts[i]);
		if (parts[i].len == 0)
			continue;
		pv_buf_printf(h->out, "<p class=\"t\" dir=\"auto\"><%s>", tag);
		pv_redline_text(h, parts[i]);
		pv_buf_printf(h->out, "</%s></p>\n", tag);
	}
}

static void
put_words(struct pv_redline *h, const struct pv_redline_words *w,
    enum pv_redline_side side)
{
	size_t start = h->out->len, empty;

	pv_redline_str(h, "<p class=\"t\" dir=\"auto\">");
	empty = h->out->len;
	pv_redline_words(h, w, side);
	if (h->out->len == empty && !h->out->failed)
		h->out->len = start;
	else
		pv_redline_str(h, "</p>\n");
}

/* The text of an entry on one side or both; nothing where it has none. */
static void
put_text(struct pv_redline *h, const struct pv_redline_entry *e,
    const struct pv_redline_words *w, enum pv_redline_side side)
{
	const struct pv_clause_change *c = w->change;

	if (c != NULL && c->kind == PV_EDIT_DELETED) {
		if (side != PV_REDLINE_NEW)
			put_whole(h, old_version(h), e, "del");
	} else if (c != NULL && c->kind == PV_EDIT_INSERTED) {
		if (side != PV_REDLINE_OLD)
			put_whole(h, new_version(h), e, "ins");
	} else if (w->to > w->from) {
		put_words(h, w, side);
	} else if (side == PV_REDLINE_OLD) {
		put_plain(h, c == NULL || c->old_clause == PV_NONE ||
		    c->nedits > 0 ? PV_SPAN("") :
		    pv_version_text(old_version(h), body_of(old_version(h),
		    &(struct pv_redline_entry){ c->old_clause, e->kind })));
	} else if (c == NULL || c->nedits == 0) {
		put_plain(h, pv_version_text(new_version(h),
		    body_of(new_version(h), e)));
	}
}

/* One column; a label for those who do not see which one it is. */
static void
put_column(struct pv_redline *h, const struct pv_redline_entry *e,
    const struct pv_redline_words *w, enum pv_redline_side side)
{
	size_t start;

	pv_redline_str(h, "<div><span class=\"vh\">");
	pv_redline_str(h, side == PV_REDLINE_OLD ? "Old: " : "New: ");
	pv_redline_str(h, "</span>\n");
	start = h->out->len;
	put_text(h, e, w, side);
	if (h->out->len == start)
		pv_redline_str(h, "<span class=\"vh\">none</span>\n");
	pv_redline_str(h, "</div>\n");
}

static void
put_columns(struct pv_redline *h, const struct pv_redline_entry *e,
    const struct pv_redline_words *w)
{
	pv_redline_str(h, "<div class=\"pair\">\n");
	put_column(h, e, w, PV_REDLINE_OLD);
	put_column(h, e, w, PV_REDLINE_NEW);
	pv_redline_str(h, "</div>\n");
}

static void
open_chip(struct pv_redline *h, const char *kind)
{
	pv_buf_printf(h->out, " <span class=\"k %s\">", kind);
}

/* "word 4.1, 4.2": where a clause comes from. */
static void
put_origin(struct pv_redline *h, const struct pv_clause_change *c,
    const char *kind, const char *word)
{
	struct pv_span label = pv_clause_title(old_version(h), c->old_clause);

	open_chip(h, kind);
	pv_redline_str(h, word);
	pv_redline_str(h, " <bdi>");
	pv_redline_text(h, label);
	for (size_t i = 0; c->kind == PV_EDIT_MERGED && i < c->nothers; i++) {
		pv_redline_str(h, "</bdi>, <bdi>");
		pv_redline_text(h, pv_clause_title(old_version(h),
		    c->others[i]));
	}
	pv_redline_str(h, "</bdi></span>");
}

static void
put_chip(struct pv_redline *h, const char *kind, const char *word)
{
	open_chip(h, kind);
	pv_redline_str(h, word);
	pv_redline_str(h, "</span>");
}

static bool
was_renumbered(const struct pv_redline *h, const struct pv_clause_change *c)
{
	return c->old_clause != PV_NONE && c->new_clause != PV_NONE &&
	    !pv_span_eq(pv_clause_title(old_version(h), c->old_clause),
	    pv_clause_title(new_version(h), c->new_clause));
}

static void
put_modified(struct pv_redline *h, const struct pv_clause_change *c)
{
	if (c->substantive)
		put_chip(h, "mod", "modified");
	else
		put_chip(h, "same", "changed in form alone");
}

/* What became of the clause. */
static void
put_kind(struct pv_redline *h, const struct pv_clause_change *c)
{
	struct pv_span by = pv_view_control(h->o, c->old_clause,
	    c->new_clause);

	switch (c->kind) {
	case PV_EDIT_MODIFIED:
		put_modified(h, c);
		if (was_renumbered(h, c))
			put_origin(h, c, "same", "was");
		break;
	case PV_EDIT_INSERTED:
		put_chip(h, "new", "inserted");
		break;
	case PV_EDIT_DELETED:
		put_chip(h, "gone", "deleted");
		break;
	case PV_EDIT_MOVED:
	case PV_EDIT_MOVED_MODIFIED:
		put_origin(h, c, "moved", "moved from");
		if (c->kind == PV_EDIT_MOVED_MODIFIED)
			put_modified(h, c);
		break;
	case PV_EDIT_RENUMBERED:
		put_origin(h, c, "same", "was");
		break;
	case PV_EDIT_SPLIT:
		put_origin(h, c, "moved", "split from");
		break;
	case PV_EDIT_MERGED:
		put_origin(h, c, "moved", "merged from");
		break;
	case PV_EDIT_UNCHANGED:
		break;
	}
	if (c->note.len > 0) {
		open_chip(h, "mod");
		pv_redline_text(h, c->note);
		pv_redline_str(h, "</span>");
	}
	if (c->expected)
		put_chip(h, "same", "expected");
	if (by.len > 0 && c->kind != PV_EDIT_UNCHANGED) {
		open_chip(h, "same");
		pv_redline_str(h, "by <bdi>");
		pv_redline_text(h, by);
		pv_redline_str(h, "</bdi></span>");
	}
}

/* Do two changes read the same? */
static bool
same_change(const struct pv_provision_change *a,
    const struct pv_provision_change *b)
{
	return a != NULL && a->kind == b->kind &&
	    pv_span_eq(a->provision, b->provision) &&
	    pv_span_eq(a->subtype, b->subtype);
}

/* What became of the provisions that stand in the clause. */
static void
put_provisions(struct pv_redline *h, uint32_t node)
{
	const struct pv_provision_change *p, *last = NULL;

	for (; node != PV_NONE; node = h->next[node], last = p) {
		p = &h->d->provisions[node / 2];
		if (same_change(last, p))
			continue;
		pv_buf_printf(h->out, " <a class=\"k\" href=\"#p%u\">%s ",
		    (unsigned)(node / 2), pv_change_kind_name(p->kind));
		pv_redline_text(h, p->provision);
		if (p->subtype.len > 0)
			pv_redline_str(h, "/");
		pv_redline_text(h, p->subtype);
		pv_redline_str(h, "</a>");
	}
}

/* The heading of a clause, marked like its text. */
static void
put_heading(struct pv_redline *h, const struct pv_redline_entry *e,
    const struct pv_redline_words *w)
{
	const struct pv_version *v = of_old(e) ? old_version(h) :
	    new_version(h);
	struct pv_redline_words head = *w;
	struct pv_span s = pv_version_text(v, v->clauses[e->clause].heading);
	const char *tag = w->change == NULL ? NULL :
	    w->change->kind == PV_EDIT_DELETED ? "del" :
	    w->change->kind == PV_EDIT_INSERTED ? "ins" : NULL;

	if (s.len > 0)
		pv_redline_str(h, " ");
	if (tag == NULL && w->to > w->from) {
		head.head = true;
		pv_redline_words(h, &head, PV_REDLINE_BOTH);
		return;
	}
	if (s.len == 0)
		return;
	if (tag != NULL)
		pv_buf_printf(h->out, "<%s>", tag);
	pv_redline_text(h, s);
	if (tag != NULL)
		pv_buf_printf(h->out, "</%s>", tag);
}

/* "<h3>4.2 Hosting [modified]</h3>"; a heading only where there is news. */
static void
put_title(struct pv_redline *h, const struct pv_redline_entry *e,
    const struct pv_redline_words *w)
{
	const struct pv_version *v = of_old(e) ? old_version(h) :
	    new_version(h);
	bool news = w->change != NULL && pv_clause_told(w->change) &&
	    e->kind != PV_REDLINE_STUB;

	pv_redline_str(h, news ? "<h3>" : "<p class=\"h\">");
	pv_redline_str(h, "<bdi class=\"num\">");
	pv_redline_text(h, pv_clause_title(v, e->clause));
	pv_redline_str(h, "</bdi>");
	put_heading(h, e, w);
	if (e->kind == PV_REDLINE_STUB) {
		open_chip(h, "moved");
		pv_redline_str(h, "moved to ");
		pv_redline_cite_new(h, w->change->new_clause);
		pv_redline_str(h, "</span>");
	} else if (w->change != NULL) {
		put_kind(h, w->change);
	}
	if (e->kind != PV_REDLINE_STUB)
		put_provisions(h, of_old(e) ? h->old_first[e->clause] :
		    h->new_first[e->clause]);
	pv_redline_str(h, news ? "</h3>\n" : "</p>\n");
}

static const char *
class_of(const struct pv_redline *h, const struct pv_redline_entry *e,
    const struct pv_clause_change *c)
{
	if (is_moved(c) || (!of_old(e) &&
	    h->shown[e->clause] == PV_REDLINE_CARRIED))
		return " moved";
	if (c == NULL || !pv_clause_told(c))
		return "";
	return c->kind == PV_EDIT_DELETED ? " gone" :
	    c->kind == PV_EDIT_INSERTED ? " new" : " mod";
}

static void
put_entry(struct pv_redline *h, const struct pv_redline_entry *e)
{
	const struct pv_version *v = of_old(e) ? old_version(h) :
	    new_version(h);
	struct pv_redline_words w = { .change = change_of(h, e) };
	unsigned depth = v->clauses[e->clause].depth;

	if (!of_old(e))
		w = pv_redline_take(h, e);
	pv_buf_printf(h->out, "<div class=\"c d%u%s\"", depth < DEEPEST ?
	    depth : DEEPEST, class_of(h, e, w.change));
	if (e->kind != PV_REDLINE_TAIL)
		pv_buf_printf(h->out, " id=\"%c%u\"", of_old(e) ? 'o' : 'n',
		    (unsigned)e->clause);
	pv_redline_str(h, ">\n");
	if (e->kind != PV_REDLINE_TAIL)
		put_title(h, e, &w);
	if (e->kind == PV_REDLINE_STUB)
		;
	else if (h->o->side_by_side && w.change != NULL)
		put_columns(h, e, &w);
	else
		put_text(h, e, &w, PV_REDLINE_BOTH);
	pv_redline_str(h, "</div>\n");
}

/* "12 clauses unchanged in substance: 3.1 to 3.9 (4 differ in ...)". */
static void
put_fold(struct pv_redline *h, size_t from, size_t to)
{
	const struct pv_redline_entry *first = NULL, *last = NULL, *e;
	const struct pv_version *v = new_version(h);
	size_t i, n = 0, form = 0;

	for (i = from; i < to; i++) {
		e = &h->entries[i];
		form += e->kind != PV_REDLINE_TAIL && change_of(h, e) != NULL;
		if (e->kind != PV_REDLINE_CLAUSE)
			continue;
		first = first == NULL ? e : first;
		last = e;
		n++;
	}
	pv_redline_str(h, "<details>\n<summary>");
	if (first == NULL) {
		pv_redline_str(h, form > 0 ? "Differences of no substance" :
		    "Text unchanged in substance");
		form = 0;
	} else {
		pv_buf_printf(h->out, "%zu %s unchanged in substance", n,
		    n == 1 ? "clause" : "clauses");
		pv_redline_str(h, ": <bdi>");
		pv_redline_text(h, pv_clause_title(v, first->clause));
		pv_redline_str(h, "</bdi>");
	}
	if (first != last) {
		pv_redline_str(h, " to <bdi>");
		pv_redline_text(h, pv_clause_title(v, last->clause));
		pv_redline_str(h, "</bdi>");
	}
	if (form > 0)
		pv_buf_printf(h->out, " (%zu %s in number or form)", form,
		    form == 1 ? "differs" : "differ");
	pv_redline_str(h, "</summary>\n");
	for (i = from; i < to; i++)
		put_entry(h, &h->entries[i]);
	pv_redline_str(h, "</details>\n");
}

void
pv_redline_clauses(struct pv_redline *h)
{
	size_t i = 0, end;

	if (h->o->side_by_side) {
		pv_redline_str(h, "<div class=\"pair cols\">\n<div>Old: <bdi>");
		pv_redline_text(h, h->o->doc.file);
		pv_redline_str(h, "</bdi></div>\n<div>New: <bdi>");
		pv_redline_text(h, h->o->newer.file);
		pv_redline_str(h, "</bdi></div>\n</div>\n");
	}
	while (i < h->nentries && is_empty(h, &h->entries[i]))
		i++;
	while (i < h->nentries) {
		for (end = i; end < h->nentries &&
		    is_folded(h, &h->entries[end]); end++)
			;
		if (end > i)
			put_fold(h, i, end);
		else
			put_entry(h, &h->entries[end++]);
		i = end;
	}
}
