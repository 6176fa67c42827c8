/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/akn.h"

#include "base/digest.h"

#define ID_MAX 120      /* bytes of an identifier that others begin with */
#define NUMBER_MAX 40   /* bytes of a number in an identifier */

static const struct { const char *name, *abbreviation; } elements[] = {
	[PV_AKN_ARTICLE] = { "article", "art" },
	[PV_AKN_SECTION] = { "section", "sec" },
	[PV_AKN_SUBSECTION] = { "subsection", "subsec" },
	[PV_AKN_PARAGRAPH] = { "paragraph", "para" },
	[PV_AKN_SUBPARAGRAPH] = { "subparagraph", "subpara" },
	[PV_AKN_POINT] = { "point", "point" },
	[PV_AKN_ALINEA] = { "alinea", "al" },
	[PV_AKN_HCONTAINER] = { "hcontainer", "hcontainer" },
	[PV_AKN_CONTAINER] = { "container", "container" },
	[PV_AKN_BLOCKS] = { "blockContainer", "blockContainer" },
	[PV_AKN_RECITALS] = { "recitals", "recs" },
	[PV_AKN_RECITAL] = { "recital", "rec" }
};

const char *
pv_akn_name(enum pv_akn_element e)
{
	return elements[e].name;
}

/* How often an identifier was asked for: a hash table, never full. */
struct count { uint64_t key; uint32_t n; };

static uint32_t
count_up(struct pv_akn_plan *p, struct pv_span id)
{
	struct count *c = p->counts.ptr;
	size_t mask = p->counts.len - 1, i;
	uint64_t key = pv_hash64(id);

	for (i = (size_t)key & mask; c[i].n != 0; i = (i + 1) & mask)
		if (c[i].key == key)
			return ++c[i].n;
	c[i] = (struct count){ key, 1 };
	return 1;
}

static bool
make_counts(struct pv_akn_plan *p)
{
	size_t room = 64, need = 4 * (p->v->nclauses + 8);

	while (room < need)
		room *= 2;
	while (p->counts.len < room)
		if (pv_vec_push(&p->counts) == NULL)
			return false;
	return true;
}

/* ids[from ...) is asked for: make it unlike all that were. */
static void
settle_id(struct pv_akn_plan *p, size_t from)
{
	struct pv_span id;
	uint32_t n;

	if (p->ids.failed)
		return;
	id = pv_span(p->ids.ptr + from, p->ids.len - from);
	n = count_up(p, id);
	if (n > 1) {
		pv_buf_char(&p->ids, '-');
		pv_buf_u64(&p->ids, n);
	}
}

void
pv_akn_new_id(struct pv_akn_plan *p, struct pv_buf *out, const char *word)
{
	size_t from = p->ids.len;

	pv_buf_str(&p->ids, word);
	settle_id(p, from);
	if (p->ids.failed)
		out->failed = true;
	else
		pv_buf_add(out, p->ids.ptr + from, p->ids.len - from);
}

/*
 * "4.2" of "Section 4.2", "a" of "(a)": the number without punctuation (Akoma
 * Ntoso Naming Convention 1.0, 5.2); nothing of a bullet.
 */
static size_t
add_number(struct pv_buf *out, struct pv_span num)
{
	size_t from = num.len, n = 0;

	while (from > 0 && !pv_isspace(num.ptr[from - 1]) &&
	    num.len - from < NUMBER_MAX)
		from--;
	for (size_t i = from; i < num.len; i++) {
		char c = num.ptr[i];

		if (!pv_isalnum(c) && !(c == '.' && n > 0 &&
		    i + 1 < num.len && pv_isalnum(num.ptr[i + 1])))
			continue;
		if (n++ == 0)
			pv_buf_char(out, '_');
		pv_buf_char(out, c);
	}
	return n;
}

/* "art_4__sec_4.2__para_a": the clause's own part behind its parent's. */
static void
name_clause(struct pv_akn_plan *p, uint32_t i)
{
	const struct pv_clause *c = &p->v->clauses[i];
	struct pv_akn_clause *a = &p->clauses[i];
	struct pv_sref up = p->clauses[c->parent].id;
	size_t from = p->ids.len;

	/* the pool may move while it takes a part of itself */
	pv_buf_reserve(&p->ids, (size_t)up.len + NUMBER_MAX + 64);
	if (up.len > 0 && up.len <= ID_MAX && !p->ids.failed) {
		pv_buf_add(&p->ids, p->ids.ptr + up.off, up.len);
		pv_buf_str(&p->ids, "__");
	}
	pv_buf_str(&p->ids, a->element == PV_AKN_HCONTAINER ||
	    a->element == PV_AKN_CONTAINER ? pv_clause_kind_name(
	    (enum pv_clause_kind)c->kind) : elements[a->element].abbreviation);
	if (p->ids.failed)
		return;
	if (add_number(&p->ids, pv_version_text(p->v, c->num)) == 0 &&
	    !p->ids.failed) {
		pv_buf_char(&p->ids, '_');
		pv_buf_u64(&p->ids, count_up(p, pv_span(p->ids.ptr + from,
		    p->ids.len - from)));
	}
	settle_id(p, from);
	a->id = (struct pv_sref){ (uint32_t)from,
		(uint32_t)(p->ids.len - from) };
}

struct pv_span
pv_akn_id(const struct pv_akn_plan *p, uint32_t i)
{
	struct pv_sref r = p->clauses[i].id;

	return pv_span_sub(pv_buf_view(&p->ids), r.off, (size_t)r.off + r.len);
}

static bool
has_children(const struct pv_version *v, uint32_t i)
{
	return v->clauses[i].next > i + 1;
}

static enum pv_akn_element
hierarchy(enum pv_clause_kind kind, enum pv_akn_element up)
{
	switch (kind) {
	case PV_CLAUSE_ARTICLE:
		return PV_AKN_ARTICLE;
	case PV_CLAUSE_SECTION:
		return up == PV_AKN_SECTION || up == PV_AKN_SUBSECTION ?
		    PV_AKN_SUBSECTION : PV_AKN_SECTION;
	case PV_CLAUSE_ITEM:
		if (up == PV_AKN_PARAGRAPH)
			return PV_AKN_SUBPARAGRAPH;
		return up == PV_AKN_SUBPARAGRAPH || up == PV_AKN_POINT ?
		    PV_AKN_POINT : PV_AKN_PARAGRAPH;
	case PV_CLAUSE_PARAGRAPH:
		return PV_AKN_ALINEA;
	case PV_CLAUSE_ROOT:
	case PV_CLAUSE_TITLE:
	case PV_CLAUSE_PREAMBLE:
	case PV_CLAUSE_RECITAL:
	case PV_CLAUSE_DEFINITION:
	case PV_CLAUSE_SCHEDULE:
	case PV_CLAUSE_CONTENTS:
	case PV_CLAUSE_SIGNATURE:
		break;
	}
	return PV_AKN_HCONTAINER;
}

/* A clause of depth 1 in a part that holds blocks. */
static enum pv_akn_element
block(const struct pv_version *v, uint32_t i)
{
	const struct pv_clause *c = &v->clauses[i];

	if (c->kind == PV_CLAUSE_RECITAL)
		return has_children(v, i) && !(c->flags &
		    PV_CLAUSE_NUMBERED) ? PV_AKN_RECITALS : PV_AKN_RECITAL;
	return has_children(v, i) || c->num.end > c->num.start ||
	    c->heading.end > c->heading.start ? PV_AKN_BLOCKS :
	    PV_AKN_CONTAINER;
}

static enum pv_akn_element
choose(const struct pv_akn_plan *p, uint32_t i)
{
	const struct pv_clause *c = &p->v->clauses[i];
	const struct pv_akn_clause *up = &p->clauses[c->parent];
	enum pv_akn_element in = (enum pv_akn_element)up->element;

	if (p->clauses[i].part == PV_AKN_BODY)
		return hierarchy((enum pv_clause_kind)c->kind,
		    c->parent == 0 ? PV_AKN_ALINEA : in);
	if (c->parent == 0)
		return block(p->v, i);
	return in == PV_AKN_RECITALS ? PV_AKN_RECITAL : PV_AKN_BLOCKS;
}

static bool
is_blank(const struct pv_version *v, struct pv_range r)
{
	return pv_span_trim(pv_version_text(v, r)).len == 0;
}

/* The part that clause i of depth 1 goes into, after one in part `part`. */
static enum pv_akn_part
next_part(enum pv_clause_kind kind, enum pv_akn_part part)
{
	if (part == PV_AKN_PREFACE && (kind == PV_CLAUSE_TITLE ||
	    kind == PV_CLAUSE_CONTENTS))
		return PV_AKN_PREFACE;
	if (part <= PV_AKN_PREAMBLE && (kind == PV_CLAUSE_PREAMBLE ||
	    kind == PV_CLAUSE_RECITAL))
		return PV_AKN_PREAMBLE;
	return PV_AKN_BODY;
}

/* The signatures at the end; text of the document's own keeps all in order. */
static void
assign_parts(struct pv_akn_plan *p)
{
	const struct pv_version *v = p->v;
	enum pv_akn_part part = PV_AKN_PREFACE;
	uint32_t last = 0, i;

	if (!is_blank(v, v->clauses[0].stem))
		part = PV_AKN_BODY;
	for (i = 1; i < v->nclauses; i = v->clauses[i].next) {
		part = next_part((enum pv_clause_kind)v->clauses[i].kind,
		    part);
		p->clauses[i].part = (uint8_t)part;
		if (v->clauses[i].kind != PV_CLAUSE_SIGNATURE)
			last = v->clauses[i].next;
	}
	for (i = last; i > 0 && i < v->nclauses &&
	    is_blank(v, v->clauses[0].tail); i = v->clauses[i].next)
		p->clauses[i].part = PV_AKN_CONCLUSIONS;
	for (i = 1; i < v->nclauses; i++)
		if (v->clauses[i].parent != 0)
			p->clauses[i].part =
			    p->clauses[v->clauses[i].parent].part;
}

bool
pv_akn_plan(struct pv_akn_plan *p, const struct pv_version *v,
    const struct pv_mem *mem)
{
	*p = (struct pv_akn_plan){ .v = v, .ids = PV_BUF_INIT,
		.memory = PV_VEC_INIT(struct pv_akn_clause),
		.counts = PV_VEC_INIT(struct count) };
	p->ids.mem = p->memory.mem = p->counts.mem = mem;
	for (size_t i = 0; i < v->nclauses; i++)
		if (pv_vec_push(&p->memory) == NULL)
			return false;
	p->clauses = p->memory.ptr;
	if (!make_counts(p))
		return false;
	assign_parts(p);
	for (uint32_t i = 1; i < v->nclauses; i++) {
		p->clauses[i].element = (uint8_t)choose(p, i);
		name_clause(p, i);
	}
	return !p->ids.failed;
}

void
pv_akn_plan_release(struct pv_akn_plan *p)
{
	pv_vec_release(&p->memory);
	pv_vec_release(&p->counts);
	pv_buf_release(&p->ids);
}
