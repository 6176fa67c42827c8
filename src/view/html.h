/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_HTML_H
#define PV_VIEW_HTML_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/change.h"
#include "view/markup.h"
#include "view/view.h"

/*
 * A diff as one HTML file: what its parts share.  Text of a document goes
 * through pv_redline_text() and pv_redline_head(), never another way.
 *
 * Anchors: "n12" is clause 12 of the new version, "o12" clause 12 of the old
 * one where it is gone or elsewhere now, "p3" provision change 3.
 */
struct pv_redline {
	struct pv_buf *out;
	struct pv_markup page;       /* writes to out, too */
	const struct pv_diff *d;
	const struct pv_view_opts *o;
	struct pv_arena *work;      /* owns what follows */
	uint32_t *old_change;       /* by clause: its change, or PV_NONE */
	uint32_t *new_change;
	/*
	 * Provision changes that are told at a clause, as lists: node 2 * i is
	 * change i where it is now, node 2 * i + 1 where it was.
	 */
	uint32_t *old_first;        /* by clause: a node, or PV_NONE */
	uint32_t *new_first;
	uint32_t *next;             /* by node */
	size_t *cursor;             /* by change: edits that were put */
	uint8_t *shown;             /* by new clause: enum pv_redline_shown */
	struct pv_redline_entry *entries;  size_t nentries;
};

/* Why a clause of the new version is not folded away. */
enum pv_redline_shown {
	PV_REDLINE_FOLDED,
	PV_REDLINE_CITED,              /* or above a clause that changed */
	PV_REDLINE_CARRIED,            /* inside a clause that moved */
	PV_REDLINE_TOLD
};

/* What stands one below the other, in the order of the new version. */
enum pv_redline_kind {
	PV_REDLINE_CLAUSE,
	PV_REDLINE_TAIL,               /* text after a clause's last child */
	PV_REDLINE_DELETED,            /* of the old version */
	PV_REDLINE_STUB                /* of the old version: moved away */
};
struct pv_redline_entry {
	uint32_t clause;
	uint8_t kind;               /* enum pv_redline_kind */
};

/* html_plan.c: all of the above; false when memory is out. */
bool pv_redline_plan(struct pv_redline *h);
/* The change of a clause, or NULL. */
const struct pv_clause_change *pv_redline_change(const struct pv_redline *h,
    const uint32_t *of, uint32_t clause);

/* html_clause.c: the clauses, one after the other. */
void pv_redline_clauses(struct pv_redline *h);
/* html_edit.c: the words of a clause, marked. */
enum pv_redline_side { PV_REDLINE_BOTH, PV_REDLINE_OLD, PV_REDLINE_NEW };
struct pv_redline_words {
	const struct pv_clause_change *change;
	uint32_t old_clause, new_clause;    /* whose heads are apart */
	size_t from, to;                    /* edits */
	bool head;                          /* the head, else what follows */
};
/* The next edits of entry e, which is a clause or a tail. */
struct pv_redline_words pv_redline_take(struct pv_redline *h,
    const struct pv_redline_entry *e);
void pv_redline_words(struct pv_redline *h, const struct pv_redline_words *w,
    enum pv_redline_side side);

/* html_put.c */
void pv_redline_str(struct pv_redline *h, const char *markup);
void pv_redline_text(struct pv_redline *h, struct pv_span s);
/* At most `most` columns of it. */
void pv_redline_head(struct pv_redline *h, struct pv_span s, size_t most);
/* The label of a clause as a link to it, where there is one to link to. */
void pv_redline_cite_new(struct pv_redline *h, uint32_t clause);
void pv_redline_cite_old(struct pv_redline *h, uint32_t clause);
/* The doctype and <head>; the title is made of the names of both versions. */
void pv_redline_open(struct pv_redline *h);

#endif
