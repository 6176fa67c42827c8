/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt_walk.h"

unsigned
pv_odt_state(const struct pv_odt *d)
{
	return d->state | (d->ins > 0 ? PV_CHANGE_INS : 0u) |
	    (d->del > 0 ? PV_CHANGE_DEL : 0u);
}

bool
pv_odt_stands(const struct pv_odt *d)
{
	return pv_office_stands(&d->office, pv_odt_state(d));
}

/* Leave the place at hand for bytes [at, end) of the same part. */
static bool
go_to(struct pv_odt *d, size_t at, size_t end, bool story)
{
	struct pv_odt_return r = { .tokens = d->tokens, .start = d->start,
		.end = d->end, .first = d->first, .last = d->last,
		.nframes = d->nframes, .ins = d->ins, .del = d->del,
		.state = d->state, .story = story, .in_p = d->in_p,
		.blank = d->blank, .hidden = d->hidden,
		.restoring = d->restoring, .host = d->host, .list = d->list,
		.item = d->item };

	if (!pv_vec_add(&d->returns, &r))
		return false;
	d->state = (uint8_t)pv_odt_state(d);
	d->ins = 0;
	d->del = 0;
	d->list = (struct pv_odt_open_list){ .list = 0 };
	d->item = (struct pv_odt_open_item){ .fresh = false };
	d->start = SIZE_MAX;
	d->first = SIZE_MAX;
	d->last = SIZE_MAX;
	d->restoring = !story;
	d->tokens.at = at;
	d->end = end;
	return true;
}

bool
pv_odt_return(struct pv_odt *d)
{
	struct pv_odt_return r;

	if (d->returns.len == 0)
		return false;
	r = *PV_VEC_AT(&d->returns, struct pv_odt_return,
	    --d->returns.len);
	if (r.story) {
		pv_odt_flush(d);
		d->note = 0;
	} else if (r.in_p && !d->in_p) {
		/* a table stood last: what follows is a paragraph again */
		d->now = d->host;
		d->was = d->host;
		d->in_p = true;
	}
	d->tokens = r.tokens;
	d->start = r.start;
	d->end = r.end;
	d->first = r.first;
	d->last = r.last;
	d->nframes = r.nframes;
	/* white space behind what stands is no end of its own */
	d->blank = !r.story && pv_odt_stands(d) ? d->blank : r.blank;
	d->state = r.state;
	d->ins = r.ins;
	d->del = r.del;
	d->hidden = r.hidden;
	d->restoring = r.restoring;
	d->host = r.host;
	d->list = r.list;
	d->item = r.item;
	return true;
}

/* -------------------------------------------------------------- stories */

void
pv_odt_put_off(struct pv_odt *d, size_t at, size_t end, uint32_t note)
{
	const struct pv_odt_frame *f = PV_ODT_ABOVE(d, 0);
	struct pv_odt_story s = { .at = at, .end = end, .note = note,
		.state = (uint8_t)pv_odt_state(d),
		.hidden = d->hidden || (f != NULL && f->hidden) };

	pv_vec_add(&d->waiting, &s);
}

/* What hangs from a paragraph follows it, or the row that it stands in. */
bool
pv_odt_serve(struct pv_odt *d)
{
	struct pv_odt_story s;

	if (d->returns.len > 0 || d->in_p || d->merging ||
	    d->office.depth > 0)
		return false;
	if (d->served == d->waiting.len) {
		d->waiting.len = 0;
		d->served = 0;
		return false;
	}
	s = *PV_VEC_AT(&d->waiting, struct pv_odt_story, d->served);
	d->served++;
	if (!go_to(d, s.at, s.end, true))
		return false;
	d->start = s.at;
	d->state = s.state;
	d->hidden = s.hidden;
	d->note = s.note;
	return true;
}

/* -------------------------------------------------------------- changes */

/*
 * Put back what was deleted here, once: its paragraphs join the one at hand
 * at both ends (5.5.4).
 */
static void
put_back(struct pv_odt *d, const struct pv_tok *tok, struct pv_odt_region *r)
{
	size_t at = r->at, end = r->end;

	r->at = r->end;
	if (at >= end || !go_to(d, at, end, false))
		return;
	/* the mark itself is closed before that is read */
	PV_VEC_AT(&d->returns, struct pv_odt_return,
	    d->returns.len - 1)->nframes -= tok->empty;
	d->state |= PV_CHANGE_DEL;
	if (r->bits & PV_ODT_INSERTED)
		d->state |= PV_CHANGE_INS;
	if (d->in_p) {
		d->first = r->first;
		d->last = r->last;
		d->host = d->now;
	}
}

static void
start(struct pv_odt *d, struct pv_odt_region *r)
{
	r->open = true;
	d->ins += (r->bits & PV_ODT_INSERTED) != 0;
	d->del += (r->bits & PV_ODT_DELETED) != 0;
}

static void
stop(struct pv_odt *d, struct pv_odt_region *r)
{
	r->open = false;
	d->ins -= (r->bits & PV_ODT_INSERTED) != 0 && d->ins > 0;
	d->del -= (r->bits & PV_ODT_DELETED) != 0 && d->del > 0;
}

void
pv_odt_change(struct pv_odt *d, const struct pv_tok *tok, enum pv_odt_el el)
{
	struct pv_span id = { NULL, 0 };
	struct pv_odt_region *r;

	(void)pv_office_attr(tok, "change-id", &id);
	r = pv_odt_region(d->text, id);
	if (r == NULL)
		return;
	if (el == PV_OD_CHANGE_END) {
		if (r->open)
			stop(d, r);
		return;
	}
	pv_office_change(&d->office, r->bits, r->author);
	if (el == PV_OD_CHANGE)
		put_back(d, tok, r);
	else if (!r->open && pv_odt_has_end(d->text, id, tok->src))
		start(d, r);
}
