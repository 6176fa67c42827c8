/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt.h"

#include "base/num.h"

static struct pv_span
attr(const struct pv_tok *tok, const char *name)
{
	struct pv_span v = { NULL, 0 };

	(void)pv_office_attr(tok, name, &v);
	return v;
}

static uint32_t
number(const struct pv_tok *tok, const char *name, uint32_t otherwise)
{
	uint64_t n;

	return pv_num_parse(attr(tok, name), INT32_MAX, &n) ? (uint32_t)n :
	    otherwise;
}

/* "1st, 2nd, 3rd, ..." means what its first part says. */
static struct pv_span
first_part(struct pv_span s)
{
	return pv_span_sub(s, 0, pv_span_find(s, PV_SPAN(",")));
}

/*
 * style:num-format and style:num-letter-sync (19.500, 19.502); what stands in
 * `words` are forms of LibreOffice.
 */
static void
take_format(struct pv_odt_level *l, const struct pv_tok *tok)
{
	static const struct { const char *name; enum pv_office_format f; }
	words[] = {
		{ "1", PV_OFFICE_DECIMAL }, { "01", PV_OFFICE_ZERO },
		{ "001", PV_OFFICE_ZERO }, { "0001", PV_OFFICE_ZERO },
		{ "I", PV_OFFICE_UPPER_ROMAN }, { "i", PV_OFFICE_LOWER_ROMAN },
		{ "A", PV_OFFICE_UPPER_DIGITS },
		{ "a", PV_OFFICE_LOWER_DIGITS },
		{ "1st", PV_OFFICE_ORDINAL },
		{ "One", PV_OFFICE_CARDINAL_TEXT },
		{ "First", PV_OFFICE_ORDINAL_TEXT },
		{ "*", PV_OFFICE_CHICAGO }
	};
	struct pv_span v = first_part(attr(tok, "num-format"));
	bool sync = pv_span_eq(attr(tok, "num-letter-sync"), PV_SPAN("true"));

	l->format = v.len == 0 ? PV_OFFICE_NO_NUMBER : PV_OFFICE_DECIMAL;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_eq(v, pv_span_str(words[i].name)))
			l->format = (uint8_t)words[i].f;
	if (l->format == PV_OFFICE_ZERO)
		l->width = (uint8_t)v.len;
	if (sync && l->format == PV_OFFICE_UPPER_DIGITS)
		l->format = PV_OFFICE_UPPER_LETTER;
	else if (sync && l->format == PV_OFFICE_LOWER_DIGITS)
		l->format = PV_OFFICE_LOWER_LETTER;
}

static void
open_style(struct pv_odt_lists *l, const struct pv_tok *tok, bool automatic)
{
	struct pv_odt_list_style *s = pv_vec_push(&l->styles);

	l->in_outline = false;
	if (s == NULL)
		return;
	s->name = attr(tok, "name");
	s->automatic = automatic;
	s->at = (uint32_t)(l->styles.len - 1);
}

static struct pv_odt_list_style *
open_one(struct pv_odt_lists *l)
{
	if (l->in_outline)
		return &l->outline;
	return l->styles.len == 0 ? NULL : PV_VEC_AT(&l->styles,
	    struct pv_odt_list_style, l->styles.len - 1);
}

static void
open_level(struct pv_odt_lists *l, const struct pv_tok *tok,
    enum pv_odt_el el)
{
	struct pv_odt_list_style *s = open_one(l);
	uint32_t at = number(tok, "level", 0);
	struct pv_odt_level *k;

	l->level = NULL;
	if (s == NULL || at == 0 || at > PV_ODT_LEVELS)
		return;
	k = pv_arena_alloc(l->arena, sizeof(*k));
	if (k == NULL) {
		l->failed = true;
		return;
	}
	k->indent = PV_ODT_NO_LENGTH;
	k->width = 1;
	k->format = PV_OFFICE_BULLET;
	if (el == PV_OD_LEVEL_NUMBER)
		take_format(k, tok);
	k->prefix = pv_charrefs(attr(tok, "num-prefix"), l->arena);
	k->suffix = pv_charrefs(attr(tok, "num-suffix"), l->arena);
	k->form = pv_charrefs(attr(tok, "num-list-format"), l->arena);
	k->style = attr(tok, "style-name");
	k->start = number(tok, "start-value", 1);
	at = number(tok, "display-levels", 1);
	k->shown = (uint8_t)(at > PV_ODT_LEVELS ? PV_ODT_LEVELS : at);
	k->legal = pv_span_eq(attr(tok, "is-legal"), PV_SPAN("true"));
	s->levels[number(tok, "level", 1) - 1] = k;
	l->level = k;
}

/* Where the label stands (17.19, 17.20): two ways to say it. */
static void
take_place(struct pv_odt_level *k, const struct pv_tok *tok,
    enum pv_odt_el el)
{
	const char *at = el == PV_OD_LEVEL_ALIGN ? "margin-left" :
	    "space-before";
	int32_t n, first;

	if (!pv_odt_length(attr(tok, at), &n))
		return;
	k->indent = n;
	if (el == PV_OD_LEVEL_ALIGN &&
	    pv_odt_length(attr(tok, "text-indent"), &first))
		k->indent += first;
}

void
pv_odt_lists_tag(struct pv_odt_lists *l, const struct pv_tok *tok,
    enum pv_odt_el el, bool automatic)
{
	bool open = tok->kind == PV_TOK_OPEN;

	if (open && el == PV_OD_LIST_STYLE) {
		open_style(l, tok, automatic);
	} else if (open && el == PV_OD_OUTLINE_STYLE) {
		l->in_outline = true;
		l->has_outline = true;
		l->outline.name = attr(tok, "name");
	} else if (!open && el == PV_OD_OUTLINE_STYLE) {
		l->in_outline = false;
	} else if (el == PV_OD_LEVEL_NUMBER || el == PV_OD_LEVEL_BULLET) {
		if (open)
			open_level(l, tok, el);
		if (!open || tok->empty)
			l->level = NULL;
	} else if (open && l->level != NULL && (el == PV_OD_LEVEL_PROPS ||
	    el == PV_OD_LEVEL_ALIGN)) {
		take_place(l->level, tok, el);
	}
}
