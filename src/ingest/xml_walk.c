/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/xml.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/digest.h"
#include "ingest/html.h"
#include "ingest/html_token.h"
#include "ingest/marker.h"

#define DEPTH_MAX 257           /* one more than the gate lets through */

struct level {
	uint64_t name;
	enum pv_xml_role role;
	bool text;              /* elements of this name hold text directly */
	bool block;             /* ends the block that is open at its end */
	bool strong, weak;
};

struct walk {
	struct pv_tokens tokens;
	struct pv_blocks *out;
	const struct pv_xml_vocabulary *words;
	struct pv_vec mixed;            /* uint64_t, sorted: names with text */
	struct level stack[DEPTH_MAX];
	unsigned depth, levels, meta, strong, weak;
	struct pv_lead lead;
	struct pv_span num;             /* number of the next block */
	uint32_t num_src, num_len;
	struct pv_buf numbuf;           /* text of an open <num> */
	bool open, in_num, in_row;
	bool run_in;            /* the open block is a heading that runs on */
	char last;              /* byte of the open block that is no blank */
	unsigned cells;
};

static enum pv_xml_role
role_of(const struct pv_xml_vocabulary *v, struct pv_span name)
{
	size_t lo = 0, hi = v->nwords, mid, i;
	char buf[32];
	int c;

	if (name.len >= sizeof(buf))
		return PV_XML_OTHER;
	for (i = 0; i < name.len; i++)
		buf[i] = pv_tolower(name.ptr[i]);
	buf[i] = '\0';
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		c = strcmp(buf, v->words[mid].name);
		if (c == 0)
			return v->words[mid].role;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return PV_XML_OTHER;
}

static int
by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/*
 * Names of elements that somewhere hold text directly: what stands inside
 * them is inline, unless the vocabulary says otherwise.
 */
static void
collect_mixed(struct walk *w, struct pv_span text)
{
	uint64_t stack[DEPTH_MAX] = { 0 }, *names, last = 0;
	struct pv_tokens t;
	struct pv_tok tok;
	size_t depth = 0, i, n = 0;

	pv_tokens_init_xml(&t, text);
	while (pv_tokens_next(&t, &tok)) {
		if (tok.kind == PV_TOK_OPEN && !tok.empty) {
			if (++depth < DEPTH_MAX)
				stack[depth] = pv_hash64(tok.name);
		} else if (tok.kind == PV_TOK_CLOSE && depth > 0) {
			depth--;
		} else if (tok.kind == PV_TOK_TEXT && depth > 0 &&
		    depth < DEPTH_MAX && stack[depth] != last &&
		    pv_marker_blank(tok.body) < tok.body.len) {
			last = stack[depth];
			pv_vec_add(&w->mixed, &last);
		}
	}
	names = w->mixed.ptr;
	if (w->mixed.len > 1)
		qsort(names, w->mixed.len, sizeof(*names), by_hash);
	for (i = 0; i < w->mixed.len; i++)
		if (n == 0 || names[n - 1] != names[i])
			names[n++] = names[i];
	w->mixed.len = n;
}

static bool
is_mixed(const struct walk *w, uint64_t name)
{
	return w->mixed.len > 0 && bsearch(&name, w->mixed.ptr, w->mixed.len,
	    sizeof(name), by_hash) != NULL;
}

static void
end_block(struct walk *w)
{
	if (w->open && w->out->blocks.len > 0)
		pv_lead_apply(&w->lead, PV_VEC_AT(&w->out->blocks,
		    struct pv_block, w->out->blocks.len - 1));
	w->open = w->run_in = false;
}

/*
 * A heading with a full stop of its own is set in the line of the paragraph
 * behind it: it is kept open for that.
 */
static void
end_heading(struct walk *w)
{
	w->run_in = w->open && w->last == '.' && !w->in_row;
	if (!w->run_in && !w->in_row)
		end_block(w);
}

static void
start_para(struct walk *w, size_t src)
{
	struct pv_block *b;

	if (!w->run_in) {
		if (!w->in_row)
			end_block(w);
		return;
	}
	b = PV_VEC_AT(&w->out->blocks, struct pv_block,
	    w->out->blocks.len - 1);
	b->kind = PV_BLOCK_PARA;
	pv_blocks_text(w->out, PV_SPAN(" "), (uint32_t)src, 0);
	w->lead.lead = w->lead.ink;
	w->lead.state = 2;
	w->lead.plain = true;
	w->lead.len++;
	w->run_in = false;
}

static struct level *
top(struct walk *w)
{
	return &w->stack[w->depth];
}

static enum pv_block_kind
kind_here(const struct walk *w)
{
	unsigned i;

	if (w->in_row)
		return PV_BLOCK_ROW;
	for (i = w->depth; i > 0; i--) {
		if (w->stack[i].role == PV_XML_HEADING)
			return PV_BLOCK_HEADING;
		if (w->stack[i].role == PV_XML_LEVEL)
			break;
	}
	return PV_BLOCK_PARA;
}

static void
open_block(struct walk *w)
{
	struct pv_block *b = pv_blocks_open(w->out, kind_here(w),
	    pv_tokens_line(&w->tokens));

	if (b == NULL)
		return;
	b->level = (uint16_t)w->levels;
	if (w->num.len > 0) {
		b->marker = w->num;
		b->marker_src = w->num_src;
		b->marker_len = w->num_len;
	}
	if (w->words->certain)
		b->flags |= PV_BLOCK_FROM_STRUCTURE;
	w->num = pv_span("", 0);
	memset(&w->lead, 0, sizeof(w->lead));
	w->open = true;
}

/* A number that no text follows stands as a heading of its own. */
static void
flush_num(struct walk *w)
{
	struct pv_block *b;

	if (w->num.len == 0)
		return;
	end_block(w);
	b = pv_blocks_open(w->out, PV_BLOCK_HEADING,
	    pv_tokens_line(&w->tokens));
	if (b != NULL) {
		b->level = (uint16_t)w->levels;
		if (w->words->certain)
			b->flags |= PV_BLOCK_FROM_STRUCTURE;
		pv_blocks_text(w->out, w->num, w->num_src, w->num_len);
	}
	w->num = pv_span("", 0);
}

static void
emit(struct walk *w, struct pv_span s, size_t src, size_t len)
{
	enum pv_emphasis e = PV_EMPH_NONE;
	bool blank = pv_marker_blank(s) == s.len;

	if (w->in_num) {
		pv_buf_span(&w->numbuf, s);
		return;
	}
	if (w->run_in && !blank)
		end_block(w);
	if (!w->open || w->run_in) {
		if (blank && s.len == len && pv_isspace(s.ptr[0]))
			return;
		if (blank) {
			pv_blocks_skip(w->out, (uint32_t)src, (uint32_t)len,
			    PV_SKIP_SPACE);
			return;
		}
		open_block(w);
	}
	if (w->strong > 0)
		e = PV_EMPH_STRONG;
	else if (w->weak > 0)
		e = PV_EMPH_WEAK;
	pv_blocks_text(w->out, s, (uint32_t)src, (uint32_t)len);
	pv_lead_text(&w->lead, s, e);
	s = pv_span_trim(s);
	if (s.len > 0)
		w->last = s.ptr[s.len - 1];
}

static void
text_run(struct walk *w, size_t at, size_t end)
{
	struct pv_span s = w->tokens.text, text;
	size_t from, used, n;
	char c[4];

	while (at < end) {
		from = at;
		while (at < end && s.ptr[at] != '&')
			at++;
		if (at > from)
			emit(w, pv_span_sub(s, from, at), from, at - from);
		if (at == end)
			return;
		used = pv_charref(pv_span_sub(s, at, end), c, &n);
		if (used == 0) {
			emit(w, pv_span_sub(s, at, at + 1), at, 1);
			at++;
			continue;
		}
		text = pv_arena_dup(w->out->arena, pv_span(c, n));
		if (text.ptr == NULL)
			w->out->frags.failed = true;
		else
			emit(w, text, at, used);
		at += used;
	}
}

/* number="4.2", num="(a)", and ids that are nothing but a number. */
static void
number_attribute(struct walk *w, const struct pv_tok *tok)
{
	static const char *const names[] = { "number", "num", "n", "label",
		"id" };
	struct pv_span v;
	size_t i, k, digits;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!pv_tag_find(tok->attrs, names[i], &v))
			continue;
		v = pv_span_trim(v);
		for (digits = 0, k = 0; k < v.len; k++)
			digits += pv_isdigit(v.ptr[k]);
		if (v.len == 0 || v.len > 32 ||
		    (pv_marker_label(v) != v.len &&
		    (digits != v.len || i == 4)))
			continue;
		w->num = v;
		/* an attribute is not printed: it has no bytes of its own */
		w->num_src = (uint32_t)(v.ptr - w->tokens.text.ptr);
		w->num_len = 0;
		return;
	}
}

static void
end_num(struct walk *w)
{
	struct pv_span s = pv_buf_view(&w->numbuf);

	w->in_num = false;
	s = pv_span_sub(s, pv_marker_blank(s), s.len);
	s = pv_span_trim(s);
	s = pv_arena_dup(w->out->arena, s);
	if (s.ptr == NULL) {
		w->out->frags.failed = true;
		return;
	}
	w->num = s;
	w->num_len = (uint32_t)w->tokens.at - w->num_src;
}

static void
style(struct walk *w, const struct pv_tok *tok, struct level *l)
{
	static const char *const strong[] = { "b", "bold", "strong", "u",
		"underline" };
	static const char *const weak[] = { "i", "italic", "em", "emphasis" };
	size_t i;

	for (i = 0; i < sizeof(strong) / sizeof(strong[0]); i++)
		l->strong |= pv_span_ieq(tok->name, pv_span_str(strong[i]));
	for (i = 0; i < sizeof(weak) / sizeof(weak[0]); i++)
		l->weak |= pv_span_ieq(tok->name, pv_span_str(weak[i]));
	w->strong += l->strong;
	w->weak += l->weak;
}

/* What an element is where it stands. */
static enum pv_xml_role
place(const struct walk *w, const struct pv_tok *tok, const struct level *in)
{
	enum pv_xml_role role = role_of(w->words, tok->name);

	if (role == PV_XML_OTHER && in->role == PV_XML_LEVEL)
		return in->text && w->open ? PV_XML_INLINE : role;
	if (role == PV_XML_OTHER && (in->text || in->role == PV_XML_PARA ||
	    in->role == PV_XML_HEADING || in->role == PV_XML_INLINE ||
	    in->role == PV_XML_NUM || in->role == PV_XML_CELL))
		return PV_XML_INLINE;
	/* A number or heading inside running text is part of it. */
	if ((role == PV_XML_NUM || role == PV_XML_HEADING) && w->open &&
	    in->role == PV_XML_INLINE)
		return PV_XML_INLINE;
	return role;
}

static void
start_cell(struct walk *w, const struct pv_tok *tok)
{
	if (w->cells++ > 0 && w->open) {
		pv_blocks_text(w->out, PV_SPAN(" | "), (uint32_t)tok->src, 0);
		pv_lead_text(&w->lead, PV_SPAN(" | "), PV_EMPH_NONE);
	}
}

static void
enter(struct walk *w, const struct pv_tok *tok, struct level *l)
{
	switch (l->role) {
	case PV_XML_LEVEL:
		end_block(w);
		flush_num(w);
		w->levels++;
		number_attribute(w, tok);
		break;
	case PV_XML_NUM:
		end_block(w);
		flush_num(w);
		w->in_num = true;
		w->num_src = (uint32_t)w->tokens.at;
		pv_buf_clear(&w->numbuf);
		break;
	case PV_XML_ROW:
		end_block(w);
		w->in_row = true;
		w->cells = 0;
		break;
	case PV_XML_CELL:
		start_cell(w, tok);
		break;
	case PV_XML_HEADING:
		if (!w->in_row)
			end_block(w);
		break;
	case PV_XML_PARA:
		start_para(w, tok->src);
		break;
	case PV_XML_OTHER:
		if (!w->in_row && !w->run_in)
			end_block(w);
		break;
	case PV_XML_META:
		end_block(w);
		w->meta++;
		break;
	case PV_XML_BREAK:
		emit(w, PV_SPAN(" "), tok->src, 0);
		break;
	case PV_XML_INLINE:
		style(w, tok, l);
		break;
	}
}

static void
start_tag(struct walk *w, const struct pv_tok *tok)
{
	struct level *in = top(w), *l;

	if (w->depth + 1 >= DEPTH_MAX)
		return;
	l = &w->stack[++w->depth];
	memset(l, 0, sizeof(*l));
	l->name = pv_hash64(tok->name);
	l->role = w->meta > 0 ? PV_XML_META : place(w, tok, in);
	if (w->depth == 1 && l->role == PV_XML_INLINE)
		l->role = PV_XML_OTHER;
	l->text = is_mixed(w, l->name);
	enter(w, tok, l);
}

static void
end_tag(struct walk *w)
{
	struct level *l = top(w);

	if (w->depth == 0)
		return;
	w->depth--;
	switch (l->role) {
	case PV_XML_LEVEL:
		end_block(w);
		flush_num(w);
		w->levels--;
		break;
	case PV_XML_NUM:
		end_num(w);
		break;
	case PV_XML_ROW:
		end_block(w);
		w->in_row = false;
		break;
	case PV_XML_HEADING:
		end_heading(w);
		break;
	case PV_XML_PARA:
	case PV_XML_OTHER:
		if (!w->in_row && !w->run_in)
			end_block(w);
		break;
	case PV_XML_META:
		w->meta--;
		break;
	case PV_XML_INLINE:
		w->strong -= l->strong;
		w->weak -= l->weak;
		break;
	case PV_XML_CELL:
	case PV_XML_BREAK:
		break;
	}
}

/* <num> is one stretch of the source: its inner tags are no skips. */
static void
skip(struct walk *w, const struct pv_tok *tok, enum pv_skip_reason why)
{
	if (!w->in_num)
		pv_blocks_skip(w->out, (uint32_t)tok->src,
		    (uint32_t)tok->len, why);
}

static void
token(struct walk *w, const struct pv_tok *tok)
{
	size_t off;

	switch (tok->kind) {
	case PV_TOK_TEXT:
		if (w->meta > 0)
			skip(w, tok, PV_SKIP_ENVELOPE);
		else
			text_run(w, tok->src, tok->src + tok->len);
		break;
	case PV_TOK_CDATA:
		off = (size_t)(tok->body.ptr - w->tokens.text.ptr);
		if (w->meta > 0 || tok->body.len == 0) {
			skip(w, tok, PV_SKIP_ENVELOPE);
			break;
		}
		pv_blocks_skip(w->out, (uint32_t)tok->src,
		    (uint32_t)(off - tok->src), PV_SKIP_MARKUP);
		emit(w, tok->body, off, tok->body.len);
		pv_blocks_skip(w->out, (uint32_t)(off + tok->body.len), 3,
		    PV_SKIP_MARKUP);
		break;
	case PV_TOK_COMMENT:
		skip(w, tok, PV_SKIP_COMMENT);
		break;
	case PV_TOK_DECL:
		skip(w, tok, PV_SKIP_MARKUP);
		break;
	case PV_TOK_OPEN:
		skip(w, tok, PV_SKIP_MARKUP);
		start_tag(w, tok);
		if (tok->empty)
			end_tag(w);
		break;
	case PV_TOK_CLOSE:
		end_tag(w);
		if (w->num_len > 0 && w->num.len > 0 &&
		    w->num_src + w->num_len == tok->src + tok->len)
			w->num_len -= (uint32_t)tok->len;
		skip(w, tok, PV_SKIP_MARKUP);
		break;
	}
}

enum pv_rc
pv_xml_walk(struct pv_span text, const struct pv_xml_vocabulary *words,
    struct pv_blocks *out, struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(out->arena);
	size_t blocks = out->blocks.len, frags = out->frags.len;
	size_t skips = out->skips.len;
	struct walk *w = pv_arena_alloc(out->arena, sizeof(*w));
	struct pv_tok tok;
	bool failed;

	if (w == NULL)
		return pv_fail_nomem(err);
	pv_tokens_init_xml(&w->tokens, text);
	w->out = out;
	w->words = words;
	w->mixed = (struct pv_vec)PV_VEC_INIT(uint64_t);
	w->mixed.mem = w->numbuf.mem = mem;
	collect_mixed(w, text);
	while (pv_tokens_next(&w->tokens, &tok))
		token(w, &tok);
	end_block(w);
	flush_num(w);
	failed = w->mixed.failed || w->numbuf.failed;
	pv_vec_release(&w->mixed);
	pv_buf_release(&w->numbuf);
	pv_html_finish(out, blocks, frags, skips);
	return failed ? pv_fail_nomem(err) : PV_OK;
}
