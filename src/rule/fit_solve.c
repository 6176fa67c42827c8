/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/fit_solve.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/*
 * Nocedal & Wright, Numerical Optimization, 2nd ed., algorithms 7.4 and 7.5.
 * The objective along a direction needs only the rows' sums, so a step costs
 * one pass over the matrix for the direction and one for the gradient, however
 * many points the line search tries.
 */
#define PAIRS 10                /* corrections kept */
#define STEPS 100
#define PROBES 40               /* points of a line search */
#define ENOUGH 2e-5             /* relative decrease that ends it */
#define ARMIJO 1e-4
#define CURVATURE 0.9

struct pair {
	double *s, *y;          /* change of weights, of the gradient */
	double rho;
};

struct solver {
	const struct pv_fit_problem *p;
	size_t n;               /* weights */
	double *w, *grad, *old, *dir;
	double *sums, *slope;   /* of the rows: at w, along dir */
	struct pair pairs[PAIRS];
	size_t npairs, next;
	double *room;           /* all of the above */
};

static double
dot(const double *a, const double *b, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* log(1 + exp(-m)) */
static double
loss(double m)
{
	return m > 0 ? log1p(exp(-m)) : -m + log1p(exp(m));
}

/* out = X w */
static void
multiply(const struct pv_fit_problem *p, const double *w, double *out)
{
	size_t i, k;

	for (i = 0; i < p->nrows; i++) {
		double sum = w[p->ncols];

		for (k = p->start[i]; k < p->start[i + 1]; k++)
			sum += w[p->cols[k]];
		out[i] = sum;
	}
}

/* The gradient at the sums. */
static void
gradient(struct solver *s)
{
	const struct pv_fit_problem *p = s->p;
	size_t i, j, k;

	for (j = 0; j < s->n; j++)
		s->grad[j] = p->lambda[j] * s->w[j];
	for (i = 0; i < p->nrows; i++) {
		double y = p->sign[i] > 0 ? 1.0 : -1.0;
		double g = -p->sign[i] / (1.0 + exp(y * s->sums[i]));

		for (k = p->start[i]; k < p->start[i + 1]; k++)
			s->grad[p->cols[k]] += g;
		s->grad[p->ncols] += g;
	}
}

/* The objective and its derivative at a point of the line. */
struct line { double at, value, slope; };

static void
probe(const struct solver *s, const double *ridge, struct line *l)
{
	const struct pv_fit_problem *p = s->p;
	size_t i;

	l->value = ridge[0] + l->at * (ridge[1] + l->at * ridge[2] / 2);
	l->slope = ridge[1] + l->at * ridge[2];
	for (i = 0; i < p->nrows; i++) {
		double y = p->sign[i] > 0 ? 1.0 : -1.0;
		double m = y * (s->sums[i] + l->at * s->slope[i]);

		l->value += fabs(p->sign[i]) * loss(m);
		l->slope -= p->sign[i] * s->slope[i] / (1.0 + exp(m));
	}
}

/*
 * A point that meets the strong Wolfe conditions, by doubling and halving: the
 * objective is convex, so the sign of the slope tells on which side it lies.
 * False when no progress can be made any more.
 */
static bool
search(const struct solver *s, struct line *l)
{
	double ridge[3] = { 0, 0, 0 }, low = 0, high = HUGE_VAL, step = 1;
	struct line zero = { 0, 0, 0 };
	size_t j;
	int i;

	for (j = 0; j < s->n; j++) {
		double r = s->p->lambda[j];

		ridge[0] += r * s->w[j] * s->w[j] / 2;
		ridge[1] += r * s->w[j] * s->dir[j];
		ridge[2] += r * s->dir[j] * s->dir[j];
	}
	probe(s, ridge, &zero);
	for (i = 0; i < PROBES && zero.slope < 0; i++) {
		l->at = step;
		probe(s, ridge, l);
		if (l->value > zero.value + ARMIJO * step * zero.slope ||
		    l->slope > -CURVATURE * zero.slope)
			high = step;
		else if (l->slope < CURVATURE * zero.slope)
			low = step;
		else
			return true;
		step = isinf(high) ? 2 * step : low + (high - low) / 2;
	}
	return false;
}

static const struct pair *
pair_at(const struct solver *s, size_t age)
{
	return &s->pairs[(s->next + PAIRS - 1 - age) % PAIRS];
}

/* dir = - H grad, algorithm 7.4; the latest pair has age 0. */
static void
direct(struct solver *s)
{
	double alpha[PAIRS], beta, scale = 1;
	const struct pair *q;
	size_t a, j;

	for (j = 0; j < s->n; j++)
		s->dir[j] = -s->grad[j];
	for (a = 0; a < s->npairs; a++) {
		q = pair_at(s, a);
		alpha[a] = q->rho * dot(q->s, s->dir, s->n);
		for (j = 0; j < s->n; j++)
			s->dir[j] -= alpha[a] * q->y[j];
	}
	if (s->npairs > 0) {
		q = pair_at(s, 0);
		scale = 1 / (q->rho * dot(q->y, q->y, s->n));
	} else {
		scale = 1 / (1 + sqrt(dot(s->grad, s->grad, s->n)));
	}
	for (j = 0; j < s->n; j++)
		s->dir[j] *= scale;
	for (a = s->npairs; a-- > 0;) {
		q = pair_at(s, a);
		beta = q->rho * dot(q->y, s->dir, s->n);
		for (j = 0; j < s->n; j++)
			s->dir[j] += (alpha[a] - beta) * q->s[j];
	}
}

/* Remember a step; one of no curvature tells nothing. */
static void
remember(struct solver *s, double step)
{
	struct pair *q = &s->pairs[s->next];
	double curve;
	size_t j;

	for (j = 0; j < s->n; j++) {
		q->s[j] = step * s->dir[j];
		q->y[j] = s->grad[j] - s->old[j];
	}
	curve = dot(q->s, q->y, s->n);
	if (curve <= 0)
		return;
	q->rho = 1 / curve;
	s->next = (s->next + 1) % PAIRS;
	if (s->npairs < PAIRS)
		s->npairs++;
}

static bool
make_room(struct solver *s)
{
	size_t i, rows = s->p->nrows;
	double *at;

	s->room = calloc((3 + 2 * PAIRS) * s->n + 2 * rows, sizeof(double));
	if (s->room == NULL)
		return false;
	at = s->room;
	s->grad = at;
	s->old = at + s->n;
	s->dir = at + 2 * s->n;
	at += 3 * s->n;
	for (i = 0; i < PAIRS; i++, at += 2 * s->n) {
		s->pairs[i].s = at;
		s->pairs[i].y = at + s->n;
	}
	s->sums = at;
	s->slope = at + rows;
	return true;
}

enum pv_rc
pv_fit_solve(const struct pv_fit_problem *p, double *w, struct pv_err *err)
{
	struct solver s = { .p = p, .n = p->ncols + 1, .w = w };
	struct line l = { 0, 0, 0 };
	double last = HUGE_VAL;
	size_t i, k;

	if (!make_room(&s))
		return pv_fail_nomem(err);
	memset(w, 0, s.n * sizeof(*w));
	gradient(&s);
	for (k = 0; k < STEPS; k++) {
		direct(&s);
		multiply(p, s.dir, s.slope);
		if (!search(&s, &l))
			break;
		for (i = 0; i < s.n; i++)
			w[i] += l.at * s.dir[i];
		for (i = 0; i < p->nrows; i++)
			s.sums[i] += l.at * s.slope[i];
		memcpy(s.old, s.grad, s.n * sizeof(*s.old));
		gradient(&s);
		remember(&s, l.at);
		if (last - l.value < ENOUGH * l.value)
			break;
		last = l.value;
	}
	free(s.room);
	return PV_OK;
}
