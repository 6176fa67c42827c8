/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/score.h"

#include "cli/table.h"

static const struct pv_score_row *
row_at(const struct pv_score *s, size_t i)
{
	return *PV_VEC_AT(&s->rows, struct pv_score_row *, i);
}

static void
start(struct table *t, const char *const *head, size_t n)
{
	size_t i;

	table_init(t, n);
	for (i = 0; i < n; i++)
		table_add(t, pv_span_str(head[i]));
}

#define START(t, head) start((t), (head), sizeof(head) / sizeof(*(head)))

static enum pv_rc
finish(struct cli *c, struct table *t, struct pv_err *err)
{
	return table_print(t, c) ? PV_OK : pv_fail_nomem(err);
}

static uint32_t
found(const struct pv_score_row *r)
{
	return r->tp + r->fp + r->again;
}

/* What neither the packs nor the gold know is no row. */
static bool
is_shown(const struct pv_score_row *r)
{
	return r->known || r->items > 0;
}

/* Otherwise no item is about it, or no rule looks for it. */
static bool
is_measured(const struct pv_score_row *r)
{
	return r->known && r->items > 0;
}

static struct pv_right
attributes(const struct pv_score_row *r)
{
	struct pv_right all = { 0, 0 };
	size_t i;

	for (i = 0; i <= PV_ATTR_COUNT; i++) {
		all.right += r->attrs[i].right;
		all.of += r->attrs[i].of;
	}
	return all;
}

static const char *
attr_name(size_t i)
{
	return i == PV_ATTR_COUNT ? PV_GOLD_REDACTED :
	    pv_attr_key_name((enum pv_attr_key)i);
}

/* ------------------------------------------------------------ for people */

static void
add_formatted(struct table *t, struct pv_buf *b)
{
	table_add(t, pv_buf_view(b));
	pv_buf_release(b);
}

static void
add_share(struct table *t, struct pv_right r)
{
	struct pv_buf b = PV_BUF_INIT;

	if (r.of == 0)
		pv_buf_char(&b, '-');
	else
		pv_buf_printf(&b, "%u/%u", (unsigned)r.right,
		    (unsigned)r.of);
	add_formatted(t, &b);
}

static void
add_rate(struct table *t, int32_t n)
{
	if (n < 0)
		table_add(t, PV_SPAN("-"));
	else
		table_add_milli(t, n);
}

static void
add_between(struct table *t, int32_t low, int32_t high)
{
	struct pv_buf b = PV_BUF_INIT;

	if (low < 0)
		pv_buf_char(&b, '-');
	else
		pv_buf_printf(&b, "%d.%03d-%d.%03d", low / 1000, low % 1000,
		    high / 1000, high % 1000);
	add_formatted(t, &b);
}

static enum pv_rc
print_core(struct cli *c, const struct pv_score *s, struct pv_err *err)
{
	static const char *const head[] = {
		"provision", "items", "found", "expected", "right",
		"precision", "recall", "F1", "95 %"
	};
	const struct pv_score_row *r;
	struct pv_interval in;
	struct pv_rates rates;
	struct table t;
	enum pv_rc rc = PV_OK;
	size_t i;

	START(&t, head);
	for (i = 0; i < s->rows.len && rc == PV_OK; i++) {
		r = row_at(s, i);
		if (!is_shown(r))
			continue;
		rates = pv_score_rates(r->tp, r->fp, r->fn);
		table_add(&t, r->provision);
		table_add_u64(&t, r->items);
		table_add_u64(&t, found(r));
		table_add_u64(&t, r->tp + r->fn);
		table_add_u64(&t, r->tp);
		if (!is_measured(r)) {
			table_add(&t, r->known ? PV_SPAN("unmeasured") :
			    PV_SPAN("no rules"));
			table_add(&t, PV_SPAN("-"));
			table_add(&t, PV_SPAN("-"));
			table_add(&t, PV_SPAN("-"));
			continue;
		}
		rc = pv_score_interval(s, r, &in, err);
		if (rc != PV_OK)
			break;
		add_rate(&t, rates.precision);
		add_rate(&t, rates.recall);
		add_rate(&t, rates.f1);
		add_between(&t, in.low.f1, in.high.f1);
	}
	return finish(c, &t, rc == PV_OK ? err : NULL) == PV_OK ? rc :
	    PV_ENOMEM;
}

static enum pv_rc
print_details(struct cli *c, const struct pv_score *s, struct pv_err *err)
{
	static const char *const head[] = {
		"provision", "stance", "subtype", "strength", "attributes",
		"near", "references", "confused", "again"
	};
	const struct pv_score_row *r;
	struct pv_buf b = PV_BUF_INIT;
	struct table t;
	size_t i;

	START(&t, head);
	for (i = 0; i < s->rows.len; i++) {
		r = row_at(s, i);
		if (!is_measured(r))
			continue;
		table_add(&t, r->provision);
		add_share(&t, r->stance);
		add_share(&t, r->subtype);
		add_share(&t, r->strength);
		add_share(&t, attributes(r));
		add_share(&t, r->near);
		pv_buf_printf(&b, "%u/%u+%u", (unsigned)r->ref_tp,
		    (unsigned)(r->ref_tp + r->ref_fn), (unsigned)r->ref_fp);
		add_formatted(&t, &b);
		table_add_u64(&t, r->confused);
		table_add_u64(&t, r->again);
	}
	return finish(c, &t, err);
}

/* ---------------------------------------------------- for people and programs */

static enum pv_rc
print_attributes(struct cli *c, const struct pv_score *s, struct pv_err *err)
{
	static const char *const head[] = {
		"provision", "attribute", "right", "of"
	};
	const struct pv_score_row *r;
	struct table t;
	size_t i, k;

	START(&t, head);
	for (i = 0; i < s->rows.len; i++) {
		r = row_at(s, i);
		for (k = 0; k <= PV_ATTR_COUNT; k++) {
			if (r->attrs[k].of == 0)
				continue;
			table_add(&t, r->provision);
			table_add(&t, pv_span_str(attr_name(k)));
			table_add_u64(&t, r->attrs[k].right);
			table_add_u64(&t, r->attrs[k].of);
		}
	}
	return finish(c, &t, err);
}

static enum pv_rc
print_rules(struct cli *c, const struct pv_score *s, struct pv_err *err)
{
	static const char *const head[] = {
		"rule", "provision", "right", "wrong"
	};
	const struct pv_score_rule *r;
	struct table t;
	size_t i;

	START(&t, head);
	for (i = 0; i < s->rules.len; i++) {
		r = PV_VEC_AT(&s->rules, struct pv_score_rule, i);
		table_add(&t, r->rule);
		table_add(&t, r->provision);
		table_add_u64(&t, r->right);
		table_add_u64(&t, r->wrong);
	}
	return finish(c, &t, err);
}

/* ----------------------------------------------------------- for programs */

static const char *const wide_head[] = {
	"provision", "items", "found", "expected", "tp", "fp", "fn", "again",
	"precision", "precision_low", "precision_high", "recall",
	"recall_low", "recall_high", "f1", "f1_low", "f1_high",
	"stance_right", "stance_of", "subtype_right", "subtype_of",
	"strength_right", "strength_of", "attributes_right", "attributes_of",
	"near_clean", "near_of", "references_right", "references_expected",
	"references_unexpected", "confused"
};

static void
add_rates(struct table *t, int32_t rate, int32_t low, int32_t high)
{
	table_add_milli(t, rate);
	table_add_milli(t, low);
	table_add_milli(t, high);
}

/* in: NULL when it is not measured. */
static void
add_wide(struct table *t, const struct pv_score_row *r,
    const struct pv_interval *in)
{
	const struct pv_rates rates = in == NULL ?
	    (struct pv_rates){ -1, -1, -1 } :
	    pv_score_rates(r->tp, r->fp, r->fn);
	const struct pv_interval x = in == NULL ?
	    (struct pv_interval){ rates, rates } : *in;
	const struct pv_right shares[] = { r->stance, r->subtype,
		r->strength, attributes(r), r->near,
		{ r->ref_tp, r->ref_tp + r->ref_fn } };
	const uint32_t counts[] = { r->items, found(r), r->tp + r->fn, r->tp,
		r->fp, r->fn, r->again };
	size_t i;

	table_add(t, r->provision);
	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		table_add_u64(t, counts[i]);
	add_rates(t, rates.precision, x.low.precision, x.high.precision);
	add_rates(t, rates.recall, x.low.recall, x.high.recall);
	add_rates(t, rates.f1, x.low.f1, x.high.f1);
	for (i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		table_add_u64(t, shares[i].right);
		table_add_u64(t, shares[i].of);
	}
	table_add_u64(t, r->ref_fp);
	table_add_u64(t, r->confused);
}

static enum pv_rc
print_wide(struct cli *c, const struct pv_score *s, struct pv_err *err)
{
	const struct pv_score_row *r;
	struct pv_interval in;
	struct table t;
	enum pv_rc rc = PV_OK;
	size_t i;

	START(&t, wide_head);
	for (i = 0; i < s->rows.len && rc == PV_OK; i++) {
		r = row_at(s, i);
		if (!is_shown(r))
			continue;
		if (is_measured(r))
			rc = pv_score_interval(s, r, &in, err);
		if (rc == PV_OK)
			add_wide(&t, r, is_measured(r) ? &in : NULL);
	}
	return finish(c, &t, rc == PV_OK ? err : NULL) == PV_OK ? rc :
	    PV_ENOMEM;
}

/* --------------------------------------------------------- by contracts */

static void
add_reading(struct table *t, const struct pv_cuad_row *r, const char *reading,
    const struct pv_rates *rates, const struct pv_cuad_counts *n)
{
	table_add(t, pv_span_str(r->category));
	table_add(t, pv_span_str(reading));
	table_add_milli(t, rates->precision);
	table_add_milli(t, rates->recall);
	table_add_milli(t, rates->f1);
	table_add_u64(t, n->tp);
	table_add_u64(t, n->fp);
	table_add_u64(t, n->fn);
}

enum pv_rc
score_print_cuad(struct cli *c, const struct pv_cuad_score *s,
    struct pv_err *err)
{
	static const char *const head[] = {
		"category", "reading", "precision", "recall", "f1", "tp",
		"fp", "fn"
	};
	const struct pv_cuad_row *r;
	struct pv_cuad_counts n;
	struct pv_rates rates;
	struct table t;
	size_t i;

	START(&t, head);
	for (i = 0; i < PV_CUAD_CATEGORIES; i++) {
		r = &s->rows[i];
		if (!r->known)
			continue;
		n = r->contract;
		rates = pv_score_rates(n.tp, n.fp, n.fn);
		add_reading(&t, r, "contract", &rates, &n);
		n = r->span;
		rates = pv_score_rates(n.tp, n.fp, n.fn);
		add_reading(&t, r, "span", &rates, &n);
		n = (struct pv_cuad_counts){ r->locate.hit, r->locate.bad,
			r->locate.miss };
		rates = pv_cuad_place_rates(&r->locate);
		add_reading(&t, r, "locate", &rates, &n);
	}
	return finish(c, &t, err);
}

enum pv_rc
score_print(struct cli *c, const struct pv_score *s, struct pv_err *err)
{
	bool text = is_format(c, "text");
	enum pv_rc rc;

	if (is_format(c, "csv"))
		return print_wide(c, s, err);
	rc = text ? print_core(c, s, err) : print_wide(c, s, err);
	if (rc == PV_OK && text) {
		pv_buf_char(&c->out.buf, '\n');
		rc = print_details(c, s, err);
	}
	if (rc == PV_OK && text)
		pv_buf_char(&c->out.buf, '\n');
	if (rc == PV_OK)
		rc = print_attributes(c, s, err);
	if (rc == PV_OK && text)
		pv_buf_char(&c->out.buf, '\n');
	return rc == PV_OK ? print_rules(c, s, err) : rc;
}
