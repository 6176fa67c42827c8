/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/conform.h"

#include <string.h>

#include "diff/conformer.h"

/* Bytes that operations may look at, a base of normal size many times. */
#define WORK_MAX (UINT64_C(2) << 30)
#define PIECES_MAX (UINT32_C(2) << 20)

static struct pv_span
without_article(struct pv_span s)
{
	static const char *const articles[] = { "the ", "this ", "such ",
		"said ", "that certain " };

	for (size_t i = 0; i < sizeof(articles) / sizeof(articles[0]); i++)
		if (pv_span_istarts(s, pv_span_str(articles[i])))
			return pv_span_sub(s, strlen(articles[i]), s.len);
	return s;
}

static bool
contains(struct pv_span s, struct pv_span part)
{
	return part.len > 0 && pv_span_ifind(s, part) < s.len;
}

/* Is the i-th agreement that the instrument names the base? */
static bool
is_base(const struct pv_instrument *in, size_t i, struct pv_span title)
{
	struct pv_span name = *PV_VEC_AT(&in->names, struct pv_span, i);
	struct pv_span told = *PV_VEC_AT(&in->told, struct pv_span, i);

	return title.len > 0 && (contains(told, title) || (name.len > 9 &&
	    contains(title, name)));
}

/* "Web Hosting Agreement" at the end of s: its capital words; or empty. */
static struct pv_span
last_title(struct pv_span s)
{
	static const char *const small[] = { "and", "for", "of", "the" };
	static const char noun[] = "agreement";
	size_t end = s.len, i, start, word;

	for (; end >= sizeof(noun) - 1; end--)
		if (pv_span_ieq(pv_span_sub(s, end - (sizeof(noun) - 1), end),
		    pv_span_str(noun)))
			break;
	if (end < sizeof(noun) - 1)
		return pv_span("", 0);
	for (start = i = end; i > 0; i = word - (word > 0)) {
		for (word = i; word > 0 && !pv_isspace(s.ptr[word - 1]); )
			word--;
		if (pv_isupper(s.ptr[word]))
			start = word;
		else if (!pv_span_in_words(pv_span_sub(s, word, i), small,
		    sizeof(small) / sizeof(small[0])))
			break;
	}
	return pv_span_sub(s, start, end);
}

/* Do all words of a title stand in another one? */
static bool
within(struct pv_span title, struct pv_span other)
{
	size_t i = 0, end;

	while (i < title.len) {
		for (end = i; end < title.len && pv_isalnum(title.ptr[end]);
		    end++)
			;
		if (end - i > 3 && !contains(other, pv_span_sub(title, i,
		    end)))
			return false;
		i = end + 1;
	}
	return true;
}

/*
 * The agreement that the instrument is about, when by its title and its date
 * that is not the base; else empty.
 */
static struct pv_span
another_title(const struct pv_instrument *in, const struct pv_version *base)
{
	struct pv_span title = pv_version_str(base, base->title), told, t;
	struct pv_span date = pv_version_str(base, base->date);
	char iso[PV_DATE_LEN + 1];

	if (in->told.len == 0 || !pv_span_istarts(pv_span_sub(title,
	    title.len < 9 ? 0 : title.len - 9, title.len),
	    PV_SPAN("agreement")))
		return pv_span("", 0);
	told = *PV_VEC_AT(&in->told, struct pv_span, 0);
	t = last_title(told);
	if (t.len <= 9 || within(t, title) || within(title, t))
		return pv_span("", 0);
	for (size_t i = 0; i < told.len; i++)
		if (pv_date_read(pv_span_sub(told, i, told.len), iso) > 0 &&
		    pv_span_eq(pv_span_str(iso), date))
			return pv_span("", 0);
	return t;
}

/* Is it said to be in the agreement that is amended, and in no other? */
static bool
check_agreement(struct pv_conformer *c, const struct pv_version *base,
    struct pv_span of)
{
	struct pv_span title = pv_version_str(base, base->title), name;
	const struct pv_instrument *in = c->in;
	bool known = false, mine = false, any = false;
	size_t i;

	of = without_article(of);
	for (i = 0; i < in->names.len; i++)
		any = any || is_base(in, i, title);
	name = any ? pv_span("", 0) : another_title(in, base);
	if (name.len > 0)
		return pv_conform_no(c, "it is about another text: %.*s",
		    (int)(name.len > 80 ? 80 : name.len), name.ptr);
	if (of.len == 0)
		return true;
	for (i = 0; i < in->names.len; i++) {
		name = *PV_VEC_AT(&in->names, struct pv_span, i);
		if (!pv_span_ieq(name, of))
			continue;
		known = true;
		mine = mine || (any ? is_base(in, i, title) : i == 0);
	}
	if (mine)
		return true;
	if (!known && (contains(title, of) ||
	    pv_span_ieq(of, PV_SPAN("agreement")) ||
	    pv_span_ieq(of, PV_SPAN("original agreement")) ||
	    pv_span_ieq(of, PV_SPAN("existing agreement"))))
		return true;
	return pv_conform_no(c, "it is about another text: %.*s",
	    (int)(of.len > 80 ? 80 : of.len), of.ptr);
}

/* Take out all text, and put in this one. */
static bool
restate(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_insertion ins = { .where = PV_DRAFT_LAST,
		.source = c->source, .text = op->content };
	struct pv_version const *v = c->in->v;

	if (ins.text.len == 0)
		return pv_conform_no(c, "the new text is not there");
	if (ins.text.ptr == v->text.ptr && ins.text.len == v->text.len) {
		pv_draft_release(&c->draft);
		pv_draft_init(&c->draft, c->arena, v);
		for (size_t i = 0; i < c->draft.pieces.len; i++)
			pv_piece(&c->draft, (uint32_t)i)->source = c->source;
		for (size_t i = 0; i < c->draft.nodes.len; i++)
			pv_node(&c->draft, (uint32_t)i)->source = c->source;
		c->old_nodes = (uint32_t)c->draft.nodes.len;
		return true;
	}
	for (size_t i = 0; i < c->draft.pieces.len; i++)
		pv_piece(&c->draft, (uint32_t)i)->text.len = 0;
	for (size_t i = 1; i < c->draft.nodes.len; i++)
		pv_node(&c->draft, (uint32_t)i)->gone = true;
	pv_draft_put(&c->draft, 0, &ins);
	return true;
}

static bool
replace_exhibit(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_operation o = *op;

	o.content = pv_instrument_part(c->in, op->target.label);
	if (o.content.len == 0)
		return pv_conform_no(c, "%.*s is not attached",
		    PV_FMT(op->target.label));
	return pv_conform_replace(c, &o);
}

static bool
keep(struct pv_conformer *c, const struct pv_operation *op)
{
	(void)c;
	(void)op;
	return true;
}

static bool (*const acts[PV_OP_COUNT])(struct pv_conformer *,
    const struct pv_operation *) = {
	[PV_OP_DELETE] = pv_conform_delete,
	[PV_OP_REPLACE] = pv_conform_replace,
	[PV_OP_RESERVE] = pv_conform_delete,
	[PV_OP_INSERT] = pv_conform_insert,
	[PV_OP_INSERT_AFTER] = pv_conform_insert,
	[PV_OP_INSERT_BEFORE] = pv_conform_insert,
	[PV_OP_RENUMBER] = pv_conform_renumber,
	[PV_OP_SUBSTITUTE_WORDS] = pv_conform_words,
	[PV_OP_INSERT_WORDS] = pv_conform_words,
	[PV_OP_STRIKE_WORDS] = pv_conform_words,
	[PV_OP_ADD_DEFINITION] = pv_conform_define,
	[PV_OP_REPLACE_DEFINITION] = pv_conform_replace,
	[PV_OP_DELETE_DEFINITION] = pv_conform_delete,
	[PV_OP_REPLACE_EXHIBIT] = replace_exhibit,
	[PV_OP_GLOBAL_SUBSTITUTE] = pv_conform_words,
	[PV_OP_CHANGE_DATE] = pv_conform_words,
	[PV_OP_WAIVE] = keep,
	[PV_OP_EXTEND] = keep,
	[PV_OP_RESTATE] = restate,
	[PV_OP_UPDATE_REFERENCES] = pv_conform_references,
	[PV_OP_RATIFY] = keep,
};

static struct pv_span
name_target(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span s;
	uint32_t node = 0;

	if (op->target.kind == PV_TARGET_DEFINITION)
		pv_buf_str(&b, "def:");
	if (op->target.heading.len > 0 && op->target.label.len == 0)
		pv_buf_span(&b, pv_conform_headed(c, op->target.heading,
		    &node) == 1 ? pv_node(&c->draft, node)->label :
		    op->target.heading);
	else if (op->kind != PV_OP_RATIFY)
		pv_buf_span(&b, op->target.label);
	s = pv_arena_dup(c->arena, pv_buf_view(&b));
	c->draft.failed = c->draft.failed || b.failed || s.ptr == NULL;
	pv_buf_release(&b);
	return s;
}

static bool
is_later(const struct pv_conform_input *in, const struct pv_operation *op)
{
	return in->as_of != NULL && strcmp(op->date, in->as_of) > 0;
}

/* Apply one operation, or say why not. */
static bool
apply(struct pv_conformer *c, const struct pv_conform_input *in,
    const struct pv_operation *op)
{
	if (op->kind == PV_OP_RATIFY)
		return true;
	if (op->why.len > 0) {
		c->why = op->why;
		return false;
	}
	if (c->in->hold.len > 0) {
		c->why = c->in->hold;
		return false;
	}
	if (is_later(in, op))
		return pv_conform_no(c, "it takes effect on %s", op->date);
	if (c->work > WORK_MAX || c->draft.pieces.len > PIECES_MAX)
		return pv_conform_no(c, "the amendments ask for too much "
		    "work");
	return check_agreement(c, in->base, op->target.of) &&
	    acts[op->kind](c, op);
}

static enum pv_rc
amend(struct pv_conformer *c, const struct pv_conform_input *in, size_t k,
    struct pv_vec *ops, struct pv_err *err)
{
	struct pv_instrument ins;
	struct pv_conformed_op out;
	enum pv_rc rc = pv_instrument_read(&ins, c->arena, in->amendments[k],
	    err);

	c->in = &ins;
	c->source = (uint32_t)k + 1;
	c->old_nodes = (uint32_t)c->draft.nodes.len;
	for (c->op = 0; rc == PV_OK && c->op < ins.ops.len &&
	    !c->draft.failed; c->op++) {
		const struct pv_operation *op = PV_VEC_AT(&ins.ops,
		    struct pv_operation, c->op);

		c->why = c->named = pv_span("", 0);
		out = (struct pv_conformed_op){ .amendment = c->source,
			.kind = op->kind, .target = name_target(c, op),
			.at = op->at };
		out.flagged = !apply(c, in, op);
		if (c->named.len > 0)
			out.target = c->named;
		out.later = out.flagged && is_later(in, op);
		if (out.flagged)
			out.why = pv_arena_dup(c->arena, c->why);
		pv_vec_add(ops, &out);
	}
	pv_instrument_release(&ins);
	return rc;
}

/* Write the draft out: text, runs of one source, clauses. */
static bool
write_out(const struct pv_draft *t, struct pv_conformed *out)
{
	struct pv_vec runs = PV_VEC_INIT(struct pv_source_run);
	struct pv_vec clauses = PV_VEC_INIT(struct pv_conformed_clause);
	struct pv_buf b = PV_BUF_INIT;
	struct pv_range *at = pv_arena_array(out->arena, t->nodes.len,
	    sizeof(*at));
	uint32_t i, k;

	for (i = 0; at != NULL && i != PV_NONE && t->pieces.len > 0;
	    i = pv_piece(t, i)->next) {
		const struct pv_piece *p = pv_piece(t, i);
		struct pv_source_run *r = runs.len == 0 ? NULL :
		    PV_VEC_AT(&runs, struct pv_source_run, runs.len - 1);
		uint32_t len = (uint32_t)b.len;

		pv_buf_span(&b, p->text);
		if (p->kind == PV_PIECE_OPEN) {
			at[p->node].start = len;
			if (p->node != 0 && !pv_node(t, p->node)->gone)
				pv_vec_add(&clauses,
				    &(struct pv_conformed_clause){
				    pv_node(t, p->node)->label,
				    { p->node, 0 },
				    pv_node(t, p->node)->source });
		} else if (p->kind == PV_PIECE_CLOSE) {
			at[p->node].end = len;
		} else if (p->text.len > 0 && r != NULL &&
		    r->source == p->source) {
			r->at.end = (uint32_t)b.len;
		} else if (p->text.len > 0) {
			pv_vec_add(&runs, &(struct pv_source_run){
			    { len, (uint32_t)b.len }, p->source });
		}
	}
	for (k = i = 0; at != NULL && i < clauses.len; i++) {
		struct pv_conformed_clause *c = PV_VEC_AT(&clauses,
		    struct pv_conformed_clause, i);

		c->at = at[c->at.start];
		c->label = pv_arena_dup(out->arena, c->label);
		if (c->at.end > c->at.start)
			*PV_VEC_AT(&clauses, struct pv_conformed_clause,
			    k++) = *c;
	}
	clauses.len = k;
	out->text = pv_arena_dup(out->arena, pv_buf_view(&b));
	out->runs = pv_vec_freeze(&runs, out->arena, &out->nruns);
	out->clauses = pv_vec_freeze(&clauses, out->arena, &out->nclauses);
	i = b.failed || at == NULL || out->text.ptr == NULL;
	pv_buf_release(&b);
	return i == 0 && out->runs != NULL && out->clauses != NULL;
}

enum pv_rc
pv_conform(const struct pv_conform_input *in, struct pv_conformed **out,
    struct pv_err *err)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_conformed *r = arena == NULL ? NULL :
	    pv_arena_alloc(arena, sizeof(*r));
	struct pv_conformer c = { .arena = arena, .text = PV_BUF_INIT,
		.splices = PV_VEC_INIT(struct pv_splice) };
	struct pv_vec ops = PV_VEC_INIT(struct pv_conformed_op);
	enum pv_rc rc = PV_OK;
	size_t i;

	if (r == NULL) {
		pv_arena_free(arena);
		return pv_fail_nomem(err);
	}
	r->arena = arena;
	pv_draft_init(&c.draft, arena, in->base);
	for (i = 0; i < in->namendments && rc == PV_OK; i++)
		rc = amend(&c, in, i, &ops, err);
	if (rc == PV_OK && (!write_out(&c.draft, r) || c.draft.failed ||
	    c.text.failed || c.splices.failed))
		rc = pv_fail_nomem(err);
	r->ops = pv_vec_freeze(&ops, arena, &r->nops);
	if (rc == PV_OK && r->ops == NULL)
		rc = pv_fail_nomem(err);
	for (i = 0; rc == PV_OK && i < r->nops; i++)
		r->nflagged += r->ops[i].flagged;
	pv_draft_release(&c.draft);
	pv_buf_release(&c.text);
	pv_vec_release(&c.splices);
	if (rc != PV_OK)
		pv_arena_free(arena);
	else
		*out = r;
	return rc;
}
