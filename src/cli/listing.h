/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_LISTING_H
#define PV_CLI_LISTING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

/*
 * An agreements.yaml says which agreements the documents beside and below it
 * are versions of.  Its form is a part of YAML small enough to be read where
 * a stranger's file must not be able to do anything: a list of entries, each
 * with scalars in one line.
 *
 *	- agreement: cirrus-msa		# a key: slug
 *	  path: msa-signed.pdf		# or paths: and a list, or [a, b]
 *	  label: signed			# may be left out, as may the date
 *	  date: 2023-05-01
 *
 * A path is that of a file, its name, or a folder, below the folder of the
 * list; * stands for anything, ? for one character.
 */
#define LISTING_NAME "agreements.yaml"

struct listing_entry {
	struct pv_span agreement, label, date;  /* the latter may be empty */
	unsigned line;              /* where the entry begins */
};

/* A path, and which entry says it. */
struct listing_place { struct pv_span path; size_t entry; };

struct listing {
	struct pv_arena *arena;     /* owns everything */
	const struct listing_entry *entries;    size_t nentries;
	const struct listing_place *places;     size_t nplaces; /* sorted */
	const struct listing_place *globs;      size_t nglobs;
};

/* E-LISTING, with the line in *line. */
PV_NODISCARD enum pv_rc listing_parse(struct pv_span text,
    struct listing **out, unsigned *line, struct pv_err *err);
void listing_free(struct listing *l);   /* NULL is fine */

/* The first entry that names a path below the folder, or NULL. */
const struct listing_entry *listing_find(const struct listing *l,
    struct pv_span path);

#endif
