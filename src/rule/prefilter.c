/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/prefilter.h"

#include <stdlib.h>
#include <string.h>

/*
 * Aho-Corasick over classes of folded bytes, as a full transition table: one
 * load a byte.  Class 0 is every byte that no literal holds.
 */
#define STATES_MAX ((size_t)1 << 17)    /* then patterns go unfiltered */
#define NONE UINT32_MAX

struct literal {
	uint32_t branch;        /* number over all patterns */
	uint32_t group;         /* number over all branches */
	uint32_t next;          /* another use of the same state's literal */
};

struct pv_prefilter {
	uint8_t class[256];     /* of a byte, after folding */
	size_t nclasses;
	size_t nstates;
	uint32_t *next;         /* [state * nclasses + class] */
	uint32_t *out;          /* first literal that ends in a state */
	uint32_t *also;         /* longest proper suffix with literals, or 0 */
	struct literal *literals;
	size_t npatterns, nbranches, ngroups;
	uint8_t *needs;         /* groups of each branch */
	uint32_t *pattern;      /* that each branch is of */
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
			uint8_t *c = &pf->class[(unsigned char)
			    group->literals[k].ptr[b]];

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
				number_bytes(pf,
				    &needs[i].branches[j].groups[g]);
	for (b = 'A'; b <= 'Z'; b++)
		pf->class[b] = pf->class[b - 'A' + 'a'];
	for (b = '\t'; b <= '\r'; b++)
		pf->class[b] = pf->class[' '];
}

/* The trie while it grows: children of a node as a list of siblings. */
struct node {
	uint32_t child, sibling;
	uint32_t out;           /* first literal that ends here */
	uint8_t class;
};

struct builder {
	struct pv_prefilter *pf;
	struct pv_vec nodes;    /* struct node */
	struct pv_vec literals; /* struct literal */
	struct pv_vec needs;    /* uint8_t, one a branch */
	struct pv_vec pattern;  /* uint32_t, one a branch */
	bool failed;
};

static size_t
count_bytes(const struct pv_literals *need)
{
	size_t j, g, k, n = 0;

	for (j = 0; j < need->n; j++)
		for (g = 0; g < need->branches[j].n; g++)
			for (k = 0; k < need->branches[j].groups[g].n; k++)
				n += need->branches[j].groups[g]
				    .literals[k].len;
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
	struct literal l = { (uint32_t)b->needs.len - 1, group, NONE };
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

static void
insert_pattern(struct builder *b, uint32_t pattern,
    const struct pv_literals *need)
{
	size_t j, g, k;

	for (j = 0; j < need->n && !b->failed; j++) {
		const struct pv_literal_branch *branch = &need->branches[j];
		uint8_t groups = (uint8_t)branch->n;

		if (!pv_vec_add(&b->needs, &groups) ||
		    !pv_vec_add(&b->pattern, &pattern)) {
			b->failed = true;
			return;
		}
		for (g = 0; g < branch->n; g++, b->pf->ngroups++)
			for (k = 0; k < branch->groups[g].n; k++)
				insert(b, branch->groups[g].literals[k],
				    (uint32_t)b->pf->ngroups);
	}
}

/* Insert what fits into the table; the other patterns always run. */
static void
insert_all(struct builder *b, const struct pv_literals *needs,
    uint32_t *always)
{
	size_t i;

	(void)new_node(b, 0);
	for (i = 0; i < b->pf->npatterns && !b->failed; i++) {
		if (needs[i].n == 0 || b->nodes.len + count_bytes(&needs[i]) >
		    STATES_MAX) {
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
	pf->needs = pv_vec_freeze(&b->needs, arena, &pf->nbranches);
	pf->pattern = pv_vec_freeze(&b->pattern, arena, &pf->nbranches);
	return pf->literals != NULL && pf->needs != NULL &&
	    pf->pattern != NULL;
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

		pf->also[s] = pf->out[fail[s]] != NONE ? fail[s] :
		    pf->also[fail[s]];
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
pv_prefilter_new(const struct pv_literals *needs, size_t n,
    struct pv_arena *arena)
{
	struct pv_prefilter *pf = pv_arena_alloc(arena, sizeof(*pf));
	uint32_t *always = pv_arena_array(arena, n + 1, sizeof(*always));
	const struct pv_mem *mem = pv_arena_mem(arena);
	struct builder b = { .pf = pf,
		.nodes = PV_VEC_INIT(struct node),
		.literals = PV_VEC_INIT(struct literal),
		.needs = PV_VEC_INIT(uint8_t),
		.pattern = PV_VEC_INIT(uint32_t) };
	bool ok;

	if (pf == NULL || always == NULL)
		return NULL;
	pf->filtered = pv_arena_array(arena, n + 1, sizeof(*pf->filtered));
	if (pf->filtered == NULL)
		return NULL;
	b.nodes.mem = b.literals.mem = b.needs.mem = b.pattern.mem = mem;
	pf->npatterns = n;
	pf->always = always;
	number_classes(pf, needs);
	insert_all(&b, needs, always);
	ok = !b.failed && lay_out(&b, arena) && complete(pf, arena);
	pv_vec_release(&b.nodes);
	pv_vec_release(&b.literals);
	pv_vec_release(&b.needs);
	pv_vec_release(&b.pattern);
	return ok ? pf : NULL;
}

bool
pv_prefilter_always(const struct pv_prefilter *pf, size_t pattern)
{
	return !pf->filtered[pattern];
}

void
pv_prefilter_state_init(struct pv_prefilter_state *st,
    const struct pv_mem *mem)
{
	*st = (struct pv_prefilter_state){
		.groups = PV_VEC_INIT(uint64_t),
		.counts = PV_VEC_INIT(uint64_t),
		.done = PV_VEC_INIT(uint64_t),
		.chosen = PV_VEC_INIT(uint64_t),
		.found = PV_VEC_INIT(uint32_t),
		.seen = PV_VEC_INIT(uint64_t)
	};
	st->groups.mem = st->counts.mem = mem;
	st->done.mem = st->chosen.mem = mem;
	st->found.mem = st->seen.mem = mem;
}

void
pv_prefilter_state_release(struct pv_prefilter_state *st)
{
	pv_vec_release(&st->groups);
	pv_vec_release(&st->counts);
	pv_vec_release(&st->done);
	pv_vec_release(&st->chosen);
	pv_vec_release(&st->found);
	pv_vec_release(&st->seen);
}

static bool
grow(struct pv_vec *v, size_t n)
{
	while (v->len < n)
		if (pv_vec_push(v) == NULL)
			return false;
	return true;
}

/* One literal was met: its group, its branch, its pattern. */
static void
note_literal(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    const struct literal *l)
{
	uint64_t *group = PV_VEC_AT(&st->groups, uint64_t, l->group);
	uint64_t *count = PV_VEC_AT(&st->counts, uint64_t, l->branch);
	uint64_t *done, *chosen, before;

	if (*group == st->pass)
		return;
	*group = st->pass;
	if (*count >> 8 != st->pass)
		*count = st->pass << 8;
	if ((++*count & 0xff) != pf->needs[l->branch])
		return;
	done = PV_VEC_AT(&st->done, uint64_t, l->branch);
	before = *done;
	*done = st->pass;
	chosen = PV_VEC_AT(&st->chosen, uint64_t, pf->pattern[l->branch]);
	if (*chosen == st->pass || (st->again && before == st->pass - 1))
		return;
	*chosen = st->pass;
	(void)pv_vec_add(&st->found, &pf->pattern[l->branch]);
}

/* The literals that end in a state, each once a pass. */
static void
note(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    uint32_t state)
{
	uint64_t *seen = st->seen.ptr;
	uint32_t i;

	for (; state != 0 && seen[state] != st->pass; state = pf->also[state]) {
		seen[state] = st->pass;
		for (i = pf->out[state]; i != NONE; i = pf->literals[i].next)
			note_literal(pf, st, &pf->literals[i]);
	}
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

bool
pv_prefilter_run(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    struct pv_span text, bool again)
{
	uint32_t state = 0;
	bool blank = false;
	size_t i;

	st->pass++;
	st->again = again;
	pv_vec_clear(&st->found);
	if (!grow(&st->groups, pf->ngroups) ||
	    !grow(&st->counts, pf->nbranches) ||
	    !grow(&st->done, pf->nbranches) ||
	    !grow(&st->chosen, pf->npatterns) || !grow(&st->seen, pf->nstates))
		return false;
	for (i = 0; i < pf->nalways; i++)
		(void)pv_vec_add(&st->found, &pf->always[i]);
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
			note(pf, st, state);
		else if (pf->also[state] != 0)
			note(pf, st, pf->also[state]);
	}
	if (st->found.len > 1)
		qsort(st->found.ptr, st->found.len, sizeof(uint32_t),
		    by_number);
	return !st->found.failed;
}
