/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/lexicon.h"

#include "base/regex.h"

#define LEXICON_DEPTH 16

void
pv_expansion_release(struct pv_expansion *x)
{
	pv_buf_release(&x->text);
	pv_vec_release(&x->pieces);
	pv_vec_release(&x->marks);
}

static bool
find_in(
    const struct pv_pack *pack, struct pv_span name, struct pv_fragment *out)
{
	size_t i;

	for (i = 0; i < pack->lexicon.len; i++) {
		if (!pv_span_eq(pack->lexicon.ptr[i].name.s, name))
			continue;
		*out = (struct pv_fragment){ pack, &pack->lexicon.ptr[i] };
		return true;
	}
	return false;
}

static bool
find(const struct pv_lexicon *lex, const struct pv_pack *pack,
    struct pv_span name, struct pv_fragment *out)
{
	size_t i;

	if (find_in(pack, name, out))
		return true;
	for (i = 0; i < lex->npacks; i++)
		if (lex->packs[i].provision.line == 0 &&
		    find_in(&lex->packs[i], name, out))
			return true;
	return false;
}

/* Whether "{{name}}" stands at s[i]. */
static bool
is_use(struct pv_span s, size_t i, struct pv_span *name)
{
	size_t j;

	if (s.ptr[i] != '{' || i + 1 >= s.len || s.ptr[i + 1] != '{')
		return false;
	for (j = i + 2; j < s.len; j++)
		if (!pv_isalnum(s.ptr[j]) && s.ptr[j] != '_' && s.ptr[j] != '-')
			break;
	*name = pv_span_sub(s, i + 2, j);
	return j > i + 2 && j + 1 < s.len && s.ptr[j] == '}' &&
	    s.ptr[j + 1] == '}';
}

/*
 * Offset of the next "{{name}}" at or after `from`, or s.len; not in
 * comments and not in character classes.
 */
static size_t
next_use(struct pv_span s, size_t from, struct pv_span *name)
{
	bool class = false;
	size_t i;

	for (i = from; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '\\')
			i++;
		else if (class)
			class = c != ']';
		else if (c == '[')
			class = true;
		else if (c == '#')
			while (i + 1 < s.len && s.ptr[i] != '\n')
				i++;
		else if (is_use(s, i, name))
			return i;
	}
	return s.len;
}

/* One text on its way into the expansion. */
struct frame {
	struct pv_fragment from; /* pair NULL: the pattern */
	const struct pv_text *text;
	size_t at;
	size_t mark; /* of the fragment */
};

static void
copy(struct pv_expansion *x, const struct frame *f, size_t use, size_t end)
{
	struct pv_piece p = { x->text.len, f->from.pack, f->text, f->at,
		f->from.pair, use };

	(void)pv_vec_add(&x->pieces, &p);
	pv_buf_add(&x->text, f->text->s.ptr + f->at, end - f->at);
}

static bool
refuse(const struct frame *f, size_t at, struct pv_span name,
    struct pv_complaints *c, const char *msg)
{
	struct pv_complaint_at where =
	    pv_text_at(f->from.pack, f->text, at, name.len + 4);

	pv_complain(c, &where, "%s '%.*s'", msg, PV_FMT(name));
	return false;
}

/* Open the fragment used at byte `at` of the top frame. */
static bool
push(const struct pv_lexicon *lex, struct frame *stack, size_t *depth,
    size_t at, struct pv_span name, struct pv_complaints *c)
{
	struct frame *top = &stack[*depth - 1];
	struct pv_fragment fragment;
	size_t i;

	if (!find(lex, top->from.pack, name, &fragment))
		return refuse(top, at, name, c, "unknown fragment");
	for (i = 1; i < *depth; i++)
		if (stack[i].from.pair == fragment.pair)
			return refuse(
			    top, at, name, c, "fragment uses itself:");
	if (*depth == LEXICON_DEPTH)
		return refuse(
		    top, at, name, c, "fragments are nested too deeply at");
	top->at = at + name.len + 4;
	stack[(*depth)++] =
	    (struct frame){ fragment, &fragment.pair->value, 0, 0 };
	return true;
}

/* The fragment on top opens its group, and closes it. */
static void
open_group(struct pv_expansion *x, struct frame *f)
{
	struct pv_literal_mark m = { x->text.len, 0, f->from.pair };

	f->mark = x->marks.len;
	(void)pv_vec_add(&x->marks, &m);
	pv_buf_str(&x->text, "(?:");
}

static void
close_group(struct pv_expansion *x, const struct frame *f)
{
	/* The line break ends a comment at the fragment's end. */
	pv_buf_str(&x->text, "\n)");
	if (f->mark < x->marks.len)
		PV_VEC_AT(&x->marks, struct pv_literal_mark, f->mark)->end =
		    x->text.len;
}

bool
pv_expand(const struct pv_lexicon *lex, const struct pv_pack *pack,
    const struct pv_text *pattern, struct pv_complaints *c,
    struct pv_expansion *x)
{
	struct frame stack[LEXICON_DEPTH];
	size_t depth = 1, use = 0;

	pv_buf_clear(&x->text);
	pv_vec_clear(&x->pieces);
	pv_vec_clear(&x->marks);
	stack[0] = (struct frame){ { pack, NULL }, pattern, 0, 0 };
	while (depth > 0) {
		struct frame *top = &stack[depth - 1];
		struct pv_span name = { NULL, 0 };
		size_t at = next_use(top->text->s, top->at, &name);

		if (depth == 1)
			use = at;
		copy(x, top, use, at);
		if (x->text.len > PV_REGEX_LEN) {
			struct pv_complaint_at where =
			    pv_text_at(pack, pattern, 0, 1);

			pv_complain(c, &where,
			    "the pattern is longer than "
			    "%d bytes with its fragments",
			    PV_REGEX_LEN);
			return false;
		}
		if (at < top->text->s.len) {
			if (!push(lex, stack, &depth, at, name, c))
				return false;
			open_group(x, &stack[depth - 1]);
			continue;
		}
		if (--depth > 0)
			close_group(x, &stack[depth]);
	}
	return !x->text.failed && !x->pieces.failed && !x->marks.failed;
}

static enum pv_trait
trait_of(const struct pv_lexicon *lex, const struct pv_fragment *f)
{
	return lex->traits[f->pack - lex->packs][f->pair - f->pack->lexicon.ptr];
}

bool
pv_expand_outline(const struct pv_lexicon *lex, const struct pv_pack *pack,
    const struct pv_text *pattern, struct pv_buf *out)
{
	struct pv_span name = { NULL, 0 }, s = pattern->s;
	struct pv_fragment f;
	enum pv_trait trait;
	size_t from = 0, at;

	pv_buf_clear(out);
	while ((at = next_use(s, from, &name)) < s.len) {
		pv_buf_span(out, pv_span_sub(s, from, at));
		if (!find(lex, pack, name, &f))
			return false;
		trait = trait_of(lex, &f);
		if (trait == PV_TRAIT_OTHER)
			return false;
		pv_buf_str(out, trait == PV_TRAIT_EMPTY ? "(?:x?)" : "(?:xx?)");
		from = at + name.len + 4;
	}
	pv_buf_span(out, pv_span_sub(s, from, s.len));
	return !out->failed;
}

static const struct pv_piece *
piece_at(const struct pv_expansion *x, size_t off)
{
	const struct pv_piece *p = x->pieces.ptr;
	size_t lo = 0, hi = x->pieces.len;

	while (lo + 1 < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (p[mid].at <= off)
			lo = mid;
		else
			hi = mid;
	}
	return &p[lo];
}

void
pv_expansion_complain(const struct pv_expansion *x, const struct pv_pack *pack,
    const struct pv_text *pattern, size_t off, struct pv_complaints *c,
    const char *msg)
{
	const struct pv_piece *p = piece_at(x, off);
	struct pv_complaint_at at =
	    pv_text_at(p->pack, p->text, p->off + (off - p->at), 1);

	pv_complain(c, &at, "%s", msg);
	if (p->fragment == NULL)
		return;
	at = pv_text_at(pack, pattern, p->use, p->fragment->name.s.len + 4);
	at.note = true;
	pv_complain(c, &at, "fragment '%.*s' is used here",
	    PV_FMT(p->fragment->name.s));
}
