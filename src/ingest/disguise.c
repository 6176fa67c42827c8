/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/disguise.h"

#include "base/utf8.h"
#include "ingest/vocabulary.h"

#define SPACED_MIN 4    /* letters set apart that may be a word */
#define PIECE_MAX 20    /* longest word among letters set apart */
#define MARKS_MAX 3     /* "***word***" */
#define EMPHASIS_MAX 200        /* bytes between marks of emphasis */

static bool
word_byte(char c)
{
	return pv_isalnum(c) || (unsigned char)c >= 0x80;
}

/* The letters and digits around byte `at`; empty when there are too many. */
static struct pv_span
word_at(struct pv_span s, size_t at, size_t *from)
{
	size_t lo = at, hi = at;

	while (lo > 0 && at - lo <= PV_DISGUISE_MAX && word_byte(s.ptr[lo - 1]))
		lo--;
	while (hi < s.len && hi - at <= PV_DISGUISE_MAX && word_byte(s.ptr[hi]))
		hi++;
	*from = lo;
	return hi - lo > PV_DISGUISE_MAX ? pv_span("", 0) :
	    pv_span_sub(s, lo, hi);
}

char
pv_disguise_digit(struct pv_words *w, struct pv_span s, size_t at)
{
	static const char ones[] = { 'l', 'i' };
	char word[PV_DISGUISE_MAX];
	size_t from, letters = 0, i;
	struct pv_span have = word_at(s, at, &from);

	if (have.len < 4)
		return '\0';
	for (int k = 0; k < 2; k++) {
		for (i = 0, letters = 0; i < have.len; i++) {
			word[i] = have.ptr[i];
			if (word[i] == '0')
				word[i] = 'o';
			else if (word[i] == '1')
				word[i] = ones[k];
			else if (!pv_isalpha(word[i]))
				return '\0';
			else
				letters++;
		}
		if (letters * 2 <= have.len)
			return '\0';
		if (have.len > 4 ? pv_words_know(w, pv_span(word, have.len)) :
		    pv_vocabulary_has(pv_span(word, have.len)))
			return word[at - from];
	}
	return '\0';
}

/* Cut n letters into words of the vocabulary; bits of *gaps end one. */
static bool
cut(struct pv_words *w, const char *letters, size_t n, uint64_t *gaps)
{
	size_t from[PV_DISGUISE_MAX + 1], end, len;

	from[0] = 0;
	for (end = 1; end <= n; end++) {
		from[end] = SIZE_MAX;
		for (len = end < PIECE_MAX ? end : PIECE_MAX; len > 0; len--) {
			struct pv_span piece = pv_span(letters + end - len,
			    len);

			if (from[end - len] == SIZE_MAX)
				continue;
			if (len > 1 ? pv_words_know(w, piece) :
			    pv_tolower(*piece.ptr) == 'a') {
				from[end] = end - len;
				break;
			}
		}
	}
	*gaps = 0;
	if (from[n] == SIZE_MAX)
		return false;
	for (end = from[n]; end > 0; end = from[end])
		*gaps |= UINT64_C(1) << (end - 1);
	return true;
}

/* Bytes of what sets letters apart at i; 0 when it is something else. */
static size_t
separator(struct pv_span s, size_t i)
{
	struct pv_fold f;
	uint32_t cp;
	size_t len;

	if (i >= s.len)
		return 0;
	if ((unsigned char)s.ptr[i] < 0x80)
		return strchr(" -._", s.ptr[i]) != NULL;
	len = pv_utf8_decode(pv_span_sub(s, i, s.len), &cp);
	if (len > 0)
		pv_fold(cp, &f);
	return len > 0 && (f.kind == PV_FOLD_SPACE || cp == 0xB7) ? len : 0;
}

bool
pv_disguise_spaced(struct pv_words *w, struct pv_span s, size_t at,
    struct pv_spaced *out)
{
	char letters[PV_DISGUISE_MAX];
	size_t n = 0, i = at, len = separator(s, at + 1);
	struct pv_span sep = pv_span_sub(s, at + 1, at + 1 + len);
	bool blank = len > 0 && *sep.ptr != '-' && *sep.ptr != '.' &&
	    *sep.ptr != '_';

	*out = (struct pv_spaced){ .end = at, .step = 1 + len };
	if (len == 0 || (at > 0 && word_byte(s.ptr[at - 1])))
		return false;
	for (; i < s.len && pv_isalpha(s.ptr[i]); i += out->step) {
		if (i + 1 < s.len && (pv_isalnum(s.ptr[i + 1])))
			break;
		if (n < sizeof(letters))
			letters[n] = s.ptr[i];
		n++;
		out->end = i + 1;
		if (!pv_span_starts(pv_span_sub(s, i + 1, s.len), sep))
			break;
	}
	if (n < SPACED_MIN || n >= sizeof(letters))
		return false;
	return pv_words_know(w, pv_span(letters, n)) ||
	    (blank && cut(w, letters, n, &out->gaps));
}

static bool
is_mark(char c)
{
	return c == '*' || c == '_';
}

static bool
part_of_word(char c)
{
	return word_byte(c) || is_mark(c);
}

/* Where the marks of emphasis at i end; i when there are none or too many. */
static size_t
marks_end(struct pv_span s, size_t i)
{
	size_t end = i;

	while (end < s.len && s.ptr[end] == s.ptr[i] && is_mark(s.ptr[i]))
		end++;
	return end - i <= MARKS_MAX ? end : i;
}

/*
 * Marks [at, end) in front of words, and the same ones behind them on this
 * line; or the other way about.
 */
static bool
paired(struct pv_span s, size_t at, size_t end)
{
	struct pv_span mark = pv_span_sub(s, at, end);
	bool opens = (at == 0 || !part_of_word(s.ptr[at - 1])) && end < s.len &&
	    pv_isalpha(s.ptr[end]);
	bool closes = at > 0 && pv_isalnum(s.ptr[at - 1]) &&
	    (end == s.len || !word_byte(s.ptr[end]));
	size_t i, n = 0;

	if (opens == closes || mark.len > 2)
		return false;
	for (i = opens ? end : at; n < EMPHASIS_MAX; n++) {
		if (opens ? i >= s.len : i == 0)
			return false;
		i -= closes;
		if (is_mark(s.ptr[i]) || s.ptr[i] == '\n')
			break;
		i += opens;
	}
	i = opens ? i : i + 1 - mark.len;
	if (n < 3 || i > s.len || !pv_span_eq(mark, pv_span_sub(s, i,
	    i + mark.len)))
		return false;
	if (opens)
		return pv_isalnum(s.ptr[i - 1]) && (i + mark.len >= s.len ||
		    !part_of_word(s.ptr[i + mark.len]));
	return pv_isalpha(s.ptr[i + mark.len]) && (i == 0 ||
	    !part_of_word(s.ptr[i - 1]));
}

bool
pv_disguise_marks(struct pv_words *w, struct pv_span s, size_t at,
    size_t *end)
{
	char word[PV_DISGUISE_MAX];
	size_t from = at, to, n = 0, inside = 0;

	for (*end = at; *end < s.len && s.ptr[*end] == s.ptr[at]; (*end)++)
		;
	if (*end - at > MARKS_MAX)
		return false;
	if (paired(s, at, *end))
		return true;
	while (from > 0 && at - from < PV_DISGUISE_MAX &&
	    (pv_isalpha(s.ptr[from - 1]) || is_mark(s.ptr[from - 1])))
		from--;
	for (to = from; to < s.len && to - from < PV_DISGUISE_MAX; ) {
		size_t next = marks_end(s, to);

		if (next > to) {
			inside += n > 0 && next < s.len &&
			    pv_isalpha(s.ptr[next]);
			to = next;
		} else if (pv_isalpha(s.ptr[to])) {
			word[n++] = s.ptr[to++];
		} else {
			break;
		}
	}
	return inside > 0 && n > 2 && pv_words_know(w, pv_span(word, n));
}

/* The number of a reference "&#108;" or "&#x6c;" at `at`; 0 = none. */
static uint32_t
reference(struct pv_span s, size_t at, size_t *len)
{
	uint32_t n = 0, base = 10, digit;
	size_t i = at + 2;
	char c;

	if (i < s.len && (s.ptr[i] == 'x' || s.ptr[i] == 'X')) {
		base = 16;
		i++;
	}
	for (; i < s.len && i < at + 10 && s.ptr[i] != ';'; i++) {
		c = pv_tolower(s.ptr[i]);
		digit = pv_isdigit(c) ? (uint32_t)(c - '0') :
		    c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : base;
		if (digit >= base)
			return 0;
		n = n * base + digit;
	}
	*len = i + 1 - at;
	return i < s.len && s.ptr[i] == ';' ? n : 0;
}

char
pv_disguise_charref(struct pv_span s, size_t at, size_t *len)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} names[] = { { "&nbsp;", 0xA0 }, { "&shy;", 0xAD },
		{ "&zwj;", 0x200D }, { "&zwnj;", 0x200C } };
	struct pv_span rest = pv_span_sub(s, at, s.len);
	uint32_t n = 0;
	size_t i;

	if (pv_span_starts(rest, PV_SPAN("&#")))
		n = reference(s, at, len);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!pv_span_starts(rest, pv_span_str(names[i].name)))
			continue;
		*len = strlen(names[i].name);
		n = names[i].cp;
	}
	if (n == 0xA0)
		return ' ';
	if (n == 0xAD || (n >= 0x200B && n <= 0x200F) || n == 0x2060 ||
	    n == 0xFEFF)
		return '-';
	i = at + *len;
	if (n == 0 || n >= 0x80 || !pv_isalpha((char)n))
		return '\0';
	return (at > 0 && pv_isalpha(s.ptr[at - 1])) || (i < s.len &&
	    (pv_isalpha(s.ptr[i]) || s.ptr[i] == '&')) ? (char)n : '\0';
}

bool
pv_disguise_backwards(struct pv_words *w, struct pv_span s)
{
	char back[PV_DISGUISE_MAX];
	size_t i = 0, end, forward = 0, backward = 0;

	while (i < s.len) {
		for (end = i; end < s.len && pv_isalpha(s.ptr[end]); end++)
			;
		if (end - i > 2 && end - i <= sizeof(back)) {
			for (size_t k = i; k < end; k++)
				back[end - 1 - k] = s.ptr[k];
			forward += pv_vocabulary_has(pv_span_sub(s, i, end));
			backward += pv_words_know(w, pv_span(back, end - i));
		}
		i = end > i ? end : i + 1;
	}
	return backward > forward;
}

char
pv_disguise_accent(struct pv_span s, size_t at, uint32_t cp)
{
	char word[PV_DISGUISE_MAX], plain = pv_fold_base(cp), c;
	size_t from, n = 0, len;
	struct pv_span have;
	uint32_t next;

	if (plain == '\0')
		return '\0';
	have = word_at(s, at, &from);
	for (size_t i = 0; i < have.len; i += len) {
		len = pv_utf8_decode(pv_span_sub(have, i, have.len), &next);
		if (len == 0)
			return '\0';
		c = next < 0x80 ? have.ptr[i] : pv_fold_base(next);
		if (!pv_isalpha(c))
			return '\0';
		word[n++] = c;
	}
	return n > 3 && pv_vocabulary_has(pv_span(word, n)) ? plain : '\0';
}

/* The script's block, roughly: Greek, Cyrillic, Armenian ... */
static uint32_t
script_of(uint32_t cp)
{
	return cp >= 0x400 && cp < 0x530 ? 0x400 : cp >= 0x370 && cp < 0x400 ?
	    0x370 : cp >= 0x530 && cp < 0x590 ? 0x530 : cp & ~0xFFu;
}

/* Is a letter of no Latin script in s that is not a look-alike? */
static bool
foreign_near(struct pv_span s, uint32_t script)
{
	struct pv_fold f;
	uint32_t cp;
	size_t len;

	for (size_t i = 0; i < s.len; i += len) {
		len = pv_utf8_decode(pv_span_sub(s, i, s.len), &cp);
		if (len == 0) {
			len = 1;
			continue;
		}
		if (cp < 0x370 || script_of(cp) != script)
			continue;
		pv_fold(cp, &f);
		if (f.kind != PV_FOLD_LOOKALIKE && pv_fold_is_letter(cp))
			return true;
	}
	return false;
}

bool
pv_disguise_script(struct pv_span s, size_t at)
{
	size_t from, n = 0, len;
	struct pv_span have = word_at(s, at, &from);
	uint32_t cp, script = 0;
	struct pv_fold f;
	bool mixed = false;

	for (size_t i = 0; i < have.len; i += len) {
		len = pv_utf8_decode(pv_span_sub(have, i, have.len), &cp);
		if (len == 0)
			return false;
		pv_fold(cp, &f);
		if (f.kind != PV_FOLD_LOOKALIKE)
			return false;
		mixed = mixed || (n > 0 && script_of(cp) != script);
		script = script_of(cp);
		n++;
	}
	return n >= 3 && (mixed || !foreign_near(pv_span_sub(s,
	    from > 96 ? from - 96 : 0, from + have.len + 96), script));
}

/* Is a character of [first, last] in s? */
static bool
has_between(struct pv_span s, uint32_t first, uint32_t last)
{
	uint32_t cp;
	size_t len;

	for (size_t i = 0; i < s.len; i += len) {
		len = pv_utf8_decode(pv_span_sub(s, i, s.len), &cp);
		if (len > 0 && cp >= first && cp <= last)
			return true;
		len = len > 0 ? len : 1;
	}
	return false;
}

/* Hebrew, Arabic and their kin. */
static bool
right_to_left_near(struct pv_span s)
{
	return has_between(s, 0x590, 0x8FF) || has_between(s, 0xFB1D, 0xFDFF) ||
	    has_between(s, 0xFE70, 0xFEFC);
}

/* Latin letters and digits; what other scripts need is theirs. */
static bool
is_latin(uint32_t cp)
{
	return cp < 0x250 ? cp >= 0xC0 || (cp < 0x80 && pv_isalnum((char)cp)) :
	    cp >= 0x1E00 && cp < 0x1F00;
}

/* Hangul fillers, annotations and tags are never innocent. */
static bool
always(uint32_t cp)
{
	return (cp >= 0xE0000 && cp <= 0xE0FFF) || cp == 0x3164 ||
	    cp == 0xFFA0 || cp == 0x115F || cp == 0x1160 ||
	    (cp >= 0xFFF9 && cp <= 0xFFFB);
}

static bool
innocent_invisible(uint32_t cp, const struct pv_around *a)
{
	if (cp == 0xAD)
		return !a->doubled && (a->left != 1 || a->digit ||
		    (a->right == 0)) && (a->right != 1 || a->left == 0 ||
		    pv_isdigit(a->after < 0x80 ? (char)a->after : 'x'));
	if ((cp >= 0x300 && cp <= 0x489 && cp != 0x34F) ||
	    (cp >= 0x1AB0 && cp <= 0x1DFF) || (cp >= 0x20D0 && cp <= 0x20FF))
		return a->left + a->right < 3; /* a combining mark */
	if (always(cp))
		return (cp >= 0xE0020 && cp <= 0xE007F &&
		    has_between(a->near, 0x1F3F4, 0x1F3F4)) ||
		    ((cp == 0x115F || cp == 0x1160 || cp == 0x3164 ||
		    cp == 0xFFA0) && has_between(a->near, 0xAC00, 0xD7A3));
	return !is_latin(a->before) || !is_latin(a->after);
}

bool
pv_disguise_innocent(enum pv_fold_note note, uint32_t cp,
    const struct pv_around *a)
{
	bool inside = is_latin(a->before) && is_latin(a->after);

	switch (note) {
	case PV_NOTE_NONE:
		return true;
	case PV_NOTE_INVIS:
		return innocent_invisible(cp, a);
	case PV_NOTE_BIDI:
		if (right_to_left_near(a->near))
			return !inside;
		return !inside && cp != 0x202B && cp != 0x202D &&
		    cp != 0x202E && cp != 0x2067;
	case PV_NOTE_HOMO:
		if (cp >= 0xFF00 && has_between(a->near, 0x2E80, 0x9FFF))
			return true;
		return a->digit || a->left + 1 + a->right < 3;
	case PV_NOTE_CTRL:
		return (cp >= 0xF000 && cp <= 0xF0FF) || cp == 0x1A;
	}
	return false;
}
