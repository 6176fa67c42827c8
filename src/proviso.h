/* SPDX-License-Identifier: MIT */
#ifndef PROVISO_H
#define PROVISO_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * libproviso: read an agreement, find its provisions, compare two versions.
 *
 * All functions may be called from several threads as long as each object is
 * used by one at a time; a `struct pv_engine` that is no longer being given
 * packs may be shared by pv_document_read calls only when each thread has an
 * engine of its own.  Nothing here prints, exits, reads the environment or
 * keeps global state.  A document from somebody else should be read in a
 * process that can open nothing, as the proviso command does.
 *
 * Strings are UTF-8, NUL-terminated, and live as long as the object they were
 * asked from.  Offsets are bytes, ends exclusive.
 */

struct pv_engine;       /* compiled rule packs */
struct pv_document;     /* one version of an agreement, tagged */
struct pv_comparison;   /* what changed between two documents */

/* Why a call failed; filled by the call, owned by the caller. */
struct pv_problem {
	char code[16];          /* stable, such as "E-DTD"; may be empty */
	char message[512];
	unsigned line, column;  /* 1-based, 0 = unknown */
};

/* A pack, as bytes of YAML; name is used in messages. */
struct pv_pack {
	const char *name;
	const void *bytes;
	size_t len;
};

/*
 * Compile packs into an engine.  NULL on failure.  problem may be NULL here
 * and everywhere.  Free with pv_engine_free.
 */
struct pv_engine *pv_engine_new(const struct pv_pack *packs, size_t npacks,
    struct pv_problem *problem);
void pv_engine_free(struct pv_engine *engine);

/*
 * Read and tag a document of any known format (text, Markdown, HTML, EDGAR,
 * XML).  The bytes are not kept.  NULL on failure: the document was refused.
 */
struct pv_document *pv_document_read(struct pv_engine *engine,
    const char *name, const void *bytes, size_t len,
    struct pv_problem *problem);
void pv_document_free(struct pv_document *doc);

/* The normalized text; *len (may be NULL) receives its length in bytes. */
const char *pv_document_text(const struct pv_document *doc, size_t *len);

/* Title and ISO date as far as the text states them; "" otherwise. */
const char *pv_document_title(const struct pv_document *doc);
const char *pv_document_date(const struct pv_document *doc);

/* One clause, in document order; the texts are not NUL-terminated. */
struct pv_clause_info {
	const char *label;      /* as a lawyer cites it: 4.2(b)(ii) */
	size_t label_len;
	const char *heading;
	size_t heading_len;
	const char *text;       /* with its sub-clauses */
	size_t text_len;
	size_t start, end;      /* of the text, in the normalized text */
	unsigned depth;         /* 1 = top level */
};
size_t pv_document_nclauses(const struct pv_document *doc);
bool pv_document_clause(const struct pv_document *doc, size_t i,
    struct pv_clause_info *out);

/* One finding, in document order; the texts are not NUL-terminated. */
struct pv_finding_info {
	size_t clause;          /* index for pv_document_clause */
	const char *provision;
	size_t provision_len;
	const char *subtype;
	size_t subtype_len;
	const char *stance;     /* NUL-terminated: "in-force" ... */
	const char *strength;   /* NUL-terminated: "exclusive" ... or "none" */
	double confidence;      /* 0..1 */
	const char *text;       /* the operative sentence(s) */
	size_t text_len;
	size_t start, end;      /* of the text, in the normalized text */
};
size_t pv_document_nfindings(const struct pv_document *doc);
bool pv_document_finding(const struct pv_document *doc, size_t i,
    struct pv_finding_info *out);

/*
 * Rules that hit a limit while the document was tagged: when this is not 0 the
 * absence of a finding proves nothing.
 */
size_t pv_document_ngaps(const struct pv_document *doc);

/*
 * The findings as JSON lines, the comparison as one JSON object, in the form
 * of proviso-json(5).  The caller frees the string with pv_string_free; NULL
 * when memory is out.
 */
char *pv_document_json(const struct pv_document *doc);
char *pv_comparison_json(const struct pv_comparison *cmp);
void pv_string_free(char *s);

/* Two versions of one agreement, named so that they cannot be swapped. */
struct pv_version_pair {
	const struct pv_document *old_version, *new_version;
};

/*
 * What really changed.  The comparison borrows both documents, which must
 * outlive it.  NULL on failure.
 */
struct pv_comparison *pv_compare(const struct pv_version_pair *pair,
    struct pv_problem *problem);
void pv_comparison_free(struct pv_comparison *cmp);

/* false: no change of substance. */
bool pv_comparison_substantive(const struct pv_comparison *cmp);

/* One change of a provision, the gravest first; why is not NUL-terminated. */
struct pv_change_info {
	const char *change;     /* NUL-terminated: "lost", "weakened" ... */
	const char *provision;
	size_t provision_len;
	const char *subtype;
	size_t subtype_len;
	const char *why;
	size_t why_len;
};
size_t pv_comparison_nchanges(const struct pv_comparison *cmp);
bool pv_comparison_change(const struct pv_comparison *cmp, size_t i,
    struct pv_change_info *out);

#ifdef __cplusplus
}
#endif

#endif
