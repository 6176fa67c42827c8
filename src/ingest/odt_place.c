/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt_walk.h"

#include "base/num.h"

static struct pv_span
attr(const struct pv_tok *tok, const char *name)
{
	struct pv_span v = { NULL, 0 };

	(void)pv_office_attr(tok, name, &v);
	return v;
}

static bool
is_true(const struct pv_tok *tok, const char *name)
{
	return pv_span_eq(attr(tok, name), PV_SPAN("true"));
}

static int64_t
start_value(const struct pv_tok *tok)
{
	uint64_t n;

	return pv_num_parse(attr(tok, "start-value"), INT32_MAX, &n) ?
	    (int64_t)n : -1;
}

/*
 * Which list counts a list that begins (19.780, 19.781): the one that it goes
 * on with, the one that it is put back into, or a new one.
 */
static uint32_t
choose_list(struct pv_odt *d, const struct pv_tok *tok, struct pv_span name)
{
	const struct pv_odt_place *host = &d->host.place;
	struct pv_odt_list_id *other = pv_odt_list_id(d->text,
	    attr(tok, "continue-list"));

	if (other != NULL && other->list > 0)
		return other->list;
	if (d->before.list > 0 && pv_span_eq(d->before.name, name) &&
	    is_true(tok, "continue-numbering"))
		return d->before.list;
	if (d->restoring && host->level > 0 && host->style != NULL &&
	    pv_span_eq(host->style->name, name))
		return host->list;
	return ++d->lists;
}

static void
open_list(struct pv_odt *d, const struct pv_tok *tok)
{
	struct pv_span name = attr(tok, "style-name");
	struct pv_odt_list_id *own;

	if (d->list.list > 0) {
		if (d->list.level < PV_ODT_LEVELS)
			d->list.level++;
		if (name.len > 0) {
			d->list.name = name;
			d->list.style = pv_odt_list_style(d->styles, name);
		}
		return;
	}
	d->list = (struct pv_odt_open_list){ .level = 1, .name = name,
		.list = choose_list(d, tok, name),
		.style = pv_odt_list_style(d->styles, name) };
	own = pv_odt_list_id(d->text, attr(tok, "id"));
	if (own != NULL)
		own->list = d->list.list;
}

/* A paragraph that is a list item of its own (5.3.6). */
static void
open_numbered(struct pv_odt *d, const struct pv_tok *tok)
{
	struct pv_span name = attr(tok, "style-name");
	struct pv_odt_list_id *id = pv_odt_list_id(d->text,
	    attr(tok, "list-id"));
	uint64_t level = 1;

	if (!pv_num_parse(attr(tok, "level"), PV_ODT_LEVELS, &level) ||
	    level == 0)
		level = 1;
	d->list = (struct pv_odt_open_list){ .level = (uint8_t)level,
		.name = name, .style = pv_odt_list_style(d->styles, name) };
	if (id != NULL && id->list > 0)
		d->list.list = id->list;
	else if (id == NULL && d->before.list > 0 &&
	    pv_span_eq(d->before.name, name))
		d->list.list = d->before.list;
	else
		d->list.list = ++d->lists;
	if (id != NULL)
		id->list = d->list.list;
	d->item = (struct pv_odt_open_item){ true, start_value(tok),
		d->list };
}

void
pv_odt_list(struct pv_odt *d, const struct pv_tok *tok, enum pv_odt_el el)
{
	const struct pv_odt_list_style *over;

	if (el == PV_OD_LIST) {
		open_list(d, tok);
		d->item.fresh = false;
	} else if (el == PV_OD_NUMBERED) {
		open_numbered(d, tok);
	} else {
		d->item = (struct pv_odt_open_item){ el == PV_OD_ITEM,
			start_value(tok), d->list };
		over = pv_odt_list_style(d->styles, attr(tok,
		    "style-override"));
		if (over != NULL)
			d->item.in.style = over;
	}
}

static void
in_item(struct pv_odt *d, struct pv_odt_para *p)
{
	const struct pv_odt_look *look = pv_odt_para_look(d->styles,
	    p->style);
	struct pv_odt_place *at = &p->place;

	*at = (struct pv_odt_place){ d->item.in.list, d->item.in.level,
		d->item.start, d->item.in.style };
	d->item.fresh = false;
	if (at->style == NULL)
		at->style = pv_odt_list_style(d->styles, look->list);
}

/* Headings outside of lists are counted by the outline (16.34). */
static void
in_outline(struct pv_odt *d, struct pv_odt_para *p)
{
	const struct pv_odt_list_style *outline = pv_odt_outline(d->styles);
	const struct pv_odt_look *look = pv_odt_para_look(d->styles,
	    p->style);
	bool unlisted = look->list.ptr != NULL && look->list.len == 0;

	if (outline != NULL && !unlisted && p->outline <= PV_ODT_LEVELS)
		p->place = (struct pv_odt_place){ PV_ODT_OUTLINE_LIST,
			(uint8_t)p->outline, -1, outline };
}

void
pv_odt_place(struct pv_odt *d, const struct pv_tok *tok,
    struct pv_odt_para *p)
{
	bool heading = pv_span_eq(tok->name, PV_SPAN("h"));
	bool header = heading && is_true(tok, "is-list-header");
	uint64_t level;

	*p = (struct pv_odt_para){ .style = attr(tok, "style-name") };
	p->place.start = -1;
	if (heading)
		p->outline = pv_num_parse(attr(tok, "outline-level"), 99,
		    &level) && level > 0 ? (uint16_t)level : 1;
	if (d->item.fresh)
		in_item(d, p);
	else if (heading && d->list.list == 0)
		in_outline(d, p);
	if (header)
		p->place.level = 0;
	if (heading && is_true(tok, "restart-numbering"))
		p->place.start = start_value(tok) < 0 ? 1 : start_value(tok);
}
