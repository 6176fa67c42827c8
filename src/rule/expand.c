/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/scan.h"

#include "rule/prospect.h"

/*
 * A second reading: where the unit uses defined terms, their meanings take
 * their place and the rules read again.  Inside a meaning one more term is
 * replaced, so that "Permitted Platform" means "the Cirrus Platform" means
 * "the cloud of Cirrus" is followed, and nothing can blow up.
 */
#define MEANING_MAX 400 /* bytes of a meaning worth reading */
#define NAMES 3         /* before and behind, that share a definition */

static bool
is_pronoun(struct pv_span s)
{
	static const char *const words[] = { "you", "your", "we", "us", "our",
		"i", "my", "me" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_ieq(s, pv_span_str(words[i])))
			return true;
	return false;
}

/*
 * "You" means whoever agrees, told at length and with conditions of its own:
 * a party, and so is what shares the definition ("the Licensee" or "you").
 */
static bool
is_person(const struct pv_version *v, uint32_t def)
{
	const struct pv_range at = v->defs[def].meaning;
	uint32_t i = def < NAMES ? 0 : def - NAMES;

	for (; i < v->ndefs && i <= def + NAMES; i++)
		if (v->defs[i].meaning.start == at.start &&
		    v->defs[i].meaning.end == at.end &&
		    is_pronoun(pv_version_str(v, v->defs[i].term)))
			return true;
	return false;
}

/* The meaning of a definition, fit to stand in a sentence; or empty. */
static struct pv_span
meaning_of(const struct pv_scanner *s, uint32_t def)
{
	const struct pv_def *d;
	struct pv_span m;

	if (def == PV_NONE)
		return pv_span("", 0);
	d = &s->v->defs[def];
	if (d->kind == PV_DEF_PARTY || d->kind == PV_DEF_REFERENCE ||
	    is_person(s->v, def))
		return pv_span("", 0);
	m = pv_span_trim(pv_version_text(s->v, d->meaning));
	while (m.len > 0 &&
	    (m.ptr[m.len - 1] == '.' || m.ptr[m.len - 1] == ';' ||
		m.ptr[m.len - 1] == ','))
		m.len--;
	return m.len <= MEANING_MAX ? m : pv_span("", 0);
}

/* Write a meaning into s->meaning, one term inside it replaced too. */
static struct pv_span
full_meaning(struct pv_scanner *s, uint32_t def)
{
	struct pv_span m = meaning_of(s, def), inner;
	size_t i;

	pv_buf_clear(&s->meaning);
	pv_vec_clear(&s->inner);
	if (!pv_terms_find(&s->terms, m, s->v->defs[def].clause, &s->inner))
		s->failed = true;
	for (i = 0; i < s->inner.len; i++) {
		const struct pv_term_use *use =
		    PV_VEC_AT(&s->inner, const struct pv_term_use, i);

		inner = meaning_of(s, use->def);
		if (use->def == def || inner.len == 0)
			continue;
		pv_buf_span(&s->meaning, pv_span_sub(m, 0, use->at.start));
		pv_buf_span(&s->meaning, inner);
		pv_buf_span(&s->meaning, pv_span_sub(m, use->at.end, m.len));
		s->failed |= s->meaning.failed;
		return pv_buf_view(&s->meaning);
	}
	return m;
}

/* The segment that holds unit byte `at`. */
static const struct pv_seg *
segment_at(const struct pv_unit *u, uint32_t at)
{
	size_t lo = 0, hi = u->nsegs;

	while (lo + 1 < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (u->segs[mid].at <= at)
			lo = mid;
		else
			hi = mid;
	}
	return &u->segs[lo];
}

/* Whether a use can be replaced: not in its own definition, not split. */
static bool
replaceable(const struct pv_scanner *s, const struct pv_unit *u,
    const struct pv_term_use *use)
{
	const struct pv_seg *seg;
	struct pv_range src, def;

	if (use->party || meaning_of(s, use->def).len == 0)
		return false;
	seg = segment_at(u, use->at.start);
	if (use->at.start < seg->at || use->at.end > seg->at + seg->len)
		return false;
	src = pv_unit_source(u, use->at);
	def = s->v->defs[use->def].at;
	return src.end <= def.start || src.start >= def.end;
}

/* Copy unit bytes [from, to) of one segment. */
static void
copy_part(struct pv_scanner *s, const struct pv_unit *u,
    const struct pv_seg *seg, uint32_t from, uint32_t to)
{
	struct pv_seg part = *seg;

	if (from >= to)
		return;
	part.at = (uint32_t)s->text.len;
	part.len = to - from;
	part.src.start += from - seg->at;
	part.src.end = part.src.start + part.len;
	pv_buf_span(&s->text, pv_span_sub(u->text, from, to));
	s->failed |= !pv_vec_add(&s->segs, &part);
}

static void
copy_meaning(struct pv_scanner *s, const struct pv_seg *seg,
    const struct pv_term_use *use)
{
	struct pv_span m = full_meaning(s, use->def);
	struct pv_seg part = *seg;

	part.at = (uint32_t)s->text.len;
	part.len = (uint32_t)m.len;
	part.src.start += use->at.start - seg->at;
	part.src.end = part.src.start + (use->at.end - use->at.start);
	part.def = use->def;
	part.part = PV_PART_MEANING;
	pv_buf_span(&s->text, m);
	s->failed |= !pv_vec_add(&s->segs, &part);
}

/* Build the second reading; false when nothing is replaced. */
static bool
build(struct pv_scanner *s, const struct pv_unit *u,
    const struct pv_term_use *uses, size_t nuses)
{
	size_t i, k = 0, replaced = 0;

	pv_buf_clear(&s->text);
	pv_vec_clear(&s->segs);
	for (i = 0; i < u->nsegs; i++) {
		const struct pv_seg *seg = &u->segs[i];
		uint32_t from = seg->at, end = seg->at + seg->len;

		if (s->text.len > 0)
			pv_buf_char(&s->text, u->text.ptr[seg->at - 1]);
		for (; k < nuses && uses[k].at.start < end; k++) {
			if (replaced == PV_MEANINGS ||
			    !replaceable(s, u, &uses[k]))
				continue;
			copy_part(s, u, seg, from, uses[k].at.start);
			copy_meaning(s, seg, &uses[k]);
			from = uses[k].at.end;
			replaced++;
		}
		copy_part(s, u, seg, from, end);
	}
	s->failed |= s->text.failed;
	return replaced > 0 && !s->failed;
}

/* The unit over the new text, its own words where they were. */
static struct pv_unit
reread(const struct pv_scanner *s, const struct pv_unit *u)
{
	struct pv_unit out = *u;
	size_t i;

	out.text = pv_buf_view(&s->text);
	out.segs = s->segs.ptr;
	out.nsegs = s->segs.len;
	out.own = (struct pv_range){ PV_NONE, 0 };
	for (i = 0; i < out.nsegs; i++) {
		const struct pv_seg *seg = &out.segs[i];

		if (seg->sentence != u->sentence)
			continue;
		if (out.own.start == PV_NONE)
			out.own.start = seg->at;
		out.own.end = seg->at + seg->len;
	}
	return out;
}

/* Keep the hits of provisions that the first reading did not find. */
static void
keep_unfired(struct pv_scanner *s, uint64_t first)
{
	size_t i, n = 0;

	for (i = 0; i < s->hits.len; i++) {
		struct pv_hit *h = PV_VEC_AT(&s->hits, struct pv_hit, i);

		if (*PV_VEC_AT(&s->unit_fired, uint64_t,
			pv_hit_rule(s, h)->provision) == first)
			continue;
		*PV_VEC_AT(&s->hits, struct pv_hit, n++) = *h;
	}
	s->hits.len = n;
}

bool
pv_unit_reread(struct pv_scanner *s, const struct pv_unit *u,
    struct pv_unit *again)
{
	const struct pv_term_use *uses;
	size_t n;

	if (s->v->ndefs == 0 || u->text.len > PV_UNIT_MAX)
		return false;
	uses = pv_unit_uses(s, u, &n);
	if (n == 0 || !build(s, u, uses, n))
		return false;
	*again = reread(s, u);
	return again->own.start != PV_NONE;
}

void
pv_unit_expand(struct pv_scanner *s, const struct pv_unit *u)
{
	uint64_t first = s->serial;
	struct pv_unit again;
	bool news;

	if (!pv_unit_reread(s, u, &again))
		return;
	s->again = true;
	news = pv_prospect_again(s, &again);
	if (news)
		pv_unit_match(s, &again, PV_DECIDE_AGAIN);
	s->again = false;
	if (!news)
		return;
	keep_unfired(s, first);
	pv_unit_decide(s, &again, PV_DECIDE_AGAIN);
}
