/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/score.h"

#include <stdlib.h>

#define RESAMPLES 1000u
#define SEED UINT64_C(20210306)

int32_t
pv_score_ratio(uint64_t right, uint64_t of)
{
	return of == 0 ? -1 : (int32_t)((2000 * right + of) / (2 * of));
}

struct pv_rates
pv_score_rates(uint64_t tp, uint64_t fp, uint64_t fn)
{
	return (struct pv_rates){ pv_score_ratio(tp, tp + fp),
		pv_score_ratio(tp, tp + fn),
		pv_score_ratio(2 * tp, 2 * tp + fp + fn) };
}

/* SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* How often each item was drawn in a resample. */
static void
resample(uint32_t *times, uint32_t n, uint64_t *state)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		times[i] = 0;
	for (i = 0; i < n; i++)
		times[draw(state) % n]++;
}

static struct pv_rates
rates_of(const struct pv_score_row *row, const uint32_t *times)
{
	const struct pv_score_count *c;
	uint64_t tp = 0, fp = 0, fn = 0;
	size_t i;

	for (i = 0; i < row->by_item.len; i++) {
		c = PV_VEC_AT(&row->by_item, struct pv_score_count, i);
		tp += (uint64_t)c->tp * times[c->item];
		fp += (uint64_t)c->fp * times[c->item];
		fn += (uint64_t)c->fn * times[c->item];
	}
	return pv_score_rates(tp, fp, fn);
}

static int
by_value(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* Of the resamples that say something. */
static void
percentiles(int32_t *values, int32_t *low, int32_t *high)
{
	size_t none = 0, n;

	qsort(values, RESAMPLES, sizeof(*values), by_value);
	while (none < RESAMPLES && values[none] < 0)
		none++;
	n = RESAMPLES - none;
	*low = *high = -1;
	if (n == 0)
		return;
	*low = values[none + 25 * n / 1000];
	*high = values[none + 975 * n / 1000];
}

enum pv_rc
pv_score_interval(const struct pv_score *s, const struct pv_score_row *row,
    struct pv_interval *out, struct pv_err *err)
{
	uint32_t *times = calloc((size_t)s->nitems + 1, sizeof(*times));
	int32_t (*v)[RESAMPLES] = calloc(3, sizeof(*v));
	uint64_t state = SEED;
	struct pv_rates r;
	unsigned i;

	if (times == NULL || v == NULL) {
		free(times);
		free(v);
		return pv_fail_nomem(err);
	}
	for (i = 0; i < RESAMPLES; i++) {
		resample(times, s->nitems, &state);
		r = rates_of(row, times);
		v[0][i] = r.precision;
		v[1][i] = r.recall;
		v[2][i] = r.f1;
	}
	percentiles(v[0], &out->low.precision, &out->high.precision);
	percentiles(v[1], &out->low.recall, &out->high.recall);
	percentiles(v[2], &out->low.f1, &out->high.f1);
	free(times);
	free(v);
	return PV_OK;
}
