/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/tree.h"

#include "ingest/heading.h"

#define NAME_MAX_BYTES 60

/* Set the label from the scratch buffer, which is cleared. */
static void
set(struct pv_tree *t, uint32_t clause)
{
	pv_tree_clause(t, clause)->label = pv_version_add(t->v,
	    pv_buf_view(&t->label));
	/* A label cut short by lack of memory must not pass for one. */
	t->v->failed = t->v->failed || t->label.failed;
	pv_buf_clear(&t->label);
}

static struct pv_span
label_of(const struct pv_tree *t, uint32_t clause)
{
	return pv_version_str(t->v, pv_tree_clause(t, clause)->label);
}

/* "Schedule 2, " when the clause stands in a schedule. */
static void
add_schedule(struct pv_tree *t, uint32_t clause)
{
	uint32_t up = pv_tree_clause(t, clause)->parent;

	for (; up != PV_NONE; up = pv_tree_clause(t, up)->parent)
		if (pv_tree_clause(t, up)->kind == PV_CLAUSE_SCHEDULE) {
			pv_buf_span(&t->label, label_of(t, up));
			pv_buf_str(&t->label, ", ");
			return;
		}
}

void
pv_label_plain(struct pv_tree *t, uint32_t clause, const char *word)
{
	add_schedule(t, clause);
	pv_buf_str(&t->label, word);
	set(t, clause);
}

void
pv_label_count(struct pv_tree *t, uint32_t clause, const char *tag, uint32_t n)
{
	add_schedule(t, clause);
	pv_buf_str(&t->label, tag);
	pv_buf_u64(&t->label, n);
	set(t, clause);
}

void
pv_label_paragraph(struct pv_tree *t, uint32_t clause)
{
	uint32_t up = pv_tree_clause(t, clause)->parent;
	struct pv_span base = label_of(t, up);

	if (base.len > 0) {
		pv_buf_span(&t->label, base);
		pv_buf_str(&t->label, pv_tree_clause(t, up)->kind ==
		    PV_CLAUSE_SCHEDULE ? ", " : " ");
	}
	pv_buf_str(&t->label, "par:");
	pv_buf_u64(&t->label, ++pv_tree_knot(t, up)->pars);
	set(t, clause);
}

static struct pv_span
shortened(struct pv_span s)
{
	size_t n = NAME_MAX_BYTES;

	s = pv_span_trim(s);
	if (s.len <= n)
		return s;
	while (n > 0 && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
		n--;
	return pv_span_trim(pv_span_sub(s, 0, n));
}

void
pv_label_text(struct pv_tree *t, uint32_t clause, const char *tag,
    struct pv_span text)
{
	add_schedule(t, clause);
	pv_buf_str(&t->label, tag);
	pv_buf_span(&t->label, shortened(text));
	set(t, clause);
}

void
pv_label_schedule(struct pv_tree *t, uint32_t clause, struct pv_range name)
{
	struct pv_span s = pv_version_text(t->v, name);
	bool word = pv_schedule_named(s);

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (pv_isspace(c))
			word = false;
		if (c == '"')
			continue;
		pv_buf_char(&t->label, word && i > 0 ? pv_tolower(c) : c);
	}
	set(t, clause);
}

/* The component as it is cited: no leading zeros, words as figures. */
static void
add_piece(struct pv_tree *t, const struct pv_num_part *p, bool figures)
{
	struct pv_span s = pv_span_sub(t->v->text, p->start,
	    (size_t)p->start + p->len);

	if (figures && !pv_isdigit(s.ptr[0]) && s.len > 0) {
		pv_buf_u64(&t->label, p->value);
		return;
	}
	while (s.len > 1 && s.ptr[0] == '0')
		s = pv_span_sub(s, 1, s.len);
	pv_buf_span(&t->label, s);
}

static bool
is_arabic(const struct pv_num_part *p)
{
	return p->numeral == PV_NUMERAL_ARABIC;
}

static bool
is_upper(const struct pv_num_part *p)
{
	return p->numeral == PV_NUMERAL_UPPER ||
	    p->numeral == PV_NUMERAL_UROMAN;
}

static void
decimal(struct pv_tree *t, uint32_t clause, const struct pv_mark *k)
{
	add_schedule(t, clause);
	for (uint8_t i = 0; i < k->nparts; i++) {
		const struct pv_num_part *p = pv_mark_part(t->m, k, i);
		bool item = i > 0 && !is_arabic(p) && !is_upper(p);

		if (i > 0)
			pv_buf_char(&t->label, item ? '(' : '.');
		add_piece(t, p, false);
		if (item)
			pv_buf_char(&t->label, ')');
	}
	set(t, clause);
}

/* The clause whose label the number is added to; 0 = none. */
static uint32_t
base_of(const struct pv_tree *t, uint32_t clause, bool scoped)
{
	uint32_t up = pv_tree_clause(t, clause)->parent;

	while (up != 0 && pv_tree_clause(t, up)->kind == PV_CLAUSE_SECTION &&
	    pv_tree_knot(t, up)->choice == PV_NONE && !scoped)
		up = pv_tree_clause(t, up)->parent;
	if (up != 0 && pv_tree_clause(t, up)->kind == PV_CLAUSE_RECITAL &&
	    pv_tree_clause(t, up)->label.len == strlen("recitals"))
		return 0;
	return up;
}

static bool
is_itemlike(const struct pv_mark *k, const struct pv_num_part *p)
{
	return k->form != PV_NUM_DOT || (!is_arabic(p) && !is_upper(p));
}

/* "4" + "(a)", "Schedule 2" + ", 1", "II" + ".A", "4(a)" + "(1)" */
static void
add_join(struct pv_tree *t, uint32_t base, const struct pv_mark *k,
    const struct pv_num_part *p, uint32_t value)
{
	const struct pv_clause *up = pv_tree_clause(t, base);
	const struct pv_knot *knot = pv_tree_knot(t, base);
	bool item = is_itemlike(k, p), inner;

	inner = knot->choice != PV_NONE && (knot->form != PV_NUM_DOT ||
	    up->kind == PV_CLAUSE_ITEM);
	if (base != 0 && knot->prefix == PV_NUM_ARTICLE && !item) {
		if (value <= 1 || k->prefix == PV_NUM_PLAIN)
			pv_tree_knot(t, base)->restarts = true;
		if (knot->restarts) {
			pv_buf_str(&t->label, "Article ");
			pv_buf_span(&t->label, label_of(t, base));
			pv_buf_str(&t->label, ", ");
		}
		add_piece(t, p, false);
		return;
	}
	if (base != 0)
		pv_buf_span(&t->label, label_of(t, base));
	if (base != 0 && (up->kind == PV_CLAUSE_SCHEDULE || (!item && !inner &&
	    knot->choice == PV_NONE) || (knot->prefix == PV_NUM_PART && !item)))
		pv_buf_str(&t->label, ", ");
	else if (base != 0 && !item && !inner)
		pv_buf_char(&t->label, '.');
	if (item || inner)
		pv_buf_char(&t->label, '(');
	add_piece(t, p, false);
	if (item || inner)
		pv_buf_char(&t->label, ')');
}

void
pv_label_number(struct pv_tree *t, uint32_t clause, const struct pv_mark *k,
    const struct pv_choice *c, bool scoped)
{
	const struct pv_num_part *p = pv_mark_part(t->m, k,
	    (size_t)k->nparts - 1);

	if (k->nparts > 1) {
		decimal(t, clause, k);
		return;
	}
	if (k->prefix == PV_NUM_ARTICLE || k->prefix == PV_NUM_PART) {
		struct pv_num_part q = *p;

		q.value = c->value;
		add_schedule(t, clause);
		if (k->prefix == PV_NUM_PART)
			pv_buf_str(&t->label, "Part ");
		add_piece(t, &q, k->prefix == PV_NUM_ARTICLE &&
		    c->numeral != PV_NUMERAL_UPPER);
		set(t, clause);
		return;
	}
	if (k->part == PV_PART_RECITALS && base_of(t, clause, scoped) == 0) {
		pv_buf_str(&t->label, "recital:");
		add_piece(t, p, false);
		set(t, clause);
		return;
	}
	add_join(t, base_of(t, clause, scoped), k, p, c->value);
	set(t, clause);
}
