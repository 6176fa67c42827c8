/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt.h"

#include <stdlib.h>

enum family { FAMILY_PARAGRAPH, FAMILY_TEXT, FAMILY_OTHER };
enum state { STATE_NEW, STATE_OPEN, STATE_DONE };

/*
 * A style as written; `all` is what it comes to with its parents, set by
 * resolve().
 */
struct style {
	struct pv_span name, parent;
	uint32_t at;                    /* its place, for stable order */
	uint8_t family, state;
	bool common;
	struct pv_odt_look own, all;
	struct style *derived;          /* while resolving: who asked */
};

struct pv_odt_styles {
	struct style *styles;           /* sorted: see by_name() */
	size_t nstyles;
	struct pv_odt_list_style *lists; /* sorted likewise */
	size_t nlists;
	struct pv_odt_list_style outline;
	bool has_outline;
	struct pv_odt_look defaults;    /* of paragraphs */
	struct pv_odt_look nothing;
};

static const struct pv_odt_look no_look = { .margin = PV_ODT_NO_LENGTH,
	.first = PV_ODT_NO_LENGTH };

bool
pv_odt_length(struct pv_span s, int32_t *out)
{
	static const struct { const char *unit; double twips; } units[] = {
		{ "in", 1440 }, { "cm", 1440 / 2.54 }, { "mm", 144 / 2.54 },
		{ "pt", 20 }, { "pc", 240 }, { "px", 15 }
	};
	bool minus = s.len > 0 && s.ptr[0] == '-';
	double n = 0, unit = 1;
	size_t at = minus;
	bool point = false;

	for (; at < s.len && (pv_isdigit(s.ptr[at]) || s.ptr[at] == '.'); at++) {
		if (s.ptr[at] == '.') {
			point = true;
			continue;
		}
		if (point)
			unit /= 10;
		n = point ? n + unit * (s.ptr[at] - '0') :
		    n * 10 + (s.ptr[at] - '0');
	}
	s = pv_span_sub(s, at, s.len);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (at > minus && n < 1000 &&
		    pv_span_eq(s, pv_span_str(units[i].unit))) {
			n = n * units[i].twips + 0.5;
			*out = minus ? -(int32_t)n : (int32_t)n;
			return true;
		}
	return false;
}

/* ------------------------------------------------------------- reading */

struct reading {
	struct pv_odt_styles *s;
	struct pv_vec styles;           /* struct style */
	struct pv_odt_lists lists;
	bool style, defaults;           /* what is open */
	uint8_t family;                 /* of `defaults` */
};

static bool
says(const struct pv_tok *tok, const char *name, const char *what)
{
	struct pv_span v;

	return pv_office_attr(tok, name, &v) &&
	    pv_span_eq(v, pv_span_str(what));
}

static enum family
family_of(const struct pv_tok *tok)
{
	return says(tok, "family", "paragraph") ? FAMILY_PARAGRAPH :
	    says(tok, "family", "text") ? FAMILY_TEXT : FAMILY_OTHER;
}

static void
open_style(struct reading *r, const struct pv_tok *tok, bool common)
{
	struct style *st = pv_vec_push(&r->styles);
	struct pv_span v;

	if (st == NULL)
		return;
	st->at = (uint32_t)(r->styles.len - 1);
	st->family = (uint8_t)family_of(tok);
	st->common = common;
	st->own = no_look;
	(void)pv_office_attr(tok, "name", &st->name);
	(void)pv_office_attr(tok, "parent-style-name", &st->parent);
	(void)pv_office_attr(tok, "list-style-name", &st->own.list);
	if (pv_office_attr(tok, "master-page-name", &v))
		st->own.page_before = v.len > 0 ? PV_ODT_ON : PV_ODT_UNSET;
	r->style = !tok->empty;
}

static void
switch_to(uint8_t *out, const struct pv_tok *tok, const char *name,
    const char *off)
{
	struct pv_span v;

	if (pv_office_attr(tok, name, &v))
		*out = pv_span_eq(v, pv_span_str(off)) ? PV_ODT_OFF :
		    PV_ODT_ON;
}

static void
take_weight(struct pv_odt_face *f, const struct pv_tok *tok)
{
	struct pv_span v;

	if (!pv_office_attr(tok, "font-weight", &v))
		return;
	f->bold = pv_span_eq(v, PV_SPAN("bold")) || (v.len == 3 &&
	    v.ptr[0] >= '6' && pv_isdigit(v.ptr[0])) ? PV_ODT_ON : PV_ODT_OFF;
}

/* style:text-properties (16.29.29) */
static void
take_face(struct pv_odt_face *f, const struct pv_tok *tok)
{
	struct pv_span v;

	take_weight(f, tok);
	switch_to(&f->italic, tok, "font-style", "normal");
	switch_to(&f->underline, tok, "text-underline-style", "none");
	switch_to(&f->struck, tok, "text-line-through-type", "none");
	switch_to(&f->struck, tok, "text-line-through-style", "none");
	if (pv_office_attr(tok, "display", &v))
		f->hidden = pv_span_eq(v, PV_SPAN("none")) ||
		    (pv_span_eq(v, PV_SPAN("condition")) &&
		    says(tok, "condition", "none")) ? PV_ODT_ON : PV_ODT_OFF;
}

/* style:paragraph-properties (16.5) */
static void
take_para(struct pv_odt_look *k, const struct pv_tok *tok)
{
	struct pv_span v;

	if (pv_office_attr(tok, "text-align", &v))
		k->centered = pv_span_eq(v, PV_SPAN("center")) ? PV_ODT_ON :
		    PV_ODT_OFF;
	if (pv_office_attr(tok, "margin-left", &v) ||
	    pv_office_attr(tok, "margin", &v))
		(void)pv_odt_length(v, &k->margin);
	if (pv_office_attr(tok, "text-indent", &v))
		(void)pv_odt_length(v, &k->first);
	switch_to(&k->page_before, tok, "break-before", "auto");
	switch_to(&k->page_after, tok, "break-after", "auto");
}

static void
take_props(struct reading *r, const struct pv_tok *tok, enum pv_odt_el el)
{
	struct pv_odt_look *k = NULL;

	if (r->style && r->styles.len > 0)
		k = &PV_VEC_AT(&r->styles, struct style,
		    r->styles.len - 1)->own;
	else if (r->defaults && r->family == FAMILY_PARAGRAPH)
		k = &r->s->defaults;
	if (k == NULL)
		return;
	if (el == PV_OD_TEXT_PROPS)
		take_face(&k->face, tok);
	else
		take_para(k, tok);
}

static void
take_tag(struct reading *r, const struct pv_tok *tok, enum pv_odt_el el,
    bool common)
{
	bool open = tok->kind == PV_TOK_OPEN;

	pv_odt_lists_tag(&r->lists, tok, el, !common);
	if (el == PV_OD_STYLE) {
		r->style = false;
		if (open)
			open_style(r, tok, common);
	} else if (el == PV_OD_DEFAULT_STYLE) {
		r->defaults = open && !tok->empty;
		r->family = (uint8_t)family_of(tok);
	} else if (open && (el == PV_OD_TEXT_PROPS ||
	    el == PV_OD_PARA_PROPS) && r->lists.level == NULL) {
		take_props(r, tok, el);
	}
}

/* The styles in the element `within`, office:styles or -automatic-styles. */
static void
read_styles(struct reading *r, struct pv_span xml, enum pv_odt_el within)
{
	struct pv_odt_scan s;
	struct pv_tok tok;
	enum pv_odt_el el;
	bool inside = false;

	pv_odt_scan_init(&s, xml, r->styles.mem);
	while (!r->styles.failed && pv_odt_scan_next(&s, &tok, &el)) {
		if (el == PV_OD_BODY)
			break;
		if (el == within)
			inside = tok.kind == PV_TOK_OPEN && !tok.empty;
		else if (inside)
			take_tag(r, &tok, el, within == PV_OD_STYLES);
	}
	if (s.ns.failed)
		r->styles.failed = true;
	pv_odt_scan_release(&s);
}

/* ------------------------------------------------------------- finding */

/* By family and name; automatic ones go before common ones. */
static int
by_name(const void *a, const void *b)
{
	const struct style *x = a, *y = b;
	int c = x->family - y->family;

	if (c == 0)
		c = pv_span_cmp(x->name, y->name);
	if (c == 0)
		c = x->common - y->common;
	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

static int
by_list_name(const void *a, const void *b)
{
	const struct pv_odt_list_style *x = a, *y = b;
	int c = pv_span_cmp(x->name, y->name);

	if (c == 0)
		c = y->automatic - x->automatic;
	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

/* The first style that is not in front of this one; the sought has at 0. */
static struct style *
find(const struct pv_odt_styles *s, enum family family, struct pv_span name,
    bool common)
{
	struct style key = { .name = name, .family = (uint8_t)family,
		.common = common };
	size_t lo = 0, hi = s->nstyles, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (by_name(&s->styles[mid], &key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (name.len == 0 || lo == s->nstyles ||
	    s->styles[lo].family != family ||
	    !pv_span_eq(s->styles[lo].name, name))
		return NULL;
	return &s->styles[lo];
}

static void
over(uint8_t *to, uint8_t own)
{
	if (own != PV_ODT_UNSET)
		*to = own;
}

void
pv_odt_face_over(struct pv_odt_face *to, const struct pv_odt_face *own)
{
	over(&to->bold, own->bold);
	over(&to->italic, own->italic);
	over(&to->underline, own->underline);
	over(&to->hidden, own->hidden);
	over(&to->struck, own->struck);
}

/* st over its parent, which is done; NULL = none. */
static void
resolve_one(const struct pv_odt_styles *s, struct style *st,
    const struct style *parent)
{
	struct pv_odt_look *all = &st->all;
	const struct pv_odt_look *own = &st->own;

	*all = parent != NULL ? parent->all :
	    st->family == FAMILY_PARAGRAPH ? s->defaults : no_look;
	pv_odt_face_over(&all->face, &own->face);
	over(&all->centered, own->centered);
	if (own->margin != PV_ODT_NO_LENGTH)
		all->margin = own->margin;
	if (own->first != PV_ODT_NO_LENGTH)
		all->first = own->first;
	over(&all->page_before, own->page_before);
	over(&all->page_after, own->page_after);
	if (own->list.ptr != NULL)
		all->list = own->list;
	st->state = STATE_DONE;
}

/*
 * Resolve st and whatever it is based on, in time linear in the styles that
 * were not done before.  A style that is its own parent, at any remove, has
 * none where the circle closes.
 */
static void
resolve(const struct pv_odt_styles *s, struct style *st)
{
	struct style *parent = NULL, *next;

	while (st != NULL && st->state == STATE_NEW) {
		st->state = STATE_OPEN;
		next = find(s, (enum family)st->family, st->parent, true);
		if (next == NULL || next->state == STATE_OPEN)
			break;
		parent = next;
		if (next->state == STATE_DONE)
			break;
		next->derived = st;
		st = next;
		parent = NULL;
	}
	while (st != NULL && st->state == STATE_OPEN) {
		resolve_one(s, st, parent);
		parent = st;
		st = st->derived;
	}
}

/* Numbers in a style of hidden text are hidden. */
static void
hide_numbers(const struct pv_odt_styles *s, struct pv_odt_list_style *l)
{
	struct pv_odt_level *k;

	for (unsigned i = 0; i < PV_ODT_LEVELS; i++) {
		k = l->levels[i];
		if (k != NULL)
			k->hidden = pv_odt_text_face(s, k->style)->hidden ==
			    PV_ODT_ON;
	}
}

static bool
finish(struct reading *r, struct pv_arena *arena)
{
	struct pv_odt_styles *s = r->s;

	s->styles = pv_vec_freeze(&r->styles, arena, &s->nstyles);
	s->lists = pv_vec_freeze(&r->lists.styles, arena, &s->nlists);
	if (s->styles == NULL || s->lists == NULL || r->lists.failed)
		return false;
	if (s->nstyles > 1)
		qsort(s->styles, s->nstyles, sizeof(*s->styles), by_name);
	if (s->nlists > 1)
		qsort(s->lists, s->nlists, sizeof(*s->lists), by_list_name);
	for (size_t i = 0; i < s->nstyles; i++)
		resolve(s, &s->styles[i]);
	s->outline = r->lists.outline;
	s->has_outline = r->lists.has_outline;
	for (size_t i = 0; i < s->nlists; i++)
		hide_numbers(s, &s->lists[i]);
	hide_numbers(s, &s->outline);
	return true;
}

enum pv_rc
pv_odt_styles_read(struct pv_span common, struct pv_span automatic,
    struct pv_arena *arena, struct pv_odt_styles **out, struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(arena);
	struct reading r = { .styles = PV_VEC_INIT(struct style),
		.lists.styles = PV_VEC_INIT(struct pv_odt_list_style) };
	bool ok;

	*out = NULL;
	r.styles.mem = mem;
	r.lists.styles.mem = mem;
	r.lists.arena = arena;
	r.s = pv_arena_alloc(arena, sizeof(*r.s));
	if (r.s == NULL)
		return pv_fail_nomem(err);
	r.s->defaults = no_look;
	r.s->nothing = no_look;
	read_styles(&r, common, PV_OD_STYLES);
	read_styles(&r, automatic, PV_OD_AUTOMATIC);
	ok = finish(&r, arena);
	pv_vec_release(&r.styles);
	pv_vec_release(&r.lists.styles);
	if (!ok)
		return pv_fail_nomem(err);
	*out = r.s;
	return PV_OK;
}

const struct pv_odt_look *
pv_odt_para_look(const struct pv_odt_styles *s, struct pv_span name)
{
	const struct style *st = find(s, FAMILY_PARAGRAPH, name, false);

	return st != NULL ? &st->all : &s->defaults;
}

const struct pv_odt_face *
pv_odt_text_face(const struct pv_odt_styles *s, struct pv_span name)
{
	const struct style *st = find(s, FAMILY_TEXT, name, false);

	return st != NULL ? &st->all.face : &s->nothing.face;
}

const struct pv_odt_list_style *
pv_odt_list_style(const struct pv_odt_styles *s, struct pv_span name)
{
	size_t lo = 0, hi = s->nlists, mid;

	while (lo < hi && name.len > 0) {
		mid = lo + (hi - lo) / 2;
		if (pv_span_cmp(s->lists[mid].name, name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (name.len > 0 && lo < s->nlists &&
	    pv_span_eq(s->lists[lo].name, name))
		return &s->lists[lo];
	return s->has_outline && name.len > 0 &&
	    pv_span_eq(s->outline.name, name) ? &s->outline : NULL;
}

const struct pv_odt_list_style *
pv_odt_outline(const struct pv_odt_styles *s)
{
	return s->has_outline ? &s->outline : NULL;
}
