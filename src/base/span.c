/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem */
#endif
#include "base/span.h"

#include <stdint.h>

#define BLOCK 16        /* bytes that are looked at together */
#define SHORT_MAX 32    /* bytes of a needle */

struct pv_span
pv_span_sub(struct pv_span s, size_t start, size_t end)
{
	if (end > s.len)
		end = s.len;
	if (start > end)
		start = end;
	if (s.ptr == NULL)
		return s;
	return pv_span(s.ptr + start, end - start);
}

struct pv_span
pv_span_trim(struct pv_span s)
{
	size_t start = 0, end = s.len;

	while (start < end && pv_isspace(s.ptr[start]))
		start++;
	while (end > start && pv_isspace(s.ptr[end - 1]))
		end--;
	return pv_span_sub(s, start, end);
}

bool
pv_span_eq(struct pv_span a, struct pv_span b)
{
	if (a.len != b.len)
		return false;
	return a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0;
}

bool
pv_span_ieq(struct pv_span a, struct pv_span b)
{
	return a.len == b.len && pv_span_istarts(a, b);
}

int
pv_span_cmp(struct pv_span a, struct pv_span b)
{
	size_t min = a.len < b.len ? a.len : b.len;
	int order = min > 0 ? memcmp(a.ptr, b.ptr, min) : 0;

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool
pv_span_starts(struct pv_span s, struct pv_span prefix)
{
	return prefix.len <= s.len &&
	    pv_span_eq(pv_span_sub(s, 0, prefix.len), prefix);
}

bool
pv_span_istarts(struct pv_span s, struct pv_span prefix)
{
	if (prefix.len > s.len)
		return false;
	for (size_t i = 0; i < prefix.len; i++) {
		if (pv_tolower(s.ptr[i]) != pv_tolower(prefix.ptr[i]))
			return false;
	}
	return true;
}

bool
pv_span_ends(struct pv_span s, struct pv_span suffix)
{
	return suffix.len <= s.len &&
	    pv_span_eq(pv_span_sub(s, s.len - suffix.len, s.len), suffix);
}

size_t
pv_span_find(struct pv_span s, struct pv_span needle)
{
	const char *hit;

	if (needle.len == 0)
		return 0;
	if (needle.len > s.len)
		return s.len;
	hit = memmem(s.ptr, s.len, needle.ptr, needle.len);
	return hit != NULL ? (size_t)(hit - s.ptr) : s.len;
}

static unsigned char
fold(struct pv_span s, size_t i)
{
	return (unsigned char)pv_tolower(s.ptr[i]);
}

/*
 * Start of the maximal suffix of x (of the alphabet turned upside down when
 * invert is set) and, in *period, the period of that suffix.
 */
static size_t
max_suffix(struct pv_span x, bool invert, size_t *period)
{
	size_t start = 0, next = 1, k = 0;
	unsigned char a, b;

	*period = 1;
	while (next + k < x.len) {
		a = fold(x, next + k);
		b = fold(x, start + k);
		if (a == b) {
			if (++k == *period) {
				next += *period;
				k = 0;
			}
		} else if ((a < b) != invert) {
			next += k + 1;
			k = 0;
			*period = next - start;
		} else {
			start = next++;
			k = 0;
			*period = 1;
		}
	}
	return start;
}

/*
 * Crochemore and Perrin, "Two-way string-matching" (JACM 38, 1991): linear
 * time, constant space, so that no needle makes the search quadratic.  x is
 * cut at `cut`; the right part is compared forwards, the left one backwards.
 * `memory` bytes at the start of x are known to match after a shift by the
 * period of a periodic needle.
 */
static size_t
two_way(struct pv_span s, struct pv_span x, size_t cut, size_t period,
    bool periodic)
{
	size_t pos = 0, memory = 0, i;

	while (pos + x.len <= s.len) {
		i = cut > memory ? cut : memory;
		while (i < x.len && fold(x, i) == fold(s, pos + i))
			i++;
		if (i < x.len) {
			pos += i - cut + 1;
			memory = 0;
			continue;
		}
		i = cut;
		while (i > memory && fold(x, i - 1) == fold(s, pos + i - 1))
			i--;
		if (i <= memory)
			return pos;
		pos += period;
		memory = periodic ? x.len - period : 0;
	}
	return s.len;
}

static size_t
find_long(struct pv_span s, struct pv_span needle)
{
	size_t period, other_period, cut, other;
	bool periodic;

	cut = max_suffix(needle, false, &period);
	other = max_suffix(needle, true, &other_period);
	if (other > cut) {
		cut = other;
		period = other_period;
	}
	periodic = period + cut <= needle.len &&
	    pv_span_ieq(pv_span_sub(needle, 0, cut),
		pv_span_sub(needle, period, period + cut));
	if (!periodic) {
		period = cut > needle.len - cut ? cut : needle.len - cut;
		period++;
	}
	return two_way(s, needle, cut, period, periodic);
}

/*
 * Whether x may begin at one of the sixteen bytes at p: bytes like its first
 * and its last one, or that differ from these in their case, stand there.
 */
static bool
may_begin(const char *p, struct pv_span x)
{
	typedef unsigned char block __attribute__((vector_size(BLOCK)));
	block first, last, hits;
	uint64_t halves[BLOCK / sizeof(uint64_t)];

	memcpy(&first, p, BLOCK);
	memcpy(&last, p + x.len - 1, BLOCK);
	hits = (block)((first | 0x20) == (unsigned char)(x.ptr[0] | 0x20)) &
	    (block)((last | 0x20) ==
		(unsigned char)(x.ptr[x.len - 1] | 0x20));
	memcpy(halves, &hits, BLOCK);
	return (halves[0] | halves[1]) != 0;
}

/* At worst as many steps a byte as x is long. */
static size_t
find_short(struct pv_span s, struct pv_span x)
{
	size_t at = 0, end, starts = s.len - x.len + 1;

	while (at < starts) {
		end = at + BLOCK;
		if (end > starts)
			end = starts;
		else if (!may_begin(s.ptr + at, x))
			at = end;
		for (; at < end; at++)
			if (pv_span_istarts(pv_span(s.ptr + at, x.len), x))
				return at;
	}
	return s.len;
}

size_t
pv_span_ifind(struct pv_span s, struct pv_span needle)
{
	if (needle.len == 0)
		return 0;
	if (needle.len > s.len)
		return s.len;
	return needle.len <= SHORT_MAX ? find_short(s, needle) :
	    find_long(s, needle);
}

bool
pv_span_in_words(struct pv_span s, const char *const *words, size_t n)
{
	size_t lo = 0, mid, i;
	int c;

	while (lo < n) {
		mid = lo + (n - lo) / 2;
		for (i = 0; i < s.len && words[mid][i] != '\0'; i++)
			if (pv_tolower(s.ptr[i]) != words[mid][i])
				break;
		c = (i < s.len ? (unsigned char)pv_tolower(s.ptr[i]) : 0) -
		    (unsigned char)words[mid][i];
		if (c == 0)
			return true;
		if (c < 0)
			n = mid;
		else
			lo = mid + 1;
	}
	return false;
}
