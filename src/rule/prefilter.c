/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/prefilter.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

/*
 * Aho-Corasick over classes of folded bytes, as a full transition table: one
 * load a byte.  Class 0 is every byte that no literal holds.
 */
#define STATES_MAX ((size_t)1 << 20) /* then patterns go unfiltered */
#define NONE UINT32_MAX

/* A literal that ends in a state: whose it is. */
struct literal {
	uint32_t group; /* of those that differ: patterns share them */
	uint32_t next;  /* another group with this literal */
};

/* A branch that needs a group. */
struct need {
	uint32_t branch;
	uint32_t next; /* another need of the same group */
};

/* A group in a branch. */
struct part {
	uint32_t group, rank;
};

struct branch {
	uint32_t pattern;
	uint32_t first, n; /* its parts, by rank */
	uint32_t distinct; /* different groups among them */
};

struct pv_prefilter {
	uint8_t class[256]; /* of a byte, after folding */
	size_t nclasses;
	size_t nstates;
	uint32_t *next; /* [state * nclasses + class] */
	uint32_t *out;  /* first literal that ends in a state */
	uint32_t *also; /* longest proper suffix with literals, or 0 */
	struct literal *literals;
	uint32_t *needed; /* a group's first need */
	struct need *needs;
	struct part *parts;
	struct branch *branches;
	size_t npatterns, nbranches, ngroups;
	bool *filtered;         /* patterns of which something is known */
	const uint32_t *always; /* patterns that need nothing */
	size_t nalways;
};

static void
number_bytes(struct pv_prefilter *pf, const struct pv_literal_group *group)
{
	size_t k, b;

	for (k = 0; k < group->n; k++) {
		for (b = 0; b < group->literals[k].len; b++) {
			uint8_t *c =
			    &pf->class[(unsigned char)group->literals[k]
					   .ptr[b]];

			if (*c == 0)
				*c = (uint8_t)pf->nclasses++;
		}
	}
}

static void
number_classes(struct pv_prefilter *pf, const struct pv_literals *needs)
{
	size_t i, j, g, b;

	pf->nclasses = 1;
	for (i = 0; i < pf->npatterns; i++)
		for (j = 0; j < needs[i].n; j++)
			for (g = 0; g < needs[i].branches[j].n; g++)
				number_bytes(
				    pf, &needs[i].branches[j].groups[g]);
	for (b = 'A'; b <= 'Z'; b++)
		pf->class[b] = pf->class[b - 'A' + 'a'];
	for (b = '\t'; b <= '\r'; b++)
		pf->class[b] = pf->class[' '];
}

/* The trie while it grows: children of a node as a list of siblings. */
struct node {
	uint32_t child, sibling;
	uint32_t out; /* first literal that ends here */
	uint8_t class;
};

struct builder {
	struct pv_prefilter *pf;
	struct pv_vec nodes;    /* struct node */
	struct pv_vec literals; /* struct literal */
	struct pv_vec needed;   /* uint32_t, one a group */
	struct pv_vec needs;    /* struct need */
	struct pv_vec parts;    /* struct part */
	struct pv_vec branches; /* struct branch */
	struct pv_vec table;    /* struct known: groups by their literals */
	bool failed;
};

/* A slot of the table of groups; literals is NULL when it is free. */
struct known {
	const struct pv_literal_group *literals;
	uint32_t group;
};

static size_t
count_bytes(const struct pv_literals *need)
{
	size_t j, g, k, n = 0;

	for (j = 0; j < need->n; j++)
		for (g = 0; g < need->branches[j].n; g++)
			for (k = 0; k < need->branches[j].groups[g].n; k++)
				n +=
				    need->branches[j].groups[g].literals[k].len;
	return n;
}

static uint32_t
new_node(struct builder *b, uint8_t class)
{
	struct node n = { 0, 0, NONE, class };

	if (!pv_vec_add(&b->nodes, &n))
		b->failed = true;
	return (uint32_t)b->nodes.len - 1;
}

/* The child of a node under a class, made when it is not there. */
static uint32_t
child(struct builder *b, uint32_t parent, uint8_t class)
{
	uint32_t i = PV_VEC_AT(&b->nodes, struct node, parent)->child, made;

	while (i != 0) {
		const struct node *n = PV_VEC_AT(&b->nodes, struct node, i);

		if (n->class == class)
			return i;
		i = n->sibling;
	}
	made = new_node(b, class);
	if (b->failed)
		return 0;
	PV_VEC_AT(&b->nodes, struct node, made)->sibling =
	    PV_VEC_AT(&b->nodes, struct node, parent)->child;
	PV_VEC_AT(&b->nodes, struct node, parent)->child = made;
	return made;
}

static void
insert(struct builder *b, struct pv_span s, uint32_t group)
{
	struct literal l = { group, NONE };
	struct node *last;
	uint32_t node = 0;
	size_t i;

	for (i = 0; i < s.len; i++)
		node = child(b, node, b->pf->class[(unsigned char)s.ptr[i]]);
	last = PV_VEC_AT(&b->nodes, struct node, node);
	l.next = last->out;
	last->out = (uint32_t)b->literals.len;
	if (!pv_vec_add(&b->literals, &l))
		b->failed = true;
}

static bool
same_literals(
    const struct pv_literal_group *x, const struct pv_literal_group *y)
{
	size_t k;

	if (x->n != y->n)
		return false;
	for (k = 0; k < x->n; k++)
		if (!pv_span_eq(x->literals[k], y->literals[k]))
			return false;
	return true;
}

/* The slot of a group, or the free one where it belongs; never full. */
static struct known *
find_group(struct builder *b, const struct pv_literal_group *g)
{
	size_t k, i, mask = b->table.len - 1;
	uint64_t hash = g->n;

	for (k = 0; k < g->n; k++)
		hash = hash * 31 + pv_hash64(g->literals[k]);
	for (i = (size_t)hash & mask;; i = (i + 1) & mask) {
		struct known *slot = PV_VEC_AT(&b->table, struct known, i);

		if (slot->literals == NULL || same_literals(slot->literals, g))
			return slot;
	}
}

/* The number of a group; patterns share fragments, so many are the same. */
static uint32_t
intern(struct builder *b, const struct pv_literal_group *g)
{
	struct known *slot = find_group(b, g);
	uint32_t none = NONE;
	size_t k;

	if (slot->literals != NULL)
		return slot->group;
	*slot = (struct known){ g, (uint32_t)b->needed.len };
	b->failed |= !pv_vec_add(&b->needed, &none);
	for (k = 0; k < g->n && !b->failed; k++)
		insert(b, g->literals[k], slot->group);
	return slot->group;
}

/* Add a part to the branch, kept by rank; few, so insertion will do. */
static void
add_part(struct builder *b, struct branch *branch, struct part part)
{
	struct part *parts;
	struct need need = { (uint32_t)b->branches.len, NONE };
	uint32_t *needed, i;

	if (b->failed || !pv_vec_add(&b->parts, &part)) {
		b->failed = true;
		return;
	}
	parts = PV_VEC_AT(&b->parts, struct part, branch->first);
	for (i = 0; i < branch->n; i++)
		if (parts[i].group == part.group)
			break;
	if (i == branch->n) {
		needed = PV_VEC_AT(&b->needed, uint32_t, part.group);
		need.next = *needed;
		*needed = (uint32_t)b->needs.len;
		b->failed |= !pv_vec_add(&b->needs, &need);
		branch->distinct++;
	}
	for (i = branch->n++; i > 0 && parts[i - 1].rank > part.rank; i--)
		parts[i] = parts[i - 1];
	parts[i] = part;
}

static void
insert_pattern(
    struct builder *b, uint32_t pattern, const struct pv_literals *need)
{
	size_t j, g;

	for (j = 0; j < need->n && !b->failed; j++) {
		const struct pv_literal_branch *from = &need->branches[j];
		struct branch branch = { pattern, (uint32_t)b->parts.len, 0,
			0 };

		for (g = 0; g < from->n && !b->failed; g++)
			add_part(b, &branch,
			    (struct part){ intern(b, &from->groups[g]),
				from->groups[g].rank });
		if (!pv_vec_add(&b->branches, &branch))
			b->failed = true;
	}
}

/* Room for every group at half load. */
static void
make_table(struct builder *b, const struct pv_literals *needs)
{
	const struct known none = { NULL, NONE };
	size_t i, j, groups = 1, size = 16;

	for (i = 0; i < b->pf->npatterns; i++)
		for (j = 0; j < needs[i].n; j++)
			groups += needs[i].branches[j].n;
	while (size < 2 * groups)
		size *= 2;
	while (b->table.len < size && !b->failed)
		b->failed = !pv_vec_add(&b->table, &none);
}

/* Insert what fits into the table; the other patterns always run. */
static void
insert_all(struct builder *b, const struct pv_literals *needs, uint32_t *always)
{
	size_t i;

	make_table(b, needs);
	(void)new_node(b, 0);
	for (i = 0; i < b->pf->npatterns && !b->failed; i++) {
		if (needs[i].n == 0 ||
		    b->nodes.len + count_bytes(&needs[i]) > STATES_MAX) {
			always[b->pf->nalways++] = (uint32_t)i;
			continue;
		}
		b->pf->filtered[i] = true;
		insert_pattern(b, (uint32_t)i, &needs[i]);
	}
}

/* From lists of siblings to the full table. */
static bool
lay_out(struct builder *b, struct pv_arena *arena)
{
	struct pv_prefilter *pf = b->pf;
	const struct node *nodes = b->nodes.ptr;
	size_t i, n = b->nodes.len;
	uint32_t c;

	pf->next = pv_arena_array(arena, n * pf->nclasses, sizeof(*pf->next));
	pf->out = pv_arena_array(arena, n, sizeof(*pf->out));
	pf->also = pv_arena_array(arena, n, sizeof(*pf->also));
	if (pf->next == NULL || pf->out == NULL || pf->also == NULL)
		return false;
	pf->nstates = n;
	for (i = 0; i < n; i++) {
		pf->out[i] = nodes[i].out;
		for (c = nodes[i].child; c != 0; c = nodes[c].sibling)
			pf->next[i * pf->nclasses + nodes[c].class] = c;
	}
	pf->literals = pv_vec_freeze(&b->literals, arena, &n);
	pf->needed = pv_vec_freeze(&b->needed, arena, &pf->ngroups);
	pf->needs = pv_vec_freeze(&b->needs, arena, &n);
	pf->parts = pv_vec_freeze(&b->parts, arena, &n);
	pf->branches = pv_vec_freeze(&b->branches, arena, &pf->nbranches);
	return pf->literals != NULL && pf->needed != NULL &&
	    pf->needs != NULL && pf->parts != NULL && pf->branches != NULL;
}

/* Complete the trie to an automaton, breadth first. */
static void
link_states(struct pv_prefilter *pf, uint32_t *queue, uint32_t *fail)
{
	size_t head = 0, tail = 0, c;

	for (c = 0; c < pf->nclasses; c++)
		if (pf->next[c] != 0)
			queue[tail++] = pf->next[c];
	while (head < tail) {
		uint32_t s = queue[head++];
		const uint32_t *back = &pf->next[fail[s] * pf->nclasses];

		pf->also[s] =
		    pf->out[fail[s]] != NONE ? fail[s] : pf->also[fail[s]];
		for (c = 0; c < pf->nclasses; c++) {
			uint32_t *to = &pf->next[s * pf->nclasses + c];

			if (*to == 0) {
				*to = back[c];
				continue;
			}
			fail[*to] = back[c];
			queue[tail++] = *to;
		}
	}
}

static bool
complete(struct pv_prefilter *pf, struct pv_arena *arena)
{
	struct pv_arena *tmp = pv_arena_new(pv_arena_mem(arena));
	uint32_t *queue, *fail;
	bool ok = false;

	if (tmp == NULL)
		return false;
	queue = pv_arena_array(tmp, pf->nstates, sizeof(*queue));
	fail = pv_arena_array(tmp, pf->nstates, sizeof(*fail));
	if (queue != NULL && fail != NULL) {
		link_states(pf, queue, fail);
		ok = true;
	}
	pv_arena_free(tmp);
	return ok;
}

struct pv_prefilter *
pv_prefilter_new(
    const struct pv_literals *needs, size_t n, struct pv_arena *arena)
{
	struct pv_prefilter *pf = pv_arena_alloc(arena, sizeof(*pf));
	uint32_t *always = pv_arena_array(arena, n + 1, sizeof(*always));
	const struct pv_mem *mem = pv_arena_mem(arena);
	struct builder b = { .pf = pf,
		.nodes = PV_VEC_INIT(struct node),
		.literals = PV_VEC_INIT(struct literal),
		.needed = PV_VEC_INIT(uint32_t),
		.needs = PV_VEC_INIT(struct need),
		.parts = PV_VEC_INIT(struct part),
		.branches = PV_VEC_INIT(struct branch),
		.table = PV_VEC_INIT(struct known) };
	bool ok;

	if (pf == NULL || always == NULL)
		return NULL;
	pf->filtered = pv_arena_array(arena, n + 1, sizeof(*pf->filtered));
	if (pf->filtered == NULL)
		return NULL;
	b.nodes.mem = b.literals.mem = b.needed.mem = b.needs.mem = mem;
	b.parts.mem = b.branches.mem = b.table.mem = mem;
	pf->npatterns = n;
	pf->always = always;
	number_classes(pf, needs);
	insert_all(&b, needs, always);
	ok = !b.failed && lay_out(&b, arena) && complete(pf, arena);
	pv_vec_release(&b.nodes);
	pv_vec_release(&b.literals);
	pv_vec_release(&b.needed);
	pv_vec_release(&b.needs);
	pv_vec_release(&b.parts);
	pv_vec_release(&b.branches);
	pv_vec_release(&b.table);
	return ok ? pf : NULL;
}

bool
pv_prefilter_always(const struct pv_prefilter *pf, size_t pattern)
{
	return !pf->filtered[pattern];
}

void
pv_prefilter_state_init(struct pv_prefilter_state *st, const struct pv_mem *mem)
{
	*st = (struct pv_prefilter_state){ .groups =
					       PV_VEC_INIT(struct pv_sighting),
		.counts = PV_VEC_INIT(uint64_t),
		.full = PV_VEC_INIT(uint32_t),
		.chosen = PV_VEC_INIT(uint64_t),
		.found = PV_VEC_INIT(uint32_t) };
	st->groups.mem = st->counts.mem = st->full.mem = mem;
	st->chosen.mem = st->found.mem = mem;
}

void
pv_prefilter_state_release(struct pv_prefilter_state *st)
{
	pv_vec_release(&st->groups);
	pv_vec_release(&st->counts);
	pv_vec_release(&st->full);
	pv_vec_release(&st->chosen);
	pv_vec_release(&st->found);
}

static bool
grow(struct pv_vec *v, size_t n)
{
	while (v->len < n)
		if (pv_vec_push(v) == NULL)
			return false;
	return true;
}

/* A group is seen for the first time in this pass: count it in. */
static void
count_in(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    uint32_t group)
{
	uint32_t i;

	for (i = pf->needed[group]; i != NONE; i = pf->needs[i].next) {
		uint32_t branch = pf->needs[i].branch;
		uint64_t *count = PV_VEC_AT(&st->counts, uint64_t, branch);

		if (*count >> 8 != st->pass)
			*count = st->pass << 8;
		if ((++*count & 0xff) == pf->branches[branch].distinct)
			(void)pv_vec_add(&st->full, &branch);
	}
}

/* The literals that end in a state, at byte `at`. */
static void
note(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    uint32_t state, uint32_t at)
{
	struct pv_sighting *groups = st->groups.ptr;
	uint32_t i;

	for (; state != 0; state = pf->also[state]) {
		for (i = pf->out[state]; i != NONE; i = pf->literals[i].next) {
			struct pv_sighting *g = &groups[pf->literals[i].group];

			if (g->pass != st->pass) {
				g->pass = st->pass;
				g->first = at;
				count_in(pf, st, pf->literals[i].group);
			}
			g->last = at;
		}
	}
}

/*
 * Whether the groups can follow each other in the order of their ranks: each
 * must end after the earliest place where those before it can have ended.
 */
static bool
in_order(const struct pv_prefilter *pf, const struct pv_prefilter_state *st,
    const struct branch *b)
{
	const struct pv_sighting *groups = st->groups.ptr;
	uint32_t i, before = 0, now = 0, rank = 0;

	for (i = b->first; i < b->first + b->n; i++) {
		const struct part *p = &pf->parts[i];
		const struct pv_sighting *g = &groups[p->group];
		uint32_t end;

		if (p->rank != rank) {
			before = now;
			rank = p->rank;
		}
		end = g->first > before ? g->first : before + 1;
		if (end > g->last)
			return false;
		if (end > now)
			now = end;
	}
	return true;
}

/* Of the branches that have all they need, those that can match. */
static void
choose(const struct pv_prefilter *pf, struct pv_prefilter_state *st)
{
	size_t i;

	for (i = 0; i < st->full.len; i++) {
		uint32_t branch = *PV_VEC_AT(&st->full, uint32_t, i);
		const struct branch *b = &pf->branches[branch];
		uint64_t *chosen = PV_VEC_AT(&st->chosen, uint64_t, b->pattern);

		if (*chosen == st->pass || !in_order(pf, st, b))
			continue;
		*chosen = st->pass;
		(void)pv_vec_add(&st->found, &b->pattern);
	}
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
walk(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    struct pv_span text)
{
	uint32_t state = 0;
	bool blank = false;
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (pv_isspace(c)) {
			if (blank)
				continue;
			blank = true;
		} else {
			blank = false;
		}
		state = pf->next[state * pf->nclasses +
		    pf->class[(unsigned char)c]];
		if (pf->out[state] != NONE)
			note(pf, st, state, (uint32_t)i + 1);
		else if (pf->also[state] != 0)
			note(pf, st, pf->also[state], (uint32_t)i + 1);
	}
}

bool
pv_prefilter_run(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    struct pv_span text)
{
	size_t i;

	st->pass++;
	pv_vec_clear(&st->found);
	pv_vec_clear(&st->full);
	if (!grow(&st->groups, pf->ngroups) ||
	    !grow(&st->counts, pf->nbranches) ||
	    !grow(&st->chosen, pf->npatterns))
		return false;
	for (i = 0; i < pf->nalways; i++)
		(void)pv_vec_add(&st->found, &pf->always[i]);
	walk(pf, st, text);
	choose(pf, st);
	if (st->found.len > 1)
		qsort(
		    st->found.ptr, st->found.len, sizeof(uint32_t), by_number);
	return !st->found.failed && !st->full.failed;
}
