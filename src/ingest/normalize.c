/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/norm.h"

#include <stdlib.h>

#include "base/buf.h"
#include "ingest/oddity.h"
#include "ingest/tally.h"

/*
 * Fragments to normalized text, one pass: plain ASCII is copied in runs, what
 * is not goes through fold.c, white space waits until the next visible
 * character shows what becomes of it.
 */

/* Classes of bytes; the rest are rare and looked at one by one. */
enum { RARE = 0, PLAIN = 1, SPACE = 2, DIGIT = 3 };

static const uint8_t classes[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	2, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1,
	3, 3, 1, 3, 1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0,
	0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0
};

uint32_t
pv_norm_src(const struct pv_norm *n, size_t at)
{
	return n->whole ? n->frag->src : n->frag->src + (uint32_t)at;
}

uint32_t
pv_norm_len(const struct pv_norm *n, size_t len)
{
	return n->whole ? 0 : (uint32_t)len;
}

void
pv_norm_space(struct pv_norm *n, uint32_t from, uint32_t len, bool line)
{
	if (n->space && n->to != from) {
		pv_blocks_skip(n->b, n->from, n->to - n->from, PV_SKIP_SPACE);
		n->from = from;
	} else if (!n->space) {
		n->from = from;
		n->line = false;
	}
	n->space = true;
	n->line = n->line || line;
	n->to = from + len;
}

static void
drop_space(struct pv_norm *n, enum pv_skip_reason reason)
{
	if (n->space)
		pv_blocks_skip(n->b, n->from, n->to - n->from, reason);
	n->space = false;
}

struct pv_span
pv_norm_before(const struct pv_norm *n, size_t less)
{
	size_t end = n->out.text.len - less, from = end;
	const char *p = n->out.text.ptr;

	if (p == NULL)
		return pv_span("", 0);
	while (from > n->para.text.start && end - from < PV_NEIGHBOURS &&
	    (pv_isalnum(p[from - 1]) || p[from - 1] == '-'))
		from--;
	return pv_span(p + from, end - from);
}

struct pv_span
pv_norm_after(const struct pv_norm *n, size_t at, char word[PV_NEIGHBOURS])
{
	const struct pv_frag *f = n->frag;
	size_t len = 0;

	for (; f <= n->last; f++, at = 0) {
		for (; at < f->text.len && len < PV_NEIGHBOURS; at++) {
			if (!pv_isalnum(f->text.ptr[at]) &&
			    (len == 0 || f->text.ptr[at] != '-'))
				return pv_span(word, len);
			word[len++] = f->text.ptr[at];
			if (f->text.ptr[at] == '-')
				return pv_span(word, len);
		}
	}
	return pv_span(word, len);
}

char
pv_norm_last(const struct pv_norm *n, size_t back)
{
	size_t len = n->out.text.len;

	return len >= n->para.text.start + back + 1 && n->begun ?
	    n->out.text.ptr[len - 1 - back] : '\0';
}

/* A hyphen and white space were written or wait: one word or two? */
static bool
join_hyphen(struct pv_norm *n)
{
	char word[PV_NEIGHBOURS];
	struct pv_span next;
	enum pv_hyphen h;
	uint32_t src, len;

	if (pv_norm_last(n, 0) != '-' || !pv_isalnum(pv_norm_last(n, 1)))
		return false;
	next = pv_norm_after(n, n->at, word);
	h = pv_hyphen_choose(&n->words, pv_norm_before(n, 1), next,
	    n->line ? PV_HYPHEN_LINE : PV_HYPHEN_BLANK);
	if (h == PV_HYPHEN_APART)
		return false;
	if (h == PV_HYPHEN_JOIN && pv_emit_undo(&n->out, 1, &src, &len))
		pv_blocks_skip(n->b, src, len, PV_SKIP_HYPHEN);
	drop_space(n, PV_SKIP_HYPHEN);
	return true;
}

static void
begin_para(struct pv_norm *n, uint32_t src)
{
	if (n->out.text.len > 0)
		pv_emit_as(&n->out, "\n\n", 2, src, 0);
	n->para.text.start = (uint32_t)n->out.text.len;
	n->begun = true;
	n->word++;
	drop_space(n, PV_SKIP_SPACE);
}

/* Settle what waits in front of a visible character at source byte src. */
static void
settle(struct pv_norm *n, uint32_t src)
{
	uint32_t len = n->to - n->from;

	if (!n->begun)
		begin_para(n, src);
	if (!n->space || join_hyphen(n))
		return;
	n->space = false;
	n->word++;
	if (len == 1)
		pv_emit_same(&n->out, " ", 1, n->from);
	else
		pv_emit_as(&n->out, " ", 1, n->from, len);
}

void
pv_norm_same(struct pv_norm *n, size_t from, size_t to)
{
	const char *p = n->frag->text.ptr + from;

	settle(n, pv_norm_src(n, from));
	if (!n->whole) {
		pv_emit_same(&n->out, p, to - from, pv_norm_src(n, from));
		return;
	}
	if (!n->opened)
		pv_emit_begin(&n->out, n->frag->src, n->frag->src_len);
	n->opened = true;
	pv_emit_more(&n->out, p, to - from);
}

void
pv_norm_as(struct pv_norm *n, struct pv_span text, size_t at, size_t len)
{
	settle(n, pv_norm_src(n, at));
	if (!n->whole) {
		pv_emit_as(&n->out, text.ptr, text.len, pv_norm_src(n, at),
		    (uint32_t)len);
		return;
	}
	if (!n->opened)
		pv_emit_begin(&n->out, n->frag->src, n->frag->src_len);
	n->opened = true;
	pv_emit_more(&n->out, text.ptr, text.len);
}

void
pv_norm_nothing(struct pv_norm *n, size_t at, size_t len,
    enum pv_skip_reason why)
{
	pv_blocks_skip(n->b, pv_norm_src(n, at), pv_norm_len(n, len), why);
	n->removed = pv_norm_src(n, at) + pv_norm_len(n, len);
}

/* Does a letter that may be set apart from the next one stand behind i? */
static bool
apart(struct pv_span s, size_t i)
{
	if (i + 4 >= s.len || !pv_isalpha(s.ptr[i + 1]))
		return false;
	return (unsigned char)s.ptr[i + 2] >= 0x80 ||
	    (s.ptr[i + 2] == s.ptr[i + 4] && pv_isalpha(s.ptr[i + 3]) &&
	    !pv_isalnum(s.ptr[i + 2]));
}

/* Plain ASCII from `at`; returns where it ends. */
static size_t
take_plain(struct pv_norm *n, size_t at, size_t to)
{
	const char *p = n->frag->text.ptr;
	size_t i = pv_norm_spaced(n, at, to);
	char letter;
	uint8_t c;

	if (i > 0)
		return i;
	for (i = at; i < to; i++) {
		c = classes[(unsigned char)p[i]];
		if (c == PLAIN)
			continue;
		if (c == DIGIT) {
			letter = pv_norm_masked(n, i);
			if (letter != '\0' && i > at)
				break;
			if (letter != '\0') {
				pv_norm_unmask(n, pv_span(&letter, 1),
				    (unsigned char)p[i], i, 1);
				return i + 1;
			}
			if (i > 0 && i + 1 < to && pv_islower(p[i - 1]) &&
			    pv_islower(p[i + 1]))
				pv_norm_digit(n, i);
			continue;
		}
		if (p[i] != ' ' || i == at || i + 1 >= to ||
		    p[i - 1] == '-' || p[i - 1] == ' ' ||
		    classes[(unsigned char)p[i + 1]] < PLAIN ||
		    classes[(unsigned char)p[i + 1]] == SPACE ||
		    apart(n->frag->text, i))
			break;
	}
	n->at = at;
	pv_norm_same(n, at, i);
	return i;
}

static size_t
take_space(struct pv_norm *n, size_t at, size_t to)
{
	const char *p = n->frag->text.ptr;
	size_t i = at;
	bool line = false;

	while (i < to && classes[(unsigned char)p[i]] == SPACE) {
		line = line || (p[i] != ' ' && p[i] != '\t');
		i++;
	}
	pv_norm_space(n, pv_norm_src(n, at), pv_norm_len(n, i - at), line);
	return i;
}

/* Two apostrophes or two grave accents are a quotation mark. */
static size_t
take_quote(struct pv_norm *n, size_t at, size_t to)
{
	const char *p = n->frag->text.ptr;

	n->at = at;
	if (at + 1 < to && p[at + 1] == p[at]) {
		pv_norm_as(n, PV_SPAN("\""), at, 2);
		return at + 2;
	}
	if (p[at] == '`')
		pv_norm_as(n, PV_SPAN("'"), at, 1);
	else
		pv_norm_same(n, at, at + 1);
	return at + 1;
}

/* A byte that is looked at with what follows it. */
static size_t
take_rare(struct pv_norm *n, size_t at, size_t to)
{
	switch (n->frag->text.ptr[at]) {
	case '\'':
	case '`':
		return take_quote(n, at, to);
	case '*':
	case '_':
		return pv_norm_marks(n, at);
	case '&':
		return pv_norm_ampersand(n, at);
	}
	return pv_norm_folded(n, at);
}

/* Bytes [at, to) of the fragment at hand. */
static void
take_bytes(struct pv_norm *n, size_t at, size_t to)
{
	const char *p = n->frag->text.ptr;

	while (at < to) {
		switch (classes[(unsigned char)p[at]]) {
		case PLAIN:
		case DIGIT:
			at = take_plain(n, at, to);
			break;
		case SPACE:
			at = take_space(n, at, to);
			break;
		case RARE:
			at = take_rare(n, at, to);
			break;
		}
	}
}

/* A fragment; run-in emphasis ends behind its byte `lead`, if it does. */
static void
take_frag(struct pv_norm *n, const struct pv_frag *f, size_t lead)
{
	n->frag = f;
	n->whole = f->text.len != f->src_len;
	n->opened = false;
	n->spaced = 0;
	if (lead > 0 && lead <= f->text.len) {
		take_bytes(n, 0, lead);
		n->para.lead = (uint32_t)n->out.text.len;
		take_bytes(n, lead, f->text.len);
	} else {
		take_bytes(n, 0, f->text.len);
	}
	if (!n->whole)
		return;
	if (n->opened)
		pv_emit_close(&n->out);
	else if (n->space)
		pv_norm_space(n, f->src, f->src_len, false);
	else
		pv_blocks_skip(n->b, f->src, f->src_len, PV_SKIP_INVISIBLE);
}

static void
take_marker(struct pv_norm *n, const struct pv_block *k)
{
	struct pv_frag f = { k->marker, k->marker_src, k->marker_len };

	if (k->marker.len == 0)
		return;
	n->last = &f;
	take_frag(n, &f, 0);
	if (!n->begun)
		return;
	n->para.marker.start = n->para.text.start;
	n->para.marker.end = (uint32_t)n->out.text.len;
	pv_norm_space(n, k->marker_src + k->marker_len, 0, false);
}

static void
take_block(struct pv_norm *n, const struct pv_block *k)
{
	const struct pv_frag *f = n->b->frags.ptr;
	size_t seen = 0, lead = k->flags & PV_BLOCK_LEAD_BOLD ? k->lead : 0;

	n->begun = false;
	n->space = false;
	n->para = (struct pv_para){ .line = k->line, .level = k->level,
		.indent = k->indent, .kind = k->kind, .flags = k->flags,
		.listed = k->listed };
	n->para.text.start = (uint32_t)n->out.text.len;
	take_marker(n, k);
	for (uint32_t i = k->frag; i < k->frag + k->nfrags; i++) {
		n->last = &f[k->frag + k->nfrags - 1];
		take_frag(n, &f[i], lead > seen ? lead - seen : 0);
		seen += f[i].text.len;
	}
	drop_space(n, PV_SKIP_SPACE);
	if (!n->begun)
		return;
	n->para.text.end = (uint32_t)n->out.text.len;
	if (n->para.marker.end == 0)
		n->para.marker = (struct pv_range){ n->para.text.start,
			n->para.text.start };
	if (n->para.lead < n->para.text.start)
		n->para.lead = n->para.text.start;
	pv_vec_add(&n->paras, &n->para);
}

static bool
failed(const struct pv_norm *n)
{
	return n->out.text.failed || n->out.runs.failed || n->paras.failed ||
	    n->words.failed || n->notes.items.failed || n->notes.odd.failed ||
	    pv_blocks_failed(n->b);
}

/* Move what was collected into the version. */
static enum pv_rc
finish(struct pv_norm *n, struct pv_version *v, struct pv_para **paras,
    size_t *nparas, struct pv_err *err)
{
	enum pv_rc rc;

	if (n->out.text.len > 0)
		pv_emit_as(&n->out, "\n", 1, n->out.run.src +
		    n->out.run.src_len, 0);
	pv_emit_close(&n->out);
	if (failed(n))
		return pv_fail_nomem(err);
	if (n->out.text.len >= UINT32_MAX)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "more than 4 GiB of text");
	if (n->out.text.len == 0)
		return pv_fail(err, PV_EINPUT, "E-EMPTY", "no text");
	v->text = pv_arena_dup(v->arena, pv_buf_view(&n->out.text));
	v->map = pv_vec_freeze(&n->out.runs, v->arena, &v->nmap);
	if (v->text.ptr == NULL || v->map == NULL)
		return pv_fail_nomem(err);
	rc = pv_oddities(v, n->b, &n->notes, &n->paras, err);
	if (rc != PV_OK)
		return rc;
	pv_notes_flush(&n->notes, n->b);
	*paras = pv_vec_freeze(&n->paras, v->arena, nparas);
	if (*paras == NULL || failed(n))
		return pv_fail_nomem(err);
	return pv_tally(v, n->b, err);
}

enum pv_rc
pv_normalize(struct pv_version *v, struct pv_blocks *b,
    struct pv_para **paras, size_t *nparas, struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(v->arena);
	struct pv_norm n = { .b = b, .words = { .blocks = b },
		.out = { .text = PV_BUF_INIT,
		    .runs = PV_VEC_INIT(struct pv_map_run), .blocks = b },
		.notes = { PV_VEC_INIT(struct pv_note),
		    PV_VEC_INIT(struct pv_oddness) },
		.paras = PV_VEC_INIT(struct pv_para) };
	const struct pv_block *k = b->blocks.ptr;
	enum pv_rc rc;

	n.out.text.mem = mem;
	n.out.runs.mem = mem;
	n.notes.items.mem = n.notes.odd.mem = mem;
	n.paras.mem = mem;
	for (size_t i = 0; i < b->blocks.len && !n.out.text.failed; i++)
		take_block(&n, &k[i]);
	rc = finish(&n, v, paras, nparas, err);
	pv_words_release(&n.words);
	pv_vec_release(&n.notes.items);
	pv_vec_release(&n.notes.odd);
	pv_vec_release(&n.paras);
	pv_vec_release(&n.out.runs);
	pv_buf_release(&n.out.text);
	return rc;
}
