/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/norm.h"

#include "base/utf8.h"
#include "ingest/disguise.h"
#include "ingest/fold.h"

#define OVERRIDE_MAX 256        /* bytes that are read in the order shown */

static bool
decode_at(struct pv_span s, size_t at, uint32_t *cp, size_t *len)
{
	if (at >= s.len)
		return false;
	*len = pv_utf8_decode(pv_span_sub(s, at, s.len), cp);
	return *len > 0;
}

/* The next visible character from byte `at` on and the letters from there. */
static void
look_ahead(const struct pv_norm *n, size_t at, struct pv_around *a)
{
	const struct pv_frag *f = n->frag;
	struct pv_fold fold;
	size_t len, seen = 0;
	uint32_t cp;
	bool letter;

	for (; f <= n->last && seen < PV_NEIGHBOURS; f++, at = 0) {
		for (; decode_at(f->text, at, &cp, &len); at += len) {
			fold.kind = PV_FOLD_KEEP;
			if (seen++ == PV_NEIGHBOURS || (cp < 0x80 &&
			    pv_isspace((char)cp)))
				return;
			if (cp >= 0x80 || cp < 0x20)
				pv_fold(cp, &fold);
			if (fold.kind == PV_FOLD_SPACE ||
			    fold.kind == PV_FOLD_LINE)
				return;
			if (fold.kind == PV_FOLD_MARK ||
			    fold.kind == PV_FOLD_SOFT ||
			    (fold.kind == PV_FOLD_TEXT && fold.len == 0))
				continue;
			if (a->after == 0)
				a->after = fold.kind == PV_FOLD_KEEP ? cp :
				    (unsigned char)fold.text[0];
			letter = cp < 0x80 ? pv_isalnum((char)cp) :
			    fold.kind != PV_FOLD_KEEP ?
			    pv_isalnum(fold.text[0]) : pv_fold_is_letter(cp);
			if (!letter || ++a->right == 3)
				return;
		}
	}
}

/* What stands around bytes [at, at + len) of the fragment. */
static struct pv_around
around(const struct pv_norm *n, size_t at, size_t len)
{
	struct pv_span out = pv_buf_view(&n->out.text), w;
	struct pv_around a = { .near = pv_span_sub(n->frag->text,
	    at > 2 * PV_NEIGHBOURS ? at - 2 * PV_NEIGHBOURS : 0,
	    at + 2 * PV_NEIGHBOURS) };
	size_t from = out.len, size;

	if (n->begun && !n->space && out.len > n->para.text.start) {
		while (from > 0 && out.len - from < 4 &&
		    ((unsigned char)out.ptr[--from] & 0xC0) == 0x80)
			;
		if (!decode_at(out, from, &a.before, &size))
			a.before = 0;
		w = pv_norm_before(n, 0);
		a.digit = w.len > 0 && pv_isdigit(w.ptr[0]);
		while (a.left < 3 && a.left < w.len &&
		    pv_isalnum(w.ptr[w.len - 1 - a.left]))
			a.left++;
		if (a.left == 0 && a.before >= 0x80)
			a.left = (size_t)(pv_fold_is_letter(a.before) != 0);
	}
	a.doubled = n->removed == pv_norm_src(n, at) && at > 0;
	look_ahead(n, at + len, &a);
	return a;
}

/* A character that a reader should hear of, unless it is innocent. */
static void
tell(struct pv_norm *n, enum pv_fold_note note, uint32_t cp, size_t at,
    size_t len)
{
	struct pv_around a = around(n, at, len);

	pv_notes_add(&n->notes, note, cp, pv_norm_src(n, at));
	if (!pv_disguise_innocent(note, cp, &a))
		pv_notes_odd(&n->notes, note, cp, pv_norm_src(n, at),
		    n->word + (n->space || !n->begun));
}

void
pv_norm_unmask(struct pv_norm *n, struct pv_span text, uint32_t cp, size_t at,
    size_t len)
{
	enum pv_fold_note note = cp == 0x202E ? PV_NOTE_BIDI : PV_NOTE_HOMO;

	pv_notes_add(&n->notes, note, cp, pv_norm_src(n, at));
	pv_notes_odd(&n->notes, note, cp, pv_norm_src(n, at),
	    n->word + (n->space || !n->begun));
	pv_norm_as(n, text, at, len);
}

void
pv_norm_digit(struct pv_norm *n, size_t at)
{
	struct pv_span s = n->frag->text;
	size_t from = at, to = at + 1;

	while (from > 0 && at - from < PV_NEIGHBOURS &&
	    pv_islower(s.ptr[from - 1]))
		from--;
	while (to < s.len && to - at < PV_NEIGHBOURS && pv_islower(s.ptr[to]))
		to++;
	if (at - from < 2 || to - at < 3 || to - from < 6)
		return;
	if ((from > 0 && !pv_isspace(s.ptr[from - 1]) && s.ptr[from - 1] != '"'
	    && s.ptr[from - 1] != '(') || (to < s.len &&
	    strchr(" \t\r\n,;.:)\"", s.ptr[to]) == NULL))
		return;
	pv_notes_add(&n->notes, PV_NOTE_HOMO, (unsigned char)s.ptr[at],
	    pv_norm_src(n, at));
}

char
pv_norm_masked(struct pv_norm *n, size_t i)
{
	struct pv_span s = n->frag->text;

	if ((s.ptr[i] != '0' && s.ptr[i] != '1') ||
	    !((i > 0 && pv_isalpha(s.ptr[i - 1])) ||
	    (i + 1 < s.len && pv_isalpha(s.ptr[i + 1]))))
		return '\0';
	return pv_disguise_digit(&n->words, s, i);
}

size_t
pv_norm_spaced(struct pv_norm *n, size_t at, size_t to)
{
	struct pv_span s = pv_span_sub(n->frag->text, 0, to);
	struct pv_spaced x;

	if (at < n->spaced || at + 4 >= to || !pv_isalpha(s.ptr[at]) ||
	    pv_isalnum(s.ptr[at + 1]))
		return 0;
	if (!pv_disguise_spaced(&n->words, s, at, &x)) {
		n->spaced = x.end;
		return 0;
	}
	for (size_t i = at; i < x.end; i += x.step) {
		pv_norm_same(n, i, i + 1);
		if (i + 1 == x.end)
			break;
		if (x.gaps >> ((i - at) / x.step) & 1)
			pv_norm_space(n, pv_norm_src(n, i + 1), pv_norm_len(n, x.step - 1),
			    false);
		else
			pv_norm_nothing(n, i + 1, x.step - 1, PV_SKIP_SPACE);
	}
	return x.end;
}

/*
 * Is the look-alike at `at` part of a Latin word?  Every other letter of the
 * word is Latin or a look-alike, and some are Latin; Greek small letters, which
 * formulas are full of, need three small ones.  Or all are look-alikes.
 */
static bool
in_latin_word(const struct pv_norm *n, size_t at, uint32_t cp)
{
	struct pv_span s = n->frag->text, w = pv_norm_before(n, 0);
	bool greek = cp >= 0x3B1 && cp <= 0x3F3;
	size_t ascii = 0, lower = 0, len, seen = 0, begin = at;
	struct pv_fold f;
	uint32_t c;

	for (size_t i = w.len; !n->space && i > 0 && pv_isalpha(w.ptr[i - 1]);
	    i--) {
		ascii++;
		lower += pv_islower(w.ptr[i - 1]);
	}
	for (; seen < PV_NEIGHBOURS && decode_at(s, at, &c, &len); at += len) {
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
	if (ascii == 0)
		return pv_disguise_script(s, begin);
	return greek ? lower >= 3 : true;
}

/* A combining mark after what was written: composed, kept or removed. */
static void
take_mark(struct pv_norm *n, size_t at, size_t len, uint32_t cp)
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
		pv_norm_same(n, at, at + len);
	} else {
		tell(n, PV_NOTE_INVIS, cp, at, len);
		pv_norm_nothing(n, at, len, PV_SKIP_INVISIBLE);
	}
}

/* A soft hyphen: at a line's end a hyphen, in a word what the word wants. */
static void
take_soft(struct pv_norm *n, size_t at, size_t len)
{
	struct pv_span s = n->frag->text;
	char word[PV_NEIGHBOURS];
	struct pv_span next = pv_norm_after(n, at + len, word);
	bool ends = at + len < s.len && pv_isspace(s.ptr[at + len]);

	if (!n->space && pv_isalnum(pv_norm_last(n, 0)) && (ends ||
	    (next.len > 0 && pv_hyphen_choose(&n->words, pv_norm_before(n, 0),
	    next, PV_HYPHEN_SOFT) == PV_HYPHEN_GLUE))) {
		pv_norm_as(n, PV_SPAN("-"), at, len);
		return;
	}
	tell(n, PV_NOTE_INVIS, 0xAD, at, len);
	pv_norm_nothing(n, at, len, PV_SKIP_HYPHEN);
}

/* Raised digits: an exponent behind a digit, a footnote mark elsewhere. */
static void
take_super(struct pv_norm *n, size_t at, size_t len, const struct pv_fold *f)
{
	char text[PV_FOLD_MAX + 1];
	char before = n->space ? '\0' : pv_norm_last(n, 0);
	size_t back = 0;

	while (pv_isdigit(pv_norm_last(n, back)))
		back++;
	if (!pv_isdigit(before) || f->len >= PV_FOLD_MAX) {
		pv_norm_same(n, at, at + len);
		return;
	}
	text[0] = '^';
	memcpy(text + 1, f->text, f->len);
	if (pv_norm_last(n, back) == '^')
		pv_norm_as(n, pv_span(text + 1, f->len), at, len);
	else
		pv_norm_as(n, pv_span(text, f->len + 1u), at, len);
}

static void
take_fraction(struct pv_norm *n, size_t at, size_t len, const struct pv_fold *f)
{
	if (!n->space && pv_isdigit(pv_norm_last(n, 0)))
		pv_norm_space(n, pv_norm_src(n, at), 0, false);
	pv_norm_as(n, pv_span(f->text, f->len), at, len);
}

/* Nothing but an invisible character stands between two words. */
static bool
is_gap(struct pv_norm *n, size_t at, size_t len)
{
	char after[PV_NEIGHBOURS], both[2 * PV_NEIGHBOURS];
	struct pv_span left = pv_norm_before(n, 0);
	struct pv_span right = pv_norm_after(n, at + len, after);

	if (n->space || !n->begun || left.len < 2 || right.len < 2 ||
	    !pv_isalpha(left.ptr[left.len - 1]) || !pv_isalpha(right.ptr[0]))
		return false;
	memcpy(both, left.ptr, left.len);
	memcpy(both + left.len, right.ptr, right.len);
	return !pv_words_know(&n->words, pv_span(both,
	    left.len + right.len)) && pv_words_know(&n->words, left) &&
	    pv_words_know(&n->words, right);
}

/* A character that fold.c replaces or removes. */
static void
take_text(struct pv_norm *n, size_t at, size_t len, const struct pv_fold *f)
{
	if (f->len > 0)
		pv_norm_as(n, pv_span(f->text, f->len), at, len);
	else if (f->note == PV_NOTE_INVIS && is_gap(n, at, len))
		pv_norm_space(n, pv_norm_src(n, at), pv_norm_len(n, len), false);
	else
		pv_norm_nothing(n, at, len, PV_SKIP_INVISIBLE);
}

/* A letter with an accent; it may disguise a word that has none. */
static void
take_letter(struct pv_norm *n, size_t at, size_t len, uint32_t cp)
{
	char plain = cp >= 0x100 && cp < 0x1F00 ?
	    pv_disguise_accent(n->frag->text, at, cp) : '\0';

	if (plain != '\0')
		pv_norm_unmask(n, pv_span(&plain, 1), cp, at, len);
	else
		pv_norm_same(n, at, at + len);
}

/*
 * From a RIGHT-TO-LEFT OVERRIDE at `at` to its end: what is shown, when that
 * makes more words than what is written.  0 when it does not.
 */
static size_t
take_override(struct pv_norm *n, size_t at, size_t len)
{
	struct pv_span s = n->frag->text, in;
	char back[OVERRIDE_MAX];
	size_t size, to = 0;
	uint32_t cp;

	in = pv_span_sub(s, at + len, at + len + OVERRIDE_MAX + 3);
	in = pv_span_sub(in, 0, pv_span_find(in, PV_SPAN("\342\200\254")));
	if (at + len + in.len >= s.len || in.len > OVERRIDE_MAX ||
	    !pv_disguise_backwards(&n->words, in))
		return 0;
	for (size_t i = 0; i < in.len; i += size, to += size) {
		if (!decode_at(in, i, &cp, &size) || cp < 0x20)
			return 0;
		memcpy(back + in.len - to - size, in.ptr + i, size);
	}
	pv_norm_unmask(n, pv_span(back, in.len), 0x202E, at, len + in.len + 3);
	return at + len + in.len + 3;
}

size_t
pv_norm_folded(struct pv_norm *n, size_t at)
{
	struct pv_span s = n->frag->text;
	struct pv_fold f;
	uint32_t cp = 0;
	size_t len = 0, end;

	if (!decode_at(s, at, &cp, &len)) { /* readers give UTF-8 only */
		pv_norm_nothing(n, at, 1, PV_SKIP_INVISIBLE);
		return at + 1;
	}
	n->at = at;
	pv_fold(cp, &f);
	if (f.kind == PV_FOLD_LOOKALIKE && !in_latin_word(n, at, cp)) {
		f.kind = PV_FOLD_KEEP;
		f.note = PV_NOTE_NONE;
	}
	if (cp == 0x202E && (end = take_override(n, at, len)) > 0)
		return end;
	if (f.note != PV_NOTE_NONE)
		tell(n, f.note, cp, at, len);
	switch (f.kind) {
	case PV_FOLD_KEEP:
		take_letter(n, at, len, cp);
		break;
	case PV_FOLD_SPACE:
	case PV_FOLD_LINE:
		pv_norm_space(n, pv_norm_src(n, at), pv_norm_len(n, len),
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

size_t
pv_norm_marks(struct pv_norm *n, size_t at)
{
	size_t end;

	n->at = at;
	if (!pv_disguise_marks(&n->words, n->frag->text, at, &end))
		pv_norm_same(n, at, end);
	else
		pv_norm_nothing(n, at, end - at, PV_SKIP_MARKUP);
	return end;
}

size_t
pv_norm_ampersand(struct pv_norm *n, size_t at)
{
	size_t len = 1;
	char letter = pv_disguise_charref(n->frag->text, at, &len);

	n->at = at;
	if (letter == '\0')
		pv_norm_same(n, at, at + (len = 1));
	else if (letter == ' ')
		pv_norm_space(n, pv_norm_src(n, at), pv_norm_len(n, len), false);
	else if (letter == '-')
		pv_norm_nothing(n, at, len, PV_SKIP_INVISIBLE);
	else
		pv_norm_unmask(n, pv_span(&letter, 1), '&', at, len);
	return at + len;
}
