/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_SAYING_H
#define PV_INGEST_SAYING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/*
 * What the words of one paragraph, trimmed, say that it is; part.c decides
 * whether it may be that where it stands.
 */

/* The word occurs, in any case, in the first `within` bytes. */
bool pv_says(struct pv_span s, const char *word, size_t within);

/* A line that heads a table of contents. */
bool pv_says_contents(struct pv_span s);
/* A line that heads recitals: "RECITALS", "W I T N E S S E T H:". */
bool pv_says_recitals(struct pv_span s);
/* It names an agreement, an amendment, terms ... */
bool pv_says_agreement(struct pv_span t);
/* The title of an attachment: a policy, a form, a price list ... */
bool pv_says_attachment(struct pv_span t);
/* The name of a party that signs, or of a place: no title. */
bool pv_says_company(struct pv_span t);
/* "This Agreement is made between ..." */
bool pv_says_parties(struct pv_span t);
/* Lines of the parties: "(2) Cirrus Ltd., a company ... ("Cirrus")". */
bool pv_says_more_parties(struct pv_span t);
/* "By: ____", "/s/": a line to sign on. */
bool pv_says_signed(struct pv_span t);
/* What is written above the name that signs a letter: "Sincerely,". */
bool pv_says_farewell(struct pv_span t);
/* "Ladies and Gentlemen:", "Dear Ms. Field," */
bool pv_says_greeting(struct pv_span t);
/* Text that is no part of an execution block: long, or it puts a duty. */
bool pv_says_prose(struct pv_span t);

#endif
