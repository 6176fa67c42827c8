/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_SPAN_H
#define PV_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Borrowed bytes; not NUL-terminated.  ptr may be NULL only when len is 0. */
struct pv_span {
	const char *ptr;
	size_t len;
};

#define PV_SPAN(lit) ((struct pv_span){ (lit), sizeof(lit) - 1 })

/* The same as an initializer of a static object. */
#define PV_SPAN_INIT(lit) { (lit), sizeof(lit) - 1 }

/* For printf: "%.*s" with PV_FMT(span). */
#define PV_FMT(s) (int)(s).len, (s).ptr

static inline struct pv_span
pv_span(const char *ptr, size_t len)
{
	return (struct pv_span){ ptr, len };
}

static inline struct pv_span
pv_span_str(const char *s)
{
	return (struct pv_span){ s, strlen(s) };
}

/* Bytes [start, end) of s; both are clamped to its length. */
struct pv_span pv_span_sub(struct pv_span s, size_t start, size_t end);

/* s without leading and trailing ASCII white space. */
struct pv_span pv_span_trim(struct pv_span s);

bool pv_span_eq(struct pv_span a, struct pv_span b);

/* Equality with ASCII letters folded. */
bool pv_span_ieq(struct pv_span a, struct pv_span b);

/* Order of bytes, shorter first on a tie: <0, 0, >0. */
int pv_span_cmp(struct pv_span a, struct pv_span b);

/* Is s one of n words, sorted and in lower case?  ASCII case is folded. */
bool pv_span_in_words(struct pv_span s, const char *const *words, size_t n);

bool pv_span_starts(struct pv_span s, struct pv_span prefix);
bool pv_span_istarts(struct pv_span s, struct pv_span prefix);
bool pv_span_ends(struct pv_span s, struct pv_span suffix);

/* Offset of the first occurrence of needle in s, or s.len when absent. */
size_t pv_span_find(struct pv_span s, struct pv_span needle);
/* The same with ASCII letters folded. */
size_t pv_span_ifind(struct pv_span s, struct pv_span needle);

/*
 * ASCII character classes: the locale plays no part, and bytes above 127
 * belong to none of them.
 */
static inline bool pv_isspace(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool pv_isdigit(char c) { return c >= '0' && c <= '9'; }
static inline bool pv_isupper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool pv_islower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool pv_isalpha(char c) { return pv_isupper(c) || pv_islower(c); }
static inline bool pv_isalnum(char c) { return pv_isalpha(c) || pv_isdigit(c); }
/* As \w of PCRE2 without PCRE2_UCP, on which \b rests. */
static inline bool pv_isword(char c) { return pv_isalnum(c) || c == '_'; }
static inline char pv_tolower(char c)
{
	return pv_isupper(c) ? (char)(c - 'A' + 'a') : c;
}

#endif
