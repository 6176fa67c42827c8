/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/conformer.h"

#include <string.h>

#include "base/num.h"
#include "model/cite.h"

/* A node's number or heading as it is printed. */
static struct pv_span
part_of(const struct pv_draft *t, uint32_t node, enum pv_piece_role role)
{
	const struct pv_node *n = pv_node(t, node);
	uint32_t i = pv_piece(t, n->open)->next;

	for (; i != n->close && pv_piece(t, i)->kind == PV_PIECE_TEXT;
	    i = pv_piece(t, i)->next)
		if (pv_piece(t, i)->role == role)
			return pv_piece(t, i)->text;
	return pv_span("", 0);
}

uint32_t
pv_heading_length(struct pv_span s)
{
	static const char *const small[] = { "a", "an", "and", "by", "for",
		"from", "in", "no", "of", "on", "or", "the", "to", "upon",
		"with" };
	uint32_t i = 0, words = 0, start;

	if (s.len == 0 || !pv_isupper(s.ptr[0]))
		return 0;
	while (i < s.len && words++ < 8) {
		start = i;
		while (i < s.len && (pv_isalnum(s.ptr[i]) ||
		    strchr("-'/&,", s.ptr[i]) != NULL))
			i++;
		if (i == start || i >= s.len)
			return 0;
		if (!pv_isupper(s.ptr[start]) && !pv_span_in_words(
		    pv_span_sub(s, start, i), small,
		    sizeof(small) / sizeof(small[0])))
			return 0;
		if ((s.ptr[i] == '.' || s.ptr[i] == ':') &&
		    i + 1 < s.len && s.ptr[i + 1] == ' ')
			return i + 2;
		if (s.ptr[i] != ' ')
			return 0;
		i++;
	}
	return 0;
}

static struct pv_span
join(struct pv_conformer *c, struct pv_span a, struct pv_span b,
    struct pv_span d)
{
	struct pv_buf out = PV_BUF_INIT;
	struct pv_span s;

	pv_buf_span(&out, a);
	pv_buf_span(&out, b);
	pv_buf_span(&out, d);
	s = pv_arena_dup(c->arena, pv_buf_view(&out));
	c->draft.failed = c->draft.failed || out.failed || s.ptr == NULL;
	pv_buf_release(&out);
	return s;
}

/* Is `number`, as the new text has it, that of the label: all or its end? */
static bool
is_number_of(struct pv_span number, struct pv_span label)
{
	struct pv_cite a, b;

	pv_cite_key(number, &a);
	pv_cite_key(label, &b);
	if (pv_span_eq(pv_cite_span(&a), pv_cite_span(&b)))
		return true;
	return number.ptr[0] == '(' && pv_span_ends(label, number);
}

/*
 * What takes the place of a clause.  A text without a number of its own
 * leaves the clause its number, and its heading unless it brings one.
 */
static bool
whole_text(struct pv_conformer *c, uint32_t node, struct pv_span text,
    struct pv_span *out)
{
	struct pv_span num = part_of(&c->draft, node, PV_ROLE_NUMBER);
	struct pv_span head = part_of(&c->draft, node, PV_ROLE_HEADING);
	struct pv_span bare = pv_span_trim(head);
	struct pv_cite cite;
	uint32_t len;

	while (bare.len > 0 && strchr(".:", bare.ptr[bare.len - 1]) != NULL)
		bare.len--;
	if (pv_draft_number(text, &len, &cite)) {
		if (is_number_of(pv_cite_span(&cite),
		    pv_node(&c->draft, node)->label)) {
			*out = text;
			return true;
		}
		if (cite.ptr[0] != '(')
			return pv_conform_no(c, "the new text has the number "
			    "%.*s", PV_FMT(pv_cite_span(&cite)));
	}
	if ((bare.len > 0 && pv_span_istarts(text, bare)) ||
	    pv_heading_length(text) > 0)
		head = pv_span("", 0);
	*out = join(c, num, head, text);
	return true;
}

bool
pv_conform_replace(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_insertion ins = { .where = PV_DRAFT_INSTEAD,
		.source = c->source };
	struct pv_spot spot;
	struct pv_splice x;
	bool part = op->target.sentence != 0 || op->target.paragraph != 0;

	if (op->content.len == 0)
		return pv_conform_no(c, "the new text is not there");
	if (!pv_conform_spot(c, &op->target, &spot))
		return false;
	if (part || (op->target.kind == PV_TARGET_DEFINITION &&
	    spot.node == 0)) {
		x = (struct pv_splice){ spot.at, op->content };
		pv_draft_splice(&c->draft, spot.node, c->source, &x, 1);
		return true;
	}
	ins.label = pv_node(&c->draft, spot.node)->label;
	if (!whole_text(c, spot.node, op->content, &ins.text))
		return false;
	pv_draft_put(&c->draft, spot.node, &ins);
	return true;
}

static bool
delete_part(struct pv_conformer *c, struct pv_spot spot)
{
	struct pv_span s = pv_buf_view(&c->text);
	struct pv_splice x = { spot.at, { "", 0 } };

	if (x.at.start > 0 && s.ptr[x.at.start - 1] == ' ' &&
	    (x.at.end >= s.len || pv_isspace(s.ptr[x.at.end])))
		x.at.start--;
	else
		while (x.at.end < s.len && pv_isspace(s.ptr[x.at.end]))
			x.at.end++;
	pv_draft_splice(&c->draft, spot.node, c->source, &x, 1);
	return true;
}

bool
pv_conform_delete(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_insertion ins = { .where = PV_DRAFT_INSTEAD,
		.source = c->source };
	struct pv_spot spot;

	if (op->target.kind == PV_TARGET_AGREEMENT)
		return pv_conform_no(c, "it would delete all of it");
	if (!pv_conform_spot(c, &op->target, &spot))
		return false;
	if (op->kind == PV_OP_RESERVE && op->target.sentence == 0 &&
	    op->target.paragraph == 0) {
		ins.label = pv_node(&c->draft, spot.node)->label;
		ins.text = join(c, part_of(&c->draft, spot.node,
		    PV_ROLE_NUMBER), op->content, pv_span("", 0));
		pv_draft_put(&c->draft, spot.node, &ins);
		return true;
	}
	if (op->target.sentence != 0 || op->target.paragraph != 0 ||
	    spot.node == 0)
		return delete_part(c, spot);
	pv_conform_unlist(c, spot.node);
	pv_draft_remove(&c->draft, spot.node);
	return true;
}

/* The label that comes before: "4.5" for "4.6", "4.5" for "4.5A". */
static bool
label_before(struct pv_span label, struct pv_cite *out)
{
	size_t end = label.len, start;
	bool paren = end > 0 && label.ptr[end - 1] == ')';
	struct pv_span last;
	struct pv_buf b = PV_BUF_INIT;
	uint64_t n;

	out->len = 0;
	end -= paren;
	start = end;
	while (start > 0 && pv_isdigit(label.ptr[start - 1]))
		start--;
	last = pv_span_sub(label, start, end);
	if (pv_num_parse(last, 99999, &n)) {
		if (n < 2)
			return false;
		pv_buf_span(&b, pv_span_sub(label, 0, start));
		pv_buf_u64(&b, n - 1);
	} else if (end > 0 && pv_isalpha(label.ptr[end - 1])) {
		char c = label.ptr[end - 1];

		pv_buf_span(&b, pv_span_sub(label, 0, end - 1));
		if (pv_tolower(c) == 'a' && (end < 2 ||
		    !pv_isdigit(label.ptr[end - 2]))) {
			pv_buf_release(&b);
			return false;
		}
		if (pv_tolower(c) != 'a')
			pv_buf_char(&b, (char)(c - 1));
	}
	if (paren)
		pv_buf_char(&b, ')');
	pv_cite_add(out, pv_buf_view(&b));
	pv_buf_release(&b);
	return out->len > 0;
}

/* Will the label be free, because a later operation takes it away? */
static bool
is_freed(const struct pv_conformer *c, struct pv_span label)
{
	for (size_t i = c->op + 1; i < c->in->ops.len; i++) {
		const struct pv_operation *o = PV_VEC_AT(&c->in->ops,
		    struct pv_operation, i);

		if (o->kind == PV_OP_RENUMBER && o->why.len == 0 &&
		    pv_span_eq(o->target.label, label))
			return true;
	}
	return false;
}

/* Text for a new clause, with a number like that of a clause beside it. */
static struct pv_span
numbered(struct pv_conformer *c, struct pv_span label, uint32_t beside,
    struct pv_span text)
{
	struct pv_span num = part_of(&c->draft, beside, PV_ROLE_NUMBER);
	struct pv_span old = pv_node(&c->draft, beside)->label;
	struct pv_span group = pv_cite_up(label), g;
	struct pv_cite cite;
	uint32_t len;
	size_t at;

	if (label.len == 0 || (pv_draft_number(text, &len, &cite) &&
	    is_number_of(pv_cite_span(&cite), label)))
		return text;
	g = pv_span_sub(label, group.ptr == NULL ? 0 : group.len, label.len);
	group = pv_cite_up(old);
	old = pv_span_sub(old, group.ptr == NULL ? 0 : group.len, old.len);
	at = pv_span_find(num, old);
	if (num.len == 0 || at == num.len)
		return join(c, g, PV_SPAN(" "), text);
	return join(c, join(c, pv_span_sub(num, 0, at), g,
	    pv_span_sub(num, at + old.len, num.len)), text, pv_span("", 0));
}

/* The roman numeral before the last group: "(x)" for "(xi)". */
static bool
roman_before(struct pv_span label, struct pv_cite *out)
{
	static const char *const ones[] = { "", "i", "ii", "iii", "iv", "v",
		"vi", "vii", "viii", "ix" };
	static const char *const tens[] = { "", "x", "xx", "xxx", "xl" };
	struct pv_span up = pv_cite_up(label);
	struct pv_span last = pv_span_sub(label, up.len + 1, label.len - 1);
	uint32_t n;

	out->len = 0;
	if (label.len < 3 || label.ptr[label.len - 1] != ')')
		return false;
	n = pv_num_roman(last);
	if (n < 2 || n > 50 || !pv_islower(last.ptr[0]))
		return false;
	n--;
	pv_cite_add(out, pv_span_sub(label, 0, up.len + 1));
	pv_cite_add(out, pv_span_str(tens[n / 10]));
	pv_cite_add(out, pv_span_str(ones[n % 10]));
	pv_cite_add(out, PV_SPAN(")"));
	return true;
}

/* Where a new clause goes that only has a number. */
static bool
place_by_number(struct pv_conformer *c, struct pv_span label, uint32_t *node)
{
	struct pv_cite before;

	if (roman_before(label, &before) &&
	    pv_conform_count(c, pv_cite_span(&before), node) == 1)
		return true;
	if (!label_before(label, &before))
		return pv_conform_no(c, "it does not say where to put %.*s",
		    PV_FMT(label));
	if (pv_conform_count(c, pv_cite_span(&before), node) != 1)
		return pv_conform_no(c, "there is no clause %.*s to put "
		    "%.*s after", PV_FMT(pv_cite_span(&before)),
		    PV_FMT(label));
	return true;
}

/* Into a clause that is named, without a number: as the last one in it. */
static bool
insert_last(struct pv_conformer *c, const struct pv_operation *op,
    struct pv_insertion *ins)
{
	struct pv_cite cite;
	uint32_t node, len, home;

	if (pv_draft_number(ins->text, &len, &cite) && cite.ptr[0] != '(') {
		ins->label = pv_arena_dup(c->arena, pv_cite_span(&cite));
		if (pv_conform_count(c, ins->label, &node) > 0)
			return pv_conform_no(c, "there is a clause %.*s "
			    "already", PV_FMT(ins->label));
		if (!place_by_number(c, ins->label, &node))
			return false;
		ins->where = PV_DRAFT_AFTER;
		c->named = ins->label;
		pv_draft_put(&c->draft, node, ins);
		return true;
	}
	if (op->target.kind != PV_TARGET_CLAUSE)
		return pv_conform_no(c, "it does not say where to put it");
	if (!pv_conform_find(c, &op->target, &home))
		return false;
	if (pv_draft_number(ins->text, &len, &cite)) {
		ins->label = join(c, pv_node(&c->draft, home)->label,
		    pv_cite_span(&cite), pv_span("", 0));
		if (pv_conform_count(c, ins->label, &node) > 0)
			return pv_conform_no(c, "there is a clause %.*s "
			    "already", PV_FMT(ins->label));
		if (!place_by_number(c, ins->label, &node))
			return false;
		ins->where = PV_DRAFT_AFTER;
		c->named = ins->label;
		pv_draft_put(&c->draft, node, ins);
		return true;
	}
	if (op->place != PV_AT_END)
		return pv_conform_no(c, "it does not say where in %.*s",
		    PV_FMT(op->target.label));
	ins->where = PV_DRAFT_LAST;
	pv_draft_put(&c->draft, home, ins);
	return true;
}

bool
pv_conform_insert(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_insertion ins = { .where = PV_DRAFT_AFTER,
		.source = c->source, .text = op->content };
	uint32_t node = 0, other;

	if (op->target.hereto)
		ins.text = pv_instrument_part(c->in, op->target.label);
	if (ins.text.len == 0)
		return pv_conform_no(c, "the text to put in is not there");
	if (!op->target.fresh)
		return insert_last(c, op, &ins);
	ins.label = op->target.label;
	if (ins.label.len == 0 || ins.label.ptr[0] == '(')
		return pv_conform_no(c, "it does not say of which clause the "
		    "new one is a part");
	if (op->other.kind != PV_TARGET_NONE) {
		if (!pv_conform_find(c, &op->other, &node))
			return false;
		if (op->place == PV_AT_BEFORE)
			ins.where = PV_DRAFT_BEFORE;
	} else if (pv_conform_count(c, ins.label, &other) == 0 &&
	    !place_by_number(c, ins.label, &node)) {
		return false;
	}
	if (pv_conform_count(c, ins.label, &other) > 0 &&
	    !is_freed(c, ins.label))
		return pv_conform_no(c, "there is a clause %.*s already",
		    PV_FMT(ins.label));
	if (op->other.kind == PV_TARGET_NONE &&
	    !place_by_number(c, ins.label, &node))
		return false;
	ins.text = numbered(c, ins.label, node, ins.text);
	pv_draft_put(&c->draft, node, &ins);
	return true;
}

static int
compare_terms(struct pv_span a, struct pv_span b)
{
	size_t n = a.len < b.len ? a.len : b.len, i;

	for (i = 0; i < n; i++)
		if (pv_tolower(a.ptr[i]) != pv_tolower(b.ptr[i]))
			return pv_tolower(a.ptr[i]) < pv_tolower(b.ptr[i]) ?
			    -1 : 1;
	return a.len < b.len ? -1 : a.len > b.len;
}

/* The term that a node defines; empty when it defines none. */
static struct pv_span
term_of(struct pv_conformer *c, uint32_t i)
{
	uint32_t skip = pv_draft_skip(&c->draft, i, PV_ROLE_BODY);
	struct pv_span s = pv_conform_text(c, i), t;

	s = pv_span_sub(s, skip, s.len);
	t = pv_conform_defined(s);
	return t.len > 0 ? pv_arena_dup(c->arena, t) : t;
}

/* Definitions that stand in paragraphs of their own, below `home`. */
struct terms { uint32_t last, before; bool sorted, numbered; };

static void
find_terms(struct pv_conformer *c, uint32_t home, struct pv_span term,
    struct terms *t)
{
	struct pv_span prev = { "", 0 }, x;

	*t = (struct terms){ PV_NONE, PV_NONE, true, false };
	for (uint32_t i = 1; i < c->draft.nodes.len; i++) {
		if (pv_node(&c->draft, i)->gone ||
		    !pv_node_in(&c->draft, i, home) || (i == home &&
		    pv_node(&c->draft, i)->kind != PV_CLAUSE_DEFINITION))
			continue;
		x = term_of(c, i);
		if (x.len == 0)
			continue;
		if (i < c->old_nodes) {
			t->sorted = t->sorted && compare_terms(prev, x) <= 0;
			prev = x;
		}
		t->numbered = part_of(&c->draft, i, PV_ROLE_NUMBER).len > 0;
		if (t->before == PV_NONE && compare_terms(x, term) > 0)
			t->before = i;
		t->last = i;
	}
}

/* Into a paragraph of definitions, sentence beside sentence. */
static bool
define_in_line(struct pv_conformer *c, const struct pv_operation *op,
    struct pv_span term, struct pv_span text)
{
	struct pv_spot spot;
	struct pv_span s, t, prev = { "", 0 };
	struct pv_splice x = { .text = text };
	uint32_t i, last = 0;

	if (!pv_conform_spot(c, &op->target, &spot))
		return false;
	s = pv_buf_view(&c->text);
	for (i = spot.at.start; i < spot.at.end; i++) {
		bool begins = i == 0 || (s.ptr[i - 1] == ' ' && i > 1 &&
		    strchr(".;:", s.ptr[i - 2]) != NULL) ||
		    s.ptr[i - 1] == '\n';

		if (s.ptr[i] != '"' || !begins)
			continue;
		t = pv_conform_defined(pv_span_sub(s, i, spot.at.end));
		if (t.len == 0)
			continue;
		if (compare_terms(prev, t) > 0)
			return pv_conform_no(c, "the definitions are not in "
			    "alphabetical order");
		prev = t;
		last = i;
		if (x.at.end == 0 && compare_terms(t, term) > 0)
			x.at = (struct pv_range){ i, i };
	}
	if (last == 0)
		return pv_conform_no(c, "there are no definitions in %.*s",
		    PV_FMT(op->target.label));
	if (x.at.end == 0) {
		x.at = (struct pv_range){ spot.at.end, spot.at.end };
		x.text = join(c, PV_SPAN(" "), text, pv_span("", 0));
	} else {
		x.text = join(c, text, PV_SPAN(" "), pv_span("", 0));
	}
	pv_draft_splice(&c->draft, spot.node, c->source, &x, 1);
	return true;
}

static bool
define_one(struct pv_conformer *c, const struct pv_operation *op,
    struct pv_span text)
{
	struct pv_insertion ins = { .where = PV_DRAFT_AFTER,
		.source = c->source, .text = text };
	struct pv_span term = pv_conform_defined(text);
	struct pv_spot old;
	struct terms t;
	uint32_t home = 0;

	if (pv_conform_term(c, term, &old))
		return pv_conform_no(c, "\"%.*s\" is defined already",
		    PV_FMT(term));
	c->why = pv_span("", 0);
	if (op->target.kind == PV_TARGET_CLAUSE &&
	    !pv_conform_find(c, &op->target, &home))
		return false;
	find_terms(c, home, term, &t);
	if (t.last == PV_NONE)
		return define_in_line(c, op, term, text);
	if (t.numbered)
		return pv_conform_no(c, "the definitions are numbered, and "
		    "the new one is not");
	if (!t.sorted && op->place == PV_AT_ALPHABET)
		return pv_conform_no(c, "the definitions are not in "
		    "alphabetical order");
	ins.label = join(c, PV_SPAN("def:"), term, pv_span("", 0));
	if (op->place == PV_AT_AFTER || op->place == PV_AT_BEFORE) {
		if (!pv_conform_term(c, op->other.label, &old))
			return false;
		if (old.node == 0)
			return pv_conform_no(c, "it is not clear where that "
			    "definition ends");
		ins.where = op->place == PV_AT_AFTER ? PV_DRAFT_AFTER :
		    PV_DRAFT_BEFORE;
		pv_draft_put(&c->draft, old.node, &ins);
	} else if (t.before != PV_NONE && t.sorted &&
	    op->place != PV_AT_END) {
		ins.where = PV_DRAFT_BEFORE;
		pv_draft_put(&c->draft, t.before, &ins);
	} else {
		pv_draft_put(&c->draft, t.last, &ins);
	}
	return true;
}

bool
pv_conform_define(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_span s = op->content, one;
	struct pv_cite cite;
	size_t i = 0, end, next;
	uint32_t len;

	if (s.len == 0)
		return pv_conform_no(c, "the definition is not there");
	if (pv_draft_number(s, &len, &cite))
		return pv_conform_insert(c, op);
	while (i < s.len) {
		/* up to the paragraph that begins the next one */
		for (end = next = i; next < s.len; ) {
			next += pv_span_find(pv_span_sub(s, next, s.len),
			    PV_SPAN("\n"));
			end = next;
			while (next < s.len && pv_isspace(s.ptr[next]))
				next++;
			if (next < s.len && pv_conform_defined(pv_span_sub(s,
			    next, s.len)).len > 0)
				break;
		}
		one = pv_span_sub(s, i, end);
		if (pv_conform_defined(one).len == 0)
			return pv_conform_no(c, "the new text defines no "
			    "term");
		if (!define_one(c, op, one))
			return false;
		i = next;
	}
	return true;
}

/* The clause that had the label before this amendment. */
static bool
find_old(struct pv_conformer *c, const struct pv_target *t, uint32_t *node)
{
	struct pv_cite key;
	size_t n = 0;

	if (t->label.len == 0 || t->label.ptr[0] == '(')
		return pv_conform_find(c, t, node);
	pv_cite_key(t->label, &key);
	for (uint32_t i = 1; i < c->old_nodes; i++)
		if (!pv_node(&c->draft, i)->gone && pv_node(&c->draft,
		    i)->kind != PV_CLAUSE_CONTENTS &&
		    pv_span_eq(pv_node(&c->draft, i)->key,
		    pv_cite_span(&key)) && n++ == 0)
			*node = i;
	return n == 1 || pv_conform_find(c, t, node);
}

/* Is the label taken by a clause that this instruction does not renumber? */
static bool
is_taken(struct pv_conformer *c, struct pv_span label, size_t first,
    size_t end)
{
	uint32_t node;

	if (pv_conform_count(c, label, &node) == 0)
		return false;
	for (size_t i = first; i < end; i++)
		if (pv_span_eq(PV_VEC_AT(&c->in->ops, struct pv_operation,
		    i)->target.label, label))
			return false;
	return true;
}

/*
 * Clauses that one instruction renumbers change places at once.  They are
 * done from the last one, when the first is asked for; the others only tell
 * how it went.
 */
bool
pv_conform_renumber(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_operation *all = c->in->ops.ptr;
	size_t first = c->op, end = c->op;
	uint32_t node[64], n = 0;
	struct pv_span num, last;

	if (op->nth == PV_NTH_EACH)     /* done with the first one */
		return true;
	while (end < c->in->ops.len && all[end].kind == PV_OP_RENUMBER &&
	    all[end].at.start == op->at.start && n < 64) {
		if (!find_old(c, &all[end].target, &node[n]))
			return false;
		num = part_of(&c->draft, node[n], PV_ROLE_NUMBER);
		last = pv_cite_up(all[end].target.label);
		last = pv_span_sub(all[end].target.label, last.ptr == NULL ?
		    0 : last.len, all[end].target.label.len);
		if (pv_span_find(num, last) == num.len)
			return pv_conform_no(c, "clause %.*s does not print "
			    "its number so", PV_FMT(all[end].target.label));
		n++;
		end++;
	}
	for (size_t i = first; i < end; i++)
		if (is_taken(c, all[i].other.label, first, end))
			return pv_conform_no(c, "there is a clause %.*s "
			    "already", PV_FMT(all[i].other.label));
	for (size_t i = first; i < end; i++) {
		pv_draft_relabel(&c->draft, node[i - first],
		    all[i].other.label);
		pv_node(&c->draft, node[i - first])->source = c->source;
		all[i].nth = PV_NTH_EACH;
	}
	return true;
}
