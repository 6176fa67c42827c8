/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/regex.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/sum.h"
#include "base/utf8.h"

/*
 * match_limit bounds the work at one start of a match, heap_limit the memory
 * of the interpreter, the budget the work of one search.  Depth is bounded by the heap: a lower limit would refuse
 * "(?:.|\n)*?z" on a long clause, which is harmless.
 */
#define LIMIT_MATCH 1000000u
#define LIMIT_LATER 10000000u /* the interpreter counts more steps */
#define LIMIT_HEAP 20000u /* KiB */
#define LIMIT_DEPTH LIMIT_MATCH
#define JIT_STACK_MIN ((size_t)32 << 10)
#define JIT_STACK_MAX ((size_t)1 << 20)
#define SLICE_MIN ((size_t)256) /* starts between looks at the clock */
#define SLICE_MAX ((size_t)4096)
#define BUDGET_NS UINT64_C(250000000)

/* What searches for a pattern; code is NULL before it is compiled. */
struct engine {
	pcre2_code *code;
	uint32_t limit; /* steps of a match */
	bool failed;    /* there will be no code */
};

struct pv_regex {
	pcre2_code *outline;   /* of a pattern that was put off */
	struct pv_span text;   /* of such a pattern */
	struct pv_span saved;  /* of such a one, what it compiled to, or empty */
	uint64_t sum;          /* of saved */
	struct engine *engine; /* what a search may still change: own */
	struct engine own;
	uint32_t ngroups;
	uint32_t nnames;       /* 0, or one a group and one more */
	bool empty;
	const char *names[];   /* in a name table */
};

struct pv_matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

/* Code points that a reader of the pattern cannot see or tell apart. */
static bool
is_invisible(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = { { 0x0, 0x8 }, { 0xb, 0x1f }, { 0x7f, 0xa0 },
		{ 0xad, 0xad }, { 0x34f, 0x34f }, { 0x61c, 0x61c },
		{ 0x115f, 0x1160 }, { 0x1680, 0x1680 }, { 0x17b4, 0x17b5 },
		{ 0x180b, 0x180f }, { 0x2000, 0x200f }, { 0x2028, 0x202f },
		{ 0x205f, 0x206f }, { 0x3000, 0x3000 }, { 0x3164, 0x3164 },
		{ 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 },
		{ 0xfff0, 0xfffb }, { 0x1d173, 0x1d17a },
		{ 0xe0000, 0xe0fff } };
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return true;
	return false;
}

static enum pv_rc
refuse(struct pv_err *err, size_t at, const char *what)
{
	return pv_fail_at(
	    err, PV_ERULE, "E-RULE", 0, (uint32_t)at + 1, "%s", what);
}

static enum pv_rc
check_characters(struct pv_span p, struct pv_err *err)
{
	uint32_t cp;
	size_t i, n;

	for (i = 0; i < p.len; i += n) {
		n = 1;
		if ((p.ptr[i] >= ' ' && p.ptr[i] < '\x7f') ||
		    p.ptr[i] == '\n')
			continue;
		n = pv_utf8_decode(pv_span(p.ptr + i, p.len - i), &cp);
		if (n == 0)
			return refuse(err, i, "the pattern is not UTF-8");
		if (cp == '\b')
			return refuse(err, i,
			    "backspace in the pattern: "
			    "write it as a '|-' block or in single quotes");
		if (cp < 0x20 && is_invisible(cp))
			return refuse(
			    err, i, "control character in the pattern");
		if (is_invisible(cp))
			return refuse(
			    err, i, "invisible character in the pattern");
	}
	return PV_OK;
}

/* One past the class that opens at p[i]. */
static size_t
skip_class(struct pv_span p, size_t i)
{
	size_t j = i + 1;

	if (j < p.len && p.ptr[j] == '^')
		j++;
	if (j < p.len && p.ptr[j] == ']')
		j++;
	while (j < p.len && p.ptr[j] != ']') {
		if (p.ptr[j] == '\\') {
			j += 2;
		} else if (p.ptr[j] == '[' && j + 1 < p.len &&
		    strchr(":.=", p.ptr[j + 1]) != NULL) {
			size_t k = j + 2;

			while (k < p.len && pv_isalpha(p.ptr[k]))
				k++;
			j = k + 1 < p.len && p.ptr[k] == p.ptr[j + 1] &&
				p.ptr[k + 1] == ']'
			    ? k + 2
			    : j + 1;
		} else {
			j++;
		}
	}
	return j < p.len ? j + 1 : p.len;
}

static const char *
bad_escape(char c)
{
	switch (c) {
	case 'C':
		return "\\C is not allowed in a rule";
	case 'K':
		return "\\K is not allowed in a rule";
	case 'Q':
	case 'E':
		return "\\Q and \\E are not allowed in a rule";
	}
	return NULL;
}

/* "(?" at p[i]: what is wrong with it, or NULL. */
static const char *
bad_group(struct pv_span p, size_t i)
{
	size_t j = i + 2;

	if (j < p.len && p.ptr[j] == 'C')
		return "callouts are not allowed in a rule";
	if (j < p.len && p.ptr[j] == '^')
		return "'(?^' is not allowed: rules are extended and caseless";
	while (j < p.len && (pv_isalpha(p.ptr[j]) || p.ptr[j] == '-')) {
		if (p.ptr[j] == 'x')
			return "option 'x' cannot be changed: "
			       "rules are extended";
		if (p.ptr[j] == 'P' || p.ptr[j] == 'R')
			break;
		j++;
	}
	return NULL;
}

/*
 * "x? ?" is no optional blank: white space is ignored, and the second mark
 * makes the first quantifier lazy.  p[i] is a mark after a quantifier.
 */
static bool
is_lost_blank(struct pv_span p, size_t i)
{
	size_t j = i;

	if (p.ptr[i] != '?' && p.ptr[i] != '+')
		return false;
	while (j > 0 && pv_isspace(p.ptr[j - 1]))
		j--;
	if (j == i || j < 2 || p.ptr[j - 2] == '\\')
		return false;
	return strchr("?*+", p.ptr[j - 1]) != NULL ||
	    (p.ptr[j - 1] == '}' &&
		(pv_isdigit(p.ptr[j - 2]) || p.ptr[j - 2] == ','));
}

/*
 * What PCRE2 would take but a rule must not hold.  Tokens are told apart as
 * PCRE2 does in extended mode, which the pattern cannot leave.
 */
static enum pv_rc
check_constructs(struct pv_span p, struct pv_err *err)
{
	const char *bad;
	size_t i = 0;

	while (i < p.len) {
		char c = p.ptr[i], d = i + 1 < p.len ? p.ptr[i + 1] : '\0';

		if (pv_isalnum(c) || c == ' ') {
			i++;
			continue;
		}
		bad = NULL;
		if (c == '\\')
			bad = bad_escape(d);
		else if (c == '(' && d == '*')
			bad = "(*VERBS) are not allowed in a rule";
		else if (c == '(' && d == '?')
			bad = bad_group(p, i);
		else if (is_lost_blank(p, i))
			bad = "white space is ignored in patterns, so this "
			      "mark belongs to the quantifier before it: write "
			      "'\\s' or '[ ]' for a blank";
		if (bad != NULL)
			return refuse(err, i, bad);
		if (c == '\\') {
			i += 2;
		} else if (c == '[') {
			i = skip_class(p, i);
		} else if (c == '#') {
			while (i < p.len && p.ptr[i] != '\n')
				i++;
		} else if (c == '(' && d == '?' && i + 2 < p.len &&
		    p.ptr[i + 2] == '#') {
			while (i < p.len && p.ptr[i] != ')')
				i++;
		} else {
			i++;
		}
	}
	return PV_OK;
}

#define OPTIONS \
	(PCRE2_EXTENDED | PCRE2_NEVER_BACKSLASH_C | PCRE2_NEVER_UTF | \
	    PCRE2_NEVER_UCP | PCRE2_DUPNAMES | PCRE2_USE_OFFSET_LIMIT)

static enum pv_rc
compile(struct pv_span p, enum pv_regex_flags flags, pcre2_code **out,
    struct pv_err *err)
{
	uint32_t options = OPTIONS;
	PCRE2_UCHAR msg[256];
	PCRE2_SIZE at;
	int code;

	if ((flags & PV_REGEX_CASE) == 0)
		options |= PCRE2_CASELESS;
	*out =
	    pcre2_compile((PCRE2_SPTR)p.ptr, p.len, options, &code, &at, NULL);
	if (*out != NULL)
		return PV_OK;
	if (code == PCRE2_ERROR_HEAP_FAILED)
		return pv_fail_nomem(err);
	if (pcre2_get_error_message(code, msg, sizeof(msg)) < 0)
		msg[0] = '\0';
	return pv_fail_at(err, PV_ERULE, "E-RULE", 0, (uint32_t)at + 1, "%s",
	    (const char *)msg);
}

/* Whether it may match the empty string, unless that is refused. */
static enum pv_rc
check_empty(const pcre2_code *code, bool may_be_empty, bool *empty,
    struct pv_err *err)
{
	uint32_t yes;

	(void)pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &yes);
	*empty = yes != 0;
	if (*empty && !may_be_empty)
		return refuse(err, 0, "the pattern can match the empty string");
	return PV_OK;
}

/* The names of the groups stand in the code, which must last. */
static void
take_names(struct pv_regex *re, const pcre2_code *code)
{
	uint32_t i, n, count, size;
	PCRE2_SPTR table;

	for (i = 0; i < re->nnames; i++)
		re->names[i] = "";
	(void)pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
	if (count == 0)
		return;
	(void)pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	(void)pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	for (i = 0; i < count; i++) {
		n = (uint32_t)table[i * size] << 8 | table[i * size + 1];
		if (n < re->nnames)
			re->names[n] = (const char *)&table[i * size + 2];
	}
}

/* With room for the names of its groups, or without names. */
static struct pv_regex *
regex_alloc(uint32_t ngroups, bool named)
{
	uint32_t nnames = named ? ngroups + 1 : 0;
	struct pv_regex *re =
	    calloc(1, sizeof(*re) + nnames * sizeof(re->names[0]));

	if (re == NULL)
		return NULL;
	re->engine = &re->own;
	re->ngroups = ngroups;
	re->nnames = nnames;
	return re;
}

/* What was compiled, inspected. */
static enum pv_rc
inspect(const pcre2_code *code, bool may_be_empty, struct pv_regex **out,
    struct pv_err *err)
{
	struct pv_regex *re;
	uint32_t ngroups;
	bool empty;

	(void)pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &ngroups);
	if (ngroups > PV_REGEX_GROUPS)
		return pv_fail_at(err, PV_ERULE, "E-RULE", 0, 1,
		    "more than %d groups", PV_REGEX_GROUPS);
	if (check_empty(code, may_be_empty, &empty, err) != PV_OK)
		return PV_ERULE;
	re = regex_alloc(ngroups, true);
	if (re == NULL)
		return pv_fail_nomem(err);
	re->empty = empty;
	take_names(re, code);
	*out = re;
	return PV_OK;
}

/* What must hold of a pattern's text. */
static enum pv_rc
check(struct pv_span pattern, struct pv_err *err)
{
	enum pv_rc rc;

	if (pattern.len == 0)
		return refuse(err, 0, "the pattern is empty");
	if (pattern.len > PV_REGEX_LEN)
		return pv_fail_at(err, PV_ERULE, "E-RULE", 0, 1,
		    "the pattern is longer than %d bytes", PV_REGEX_LEN);
	rc = check_characters(pattern, err);
	return rc == PV_OK ? check_constructs(pattern, err) : rc;
}

/* Compile a text, not yet for a search. */
static enum pv_rc
regex_new(struct pv_span text, enum pv_regex_flags flags,
    struct pv_regex **out, pcre2_code **code, struct pv_err *err)
{
	enum pv_rc rc = check(text, err);

	*code = NULL;
	if (rc == PV_OK)
		rc = compile(text, flags, code, err);
	if (rc == PV_OK)
		rc = inspect(*code, (flags & PV_REGEX_EMPTY) != 0, out, err);
	if (rc != PV_OK)
		pcre2_code_free(*code);
	return rc;
}

enum pv_rc
pv_regex_new(struct pv_span pattern, enum pv_regex_flags flags,
    struct pv_regex **out, struct pv_err *err)
{
	pcre2_code *code;
	enum pv_rc rc = regex_new(pattern, flags, out, &code, err);

	if (rc != PV_OK)
		return rc;
	(*out)->own.code = code;
	(*out)->own.limit =
	    (flags & PV_REGEX_LATER) != 0 ? LIMIT_LATER : LIMIT_MATCH;
	if ((flags & (PV_REGEX_NOJIT | PV_REGEX_LATER)) == 0)
		pv_regex_hasten(*out);
	return PV_OK;
}

enum pv_rc
pv_regex_put_off(struct pv_span outline, struct pv_span pattern,
    struct pv_regex **out, struct pv_err *err)
{
	pcre2_code *code;
	enum pv_rc rc = regex_new(outline, 0, out, &code, err);

	if (rc != PV_OK)
		return rc;
	(*out)->outline = code;
	(*out)->text = pattern;
	(*out)->own.limit = LIMIT_LATER;
	return PV_OK;
}

enum pv_rc
pv_regex_revive(const struct pv_regex_saved *saved, enum pv_regex_flags flags,
    struct pv_regex **out, struct pv_err *err)
{
	struct pv_regex *re = regex_alloc(saved->ngroups, false);

	if (re == NULL)
		return pv_fail_nomem(err);
	re->text = saved->pattern;
	re->saved = saved->code;
	re->sum = saved->sum;
	re->own.limit =
	    (flags & PV_REGEX_NOJIT) != 0 ? LIMIT_MATCH : LIMIT_LATER;
	*out = re;
	return PV_OK;
}

/* The code that was saved, or NULL: PCRE2 trusts what it is given. */
static pcre2_code *
decode(const struct pv_regex *re)
{
	pcre2_code *code = NULL;

	if (re->saved.len == 0 || pv_sum64(0, re->saved) != re->sum ||
	    pcre2_serialize_decode(
		&code, 1, (const uint8_t *)re->saved.ptr, NULL) != 1)
		return NULL;
	return code;
}

/* Compile what was put off; false when there is no code. */
static bool
ready(const struct pv_regex *re)
{
	struct engine *e = re->engine;
	struct pv_err err;

	if (e->code == NULL && !e->failed)
		e->code = decode(re);
	if (e->code == NULL && !e->failed)
		e->failed = compile(re->text, 0, &e->code, &err) != PV_OK;
	return !e->failed;
}

bool
pv_regex_save(const struct pv_regex *re, struct pv_buf *out)
{
	const pcre2_code *code;
	PCRE2_SIZE len;
	uint8_t *bytes;

	if (!ready(re))
		return false;
	code = re->engine->code;
	if (pcre2_serialize_encode(&code, 1, &bytes, &len, NULL) != 1)
		return false;
	pv_buf_add(out, bytes, len);
	pcre2_serialize_free(bytes);
	return !out->failed;
}

void
pv_regex_hasten(struct pv_regex *re)
{
	/* Where executable memory is refused the interpreter does the work. */
	if (ready(re) &&
	    pcre2_jit_compile(re->own.code, PCRE2_JIT_COMPLETE) == 0)
		re->own.limit = LIMIT_MATCH;
}

void
pv_regex_free(struct pv_regex *re)
{
	if (re == NULL)
		return;
	pcre2_code_free(re->outline);
	pcre2_code_free(re->own.code);
	free(re);
}

bool
pv_regex_is_empty(const struct pv_regex *re)
{
	return re->empty;
}

uint32_t
pv_regex_groups(const struct pv_regex *re)
{
	return re->ngroups;
}

const char *
pv_regex_group_name(const struct pv_regex *re, uint32_t n)
{
	return n < re->nnames ? re->names[n] : "";
}

enum pv_rc
pv_matcher_new(struct pv_matcher **out, struct pv_err *err)
{
	struct pv_matcher *m = calloc(1, sizeof(*m));

	if (m == NULL)
		return pv_fail_nomem(err);
	m->data = pcre2_match_data_create(PV_REGEX_GROUPS + 1, NULL);
	m->context = pcre2_match_context_create(NULL);
	if (m->data == NULL || m->context == NULL) {
		pv_matcher_free(m);
		return pv_fail_nomem(err);
	}
	(void)pcre2_set_heap_limit(m->context, LIMIT_HEAP);
	(void)pcre2_set_depth_limit(m->context, LIMIT_DEPTH);
	/* NULL where PCRE2 has no JIT: then none is needed. */
	m->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	*out = m;
	return PV_OK;
}

void
pv_matcher_free(struct pv_matcher *m)
{
	if (m == NULL)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_jit_stack_free(m->stack);
	free(m);
}

static void
copy_groups(const struct pv_matcher *m, int count, struct pv_match *groups,
    size_t ngroups)
{
	const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(m->data);
	size_t i;

	for (i = 0; i < ngroups; i++) {
		groups[i] = (struct pv_match){ 0, 0, false };
		if (i >= (size_t)count || ov[2 * i] == PCRE2_UNSET)
			continue;
		groups[i] = (struct pv_match){ ov[2 * i], ov[2 * i + 1], true };
	}
}

static uint64_t
now_ns(clockid_t clock)
{
	struct timespec ts;

	if (clock_gettime(clock, &ts) != 0)
		return 0;
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

/* Try the starts from `from` to `last`. */
static int
match_starts(const struct pv_regex *re, struct pv_matcher *m,
    struct pv_span subject, size_t from, size_t last)
{
	PCRE2_SPTR s = (PCRE2_SPTR)(subject.ptr != NULL ? subject.ptr : "");
	int rc;

	(void)pcre2_set_match_limit(m->context, re->engine->limit);
	(void)pcre2_set_offset_limit(
	    m->context, last < subject.len ? last : PCRE2_UNSET);
	rc = pcre2_match(re->engine->code, s, subject.len, from, PCRE2_NOTEMPTY,
	    m->data, m->context);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(re->engine->code, s, subject.len, from,
		    PCRE2_NOTEMPTY | PCRE2_NO_JIT, m->data, m->context);
	return rc;
}

/*
 * The same, and keep the time.  What decides is processor time, since a busy
 * machine must not change answers; but that clock is slow to read, so it runs
 * only when half of the budget has passed on the wall.
 */
static int
match_timed(const struct pv_regex *re, struct pv_matcher *m,
    struct pv_search *search, size_t last)
{
	bool strict = search->wall > BUDGET_NS / 2;
	clockid_t clock = strict ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC;
	uint64_t began = now_ns(clock), spent;
	int rc = match_starts(re, m, search->subject, search->from, last);

	spent = now_ns(clock) - began;
	if (strict)
		search->spent += spent;
	else
		search->wall += spent;
	return rc;
}

/* How many starts to try before the next look at the clock. */
static size_t
slice(const struct pv_search *search)
{
	if (search->wall > BUDGET_NS / 100 || search->tried < SLICE_MIN)
		return SLICE_MIN;
	return search->tried < SLICE_MAX ? search->tried : SLICE_MAX;
}

/*
 * The limits of PCRE2 begin anew at every start, so they bound no time.  Many
 * starts are tried by slices, with a look at the clock in between.
 */
enum pv_match_result
pv_regex_search(const struct pv_regex *re, struct pv_matcher *m,
    struct pv_search *search, struct pv_match *groups, size_t ngroups)
{
	size_t end = search->last < search->subject.len ? search->last
							: search->subject.len;
	int rc = PCRE2_ERROR_NOMATCH;

	if (!ready(re))
		return PV_MATCH_LIMIT;
	while (search->from <= end && rc == PCRE2_ERROR_NOMATCH) {
		size_t n = end - search->from + 1;

		if (search->spent > BUDGET_NS / 2)
			return PV_MATCH_LIMIT;
		if (search->tried + n <= SLICE_MIN) {
			rc = match_starts(
			    re, m, search->subject, search->from, end);
		} else {
			n = n < slice(search) ? n : slice(search);
			rc = match_timed(
			    re, m, search, search->from + n - 1);
		}
		search->tried += n;
		search->from += n;
	}
	if (rc == PCRE2_ERROR_NOMATCH)
		return PV_MATCH_NONE;
	if (rc < 0)
		return PV_MATCH_LIMIT;
	if (groups != NULL)
		copy_groups(m, rc, groups, ngroups);
	return PV_MATCH_HIT;
}

enum pv_match_result
pv_regex_match(const struct pv_regex *re, struct pv_matcher *m,
    struct pv_span subject, size_t from, struct pv_match *groups,
    size_t ngroups)
{
	struct pv_search search = { .subject = subject,
		.from = from,
		.last = SIZE_MAX };

	return pv_regex_search(re, m, &search, groups, ngroups);
}

void
pv_regex_version(struct pv_buf *out)
{
	char text[64] = "";

	if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) < (int)sizeof(text))
		(void)pcre2_config(PCRE2_CONFIG_VERSION, text);
	pv_buf_str(out, text);
}
