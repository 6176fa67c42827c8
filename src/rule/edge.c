/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/edge.h"

#include "rule/reading.h"
#include "rule/sequel.h"

#define EDGE_WORDS 40u          /* words of a sentence that count */

/* What a clause says that another one is subject to. */
static const char *const narrows[] = {
	"not apply|extend|restrict|prevent|prohibit|cover|include",
	"shall|will ~3 cease|lapse|terminate|end|expire|convert|suspended",
	"ceases|lapses|ends|expires|is|are suspended|lost|excluded|excepted",
	"nothing ~12 prevents|prevent|restricts|restrict",
	"may ~6 any|another|other", "except|unless|exempt", NULL
};
/* "Section 4.1 notwithstanding", "Clause 9.1 shall not apply to" */
static const char *const overrides[] = {
	"section|clause|paragraph|article|subsection? ~6 notwithstanding",
	"section|clause|paragraph|article|subsection ~12 shall|does|do|will "
	"not apply|extend|restrict|prevent|prohibit",
	"notwithstanding section|clause|paragraph|article|subsection ~24 may|"
	"not", NULL
};
/* "Schools are not covered by 4.1", "The right in 4.1 ends in May" */
static const char *const restricts[] = {
	"not covered|included|caught|affected|bound|restricted|subject by|in|"
	"under|from|to", "exempt|excluded|excepted|exempted|outside|released "
	"from|of?", "takes|take effect only? when|if|once|on|upon|after",
	"is|are|be suspended|paused|conditional|conditioned|dependent|"
	"contingent|lost|forfeited",
	"lapses|ceases|expires|ends on|if|when|upon|at|once|where|with",
	"may be exercised|used only|solely|unless",
	"may not be exercised|used", "depends|hinges|turns on|upon", NULL
};

static struct pv_span
sentence_text(const struct pv_version *v, size_t i)
{
	return pv_version_text(v, v->sentences[i].at);
}

static bool
begins(const struct pv_tokens *w, const char *const *phrases)
{
	return pv_phrase_any(w, 0, phrases) > 0;
}

static bool
holds(const struct pv_tokens *w, const char *const *phrases)
{
	for (uint32_t i = 0; i < w->n && i < EDGE_WORDS; i++) {
		if (pv_phrase_any(w, i, phrases) > 0)
			return true;
	}
	return false;
}

size_t
pv_edge_first(const struct pv_version *v, uint32_t at)
{
	size_t lo = 0, hi = v->nrefs;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->refs[mid].at.start < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The sentence that holds byte `at`, or nsentences. */
static size_t
sentence_at(const struct pv_version *v, uint32_t at)
{
	size_t lo = 0, hi = v->nsentences;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->sentences[mid].at.end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < v->nsentences && v->sentences[lo].at.start <= at ? lo :
	    v->nsentences;
}

size_t
pv_edge_citing(const struct pv_version *v, size_t k, uint32_t clause)
{
	return k < v->nrefs && v->refs[k].to == clause ?
	    sentence_at(v, v->refs[k].at.start) : v->nsentences;
}

/* A clause near by that points back at this one and overrides it. */
static bool
overridden(const struct pv_reading *r, struct pv_state *st)
{
	const struct pv_version *v = r->in->version;
	uint32_t clause = r->in->unit->clause;
	size_t k = pv_edge_first(v, v->clauses[clause].all.end);
	struct pv_tokens w;

	for (size_t n = 0; n < PV_EDGE_REFS && k + n < v->nrefs; n++) {
		size_t i = pv_edge_citing(v, k + n, clause);

		if (i == v->nsentences)
			continue;
		pv_reading_words(r, sentence_text(v, i), &w);
		if (!begins(&w, overrides) && !holds(&w, restricts))
			continue;
		pv_state_add(st, PV_ATTR_CARVE_OUT, sentence_text(v, i));
		return true;
	}
	return false;
}

bool
pv_edge_cites(const struct pv_version *v, size_t sentence, uint32_t clause)
{
	const struct pv_range *at = &v->sentences[sentence].at;

	for (size_t k = pv_edge_first(v, at->start); k < v->nrefs &&
	    v->refs[k].at.start < at->end; k++) {
		if (v->refs[k].to == clause)
			return true;
	}
	return false;
}

size_t
pv_edge_target(const struct pv_version *v, size_t k)
{
	const struct pv_ref *ref = &v->refs[k];

	return ref->relation == PV_REF_LIMITED_BY && ref->to < v->nclauses ?
	    sentence_at(v, pv_clause_body(v, ref->to).start) : v->nsentences;
}

/* "exclusiv" in the match and in the target alike. */
static bool
same_matter(const struct pv_scope *s, struct pv_span target)
{
	for (uint32_t i = s->from; i < s->to; i++) {
		struct pv_span t = pv_token(s->w, i);

		t.len = t.len < 8 ? 0 : t.len > 9 ? 9 : t.len;
		if (t.len > 0 && !pv_token_capital(s->w, i) &&
		    pv_span_find(target, t) < target.len)
			return true;
	}
	return false;
}

/* "subject to Section 9": where that one narrows what the match says. */
static bool
pointed_out(const struct pv_reading *r, struct pv_state *st)
{
	const struct pv_version *v = r->in->version;
	const struct pv_range *own = &v->sentences[r->in->unit->sentence].at;
	struct pv_tokens w;

	for (size_t k = pv_edge_first(v, own->start); k < v->nrefs &&
	    v->refs[k].at.start < own->end; k++) {
		size_t i = pv_edge_target(v, k);

		for (size_t n = 0; n < PV_EDGE_SENTENCES && i < v->nsentences &&
		    v->sentences[i].clause == v->refs[k].to; n++, i++) {
			pv_reading_words(r, sentence_text(v, i), &w);
			if (!holds(&w, narrows) || (!pv_edge_cites(v, i,
			    r->in->unit->clause) && !same_matter(&r->s,
			    sentence_text(v, i))))
				continue;
			pv_state_add(st, PV_ATTR_CARVE_OUT,
			    sentence_text(v, i));
			return true;
		}
	}
	return false;
}

bool
pv_reading_edges(const struct pv_reading *r, struct pv_state *st)
{
	const struct pv_stance_in *in = r->in;

	if (in->version == NULL || in->unit->kind != PV_UNIT_SENTENCE ||
	    in->unit->sentence >= in->version->nsentences ||
	    in->unit->clause >= in->version->nclauses ||
	    (r->s.rulings & (PV_RULING_EXCEPTS | PV_RULING_PARTS)))
		return false;
	if (r->s.rulings & PV_RULING_EFFECT)
		return pv_reading_sequel(r, st);
	return pv_reading_sequel(r, st) || overridden(r, st) || pointed_out(r, st);
}
