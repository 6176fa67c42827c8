/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/history.h"

#include "base/digest.h"
#include "view/markup.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

/* A date of the store as RFC 3339: 2019, 2019-07 and 2019-07-22 begin then. */
static void
put_time(struct pv_buf *out, struct pv_span date)
{
	static const char start[] = "1970-01-01";

	pv_buf_span(out, date.len > sizeof(start) - 1 ? PV_SPAN("") : date);
	if (date.len < sizeof(start) - 1)
		pv_buf_str(out, start + date.len);
	pv_buf_str(out, "T00:00:00Z");
}

/* A name for ever: a UUID (RFC 9562, version 8) out of what it names. */
static void
put_id(struct pv_buf *out, struct pv_span of)
{
	char hex[PV_SHA256_HEX + 1];

	pv_sha256(of, hex);
	hex[12] = '8';
	hex[16] = '8';
	pv_buf_printf(out, "<id>urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s</id>\n",
	    hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

static struct pv_span
latest(const struct pv_news *news, size_t n)
{
	struct pv_span best = PV_SPAN(""), date;

	for (size_t i = 0; i < n; i++) {
		date = news[i].h->states[news[i].event->to].date;
		if (pv_span_cmp(date, best) > 0)
			best = date;
	}
	return best;
}

static void
put_title(struct pv_markup *p, const struct pv_news *x)
{
	struct pv_buf name = PV_BUF_INIT;

	pv_provision_name(&name, x->event->provision, x->event->subtype);
	pv_buf_str(p->out, "<title>");
	pv_markup_text(p, x->agreement);
	pv_buf_printf(p->out, ": %s ", pv_change_kind_name(x->event->kind));
	pv_markup_text(p, pv_buf_view(&name));
	p->out->failed |= name.failed;
	pv_buf_clear(&name);
	pv_event_clauses(&name, x->event);
	pv_buf_str(p->out, " (");
	pv_markup_text(p, pv_buf_view(&name));
	pv_buf_str(p->out, ")</title>\n");
	p->out->failed |= name.failed;
	pv_buf_release(&name);
}

static void
put_entry(struct pv_markup *p, const struct pv_news *x)
{
	const struct pv_event *e = x->event;
	const struct pv_state *a = &x->h->states[e->from];
	const struct pv_state *b = &x->h->states[e->to];
	const struct pv_span parts[] = { x->agreement, a->sha256, b->sha256,
		pv_span_str(pv_change_kind_name(e->kind)), e->provision,
		e->subtype, e->old_side.clause, e->old_side.text,
		e->new_side.clause, e->new_side.text };
	struct pv_buf id = PV_BUF_INIT;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		pv_buf_u64(&id, parts[i].len);
		pv_buf_char(&id, ':');
		pv_buf_span(&id, parts[i]);
	}
	p->out->failed |= id.failed;
	pv_buf_str(p->out, "<entry>\n");
	put_id(p->out, pv_buf_view(&id));
	put_title(p, x);
	pv_buf_str(p->out, "<updated>");
	put_time(p->out, b->date);
	pv_buf_printf(p->out, "</updated>\n<category term=\"%s\"/>\n"
	    "<content type=\"text\">", pv_change_kind_name(e->kind));
	pv_markup_text(p, a->label);
	pv_buf_str(p->out, " -&gt; ");
	pv_markup_text(p, b->label);
	pv_buf_str(p->out, ": ");
	pv_markup_text(p, e->why);
	if (e->old_side.text.len > 0) {
		pv_buf_str(p->out, "\n- ");
		pv_markup_text(p, e->old_side.text);
	}
	if (e->new_side.text.len > 0) {
		pv_buf_str(p->out, "\n+ ");
		pv_markup_text(p, e->new_side.text);
	}
	pv_buf_str(p->out, "</content>\n</entry>\n");
	pv_buf_release(&id);
}

void
pv_news_atom(struct pv_buf *out, const struct pv_news *news, size_t n)
{
	struct pv_markup p = { .out = out, .scratch = PV_BUF_INIT };

	pv_buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
	    "<title>Provisions that changed</title>\n"
	    "<author><name>proviso</name></author>\n"
	    "<generator version=\"" PACKAGE_VERSION "\">proviso</generator>\n");
	put_id(out, PV_SPAN("proviso watch"));
	pv_buf_str(out, "<updated>");
	put_time(out, latest(news, n));
	pv_buf_str(out, "</updated>\n");
	for (size_t i = 0; i < n; i++)
		put_entry(&p, &news[i]);
	pv_buf_str(out, "</feed>\n");
	pv_buf_release(&p.scratch);
}
