/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/segment.h"

#include "ingest/build.h"
#include "ingest/heading.h"
#include "ingest/mark.h"
#include "ingest/outline.h"
#include "ingest/part.h"
#include "ingest/tree.h"
#include "model/sentence.h"

#define NUMBERED_MIN 3          /* numbers that make a numbered document */

/* The choice at mark i, or PV_NONE. */
static uint32_t
chosen(const struct pv_build *b, uint32_t mark)
{
	return b->next < b->choices.len &&
	    pv_choice_at(b, b->next)->mark == mark ? b->next : PV_NONE;
}

static bool
starts_low(const struct pv_build *b, uint32_t at)
{
	return at < b->v->text.len && pv_islower(b->v->text.ptr[at]);
}

/* The last byte before `at` that counts, past "and" and "or". */
static char
ending(const struct pv_build *b, uint32_t from, uint32_t at)
{
	static const char *const joints[] = { "and", "or", "and/or" };
	struct pv_span s = pv_span_trim(pv_span_sub(b->v->text, from, at));

	for (size_t i = 0; i < 3; i++) {
		struct pv_span j = pv_span_str(joints[i]);

		if (s.len > j.len && pv_span_ends(s, j) &&
		    pv_isspace(s.ptr[s.len - j.len - 1])) {
			s = pv_span_trim(pv_span_sub(s, 0, s.len - j.len));
			if (s.len > 0 && pv_isalpha(s.ptr[s.len - 1]))
				return ',';
			break;
		}
	}
	while (s.len > 1 && (s.ptr[s.len - 1] == '"' ||
	    s.ptr[s.len - 1] == ')'))
		s.len--;
	return s.len == 0 ? '\0' : s.ptr[s.len - 1];
}

/* Whether the clause that ends at `at` leaves its sentence open. */
static bool
leaves_open(const struct pv_build *b, uint32_t clause, uint32_t at)
{
	char c = ending(b, pv_clause_of(b, clause)->all.start, at);

	return c != '\0' && c != '.' && c != '?' && c != '!';
}

static void
set_flag(const struct pv_build *b, uint32_t clause, unsigned flag)
{
	pv_clause_of(b, clause)->flags |= (uint8_t)flag;
}

/* Remember where the sentence of an inline list ends. */
static void
watch(struct pv_build *b, uint32_t clause, uint32_t mark)
{
	const struct pv_mark *k = pv_mark_at(&b->m, mark);
	uint32_t end = b->m.paras[k->para].text.end;

	b->stop = PV_NONE;
	if (k->flags & PV_MARK_BLOCK || k->form == PV_NUM_DOT ||
	    !pv_knot_of(b, clause)->running)
		return;
	b->stop = clause;
	/* The items of one sentence share its end: look for it once. */
	if (k->end < b->sentence.start || k->end >= b->sentence.end)
		b->sentence = (struct pv_range){ k->end,
			pv_sentence_end(b->v->text, k->end, end) };
	b->stop_at = b->sentence.end;
	while (b->stop_at < end && pv_isspace(b->v->text.ptr[b->stop_at]))
		b->stop_at++;
	if (b->stop_at >= end)
		b->stop = PV_NONE;
}

/* The clause whose sentence the inline list of `item` is part of. */
static uint32_t
sentence_owner(const struct pv_build *b, uint32_t item)
{
	uint32_t up = pv_parent_of(b, item);

	while (pv_clause_of(b, up)->flags & PV_CLAUSE_INLINE &&
	    pv_knot_of(b, up)->running)
		up = pv_parent_of(b, up);
	return up;
}

/* Whether clause i, which the next number needs, is open below `owner`. */
static bool
goes_on_in(const struct pv_build *b, uint32_t i, uint32_t owner)
{
	return i != PV_NONE && i > owner && pv_tree_is_open(&b->t, i);
}

/* The text has reached `at`: an inline list may have ended before. */
static void
pass(struct pv_build *b, uint32_t at, const struct pv_choice *c)
{
	uint32_t prev = c == NULL || c->prev == PV_NONE ? PV_NONE :
	    b->clause_of[c->prev];
	uint32_t up = c == NULL || c->up == PV_NONE ? PV_NONE :
	    b->clause_of[c->up];
	uint32_t stop = b->stop, owner;

	if (stop == PV_NONE || at < b->stop_at)
		return;
	b->stop = PV_NONE;
	if (!pv_tree_is_open(&b->t, stop))
		return;
	owner = sentence_owner(b, stop);
	if (goes_on_in(b, prev, owner) || goes_on_in(b, up, owner))
		return;
	pv_tree_tail(&b->t, owner, b->stop_at);
}

static void
open_number(struct pv_build *b, uint32_t choice)
{
	const struct pv_choice *c = pv_choice_at(b, choice);
	const struct pv_mark *k = pv_mark_at(&b->m, c->mark);
	uint32_t prev = c->prev == PV_NONE ? PV_NONE : b->clause_of[c->prev];
	uint32_t parent, i;
	enum pv_clause_kind kind;
	bool running;

	pass(b, k->at, c);
	running = prev != PV_NONE ? leaves_open(b, prev, k->at) :
	    leaves_open(b, b->t.current, k->at);
	parent = pv_place(b, c);
	kind = pv_place_kind(b, c, parent);
	i = pv_tree_open(&b->t, parent, k->at, kind);
	b->clause_of[choice] = i;
	if (i == PV_NONE)
		return;
	pv_knot_of(b, i)->choice = choice;
	pv_knot_of(b, i)->form = k->form;
	pv_knot_of(b, i)->prefix = k->prefix;
	pv_knot_of(b, i)->numeral = c->numeral;
	pv_knot_of(b, i)->running = running;
	pv_knot_of(b, i)->level = k->flags & PV_MARK_HEADED ? k->level : 0;
	pv_describe(b, i, c->mark);
	if (pv_clause_of(b, i)->heading.end > pv_clause_of(b, i)->heading.start)
		pv_knot_of(b, i)->running = false;
	if (c->up != PV_NONE && (k->flags & PV_MARK_RELATIVE ||
	    (prev != PV_NONE && pv_clause_of(b, prev)->flags &
	    PV_CLAUSE_DERIVED && k->form == PV_NUM_DOT)))
		set_flag(b, i, PV_CLAUSE_DERIVED);
	pv_label_number(&b->t, i, k, c, b->scoped);
	watch(b, i, c->mark);
}

static bool
text_is(const struct pv_build *b, uint32_t at, const char *word)
{
	return pv_span_istarts(pv_span_sub(b->v->text, at, b->v->text.len),
	    pv_span_str(word));
}

static void
open_recital(struct pv_build *b, uint32_t at)
{
	uint32_t up = b->recitals != PV_NONE ? b->recitals : b->container, i;

	i = pv_tree_open(&b->t, up, at, PV_CLAUSE_RECITAL);
	if (i != PV_NONE)
		pv_label_count(&b->t, i, "recital:", ++b->nrecitals);
}

static void
open_paragraph(struct pv_build *b, uint32_t parent, uint32_t at)
{
	uint32_t i = pv_tree_open(&b->t, parent, at, PV_CLAUSE_PARAGRAPH);

	if (i != PV_NONE)
		pv_label_paragraph(&b->t, i);
}

static void
open_plain(struct pv_build *b, uint32_t at, enum pv_clause_kind kind,
    const char *word)
{
	uint32_t i = pv_tree_open(&b->t, b->container, at, kind);

	if (i != PV_NONE)
		pv_label_plain(&b->t, i, word);
}

/* Numbers begin anew when more than one top list of this part opens. */
static bool
is_scoped(const struct pv_build *b, uint32_t mark)
{
	uint32_t opened = 0, end = mark + 1;

	while (end < b->m.marks.len &&
	    pv_mark_at(&b->m, end)->kind != PV_MARK_PART)
		end++;
	for (uint32_t i = b->next; i < b->choices.len && opened < 2; i++) {
		const struct pv_choice *c = pv_choice_at(b, i);
		const struct pv_mark *k = pv_mark_at(&b->m, c->mark);

		if (c->mark >= end)
			break;
		opened += c->up == PV_NONE && c->prev == PV_NONE &&
		    k->nparts == 1 && k->prefix == PV_NUM_PLAIN &&
		    c->value <= 1;
	}
	return opened > 1;
}

/* Where the title of the schedule at mark k stands: before its first number. */
static struct pv_range
schedule_title(const struct pv_build *b, const struct pv_mark *k)
{
	struct pv_range r = { k->end, b->m.paras[k->para].text.end };
	uint32_t c = pv_upcoming(b), at;

	if (!pv_schedule_named(pv_span_sub(b->v->text, k->at, k->end)))
		return (struct pv_range){ k->at, k->end };
	if (c != PV_NONE) {
		at = pv_mark_at(&b->m, pv_choice_at(b, c)->mark)->at;
		r.end = at > r.start && at < r.end ? at : r.end;
	}
	return r;
}

static void
open_schedule(struct pv_build *b, const struct pv_mark *k)
{
	uint32_t i;

	b->container = 0;
	i = pv_tree_open(&b->t, 0, k->at, PV_CLAUSE_SCHEDULE);
	if (i == PV_NONE)
		return;
	pv_clause_of(b, i)->num = (struct pv_range){ k->at, k->end };
	if (!pv_schedule_named(pv_version_text(b->v, pv_clause_of(b, i)->num)))
		pv_clause_of(b, i)->num.end = k->at;
	pv_clause_of(b, i)->heading = pv_heading_run(b->v->text,
	    schedule_title(b, k), 0,
	    b->m.paras[k->para].kind == PV_BLOCK_HEADING);
	pv_label_schedule(&b->t, i, (struct pv_range){ k->at, k->end });
	b->container = i;
	pv_knot_of(b, i)->pars = 0;
	if (pv_clause_of(b, i)->heading.end == pv_clause_of(b, i)->heading.start)
		b->awaiting = i;
}

static void
open_recitals(struct pv_build *b, const struct pv_mark *k)
{
	const struct pv_para *p = &b->m.paras[k->para];
	uint32_t i, end = k->at;

	b->recitals = PV_NONE;
	if (text_is(b, k->at, "whereas") && !(k->at == p->text.start &&
	    p->text.end - p->text.start < 12)) {
		if (k->at != p->text.start)
			open_recital(b, k->at);
		return;
	}
	if (b->v->text.ptr[k->at] == '(')
		return;
	i = pv_tree_open(&b->t, b->container, k->at, PV_CLAUSE_RECITAL);
	if (i == PV_NONE)
		return;
	while (end < p->text.end && (pv_isupper(b->v->text.ptr[end]) ||
	    (k->at == p->text.start && p->text.end - k->at < 60) ||
	    (pv_isspace(b->v->text.ptr[end]) && end + 2 < p->text.end &&
	    (pv_isspace(b->v->text.ptr[end + 2]) ||
	    b->v->text.ptr[end + 2] == ':'))))
		end++;
	while (end > k->at && !pv_isalpha(b->v->text.ptr[end - 1]))
		end--;
	pv_clause_of(b, i)->heading = (struct pv_range){ k->at, end };
	pv_label_plain(&b->t, i, "recitals");
	b->recitals = i;
}

/* Is the mark a number that was chosen, and does it stand at `at`? */
static bool
numbered_at(const struct pv_build *b, uint32_t mark, uint32_t at)
{
	return mark < b->m.marks.len && pv_mark_at(&b->m, mark)->at == at &&
	    chosen(b, mark) != PV_NONE;
}

static void
open_part(struct pv_build *b, uint32_t mark)
{
	const struct pv_mark *k = pv_mark_at(&b->m, mark);
	const struct pv_para *p = &b->m.paras[k->para];

	pass(b, k->at, NULL);
	b->stop = PV_NONE;
	if (mark + 1 < b->m.marks.len && k->part == PV_PART_TITLE &&
	    pv_mark_at(&b->m, mark + 1)->at == k->at)
		return;
	switch ((enum pv_part_kind)k->part) {
	case PV_PART_TITLE:
		open_plain(b, k->at, PV_CLAUSE_TITLE, "title");
		break;
	case PV_PART_PREAMBLE:
		open_plain(b, k->at, PV_CLAUSE_PREAMBLE, "preamble");
		break;
	case PV_PART_RECITALS:
		open_recitals(b, k);
		break;
	case PV_PART_BODY:
		b->recitals = PV_NONE;
		if (k->at != p->text.start && !numbered_at(b, mark + 1, k->at))
			open_paragraph(b, b->container, k->at);
		break;
	case PV_PART_CONTENTS:
		open_plain(b, k->at, PV_CLAUSE_CONTENTS, "contents");
		break;
	case PV_PART_SIGNATURE:
		open_plain(b, k->at, PV_CLAUSE_SIGNATURE, "signature");
		break;
	case PV_PART_SCHEDULE:
		open_schedule(b, k);
		break;
	}
	b->scoped = is_scoped(b, mark);
}

/* Whether the numbers go on with the list that clause i is an item of. */
static bool
list_goes_on(const struct pv_build *b, uint32_t i)
{
	uint32_t c = pv_upcoming(b), prev;

	if (c == PV_NONE || pv_choice_at(b, c)->prev == PV_NONE)
		return false;
	prev = b->clause_of[pv_choice_at(b, c)->prev];
	return prev != PV_NONE && pv_tree_is_open(&b->t, prev) && prev <= i &&
	    (prev == i || pv_parent_of(b, prev) != 0);
}

/* An unnumbered paragraph after an item: whose text is it? */
static void
after_item(struct pv_build *b, uint32_t at)
{
	uint32_t i = b->t.current, item = i;
	char last = ending(b, pv_clause_of(b, i)->all.start, at);
	bool open;

	while (item != 0 && pv_clause_of(b, item)->kind != PV_CLAUSE_ITEM)
		item = pv_parent_of(b, item);
	if (item == 0 || list_goes_on(b, item))
		return;
	open = leaves_open(b, i, at);
	if (!open && (starts_low(b, at) || pv_knot_of(b, item)->running))
		pv_tree_tail(&b->t, pv_parent_of(b, item), at);
	else if (open && starts_low(b, at) && pv_knot_of(b, item)->running &&
	    (last == ';' || last == ','))
		pv_tree_tail(&b->t, pv_parent_of(b, item), at);
}

static void
open_text(struct pv_build *b, uint32_t at)
{
	uint32_t i = b->t.current;

	if (at < b->v->text.len && b->v->text.ptr[at] == ' ')
		at++;
	switch ((enum pv_clause_kind)pv_clause_of(b, i)->kind) {
	case PV_CLAUSE_TITLE:
	case PV_CLAUSE_PREAMBLE:
	case PV_CLAUSE_RECITAL:
	case PV_CLAUSE_CONTENTS:
	case PV_CLAUSE_SIGNATURE:
		open_paragraph(b, b->container, at);
		break;
	case PV_CLAUSE_ROOT:
		open_paragraph(b, i, at);
		break;
	case PV_CLAUSE_SCHEDULE:
	case PV_CLAUSE_SECTION:
		if (pv_knot_of(b, i)->choice != PV_NONE)
			break;
		if (pv_knot_of(b, i)->pars > 0 || pv_knot_of(b, i)->parent)
			open_paragraph(b, i, at);
		else
			pv_knot_of(b, i)->pars = 1;
		break;
	case PV_CLAUSE_PARAGRAPH:
		if (!starts_low(b, at))
			open_paragraph(b, pv_parent_of(b, i), at);
		break;
	case PV_CLAUSE_ITEM:
		after_item(b, at);
		break;
	case PV_CLAUSE_ARTICLE:
	case PV_CLAUSE_DEFINITION:
		break;
	}
}

static void
open_recital_text(struct pv_build *b, const struct pv_mark *k)
{
	uint32_t i = b->t.current;
	bool group = i == b->recitals;

	if (group && k->at == pv_clause_of(b, i)->all.start)
		return;
	if (text_is(b, k->at, "whereas") || group ||
	    pv_clause_of(b, i)->kind != PV_CLAUSE_RECITAL ||
	    (pv_knot_of(b, i)->choice == PV_NONE && !starts_low(b, k->at) &&
	    !leaves_open(b, i, k->at)))
		open_recital(b, k->at);
}

static void
open_para(struct pv_build *b, const struct pv_mark *k)
{
	pass(b, k->at, NULL);
	b->stop = PV_NONE;
	if (k->part == PV_PART_RECITALS)
		open_recital_text(b, k);
	else if (k->part == PV_PART_PREAMBLE)
		return;
	else
		open_text(b, k->at);
}

static void
open_head(struct pv_build *b, uint32_t mark)
{
	const struct pv_mark *k = pv_mark_at(&b->m, mark);
	struct pv_range h = { k->at, k->end };
	uint32_t awaiting = b->awaiting, up, i;

	b->awaiting = PV_NONE;
	pass(b, k->at, NULL);
	b->stop = PV_NONE;
	while (h.end > h.start && (b->v->text.ptr[h.end - 1] == '.' ||
	    b->v->text.ptr[h.end - 1] == ':' ||
	    pv_isspace(b->v->text.ptr[h.end - 1])))
		h.end--;
	if (awaiting != PV_NONE && awaiting == b->t.current) {
		pv_clause_of(b, awaiting)->heading = h;
		return;
	}
	up = k->part == PV_PART_BODY ? pv_place_head(b, mark) : PV_NONE;
	if (up == PV_NONE) {
		open_para(b, k);
		return;
	}
	i = pv_tree_open(&b->t, up, k->at, PV_CLAUSE_SECTION);
	if (i == PV_NONE)
		return;
	pv_clause_of(b, i)->heading = h;
	pv_knot_of(b, i)->pars = 0;
	pv_knot_of(b, i)->level = k->rank == PV_HEAD_CERTAIN ? k->level :
	    (uint16_t)(PV_HEADING_LEVEL + (k->rank == PV_HEAD_WEAK));
	if (pv_is_reserved(pv_version_text(b->v, h)))
		set_flag(b, i, PV_CLAUSE_RESERVED);
	pv_label_text(&b->t, i, "", pv_version_text(b->v, h));
}

/* The bullet in front of a clause stands for its number. */
static void
set_bullet(const struct pv_build *b, uint32_t clause, uint32_t at,
    uint32_t end)
{
	while (end > at && pv_isspace(b->v->text.ptr[end - 1]))
		end--;
	pv_clause_of(b, clause)->num = (struct pv_range){ at, end };
}

static void
open_definition(struct pv_build *b, const struct pv_mark *k)
{
	struct pv_range term = { k->term, k->end };
	uint32_t i, up;

	pass(b, k->at, NULL);
	b->stop = PV_NONE;
	while (term.start < term.end && b->v->text.ptr[term.start] == '"')
		term.start++;
	while (term.end > term.start && (b->v->text.ptr[term.end - 1] == '"' ||
	    b->v->text.ptr[term.end - 1] == ',' ||
	    pv_isspace(b->v->text.ptr[term.end - 1])))
		term.end--;
	up = b->t.current;
	for (i = up; i != b->container && i != 0; i = pv_parent_of(b, i))
		if (pv_clause_of(b, i)->kind == PV_CLAUSE_DEFINITION)
			up = pv_parent_of(b, i);
	while (up != b->container && up != 0 && (pv_clause_of(b, up)->kind ==
	    PV_CLAUSE_PARAGRAPH || pv_clause_of(b, up)->kind == PV_CLAUSE_PREAMBLE ||
	    pv_clause_of(b, up)->kind == PV_CLAUSE_TITLE ||
	    (pv_clause_of(b, up)->kind == PV_CLAUSE_ITEM &&
	    !list_goes_on(b, up))))
		up = pv_parent_of(b, up);
	i = pv_tree_open(&b->t, up, k->at, PV_CLAUSE_DEFINITION);
	if (i == PV_NONE)
		return;
	if (!(k->flags & PV_MARK_BLOCK))
		set_flag(b, i, PV_CLAUSE_INLINE);
	pv_knot_of(b, i)->level = k->level;
	set_bullet(b, i, k->at, k->term);
	pv_label_text(&b->t, i, "def:", pv_version_text(b->v, term));
}

static void
open_bullet(struct pv_build *b, const struct pv_mark *k)
{
	uint32_t up = b->t.current, i;
	uint16_t level = k->level > 0 ? k->level : 1;

	pass(b, k->at, NULL);
	b->stop = PV_NONE;
	up = b->t.current;
	if (pv_clause_of(b, up)->kind == PV_CLAUSE_TITLE ||
	    pv_clause_of(b, up)->kind == PV_CLAUSE_PREAMBLE)
		up = b->container;
	for (i = up; i != b->container && i != 0; i = pv_parent_of(b, i))
		if ((pv_clause_of(b, i)->kind == PV_CLAUSE_ITEM ||
		    pv_clause_of(b, i)->kind == PV_CLAUSE_DEFINITION) &&
		    pv_knot_of(b, i)->choice == PV_NONE &&
		    pv_knot_of(b, i)->level >= level)
			up = pv_parent_of(b, i);
	if (pv_knot_of(b, up)->tailed && b->t.current == up)
		pv_tree_settle(&b->t, up);
	i = pv_tree_open(&b->t, b->t.current > up && pv_is_annotation(b,
	    b->t.current) && pv_clause_of(b, b->t.current)->kind ==
	    PV_CLAUSE_PARAGRAPH ? b->t.current : up, k->at, PV_CLAUSE_ITEM);
	if (i == PV_NONE)
		return;
	pv_knot_of(b, i)->level = level;
	pv_knot_of(b, i)->running = true;
	set_bullet(b, i, k->at, k->end);
	pv_label_paragraph(&b->t, i);
}

static void
build(struct pv_build *b)
{
	for (uint32_t i = 0; i < b->m.marks.len; i++) {
		const struct pv_mark *k = pv_mark_at(&b->m, i);
		uint32_t c = chosen(b, i);

		if (k->kind != PV_MARK_HEAD && (k->kind != PV_MARK_NUMBER ||
		    c != PV_NONE))
			b->awaiting = PV_NONE;
		switch ((enum pv_mark_kind)k->kind) {
		case PV_MARK_PART:
			open_part(b, i);
			break;
		case PV_MARK_NUMBER:
			if (c != PV_NONE) {
				open_number(b, c);
				b->next++;
			} else if (k->flags & PV_MARK_BLOCK) {
				open_para(b, k);
			}
			break;
		case PV_MARK_HEAD:
			open_head(b, i);
			break;
		case PV_MARK_DEFINITION:
			open_definition(b, k);
			break;
		case PV_MARK_BULLET:
			open_bullet(b, k);
			break;
		case PV_MARK_PARA:
			open_para(b, k);
			break;
		}
	}
	pass(b, (uint32_t)b->v->text.len, NULL);
}

/* The diagnostics came before us: a longer copy takes their place. */
static bool
note_oversize(struct pv_version *v)
{
	struct pv_diag *d = pv_arena_array(v->arena, v->ndiags + 1, sizeof(*d));

	if (d == NULL)
		return false;
	if (v->ndiags > 0)
		memcpy(d, v->diags, v->ndiags * sizeof(*d));
	d[v->ndiags] = (struct pv_diag){ .severity = PV_SEV_NOTE,
		.src = PV_NONE };
	d[v->ndiags].code = pv_version_add(v, PV_SPAN("N-CLAUSECAP"));
	d[v->ndiags].msg = pv_version_add(v, PV_SPAN(
	    "text without clause breaks was cut at 64 KiB"));
	v->diags = d;
	v->ndiags++;
	return !v->failed;
}

static bool
count_numbers(struct pv_build *b)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->choices.len; i++) {
		const struct pv_choice *c = pv_choice_at(b, i);
		const struct pv_mark *k = pv_mark_at(&b->m, c->mark);

		n += c->up == PV_NONE && k->flags & PV_MARK_BLOCK &&
		    !pv_is_item(k, c->numeral);
		b->clause_of[i] = PV_NONE;
	}
	return n >= NUMBERED_MIN;
}

static bool
segment(struct pv_build *b)
{
	struct pv_vec parts = PV_VEC_INIT(struct pv_part);
	bool ok;

	parts.mem = b->m.marks.mem;
	pv_parts(b->v->text, b->m.paras, b->m.nparas, &parts);
	pv_marks_find(&b->m, parts.ptr, parts.len);
	ok = !parts.failed && !b->m.marks.failed && !b->m.numbers.failed;
	pv_vec_release(&parts);
	if (!ok)
		return false;
	pv_outline(&b->m, &b->choices);
	b->clause_of = pv_arena_array(b->v->arena, b->choices.len + 1,
	    sizeof(*b->clause_of));
	if (b->choices.failed || b->clause_of == NULL)
		return false;
	b->numbered = count_numbers(b);
	pv_tree_init(&b->t, b->v, &b->m);
	if (!b->t.clauses.failed && !b->t.knots.failed)
		build(b);
	ok = pv_tree_finish(&b->t) &&
	    (!b->t.oversize || note_oversize(b->v));
	pv_tree_release(&b->t);
	return ok;
}

enum pv_rc
pv_segment(struct pv_version *v, const struct pv_para *paras, size_t nparas,
    struct pv_err *err)
{
	struct pv_build b = { .v = v, .awaiting = PV_NONE, .stop = PV_NONE,
		.recitals = PV_NONE,
		.m = { .text = v->text, .paras = paras, .nparas = nparas,
		.marks = PV_VEC_INIT(struct pv_mark),
		.numbers = PV_VEC_INIT(struct pv_num_part) },
		.choices = PV_VEC_INIT(struct pv_choice) };
	bool ok;

	b.m.marks.mem = b.m.numbers.mem = b.choices.mem =
	    pv_arena_mem(v->arena);
	ok = segment(&b);
	pv_vec_release(&b.m.marks);
	pv_vec_release(&b.m.numbers);
	pv_vec_release(&b.choices);
	return ok ? PV_OK : pv_fail_nomem(err);
}
