/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/form.h"

#include <stdlib.h>

#include "base/digest.h"
#include "diff/noise.h"

/* Where reading stands. */
struct reader {
	struct pv_form *f;
	struct pv_vec tokens;       /* struct pv_token */
	struct pv_vec refs;         /* struct pv_form_ref */
	const uint32_t *byplace;    /* references of v, by at.start */
	size_t nrefs, ref;          /* next reference */
	uint32_t dated;             /* "last updated" dates end here */
};

static bool
is_word_byte(char c)
{
	return pv_isalnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/*
 * Bytes of the word at s.ptr: hyphens join ("non-exclusive"), points and
 * commas join digits ("1,000.50"), an apostrophe joins unless it begins a
 * possessive ("Cirrus" + "'s").
 */
static size_t
word_len(struct pv_span s)
{
	size_t n = 0;
	char c, after;

	while (n < s.len) {
		c = s.ptr[n];
		if (is_word_byte(c)) {
			n++;
			continue;
		}
		after = n + 1 < s.len ? s.ptr[n + 1] : ' ';
		if (n == 0 || !is_word_byte(after))
			break;
		if (c == '\'' && pv_tolower(after) == 's' &&
		    (n + 2 >= s.len || !is_word_byte(s.ptr[n + 2])))
			break;
		if (c != '-' && c != '\'' && !((c == '.' || c == ',') &&
		    pv_isdigit(s.ptr[n - 1]) && pv_isdigit(after)))
			break;
		n++;
	}
	return n;
}

static uint32_t
url_id(struct pv_lexicon *lex, struct pv_arena *arena, struct pv_span url)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span s = { NULL, 0 };
	uint32_t id = 0;

	b.mem = pv_arena_mem(arena);
	pv_noise_url(url, &b);
	if (!b.failed)
		s = pv_arena_dup(arena, pv_buf_view(&b));
	if (s.ptr != NULL)
		id = pv_lexicon_add(lex, PV_LEX_URL, s);
	else
		pv_lexicon_fail(lex);
	pv_buf_release(&b);
	return id;
}

/* One token of s (which begins with no blank): its bytes and number. */
static size_t
token_at(struct pv_lexicon *lex, struct pv_arena *arena, struct pv_span s,
    uint32_t *id)
{
	size_t n = pv_noise_url_at(s);

	if (n > 0) {
		*id = arena != NULL ? url_id(lex, arena, pv_span(s.ptr, n)) :
		    pv_lexicon_add(lex, PV_LEX_URL, pv_span(s.ptr, n));
		return n;
	}
	n = pv_noise_redaction_at(s);
	if (n > 0) {
		*id = pv_lexicon_add(lex, PV_LEX_REDACTED, PV_SPAN("***"));
		return n;
	}
	n = pv_noise_note_at(s);
	if (n > 0) {
		*id = pv_lexicon_add(lex, PV_LEX_STOP, PV_SPAN("[^]"));
		return n;
	}
	n = s.ptr[0] == '\'' && s.len > 1 && pv_tolower(s.ptr[1]) == 's' &&
	    (s.len == 2 || !is_word_byte(s.ptr[2])) ? 2 : word_len(s);
	if (n > 0) {
		*id = pv_lexicon_word(lex, pv_span(s.ptr, n));
		return n;
	}
	/* "--" is a dash like any other */
	for (n = 1; s.ptr[0] == '-' && n < s.len && s.ptr[n] == '-'; n++)
		;
	*id = pv_lexicon_add(lex, PV_LEX_PUNCT, pv_span(s.ptr, 1));
	return n;
}

static bool
at_line_start(const struct pv_version *v, uint32_t at, uint32_t from)
{
	return at == from || v->text.ptr[at - 1] == '\n';
}

/* At a line's start: is it a "last updated" line?  Remember its date. */
static uint32_t
dated_from(const struct pv_version *v, uint32_t at, uint32_t end,
    uint32_t *stop)
{
	struct pv_span line = pv_span_sub(v->text, at, end);
	const char *nl = memchr(line.ptr, '\n', line.len);
	size_t from;

	if (nl != NULL)
		line.len = (size_t)(nl - line.ptr);
	from = pv_noise_dated(line);
	*stop = at + (uint32_t)line.len;
	return from == line.len ? PV_NONE : at + (uint32_t)from;
}

/* The reference that begins at byte `at`, or PV_NONE. */
static uint32_t
ref_at(struct reader *r, uint32_t at, uint32_t end)
{
	const struct pv_ref *refs = r->f->v->refs;
	uint32_t i;

	while (r->ref < r->nrefs && refs[r->byplace[r->ref]].at.start < at)
		r->ref++;
	if (r->ref == r->nrefs)
		return PV_NONE;
	i = r->byplace[r->ref];
	if (refs[i].at.start != at || refs[i].at.end > end ||
	    refs[i].at.end <= at)
		return PV_NONE;
	return i;
}

/* The first reference at or after byte `at`, by bisection. */
static size_t
ref_from(const struct reader *r, uint32_t at)
{
	size_t lo = 0, hi = r->nrefs, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (r->f->v->refs[r->byplace[mid]].at.start < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
read_ref(struct reader *r, uint32_t i)
{
	struct pv_token t = { pv_lexicon_add(r->f->lex, PV_LEX_REF,
	    PV_SPAN("")), r->f->v->refs[i].at.start,
	    r->f->v->refs[i].at.end };
	struct pv_form_ref ref = { (uint32_t)r->tokens.len, i };

	return pv_vec_add(&r->refs, &ref) && pv_vec_add(&r->tokens, &t);
}

/* Read the tokens of a range. */
static bool
read_range(struct reader *r, struct pv_range range)
{
	const struct pv_version *v = r->f->v;
	uint32_t at = range.start, date = PV_NONE, stop = 0, i;
	struct pv_token t;
	size_t n;

	r->ref = ref_from(r, at);
	while (at < range.end) {
		if (pv_isspace(v->text.ptr[at])) {
			at++;
			continue;
		}
		if (at_line_start(v, at, range.start))
			date = dated_from(v, at, range.end, &stop);
		i = ref_at(r, at, range.end);
		if (i != PV_NONE) {
			if (!read_ref(r, i))
				return false;
			at = v->refs[i].at.end;
			continue;
		}
		t.start = at;
		n = pv_noise_copyright_at(pv_span_sub(v->text, 0, range.end),
		    at);
		if (n > 0) {
			t.id = pv_lexicon_word(r->f->lex,
			    PV_SPAN("\xc2\xa9"));
			at += (uint32_t)n;
		} else if (at == date) {
			t.id = pv_lexicon_add(r->f->lex, PV_LEX_DATED,
			    PV_SPAN(""));
			at = stop;
		} else {
			at += (uint32_t)token_at(r->f->lex, r->f->arena,
			    pv_span_sub(v->text, at, range.end), &t.id);
		}
		t.end = at;
		if (!pv_vec_add(&r->tokens, &t))
			return false;
	}
	return true;
}

static bool
is_closing(const struct pv_form *f, const struct pv_token *t)
{
	struct pv_span s = pv_lexicon_bytes(f->lex, t->id);

	return pv_lexicon_kind(f->lex, t->id) == PV_LEX_PUNCT &&
	    strchr(".,;:-", s.ptr[0]) != NULL;
}

/* Forget closing punctuation, but never the only token since `from`. */
static void
drop_closing(struct reader *r, size_t from)
{
	while (r->tokens.len > from + 1 && is_closing(r->f,
	    PV_VEC_AT(&r->tokens, struct pv_token, r->tokens.len - 1)))
		r->tokens.len--;
}

static struct pv_range
trimmed(const struct pv_version *v, struct pv_range r)
{
	if (r.end > v->text.len)
		r.end = (uint32_t)v->text.len;
	while (r.start < r.end && pv_isspace(v->text.ptr[r.start]))
		r.start++;
	while (r.end > r.start && pv_isspace(v->text.ptr[r.end - 1]))
		r.end--;
	return r;
}

/* Past the punctuation that closes a number: "Section 2.01." as "2.1". */
static uint32_t
after_number(const struct pv_version *v, uint32_t at, uint32_t end)
{
	uint32_t i = at;

	while (i < end && strchr(".,:;)-", v->text.ptr[i]) != NULL)
		i++;
	return i == end || pv_isspace(v->text.ptr[i]) ? i : at;
}

/* The stem without number and bullet. */
static struct pv_range
own_stem(const struct pv_version *v, const struct pv_clause *c)
{
	static const char *const bullets[] = { "*", "-", "\xe2\x80\xa2",
		"\xc2\xb7" };
	struct pv_range r = c->stem;
	struct pv_span s, b;

	if (r.end > v->text.len)
		r.end = (uint32_t)v->text.len;
	if (c->num.end > r.start && c->num.end <= r.end)
		r.start = after_number(v, c->num.end, r.end);
	r = trimmed(v, r);
	/* a number and its punctuation may stand apart: "4.2 - Hosting" */
	if (c->num.end > c->num.start)
		r.start = after_number(v, r.start, r.end);
	r = trimmed(v, r);
	s = pv_version_text(v, r);
	for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
		b = pv_span_str(bullets[i]);
		if (s.len > b.len && pv_span_starts(s, b) &&
		    s.ptr[b.len] == ' ')
			r.start += (uint32_t)b.len + 1;
	}
	return trimmed(v, r);
}

static bool
read_clause(struct reader *r, uint32_t i)
{
	const struct pv_version *v = r->f->v;
	const struct pv_clause *c = &v->clauses[i];
	struct pv_form_clause *fc = &r->f->clauses[i];
	struct pv_range head, body;
	size_t from;

	fc->first = (uint32_t)r->tokens.len;
	fc->ref = (uint32_t)r->refs.len;
	fc->own[0] = own_stem(v, c);
	fc->own[1] = trimmed(v, c->tail);
	body = head = fc->own[0];
	if (c->heading.end > head.start && c->heading.start < head.end &&
	    c->heading.end > c->heading.start) {
		head.end = c->heading.end < head.end ? c->heading.end :
		    head.end;
		body.start = head.end;
		if (!read_range(r, head))
			return false;
		drop_closing(r, fc->first);
		fc->head = (uint32_t)r->tokens.len - fc->first;
		while (body.start < body.end && (pv_isspace(
		    v->text.ptr[body.start]) || strchr(".,:;-",
		    v->text.ptr[body.start]) != NULL))
			body.start++;
	}
	if (!read_range(r, body))
		return false;
	drop_closing(r, fc->first);
	from = r->tokens.len;
	if (!read_range(r, fc->own[1]))
		return false;
	drop_closing(r, from);
	fc->count = (uint32_t)r->tokens.len - fc->first;
	fc->nrefs = (uint32_t)r->refs.len - fc->ref;
	return true;
}

struct keyed { uint32_t key, index; };

static int
by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

/* References within the document, in order of place. */
static bool
order_refs(struct reader *r)
{
	const struct pv_version *v = r->f->v;
	struct keyed *k = pv_arena_array(r->f->arena, v->nrefs, sizeof(*k));
	uint32_t *place = pv_arena_array(r->f->arena, v->nrefs,
	    sizeof(*place));
	size_t i, n = 0;

	if (k == NULL || place == NULL)
		return false;
	for (i = 0; i < v->nrefs; i++)
		if (v->refs[i].relation != PV_REF_EXTERNAL)
			k[n++] = (struct keyed){ v->refs[i].at.start,
			    (uint32_t)i };
	qsort(k, n, sizeof(*k), by_key);
	for (i = 0; i < n; i++)
		place[i] = k[i].index;
	r->byplace = place;
	r->nrefs = n;
	return true;
}

/* Targets of links, grouped by the clause whose own text they stand in. */
static bool
read_links(struct pv_form *f)
{
	const struct pv_version *v = f->v;
	struct keyed *k = pv_arena_array(f->arena, v->nlinks, sizeof(*k));
	struct pv_form_clause *c;
	struct pv_span url;
	size_t i, n = 0;

	f->links = pv_arena_array(f->arena, v->nlinks, sizeof(*f->links));
	if (k == NULL || f->links == NULL)
		return false;
	for (i = 0; i < v->nlinks && v->nclauses > 0; i++) {
		url = pv_version_str(v, v->links[i].url);
		/* a link within the page is a matter of its markup */
		if (url.len > 0 && url.ptr[0] != '#')
			k[n++] = (struct keyed){ pv_version_clause_at(v,
			    v->links[i].at), (uint32_t)i };
	}
	qsort(k, n, sizeof(*k), by_key);
	for (i = 0; i < n; i++) {
		url = pv_version_str(v, v->links[k[i].index].url);
		f->links[i] = url_id(f->lex, f->arena, url);
		c = &f->clauses[k[i].key];
		if (c->nlinks++ == 0)
			c->link = (uint32_t)i;
	}
	return true;
}

bool
pv_form_read(struct pv_form *f, const struct pv_version *v,
    struct pv_lexicon *lex, struct pv_arena *arena)
{
	struct reader r = { .f = f, .tokens = PV_VEC_INIT(struct pv_token),
	    .refs = PV_VEC_INIT(struct pv_form_ref) };
	uint32_t i;
	bool ok;

	*f = (struct pv_form){ .v = v, .lex = lex, .arena = arena };
	r.tokens.mem = r.refs.mem = pv_arena_mem(arena);
	f->clauses = pv_arena_array(arena, v->nclauses, sizeof(*f->clauses));
	ok = f->clauses != NULL && order_refs(&r);
	for (i = 0; ok && i < v->nclauses; i++)
		ok = read_clause(&r, i);
	ok = ok && read_links(f);
	f->tokens = pv_vec_freeze(&r.tokens, arena, &f->ntokens);
	f->refs = pv_vec_freeze(&r.refs, arena, &f->nrefs);
	return ok && f->tokens != NULL && f->refs != NULL &&
	    !pv_lexicon_failed(lex);
}

uint64_t
pv_form_hash(const struct pv_form *f, uint32_t first, uint32_t end)
{
	uint64_t h = 0;

	for (; first < end; first++)
		h = pv_mix(h, f->tokens[first].id);
	return h;
}

bool
pv_form_settle(struct pv_form *f)
{
	uint32_t any = pv_lexicon_add(f->lex, PV_LEX_REF, PV_SPAN(""));
	struct pv_form_clause *c;
	struct pv_token *t;
	size_t i, ref = 0;
	uint32_t k;

	for (i = 0; i < f->v->nclauses; i++) {
		c = &f->clauses[i];
		c->words = 0;
		for (k = 0; k < c->count; k++) {
			t = &f->tokens[c->first + k];
			if (k < c->head)
				t->id = pv_lexicon_fold(f->lex, t->id);
			if (t->id == any && ref < f->nrefs)
				f->refs[ref++].token = c->first + k;
			c->words += pv_lexicon_kind(f->lex, t->id) !=
			    PV_LEX_PUNCT;
		}
		c->digest = pv_form_hash(f, c->first, c->first + c->count);
	}
	return !pv_lexicon_failed(f->lex);
}

bool
pv_form_resolve(struct pv_form *f, const uint32_t *same)
{
	const struct pv_version *v = f->v;
	const struct pv_ref *r;
	struct pv_token *t;
	uint32_t to;
	size_t i;

	for (i = 0; i < f->nrefs; i++) {
		r = &v->refs[f->refs[i].ref];
		t = &f->tokens[f->refs[i].token];
		to = r->to < v->nclauses ? r->to : PV_NONE;
		if (to == PV_NONE) {
			t->id = pv_lexicon_add(f->lex, PV_LEX_REF,
			    pv_version_text(v, r->at));
			continue;
		}
		if (same != NULL && same[to] == PV_NONE)
			t->id = pv_lexicon_made(f->lex, PV_LEX_REF, "old", to);
		else
			t->id = pv_lexicon_made(f->lex, PV_LEX_REF, "new",
			    same != NULL ? same[to] : to);
	}
	return !pv_lexicon_failed(f->lex);
}

void
pv_form_slice(const struct pv_form *f, uint32_t clause, struct pv_range r,
    uint32_t *first, uint32_t *end)
{
	const struct pv_form_clause *c = &f->clauses[clause];
	uint32_t bound[2] = { r.start, r.end }, at[2];

	for (int i = 0; i < 2; i++) {
		uint32_t lo = c->first, hi = c->first + c->count, mid;

		while (lo < hi) {
			mid = lo + (hi - lo) / 2;
			if (f->tokens[mid].start < bound[i])
				lo = mid + 1;
			else
				hi = mid;
		}
		at[i] = lo;
	}
	*first = at[0];
	*end = at[1] > at[0] ? at[1] : at[0];
}

bool
pv_form_words(struct pv_lexicon *lex, struct pv_span s, struct pv_vec *out)
{
	struct pv_token t = { 0, 0, 0 };

	while (t.end < s.len) {
		t.start = t.end;
		if (pv_isspace(s.ptr[t.start])) {
			t.end++;
			continue;
		}
		t.end += (uint32_t)token_at(lex, NULL,
		    pv_span_sub(s, t.start, s.len), &t.id);
		if (!pv_vec_add(out, &t))
			return false;
	}
	return !pv_lexicon_failed(lex);
}

bool
pv_form_same(const struct pv_form *x, uint32_t a, const struct pv_form *y,
    uint32_t b)
{
	const struct pv_form_clause *p = &x->clauses[a], *q = &y->clauses[b];

	if (p->count != q->count || p->digest != q->digest)
		return false;
	for (uint32_t i = 0; i < p->count; i++)
		if (x->tokens[p->first + i].id != y->tokens[q->first + i].id)
			return false;
	return true;
}
