/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_HISTORY_H
#define PV_VIEW_HISTORY_H

#include "base/buf.h"
#include "base/json.h"
#include "model/history.h"

/* Views of a history; out->failed is set when memory is out. */
struct pv_history_opts {
	struct pv_span agreement;   /* its key */
	struct pv_span title;       /* may be empty */
};

/* One object: agreement, title, versions, provisions. */
void pv_history_json(struct pv_buf *out, const struct pv_history *h,
    const struct pv_history_opts *o);

/* The timeline: one picture, and one page around it. */
void pv_history_svg(struct pv_buf *out, const struct pv_history *h,
    const struct pv_history_opts *o);
void pv_history_html(struct pv_buf *out, const struct pv_history *h,
    const struct pv_history_opts *o);

/* An event, with the agreement that it is of. */
struct pv_news {
	struct pv_span agreement, title;
	const struct pv_history *h;
	const struct pv_event *event;
};

/* The members of an event, into an object that is open. */
void pv_event_json(struct pv_json *j, const struct pv_history *h,
    const struct pv_event *e);

/* A list of news: one object, an object a line, or an Atom feed (RFC 4287). */
void pv_news_json(struct pv_buf *out, const struct pv_news *news, size_t n,
    struct pv_span since);
void pv_news_jsonl(struct pv_buf *out, const struct pv_news *news, size_t n);
void pv_news_atom(struct pv_buf *out, const struct pv_news *news, size_t n);

/*
 * The step between the sides of an event, "exclusive -> primary"; empty when
 * both stand on the same step, or on none.
 */
void pv_event_step(struct pv_buf *out, const struct pv_event *e);
/* Its clauses: "3.1", "3.1 -> 4.2", or the one that there is. */
void pv_event_clauses(struct pv_buf *out, const struct pv_event *e);
/* "exclusivity/license" */
void pv_provision_name(struct pv_buf *out, struct pv_span provision,
    struct pv_span subtype);

#endif
