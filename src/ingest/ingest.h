/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_INGEST_H
#define PV_INGEST_INGEST_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/span.h"
#include "model/version.h"

/* A file's bytes, as found. */
struct pv_source {
	struct pv_span name;        /* shown in messages; decides nothing alone */
	struct pv_span bytes;
};

struct pv_ingest_opts {
	const struct pv_mem *mem;   /* NULL = default */
	const char *edgar_type;     /* select documents of a submission; NULL =
	                             * EX-10*, or all when there is none */
};

/*
 * Read a document of any known format into a version.  opts may be NULL.
 * A refusal is PV_EINPUT with a code: E-EMPTY, E-FORMAT, E-ENC, E-ENCUNK,
 * E-NUL, E-DTD, E-DEPTH, E-XMLWF, E-SIZE.  Nothing is returned partly.
 */
PV_NODISCARD enum pv_rc pv_ingest(const struct pv_source *src,
    const struct pv_ingest_opts *opts, struct pv_version **out,
    struct pv_err *err);

#endif
