/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_EDITS_H
#define PV_VIEW_EDITS_H

#include <stdbool.h>

#include "model/change.h"
#include "view/view.h"

/* Helpers that the views of a diff share. */

/* The text that a run of words shows: the new one where both exist. */
struct pv_span pv_edit_text(const struct pv_word_edit *e);

/* Does edit i follow the one before it without a blank? */
bool pv_edit_glued(const struct pv_clause_change *c, size_t i);

/*
 * Long runs that did not change are cut to what stands next to a change:
 * *head and *tail are what to show of run i, with a gap between them when
 * *tail is not empty or the run is cut at an end of the clause.
 */
struct pv_edit_view { struct pv_span head, tail; bool gap; };
struct pv_edit_view pv_edit_context(const struct pv_clause_change *c,
    size_t i);

/* The edits with their context as marked or coloured words. */
struct pv_flow;
void pv_edits_flow(struct pv_flow *f, const struct pv_clause_change *c);

/* The member "edits" of the object that is open: json_diff.c. */
struct pv_json;
void pv_json_edits(struct pv_json *j, const struct pv_word_edit *e, size_t n);

/*
 * The sentence of a finding, cut at blanks to about PV_QUOTE_LEN bytes that
 * hold the words it was found by; whole when little would be left out.
 */
#define PV_QUOTE_LEN 160
#define PV_QUOTE_SLACK 40
struct pv_quote { struct pv_span text; bool before, after; };
struct pv_quote pv_quote(const struct pv_side *side, uint32_t finding);

/* Changes of a kind, in the order in which people want to read them. */
#define PV_CHANGE_SHOWN 6
extern const enum pv_change_kind pv_change_order[PV_CHANGE_SHOWN];

/* "40 renumbered, 12 of white space", or nothing at all. */
void pv_put_noise(struct pv_buf *out, const struct pv_noise *n);

/* Is a change told?  What has substance is, and where things went. */
bool pv_clause_told(const struct pv_clause_change *c);

/* Number of changes that the kinds above name. */
size_t pv_diff_shown(const struct pv_diff *d);

#endif
