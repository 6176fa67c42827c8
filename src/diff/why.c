/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/why.h"

#include "diff/noise.h"

#define QUOTE_LEN 40    /* bytes: a reason is one line */
#define SMALL_EDIT 4        /* words on either side that are told apart */
#define NOTES 4             /* attributes that one reason tells of */
#define LONG_VALUE 8        /* words: its beginning is not all of it */
#define VALUE_WORDS 32      /* of an attribute, that are looked for */
#define NEAR_WORDS 512      /* longest clause that is searched whole */
#define STEMS 3             /* clauses above it that may hold a value */

/* How much a difference says about weaker or stronger. */
enum { BY_ATTRIBUTE = 1, BY_STANCE = 2, BY_STRENGTH = PV_WHY_STRENGTH };

void
pv_why_next(struct pv_why *w)
{
	if (w->text.len > 0)
		pv_buf_str(&w->text, "; ");
}

void
pv_why_label(struct pv_why *w, const struct pv_version *v, uint32_t i)
{
	const struct pv_clause *c = &v->clauses[i];

	if (c->label.len > 0)
		pv_buf_span(&w->text, pv_version_str(v, c->label));
	else if (c->heading.end > c->heading.start)
		pv_why_quote(w, pv_version_text(v, c->heading));
	else
		pv_buf_str(&w->text,
		    pv_clause_kind_name((enum pv_clause_kind)c->kind));
}

void
pv_why_quote(struct pv_why *w, struct pv_span s)
{
	size_t n = s.len;

	if (n > QUOTE_LEN) {
		/* at a blank when there is one, never inside a character */
		for (n = QUOTE_LEN; n > QUOTE_LEN / 2; n--)
			if (s.ptr[n] == ' ')
				break;
		while (n > 0 && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
			n--;
	}
	pv_buf_char(&w->text, '"');
	for (size_t i = 0; i < n; i++)
		pv_buf_char(&w->text, s.ptr[i] == '\n' ? ' ' : s.ptr[i]);
	pv_buf_str(&w->text, n < s.len ? " ...\"" : "\"");
}

void
pv_why_stance(struct pv_why *w, uint32_t finding)
{
	const struct pv_finding *f = &w->fy->items[finding];

	pv_why_next(w);
	switch ((enum pv_stance)f->stance) {
	case PV_STANCE_NEGATED:
		pv_buf_str(&w->text, f->strength == PV_STRENGTH_NON_EXCLUSIVE ?
		    "now non-exclusive (" : "now negated (");
		break;
	case PV_STANCE_REMOVED:
		pv_buf_str(&w->text, "removed (");
		break;
	case PV_STANCE_REFERENCE:
		pv_buf_str(&w->text, "now only mentioned (");
		break;
	case PV_STANCE_IN_FORCE:
	case PV_STANCE_CONDITIONAL:
		pv_buf_str(&w->text, "still provided (");
		break;
	}
	pv_why_label(w, w->c->y.v, f->clause);
	pv_buf_char(&w->text, ')');
}

/* Tokens of a value, renamed names made one word. */
static bool
words_of(struct pv_why *w, struct pv_span s, struct pv_vec *out)
{
	struct pv_token *t;
	uint32_t value, len;
	size_t i, n = 0;

	pv_vec_clear(out);
	if (!pv_form_words(w->c->x.lex, s, out))
		return false;
	t = out->ptr;
	for (i = 0; i < out->len; i += len) {
		len = 1;
		value = pv_phrases_at(w->names, &t[i], out->len - i, &len);
		if (value == PV_NONE) {
			t[n++] = t[i];
			len = 1;
			continue;
		}
		t[n].start = t[i].start;
		t[n].end = t[i + len - 1].end;
		t[n++].id = value;
	}
	out->len = n;
	for (i = 0; i < n; i++)
		t[i].id = pv_lexicon_fold(w->c->x.lex, t[i].id);
	return true;
}

static bool
same_words(const struct pv_vec *a, const struct pv_vec *b)
{
	if (a->len != b->len)
		return false;
	for (size_t i = 0; i < a->len; i++)
		if (PV_VEC_AT(a, struct pv_token, i)->id !=
		    PV_VEC_AT(b, struct pv_token, i)->id)
			return false;
	return true;
}

bool
pv_why_same(struct pv_why *w, struct pv_span a, struct pv_span b, bool *same)
{
	struct pv_vec p = PV_VEC_INIT(struct pv_token);
	struct pv_vec q = PV_VEC_INIT(struct pv_token);
	bool ok;

	p.mem = q.mem = pv_arena_mem(w->c->work);
	ok = words_of(w, a, &p) && words_of(w, b, &q);
	*same = ok && same_words(&p, &q);
	pv_vec_release(&p);
	pv_vec_release(&q);
	return ok;
}

static struct pv_span
part(struct pv_span s, const struct pv_vec *t, uint32_t from, uint32_t to)
{
	if (from == to)
		return pv_span(NULL, 0);
	return pv_span_sub(s, PV_VEC_AT(t, struct pv_token, from)->start,
	    PV_VEC_AT(t, struct pv_token, to - 1)->end);
}

/*
 * The only change of the last comparison, when it is a small one; of long
 * values the greatest one, when most of their words are the same.
 */
static const struct pv_run *
telling_edit(const struct pv_differ *d, size_t n, size_t m)
{
	const struct pv_run *r, *top = NULL;
	size_t changes = 0, same = 0, most = 0, size;

	for (size_t i = 0; i < d->runs.len; i++) {
		r = PV_VEC_AT(&d->runs, const struct pv_run, i);
		size = (r->a1 - r->a0) + (r->b1 - r->b0);
		same += r->equal ? size : 0;
		changes += !r->equal;
		if (!r->equal && size > most) {
			most = size;
			top = r;
		}
	}
	if (top == NULL || d->runs.len == 1)
		return NULL;
	if (changes == 1 && top->a1 - top->a0 <= SMALL_EDIT &&
	    top->b1 - top->b0 <= SMALL_EDIT)
		return top;
	return n > LONG_VALUE && m > LONG_VALUE && 2 * same > n + m ? top :
	    NULL;
}

/* Short values stand bare, long ones in quotes. */
static void
put_value(struct pv_why *w, struct pv_span s)
{
	if (s.len == 0 || s.len > 40) {
		pv_why_quote(w, s);
		return;
	}
	pv_buf_span(&w->text, s);
	/* a mark that lost its end with the punctuation behind it */
	if (memchr(s.ptr, '[', s.len) != NULL &&
	    memchr(s.ptr, ']', s.len) == NULL)
		pv_buf_char(&w->text, ']');
}

static bool
is_redacted(struct pv_span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (pv_noise_redaction_at(pv_span_sub(s, i, s.len)) > 0)
			return true;
	return false;
}

/* "and -> or", or what came or went. */
static void
put_edit(struct pv_why *w, struct pv_span a, struct pv_span b)
{
	if (a.len == 0 || b.len == 0) {
		pv_buf_str(&w->text, a.len == 0 ? "added " : "dropped ");
		pv_why_quote(w, a.len == 0 ? b : a);
		return;
	}
	put_value(w, a);
	pv_buf_str(&w->text, " -> ");
	put_value(w, b);
}

/* "condition: and -> or", or "until changed from A to B". */
static bool
put_change(struct pv_why *w, const char *what, struct pv_span a,
    struct pv_span b)
{
	struct pv_vec p = PV_VEC_INIT(struct pv_token);
	struct pv_vec q = PV_VEC_INIT(struct pv_token);
	const struct pv_run *r;
	bool ok;

	p.mem = q.mem = pv_arena_mem(w->c->work);
	ok = words_of(w, a, &p) && words_of(w, b, &q) &&
	    pv_words_compare(&w->c->differ, p.ptr, p.len, q.ptr, q.len);
	r = ok && p.len > 4 && is_redacted(a) == is_redacted(b) ?
	    telling_edit(&w->c->differ, p.len, q.len) : NULL;
	pv_why_next(w);
	pv_buf_str(&w->text, what);
	if (r != NULL) {
		pv_buf_str(&w->text, ": ");
		put_edit(w, part(a, &p, r->a0, r->a1),
		    part(b, &q, r->b0, r->b1));
	} else {
		pv_buf_str(&w->text, " changed from ");
		put_value(w, a);
		pv_buf_str(&w->text, " to ");
		put_value(w, b);
	}
	pv_vec_release(&p);
	pv_vec_release(&q);
	return ok;
}

/* Do the words begin here, in any case? */
static bool
stands_at(struct pv_lexicon *lex, const struct pv_token *t,
    const struct pv_vec *words)
{
	for (size_t k = 0; k < words->len && k < VALUE_WORDS; k++)
		if (pv_lexicon_fold(lex, t[k].id) !=
		    PV_VEC_AT(words, struct pv_token, k)->id)
			return false;
	return true;
}

/* Do the words stand in tokens [first, end)? */
static bool
stands_in(const struct pv_form *f, uint32_t first, uint32_t end,
    const struct pv_vec *words)
{
	uint32_t n = (uint32_t)(words->len < VALUE_WORDS ? words->len :
	    VALUE_WORDS);

	for (; first + n <= end; first++)
		if (stands_at(f->lex, &f->tokens[first], words))
			return true;
	return false;
}

/*
 * Does the text around a finding of the other side have the value too?  Then
 * it was read off another place of much the same words.
 */
static bool
shown(struct pv_why *w, struct pv_span value, const struct pv_form *f,
    const struct pv_finding *at, bool *yes)
{
	struct pv_vec words = PV_VEC_INIT(struct pv_token);
	uint32_t clause = at->clause, first, end;
	bool ok;

	words.mem = pv_arena_mem(w->c->work);
	ok = words_of(w, value, &words);
	*yes = ok && words.len == 0;
	for (int i = 0; ok && !*yes && i < STEMS && clause != PV_NONE; i++) {
		first = f->clauses[clause].first;
		end = first + f->clauses[clause].count;
		if (end - first > NEAR_WORDS && i == 0)
			pv_form_slice(f, clause, at->at, &first, &end);
		if (end - first <= NEAR_WORDS)
			*yes = stands_in(f, first, end, &words);
		clause = f->v->clauses[clause].parent;
	}
	pv_vec_release(&words);
	return ok && !pv_lexicon_failed(f->lex);
}

static bool
part_of(struct pv_span s, struct pv_span of)
{
	for (size_t i = 0; s.len > 0 && i + s.len <= of.len; i++)
		if (pv_span_istarts(pv_span_sub(of, i, of.len), s))
			return true;
	return false;
}

/*
 * Is it no change of the text but of the reading: a value that the other text
 * has, too?  One value that is part of the other one was cut or grew.
 */
static bool
is_reading(struct pv_why *w, uint32_t o, uint32_t n, enum pv_attr_key key,
    bool *yes)
{
	struct pv_span a = pv_finding_attr(w->fx, o, key);
	struct pv_span b = pv_finding_attr(w->fy, n, key);
	bool there;

	*yes = false;
	if (key == PV_ATTR_UNTIL)
		return true;
	if (!shown(w, a, &w->c->y, &w->fy->items[n], yes) ||
	    !shown(w, b, &w->c->x, &w->fx->items[o], &there))
		return false;
	if (a.len == 0 || b.len == 0 || part_of(a, b) || part_of(b, a))
		*yes &= there;
	else
		*yes |= there;
	return true;
}

/* "redaction lifted", once */
static void
put_redaction(struct pv_why *w, bool lifted)
{
	if (w->redacted)
		return;
	w->redacted = true;
	pv_why_next(w);
	pv_buf_printf(&w->text, "redaction %s",
	    lifted ? "lifted" : "introduced");
}

/* Another scope is neither weaker nor stronger. */
static bool
is_scope(enum pv_attr_key key)
{
	return key == PV_ATTR_OBJECT || key == PV_ATTR_CHANNEL ||
	    key == PV_ATTR_CLOUD || key == PV_ATTR_TERRITORY ||
	    key == PV_ATTR_FIELD || key == PV_ATTR_CARVE_OUT;
}

/* Does a limit of this kind make what it limits weaker? */
static bool
limits(enum pv_attr_key key)
{
	return key == PV_ATTR_UNTIL || key == PV_ATTR_CONDITION ||
	    key == PV_ATTR_CARVE_OUT;
}

/* Words without weight: "each party" is "either party". */
static void
drop_small(const struct pv_lexicon *lex, struct pv_vec *v)
{
	struct pv_token *t = v->ptr;
	size_t n = 0;

	for (size_t i = 0; i < v->len; i++)
		if (pv_lexicon_content(lex, t[i].id))
			t[n++] = t[i];
	if (n > 0)
		v->len = n;
}

/* The one word with weight among tokens, or an empty span. */
static struct pv_span
lone_word(const struct pv_lexicon *lex, const struct pv_token *t, size_t n)
{
	struct pv_span s = { "", 0 };

	for (size_t i = 0; i < n; i++) {
		if (!pv_lexicon_content(lex, t[i].id))
			continue;
		if (s.len > 0)
			return pv_span("", 0);
		s = pv_lexicon_bytes(lex, t[i].id);
	}
	if (s.len > 2 && pv_span_ieq(pv_span_sub(s, s.len - 2, s.len),
	    PV_SPAN("'s")))
		s.len -= 2;
	return s;
}

/* "You" and "Customer": one person, spoken to and spoken of. */
static bool
same_addressee(const struct pv_lexicon *lex, const struct pv_token *a,
    size_t n, const struct pv_token *b, size_t m)
{
	static const char *const said[] = { "you", "your", "yours" };
	static const char *const named[] = { "client", "customer", "customers",
		"licensee", "subscriber", "user", "users" };
	struct pv_span s = lone_word(lex, a, n), t = lone_word(lex, b, m);

	return (pv_span_in_words(s, said, 3) && pv_span_in_words(t, named, 7)) ||
	    (pv_span_in_words(t, said, 3) && pv_span_in_words(s, named, 7));
}

/* Do they name the same, whatever article stands before it? */
static bool
same_name(struct pv_why *w, struct pv_span a, struct pv_span b, bool *same)
{
	struct pv_vec p = PV_VEC_INIT(struct pv_token);
	struct pv_vec q = PV_VEC_INIT(struct pv_token);
	bool ok;

	p.mem = q.mem = pv_arena_mem(w->c->work);
	ok = words_of(w, a, &p) && words_of(w, b, &q);
	drop_small(w->c->x.lex, &p);
	drop_small(w->c->x.lex, &q);
	*same = ok && (same_words(&p, &q) ||
	    same_addressee(w->c->x.lex, p.ptr, p.len, q.ptr, q.len));
	pv_vec_release(&p);
	pv_vec_release(&q);
	return ok;
}

static bool
is_name(enum pv_attr_key key)
{
	return key == PV_ATTR_HOLDER || key == PV_ATTR_OBLIGOR ||
	    key == PV_ATTR_OBJECT;
}

static bool
compare_attr(struct pv_why *w, uint32_t o, uint32_t n, enum pv_attr_key key)
{
	struct pv_span a = pv_finding_attr(w->fx, o, key);
	struct pv_span b = pv_finding_attr(w->fy, n, key);
	const char *name = pv_attr_key_name(key);
	bool same;

	if (!pv_why_same(w, a, b, &same) ||
	    (!same && is_name(key) && !same_name(w, a, b, &same)) ||
	    (!same && !is_reading(w, o, n, key, &same)))
		return false;
	if (same)
		return true;
	if (a.len > 0 && b.len > 0) {
		if (is_redacted(a) != is_redacted(b))
			put_redaction(w, is_redacted(a));
		w->scope |= is_scope(key);
		return put_change(w, name, a, b);
	}
	pv_why_next(w);
	pv_buf_str(&w->text, name);
	pv_buf_str(&w->text, a.len > 0 ? " removed: " : " added: ");
	pv_why_quote(w, a.len > 0 ? a : b);
	if (limits(key) && a.len > 0)
		w->stronger += BY_ATTRIBUTE;
	else if (limits(key))
		w->weaker += BY_ATTRIBUTE;
	return true;
}

static void
compare_strength(struct pv_why *w, const struct pv_finding *a,
    const struct pv_finding *b)
{
	if (a->strength == b->strength || a->strength == PV_STRENGTH_NONE ||
	    b->strength == PV_STRENGTH_NONE)
		return;
	pv_why_next(w);
	pv_buf_printf(&w->text, "%s -> %s",
	    pv_strength_name((enum pv_strength)a->strength),
	    pv_strength_name((enum pv_strength)b->strength));
	/* a smaller value is stronger */
	if (a->strength < b->strength)
		w->weaker += BY_STRENGTH;
	else
		w->stronger += BY_STRENGTH;
}

static void
compare_stance(struct pv_why *w, const struct pv_finding *a,
    const struct pv_finding *b)
{
	bool was = (a->flags & PV_FINDING_REDACTED) != 0;
	bool is = (b->flags & PV_FINDING_REDACTED) != 0;

	if (was != is)
		put_redaction(w, was);
	if (a->stance == b->stance)
		return;
	pv_why_next(w);
	pv_buf_printf(&w->text, "%s -> %s",
	    pv_stance_name((enum pv_stance)a->stance),
	    pv_stance_name((enum pv_stance)b->stance));
	/* what a redaction hid was never known to be weaker */
	if (was != is)
		return;
	if (a->stance == PV_STANCE_IN_FORCE)
		w->weaker += BY_STANCE;
	else
		w->stronger += BY_STANCE;
}

/* Words with weight of a run, on both sides. */
static uint32_t
weight_of(const struct pv_why *w, const struct pv_run *r, uint32_t p,
    uint32_t q)
{
	const struct pv_form *x = &w->c->x, *y = &w->c->y;
	uint32_t n = 0, i;

	for (i = p + r->a0; i < p + r->a1; i++)
		n += pv_lexicon_content(x->lex, x->tokens[i].id);
	for (i = q + r->b0; i < q + r->b1; i++)
		n += pv_lexicon_content(y->lex, y->tokens[i].id);
	return n;
}

/* Do the words of a run stand on the other side, too, in another place? */
static bool
only_moved(const struct pv_run *r, const struct pv_token *a, size_t n,
    const struct pv_token *b, size_t m)
{
	const struct pv_token *t = r->a0 == r->a1 ? b + r->b0 : a + r->a0;
	const struct pv_token *in = r->a0 == r->a1 ? a : b;
	size_t count = r->a0 == r->a1 ? r->b1 - r->b0 : r->a1 - r->a0, k;
	size_t room = r->a0 == r->a1 ? n : m;

	if ((r->a0 != r->a1 && r->b0 != r->b1) || count > SMALL_EDIT ||
	    room > NEAR_WORDS)
		return false;
	for (size_t i = 0; i + count <= room; i++) {
		for (k = 0; k < count && in[i + k].id == t[k].id; k++)
			continue;
		if (k == count)
			return true;
	}
	return false;
}

static void
put_run(struct pv_why *w, struct pv_span a, struct pv_span b)
{
	if (a.len == 0 && b.len == 0)
		return;
	pv_why_next(w);
	if (a.len == 0 || b.len == 0) {
		pv_buf_str(&w->text, a.len == 0 ? "added " : "dropped ");
		pv_why_quote(w, a.len == 0 ? b : a);
		return;
	}
	if (pv_span_eq(a, b)) {
		/* a reference, by what it points at */
		pv_why_quote(w, b);
		pv_buf_str(&w->text, " no longer points where it did");
		return;
	}
	pv_buf_str(&w->text, "wording: ");
	pv_why_quote(w, a);
	pv_buf_str(&w->text, " -> ");
	pv_why_quote(w, b);
}

/* A full stop or the like, which a reader has no use for at the end. */
static bool
is_stop(const struct pv_form *f, uint32_t token)
{
	struct pv_span s = pv_lexicon_bytes(f->lex, f->tokens[token].id);

	return s.len == 1 && strchr(".,;:", s.ptr[0]) != NULL;
}

/* The words of a run, with the bracket that closes the last one of theirs. */
static struct pv_span
run_text(const struct pv_form *f, uint32_t first, uint32_t end)
{
	struct pv_span s;
	uint32_t stop;
	int open = 0;

	while (first < end && is_stop(f, end - 1))
		end--;
	if (first == end)
		return pv_span(NULL, 0);
	stop = f->tokens[end - 1].end;
	s = pv_version_text(f->v, (struct pv_range){ f->tokens[first].start,
	    stop });
	for (size_t i = 0; i < s.len; i++)
		open += (s.ptr[i] == '(') - (s.ptr[i] == ')');
	if (open == 1 && stop < f->v->text.len && f->v->text.ptr[stop] == ')')
		s = pv_span(s.ptr, s.len + 1);
	return s;
}

/* Only the case of words: a term came to be defined, or a sentence begins. */
static bool
is_capital(const struct pv_why *w, const struct pv_run *r, uint32_t p,
    uint32_t q)
{
	const struct pv_form *x = &w->c->x, *y = &w->c->y;

	if (r->a1 - r->a0 != r->b1 - r->b0)
		return false;
	for (uint32_t i = 0; i < r->a1 - r->a0; i++)
		if (pv_lexicon_fold(x->lex, x->tokens[p + r->a0 + i].id) !=
		    pv_lexicon_fold(x->lex, y->tokens[q + r->b0 + i].id))
			return false;
	return true;
}

/* The letters of tokens [first, end), a doubled one once. */
static bool
spell(const struct pv_form *f, uint32_t first, uint32_t end, struct pv_buf *out)
{
	struct pv_span s;
	char c, last = '\0';

	for (pv_buf_clear(out); first < end; first++) {
		s = pv_lexicon_bytes(f->lex, f->tokens[first].id);
		for (size_t i = 0; i < s.len; i++) {
			c = (char)pv_tolower(s.ptr[i]);
			if (c != last && c != '-')
				pv_buf_char(out, c);
			last = c;
		}
	}
	return !out->failed;
}

/* "all together" and "altogether", "on line" and "on-line": only joined? */
static bool
is_joined(const struct pv_why *w, const struct pv_run *r, uint32_t p,
    uint32_t q, bool *yes)
{
	struct pv_buf a = { .mem = w->text.mem }, b = { .mem = w->text.mem };
	uint32_t n = r->a1 - r->a0, m = r->b1 - r->b0;
	bool ok = true;

	*yes = false;
	if (n != m && n > 0 && m > 0 && n + m <= 2 * SMALL_EDIT) {
		ok = spell(&w->c->x, p + r->a0, p + r->a1, &a) &&
		    spell(&w->c->y, q + r->b0, q + r->b1, &b);
		*yes = ok && pv_span_eq(pv_buf_view(&a), pv_buf_view(&b));
	}
	pv_buf_release(&a);
	pv_buf_release(&b);
	return ok;
}

/* Words that the notes do not tell about: the weightiest difference. */
static bool
compare_words(struct pv_why *w, uint32_t o, uint32_t n)
{
	const struct pv_finding *a = &w->fx->items[o], *b = &w->fy->items[n];
	const struct pv_form *x = &w->c->x, *y = &w->c->y;
	const struct pv_run *r, *top = NULL;
	uint32_t p, pe, q, qe, most = 0, weight;
	bool joined;

	pv_form_slice(x, a->clause, a->at, &p, &pe);
	pv_form_slice(y, b->clause, b->at, &q, &qe);
	if (!pv_words_compare(&w->c->differ, x->tokens + p, pe - p,
	    y->tokens + q, qe - q))
		return false;
	pv_words_clean(&w->c->differ, x->tokens + p);
	for (size_t k = 0; k < w->c->differ.runs.len; k++) {
		r = PV_VEC_AT(&w->c->differ.runs, const struct pv_run, k);
		if (!is_joined(w, r, p, q, &joined))
			return false;
		weight = r->equal || joined || is_capital(w, r, p, q) ||
		    same_addressee(x->lex, x->tokens + p + r->a0,
		    r->a1 - r->a0, y->tokens + q + r->b0, r->b1 - r->b0) ?
		    0 : 2 * weight_of(w, r, p, q);
		if (weight > 0 && only_moved(r, x->tokens + p, pe - p,
		    y->tokens + q, qe - q))
			weight = 1;
		if (weight > most) {
			most = weight;
			top = r;
		}
	}
	if (top != NULL)
		put_run(w, run_text(x, p + top->a0, p + top->a1),
		    run_text(y, q + top->b0, q + top->b1));
	return true;
}

/*
 * Does a clause that reads as it did owe a value to a definition?  Who and
 * what it is about is read off its own words.
 */
static bool
by_definition(enum pv_attr_key key)
{
	return limits(key) || key == PV_ATTR_DETERMINED_BY ||
	    key == PV_ATTR_AMOUNT || key == PV_ATTR_CHANNEL ||
	    key == PV_ATTR_CLOUD || key == PV_ATTR_TERRITORY ||
	    key == PV_ATTR_FIELD;
}

/* What a lawyer asks for first; NOTES of them are told. */
static const enum pv_attr_key order[] = { PV_ATTR_UNTIL, PV_ATTR_CARVE_OUT,
	PV_ATTR_CONDITION, PV_ATTR_DETERMINED_BY, PV_ATTR_AMOUNT,
	PV_ATTR_OBJECT, PV_ATTR_TRIGGER, PV_ATTR_CONSEQUENCE, PV_ATTR_CHANNEL,
	PV_ATTR_CLOUD, PV_ATTR_TERRITORY, PV_ATTR_FIELD, PV_ATTR_DIRECTION,
	PV_ATTR_HOLDER, PV_ATTR_OBLIGOR, PV_ATTR_TARGET, PV_ATTR_CODE_POINT,
	PV_ATTR_OFFSET, PV_ATTR_OCCURRENCES };

bool
pv_why_compare(struct pv_why *w, uint32_t o, uint32_t n, bool same)
{
	const struct pv_finding *a = &w->fx->items[o], *b = &w->fy->items[n];
	size_t told = 0, was;

	compare_strength(w, a, b);
	compare_stance(w, a, b);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]) &&
	    told < NOTES; i++) {
		was = w->text.len;
		if (same && !by_definition(order[i]))
			continue;
		if (!compare_attr(w, o, n, order[i]))
			return false;
		told += w->text.len > was;
	}
	return w->text.len > 0 || same || compare_words(w, o, n);
}
