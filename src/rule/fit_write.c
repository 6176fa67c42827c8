/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/fit_data.h"

#include <stdlib.h>
#include <string.h>

#define MOST 100000             /* thousandths: a sum is far below INT32_MAX */

/* -------------------------------------------------------- from a worker */

static enum pv_rc
fail_wire(struct pv_err *err)
{
	return pv_fail(err, PV_ESYS, "E-WIRE", "the worker sent nonsense");
}

enum pv_rc
pv_fit_take(struct pv_fit *f, size_t target, struct pv_span in,
    struct pv_err *err)
{
	struct pv_fit_target *t = pv_fit_target_at(f, target);
	struct pv_fit_weight w;
	struct pv_fit_result *r = &t->result;
	uint32_t i;

	if (in.len < sizeof(*r))
		return fail_wire(err);
	memcpy(r, in.ptr, sizeof(*r));
	in = pv_span_sub(in, sizeof(*r), in.len);
	if (in.len != (uint64_t)r->nweights * sizeof(w) ||
	    r->support > r->threshold)
		return fail_wire(err);
	pv_vec_clear(&t->weights);
	for (i = 0; i < r->nweights; i++) {
		memcpy(&w, in.ptr + i * sizeof(w), sizeof(w));
		if (w.feature >= pv_fit_nfeatures(f) || w.weight > MOST ||
		    w.weight < -MOST)
			return fail_wire(err);
		if (!pv_vec_add(&t->weights, &w))
			return pv_fail_nomem(err);
	}
	return PV_OK;
}

size_t
pv_fit_ntargets(const struct pv_fit *f)
{
	return f->targets.len;
}

static const struct pv_fit_weight *
weight_at(const struct pv_fit_target *t, size_t i)
{
	return PV_VEC_AT(&t->weights, const struct pv_fit_weight, i);
}

struct pv_fit_info
pv_fit_info(const struct pv_fit *f, size_t target)
{
	const struct pv_fit_target *t = pv_fit_target_at(f, target);
	const struct pv_fit_result *r = &t->result;
	struct pv_fit_info out = {
		f->rules->provisions[t->provision].name, t->subtype,
		t->category < 0, r->fitted != 0, 0, 0, 0, 0, r->bias, r->threshold,
		r->support, r->contract, r->span, r->locate, r->item
	};
	size_t i;

	for (i = 0; i < t->labels.len; i++) {
		out.rows += pv_fit_label_at(t, i) != PV_FIT_OUT;
		out.positive += pv_fit_label_at(t, i) == PV_FIT_YES;
	}
	for (i = 0; i < t->weights.len; i++) {
		if (weight_at(t, i)->feature < f->rules->nrules)
			out.rules++;
		else
			out.cues++;
	}
	return out;
}

/* -------------------------------------------------------------- the pack */

/* A cue of a pack being written. */
struct line {
	const struct pv_fit_cue *cue;
	struct pv_span text;
	int32_t weight;
};

static int
by_place(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int32_t u = abs(x->weight), v = abs(y->weight);

	if (x->cue->place != y->cue->place)
		return x->cue->place < y->cue->place ? -1 : 1;
	if (u != v)
		return u > v ? -1 : 1;
	return pv_span_cmp(x->text, y->text);
}

static void
put_milli(struct pv_buf *out, int32_t n)
{
	pv_buf_printf(out, "%s%d.%03d", n < 0 ? "-" : "", abs(n) / 1000,
	    abs(n) % 1000);
}

static void
put_key(struct pv_buf *out, const char *key, int32_t n)
{
	pv_buf_printf(out, "    %s: ", key);
	put_milli(out, n);
	pv_buf_char(out, '\n');
}

/* The words of a cue may be any bytes of a document. */
static void
put_quoted(struct pv_buf *out, struct pv_span s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '"' || c == '\\')
			pv_buf_char(out, '\\');
		if (c < 0x20 || c == 0x7f)
			pv_buf_printf(out, "\\x%02x", (unsigned)c);
		else
			pv_buf_char(out, (char)c);
	}
}

/* Local names of rules, in pack order. */
static void
put_rules(const struct pv_fit *f, const struct pv_fit_target *t,
    struct pv_buf *out)
{
	const struct pv_fit_weight *w;
	bool any = false;
	size_t i;

	for (i = 0; i < t->weights.len; i++) {
		w = weight_at(t, i);
		if (w->feature >= f->rules->nrules)
			continue;
		if (!any)
			pv_buf_str(out, "    rules:\n");
		any = true;
		pv_buf_str(out, "      ");
		pv_buf_span(out, f->rules->rules[w->feature].source->id.s);
		pv_buf_str(out, ": ");
		put_milli(out, w->weight);
		pv_buf_char(out, '\n');
	}
}

static void
put_cues(const struct pv_fit *f, const struct pv_fit_target *t,
    struct pv_buf *out)
{
	struct line *lines = calloc(t->weights.len + 1, sizeof(*lines));
	const struct pv_fit_weight *w;
	size_t i, n = 0;

	if (lines == NULL) {
		out->failed = true;
		return;
	}
	for (i = 0; i < t->weights.len; i++) {
		w = weight_at(t, i);
		if (w->feature < f->rules->nrules)
			continue;
		lines[n].cue = PV_VEC_AT(&f->cues, const struct pv_fit_cue,
		    w->feature - f->rules->nrules);
		lines[n].text = pv_span_sub(pv_buf_view(&f->pool),
		    lines[n].cue->text,
		    (size_t)lines[n].cue->text + lines[n].cue->len);
		lines[n++].weight = w->weight;
	}
	qsort(lines, n, sizeof(*lines), by_place);
	if (n > 0)
		pv_buf_str(out, "    cues:\n");
	for (i = 0; i < n; i++) {
		pv_buf_printf(out, "      \"%s ", pv_cue_place_name(
		    (enum pv_cue_place)lines[i].cue->place));
		put_quoted(out, lines[i].text);
		pv_buf_str(out, "\": ");
		put_milli(out, lines[i].weight);
		pv_buf_char(out, '\n');
	}
	free(lines);
}

static void
put_rate(struct pv_buf *out, const char *name, int32_t f1)
{
	if (f1 < 0)
		return;
	pv_buf_printf(out, ", %s ", name);
	put_milli(out, f1);
}

/* What a model was fitted on, and how well that went. */
static void
put_head(const struct pv_fit *f, size_t target, struct pv_buf *out)
{
	struct pv_fit_info x = pv_fit_info(f, target);

	pv_buf_str(out, "# ");
	pv_buf_span(out, x.provision);
	if (x.subtype.len > 0) {
		pv_buf_char(out, '/');
		pv_buf_span(out, x.subtype);
	}
	if (x.excerpts)
		pv_buf_str(out, " in excerpts");
	pv_buf_printf(out, ": %u of %u sentences have it",
	    (unsigned)x.positive, (unsigned)x.rows);
	if (x.contract >= 0 || x.item >= 0)
		pv_buf_str(out, ".\n# F1 by cross-validation");
	put_rate(out, "contract", x.contract);
	put_rate(out, "span", x.span);
	put_rate(out, "locate", x.locate);
	put_rate(out, "labelled clauses", x.item);
	pv_buf_str(out, "\n");
}

/* Where the labels come from; CUAD's licence asks to be named. */
static void
put_source(const struct pv_fit *f, bool contracts, struct pv_buf *out)
{
	uint32_t n;

	if (contracts)
		pv_buf_printf(out, "%u contracts labelled in CUAD v1 "
		    "(The Atticus Project, CC BY 4.0)",
		    (unsigned)f->ncontracts);
	if (contracts && f->nitems > f->nfair)
		pv_buf_str(out, " and ");
	n = f->nitems - (contracts ? f->nfair : 0);
	if (n > 0)
		pv_buf_printf(out, "%u clauses with their labels",
		    (unsigned)n);
}

static void
put_model(const struct pv_fit *f, size_t target, struct pv_buf *out)
{
	const struct pv_fit_target *t = pv_fit_target_at(f, target);

	if (t->subtype.len > 0) {
		pv_buf_str(out, "  - subtype: ");
		pv_buf_span(out, t->subtype);
		pv_buf_char(out, '\n');
		put_key(out, "bias", t->result.bias);
	} else {
		pv_buf_str(out, "  - bias: ");
		put_milli(out, t->result.bias);
		pv_buf_char(out, '\n');
	}
	pv_buf_str(out, t->category >= 0 ? "    contracts: true\n" :
	    "    excerpts: true\n");
	put_key(out, "threshold", t->result.threshold);
	put_key(out, "support", t->result.support);
	put_rules(f, t, out);
	put_cues(f, t, out);
}

/* Whether a target is fitted and stands in the same pack as another. */
static bool
is_same(const struct pv_fit *f, size_t i, const struct pv_fit_target *t)
{
	const struct pv_fit_target *x = pv_fit_target_at(f, i);

	return x->provision == t->provision && x->result.fitted != 0 &&
	    (x->category < 0) == (t->category < 0);
}

void
pv_fit_write(const struct pv_fit *f, size_t target, struct pv_buf *out)
{
	const struct pv_fit_target *t = pv_fit_target_at(f, target);
	const struct pv_provision *p = &f->rules->provisions[t->provision];
	size_t i;

	pv_buf_str(out, "# Made by 'proviso rules fit'.\n");
	for (i = 0; i < f->targets.len; i++)
		if (is_same(f, i, t))
			put_head(f, i, out);
	pv_buf_str(out, "provision: ");
	pv_buf_span(out, p->name);
	pv_buf_str(out, "\ntitle: \"");
	put_quoted(out, p->pack->title.s);
	pv_buf_str(out, ", fitted weights\"\nversion: \"");
	put_quoted(out, p->pack->version.s);
	pv_buf_str(out, "\"\nfitted: \"");
	put_source(f, t->category >= 0, out);
	pv_buf_str(out, "\"\nweights:\n");
	for (i = 0; i < f->targets.len; i++)
		if (is_same(f, i, t))
			put_model(f, i, out);
}
