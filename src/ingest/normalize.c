/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/segment.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "ingest/emit.h"
#include "ingest/fold.h"
#include "ingest/hyphen.h"
#include "ingest/note.h"
#include "ingest/tally.h"

/*
 * Fragments to normalized text, one pass: plain ASCII is copied in runs, what
 * is not goes through fold.c, white space waits until the next visible
 * character shows what becomes of it.
 */

#define NEIGHBOURS 48   /* characters around one that decide about it */

/* Classes of bytes; the rest are rare and looked at one by one. */
enum { RARE = 0, PLAIN = 1, SPACE = 2, DIGIT = 3 };

static const uint8_t classes[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	2, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1,
	3, 3, 1, 3, 1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0
};

struct norm {
	struct pv_emit out;
	struct pv_blocks *b;
	struct pv_words words;
	struct pv_notes notes;
	struct pv_vec paras;        /* struct pv_para */
	struct pv_para para;        /* the one being written */
	bool begun;                 /* it has text */
	/* white space that waits: source bytes [from, to) */
	bool space, line;
	uint32_t from, to;
	/* the fragment at hand and what follows it in the block */
	const struct pv_frag *frag, *last;
	size_t at;                  /* byte of its text */
	bool whole;                 /* it does not map byte by byte */
	bool opened;                /* its run is open */
};

/* Source byte of the fragment's byte `at`. */
static uint32_t
src_at(const struct norm *n, size_t at)
{
	return n->whole ? n->frag->src : n->frag->src + (uint32_t)at;
}

static uint32_t
src_len(const struct norm *n, size_t len)
{
	return n->whole ? 0 : (uint32_t)len;
}

/* White space waits; what waited elsewhere separates nothing. */
static void
wait_space(struct norm *n, uint32_t from, uint32_t len, bool line)
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
drop_space(struct norm *n, enum pv_skip_reason reason)
{
	if (n->space)
		pv_blocks_skip(n->b, n->from, n->to - n->from, reason);
	n->space = false;
}

/* All that was written since the last blank, without the last `less` bytes. */
static struct pv_span
written_word(const struct norm *n, size_t less)
{
	size_t end = n->out.text.len - less, from = end;
	const char *p = n->out.text.ptr;

	if (p == NULL)
		return pv_span("", 0);
	while (from > n->para.text.start && end - from < NEIGHBOURS &&
	    (pv_isalnum(p[from - 1]) || p[from - 1] == '-'))
		from--;
	return pv_span(p + from, end - from);
}

/* Letters, digits and a hyphen from byte `at` of the fragment on. */
static struct pv_span
coming_word(const struct norm *n, size_t at, char word[NEIGHBOURS])
{
	const struct pv_frag *f = n->frag;
	size_t len = 0;

	for (; f <= n->last; f++, at = 0) {
		for (; at < f->text.len && len < NEIGHBOURS; at++) {
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

static char
last_byte(const struct norm *n, size_t back)
{
	size_t len = n->out.text.len;

	return len >= n->para.text.start + back + 1 && n->begun ?
	    n->out.text.ptr[len - 1 - back] : '\0';
}

/* A hyphen and white space were written or wait: one word or two? */
static bool
join_hyphen(struct norm *n)
{
	char word[NEIGHBOURS];
	struct pv_span next;
	enum pv_hyphen h;
	uint32_t src, len;

	if (last_byte(n, 0) != '-' || !pv_isalnum(last_byte(n, 1)))
		return false;
	next = coming_word(n, n->at, word);
	h = pv_hyphen_choose(&n->words, written_word(n, 1), next,
	    n->line ? PV_HYPHEN_LINE : PV_HYPHEN_BLANK);
	if (h == PV_HYPHEN_APART)
		return false;
	if (h == PV_HYPHEN_JOIN && pv_emit_undo(&n->out, 1, &src, &len))
		pv_blocks_skip(n->b, src, len, PV_SKIP_HYPHEN);
	drop_space(n, PV_SKIP_HYPHEN);
	return true;
}

static void
begin_para(struct norm *n, uint32_t src)
{
	if (n->out.text.len > 0)
		pv_emit_as(&n->out, "\n\n", 2, src, 0);
	n->para.text.start = (uint32_t)n->out.text.len;
	n->begun = true;
	drop_space(n, PV_SKIP_SPACE);
}

/* Settle what waits in front of a visible character at source byte src. */
static void
settle(struct norm *n, uint32_t src)
{
	uint32_t len = n->to - n->from;

	if (!n->begun)
		begin_para(n, src);
	if (!n->space || join_hyphen(n))
		return;
	n->space = false;
	if (len == 1)
		pv_emit_same(&n->out, " ", 1, n->from);
	else
		pv_emit_as(&n->out, " ", 1, n->from, len);
}

/* Bytes [from, to) of the fragment as they are. */
static void
put_same(struct norm *n, size_t from, size_t to)
{
	const char *p = n->frag->text.ptr + from;

	settle(n, src_at(n, from));
	if (!n->whole) {
		pv_emit_same(&n->out, p, to - from, src_at(n, from));
		return;
	}
	if (!n->opened)
		pv_emit_begin(&n->out, n->frag->src, n->frag->src_len);
	n->opened = true;
	pv_emit_more(&n->out, p, to - from);
}

/* Other bytes for `len` bytes at byte `at` of the fragment. */
static void
put_as(struct norm *n, struct pv_span text, size_t at, size_t len)
{
	settle(n, src_at(n, at));
	if (!n->whole) {
		pv_emit_as(&n->out, text.ptr, text.len, src_at(n, at),
		    (uint32_t)len);
		return;
	}
	if (!n->opened)
		pv_emit_begin(&n->out, n->frag->src, n->frag->src_len);
	n->opened = true;
	pv_emit_more(&n->out, text.ptr, text.len);
}

static void
put_nothing(struct norm *n, size_t at, size_t len, enum pv_skip_reason why)
{
	pv_blocks_skip(n->b, src_at(n, at), src_len(n, len), why);
}

/* "exc1usive": a digit between lower case letters of one word. */
static void
check_digit(struct norm *n, size_t at)
{
	struct pv_span s = n->frag->text;
	size_t from = at, to = at + 1;

	while (from > 0 && at - from < NEIGHBOURS &&
	    pv_islower(s.ptr[from - 1]))
		from--;
	while (to < s.len && to - at < NEIGHBOURS && pv_islower(s.ptr[to]))
		to++;
	if (at - from < 2 || to - at < 3 || to - from < 6)
		return;
	if ((from > 0 && !pv_isspace(s.ptr[from - 1]) && s.ptr[from - 1] != '"'
	    && s.ptr[from - 1] != '(') || (to < s.len &&
	    strchr(" \t\r\n,;.:)\"", s.ptr[to]) == NULL))
		return;
	pv_notes_add(&n->notes, PV_NOTE_HOMO, (unsigned char)s.ptr[at],
	    src_at(n, at));
}

/* Plain ASCII from `at`; returns where it ends. */
static size_t
take_plain(struct norm *n, size_t at, size_t to)
{
	const char *p = n->frag->text.ptr;
	size_t i = at;
	uint8_t c;

	for (; i < to; i++) {
		c = classes[(unsigned char)p[i]];
		if (c == PLAIN)
			continue;
		if (c == DIGIT) {
			if (i > 0 && i + 1 < to && pv_islower(p[i - 1]) &&
			    pv_islower(p[i + 1]))
				check_digit(n, i);
			continue;
		}
		if (p[i] != ' ' || i == at || i + 1 >= to ||
		    p[i - 1] == '-' || p[i - 1] == ' ' ||
		    classes[(unsigned char)p[i + 1]] < PLAIN ||
		    classes[(unsigned char)p[i + 1]] == SPACE)
			break;
	}
	n->at = at;
	put_same(n, at, i);
	return i;
}

static size_t
take_space(struct norm *n, size_t at, size_t to)
{
	const char *p = n->frag->text.ptr;
	size_t i = at;
	bool line = false;

	while (i < to && classes[(unsigned char)p[i]] == SPACE) {
		line = line || (p[i] != ' ' && p[i] != '\t');
		i++;
	}
	wait_space(n, src_at(n, at), src_len(n, i - at), line);
	return i;
}

static bool
decode_at(struct pv_span s, size_t at, uint32_t *cp, size_t *len)
{
	if (at >= s.len)
		return false;
	*len = pv_utf8_decode(pv_span_sub(s, at, s.len), cp);
	return *len > 0;
}

/*
 * Is the look-alike at `at` part of a Latin word?  Every other letter of the
 * word is Latin or a look-alike, and some are Latin; Greek small letters, which
 * formulas are full of, need three small ones.
 */
static bool
in_latin_word(const struct norm *n, size_t at, uint32_t cp)
{
	struct pv_span s = n->frag->text, w = written_word(n, 0);
	bool greek = cp >= 0x3B1 && cp <= 0x3F3;
	size_t ascii = 0, lower = 0, len, seen = 0;
	struct pv_fold f;
	uint32_t c;

	for (size_t i = w.len; !n->space && i > 0 && pv_isalpha(w.ptr[i - 1]);
	    i--) {
		ascii++;
		lower += pv_islower(w.ptr[i - 1]);
	}
	for (; seen < NEIGHBOURS && decode_at(s, at, &c, &len); at += len) {
		seen++;
		if (c < 0x80) {
			if (!pv_isalpha((char)c))
				break;
			ascii++;
			lower += pv_islower((char)c);
			continue;
		}
		pv_fold(c, &f);
		if (f.kind == PV_FOLD_LOOKALIKE || f.note == PV_NOTE_INVIS)
			continue;
		if (!pv_fold_is_letter(c))
			break;
		if (c >= 0x370)
			return false;
	}
	return greek ? lower >= 3 : ascii > 0;
}

/* A combining mark after what was written: composed, kept or removed. */
static void
take_mark(struct norm *n, size_t at, size_t len, uint32_t cp)
{
	size_t end = n->out.text.len, from = end;
	uint32_t base = 0, made, src, old;
	size_t size;
	char utf8[4];

	while (from > n->para.text.start && end - from < 4 &&
	    ((unsigned char)n->out.text.ptr[--from] & 0xC0) == 0x80)
		;
	if (!n->begun || n->space || from == end || n->whole ||
	    !decode_at(pv_buf_view(&n->out.text), from, &base, &size))
		base = 0;
	made = base != 0 ? pv_fold_compose(base, cp) : 0;
	if (made >= 0xC0 && (made < 0x180 || base > 0x7F) &&
	    pv_emit_undo(&n->out, end - from, &src, &old)) {
		pv_emit_as(&n->out, utf8, pv_utf8_encode(made, utf8), src,
		    old + (uint32_t)len);
	} else if (base > 0x7F || base == 0) {
		put_same(n, at, at + len);
	} else {
		pv_notes_add(&n->notes, PV_NOTE_INVIS, cp, src_at(n, at));
		put_nothing(n, at, len, PV_SKIP_INVISIBLE);
	}
}

/* A soft hyphen: at a line's end a hyphen, in a word what the word wants. */
static void
take_soft(struct norm *n, size_t at, size_t len)
{
	struct pv_span s = n->frag->text;
	char word[NEIGHBOURS];
	struct pv_span next = coming_word(n, at + len, word);
	bool ends = at + len < s.len && pv_isspace(s.ptr[at + len]);

	if (!n->space && pv_isalnum(last_byte(n, 0)) && (ends ||
	    (next.len > 0 && pv_hyphen_choose(&n->words, written_word(n, 0),
	    next, PV_HYPHEN_SOFT) == PV_HYPHEN_GLUE))) {
		put_as(n, PV_SPAN("-"), at, len);
		return;
	}
	pv_notes_add(&n->notes, PV_NOTE_INVIS, 0xAD, src_at(n, at));
	put_nothing(n, at, len, PV_SKIP_HYPHEN);
}

/* Raised digits: an exponent behind a digit, a footnote mark elsewhere. */
static void
take_super(struct norm *n, size_t at, size_t len, const struct pv_fold *f)
{
	char text[PV_FOLD_MAX + 1];
	char before = n->space ? '\0' : last_byte(n, 0);
	size_t back = 0;

	while (pv_isdigit(last_byte(n, back)))
		back++;
	if (!pv_isdigit(before) || f->len >= PV_FOLD_MAX) {
		put_same(n, at, at + len);
		return;
	}
	text[0] = '^';
	memcpy(text + 1, f->text, f->len);
	if (last_byte(n, back) == '^')
		put_as(n, pv_span(text + 1, f->len), at, len);
	else
		put_as(n, pv_span(text, f->len + 1u), at, len);
}

static void
take_fraction(struct norm *n, size_t at, size_t len, const struct pv_fold *f)
{
	if (!n->space && pv_isdigit(last_byte(n, 0)))
		wait_space(n, src_at(n, at), 0, false);
	put_as(n, pv_span(f->text, f->len), at, len);
}

/* A character that fold.c replaces or removes. */
static void
take_text(struct norm *n, size_t at, size_t len, const struct pv_fold *f)
{
	if (f->len > 0)
		put_as(n, pv_span(f->text, f->len), at, len);
	else
		put_nothing(n, at, len, PV_SKIP_INVISIBLE);
}

static size_t
take_folded(struct norm *n, size_t at)
{
	struct pv_span s = n->frag->text;
	struct pv_fold f;
	uint32_t cp = 0;
	size_t len = 0;

	if (!decode_at(s, at, &cp, &len)) { /* readers give UTF-8 only */
		put_nothing(n, at, 1, PV_SKIP_INVISIBLE);
		return at + 1;
	}
	n->at = at;
	pv_fold(cp, &f);
	if (f.kind == PV_FOLD_LOOKALIKE && !in_latin_word(n, at, cp)) {
		f.kind = PV_FOLD_KEEP;
		f.note = PV_NOTE_NONE;
	}
	if (f.note != PV_NOTE_NONE)
		pv_notes_add(&n->notes, f.note, cp, src_at(n, at));
	switch (f.kind) {
	case PV_FOLD_KEEP:
		put_same(n, at, at + len);
		break;
	case PV_FOLD_SPACE:
	case PV_FOLD_LINE:
		wait_space(n, src_at(n, at), src_len(n, len),
		    f.kind == PV_FOLD_LINE);
		break;
	case PV_FOLD_SOFT:
		take_soft(n, at, len);
		break;
	case PV_FOLD_MARK:
		take_mark(n, at, len, cp);
		break;
	case PV_FOLD_FRACTION:
		take_fraction(n, at, len, &f);
		break;
	case PV_FOLD_SUPER:
		take_super(n, at, len, &f);
		break;
	case PV_FOLD_TEXT:
	case PV_FOLD_LOOKALIKE:
		take_text(n, at, len, &f);
		break;
	}
	return at + len;
}

/* Two apostrophes or two grave accents are a quotation mark. */
static size_t
take_quote(struct norm *n, size_t at, size_t to)
{
	const char *p = n->frag->text.ptr;

	n->at = at;
	if (at + 1 < to && p[at + 1] == p[at]) {
		put_as(n, PV_SPAN("\""), at, 2);
		return at + 2;
	}
	if (p[at] == '`')
		put_as(n, PV_SPAN("'"), at, 1);
	else
		put_same(n, at, at + 1);
	return at + 1;
}

/* Bytes [at, to) of the fragment at hand. */
static void
take_bytes(struct norm *n, size_t at, size_t to)
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
			at = p[at] == '\'' || p[at] == '`' ?
			    take_quote(n, at, to) : take_folded(n, at);
			break;
		}
	}
}

/* A fragment; run-in emphasis ends behind its byte `lead`, if it does. */
static void
take_frag(struct norm *n, const struct pv_frag *f, size_t lead)
{
	n->frag = f;
	n->whole = f->text.len != f->src_len;
	n->opened = false;
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
		wait_space(n, f->src, f->src_len, false);
	else
		pv_blocks_skip(n->b, f->src, f->src_len, PV_SKIP_INVISIBLE);
}

static void
take_marker(struct norm *n, const struct pv_block *k)
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
	wait_space(n, k->marker_src + k->marker_len, 0, false);
}

static void
take_block(struct norm *n, const struct pv_block *k)
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
failed(const struct norm *n)
{
	return n->out.text.failed || n->out.runs.failed || n->paras.failed ||
	    n->words.failed || n->notes.items.failed ||
	    pv_blocks_failed(n->b);
}

/* Move what was collected into the version. */
static enum pv_rc
finish(struct norm *n, struct pv_version *v, struct pv_para **paras,
    size_t *nparas, struct pv_err *err)
{
	if (n->out.text.len > 0)
		pv_emit_as(&n->out, "\n", 1, n->out.run.src +
		    n->out.run.src_len, 0);
	pv_emit_close(&n->out);
	pv_notes_flush(&n->notes, n->b);
	if (failed(n))
		return pv_fail_nomem(err);
	if (n->out.text.len >= UINT32_MAX)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "more than 4 GiB of text");
	if (n->out.text.len == 0)
		return pv_fail(err, PV_EINPUT, "E-EMPTY", "no text");
	v->text = pv_arena_dup(v->arena, pv_buf_view(&n->out.text));
	v->map = pv_vec_freeze(&n->out.runs, v->arena, &v->nmap);
	*paras = pv_vec_freeze(&n->paras, v->arena, nparas);
	if (v->text.ptr == NULL || v->map == NULL || *paras == NULL)
		return pv_fail_nomem(err);
	return pv_tally(v, n->b, err);
}

enum pv_rc
pv_normalize(struct pv_version *v, struct pv_blocks *b,
    struct pv_para **paras, size_t *nparas, struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(v->arena);
	struct norm n = { .b = b, .words = { .blocks = b },
		.out = { .text = PV_BUF_INIT,
		    .runs = PV_VEC_INIT(struct pv_map_run), .blocks = b },
		.notes = { PV_VEC_INIT(struct pv_note) },
		.paras = PV_VEC_INIT(struct pv_para) };
	const struct pv_block *k = b->blocks.ptr;
	enum pv_rc rc;

	n.out.text.mem = mem;
	n.out.runs.mem = mem;
	n.notes.items.mem = mem;
	n.paras.mem = mem;
	for (size_t i = 0; i < b->blocks.len && !n.out.text.failed; i++)
		take_block(&n, &k[i]);
	rc = finish(&n, v, paras, nparas, err);
	pv_words_release(&n.words);
	pv_vec_release(&n.notes.items);
	pv_vec_release(&n.paras);
	pv_vec_release(&n.out.runs);
	pv_buf_release(&n.out.text);
	return rc;
}
