/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx.h"

#include <stdlib.h>

#include "base/vec.h"
#include "ingest/docx_list.h"

#define STYLES_MAX 16384        /* Word takes 4079 */

enum style_type { STYLE_PARAGRAPH, STYLE_CHARACTER, STYLE_LIST, STYLE_OTHER };

/*
 * A style as written; `all` and `run` are what it comes to with the styles it
 * is based on, set by resolve().
 */
struct pv_docx_style {
	struct pv_span id, name, based_on, link;
	uint32_t at;                    /* its place in the file */
	uint8_t type;                   /* enum style_type */
	uint8_t state;                  /* enum state */
	bool standard;                  /* w:default */
	bool title, contents;
	struct pv_docx_ppr own, all;
	struct pv_docx_rpr run;
	struct pv_docx_style *derived;  /* while resolving: who asked */
};

enum state { STATE_NEW, STATE_OPEN, STATE_DONE };

static struct pv_span
val(const struct pv_tok *tok)
{
	struct pv_span v = { NULL, 0 };

	(void)pv_office_attr(tok, "val", &v);
	return v;
}

static bool
is(const struct pv_tok *tok, const char *name)
{
	return pv_span_eq(tok->name, pv_span_str(name));
}

/* "heading 3" is 3, other names are 0. */
static int
heading_number(struct pv_span name)
{
	if (name.len != strlen("heading 1") ||
	    !pv_span_istarts(name, PV_SPAN("heading ")))
		return 0;
	return pv_isdigit(name.ptr[8]) ? name.ptr[8] - '0' : 0;
}

static bool
names_title(struct pv_span name)
{
	static const char *const names[] = { "title", "document title",
		"agreement title", "contract title", "doc title" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pv_span_ieq(name, pv_span_str(names[i])))
			return true;
	return false;
}

/* "toc 1", "TOC Heading", "table of authorities", "Contents 1" */
static bool
names_contents(struct pv_span name)
{
	static const char *const starts[] = { "toc ", "contents ",
		"table of contents", "table of figures",
		"table of authorities", "toa heading" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (pv_span_istarts(name, pv_span_str(starts[i])))
			return true;
	return false;
}

static enum style_type
type_of(const struct pv_tok *tok)
{
	struct pv_span v = { NULL, 0 };

	if (!pv_office_attr(tok, "type", &v) ||
	    pv_span_eq(v, PV_SPAN("paragraph")))
		return STYLE_PARAGRAPH;
	if (pv_span_eq(v, PV_SPAN("character")))
		return STYLE_CHARACTER;
	return pv_span_eq(v, PV_SPAN("numbering")) ? STYLE_LIST : STYLE_OTHER;
}

/* A walk over styles.xml. */
struct reading {
	struct pv_docx_styles *s;
	struct pv_vec styles;           /* struct pv_docx_style */
	struct pv_docx_style *style;    /* open; NULL = none */
	size_t skip;                    /* open elements that do not count */
	bool defaults, ppr, rpr;        /* what is open */
};

/* Elements whose properties are not those of the style. */
static bool
is_foreign(const struct pv_tok *tok)
{
	return is(tok, "tblStylePr") || is(tok, "pPrChange") ||
	    is(tok, "rPrChange") || is(tok, "Fallback") ||
	    is(tok, "latentStyles") || is(tok, "sectPr");
}

static void
open_style(struct reading *r, const struct pv_tok *tok)
{
	struct pv_span v = { NULL, 0 };

	r->style = pv_vec_push(&r->styles);
	if (r->style == NULL)
		return;
	pv_docx_ppr_init(&r->style->own);
	r->style->at = (uint32_t)(r->styles.len - 1);
	r->style->type = (uint8_t)type_of(tok);
	(void)pv_office_attr(tok, "styleId", &r->style->id);
	if (pv_office_attr(tok, "default", &v))
		r->style->standard = !pv_span_eq(v, PV_SPAN("0")) &&
		    !pv_span_eq(v, PV_SPAN("false")) &&
		    !pv_span_eq(v, PV_SPAN("off"));
}

static void
open_property(struct reading *r, const struct pv_tok *tok)
{
	struct pv_docx_ppr *p = r->style != NULL ? &r->style->own :
	    r->defaults ? &r->s->defaults : NULL;
	struct pv_docx_rpr *q = r->style != NULL ? &r->style->run :
	    &r->s->run_defaults;

	if (p == NULL)
		return;
	if (r->rpr)
		(void)pv_docx_rpr_take(r->ppr ? &p->mark : q, tok);
	else if (r->ppr)
		(void)pv_docx_ppr_take(p, tok);
	else if (r->style != NULL && is(tok, "name"))
		r->style->name = val(tok);
	else if (r->style != NULL && is(tok, "basedOn"))
		r->style->based_on = val(tok);
	else if (r->style != NULL && is(tok, "link"))
		r->style->link = val(tok);
}

static void
set_open(struct reading *r, const struct pv_tok *tok, bool on)
{
	if (is(tok, "pPr"))
		r->ppr = on;
	else if (is(tok, "rPr"))
		r->rpr = on;
	else if (is(tok, "docDefaults"))
		r->defaults = on;
	else if (is(tok, "style") && !on)
		r->style = NULL;
}

static void
take_tag(struct reading *r, const struct pv_tok *tok)
{
	bool opens = tok->kind == PV_TOK_OPEN && !tok->empty;

	if (r->skip > 0) {
		r->skip = tok->kind == PV_TOK_CLOSE ? r->skip - 1 :
		    r->skip + opens;
	} else if (tok->kind == PV_TOK_CLOSE) {
		set_open(r, tok, false);
	} else if (is_foreign(tok)) {
		r->skip = opens;
	} else if (is(tok, "style")) {
		open_style(r, tok);
		if (tok->empty)
			r->style = NULL;
	} else {
		open_property(r, tok);
		if (opens)
			set_open(r, tok, true);
	}
}

static int
by_id(const void *a, const void *b)
{
	const struct pv_docx_style *x = a, *y = b;
	int c = pv_span_cmp(x->id, y->id);

	return c != 0 ? c : x->at < y->at ? -1 : x->at > y->at;
}

static bool
read_styles(struct pv_docx_styles *s, struct pv_span text,
    struct pv_arena *arena)
{
	struct reading r = { .s = s,
		.styles = PV_VEC_INIT(struct pv_docx_style) };
	struct pv_tokens t;
	struct pv_tok tok;

	r.styles.mem = pv_arena_mem(arena);
	pv_tokens_init_xml(&t, text);
	while (pv_tokens_next(&t, &tok) && !r.styles.failed &&
	    r.styles.len <= STYLES_MAX)
		if (tok.kind == PV_TOK_OPEN || tok.kind == PV_TOK_CLOSE)
			take_tag(&r, &tok);
	s->styles = pv_vec_freeze(&r.styles, arena, &s->nstyles);
	if (s->styles == NULL)
		return false;
	if (s->nstyles > 1)
		qsort(s->styles, s->nstyles, sizeof(*s->styles), by_id);
	return true;
}

/* The first style of this id, or NULL. */
static struct pv_docx_style *
find(const struct pv_docx_styles *s, struct pv_span id)
{
	size_t lo = 0, hi = s->nstyles;

	if (id.len == 0)
		return NULL;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (pv_span_cmp(s->styles[mid].id, id) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->nstyles && pv_span_eq(s->styles[lo].id, id) ?
	    &s->styles[lo] : NULL;
}

/* The same when it is of this type, or its linked style is (17.7.4.6). */
static struct pv_docx_style *
find_type(const struct pv_docx_styles *s, struct pv_span id,
    enum style_type type)
{
	struct pv_docx_style *st = find(s, id);

	if (st != NULL && st->type != type)
		st = find(s, st->link);
	return st != NULL && st->type == type ? st : NULL;
}

static int32_t
num_of_style(const struct pv_docx_styles *s, struct pv_span id)
{
	const struct pv_docx_style *st = find(s, id);

	return st == NULL ? -1 : st->own.num_id;
}

/*
 * The list of a style (17.9.3, 17.9.23): the level of its list that names the
 * style goes before the level that the style names.
 */
static void
resolve_list(const struct pv_docx_styles *s, struct pv_docx_style *st)
{
	const struct pv_docx_num *num;
	const struct pv_docx_level *level;
	int32_t linked;

	if (st->own.num_id >= 0) {
		st->all.num_id = st->own.num_id;
		st->all.level = -1;
	}
	if (st->own.level >= 0)
		st->all.level = st->own.level;
	num = pv_docx_num_find(&s->lists, st->all.num_id);
	if (num == NULL)
		return;
	linked = pv_docx_level_linked(&s->lists, num, st->id);
	if (linked >= 0)
		st->all.level = linked;
	if (st->all.level < 0)
		st->all.level = 0;
	level = pv_docx_level_of(&s->lists, num, (unsigned)st->all.level);
	if ((st->own.num_id > 0 || st->own.level >= 0) && level != NULL &&
	    level->indent != PV_DOCX_NO_INDENT)
		st->all.indent = level->indent;
}

static void
inherit(uint8_t *to, uint8_t own)
{
	if (own != PV_DOCX_UNSET)
		*to = own;
}

/* Properties of `own` over those of *to, within one chain of styles. */
static void
inherit_run(struct pv_docx_rpr *to, const struct pv_docx_rpr *own)
{
	inherit(&to->bold, own->bold);
	inherit(&to->italic, own->italic);
	inherit(&to->underline, own->underline);
	inherit(&to->caps, own->caps);
	inherit(&to->vanish, own->vanish);
	inherit(&to->spec_vanish, own->spec_vanish);
}

/* st over the style it is based on, which is done; NULL = none. */
static void
resolve_one(const struct pv_docx_styles *s, struct pv_docx_style *st,
    const struct pv_docx_style *base)
{
	struct pv_docx_rpr own = st->run;
	int heading = heading_number(st->name);

	if (base != NULL) {
		st->all = base->all;
		st->run = base->run;
	} else {
		pv_docx_ppr_init(&st->all);
		st->run = (struct pv_docx_rpr){ .style = { NULL, 0 } };
	}
	inherit_run(&st->run, &own);
	resolve_list(s, st);
	if (st->own.indent != PV_DOCX_NO_INDENT)
		st->all.indent = st->own.indent;
	inherit(&st->all.centered, st->own.centered);
	if (st->own.outline >= 0)
		st->all.outline = st->own.outline;
	else if (heading > 0)
		st->all.outline = heading - 1;
	st->title = names_title(st->name) || (base != NULL && base->title &&
	    st->own.outline < 0 && heading == 0);
	st->contents = names_contents(st->name) ||
	    (base != NULL && base->contents);
	st->state = STATE_DONE;
}

/*
 * Resolve st and whatever it is based on, in time linear in the styles that
 * were not done before.  A style that is based on itself, at any remove, is
 * based on nothing where the circle closes; so is one of another type.
 */
static void
resolve(const struct pv_docx_styles *s, struct pv_docx_style *st)
{
	struct pv_docx_style *base = NULL, *next;

	while (st != NULL && st->state == STATE_NEW) {
		st->state = STATE_OPEN;
		next = find(s, st->based_on);
		if (next == NULL || next->type != st->type ||
		    next->state == STATE_OPEN)
			break;
		base = next;
		if (next->state == STATE_DONE)
			break;
		next->derived = st;
		st = next;
		base = NULL;
	}
	while (st != NULL && st->state == STATE_OPEN) {
		resolve_one(s, st, base);
		base = st;
		st = st->derived;
	}
}

enum pv_rc
pv_docx_styles_read(struct pv_span styles, struct pv_span numbering,
    struct pv_arena *arena, struct pv_docx_styles **out, struct pv_err *err)
{
	struct pv_docx_styles *s = pv_arena_alloc(arena, sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return pv_fail_nomem(err);
	pv_docx_ppr_init(&s->defaults);
	if (!read_styles(s, styles, arena) ||
	    !pv_docx_lists_read(numbering, arena, &s->lists))
		return pv_fail_nomem(err);
	if (s->nstyles > STYLES_MAX)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "more than %d styles", STYLES_MAX);
	if (s->lists.nabstracts > PV_DOCX_LISTS_MAX ||
	    s->lists.nnums > PV_DOCX_LISTS_MAX)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "more than %d lists", PV_DOCX_LISTS_MAX);
	pv_docx_lists_link(&s->lists, num_of_style, s);
	if (!pv_docx_lists_name(&s->lists, arena))
		return pv_fail_nomem(err);
	for (size_t i = 0; i < s->nstyles; i++) {
		resolve(s, &s->styles[i]);
		if (s->styles[i].standard && s->normal == NULL &&
		    s->styles[i].type == STYLE_PARAGRAPH)
			s->normal = &s->styles[i];
	}
	*out = s;
	return PV_OK;
}

/* The style of a paragraph: what it does not name is the default one. */
static const struct pv_docx_style *
style_of(const struct pv_docx_styles *s, const struct pv_docx_ppr *p)
{
	const struct pv_docx_style *st = find_type(s, p->style,
	    STYLE_PARAGRAPH);

	return st != NULL ? st : s->normal;
}

const struct pv_docx_num *
pv_docx_list_of(const struct pv_docx_styles *s, const struct pv_docx_ppr *p,
    unsigned *level)
{
	const struct pv_docx_style *st = style_of(s, p);
	const struct pv_docx_num *num;
	int32_t id = p->num_id, at = p->level;

	*level = 0;
	if (id < 0 && st != NULL)
		id = st->all.num_id;
	num = pv_docx_num_find(&s->lists, id);
	if (num == NULL)
		return NULL;
	if (at < 0 && st != NULL && p->num_id >= 0)
		at = pv_docx_level_linked(&s->lists, num, st->id);
	if (at < 0 && st != NULL)
		at = st->all.level;
	if (at > 0)
		*level = (unsigned)at;
	return num;
}

/* w:ind of the level that the paragraph itself chooses, not its style. */
static int32_t
list_indent(const struct pv_docx_styles *s, const struct pv_docx_ppr *p)
{
	const struct pv_docx_level *level;
	const struct pv_docx_num *num;
	unsigned i;

	if (p->num_id < 0 && p->level < 0)
		return PV_DOCX_NO_INDENT;
	num = pv_docx_list_of(s, p, &i);
	level = num == NULL ? NULL : pv_docx_level_of(&s->lists, num, i);
	return level == NULL ? PV_DOCX_NO_INDENT : level->indent;
}

void
pv_docx_look(const struct pv_docx_styles *s, const struct pv_docx_ppr *p,
    struct pv_docx_look *out)
{
	const struct pv_docx_style *st = style_of(s, p);
	struct pv_docx_ppr all = s->defaults;
	int32_t indent = list_indent(s, p);

	*out = (struct pv_docx_look){ .run = s->run_defaults };
	if (st != NULL) {
		inherit(&all.centered, st->all.centered);
		if (st->all.outline >= 0)
			all.outline = st->all.outline;
		if (st->all.indent != PV_DOCX_NO_INDENT)
			all.indent = st->all.indent;
		inherit_run(&out->run, &st->run);
		out->title = st->title;
		out->contents = st->contents;
	}
	if (indent != PV_DOCX_NO_INDENT)
		all.indent = indent;
	if (p->indent != PV_DOCX_NO_INDENT)
		all.indent = p->indent;
	if (p->outline >= 0)
		all.outline = p->outline;
	inherit(&all.centered, p->centered);
	out->indent = all.indent == PV_DOCX_NO_INDENT ? 0 : all.indent;
	out->outline = all.outline < 0 ? PV_DOCX_BODY : all.outline;
	out->centered = all.centered == PV_DOCX_ON;
	out->run.style = pv_span(NULL, 0);
}

/*
 * A toggle property (17.7.3): what the run itself says holds; what the
 * document's defaults turn on is on; else a character style that turns it on
 * turns it over.
 */
static uint8_t
toggle(uint8_t defaults, uint8_t para, uint8_t style, uint8_t own)
{
	if (own != PV_DOCX_UNSET)
		return own;
	if (style != PV_DOCX_ON)
		return para;
	return para == PV_DOCX_ON && defaults != PV_DOCX_ON ? PV_DOCX_OFF :
	    PV_DOCX_ON;
}

void
pv_docx_run_look(const struct pv_docx_styles *s,
    const struct pv_docx_look *para, const struct pv_docx_rpr *own,
    struct pv_docx_rpr *out)
{
	const struct pv_docx_style *st = find_type(s, own->style,
	    STYLE_CHARACTER);
	struct pv_docx_rpr style = { .style = { NULL, 0 } };
	const struct pv_docx_rpr *d = &s->run_defaults, *p = &para->run;

	if (st != NULL)
		style = st->run;
	*out = (struct pv_docx_rpr){ .style = own->style };
	out->bold = toggle(d->bold, p->bold, style.bold, own->bold);
	out->italic = toggle(d->italic, p->italic, style.italic, own->italic);
	out->caps = toggle(d->caps, p->caps, style.caps, own->caps);
	out->vanish = toggle(d->vanish, p->vanish, style.vanish, own->vanish);
	out->underline = p->underline;
	inherit(&out->underline, style.underline);
	inherit(&out->underline, own->underline);
	out->spec_vanish = p->spec_vanish;
	inherit(&out->spec_vanish, style.spec_vanish);
	inherit(&out->spec_vanish, own->spec_vanish);
}
