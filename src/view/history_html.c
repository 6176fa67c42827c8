/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/timeline.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

#define SAID_MAX 600    /* columns of a quotation */

static const unsigned char css[] = {
#include "view/history_css.h"
};

static struct pv_span
style(void)
{
	return pv_span((const char *)css, sizeof(css));
}

void
pv_history_svg(struct pv_buf *out, const struct pv_history *h,
    const struct pv_history_opts *o)
{
	struct pv_timeline t = { .m = { .out = out }, .h = h, .o = o };

	pv_buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
	if (pv_timeline_plan(&t))
		pv_timeline_draw(&t, style());
	else
		out->failed = true;
	pv_timeline_release(&t);
}

static void
put_str(struct pv_timeline *t, const char *markup)
{
	pv_buf_str(t->m.out, markup);
}

/* What a function of views writes, as text. */
static void
put_name(struct pv_timeline *t, struct pv_span provision,
    struct pv_span subtype)
{
	struct pv_buf b = PV_BUF_INIT;

	pv_provision_name(&b, provision, subtype);
	pv_markup_text(&t->m, pv_buf_view(&b));
	t->m.out->failed |= b.failed;
	pv_buf_release(&b);
}

static void
put_state(struct pv_timeline *t, uint32_t state)
{
	put_str(t, "<td>");
	if (state != PV_NONE)
		pv_markup_text(&t->m, pv_state_name(&t->h->states[state]));
	put_str(t, "</td>");
}

static void
put_lives(struct pv_timeline *t)
{
	const struct pv_life *l;

	pv_buf_printf(t->m.out, "<section aria-labelledby=\"provisions\">\n"
	    "<h2 id=\"provisions\">Provisions <span class=\"n\">(%zu)</span>"
	    "</h2>\n<table>\n<thead><tr><th scope=\"col\">Provision</th>"
	    "<th scope=\"col\">Clause</th><th scope=\"col\">First seen</th>"
	    "<th scope=\"col\">Last seen</th><th scope=\"col\">Lost at</th>"
	    "</tr></thead>\n<tbody>\n", t->h->nlives);
	for (size_t i = 0; i < t->h->nlives; i++) {
		l = &t->h->lives[i];
		put_str(t, "<tr><th scope=\"row\">");
		put_name(t, l->provision, l->subtype);
		put_str(t, "</th><td>");
		pv_markup_text(&t->m, l->clause);
		put_str(t, "</td>");
		put_state(t, l->first);
		put_state(t, l->last);
		put_state(t, l->lost);
		put_str(t, "</tr>\n");
	}
	put_str(t, "</tbody>\n</table>\n</section>\n");
}

static void
put_said(struct pv_timeline *t, const char *when, struct pv_span text)
{
	if (text.len == 0)
		return;
	pv_buf_printf(t->m.out, "<p class=\"said\"><b>%s</b> <q>", when);
	pv_markup_head(&t->m, text, SAID_MAX);
	put_str(t, "</q></p>\n");
}

static void
put_event(struct pv_timeline *t, const struct pv_event *e)
{
	struct pv_buf b = PV_BUF_INIT;

	pv_buf_printf(t->m.out, "<li><p><span class=\"k %s\">%s %s</span> <b>",
	    pv_change_class(e->kind), pv_change_sign(e->kind),
	    pv_change_kind_name(e->kind));
	put_name(t, e->provision, e->subtype);
	put_str(t, "</b> ");
	pv_event_clauses(&b, e);
	pv_markup_text(&t->m, pv_buf_view(&b));
	t->m.out->failed |= b.failed;
	pv_buf_clear(&b);
	put_str(t, "</p>\n<p class=\"why\">");
	pv_event_step(&b, e);
	pv_markup_text(&t->m, pv_buf_view(&b));
	put_str(t, b.len > 0 && e->why.len > 0 ? "; " : "");
	pv_markup_text(&t->m, e->why);
	put_str(t, "</p>\n");
	t->m.out->failed |= b.failed;
	pv_buf_release(&b);
	put_said(t, "Before:", e->old_side.text);
	put_said(t, "After:", e->new_side.text);
	put_str(t, "</li>\n");
}

static void
put_version(struct pv_timeline *t, uint32_t state)
{
	const struct pv_state *s = &t->h->states[state];
	size_t i, n;

	i = pv_state_events(t->h, state, &n);
	if (n == 0 && !s->aside)
		return;
	pv_buf_printf(t->m.out, "<h3 id=\"v%u\">", (unsigned)state);
	pv_markup_text(&t->m, s->label);
	if (s->date.len > 0 && !pv_span_eq(s->date, s->label)) {
		put_str(t, ", ");
		pv_markup_text(&t->m, s->date);
	}
	pv_buf_printf(t->m.out, " <span class=\"n\">(%zu)</span></h3>\n", n);
	if (s->aside) {
		put_str(t, "<p class=\"why\">A paper beside the agreement, "
		    "which changes nothing by its own words.</p>\n");
		return;
	}
	put_str(t, "<ul class=\"events\">\n");
	for (; n > 0; n--, i++)
		put_event(t, &t->h->events[i]);
	put_str(t, "</ul>\n");
}

static void
put_changes(struct pv_timeline *t)
{
	pv_buf_printf(t->m.out, "<section aria-labelledby=\"changes\">\n"
	    "<h2 id=\"changes\">Changes <span class=\"n\">(%zu)</span>"
	    "</h2>\n", t->h->nevents);
	for (uint32_t i = 0; i < t->h->nstates; i++)
		put_version(t, i);
	if (t->h->nevents == 0)
		put_str(t, "<p>No provision changed.</p>\n");
	put_str(t, "</section>\n");
}

static void
put_page(struct pv_timeline *t)
{
	struct pv_span title = t->o->title.len > 0 ? t->o->title :
	    t->o->agreement;

	pv_markup_open(&t->m, style());
	pv_markup_text(&t->m, t->o->agreement);
	put_str(t, ": history</title>\n");
	pv_markup_style(&t->m, style());
	put_str(t, "</head>\n<body>\n<header>\n<h1>");
	pv_markup_text(&t->m, title);
	put_str(t, "</h1>\n<nav aria-label=\"Parts\"><ul>"
	    "<li><a href=\"#timeline\">Timeline</a></li>"
	    "<li><a href=\"#provisions\">Provisions</a></li>"
	    "<li><a href=\"#changes\">Changes</a></li></ul></nav>\n"
	    "</header>\n<main>\n<figure id=\"timeline\" class=\"scroll\" "
	    "tabindex=\"0\" aria-label=\"Timeline\">\n");
	pv_timeline_draw(t, PV_SPAN(""));
	put_str(t, "</figure>\n");
	put_lives(t);
	put_changes(t);
	put_str(t, "</main>\n<footer>\n<p>");
	pv_markup_text(&t->m, t->o->agreement);
	pv_buf_printf(t->m.out, ", %zu versions</p>\n<p>Compared by proviso "
	    PACKAGE_VERSION ".</p>\n</footer>\n</body>\n</html>\n",
	    t->h->nstates);
}

void
pv_history_html(struct pv_buf *out, const struct pv_history *h,
    const struct pv_history_opts *o)
{
	struct pv_timeline t = { .m = { .out = out }, .h = h, .o = o };

	if (pv_timeline_plan(&t))
		put_page(&t);
	else
		out->failed = true;
	pv_timeline_release(&t);
}
