/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/prefilter.h"

#include <stdlib.h>
#include <string.h>

#include "rule/automaton.h"

#define STATES_MAX ((size_t)1 << 20) /* then patterns go unfiltered */
#define DENSE_MAX 4096u /* states with a row: about half a MiB */
#define NONE PV_PREFILTER_NONE

/* The trie while it grows: children of a node as a list of siblings. */
struct node {
	uint32_t child, sibling;
	uint32_t out; /* first literal that ends here */
	uint8_t class;
};

/* A branch on its way to the group that leads it. */
struct lead {
	uint32_t group;
	struct pv_af_led led;
};

/* A literal of a group, in the list of those that end in a node. */
struct owner {
	uint32_t group, next;
	uint8_t edges; /* EDGE_BEFORE, EDGE_AFTER */
	uint8_t len;
};
#define EDGE_BEFORE 1
#define EDGE_AFTER 2

#define PATH_MAX_LEN 32 /* bytes of a way that is remembered */

struct builder {
	struct pv_prefilter *pf;
	struct pv_vec nodes;    /* struct node */
	struct pv_vec owners;   /* struct owner */
	struct pv_vec literals; /* struct pv_af_literal */
	struct pv_vec told;     /* struct pv_af_told */
	struct pv_vec members;  /* uint32_t: groups */
	struct pv_vec leads;    /* struct lead, one a branch */
	struct pv_vec parts;    /* struct pv_af_part */
	struct pv_vec branches; /* struct pv_af_branch */
	/* the last literal, and the nodes on its way */
	struct pv_span last;
	uint32_t path[PATH_MAX_LEN];
	struct pv_vec groups;   /* uint32_t: of a set, by its number; or none */
	bool failed;
};

static size_t
count_bytes(const struct pv_literals *need)
{
	size_t j, g, n = 0;

	for (j = 0; j < need->n; j++)
		for (g = 0; g < need->branches[j].n; g++)
			n += need->branches[j].groups[g].set->bytes;
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

/* The class of a folded byte, numbered when it is new. */
static uint8_t
class_of(struct pv_prefilter *pf, char c)
{
	uint8_t *class = &pf->class[(unsigned char)c];

	if (*class == 0)
		*class = (uint8_t)pf->nclasses++;
	return *class;
}

/* Bytes that fold to another are of its class. */
static void
fold_classes(struct pv_prefilter *pf)
{
	size_t b;

	for (b = 'A'; b <= 'Z'; b++)
		pf->class[b] = pf->class[b - 'A' + 'a'];
	for (b = '\t'; b <= '\r'; b++)
		pf->class[b] = pf->class[' '];
}

/*
 * The node that a string leads to.  The strings of a set ascend, so that most
 * of the way is that of the one before.
 */
static uint32_t
find_node(struct builder *b, struct pv_span s)
{
	size_t i, n = s.len < b->last.len ? s.len : b->last.len;
	uint32_t node = 0;

	if (n > PATH_MAX_LEN)
		n = PATH_MAX_LEN;
	for (i = 0; i < n && s.ptr[i] == b->last.ptr[i]; i++)
		node = b->path[i];
	for (; i < s.len; i++) {
		node = child(b, node, class_of(b->pf, s.ptr[i]));
		if (i < PATH_MAX_LEN)
			b->path[i] = node;
	}
	b->last = s;
	return node;
}

static void
insert(struct builder *b, struct pv_span s, uint32_t group)
{
	struct owner o = { group, NONE, 0, 0 };
	bool before = s.ptr[0] == PV_LITERAL_EDGE;
	bool after = s.ptr[s.len - 1] == PV_LITERAL_EDGE;
	struct node *last;
	uint32_t node;

	s = pv_span_sub(s, before, s.len - after);
	o.edges = (before ? EDGE_BEFORE : 0) | (after ? EDGE_AFTER : 0);
	o.len = (uint8_t)s.len;
	node = find_node(b, s);
	last = PV_VEC_AT(&b->nodes, struct node, node);
	o.next = last->out;
	last->out = (uint32_t)b->owners.len;
	if (!pv_vec_add(&b->owners, &o))
		b->failed = true;
}

/* The number of a set's group; patterns share sets. */
static uint32_t
intern(struct builder *b, const struct pv_literal_set *set)
{
	uint32_t *group = PV_VEC_AT(&b->groups, uint32_t, set->number);
	size_t k;

	if (*group != NONE)
		return *group;
	*group = (uint32_t)b->pf->ngroups++;
	for (k = 0; k < set->n && !b->failed; k++)
		insert(b, set->literals[k], *group);
	return *group;
}

/* The next group in the order of costs; after none of them: the cheapest. */
static size_t
next_cheapest(const struct pv_literal_branch *from, size_t after)
{
	const struct pv_literal_group *groups = from->groups;
	size_t g, best = from->n;

	for (g = 0; g < from->n; g++) {
		if (after < from->n &&
		    (groups[g].cost < groups[after].cost ||
			(groups[g].cost == groups[after].cost && g <= after)))
			continue;
		if (best == from->n || groups[g].cost < groups[best].cost)
			best = g;
	}
	return best;
}

/* Only the rarest groups lead: they say soonest that a branch is not there. */
static void
lead_branch(struct builder *b, uint32_t first,
    const struct pv_literal_branch *from)
{
	const struct pv_af_part *parts =
	    PV_VEC_AT(&b->parts, const struct pv_af_part, first);
	struct lead lead = { 0, { (uint32_t)b->branches.len, { 0 } } };
	size_t g = next_cheapest(from, from->n), k;

	lead.group = parts[g].group;
	for (k = 0; k < PV_AF_WITH; k++) {
		if (g < from->n)
			g = next_cheapest(from, g);
		lead.led.with[k] = g < from->n ? parts[g].group : lead.group;
	}
	b->failed |= !pv_vec_add(&b->leads, &lead);
}

static void
insert_branch(
    struct builder *b, uint32_t pattern, const struct pv_literal_branch *from)
{
	struct pv_af_branch branch = { pattern, (uint32_t)b->parts.len, 0 };
	size_t g;

	for (g = 0; g < from->n && !b->failed; g++) {
		struct pv_af_part part = { intern(b, from->groups[g].set),
			from->groups[g].gap };

		b->failed |= !pv_vec_add(&b->parts, &part);
		branch.n++;
	}
	if (!b->failed)
		lead_branch(b, branch.first, from);
	b->failed |= !pv_vec_add(&b->branches, &branch);
}

static void
insert_pattern(
    struct builder *b, uint32_t pattern, const struct pv_literals *need)
{
	size_t j;

	for (j = 0; j < need->n && !b->failed; j++)
		insert_branch(b, pattern, &need->branches[j]);
}

/* No set of a branch has a group so far. */
static void
clear_groups(struct builder *b, const struct pv_literal_branch *branch)
{
	const uint32_t none = NONE;
	size_t g;

	for (g = 0; g < branch->n; g++)
		while (b->groups.len <= branch->groups[g].set->number &&
		    !b->failed)
			b->failed = !pv_vec_add(&b->groups, &none);
}

/* Insert what fits into the table; the other patterns always run. */
static void
insert_all(struct builder *b, const struct pv_literals *needs,
    const bool *wanted, uint32_t *always)
{
	size_t i, j;

	(void)new_node(b, 0);
	for (i = 0; i < b->pf->npatterns; i++)
		for (j = 0; j < needs[i].n; j++)
			clear_groups(b, &needs[i].branches[j]);
	for (i = 0; i < b->pf->npatterns && !b->failed; i++) {
		if (wanted != NULL && !wanted[i])
			continue;
		if (needs[i].n == 0 ||
		    b->nodes.len + count_bytes(&needs[i]) > STATES_MAX) {
			always[b->pf->nalways++] = (uint32_t)i;
			continue;
		}
		b->pf->filtered[i] = true;
		insert_pattern(b, (uint32_t)i, &needs[i]);
	}
}

#define SORTS 4 /* of the owners of a node: by their edges */

/* Put the groups of a list among the members by their sorts, and count them. */
static void
gather_members(struct builder *b, uint32_t list, uint32_t count[SORTS])
{
	const struct owner *owners = b->owners.ptr, *o;
	size_t first = b->members.len;
	uint32_t i, k, place[SORTS] = { 0 };

	for (i = list; i != NONE; i = owners[i].next) {
		count[owners[i].edges]++;
		b->failed |= pv_vec_push(&b->members) == NULL;
	}
	if (b->failed)
		return;
	for (k = 1; k < SORTS; k++)
		place[k] = place[k - 1] + count[k - 1];
	for (i = list; i != NONE; i = o->next) {
		o = &owners[i];
		*PV_VEC_AT(&b->members, uint32_t,
		    first + place[o->edges]++) = o->group;
	}
}

/* Note a literal of a list of owners, those with the same edges. */
static void
add_literal(struct builder *b, const struct pv_af_literal *l, unsigned edges)
{
	const struct pv_af_told told = { (uint32_t)b->literals.len,
		(uint8_t)l->len, (edges & EDGE_BEFORE) != 0,
		(edges & EDGE_AFTER) != 0, true };

	if (l->len > b->pf->longest)
		b->pf->longest = l->len;
	b->failed |= !pv_vec_add(&b->literals, l) ||
	    !pv_vec_add(&b->told, &told);
}

/*
 * The literals that end in a node, by their edges and with their groups, and
 * then those of the state that it fails to: the first of them, or 0.
 */
static uint32_t
gather_literals(struct builder *b, uint32_t node, uint32_t suffix)
{
	uint32_t out = PV_VEC_AT(&b->nodes, const struct node, node)->out;
	uint32_t first = (uint32_t)b->told.len, edges, count[SORTS] = { 0 };
	struct pv_af_literal l = { .first = (uint32_t)b->members.len };
	struct pv_af_told t = { .more = suffix != 0 };

	if (out == NONE)
		return suffix;
	gather_members(b, out, count);
	l.len = PV_VEC_AT(&b->owners, const struct owner, out)->len;
	for (edges = 0; edges < SORTS && !b->failed; edges++) {
		l.count = count[edges];
		if (l.count > 0)
			add_literal(b, &l, edges);
		l.first += l.count;
	}
	while (t.more && !b->failed) {
		t = *PV_VEC_AT(&b->told, const struct pv_af_told, suffix++);
		b->failed |= !pv_vec_add(&b->told, &t);
	}
	if (!b->failed)
		PV_VEC_AT(&b->told, struct pv_af_told, b->told.len - 1)->more =
		    false;
	return first;
}

/* Number a child of a state: a new state, which fails to `fail`. */
static void
number_state(struct builder *b, uint32_t *nodes, uint32_t node, uint32_t fail)
{
	struct pv_prefilter *pf = b->pf;
	uint32_t state = (uint32_t)pf->nstates++;

	nodes[state] = node;
	pf->step[state] = PV_VEC_AT(&b->nodes, const struct node, node)->class;
	pf->states[state] = (struct pv_af_state){ .fail = fail,
		.told = gather_literals(b, node, pf->states[fail].told) };
	if (pf->states[state].told != 0)
		pv_af_put(pf->telling, state);
}

/*
 * From lists of siblings to states, breadth first; nodes tells which node a
 * state is.  A state with a row goes where the one it fails to goes, but for
 * its own children.
 */
static void
link_states(struct builder *b, uint32_t *nodes)
{
	struct pv_prefilter *pf = b->pf;
	const struct node *all = b->nodes.ptr;
	size_t nc = pf->nclasses;
	uint32_t s, c;

	pf->nstates = 1;
	for (s = 0; s < pf->nstates && !b->failed; s++) {
		struct pv_af_state *state = &pf->states[s];
		uint16_t *row = NULL;

		if (s < DENSE_MAX && pf->nstates + nc <= UINT16_MAX) {
			row = &pf->next[s * nc];
			pf->ndense = s + 1;
		}
		if (row != NULL && s > 0)
			memcpy(row, &pf->next[state->fail * nc],
			    nc * sizeof(*row));
		state->child = (uint32_t)pf->nstates;
		for (c = all[nodes[s]].child; c != 0; c = all[c].sibling) {
			uint8_t class = all[c].class;
			uint32_t fail =
			    s == 0 ? 0 : pv_af_step(pf, state->fail, class);

			if (row != NULL)
				row[class] = (uint16_t)pf->nstates;
			number_state(b, nodes, c, fail);
		}
		state->nchildren = (uint32_t)pf->nstates - state->child;
	}
}

/* Whether a state has a child for each class that another one has one for. */
static bool
goes_where(const struct pv_prefilter *pf, uint32_t state, uint32_t other)
{
	const struct pv_af_state *s = &pf->states[state];
	const struct pv_af_state *o = &pf->states[other];
	uint32_t i;

	for (i = 0; i < o->nchildren; i++)
		if (memchr(&pf->step[s->child], pf->step[o->child + i],
			s->nchildren) == NULL)
			return false;
	return true;
}

/* Fail to none that can go nowhere else, as Knuth, Morris and Pratt do. */
static void
shorten_fails(struct pv_prefilter *pf)
{
	uint32_t s;

	for (s = pf->ndense; s < pf->nstates; s++) {
		uint32_t *fail = &pf->states[s].fail;

		while (*fail >= pf->ndense && goes_where(pf, s, *fail))
			*fail = pf->states[*fail].fail;
	}
}

static bool
make_states(struct builder *b, struct pv_arena *arena)
{
	struct pv_prefilter *pf = b->pf;
	struct pv_arena *tmp = pv_arena_new(pv_arena_mem(arena));
	size_t n = b->nodes.len, ndense = n < DENSE_MAX ? n : DENSE_MAX;
	uint32_t *nodes;

	if (tmp == NULL)
		return false;
	pf->next =
	    pv_arena_array(arena, ndense * pf->nclasses, sizeof(*pf->next));
	pf->states = pv_arena_array(arena, n, sizeof(*pf->states));
	pf->step = pv_arena_array(arena, n, sizeof(*pf->step));
	pf->telling =
	    pv_arena_array(arena, pv_af_words(n), sizeof(*pf->telling));
	nodes = pv_arena_array(tmp, n, sizeof(*nodes));
	b->failed |= pf->next == NULL || pf->states == NULL ||
	    pf->step == NULL || pf->telling == NULL || nodes == NULL ||
	    pv_vec_push(&b->told) == NULL;
	if (!b->failed)
		link_states(b, nodes);
	pv_arena_free(tmp);
	if (!b->failed)
		shorten_fails(pf);
	return !b->failed;
}

/* Put the branches that a group leads together. */
static bool
lay_leads(struct builder *b, struct pv_arena *arena)
{
	struct pv_prefilter *pf = b->pf;
	const struct lead *leads = b->leads.ptr;
	size_t i, n = b->leads.len;

	pf->leading = pv_arena_array(
	    arena, pv_af_words(pf->ngroups), sizeof(*pf->leading));
	pf->leads = pv_arena_array(arena, pf->ngroups + 2, sizeof(*pf->leads));
	pf->led = pv_arena_array(arena, n + 1, sizeof(*pf->led));
	if (pf->leading == NULL || pf->leads == NULL || pf->led == NULL)
		return false;
	/* Where each group ends, then where the next one goes. */
	for (i = 0; i < n; i++) {
		pv_af_put(pf->leading, leads[i].group);
		pf->leads[leads[i].group + 2]++;
	}
	for (i = 2; i < pf->ngroups + 2; i++)
		pf->leads[i] += pf->leads[i - 1];
	for (i = 0; i < n; i++)
		pf->led[pf->leads[leads[i].group + 1]++] = leads[i].led;
	return true;
}

/* Put the literals that a group holds together: members, turned around. */
static bool
lay_held(struct builder *b, struct pv_arena *arena)
{
	struct pv_prefilter *pf = b->pf;
	const struct pv_af_literal *l = b->literals.ptr;
	const uint32_t *members = b->members.ptr;
	size_t i, k, n = b->members.len;

	pf->holds = pv_arena_array(arena, pf->ngroups + 2, sizeof(*pf->holds));
	pf->held = pv_arena_array(arena, n + 1, sizeof(*pf->held));
	if (pf->holds == NULL || pf->held == NULL)
		return false;
	for (i = 0; i < n; i++)
		pf->holds[members[i] + 2]++;
	for (i = 2; i < pf->ngroups + 2; i++)
		pf->holds[i] += pf->holds[i - 1];
	for (i = 0; i < b->literals.len; i++)
		for (k = l[i].first; k < l[i].first + l[i].count; k++)
			pf->held[pf->holds[members[k] + 1]++] = (uint32_t)i;
	return true;
}

static bool
lay_out(struct builder *b, struct pv_arena *arena)
{
	struct pv_prefilter *pf = b->pf;
	size_t n;

	if (!make_states(b, arena) || !lay_leads(b, arena) ||
	    !lay_held(b, arena))
		return false;
	pf->literals = pv_vec_freeze(&b->literals, arena, &pf->nliterals);
	pf->told = pv_vec_freeze(&b->told, arena, &n);
	pf->members = pv_vec_freeze(&b->members, arena, &n);
	pf->parts = pv_vec_freeze(&b->parts, arena, &n);
	pf->branches = pv_vec_freeze(&b->branches, arena, &pf->nbranches);
	return pf->literals != NULL && pf->told != NULL &&
	    pf->members != NULL && pf->parts != NULL && pf->branches != NULL;
}

struct pv_prefilter *
pv_prefilter_new(const struct pv_literals *needs, size_t n, const bool *wanted,
    struct pv_arena *arena)
{
	struct pv_prefilter *pf = pv_arena_alloc(arena, sizeof(*pf));
	uint32_t *always = pv_arena_array(arena, n + 1, sizeof(*always));
	const struct pv_mem *mem = pv_arena_mem(arena);
	struct builder b = { .pf = pf,
		.nodes = PV_VEC_INIT(struct node),
		.owners = PV_VEC_INIT(struct owner),
		.literals = PV_VEC_INIT(struct pv_af_literal),
		.told = PV_VEC_INIT(struct pv_af_told),
		.members = PV_VEC_INIT(uint32_t),
		.leads = PV_VEC_INIT(struct lead),
		.parts = PV_VEC_INIT(struct pv_af_part),
		.branches = PV_VEC_INIT(struct pv_af_branch),
		.groups = PV_VEC_INIT(uint32_t) };
	bool ok;

	if (pf == NULL || always == NULL)
		return NULL;
	pf->filtered = pv_arena_array(arena, n + 1, sizeof(*pf->filtered));
	if (pf->filtered == NULL)
		return NULL;
	b.owners.mem = b.told.mem = b.members.mem = mem;
	b.nodes.mem = b.literals.mem = b.leads.mem = mem;
	b.parts.mem = b.branches.mem = b.groups.mem = mem;
	pf->npatterns = n;
	pf->always = always;
	pf->nclasses = 1;
	insert_all(&b, needs, wanted, always);
	fold_classes(pf);
	ok = !b.failed && lay_out(&b, arena);
	pv_vec_release(&b.nodes);
	pv_vec_release(&b.owners);
	pv_vec_release(&b.literals);
	pv_vec_release(&b.told);
	pv_vec_release(&b.members);
	pv_vec_release(&b.leads);
	pv_vec_release(&b.parts);
	pv_vec_release(&b.branches);
	pv_vec_release(&b.groups);
	return ok ? pf : NULL;
}

bool
pv_prefilter_always(const struct pv_prefilter *pf, size_t pattern)
{
	return !pf->filtered[pattern];
}
