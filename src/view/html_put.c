/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/html.h"

#include "view/place.h"

static const unsigned char css[] = {
#include "view/html_css.h"
};

void
pv_redline_str(struct pv_redline *h, const char *markup)
{
	pv_buf_str(h->out, markup);
}

void
pv_redline_text(struct pv_redline *h, struct pv_span s)
{
	pv_markup_text(&h->page, s);
}

void
pv_redline_head(struct pv_redline *h, struct pv_span s, size_t most)
{
	pv_markup_head(&h->page, s, most);
}

static void
put_link(struct pv_redline *h, char side, uint32_t to, struct pv_span label)
{
	pv_buf_printf(h->out, "<a href=\"#%c%u\"><bdi>", side, (unsigned)to);
	pv_redline_text(h, label);
	pv_redline_str(h, "</bdi></a>");
}

void
pv_redline_cite_new(struct pv_redline *h, uint32_t clause)
{
	put_link(h, 'n', clause, pv_clause_title(h->d->new_side.version,
	    clause));
}

void
pv_redline_cite_old(struct pv_redline *h, uint32_t clause)
{
	const struct pv_clause_change *c = pv_redline_change(h, h->old_change,
	    clause);
	struct pv_span label = pv_clause_title(h->d->old_side.version, clause);
	uint32_t to = h->d->to_new[clause];

	if (c != NULL && c->kind == PV_EDIT_DELETED) {
		put_link(h, 'o', clause, label);
		return;
	}
	if (c != NULL)
		to = c->new_clause;
	if (to != PV_NONE) {
		put_link(h, 'n', to, label);
		return;
	}
	pv_redline_str(h, "<bdi>");
	pv_redline_text(h, label);
	pv_redline_str(h, "</bdi>");
}

void
pv_redline_open(struct pv_redline *h)
{
	struct pv_span style = pv_span((const char *)css, sizeof(css));

	pv_markup_open(&h->page, style);
	pv_redline_text(h, h->o->doc.file);
	pv_redline_str(h, " against ");
	pv_redline_text(h, h->o->newer.file);
	pv_redline_str(h, "</title>\n");
	pv_markup_style(&h->page, style);
	pv_redline_str(h, "</head>\n");
}
