/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_list.h"

#include <stdlib.h>

#include "base/vec.h"
#include "ingest/html_token.h"

#define TEXT_MAX 200            /* bytes of w:lvlText; Word takes 31 units */
#define LINKS_MAX 8             /* w:numStyleLink one behind another */

/* A walk over numbering.xml. */
struct reading {
	struct pv_arena *arena;
	struct pv_vec abstracts, nums;
	struct pv_docx_abstract *abstract;      /* open; NULL = none */
	struct pv_docx_num *num;
	struct pv_docx_override *over;
	struct pv_docx_level *level;
	size_t skip;            /* open elements inside one that is skipped */
	bool failed;
};

static bool
is(const struct pv_tok *tok, const char *name)
{
	return pv_span_eq(tok->name, pv_span_str(name));
}

/* An attribute that is a count; -1 when it is none. */
static int32_t
count_of(const struct pv_tok *tok, const char *name)
{
	struct pv_span v;
	int32_t n;

	return pv_office_attr(tok, name, &v) && pv_docx_int(v, &n) && n >= 0 ?
	    n : -1;
}

static const struct { const char *name; enum pv_office_format format; }
formats[] = {
	{ "decimal", PV_OFFICE_DECIMAL }, { "decimalZero", PV_OFFICE_ZERO },
	{ "upperRoman", PV_OFFICE_UPPER_ROMAN },
	{ "lowerRoman", PV_OFFICE_LOWER_ROMAN },
	{ "upperLetter", PV_OFFICE_UPPER_LETTER },
	{ "lowerLetter", PV_OFFICE_LOWER_LETTER },
	{ "ordinal", PV_OFFICE_ORDINAL },
	{ "cardinalText", PV_OFFICE_CARDINAL_TEXT },
	{ "ordinalText", PV_OFFICE_ORDINAL_TEXT }, { "hex", PV_OFFICE_HEX },
	{ "chicago", PV_OFFICE_CHICAGO },
	{ "decimalEnclosedParen", PV_OFFICE_IN_PAREN },
	{ "decimalEnclosedFullstop", PV_OFFICE_IN_FULLSTOP },
	{ "numberInDash", PV_OFFICE_IN_DASH }, { "bullet", PV_OFFICE_BULLET },
	{ "none", PV_OFFICE_NO_NUMBER },
};

/*
 * w:numFmt (17.9.17).  A custom format is an example of its numbers, "001,
 * 002, ...": only zeros in front are known.
 */
static void
take_format(struct pv_docx_level *l, const struct pv_tok *tok)
{
	struct pv_span v = { NULL, 0 };
	size_t zeros = 0;
	unsigned script;

	(void)pv_office_attr(tok, "val", &v);
	l->format = PV_OFFICE_DECIMAL;
	l->width = 2;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (pv_span_eq(v, pv_span_str(formats[i].name)))
			l->format = (uint8_t)formats[i].format;
	script = pv_office_script_named(v);
	if (script > 0) {
		l->format = PV_OFFICE_SCRIPT;
		l->width = (uint8_t)script;
	}
	if (!pv_span_eq(v, PV_SPAN("custom")) ||
	    !pv_office_attr(tok, "format", &v))
		return;
	while (zeros < v.len && v.ptr[zeros] == '0')
		zeros++;
	if (zeros > 0 && zeros < 9 && zeros < v.len &&
	    pv_isdigit(v.ptr[zeros])) {
		l->format = PV_OFFICE_ZERO;
		l->width = (uint8_t)(zeros + 1);
	}
}

static void
take_text(struct reading *r, const struct pv_tok *tok)
{
	struct pv_span v = { NULL, 0 };

	if (!pv_office_attr(tok, "val", &v))
		return;
	v = pv_charrefs(v, r->arena);
	if (v.ptr == NULL) {
		r->failed = true;
		return;
	}
	if (v.len > TEXT_MAX) {
		v.len = TEXT_MAX;
		while (v.len > 0 && ((unsigned char)v.ptr[v.len] & 0xc0) == 0x80)
			v.len--;
	}
	r->level->text = v;
}

/* What stands inside w:lvl. */
static void
take_level(struct reading *r, const struct pv_tok *tok)
{
	struct pv_docx_level *l = r->level;
	struct pv_docx_ppr p;
	int32_t n = count_of(tok, "val");

	if (is(tok, "start")) {
		l->start = n < 0 ? l->start : n;
	} else if (is(tok, "numFmt")) {
		take_format(l, tok);
	} else if (is(tok, "lvlRestart")) {
		l->restart = n;
	} else if (is(tok, "isLgl")) {
		l->legal = pv_docx_switch(tok) == PV_DOCX_ON;
	} else if (is(tok, "pStyle")) {
		(void)pv_office_attr(tok, "val", &l->style);
	} else if (is(tok, "lvlText")) {
		take_text(r, tok);
	} else if (is(tok, "vanish")) {
		l->hidden = pv_docx_switch(tok) == PV_DOCX_ON;
	} else if (is(tok, "ind")) {
		pv_docx_ppr_init(&p);
		(void)pv_docx_ppr_take(&p, tok);
		l->indent = p.indent;
	}
}

static void
open_level(struct reading *r, const struct pv_tok *tok)
{
	int32_t i = count_of(tok, "ilvl");
	struct pv_docx_level *l, **to = NULL;

	if (r->over != NULL)
		to = &r->over->level;
	else if (r->abstract != NULL && i >= 0 && i < PV_DOCX_LEVELS)
		to = &r->abstract->levels[i];
	if (to == NULL)
		return;
	l = pv_arena_alloc(r->arena, sizeof(*l));
	if (l == NULL) {
		r->failed = true;
		return;
	}
	*l = (struct pv_docx_level){ .restart = -1,
		.indent = PV_DOCX_NO_INDENT };
	*to = l;
	r->level = l;
}

static void
open_override(struct reading *r, const struct pv_tok *tok)
{
	int32_t i = count_of(tok, "ilvl");
	struct pv_docx_num *num = r->num;

	r->over = NULL;
	if (num == NULL || i < 0 || i >= PV_DOCX_LEVELS)
		return;
	if (num->over == NULL) {
		num->over = pv_arena_array(r->arena, PV_DOCX_LEVELS,
		    sizeof(*num->over));
		if (num->over == NULL) {
			r->failed = true;
			return;
		}
		for (int k = 0; k < PV_DOCX_LEVELS; k++)
			num->over[k].start = -1;
	}
	r->over = &num->over[i];
}

static void
open_abstract(struct reading *r, const struct pv_tok *tok)
{
	r->abstract = pv_vec_push(&r->abstracts);
	if (r->abstract == NULL)
		return;
	r->abstract->id = count_of(tok, "abstractNumId");
	r->abstract->at = (uint32_t)(r->abstracts.len - 1);
	/* [MS-DOCX] 2.5.2.1 */
	r->abstract->by_section = count_of(tok,
	    "restartNumberingAfterBreak") > 0;
}

static void
open_num(struct reading *r, const struct pv_tok *tok)
{
	r->num = pv_vec_push(&r->nums);
	if (r->num == NULL)
		return;
	r->num->id = count_of(tok, "numId");
	r->num->at = (uint32_t)(r->nums.len - 1);
	r->num->abstract_id = -1;
	r->num->list = PV_DOCX_NO_LIST;
}

static void
close_tag(struct reading *r, const struct pv_tok *tok)
{
	if (is(tok, "lvl"))
		r->level = NULL;
	else if (is(tok, "lvlOverride"))
		r->over = NULL;
	else if (is(tok, "num"))
		r->num = NULL;
	else if (is(tok, "abstractNum"))
		r->abstract = NULL;
}

static void
open_tag(struct reading *r, const struct pv_tok *tok)
{
	if (is(tok, "abstractNum"))
		open_abstract(r, tok);
	else if (is(tok, "num"))
		open_num(r, tok);
	else if (is(tok, "lvlOverride"))
		open_override(r, tok);
	else if (is(tok, "lvl"))
		open_level(r, tok);
	else if (r->level != NULL)
		take_level(r, tok);
	else if (is(tok, "startOverride") && r->over != NULL)
		r->over->start = count_of(tok, "val");
	else if (is(tok, "abstractNumId") && r->num != NULL)
		r->num->abstract_id = count_of(tok, "val");
	else if (is(tok, "numStyleLink") && r->abstract != NULL)
		(void)pv_office_attr(tok, "val", &r->abstract->num_style_link);
	else if (is(tok, "styleLink") && r->abstract != NULL)
		(void)pv_office_attr(tok, "val", &r->abstract->style_link);
	else if (is(tok, "name") && r->abstract != NULL)
		(void)pv_office_attr(tok, "val", &r->abstract->name);
	if (tok->empty)
		close_tag(r, tok);
}

/* What an older reader should take instead is not for us. */
static void
take_tag(struct reading *r, const struct pv_tok *tok)
{
	bool opens = tok->kind == PV_TOK_OPEN && !tok->empty;

	if (r->skip > 0)
		r->skip = tok->kind == PV_TOK_CLOSE ? r->skip - 1 :
		    r->skip + opens;
	else if (tok->kind == PV_TOK_CLOSE)
		close_tag(r, tok);
	else if (is(tok, "Fallback") || is(tok, "pPrChange") ||
	    is(tok, "rPrChange"))
		r->skip = opens;
	else
		open_tag(r, tok);
}

static int
by_number(int32_t a, uint32_t a_at, int32_t b, uint32_t b_at)
{
	if (a != b)
		return a < b ? -1 : 1;
	return a_at < b_at ? -1 : a_at > b_at;
}

static int
by_abstract(const void *a, const void *b)
{
	const struct pv_docx_abstract *x = a, *y = b;

	return by_number(x->id, x->at, y->id, y->at);
}

static int
by_num(const void *a, const void *b)
{
	const struct pv_docx_num *x = a, *y = b;

	return by_number(x->id, x->at, y->id, y->at);
}

/* Index of the first abstract of this id, or PV_DOCX_NO_LIST. */
static uint32_t
find_abstract(const struct pv_docx_lists *lists, int32_t id)
{
	size_t lo = 0, hi = lists->nabstracts;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (lists->abstracts[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return id >= 0 && lo < lists->nabstracts &&
	    lists->abstracts[lo].id == id ? (uint32_t)lo : PV_DOCX_NO_LIST;
}

bool
pv_docx_lists_read(struct pv_span text, struct pv_arena *arena,
    struct pv_docx_lists *out)
{
	struct reading r = { .arena = arena,
		.abstracts = PV_VEC_INIT(struct pv_docx_abstract),
		.nums = PV_VEC_INIT(struct pv_docx_num) };
	struct pv_tokens t;
	struct pv_tok tok;

	r.abstracts.mem = r.nums.mem = pv_arena_mem(arena);
	pv_tokens_init_xml(&t, text);
	while (pv_tokens_next(&t, &tok) && !r.failed && !r.abstracts.failed &&
	    !r.nums.failed && r.abstracts.len <= PV_DOCX_LISTS_MAX &&
	    r.nums.len <= PV_DOCX_LISTS_MAX)
		if (tok.kind == PV_TOK_OPEN || tok.kind == PV_TOK_CLOSE)
			take_tag(&r, &tok);
	out->abstracts = pv_vec_freeze(&r.abstracts, arena, &out->nabstracts);
	out->nums = pv_vec_freeze(&r.nums, arena, &out->nnums);
	if (r.failed || out->abstracts == NULL || out->nums == NULL)
		return false;
	if (out->nabstracts > 1)
		qsort(out->abstracts, out->nabstracts,
		    sizeof(*out->abstracts), by_abstract);
	if (out->nnums > 1)
		qsort(out->nums, out->nnums, sizeof(*out->nums), by_num);
	for (size_t i = 0; i < out->nabstracts; i++)
		out->abstracts[i].list = (uint32_t)i;
	for (size_t i = 0; i < out->nnums; i++)
		out->nums[i].list = find_abstract(out,
		    out->nums[i].abstract_id);
	return true;
}

const struct pv_docx_num *
pv_docx_num_find(const struct pv_docx_lists *lists, int32_t id)
{
	size_t lo = 0, hi = lists->nnums;

	if (id <= 0)
		return NULL;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (lists->nums[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < lists->nnums && lists->nums[lo].id == id &&
	    lists->nums[lo].list != PV_DOCX_NO_LIST ? &lists->nums[lo] : NULL;
}

static int
by_name(const void *a, const void *b)
{
	const struct pv_docx_named *x = a, *y = b;
	int c = pv_span_cmp(x->name, y->name);

	return c != 0 ? c : by_number(x->id, 0, y->id, 0);
}

bool
pv_docx_lists_name(struct pv_docx_lists *l, struct pv_arena *arena)
{
	struct pv_docx_named n;

	l->named = pv_arena_array(arena, l->nnums + 1, sizeof(*l->named));
	if (l->named == NULL)
		return false;
	for (size_t i = 0; i < l->nnums; i++) {
		if (l->nums[i].list == PV_DOCX_NO_LIST)
			continue;
		n.name = l->abstracts[l->nums[i].list].name;
		n.id = l->nums[i].id;
		if (n.name.len > 0)
			l->named[l->nnamed++] = n;
	}
	qsort(l->named, l->nnamed, sizeof(*l->named), by_name);
	return true;
}

int32_t
pv_docx_num_named(const struct pv_docx_styles *s, struct pv_span name)
{
	const struct pv_docx_lists *l = &s->lists;
	size_t lo = 0, hi = l->nnamed;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (pv_span_cmp(l->named[mid].name, name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < l->nnamed && pv_span_eq(l->named[lo].name, name) ?
	    l->named[lo].id : -1;
}

void
pv_docx_lists_link(struct pv_docx_lists *lists,
    int32_t (*num_of)(const struct pv_docx_styles *s, struct pv_span id),
    const struct pv_docx_styles *s)
{
	const struct pv_docx_num *num;
	const struct pv_docx_abstract *a;

	for (size_t i = 0; i < lists->nabstracts; i++) {
		a = &lists->abstracts[i];
		for (int hops = 0; hops < LINKS_MAX &&
		    a->num_style_link.len > 0; hops++) {
			num = pv_docx_num_find(lists,
			    num_of(s, a->num_style_link));
			if (num == NULL)
				break;
			a = &lists->abstracts[find_abstract(lists,
			    num->abstract_id)];
		}
		lists->abstracts[i].list = (uint32_t)(a - lists->abstracts);
	}
	for (size_t i = 0; i < lists->nnums; i++)
		if (lists->nums[i].list != PV_DOCX_NO_LIST)
			lists->nums[i].list =
			    lists->abstracts[lists->nums[i].list].list;
}

const struct pv_docx_level *
pv_docx_level_of(const struct pv_docx_lists *lists,
    const struct pv_docx_num *num, unsigned i)
{
	if (i >= PV_DOCX_LEVELS)
		return NULL;
	if (num->over != NULL && num->over[i].level != NULL)
		return num->over[i].level;
	return lists->abstracts[num->list].levels[i];
}

int32_t
pv_docx_level_linked(const struct pv_docx_lists *lists,
    const struct pv_docx_num *num, struct pv_span style)
{
	const struct pv_docx_level *l;

	for (unsigned i = 0; i < PV_DOCX_LEVELS; i++) {
		l = pv_docx_level_of(lists, num, i);
		if (l != NULL && l->style.len > 0 &&
		    pv_span_eq(l->style, style))
			return (int32_t)i;
	}
	return -1;
}
