/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_FIT_SOLVE_H
#define PV_RULE_FIT_SOLVE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/*
 * L2-regularized logistic regression over rows of zeros and ones: minimize
 *
 *	sum_i s_i log(1 + exp(-y_i z_i)) + 1/2 sum_j lambda_j w_j^2
 *
 * where z_i is the bias and the sum of the weights of the columns that row i
 * has, and y_i is 1 or -1.  The bias is the last of the ncols + 1 weights.
 */
struct pv_fit_problem {
	const size_t *start;    /* nrows + 1: where rows begin in cols */
	const uint32_t *cols;
	size_t nrows, ncols;
	const double *sign;     /* y_i * s_i; s_i > 0 */
	const double *lambda;   /* ncols + 1, all > 0 */
};

/*
 * Solve by L-BFGS from zero; the same input gives the same weights.  w has
 * room for ncols + 1.
 */
PV_NODISCARD enum pv_rc pv_fit_solve(const struct pv_fit_problem *p,
    double *w, struct pv_err *err);

#endif
