/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "matrix/name.h"

#include <stdlib.h>

#include "matrix/cloud.h"
#include "matrix/word.h"

#define PARTIES_MAX 16          /* of a text that are looked for */
#define TERMS_MAX 64            /* definitions that may mean a cloud */
#define SEEN_MAX 400            /* places where a party's name is looked at */
#define MEANING_MAX 400         /* bytes of a meaning */
#define HEAD_MAX 80             /* bytes that tell what kind of thing it is */

static bool
add(struct pv_names *n, struct pv_span text, struct pv_span key,
    enum pv_name_kind kind)
{
	struct pv_name *x = text.len < 2 ? NULL : pv_vec_push(&n->items);

	if (x != NULL)
		*x = (struct pv_name){ text, key, kind };
	return !n->items.failed;
}

struct pv_span
pv_name_slug(struct pv_arena *arena, struct pv_span s)
{
	struct pv_span out = pv_arena_dup(arena, s);
	char *p;
	size_t i, len = 0;

	if (out.ptr == NULL)
		return out;
	p = (char *)(uintptr_t)out.ptr;
	for (i = 0; i < s.len; i++) {
		if (pv_isalnum(s.ptr[i]))
			p[len++] = pv_tolower(s.ptr[i]);
		else if (len > 0 && p[len - 1] != '-')
			p[len++] = '-';
	}
	while (len > 0 && p[len - 1] == '-')
		len--;
	return pv_span(p, len);
}

static const struct pv_cloud *
known_cloud(struct pv_span name)
{
	size_t i;

	for (i = 0; i < pv_nclouds; i++) {
		if (pv_words_find(name, pv_span_str(pv_clouds[i].name), 0) == 0)
			return &pv_clouds[i];
	}
	return NULL;
}

/* What follows a name that is a cloud's: "the Cirrus region". */
static bool
followed(struct pv_span text, size_t end, bool *platform)
{
	static const char *const things[] = {
		"cloud", "clouds", "region", "regions", "marketplace", NULL
	};
	static const char *const ways[] = {
		"on", "from", "through", "via", "in", "inside", NULL
	};
	struct pv_span rest = pv_span_sub(text, end, text.len), word;
	size_t start;

	if (pv_span_starts(rest, PV_SPAN("'s ")))
		rest = pv_span_sub(rest, 3, rest.len);
	else if (pv_span_starts(rest, PV_SPAN(" ")))
		rest = pv_span_sub(rest, 1, rest.len);
	else
		return false;
	word = pv_words_after(pv_span_sub(rest, 0, HEAD_MAX), 0);
	if (pv_words_in(word, things))
		return true;
	if (pv_span_ieq(word, PV_SPAN("platform"))) {
		start = (size_t)(rest.ptr - text.ptr);
		rest = pv_span_sub(text, start > 40 ? start - 40 : 0, end);
		*platform |= pv_words_any(rest, ways);
	}
	return false;
}

/* What stands before it: "the accredited cloud that Basalt operates". */
static bool
operated(struct pv_span text, size_t at, size_t end)
{
	static const char *const things[] = {
		"cloud", "clouds", "data centers", "data centres", "hosting",
		NULL
	};
	static const char *const verbs[] = {
		"operates", "provides", "runs", NULL
	};
	struct pv_span before = pv_span_sub(text, at > 50 ? at - 50 : 0, at);
	struct pv_span after = pv_span_sub(text, end, end + 40);
	struct pv_span last = pv_words_before(before, before.len);

	if (!pv_words_any(before, things) && !pv_words_any(after, things))
		return false;
	if (pv_span_ieq(last, PV_SPAN("by")))
		return pv_words_any(before, things) &&
		    pv_words_find(before, PV_SPAN("operated by"), 0) <
		    before.len;
	return pv_words_in(pv_words_after(after, 0), verbs);
}

/* Does the party develop models, so that a platform of its is no cloud? */
static bool
develops(struct pv_span text, size_t end)
{
	static const char *const signs[] = {
		"grants", "has trained", "develops", "has developed", "models",
		NULL
	};
	struct pv_span rest = pv_span_sub(text, end, end + 24);

	if (pv_span_starts(rest, PV_SPAN("'s ")))
		rest = pv_span_sub(rest, 3, rest.len);
	while (rest.len > 0 && rest.ptr[0] == ' ')
		rest = pv_span_sub(rest, 1, rest.len);
	for (size_t i = 0; signs[i] != NULL; i++) {
		if (pv_words_find(rest, pv_span_str(signs[i]), 0) == 0)
			return true;
	}
	return false;
}

static bool
party_is_cloud(const struct pv_version *v, struct pv_span name,
    struct pv_span alias)
{
	static const char *const words[] = {
		"cloud", "clouds", "hosting", "datacenter*", "data center*",
		"web services", NULL
	};
	struct pv_span text = v->text;
	bool platform = false, developer = false;
	size_t at = 0, seen;

	if (pv_words_any(name, words))
		return true;
	for (seen = 0; seen < SEEN_MAX; seen++) {
		at = pv_words_find(text, alias, at);
		if (at >= text.len)
			break;
		if (followed(text, at + alias.len, &platform) ||
		    operated(text, at, at + alias.len))
			return true;
		developer |= develops(text, at + alias.len);
		at += alias.len;
	}
	return platform && !developer;
}

static bool
add_party(struct pv_names *n, const struct pv_version *v,
    const struct pv_party *p, struct pv_arena *arena)
{
	struct pv_span name = pv_version_str(v, p->name);
	struct pv_span alias = pv_version_str(v, p->alias), key = { NULL, 0 };
	const struct pv_cloud *known = known_cloud(name);
	enum pv_name_kind kind = PV_NAME_PARTY;

	if (alias.len < 2)
		alias = name;
	if (alias.len < 2)
		return true;
	if (known == NULL)
		known = known_cloud(alias);
	if (known != NULL || party_is_cloud(v, name, alias)) {
		kind = PV_NAME_CLOUD;
		key = known != NULL ? pv_span_str(known->key) :
		    pv_name_slug(arena, alias);
		if (key.ptr == NULL)
			return false;
		n->party = key;
		n->nclouds++;
	}
	return add(n, alias, key, kind) && add(n, name, key, kind);
}

/* Cut a leading article. */
static struct pv_span
bare(struct pv_span s)
{
	static const char *const articles[] = { "the ", "a ", "an ", "any " };
	size_t i;

	s = pv_span_trim(s);
	for (i = 0; i < sizeof(articles) / sizeof(articles[0]); i++) {
		if (pv_span_istarts(s, pv_span_str(articles[i])))
			return pv_span_sub(s, strlen(articles[i]), s.len);
	}
	return s;
}

/* A term that means a platform: whose, or everyone's but whose. */
static bool
add_term(struct pv_names *n, const struct pv_version *v,
    const struct pv_def *d)
{
	static const char *const things[] = {
		"cloud", "platform", "infrastructure", "data center",
		"data centre", "region", "regions", "clouds", "host", NULL
	};
	struct pv_span term = pv_version_str(v, d->term);
	struct pv_span meaning = pv_version_text(v, d->meaning);
	const struct pv_name *name;
	size_t from = 0, at, except;

	meaning = pv_span_sub(meaning, 0, MEANING_MAX);
	if (term.len < 2 || !pv_words_any(pv_span_sub(meaning, 0, HEAD_MAX),
	    things))
		return true;
	do {
		name = pv_names_next(n, meaning, &from, &at);
	} while (name != NULL && name->kind != PV_NAME_CLOUD);
	if (name == NULL)
		return true;
	except = pv_words_find(meaning, PV_SPAN("other than"), 0);
	return add(n, term, name->key, except < at ? PV_NAME_OTHERS :
	    PV_NAME_CLOUD);
}

static int
longest_first(const void *a, const void *b)
{
	const struct pv_name *x = a, *y = b;

	if (x->text.len != y->text.len)
		return x->text.len > y->text.len ? -1 : 1;
	return x->kind < y->kind ? -1 : x->kind > y->kind;
}

bool
pv_names_read(struct pv_names *n, const struct pv_version *v,
    struct pv_arena *arena)
{
	size_t i, terms = 0, before;
	bool ok = true;

	for (i = 0; i < v->nparties && i < PARTIES_MAX && ok; i++)
		ok = add_party(n, v, &v->parties[i], arena);
	for (i = 0; i < pv_nclouds && ok; i++)
		ok = add(n, pv_span_str(pv_clouds[i].name),
		    pv_span_str(pv_clouds[i].key), PV_NAME_CLOUD);
	for (i = 0; i < v->ndefs && terms < TERMS_MAX && ok; i++) {
		if (v->defs[i].kind != PV_DEF_MEANS)
			continue;
		before = n->items.len;
		ok = add_term(n, v, &v->defs[i]);
		terms += n->items.len - before;
	}
	if (ok && n->items.len > 1)
		qsort(n->items.ptr, n->items.len, sizeof(struct pv_name),
		    longest_first);
	return ok;
}

void
pv_names_release(struct pv_names *n)
{
	pv_vec_release(&n->items);
}

/* Case counts: "Vertex" is a cloud, "vertex" none. */
static const struct pv_name *
name_at(const struct pv_names *n, struct pv_span s, size_t at)
{
	struct pv_span rest = pv_span_sub(s, at, s.len);
	const struct pv_name *x;
	size_t i;

	for (i = 0; i < n->items.len; i++) {
		x = PV_VEC_AT(&n->items, struct pv_name, i);
		if (pv_span_starts(rest, x->text) &&
		    (rest.len == x->text.len ||
		    !pv_isalnum(rest.ptr[x->text.len]) ||
		    (rest.ptr[x->text.len] == 's' &&
		    (rest.len == x->text.len + 1 ||
		    !pv_isalnum(rest.ptr[x->text.len + 1])))))
			return x;
	}
	return NULL;
}

const struct pv_name *
pv_names_next(const struct pv_names *n, struct pv_span s, size_t *from,
    size_t *at)
{
	const struct pv_name *x;
	size_t i;

	for (i = *from; i < s.len; i++) {
		if (!pv_isalnum(s.ptr[i]) ||
		    (i > 0 && pv_isalnum(s.ptr[i - 1])))
			continue;
		x = name_at(n, s, i);
		if (x == NULL)
			continue;
		*at = i;
		*from = i + x->text.len;
		return x;
	}
	*from = s.len;
	return NULL;
}

const struct pv_name *
pv_names_whole(const struct pv_names *n, struct pv_span s)
{
	struct pv_span name = bare(s), rest;
	const struct pv_name *x = name_at(n, name, 0);

	if (name.len == 0 || x == NULL)
		return NULL;
	rest = pv_span_trim(pv_span_sub(name, x->text.len, name.len));
	return rest.len == 0 || pv_span_eq(rest, PV_SPAN("'s")) ? x : NULL;
}
