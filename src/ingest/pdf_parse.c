/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/pdf.h"

#include "base/utf8.h"
#include "ingest/html_token.h"

/*
 * The output of pdftotext -bbox-layout: <page width height>, within it <flow>,
 * <block>, <line> and <word xMin yMin xMax yMax>, text in words only.
 */

#define SIZES 1200              /* tenths of a point */

struct parser {
	struct pv_pdf *d;
	struct pv_tokens tokens;
	struct pv_pdf_page *page;   /* the open one */
	bool more;                  /* the next word belongs to the last piece */
	struct pv_err *err;
};

static enum pv_rc
malformed(struct parser *p, const char *what)
{
	return pv_fail(p->err, PV_EINPUT, "E-FORMAT",
	    "line %u of pdftotext's layout: %s",
	    pv_tokens_line(&p->tokens), what);
}

/* "-12.345678" to hundredths; false when it is no number or out of range. */
static bool
number(struct pv_span s, int32_t *out)
{
	bool minus = s.len > 0 && s.ptr[0] == '-';
	size_t i = minus, digits = 0;
	int64_t v = 0;
	int places = 0;

	for (; i < s.len && pv_isdigit(s.ptr[i]) && v < PV_PDF_FAR; i++) {
		v = v * 10 + (s.ptr[i] - '0');
		digits++;
	}
	if (digits > 0 && i < s.len && s.ptr[i] == '.')
		for (i++; i < s.len && pv_isdigit(s.ptr[i]); i++, places++)
			if (places < 2)
				v = v * 10 + (s.ptr[i] - '0');
	for (; places < 2; places++)
		v *= 10;
	if (digits == 0 || i < s.len || v > PV_PDF_FAR)
		return false;
	*out = (int32_t)(minus ? -v : v);
	return true;
}

static bool
attribute(const struct pv_tok *tok, const char *name, int32_t *out)
{
	struct pv_span value;

	return pv_tag_find(tok->attrs, name, &value) && number(value, out);
}

/* All four places of a word, in any order; the first of each counts. */
static bool
read_box(struct pv_span attrs, struct pv_pdf_box *box)
{
	static const char *const names[] = { "xMin", "yMin", "xMax", "yMax" };
	int32_t *const to[] = { &box->x0, &box->y0, &box->x1, &box->y1 };
	struct pv_attr_text a;
	unsigned seen = 0;

	while (seen != 15 && pv_tag_attr(&attrs, &a)) {
		for (unsigned i = 0; i < 4; i++) {
			if ((seen & 1u << i) ||
			    !pv_span_ieq(a.name, pv_span_str(names[i])))
				continue;
			if (!number(a.value, to[i]))
				return false;
			seen |= 1u << i;
		}
	}
	return seen == 15;
}

static enum pv_rc
open_page(struct parser *p, const struct pv_tok *tok)
{
	struct pv_pdf_page page = { .piece = (uint32_t)p->d->pieces.len };

	if (p->d->pages.len == PV_PDF_PAGES)
		return pv_fail(p->err, PV_EINPUT, "E-SIZE",
		    "more than %d pages", PV_PDF_PAGES);
	if (!attribute(tok, "width", &page.width) ||
	    !attribute(tok, "height", &page.height))
		return malformed(p, "a page without a size");
	if (!pv_vec_add(&p->d->pages, &page))
		return pv_fail_nomem(p->err);
	p->page = PV_VEC_AT(&p->d->pages, struct pv_pdf_page,
	    p->d->pages.len - 1);
	p->more = false;
	return PV_OK;
}

/* Strict UTF-8 of a word, without control characters and blanks. */
static struct pv_span
clean(struct pv_span s, struct pv_arena *arena)
{
	bool fine = true;
	size_t n, len = 0;
	uint32_t cp;
	char *p;

	s = pv_charrefs(pv_span_trim(s), arena);
	for (size_t i = 0; i < s.len && fine; i += n) {
		n = pv_utf8_decode(pv_span_sub(s, i, s.len), &cp);
		fine = n > 0 && cp > ' ' && cp != 0x7F;
	}
	if (fine || s.ptr == NULL)
		return s;
	p = pv_arena_alloc(arena, 3 * s.len + 1);
	if (p == NULL)
		return pv_span(NULL, 0);
	for (size_t i = 0; i < s.len; i += n) {
		n = pv_utf8_decode(pv_span_sub(s, i, s.len), &cp);
		if (n == 0) {
			memcpy(p + len, "\357\277\275", 3);
			len += 3;
			n = 1;
		} else if (cp > ' ' && cp != 0x7F) {
			memcpy(p + len, s.ptr + i, n);
			len += n;
		}
	}
	return pv_span(p, len);
}

/* Code points for private use and what stands for unknown ones. */
static void
count_strange(struct pv_pdf_page *page, struct pv_span s)
{
	uint32_t cp;
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		n = pv_utf8_decode(pv_span_sub(s, i, s.len), &cp);
		if (n == 0)
			return;
		page->letters++;
		page->strange += (cp >= 0xE000 && cp <= 0xF8FF) ||
		    cp == 0xFFFD || cp >= 0xF0000 || (cp >= 0x80 && cp < 0xA0);
	}
}

static void
grow(struct pv_pdf_box *a, const struct pv_pdf_box *b)
{
	a->x0 = b->x0 < a->x0 ? b->x0 : a->x0;
	a->y0 = b->y0 < a->y0 ? b->y0 : a->y0;
	a->x1 = b->x1 > a->x1 ? b->x1 : a->x1;
	a->y1 = b->y1 > a->y1 ? b->y1 : a->y1;
}

/* The line's own box is not asked: its words' are what is printed. */
static enum pv_rc
add_word(struct parser *p, struct pv_pdf_word *w)
{
	struct pv_pdf *d = p->d;
	struct pv_pdf_piece *k;

	if (d->words.len == PV_PDF_WORDS)
		return pv_fail(p->err, PV_EINPUT, "E-SIZE",
		    "more than %d words", PV_PDF_WORDS);
	if (!p->more) {
		k = pv_vec_push(&d->pieces);
		if (k == NULL)
			return pv_fail_nomem(p->err);
		k->box = k->core = w->box;
		k->word = (uint32_t)d->words.len;
		k->page = (uint32_t)d->pages.len - 1;
		p->page->npieces++;
		p->more = true;
	}
	if (!pv_vec_add(&d->words, w))
		return pv_fail_nomem(p->err);
	k = pv_pdf_piece(d, d->pieces.len - 1);
	grow(&k->box, &w->box);
	if (w->box.x1 - w->box.x0 > k->core.x1 - k->core.x0)
		k->core = w->box;
	k->nwords++;
	p->page->nwords++;
	return PV_OK;
}

/* Behind the start tag of a word: its text up to the end tag. */
static enum pv_rc
read_word(struct parser *p, const struct pv_tok *tok)
{
	struct pv_pdf_word w;
	struct pv_span text;
	int32_t swap;
	bool ended;

	if (!read_box(tok->attrs, &w.box))
		return malformed(p, "a word without its place");
	text = pv_tokens_raw(&p->tokens, PV_SPAN("word"), &ended);
	if (!ended)
		return malformed(p, "a word does not end");
	w.text = clean(text, p->d->arena);
	if (w.text.ptr == NULL)
		return pv_fail_nomem(p->err);
	if (w.box.x1 < w.box.x0) {
		swap = w.box.x0;
		w.box.x0 = w.box.x1;
		w.box.x1 = swap;
	}
	if (w.box.y1 < w.box.y0) {
		swap = w.box.y0;
		w.box.y0 = w.box.y1;
		w.box.y1 = swap;
	}
	count_strange(p->page, w.text);
	return w.text.len > 0 ? add_word(p, &w) : PV_OK;
}

static enum pv_rc
take(struct parser *p, const struct pv_tok *tok)
{
	bool open = tok->kind == PV_TOK_OPEN && !tok->empty;

	if (pv_span_eq(tok->name, PV_SPAN("page"))) {
		if (tok->kind == PV_TOK_OPEN)
			return open_page(p, tok);
		if (p->page != NULL && !pv_pdf_part(p->d, p->page))
			return pv_fail_nomem(p->err);
		p->page = NULL;
	} else if (pv_span_eq(tok->name, PV_SPAN("line"))) {
		p->more = false;
	} else if (open && pv_span_eq(tok->name, PV_SPAN("word"))) {
		if (p->page == NULL)
			return malformed(p, "a word on no page");
		return read_word(p, tok);
	}
	return PV_OK;
}

/* The height of most letters. */
static int32_t
usual_size(const struct pv_pdf *d)
{
	uint64_t hist[SIZES] = { 0 };
	size_t best = 100;

	for (size_t i = 0; i < d->words.len; i++) {
		const struct pv_pdf_word *w = pv_pdf_word(d, i);
		int32_t size = (w->box.y1 - w->box.y0 + 5) / 10;

		if (size > 0 && size < SIZES)
			hist[size] += w->text.len;
	}
	for (size_t i = 0; i < SIZES; i++)
		if (hist[i] > hist[best])
			best = i;
	return (int32_t)best * 10;
}

enum pv_rc
pv_pdf_parse(struct pv_pdf *d, struct pv_span layout, struct pv_err *err)
{
	struct parser p = { .d = d, .err = err };
	struct pv_tok tok;
	enum pv_rc rc = PV_OK;

	if (!pv_span_ends(pv_span_trim(layout), PV_SPAN("</html>")) ||
	    pv_span_find(layout, PV_SPAN("</doc>")) == layout.len)
		return pv_fail(err, PV_EINPUT, "E-FORMAT",
		    "pdftotext could not read it");
	pv_tokens_init_xml(&p.tokens, layout);
	while (rc == PV_OK && pv_tokens_next(&p.tokens, &tok))
		if (tok.kind == PV_TOK_OPEN || tok.kind == PV_TOK_CLOSE)
			rc = take(&p, &tok);
	if (rc != PV_OK)
		return rc;
	pv_pdf_turn(d);
	d->size = usual_size(d);
	return rc;
}

void
pv_pdf_init(struct pv_pdf *d, struct pv_arena *arena)
{
	*d = (struct pv_pdf){ .arena = arena,
		.pages = PV_VEC_INIT(struct pv_pdf_page),
		.words = PV_VEC_INIT(struct pv_pdf_word),
		.pieces = PV_VEC_INIT(struct pv_pdf_piece),
		.lines = PV_VEC_INIT(struct pv_pdf_line),
		.text = PV_BUF_INIT };

	d->pages.mem = d->words.mem = d->pieces.mem = d->lines.mem =
	    d->text.mem = pv_arena_mem(arena);
}

void
pv_pdf_release(struct pv_pdf *d)
{
	pv_vec_release(&d->pages);
	pv_vec_release(&d->words);
	pv_vec_release(&d->pieces);
	pv_vec_release(&d->lines);
	pv_buf_release(&d->text);
}
