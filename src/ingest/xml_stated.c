/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/stated.h"

#include "base/utf8.h"
#include "ingest/html_token.h"
#include "ingest/marker.h"

/*
 * Akoma Ntoso with the attributes of namespace "urn:proviso:clauses:1", which
 * view/akn.h defines.  A clause is an element with pv:kind; text stands in
 * <num>, <heading> and <p> alone.  Anything else is for the reader that trusts
 * no structure, and so is a level of the hierarchy that states nothing: it was
 * put in by somebody who does not know of this namespace.
 */

#define DEPTH_MAX 257
#define LABEL_MAX 1024
#define NS "urn:proviso:clauses:1"

enum role {
	ROLE_NONE,              /* <intro>, <ref>, <mainBody> ... */
	ROLE_CLAUSE,
	ROLE_NUM, ROLE_HEADING, ROLE_P,
	ROLE_EXACT_NUM, ROLE_EXACT_HEADING,     /* <inline name="num"> */
	ROLE_META
};

struct level {
	uint8_t role;           /* enum role */
	bool parent;            /* a clause with children */
	bool tailed;
};

struct stated {
	struct pv_tokens tokens;
	struct pv_blocks *out;
	struct level stack[DEPTH_MAX];
	unsigned depth, meta;
	unsigned clause;        /* the innermost; 0 = the document */
	unsigned texts;         /* open <num>, <heading>, <p> */
	bool exact;             /* the open <num> or <heading> was made so */
	bool numbered;          /* <num> came last */
	bool begun;             /* a block is there */
};

static void
event(struct stated *w, enum pv_stated_what what, size_t at)
{
	struct pv_stated e = { .what = (uint8_t)what, .at = (uint32_t)at };

	pv_vec_add(&w->out->stated, &e);
}

/* Attribute pv:NAME or NAME of a tag, exactly; false when absent. */
static bool
attribute(const struct pv_tok *tok, const char *name, struct pv_span *value)
{
	struct pv_span attrs = tok->attrs;
	struct pv_attr_text a;

	while (pv_tag_attr(&attrs, &a)) {
		if (pv_span_eq(a.name, pv_span_str(name))) {
			*value = a.value;
			return true;
		}
	}
	return false;
}

static bool
add_flag(struct pv_span word, uint8_t *flags)
{
	static const struct { const char *name; uint8_t flag; } all[] = {
		{ "hidden", PV_CLAUSE_HIDDEN },
		{ "reserved", PV_CLAUSE_RESERVED },
		{ "numbered", PV_CLAUSE_NUMBERED },
		{ "derived", PV_CLAUSE_DERIVED },
		{ "inline", PV_CLAUSE_INLINE }
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (pv_span_eq(word, pv_span_str(all[i].name))) {
			*flags |= all[i].flag;
			return true;
		}
	}
	return false;
}

static bool
read_flags(struct pv_span s, uint8_t *flags)
{
	size_t n;

	for (s = pv_span_trim(s); s.len > 0;
	    s = pv_span_trim(pv_span_sub(s, n, s.len))) {
		n = pv_span_find(s, PV_SPAN(" "));
		if (!add_flag(pv_span_sub(s, 0, n), flags))
			return false;
	}
	return true;
}

static bool
read_label(struct stated *w, struct pv_span value, struct pv_span *label)
{
	if (value.len > LABEL_MAX)
		return false;
	*label = pv_charrefs(value, w->out->arena);
	if (label->ptr == NULL) {
		w->out->stated.failed = true;
		return false;
	}
	for (size_t i = 0; i < label->len; i++)
		if ((unsigned char)label->ptr[i] < ' ')
			return false;
	return pv_utf8_check(*label) == label->len;
}

static bool
open_clause(struct stated *w, const struct pv_tok *tok, struct pv_span kind)
{
	struct pv_stated e = { .what = PV_STATED_OPEN,
		.at = (uint32_t)(tok->src + tok->len) };
	enum pv_clause_kind k = PV_CLAUSE_ROOT;
	struct pv_span value;

	if (!pv_clause_kind_parse(kind, &k) || k == PV_CLAUSE_ROOT ||
	    !attribute(tok, "pv:label", &value) ||
	    !read_label(w, value, &e.label) ||
	    (attribute(tok, "pv:flags", &value) &&
	    !read_flags(value, &e.flags)))
		return false;
	e.kind = (uint8_t)k;
	pv_vec_add(&w->out->stated, &e);
	w->stack[w->clause].parent = true;
	w->clause = w->depth;
	w->numbered = false;
	return !w->stack[w->clause].tailed;
}

/* A new block or the next words of the one that is there. */
static bool
flow(struct stated *w, const struct pv_tok *tok)
{
	struct pv_span v = w->numbered ? PV_SPAN("run") : PV_SPAN("line");
	bool run;

	(void)attribute(tok, "pv:flow", &v);
	w->numbered = false;
	run = pv_span_eq(v, PV_SPAN("run"));
	if (pv_span_eq(v, PV_SPAN("line")) || !w->begun) {
		(void)pv_blocks_open(w->out, PV_BLOCK_PARA,
		    pv_tokens_line(&w->tokens));
		w->begun = true;
		return true;
	}
	if (run)
		pv_blocks_text(w->out, PV_SPAN(" "), (uint32_t)tok->src, 0);
	return run || pv_span_eq(v, PV_SPAN("join"));
}

static bool
open_text(struct stated *w, const struct pv_tok *tok, enum role role)
{
	struct level *up = &w->stack[w->clause];

	if (w->texts++ > 0 || (role != ROLE_P && (w->clause == 0 ||
	    up->parent)))
		return false;
	if (role == ROLE_P && tok->empty)
		return true;
	if (up->parent && !up->tailed) {
		event(w, PV_STATED_TAIL, tok->src + tok->len);
		up->tailed = true;
	}
	if (role != ROLE_P)
		event(w, role == ROLE_NUM ? PV_STATED_NUM : PV_STATED_HEADING,
		    tok->src + tok->len);
	w->exact = false;
	return flow(w, tok);
}

static enum role
exact_role(const struct pv_tok *tok)
{
	struct pv_span name;

	if (!attribute(tok, "name", &name))
		return ROLE_NONE;
	if (pv_span_eq(name, PV_SPAN("num")))
		return ROLE_EXACT_NUM;
	return pv_span_eq(name, PV_SPAN("heading")) ? ROLE_EXACT_HEADING :
	    ROLE_NONE;
}

/* The events that the enclosing <num> or <heading> caused are taken back. */
static void
open_exact(struct stated *w, const struct pv_tok *tok, enum role role)
{
	struct pv_stated *last = w->out->stated.len == 0 ? NULL :
	    PV_VEC_AT(&w->out->stated, struct pv_stated,
	    w->out->stated.len - 1);

	if (last != NULL && !w->exact && w->stack[w->depth - 1].role ==
	    (role == ROLE_EXACT_NUM ? ROLE_NUM : ROLE_HEADING))
		w->out->stated.len--;
	w->exact = true;
	event(w, role == ROLE_EXACT_NUM ? PV_STATED_NUM : PV_STATED_HEADING,
	    tok->src + tok->len);
}

/* Elements of the hierarchy: without pv:kind, not ours. */
static bool
is_level(struct pv_span name)
{
	static const char *const names[] = { "alinea", "article", "attachment",
		"book", "chapter", "citation", "clause", "division",
		"hcontainer", "indent", "item", "level", "li", "list",
		"paragraph", "part", "point", "proviso", "recital", "rule",
		"section", "subchapter", "subclause", "subdivision",
		"sublist", "subparagraph", "subpart", "subrule",
		"subsection", "subtitle", "title", "tome", "transitional" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pv_span_eq(name, pv_span_str(names[i])))
			return true;
	return false;
}

static enum role
role_of(const struct stated *w, const struct pv_tok *tok)
{
	if (w->meta > 0 || pv_span_eq(tok->name, PV_SPAN("meta")))
		return ROLE_META;
	if (pv_span_eq(tok->name, PV_SPAN("p")))
		return ROLE_P;
	if (pv_span_eq(tok->name, PV_SPAN("num")))
		return ROLE_NUM;
	if (pv_span_eq(tok->name, PV_SPAN("heading")))
		return ROLE_HEADING;
	if (pv_span_eq(tok->name, PV_SPAN("inline")))
		return exact_role(tok);
	return ROLE_NONE;
}

static bool
start_tag(struct stated *w, const struct pv_tok *tok)
{
	struct level *l;
	struct pv_span kind = { "", 0 };
	enum role role;

	if (w->depth + 1 >= DEPTH_MAX)
		return false;
	l = &w->stack[++w->depth];
	role = role_of(w, tok);
	if (role != ROLE_META && attribute(tok, "pv:kind", &kind))
		role = ROLE_CLAUSE;
	*l = (struct level){ .role = (uint8_t)role };
	switch (role) {
	case ROLE_NONE:
		return !is_level(tok->name);
	case ROLE_CLAUSE:
		return w->texts == 0 && open_clause(w, tok, kind);
	case ROLE_NUM:
	case ROLE_HEADING:
	case ROLE_P:
		return open_text(w, tok, role);
	case ROLE_EXACT_NUM:
	case ROLE_EXACT_HEADING:
		if (w->texts == 0 || w->clause == 0)
			return false;
		open_exact(w, tok, role);
		return true;
	case ROLE_META:
		w->meta++;
		return true;
	}
	return false;
}

/* The clause around the element that ends. */
static unsigned
enclosing(const struct stated *w)
{
	unsigned i = w->depth;

	while (i > 0 && w->stack[i].role != ROLE_CLAUSE)
		i--;
	return i;
}

static void
end_tag(struct stated *w, size_t at)
{
	enum role role = (enum role)w->stack[w->depth].role;

	if (w->depth == 0)
		return;
	w->depth--;
	switch (role) {
	case ROLE_NONE:
		break;
	case ROLE_CLAUSE:
		event(w, PV_STATED_CLOSE, at);
		w->clause = enclosing(w);
		w->numbered = false;
		break;
	case ROLE_NUM:
	case ROLE_HEADING:
		w->texts--;
		w->numbered = role == ROLE_NUM;
		if (!w->exact)
			event(w, role == ROLE_NUM ? PV_STATED_NUM_END :
			    PV_STATED_HEADING_END, at);
		break;
	case ROLE_P:
		w->texts--;
		break;
	case ROLE_EXACT_NUM:
		event(w, PV_STATED_NUM_EXACT, at);
		break;
	case ROLE_EXACT_HEADING:
		event(w, PV_STATED_HEADING_EXACT, at);
		break;
	case ROLE_META:
		w->meta--;
		break;
	}
}

static void
reference(struct stated *w, size_t at, size_t used, struct pv_span c)
{
	struct pv_span text = pv_arena_dup(w->out->arena, c);

	if (text.ptr == NULL)
		w->out->frags.failed = true;
	else
		pv_blocks_text(w->out, text, (uint32_t)at, (uint32_t)used);
}

/* Text of <num>, <heading> or <p>; elsewhere there is only white space. */
static bool
text_run(struct stated *w, const struct pv_tok *tok)
{
	struct pv_span s = w->tokens.text;
	size_t at = tok->src, end = tok->src + tok->len, from, used, n;
	char c[4];

	if (w->texts == 0 || w->meta > 0) {
		pv_blocks_skip(w->out, (uint32_t)at, (uint32_t)tok->len,
		    w->meta > 0 ? PV_SKIP_ENVELOPE : PV_SKIP_SPACE);
		return w->meta > 0 || pv_span_trim(pv_span_sub(s, at,
		    end)).len == 0;
	}
	while (at < end) {
		from = at;
		while (at < end && s.ptr[at] != '&')
			at++;
		if (at > from)
			pv_blocks_text(w->out, pv_span_sub(s, from, at),
			    (uint32_t)from, (uint32_t)(at - from));
		if (at == end)
			break;
		used = pv_charref(pv_span_sub(s, at, end), c, &n);
		if (used == 0)
			return false;
		reference(w, at, used, pv_span(c, n));
		at += used;
	}
	return true;
}

static bool
token(struct stated *w, const struct pv_tok *tok)
{
	bool good = true;

	switch (tok->kind) {
	case PV_TOK_TEXT:
		return text_run(w, tok);
	case PV_TOK_CDATA:
		return false;
	case PV_TOK_COMMENT:
		pv_blocks_skip(w->out, (uint32_t)tok->src,
		    (uint32_t)tok->len, PV_SKIP_COMMENT);
		return true;
	case PV_TOK_DECL:
		break;
	case PV_TOK_OPEN:
		good = start_tag(w, tok);
		if (tok->empty)
			end_tag(w, tok->src + tok->len);
		break;
	case PV_TOK_CLOSE:
		end_tag(w, tok->src);
		break;
	}
	pv_blocks_skip(w->out, (uint32_t)tok->src, (uint32_t)tok->len,
	    PV_SKIP_MARKUP);
	return good;
}

/* Does the root element declare the namespace, under the usual prefix? */
static bool
declares(struct pv_span text)
{
	struct pv_tokens t;
	struct pv_tok tok;
	struct pv_span ns;

	pv_tokens_init_xml(&t, text);
	while (pv_tokens_next(&t, &tok))
		if (tok.kind == PV_TOK_OPEN)
			return attribute(&tok, "xmlns:pv", &ns) &&
			    pv_span_eq(ns, PV_SPAN(NS));
	return false;
}

bool
pv_stated_read(struct pv_span text, struct pv_blocks *out)
{
	size_t blocks = out->blocks.len, frags = out->frags.len;
	size_t skips = out->skips.len;
	struct stated *w;
	struct pv_tok tok;
	bool good = true;

	if (!declares(text))
		return false;
	w = pv_arena_alloc(out->arena, sizeof(*w));
	if (w == NULL) {
		out->stated.failed = true;
		return false;
	}
	pv_tokens_init_xml(&w->tokens, text);
	w->out = out;
	while (good && pv_tokens_next(&w->tokens, &tok))
		good = token(w, &tok);
	if (good && out->stated.len > 0)
		return true;
	out->blocks.len = blocks;
	out->frags.len = frags;
	out->skips.len = skips;
	out->stated.len = 0;
	return false;
}
