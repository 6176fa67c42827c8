/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/html.h"

#include "base/num.h"

/* More open elements than any text needs; a refusal, not a crash. */
#define DEPTH_MAX 65536
/* Rows of tables nested deeper than this are left as paragraphs. */
#define TABLES_MAX 16

static struct pv_html_elem *
elem_at(struct pv_html_reader *r, uint32_t i)
{
	return PV_VEC_AT(&r->stack, struct pv_html_elem, i);
}

/* Take back what an element added to the text inside it. */
static void
unstyle(struct pv_html_reader *r, const struct pv_html_elem *e)
{
	r->nstrong -= e->strong;
	r->nweak -= e->weak;
	r->nhidden -= e->hidden;
}

static void
end_row(struct pv_html_reader *r, const struct pv_html_elem *e)
{
	size_t n = r->cells.len - e->mark;

	if (r->ntables <= TABLES_MAX && n > 0)
		pv_html_row(r->out, PV_VEC_AT(&r->cells, struct pv_html_cell,
		    e->mark), n);
	r->cells.len = e->mark;
}

static void
pop(struct pv_html_reader *r)
{
	struct pv_html_elem e = *elem_at(r, (uint32_t)r->stack.len - 1);

	r->stack.len--;
	if (e.dead)
		return;
	r->top[e.id] = e.prev;
	if (e.kind & PV_HTML_BLOCK) {
		pv_html_end_block(r);
		r->look = e.look;
		r->item = false;
	}
	unstyle(r, &e);
	if (e.kind & PV_HTML_ROW)
		end_row(r, &e);
	if (e.kind & PV_HTML_TABLE)
		r->ntables--;
	if (e.kind & PV_HTML_LIST)
		r->nlists--;
	if (e.heading)
		r->heading = 0;
	r->cell = e.cell;
	r->table = e.table;
	if (e.brk)
		pv_html_page_break(r);
}

static void
pop_to(struct pv_html_reader *r, uint32_t i)
{
	while (r->stack.len > i)
		pop(r);
}

/* End the innermost open `id` above the scope, if there is one. */
static void
close_id(struct pv_html_reader *r, unsigned id, uint32_t scope)
{
	uint32_t i = r->top[id];
	struct pv_html_elem *e;

	if (i == PV_NONE || (scope != PV_NONE && i < scope))
		return;
	e = elem_at(r, i);
	if (!(e->kind & PV_HTML_BLOCK) && i + 1 < r->stack.len) {
		unstyle(r, e);
		r->top[id] = e->prev;
		e->dead = true;
		return;
	}
	pop_to(r, i);
}

static void
close_named(struct pv_html_reader *r, const char *name, uint32_t scope)
{
	unsigned kind;

	close_id(r, pv_html_tag(pv_span_str(name), &kind), scope);
}

/* End tags that HTML lets people leave out. */
static void
implied_ends(struct pv_html_reader *r, unsigned kind, struct pv_span name)
{
	uint32_t list;
	unsigned k, ul, ol;

	if (!(kind & PV_HTML_BLOCK))
		return;
	if (kind & (PV_HTML_CELL | PV_HTML_ROW)) {
		close_named(r, "td", r->table);
		close_named(r, "th", r->table);
		if (kind & PV_HTML_ROW)
			close_named(r, "tr", r->table);
		return;
	}
	close_id(r, r->para, r->cell);
	if (kind & PV_HTML_ITEM) {
		ul = pv_html_tag(PV_SPAN("ul"), &k);
		ol = pv_html_tag(PV_SPAN("ol"), &k);
		list = r->top[ul];
		if (list == PV_NONE || (r->top[ol] != PV_NONE &&
		    r->top[ol] > list))
			list = r->top[ol];
		if (r->cell != PV_NONE && (list == PV_NONE || list < r->cell))
			list = r->cell;
		close_named(r, "li", list);
	} else if (pv_span_ieq(name, PV_SPAN("dt")) ||
	    pv_span_ieq(name, PV_SPAN("dd"))) {
		close_named(r, "dt", r->cell);
		close_named(r, "dd", r->cell);
	}
}

static void
start_list(struct pv_html_reader *r, struct pv_html_elem *e,
    const struct pv_tok *tok, const struct pv_html_style *style)
{
	struct pv_span v;
	uint64_t n;

	e->count = 1;
	e->style = pv_span_ieq(tok->name, PV_SPAN("ol")) ? '1' : '*';
	if (e->style == '1' && pv_tag_find(tok->attrs, "type", &v) &&
	    v.len == 1 && (pv_tolower(v.ptr[0]) == 'a' ||
	    pv_tolower(v.ptr[0]) == 'i'))
		e->style = v.ptr[0];
	if (pv_tag_find(tok->attrs, "start", &v) &&
	    pv_num_parse(v, 1000000, &n))
		e->count = (uint32_t)n;
	if (style->list == '\0' && e->style != '*')
		e->style = pv_css_nested(&r->css, r->nlists + 1,
		    e->style);
	else if (style->list != '\0')
		e->style = style->list;
}

/* The innermost list inside the cell, or NULL. */
static struct pv_html_elem *
inner_list(struct pv_html_reader *r)
{
	static const char *const names[] = { "ol", "ul", "menu", "dir" };
	uint32_t best = PV_NONE, at;
	unsigned kind;
	size_t i;

	for (i = 0; i < 4; i++) {
		at = r->top[pv_html_tag(pv_span_str(names[i]), &kind)];
		if (at != PV_NONE && (best == PV_NONE || at > best))
			best = at;
	}
	if (best == PV_NONE || (r->cell != PV_NONE && best < r->cell))
		return NULL;
	return elem_at(r, best);
}

static void
start_item(struct pv_html_reader *r, const struct pv_tok *tok)
{
	struct pv_html_elem *list = inner_list(r);
	char style = list != NULL ? list->style : '*', buf[PV_MARKER_MAX];
	struct pv_span v;
	uint64_t n;

	r->item = true;
	r->marker = PV_SPAN("*");
	if (style == '*' || list == NULL)
		return;
	if (style == '-') {
		r->marker = PV_SPAN("");
		return;
	}
	if (pv_tag_find(tok->attrs, "value", &v) &&
	    pv_num_parse(v, 1000000, &n))
		list->count = (uint32_t)n;
	r->marker = pv_arena_dup(r->out->arena, pv_span(buf,
	    pv_marker_write(style, list->count++, buf)));
	if (r->marker.ptr == NULL)
		r->out->frags.failed = true;
}

static void
start_cell(struct pv_html_reader *r)
{
	struct pv_html_cell *c = pv_vec_push(&r->cells);

	if (c != NULL)
		c->block = (uint32_t)r->out->blocks.len;
}

/* What a start tag does to the text inside it. */
static void
apply_style(struct pv_html_reader *r, struct pv_html_elem *e,
    const struct pv_html_style *s)
{
	unsigned indent;

	e->strong = (e->kind & PV_HTML_STRONG || s->bits & PV_STYLE_STRONG) &&
	    !(s->bits & PV_STYLE_NORMAL);
	e->weak = e->kind & PV_HTML_WEAK || s->bits & PV_STYLE_WEAK;
	e->hidden = e->kind & PV_HTML_HIDDEN || s->bits & PV_STYLE_HIDDEN;
	e->brk = (s->bits & PV_STYLE_BREAK_AFTER) != 0;
	r->nstrong += e->strong;
	r->nweak += e->weak;
	r->nhidden += e->hidden;
	if (!(e->kind & PV_HTML_BLOCK))
		return;
	if (e->kind & PV_HTML_CENTER || s->bits & PV_STYLE_CENTER)
		r->look.center = true;
	if (s->bits & PV_STYLE_ALIGN || e->kind & PV_HTML_TABLE)
		r->look.center = false;
	if (e->kind & PV_HTML_PRE || s->bits & PV_STYLE_PRE)
		r->look.pre = true;
	indent = r->look.indent + s->indent;
	r->look.indent = (uint16_t)(indent > 1000 ? 1000 : indent);
}

static enum pv_rc
push(struct pv_html_reader *r, const struct pv_tok *tok, unsigned id,
    unsigned kind)
{
	struct pv_html_style style;
	struct pv_html_elem *e, new = { 0 };

	if (r->stack.len >= DEPTH_MAX)
		return pv_fail_at(r->err, PV_EINPUT, "E-DEPTH",
		    pv_tokens_line(&r->tokens), 0,
		    "more than %d open elements", DEPTH_MAX);
	pv_html_style(&r->css, tok, &style);
	if (style.bits & PV_STYLE_BLOCK)
		kind |= PV_HTML_BLOCK;
	if (style.bits & PV_STYLE_BREAK_BEFORE)
		pv_html_page_break(r);
	else if (kind & PV_HTML_BLOCK)
		pv_html_end_block(r);
	new.id = (uint16_t)id;
	new.kind = (uint16_t)kind;
	new.prev = r->top[id];
	new.cell = r->cell;
	new.table = r->table;
	new.look = r->look;
	new.mark = (uint32_t)r->cells.len;
	new.heading = (uint8_t)pv_html_heading(tok->name);
	if (kind & PV_HTML_LIST)
		start_list(r, &new, tok, &style);
	apply_style(r, &new, &style);
	e = pv_vec_push(&r->stack);
	if (e == NULL)
		return pv_fail_nomem(r->err);
	*e = new;
	r->top[id] = (uint32_t)r->stack.len - 1;
	return PV_OK;
}

/* Bookkeeping of an element that is open now. */
static void
entered(struct pv_html_reader *r, const struct pv_tok *tok, unsigned kind)
{
	uint32_t here = (uint32_t)r->stack.len - 1;

	if (kind & PV_HTML_HEADING)
		r->heading = pv_html_heading(tok->name);
	if (kind & PV_HTML_LIST)
		r->nlists++;
	if (kind & PV_HTML_ITEM)
		start_item(r, tok);
	if (kind & PV_HTML_TABLE) {
		r->ntables++;
		r->table = here;
	}
	if (kind & (PV_HTML_TABLE | PV_HTML_CELL))
		r->cell = here;
	if (kind & PV_HTML_CELL)
		start_cell(r);
}

static void
link_target(struct pv_html_reader *r, const struct pv_tok *tok)
{
	struct pv_span url;

	if (!pv_tag_find(tok->attrs, "href", &url))
		return;
	url = pv_charrefs(pv_span_trim(url), r->out->arena);
	if (url.ptr == NULL)
		r->out->links.failed = true;
	else if (url.len > 0 && url.ptr[0] != '#')
		pv_blocks_link(r->out, (uint32_t)tok->src, url);
}

/* An image whose description is longer than a caption hides text. */
static void
image(struct pv_html_reader *r, const struct pv_tok *tok)
{
	struct pv_span alt;

	if (pv_tag_find(tok->attrs, "alt", &alt) && alt.len > 80)
		pv_blocks_diag(r->out, PV_SEV_WARNING, (uint32_t)tok->src,
		    "W-HIDDEN", "an image carries text that is not read");
}

static bool
ascii_only(struct pv_span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

/* Names that leave ASCII as it is, and those that the decoder reads. */
static bool
charset_ok(const struct pv_html_reader *r, struct pv_span name)
{
	static const char *const known[] = { "utf-8", "utf8", "us-ascii",
		"ascii", "iso-8859-1", "iso8859-1", "latin1", "windows-1252",
		"cp1252", "x-cp1252", "utf-16", "utf-16le", "utf-16be",
		"x-user-defined" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (pv_span_ieq(name, pv_span_str(known[i])))
			return true;
	return (pv_span_istarts(name, PV_SPAN("iso-8859-")) ||
	    pv_span_istarts(name, PV_SPAN("windows-125"))) &&
	    ascii_only(r->tokens.text);
}

static enum pv_rc
meta(struct pv_html_reader *r, const struct pv_tok *tok)
{
	struct pv_span v, name;
	size_t at, end;

	if (pv_tag_find(tok->attrs, "charset", &v)) {
		name = pv_span_trim(v);
	} else {
		if (!pv_tag_find(tok->attrs, "content", &v))
			return PV_OK;
		at = pv_span_ifind(v, PV_SPAN("charset="));
		if (at == v.len)
			return PV_OK;
		at += strlen("charset=");
		for (end = at; end < v.len; end++)
			if (v.ptr[end] == ';' || pv_isspace(v.ptr[end]))
				break;
		name = pv_span_trim(pv_span_sub(v, at, end));
	}
	if (name.len == 0 || charset_ok(r, name))
		return PV_OK;
	return pv_fail_at(r->err, PV_EINPUT, "E-ENCUNK",
	    pv_tokens_line(&r->tokens), 0, "encoding '%.*s' is not supported",
	    name.len > 40 ? 40 : (int)name.len, name.ptr);
}

/* Elements without an end tag. */
static enum pv_rc
void_tag(struct pv_html_reader *r, const struct pv_tok *tok, unsigned kind)
{
	if (kind & PV_HTML_BREAK)
		pv_html_page_break(r);
	else if (pv_span_ieq(tok->name, PV_SPAN("br")))
		pv_html_line_break(r);
	else if (pv_span_ieq(tok->name, PV_SPAN("img")))
		image(r, tok);
	else if (pv_span_ieq(tok->name, PV_SPAN("meta")))
		return meta(r, tok);
	return PV_OK;
}

/* A style sheet that makes text, as "content: '...'" does. */
static void
sheet(struct pv_html_reader *r, struct pv_span s, size_t src)
{
	size_t at = pv_span_ifind(s, PV_SPAN("content")), i;
	struct pv_span rest;

	pv_css_sheet(&r->css, s);
	while (at < s.len) {
		rest = pv_span_sub(s, at + 7, s.len);
		for (i = 0; i < rest.len && (pv_isspace(rest.ptr[i]) ||
		    rest.ptr[i] == ':'); i++)
			;
		if (i > 0 && i + 2 < rest.len && (rest.ptr[i] == '"' ||
		    rest.ptr[i] == '\'') && pv_isalnum(rest.ptr[i + 1])) {
			pv_blocks_diag(r->out, PV_SEV_WARNING,
			    (uint32_t)(src + at), "W-HIDDEN",
			    "a style sheet makes text that is not read");
			return;
		}
		at += 7 + pv_span_ifind(rest, PV_SPAN("content"));
	}
}

static void
raw_element(struct pv_html_reader *r, const struct pv_tok *tok)
{
	size_t src = r->tokens.at;
	struct pv_span body;
	bool ended, title = pv_span_ieq(tok->name, PV_SPAN("title"));

	if (tok->empty)
		return;
	body = pv_tokens_raw(&r->tokens, tok->name, &ended);
	pv_blocks_skip(r->out, (uint32_t)src, (uint32_t)body.len,
	    title ? PV_SKIP_MARKUP : PV_SKIP_SCRIPT);
	if (pv_span_ieq(tok->name, PV_SPAN("style")))
		sheet(r, body, src);
	if (!ended && pv_marker_blank(body) < body.len)
		pv_blocks_diag(r->out, PV_SEV_WARNING, (uint32_t)src,
		    "W-HIDDEN", "an element without an end hides the rest");
}

/*
 * Inline XBRL 1.1: <ix:header> and the <ix:hidden> in it hold facts, no text;
 * the others are transparent.
 */
static bool
is_xbrl_header(const struct pv_tok *tok)
{
	return pv_span_ieq(tok->prefix, PV_SPAN("ix")) &&
	    (pv_span_ieq(tok->name, PV_SPAN("header")) ||
	    pv_span_ieq(tok->name, PV_SPAN("hidden")));
}

static void
skip_header(struct pv_html_reader *r, struct pv_span name)
{
	size_t src = r->tokens.at;
	struct pv_span body;
	bool ended;

	body = pv_tokens_raw(&r->tokens, pv_span_ieq(name, PV_SPAN("header")) ?
	    PV_SPAN("ix:header") : PV_SPAN("ix:hidden"), &ended);
	pv_blocks_skip(r->out, (uint32_t)src, (uint32_t)body.len,
	    PV_SKIP_SCRIPT);
}

static enum pv_rc
start_tag(struct pv_html_reader *r, const struct pv_tok *tok)
{
	unsigned kind, id = pv_html_tag(tok->name, &kind);
	enum pv_rc rc;

	if (tok->len > PV_TAG_MAX)
		return pv_fail_at(r->err, PV_EINPUT, "E-SIZE",
		    pv_tokens_line(&r->tokens), 0,
		    "start tag longer than %d bytes", PV_TAG_MAX);
	if (is_xbrl_header(tok) && !tok->empty) {
		skip_header(r, tok->name);
		return PV_OK;
	}
	if (tok->prefix.len > 0)
		kind = 0;
	if (kind & PV_HTML_RAW) {
		raw_element(r, tok);
		return PV_OK;
	}
	if (kind & PV_HTML_VOID)
		return void_tag(r, tok, kind);
	implied_ends(r, kind, tok->name);
	if (kind & PV_HTML_STRUCK && !r->told_struck) {
		r->told_struck = true;
		pv_blocks_diag(r->out, PV_SEV_WARNING, (uint32_t)tok->src,
		    "W-STRUCK", "struck text is read as if it stood");
	}
	rc = push(r, tok, id, kind);
	if (rc != PV_OK)
		return rc;
	entered(r, tok, kind);
	if (pv_span_ieq(tok->name, PV_SPAN("a")))
		link_target(r, tok);
	if (tok->empty && tok->prefix.len > 0)
		pop(r);
	return PV_OK;
}

static void
end_tag(struct pv_html_reader *r, const struct pv_tok *tok)
{
	unsigned kind, id = pv_html_tag(tok->name, &kind);
	uint32_t scope = r->cell;

	if (tok->prefix.len == 0 && kind & (PV_HTML_ROW | PV_HTML_CELL))
		scope = r->table;
	else if (tok->prefix.len == 0 && kind & PV_HTML_TABLE)
		scope = PV_NONE;
	else if (pv_span_ieq(tok->name, PV_SPAN("body")) ||
	    pv_span_ieq(tok->name, PV_SPAN("html")))
		return;
	if (kind & PV_HTML_VOID) {
		if (pv_span_ieq(tok->name, PV_SPAN("br")))
			pv_html_line_break(r);
		return;
	}
	close_id(r, id, scope);
}

static enum pv_rc
token(struct pv_html_reader *r, const struct pv_tok *tok)
{
	size_t off = 0;

	switch (tok->kind) {
	case PV_TOK_TEXT:
		pv_html_text(r, tok->src, tok->src + tok->len);
		return PV_OK;
	case PV_TOK_CDATA:
		off = (size_t)(tok->body.ptr - r->tokens.text.ptr);
		pv_blocks_skip(r->out, (uint32_t)tok->src,
		    (uint32_t)(off - tok->src), PV_SKIP_MARKUP);
		pv_html_emit(r, tok->body, off, tok->body.len);
		pv_blocks_skip(r->out, (uint32_t)(off + tok->body.len), 3,
		    PV_SKIP_MARKUP);
		return PV_OK;
	case PV_TOK_COMMENT:
		pv_blocks_skip(r->out, (uint32_t)tok->src, (uint32_t)tok->len,
		    PV_SKIP_COMMENT);
		return PV_OK;
	case PV_TOK_DECL:
		pv_blocks_skip(r->out, (uint32_t)tok->src, (uint32_t)tok->len,
		    PV_SKIP_MARKUP);
		return PV_OK;
	case PV_TOK_OPEN:
	case PV_TOK_CLOSE:
		pv_blocks_skip(r->out, (uint32_t)tok->src, (uint32_t)tok->len,
		    PV_SKIP_MARKUP);
		break;
	}
	if (tok->kind == PV_TOK_OPEN)
		return start_tag(r, tok);
	end_tag(r, tok);
	return PV_OK;
}

static void
init(struct pv_html_reader *r, struct pv_span text, struct pv_blocks *out,
    struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(out->arena);
	unsigned kind;
	size_t i;

	memset(r, 0, sizeof(*r));
	pv_tokens_init(&r->tokens, text);
	r->out = out;
	r->err = err;
	r->stack = (struct pv_vec)PV_VEC_INIT(struct pv_html_elem);
	r->cells = (struct pv_vec)PV_VEC_INIT(struct pv_html_cell);
	r->hidden = (struct pv_vec)PV_VEC_INIT(struct pv_frag);
	r->css.rules = (struct pv_vec)PV_VEC_INIT(struct pv_css_rule);
	r->stack.mem = r->cells.mem = mem;
	r->hidden.mem = r->css.rules.mem = mem;
	r->css.sorted = true;
	r->line = 1;
	r->cell = r->table = PV_NONE;
	r->para = pv_html_tag(PV_SPAN("p"), &kind);
	for (i = 0; i < PV_HTML_TAGS; i++)
		r->top[i] = PV_NONE;
}

static enum pv_rc
read_html(struct pv_span text, struct pv_blocks *out, struct pv_err *err)
{
	size_t blocks = out->blocks.len, frags = out->frags.len;
	size_t skips = out->skips.len;
	struct pv_html_reader r;
	struct pv_tok tok;
	enum pv_rc rc = PV_OK;

	init(&r, text, out, err);
	while (rc == PV_OK && pv_tokens_next(&r.tokens, &tok))
		rc = token(&r, &tok);
	pop_to(&r, 0);
	pv_html_end_block(&r);
	if (rc == PV_OK && (r.hidden.failed || r.cells.failed ||
	    r.css.rules.failed))
		rc = pv_fail_nomem(err);
	pv_vec_release(&r.stack);
	pv_vec_release(&r.cells);
	pv_vec_release(&r.hidden);
	pv_vec_release(&r.css.rules);
	pv_html_finish(out, blocks, frags, skips);
	return rc;
}

/* Tags of HTML in the head, up to ten. */
static int
count_tags(struct pv_span head)
{
	struct pv_tokens t;
	struct pv_tok tok;
	int n = 0;

	pv_tokens_init(&t, pv_span_sub(head, 0, 8192));
	while (n < 10 && pv_tokens_next(&t, &tok))
		if (tok.kind == PV_TOK_OPEN && tok.prefix.len == 0 &&
		    pv_html_tag_known(tok.name) && !pv_html_text_tag(tok.name))
			n++;
	return n;
}

static bool
named_html(struct pv_span name)
{
	size_t i;

	for (i = name.len; i > 0 && name.ptr[i - 1] != '.'; i--)
		;
	name = pv_span_sub(name, i, name.len);
	return pv_span_ieq(name, PV_SPAN("html")) ||
	    pv_span_ieq(name, PV_SPAN("htm")) ||
	    pv_span_ieq(name, PV_SPAN("xhtml"));
}

static int
bid_html(struct pv_span head, struct pv_span name)
{
	struct pv_span s = pv_span_sub(head, pv_marker_blank(head), head.len);
	size_t root;
	int tags;

	if (pv_span_istarts(s, PV_SPAN("<!doctype html")) ||
	    pv_span_istarts(s, PV_SPAN("<html")))
		return 95;
	root = pv_span_ifind(pv_span_sub(s, 0, 4096), PV_SPAN("<html"));
	if (s.len > 0 && s.ptr[0] == '<' && root < s.len && root < 4096)
		return 92;
	tags = count_tags(s);
	if (tags == 0)
		return 0;
	if (s.ptr[0] == '<')
		return named_html(name) ? 90 : 40 + tags * 2;
	return named_html(name) ? 60 + tags : tags >= 10 ? 20 : 0;
}

const struct pv_reader pv_reader_html = {
	.name = "html",
	.format = PV_FORMAT_HTML,
	.basis = PV_BASIS_TEXT,
	.bid = bid_html,
	.read = read_html
};
