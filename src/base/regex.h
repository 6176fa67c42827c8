/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_REGEX_H
#define PV_BASE_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/*
 * PCRE2 behind one file.  Patterns are caseless, extended (white space and
 * comments ignored) and match bytes: the normalized text has its quotes,
 * dashes and spaces folded, so Unicode classes are not needed.  A compiled
 * pattern is immutable and may be shared by processes and threads; a matcher
 * belongs to one.
 */
struct pv_regex;
struct pv_matcher;

#define PV_REGEX_GROUPS 64    /* most capture groups a pattern may have */
#define PV_REGEX_LEN 16384    /* longest pattern, after its fragments */

enum pv_regex_flags {
	PV_REGEX_CASE = 1 << 0,   /* match case */
	PV_REGEX_NOJIT = 1 << 1,  /* interpreter only: patterns from strangers */
	PV_REGEX_LATER = 1 << 2,  /* until pv_regex_hasten() */
	PV_REGEX_EMPTY = 1 << 3   /* it may match the empty string */
};

/*
 * Compile.  Refused (PV_ERULE, code E-RULE, err->col = 1-based byte in the
 * pattern): syntax errors, \C, \K, callouts, (*VERBS), control or invisible
 * characters, more than PV_REGEX_GROUPS groups, a pattern that can match the
 * empty string, unless the flags allow it: even then no search finds it.
 */
PV_NODISCARD enum pv_rc pv_regex_new(struct pv_span pattern,
    enum pv_regex_flags flags, struct pv_regex **out, struct pv_err *err);
void pv_regex_free(struct pv_regex *re); /* NULL is fine */

/*
 * Make machine code of a pattern compiled with PV_REGEX_LATER: that takes
 * longer than to compile it, and pays when it is searched for often.  Nobody
 * may use the pattern meanwhile.
 */
void pv_regex_hasten(struct pv_regex *re);

/*
 * The same with PV_REGEX_LATER, but compile the outline alone, which has the
 * groups of the pattern and their names, and the pattern when it is searched
 * for: where that fails, searches give PV_MATCH_LIMIT.  The pattern's bytes
 * must last.  Not for several threads before pv_regex_hasten().
 */
PV_NODISCARD enum pv_rc pv_regex_put_off(struct pv_span outline,
    struct pv_span pattern, struct pv_regex **out, struct pv_err *err);

/*
 * A pattern that was compiled before, by the same version of PCRE2, and is not
 * to be compiled again: the names of its groups are not known.
 */
struct pv_regex_saved {
	struct pv_span pattern;
	uint32_t ngroups;
	struct pv_span code;    /* what pv_regex_save() gave, or empty; at an
	                         * address that is a multiple of 8 */
	uint64_t sum;           /* of code, by pv_sum64(): one that is damaged
	                         * is not used, and the pattern compiled */
};

/* Append the compiled form; false when there is none. */
bool pv_regex_save(const struct pv_regex *re, struct pv_buf *out);

/* All bytes must last.  As for pv_regex_put_off(); PV_REGEX_NOJIT is heeded. */
PV_NODISCARD enum pv_rc pv_regex_revive(const struct pv_regex_saved *saved,
    enum pv_regex_flags flags, struct pv_regex **out, struct pv_err *err);

/* Whether it can match the empty string. */
bool pv_regex_is_empty(const struct pv_regex *re);

/* Number of capture groups, and the name of group n ("" when it has none). */
uint32_t pv_regex_groups(const struct pv_regex *re);
const char *pv_regex_group_name(const struct pv_regex *re, uint32_t n);

/* Match data and JIT stack, with match, heap and depth limits set. */
PV_NODISCARD enum pv_rc pv_matcher_new(struct pv_matcher **out,
    struct pv_err *err);
void pv_matcher_free(struct pv_matcher *m); /* NULL is fine */

struct pv_match {
	size_t start, end;        /* bytes of the subject */
	bool hit;
};

enum pv_match_result {
	PV_MATCH_NONE = 0,
	PV_MATCH_HIT = 1,
	PV_MATCH_LIMIT = -1       /* gave up: the answer is not known */
};

/*
 * Find the first match at or after `from`.  groups (may be NULL) receives
 * group 0..ngroups-1.  When the JIT stack is exhausted the interpreter is
 * tried before giving up.
 */
enum pv_match_result pv_regex_match(const struct pv_regex *re,
    struct pv_matcher *m, struct pv_span subject, size_t from,
    struct pv_match *groups, size_t ngroups);

/*
 * A search over a part of the starts, or over one part after the other: the
 * time that all of them took counts.  Zero but for its subject at first.
 */
struct pv_search {
	struct pv_span subject;
	size_t from, last;      /* starts to try, both included */
	size_t tried;           /* inside: starts so far */
	uint64_t wall, spent;   /* inside: nanoseconds */
};

/* The same as pv_regex_match() for matches that start from from to last. */
enum pv_match_result pv_regex_search(const struct pv_regex *re,
    struct pv_matcher *m, struct pv_search *search, struct pv_match *groups,
    size_t ngroups);

/* Append the version of PCRE2 in use. */
void pv_regex_version(struct pv_buf *out);

#endif
