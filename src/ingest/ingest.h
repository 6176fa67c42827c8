/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_INGEST_H
#define PV_INGEST_INGEST_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/span.h"
#include "model/version.h"

/*
 * What a file must be turned into before it can be read, by a program that
 * the caller runs; see pv_ingest_needs().
 */
enum pv_conversion {
	PV_CONVERT_NONE,
	PV_CONVERT_PDF,             /* pdftotext -bbox-layout */
	PV_CONVERT_DOCX             /* a converter to DOCX, for .doc and .rtf */
};

/* What a file that begins with these bytes needs; 16 of them are enough. */
enum pv_conversion pv_ingest_needs(struct pv_span head);

/* A file's bytes, as found. */
struct pv_source {
	struct pv_span name;        /* shown in messages; decides nothing alone */
	struct pv_span bytes;
	struct pv_span converted;   /* what it needs, in full; else empty */
};

/* How tracked changes are read. */
enum pv_changes {
	PV_CHANGES_DEFAULT,         /* accepted, with a note when there are any */
	PV_CHANGES_ACCEPT,
	PV_CHANGES_REJECT,
	PV_CHANGES_ALL              /* both, as [-deleted-] and {+inserted+} */
};

struct pv_ingest_opts {
	const struct pv_mem *mem;   /* NULL = default */
	const char *edgar_type;     /* select documents of a submission; NULL =
	                             * EX-10*, or all when there is none */
	enum pv_changes changes;
};

/*
 * Read a document of any known format into a version.  opts may be NULL.
 * A refusal is PV_EINPUT with a code: E-EMPTY, E-FORMAT, E-ENC, E-ENCUNK,
 * E-NUL, E-DTD, E-DEPTH, E-XMLWF, E-SIZE, E-ARCHIVE,
 * E-CRYPT, E-NOTEXT, E-TOOL.  Nothing is returned partly.
 */
PV_NODISCARD enum pv_rc pv_ingest(const struct pv_source *src,
    const struct pv_ingest_opts *opts, struct pv_version **out,
    struct pv_err *err);

#endif
