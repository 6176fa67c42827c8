/* SPDX-License-Identifier: MIT */
#ifndef PV_LINT_LINTER_H
#define PV_LINT_LINTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"
#include "lint/mark.h"
#include "model/lint.h"
#include "model/version.h"

/* One run of the checks.  Failures to allocate are sticky. */
struct pv_linter {
	const struct pv_version *v;
	struct pv_arena *arena;     /* of the result */
	struct pv_arena *scratch;   /* of the run */
	struct pv_vec items;        /* struct pv_lint */
	struct pv_marks marks;
	uint32_t redactions;        /* passages taken out, as far as marked */
	bool amends;                /* the text changes another document */
	bool failed;
};

/* A report; `subject` may point anywhere, and text is made by fmt. */
struct pv_lint_at {
	enum pv_lint_kind kind;
	uint32_t clause, other;
	struct pv_range at;
	struct pv_span subject;
};
void pv_lint_add(struct pv_linter *l, const struct pv_lint_at *what,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The checks; each reports in any order. */
void pv_lint_references(struct pv_linter *l);   /* refer.c */
void pv_lint_titles(struct pv_linter *l);       /* title.c */
void pv_lint_terms(struct pv_linter *l);        /* term.c */
void pv_lint_order(struct pv_linter *l);        /* order.c */
void pv_lint_blanks(struct pv_linter *l);       /* blank.c */

/* Does clause c stand in a schedule, exhibit, annex ...? */
bool pv_lint_attached(const struct pv_version *v, uint32_t c);

/* Length of the first of the words (NULL-ended) that s begins with, whole
 * words only, case folded; 0 when none. */
size_t pv_lint_word(struct pv_span s, const char *const *words);

/* Does one of the words (NULL-ended) stand in s, case folded? */
bool pv_lint_has(struct pv_span s, const char *const *words);

#endif
