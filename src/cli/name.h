/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_NAME_H
#define PV_CLI_NAME_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"

/* What file names say. */

struct pv_span name_base(struct pv_span path);  /* after the last slash */
struct pv_span name_stem(struct pv_span name);  /* without .ext, .ext.gz */

/* Is it the store of the name db, or what stands beside it for a while? */
bool name_of_store(struct pv_span name, struct pv_span db);

/* Lower case, runs of anything but letters and digits as one hyphen. */
void name_slug(struct pv_buf *out, struct pv_span s);

/* Is it a slug as name_slug() makes them? */
bool name_is_slug(struct pv_span s);

/*
 * Is the path, or its name alone where the pattern has no slash, like the
 * pattern: * stands for anything, slashes, too, and ? for one character?  Or
 * does it stand in the folder that the pattern is?
 */
bool name_fits(struct pv_span pattern, struct pv_span path);

/* A date or a version number in a stem; empty when there is none. */
struct name_part {
	struct pv_span before;      /* what stands in front of it */
	struct pv_span text;
	bool first;                 /* nothing but a short number is before */
	bool plain;                 /* a version that is a bare integer */
};

/* The first YYYY-MM-DD, YYYY-MM or YYYYMMDD (also with _ or .). */
struct name_part name_date(struct pv_span stem);
/* The date as ISO writes it. */
void name_iso(struct pv_buf *out, struct pv_span date);

/* The version number at the end: v2, -1.0, 3_1, a bare integer. */
struct name_part name_version(struct pv_span stem);

#endif
