/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem */
#endif
#include "rule/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* ------------------------------------------------------------- skeletons */

void
pv_skeleton_init(struct pv_skeleton *k)
{
	*k = (struct pv_skeleton){ PV_BUF_INIT, PV_VEC_INIT(uint32_t) };
}

void
pv_skeleton_release(struct pv_skeleton *k)
{
	pv_buf_release(&k->letters);
	pv_vec_release(&k->at);
}

/*
 * Length of a typographic character at s: a quotation mark, dash, blank or
 * ellipsis (U+2000 to U+207F), no-break space or soft hyphen; else 0.
 */
static size_t
typographic(const char *s, size_t len)
{
	const unsigned char *u = (const unsigned char *)s;

	if (len >= 3 && u[0] == 0xe2 && (u[1] == 0x80 || u[1] == 0x81))
		return 3;
	if (len >= 2 && u[0] == 0xc2 && (u[1] == 0xa0 || u[1] == 0xad))
		return 2;
	return 0;
}

enum pv_rc
pv_skeleton_make(struct pv_skeleton *k, struct pv_span text,
    struct pv_err *err)
{
	size_t i = 0, skip;
	uint32_t at;

	pv_buf_clear(&k->letters);
	pv_vec_clear(&k->at);
	while (i < text.len) {
		skip = typographic(text.ptr + i, text.len - i);
		if (skip == 0 && !pv_isalnum(text.ptr[i]) &&
		    (unsigned char)text.ptr[i] < 0x80)
			skip = 1;
		at = (uint32_t)i;
		if (skip == 0) {
			pv_buf_char(&k->letters, pv_tolower(text.ptr[i]));
			(void)pv_vec_add(&k->at, &at);
			skip = 1;
		}
		i += skip;
	}
	return k->letters.failed || k->at.failed ? pv_fail_nomem(err) : PV_OK;
}

bool
pv_skeleton_find(const struct pv_skeleton *k, const struct pv_skeleton *part,
    size_t *from, struct pv_range *out)
{
	const char *hit;
	size_t i;

	if (part->letters.len == 0 || *from >= k->letters.len)
		return false;
	hit = memmem(k->letters.ptr + *from, k->letters.len - *from,
	    part->letters.ptr, part->letters.len);
	if (hit == NULL)
		return false;
	i = (size_t)(hit - k->letters.ptr);
	*from = i + part->letters.len;
	out->start = *PV_VEC_AT(&k->at, uint32_t, i);
	out->end = *PV_VEC_AT(&k->at, uint32_t, *from - 1) + 1;
	return true;
}

/* -------------------------------------------------------------- word sets */

static int
by_bytes(const void *a, const void *b)
{
	return pv_span_cmp(*(const struct pv_span *)a,
	    *(const struct pv_span *)b);
}

/* White space of Unicode, as other tools split CUAD's texts. */
static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '/' || (cp >= '\t' && cp <= '\r') ||
	    (cp >= 0x1c && cp <= 0x1f) || cp == 0x85 || cp == 0xa0 ||
	    cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 ||
	    cp == 0x2029 || cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

/* Latin, Greek and Cyrillic capitals: what CUAD's contracts have. */
static uint32_t
lower(uint32_t cp)
{
	if (cp < 0x80)
		return (unsigned char)pv_tolower((char)cp);
	if ((cp >= 0xc0 && cp <= 0xde && cp != 0xd7) ||
	    (cp >= 0x391 && cp <= 0x3a9) || (cp >= 0x410 && cp <= 0x42f))
		return cp + 32;
	return cp >= 0x400 && cp <= 0x40f ? cp + 80 : cp;
}

/* Lower case, with a line feed for blanks. */
static void
fold_words(struct pv_span text, struct pv_buf *out)
{
	char bytes[4];
	uint32_t cp;
	size_t i = 0, n;

	while (i < text.len) {
		n = pv_utf8_decode(pv_span_sub(text, i, text.len), &cp);
		if (n == 0) {
			n = 1;
			cp = 0xfffd;
		}
		i += n;
		if (is_blank(cp)) {
			pv_buf_char(out, '\n');
		} else if (cp != '.' && cp != ',' && cp != ';' && cp != ':') {
			n = pv_utf8_encode(lower(cp), bytes);
			pv_buf_add(out, bytes, n);
		}
	}
	pv_buf_char(out, '\n');
}

static void
sort_once(struct pv_wordset *set)
{
	size_t i, n = 0;

	qsort(set->words, set->n, sizeof(*set->words), by_bytes);
	for (i = 0; i < set->n; i++) {
		if (n == 0 || !pv_span_eq(set->words[n - 1], set->words[i]))
			set->words[n++] = set->words[i];
	}
	set->n = n;
}

enum pv_rc
pv_wordset_make(struct pv_span text, struct pv_arena *arena,
    struct pv_wordset *out, struct pv_err *err)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span s, word;
	struct pv_vec words = PV_VEC_INIT(struct pv_span);
	size_t end;

	*out = (struct pv_wordset){ NULL, 0 };
	fold_words(text, &b);
	s = b.failed ? PV_SPAN("") : pv_arena_dup(arena, pv_buf_view(&b));
	while (s.len > 0) {
		end = pv_span_find(s, PV_SPAN("\n"));
		word = pv_span_sub(s, 0, end);
		if (word.len > 0)
			(void)pv_vec_add(&words, &word);
		s = pv_span_sub(s, end + 1, s.len);
	}
	out->words = b.failed ? NULL : pv_vec_freeze(&words, arena, &out->n);
	pv_buf_release(&b);
	pv_vec_release(&words);
	if (out->words == NULL)
		return pv_fail_nomem(err);
	sort_once(out);
	return PV_OK;
}

/* ----------------------------------------------------------------- values */

/* What a typographic hyphen, apostrophe or other mark stands for. */
static char
plain(const char *s, size_t len)
{
	unsigned char c = (unsigned char)s[2];

	if (len != 3 || s[1] != '\x80')
		return len == 3 ? ' ' : '\0';
	if (c >= 0x90 && c <= 0x92)
		return '-';
	return c == 0x98 || c == 0x99 ? '\'' : ' ';
}

/* One word of a value, without what tells nothing. */
static void
add_word(struct pv_span w, struct pv_buf *out)
{
	static const char *const forms[][2] = {
		{ "the", "" }, { "a", "" }, { "an", "" }, { "us", "we" },
		{ "our", "we" }, { "ours", "we" }, { "your", "you" },
		{ "yours", "you" },
	};

	while (w.len > 0 && memchr("\"'()", *w.ptr, 5) != NULL)
		w = pv_span_sub(w, 1, w.len);
	while (w.len > 0 && memchr("\"'().,;:", w.ptr[w.len - 1], 9) != NULL)
		w.len--;
	if (w.len > 2 && pv_span_ieq(pv_span_sub(w, w.len - 2, w.len),
	    PV_SPAN("'s")))
		w.len -= 2;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (pv_span_ieq(w, pv_span_str(forms[i][0])))
			w = pv_span_str(forms[i][1]);
	}
	pv_buf_span(out, w);
	pv_buf_char(out, ' ');
}

static void
fold_value(struct pv_span text, struct pv_buf *out)
{
	struct pv_buf flat = PV_BUF_INIT;
	struct pv_span s;
	size_t i, n;

	for (i = 0; i < text.len; i += n) {
		n = typographic(text.ptr + i, text.len - i);
		if (n > 0 && plain(text.ptr + i, n) != '\0')
			pv_buf_char(&flat, plain(text.ptr + i, n));
		else if (n == 2 && text.ptr[i + 1] == '\xa0')
			pv_buf_char(&flat, ' ');
		if (n > 0)
			continue;
		n = 1;
		pv_buf_char(&flat, (unsigned char)text.ptr[i] < 0x80 &&
		    is_blank((unsigned char)text.ptr[i]) ? ' ' : text.ptr[i]);
	}
	for (s = pv_buf_view(&flat); s.len > 0;
	    s = pv_span_sub(s, i + 1, s.len)) {
		i = pv_span_find(s, PV_SPAN(" "));
		add_word(pv_span_sub(s, 0, i), out);
	}
	out->failed |= flat.failed;
	pv_buf_release(&flat);
}

enum pv_rc
pv_valueset_make(struct pv_span text, struct pv_arena *arena,
    struct pv_wordset *out, struct pv_err *err)
{
	struct pv_buf b = PV_BUF_INIT;
	enum pv_rc rc;

	fold_value(text, &b);
	rc = b.failed ? pv_fail_nomem(err) :
	    pv_wordset_make(pv_buf_view(&b), arena, out, err);
	pv_buf_release(&b);
	return rc;
}

bool
pv_wordset_alike(const struct pv_wordset *a, const struct pv_wordset *b)
{
	size_t i = 0, j = 0, shared = 0;
	int order;

	while (i < a->n && j < b->n) {
		order = pv_span_cmp(a->words[i], b->words[j]);
		shared += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return 2 * shared >= a->n + b->n - shared;
}
