/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/pattern.h"

#include "rule/literal_pool.h"

bool
pv_patterns_init(struct pv_patterns *p, const struct pv_rules_opts *opts,
    struct pv_arena *arena, struct pv_complaints *c)
{
	*p = (struct pv_patterns){ .opts = opts, .complaints = c,
		.arena = arena, .expansion = PV_EXPANSION_INIT,
		.outline = PV_BUF_INIT };
	p->expansion.text.mem = p->expansion.pieces.mem = opts->mem;
	p->expansion.marks.mem = p->outline.mem = opts->mem;
	p->pool = pv_literal_pool_new(opts->mem);
	return p->pool != NULL;
}

void
pv_patterns_release(struct pv_patterns *p)
{
	pv_expansion_release(&p->expansion);
	pv_buf_release(&p->outline);
	pv_literal_pool_free(p->pool);
}

static bool
expand(struct pv_patterns *p, const struct pv_pack *pack,
    const struct pv_text *text)
{
	const struct pv_expansion *x = &p->expansion;

	if (pv_expand(&p->lexicon, pack, text, p->complaints, &p->expansion))
		return true;
	p->nomem |= x->text.failed || x->pieces.failed || x->marks.failed;
	return false;
}

/* The expanded text could not be compiled. */
static void
complain(struct pv_patterns *p, const struct pv_pack *pack,
    const struct pv_text *text, const struct pv_err *err)
{
	if (err->rc == PV_ERULE)
		pv_expansion_complain(&p->expansion, pack, text,
		    err->col > 0 ? err->col - 1 : 0, p->complaints, err->msg);
	else
		p->nomem = true;
}

/*
 * A fragment must be a pattern by itself, but for being empty: one that only
 * makes sense inside another pattern would change what stands around it.
 */
static enum pv_trait
check_fragment(struct pv_patterns *p, const struct pv_pack *pack,
    const struct pv_text *value)
{
	enum pv_trait trait = PV_TRAIT_PLAIN;
	struct pv_err err = { PV_OK, "", 0, 0, "" };
	struct pv_regex *re = NULL;

	if (!expand(p, pack, value))
		return PV_TRAIT_OTHER;
	if (pv_regex_new(pv_buf_view(&p->expansion.text),
		PV_REGEX_NOJIT | PV_REGEX_EMPTY, &re, &err) != PV_OK) {
		complain(p, pack, value, &err);
		return PV_TRAIT_OTHER;
	}
	if (pv_regex_groups(re) > 0)
		trait = PV_TRAIT_OTHER;
	else if (pv_regex_is_empty(re))
		trait = PV_TRAIT_EMPTY;
	pv_regex_free(re);
	return trait;
}

void
pv_patterns_take(
    struct pv_patterns *p, const struct pv_pack *packs, size_t npacks)
{
	struct pv_arena *arena = pv_literal_pool_arena(p->pool);
	enum pv_trait **traits =
	    pv_arena_array(arena, npacks + 1, sizeof(*traits));
	size_t i, f;

	p->lexicon = (struct pv_lexicon){ packs, npacks, NULL };
	for (i = 0; i < npacks && traits != NULL && !p->nomem; i++) {
		const struct pv_pairs *list = &packs[i].lexicon;

		traits[i] = pv_arena_array(
		    arena, list->len + 1, sizeof(*traits[i]));
		if (traits[i] == NULL)
			traits = NULL;
		for (f = 0; f < list->len && traits != NULL && !p->nomem; f++)
			traits[i][f] =
			    check_fragment(p, &packs[i], &list->ptr[f].value);
	}
	if (traits == NULL)
		p->nomem = true;
	p->lexicon.traits = traits;
}

/* The pattern that was expanded, to be compiled later, or NULL. */
static struct pv_regex *
put_off(struct pv_patterns *p, const struct pv_pack *pack,
    const struct pv_text *text, struct pv_span expanded)
{
	struct pv_regex *re = NULL;
	struct pv_err err;

	if (p->opts->at_once || p->opts->untrusted ||
	    !pv_expand_outline(&p->lexicon, pack, text, &p->outline) ||
	    pv_regex_put_off(
		pv_buf_view(&p->outline), expanded, &re, &err) != PV_OK)
		return NULL;
	return re;
}

struct pv_pattern
pv_pattern_new(struct pv_patterns *p, const struct pv_pack *pack,
    const struct pv_text *text)
{
	enum pv_regex_flags flags =
	    p->opts->untrusted ? PV_REGEX_NOJIT : PV_REGEX_LATER;
	struct pv_pattern out = { NULL, { NULL, 0 }, { NULL, 0 } };
	struct pv_marked_pattern marked;
	struct pv_err err = { PV_OK, "", 0, 0, "" };

	if (!expand(p, pack, text))
		return out;
	out.expanded = pv_arena_dup(p->arena, pv_buf_view(&p->expansion.text));
	if (out.expanded.ptr == NULL) {
		p->nomem = true;
		return out;
	}
	out.regex = put_off(p, pack, text, out.expanded);
	if (out.regex == NULL &&
	    pv_regex_new(out.expanded, flags, &out.regex, &err) != PV_OK) {
		complain(p, pack, text, &err);
		return out;
	}
	marked = (struct pv_marked_pattern){ out.expanded,
		p->expansion.marks.ptr, p->expansion.marks.len };
	if (!pv_literals_extract(p->pool, &marked, &out.needs))
		p->nomem = true;
	return out;
}
