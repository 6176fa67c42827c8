/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_QUOTE_H
#define PV_DIFF_QUOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * What an instrument quotes.  Outermost quotations are found with what they
 * quote in turn; one that runs over paragraphs may open each of them anew and
 * is closed at the end of the last one.
 */
struct pv_quote {
	struct pv_range at;         /* with its marks */
	bool closed;
};

struct pv_quotes {
	struct pv_vec list;         /* struct pv_quote, by at.start */
	/*
	 * The text with each byte inside a quotation made an "x", but for the
	 * full stop or comma before the closing mark: as long as the text.
	 */
	struct pv_buf masked;
};

/* False when memory is out; release in any case. */
bool pv_quotes_find(struct pv_quotes *q, struct pv_span text);
void pv_quotes_release(struct pv_quotes *q);

/* The quotation that begins at byte i, or NULL. */
const struct pv_quote *pv_quote_at(const struct pv_quotes *q, uint32_t i);

/* The first quotation that begins at byte i or after it, or NULL. */
const struct pv_quote *pv_quote_from(const struct pv_quotes *q, uint32_t i);

/* Is the mark at byte i that of a term about to be defined? */
bool pv_quote_is_term(struct pv_span text, uint32_t i);

/* What stands between the marks. */
struct pv_range pv_quote_inside(const struct pv_quote *q);

#endif
