/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/mark.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/num.h"
#include "base/vec.h"
#include "lint/linter.h"
#include "model/cite.h"

#define LEGEND 120          /* bytes in which a line says that it is one */
#define ITEM_MAX 5          /* bytes of the letters of an item */

struct pv_mark {
	uint64_t key;
	uint32_t at;
};

struct marker {
	const struct pv_version *v;
	struct pv_vec marks;
	size_t ref;             /* the first that ends behind the place */
};

/* Words in front of a clause's number. */
static const char *const intros[] = { "section", "sec.", "article", "art.",
	"clause", "paragraph", "subsection", "sub-section", "part", "item",
	"term", "condition", "chapter", "no.", "\xc2\xa7", NULL };

static uint64_t
hash_key(enum pv_mark_kind kind, struct pv_span key)
{
	return pv_hash64(key) ^ (kind == PV_MARK_ITEM ? UINT64_MAX : 0);
}

static void
add(struct marker *m, enum pv_mark_kind kind, struct pv_span label,
    uint32_t at)
{
	struct pv_cite key;
	struct pv_mark mark = { .at = at };

	pv_cite_key(label, &key);
	mark.key = hash_key(kind, pv_cite_span(&key));
	if (key.len > 0)
		pv_vec_add(&m->marks, &mark);
}

/* A head and what it stands under; its last part may be an item, too. */
static void
add_head(struct marker *m, struct pv_span label, uint32_t at)
{
	struct pv_cite key;
	struct pv_span k;
	struct pv_mark mark = { .at = at };
	size_t dot;

	pv_cite_key(label, &key);
	k = pv_cite_span(&key);
	for (dot = k.len; dot > 0 && k.ptr[dot - 1] != '.'; dot--)
		;
	add(m, PV_MARK_ITEM, pv_span_sub(k, dot, k.len), at);
	while (k.len > 0) {
		mark.key = hash_key(PV_MARK_HEAD, k);
		pv_vec_add(&m->marks, &mark);
		do
			k.len--;
		while (k.len > 0 && k.ptr[k.len] != '.');
	}
}

/* Does byte `at` stand in a reference?  Places are asked in order. */
static bool
in_reference(struct marker *m, uint32_t at)
{
	const struct pv_version *v = m->v;

	while (m->ref < v->nrefs && v->refs[m->ref].at.end <= at)
		m->ref++;
	return m->ref < v->nrefs && v->refs[m->ref].at.start <= at;
}

/* Letters or digits at i; 0 when they are too many. */
static uint32_t
run_at(struct pv_span text, uint32_t i)
{
	uint32_t n = i;

	while (n < text.len && n - i <= ITEM_MAX && pv_isalnum(text.ptr[n]))
		n++;
	return n - i > ITEM_MAX ? 0 : n - i;
}

/* "(b)" at i. */
static void
try_item(struct marker *m, uint32_t i)
{
	struct pv_span text = m->v->text;
	uint32_t n = run_at(text, i + 1);

	if (n > 0 && i + n + 1 < text.len && text.ptr[i + n + 1] == ')' &&
	    (i == 0 || !pv_isalnum(text.ptr[i - 1])) && !in_reference(m, i))
		add(m, PV_MARK_ITEM, pv_span_sub(text, i + 1, i + 1 + n), i);
}

/* "SEVENTH", "Article Seven" at i: true when it was one. */
static bool
try_word(struct marker *m, uint32_t i, bool introduced)
{
	struct pv_span text = m->v->text;
	uint32_t n = i, value;
	char digits[12];
	size_t k = sizeof(digits);

	while (n < text.len && n - i < 16 && pv_isalpha(text.ptr[n]))
		n++;
	value = pv_num_word(pv_span_sub(text, i, n));
	if (value == 0 || (!introduced && (n >= text.len ||
	    (text.ptr[n] != ':' && text.ptr[n] != '.'))))
		return false;
	do
		digits[--k] = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	add_head(m, pv_span(digits + k, sizeof(digits) - k), i);
	return true;
}

/* "Section 4.5 shall", "Section 4.5, 4.6": a sentence, and no heading. */
static bool
goes_on(struct pv_span text, uint32_t i)
{
	if (i + 1 >= text.len)
		return false;
	return text.ptr[i] == ',' || (text.ptr[i] == ' ' &&
	    (pv_islower(text.ptr[i + 1]) || text.ptr[i + 1] == '('));
}

/* Words that were taken out, at the head of s; no legend that says so. */
static bool
is_redacted(struct pv_span s)
{
	static const char *const legends[] = { "certain", "confidential",
		"treatment", "portion", "portions", "requested", "filed",
		"information", NULL };
	size_t i = 0;

	while (i < s.len && i < 3 && memchr("[( ", s.ptr[i], 3) != NULL)
		i++;
	s = pv_span_sub(s, i, s.len);
	if (pv_lint_has(pv_span_sub(s, 0, LEGEND), legends))
		return false;
	return pv_span_starts(s, PV_SPAN("**")) ||
	    (i > 0 && pv_span_starts(s, PV_SPAN("*"))) ||
	    pv_span_istarts(s, PV_SPAN("redacted"));
}

/* What may begin at a place: a line, a sentence, or a part of one. */
enum start { START_NONE, START_LINE, START_SENTENCE, START_PART };

/* What begins at i; `last` is the character in front of the space there. */
static enum start
start_at(struct pv_span text, uint32_t i, char last)
{
	if (i == 0 || text.ptr[i - 1] == '\n')
		return START_LINE;
	if (text.ptr[i - 1] != ' ' || memchr(".;:,)|\"]", last, 8) == NULL)
		return START_NONE;
	return memchr(".:|]", last, 4) != NULL ? START_SENTENCE : START_PART;
}

static void
try_start(struct marker *m, uint32_t i, enum start how)
{
	struct pv_span text = m->v->text;
	struct pv_cite c;
	uint32_t end, n, start = i;
	bool introduced;

	if (how == START_LINE && is_redacted(pv_span_sub(text, i, text.len))) {
		struct pv_mark mark = { hash_key(PV_MARK_HEAD,
		    PV_MARK_REDACTED), i };

		pv_vec_add(&m->marks, &mark);
		return;
	}
	while (i < text.len && i - start < 4 &&
	    memchr("\"'[*(", text.ptr[i], 5) != NULL)
		i++;
	n = (uint32_t)pv_lint_word(pv_span_sub(text, i, text.len), intros);
	introduced = n > 0;
	i += n;
	if (introduced && i < text.len && text.ptr[i] == ' ')
		i++;
	if (try_word(m, i, introduced))
		return;
	end = pv_cite_read(text, i, &c);
	if (end > i) {
		if ((introduced || in_reference(m, start)) &&
		    (how == START_PART || goes_on(text, end)))
			return;
		add_head(m, pv_cite_span(&c), start);
		return;
	}
	n = run_at(text, i);
	if (n > 0 && i + n < text.len &&
	    (text.ptr[i + n] == '.' || text.ptr[i + n] == ')'))
		add(m, PV_MARK_ITEM, pv_span_sub(text, i, i + n), start);
}

/* How many of its bytes are full stops? */
static size_t
count_stops(struct pv_span s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		n += s.ptr[i] == '.';
	return n;
}

/* "j. Independent", "ii) the" within a line. */
static void
try_buried_item(struct marker *m, uint32_t i)
{
	struct pv_span text = m->v->text, s;
	uint32_t n = run_at(text, i);

	s = pv_span_sub(text, (size_t)i + n, (size_t)i + n + 3);
	if (n == 0 || s.len < 3 || s.ptr[1] != ' ' || in_reference(m, i))
		return;
	if (s.ptr[0] == ')' || (n == 1 && s.ptr[0] == '.' &&
	    pv_isupper(s.ptr[2])))
		add(m, PV_MARK_ITEM, pv_span_sub(text, i, i + n), i);
}

/*
 * "15.2.9 Termination", "12. Term", "A. RIGHT" within a line, where the foot
 * of a page or a heading without a full stop runs into it.
 */
static void
try_buried(struct marker *m, uint32_t i)
{
	struct pv_span text = m->v->text, s;
	struct pv_cite c;
	uint32_t end = pv_cite_read(text, i, &c);
	size_t stops;
	bool titled;

	if (end == i) {
		try_buried_item(m, i);
		return;
	}
	if (in_reference(m, i))
		return;
	stops = count_stops(pv_cite_span(&c));
	s = pv_span_sub(text, end, (size_t)end + 3);
	if (stops == 0 && s.len > 0 && s.ptr[0] != '.')
		return;
	if (stops == 0)
		s = pv_span_sub(s, 1, s.len);
	titled = s.len > 1 && s.ptr[0] == ' ' &&
	    (pv_isupper(s.ptr[1]) || s.ptr[1] == '"' || s.ptr[1] == '[');
	if (!titled && stops < 2)
		return;
	add_head(m, pv_cite_span(&c), i);
}

static int
by_key(const void *a, const void *b)
{
	const struct pv_mark *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

bool
pv_marks_make(struct pv_marks *out, const struct pv_version *v,
    struct pv_arena *arena)
{
	struct marker m = { .v = v, .marks = PV_VEC_INIT(struct pv_mark) };
	struct pv_span text = v->text;
	char last = '\n', now;  /* the last two bytes, but for a space */
	enum start how;
	uint32_t i;

	m.marks.mem = pv_arena_mem(arena);
	for (i = 0; i < text.len; i++) {
		now = text.ptr[i];
		how = start_at(text, i, last);
		if (how != START_NONE)
			try_start(&m, i, how);
		else if (pv_isalnum(now) && text.ptr[i - 1] == ' ')
			try_buried(&m, i);
		if (now == '(')
			try_item(&m, i);
		if (now != ' ')
			last = now;
	}
	if (m.marks.len > 1)
		qsort(m.marks.ptr, m.marks.len, sizeof(struct pv_mark),
		    by_key);
	out->items = pv_vec_freeze(&m.marks, arena, &out->nitems);
	return out->items != NULL;
}

bool
pv_marks_have(const struct pv_marks *m, enum pv_mark_kind kind,
    struct pv_span key, struct pv_range in)
{
	struct pv_mark want = { hash_key(kind, key), in.start };
	size_t lo = 0, hi = m->nitems, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (by_key(&m->items[mid], &want) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < m->nitems && m->items[lo].key == want.key &&
	    m->items[lo].at < in.end;
}
