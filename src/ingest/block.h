/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_BLOCK_H
#define PV_INGEST_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "base/vec.h"
#include "model/names.h"
#include "model/version.h"

/*
 * What a reader yields: blocks in reading order, each a run of fragments of
 * decoded text with the source bytes they came from.  A reader knows lines,
 * tags and list markers; it knows nothing of clauses.
 */

enum pv_block_kind {
	PV_BLOCK_PARA,
	PV_BLOCK_HEADING,       /* the format says that it is one */
	PV_BLOCK_ITEM,          /* a list item: `marker` or a bullet */
	PV_BLOCK_ROW,           /* a table row; cells are joined by " | " */
	PV_BLOCK_BREAK          /* page break or rule; no text */
};

enum pv_block_flags {
	PV_BLOCK_BOLD = 1 << 0,         /* all of it is emphasized */
	PV_BLOCK_LEAD_BOLD = 1 << 1,    /* its first `lead` bytes are: run-in head */
	PV_BLOCK_CENTERED = 1 << 2,
	PV_BLOCK_HIDDEN = 1 << 3,
	PV_BLOCK_FURNITURE = 1 << 4,    /* set by the furniture pass */
	PV_BLOCK_RELATIVE = 1 << 5,     /* marker counts within its list only */
	PV_BLOCK_FROM_STRUCTURE = 1 << 6, /* depth and marker are certain (AKN) */
	PV_BLOCK_PATH = 1 << 7          /* the marker, RELATIVE, tells the lists
	                                 * around its own too: 2.1 */
};

/*
 * A fragment: decoded UTF-8, and where it stands.  When text.len == src_len
 * bytes map one to one, else as a whole (an entity, a transcoded run).
 */
struct pv_frag {
	struct pv_span text;
	uint32_t src, src_len;
};

/*
 * Where a format that counts its lists (DOCX, ODT) says that a number stands.
 * Only within its list is the depth certain.
 */
struct pv_listed {
	uint32_t list;              /* which list counts it, from 1; 0 = none */
	uint8_t depth;              /* in that list, from 1 */
	uint8_t numeral;            /* enum pv_numeral of its last component */
};

struct pv_block {
	uint8_t kind;               /* enum pv_block_kind */
	uint8_t flags;              /* enum pv_block_flags */
	uint16_t level;             /* heading level (1..) or list depth (1..) */
	uint16_t indent;            /* columns of leading white space */
	uint32_t line;              /* 1-based source line */
	uint32_t lead;              /* bytes of run-in emphasis, see LEAD_BOLD */
	struct pv_span marker;      /* list marker or <num>: "2.", "a.", "*" */
	uint32_t marker_src, marker_len; /* its source bytes, when it is printed
	                             * in front of the text it maps there */
	struct pv_listed listed;    /* of the marker */
	uint32_t frag, nfrags;      /* slice of the fragment array */
};

struct pv_blocks {
	struct pv_arena *arena;     /* for decoded text; the version's own */
	struct pv_span text;        /* what offsets count bytes of; the driver's */
	const char *edgar_type;     /* as in pv_ingest_opts; may be NULL */
	unsigned changes;           /* enum pv_changes */
	struct pv_vec blocks;       /* struct pv_block */
	struct pv_vec frags;        /* struct pv_frag */
	struct pv_vec skips;        /* struct pv_skip */
	struct pv_vec links;        /* struct pv_raw_link */
	struct pv_vec diags;        /* struct pv_raw_diag */
	struct pv_vec stated;       /* struct pv_stated (ingest/stated.h) */
	struct pv_vec lines;        /* struct pv_raw_line; else lines are those
	                             * of the text */
};

/* A link in front of source byte `src`. */
struct pv_raw_link { uint32_t src; struct pv_span url; };

/* Of a packed document: what stands from source byte `src` on. */
struct pv_raw_line { uint32_t src, line; };

struct pv_raw_diag {
	enum pv_severity severity;
	uint32_t src;               /* byte of the source, or PV_NONE */
	const char *code;           /* a literal */
	struct pv_span msg;         /* in the arena or a literal */
};

/* Decoded input: strict UTF-8, and the way back to the file's bytes. */
struct pv_decoded {
	struct pv_span text;
	/* runs as in pv_map_run (norm = byte of `text`); none = identity */
	struct pv_map_run *runs;
	size_t nruns;
	uint32_t bom;               /* bytes of the byte order mark */
};

/* No blocks yet, their text in `arena`; the arrays are freed by release. */
void pv_blocks_init(struct pv_blocks *b, struct pv_arena *arena);
void pv_blocks_release(struct pv_blocks *b);
/* Did an array run out of memory? */
bool pv_blocks_failed(const struct pv_blocks *b);

/* Failures to grow are sticky in the vectors; the driver checks at the end. */
struct pv_block *pv_blocks_open(struct pv_blocks *b, enum pv_block_kind kind,
    uint32_t line);
/* Add decoded text to the last block. */
void pv_blocks_text(struct pv_blocks *b, struct pv_span text, uint32_t src,
    uint32_t src_len);
void pv_blocks_skip(struct pv_blocks *b, uint32_t src, uint32_t len,
    enum pv_skip_reason reason);
void pv_blocks_link(struct pv_blocks *b, uint32_t src, struct pv_span url);
void pv_blocks_diag(struct pv_blocks *b, enum pv_severity sev, uint32_t src,
    const char *code, const char *msg);

/*
 * A reader.  bid() looks at the decoded head and the name and says how sure
 * it is, 0 (not mine) to 100.  Offsets a reader gives are bytes of in->text;
 * the driver maps them on to the file.
 */
struct pv_reader {
	const char *name;
	enum pv_format format;
	enum pv_basis basis;
	int (*bid)(struct pv_span head, struct pv_span name);
	enum pv_rc (*read)(struct pv_span text, struct pv_blocks *out,
	    struct pv_err *err);
};

extern const struct pv_reader pv_reader_text;
extern const struct pv_reader pv_reader_markdown;
extern const struct pv_reader pv_reader_html;
extern const struct pv_reader pv_reader_edgar;
extern const struct pv_reader pv_reader_akn;
extern const struct pv_reader pv_reader_xml;

/*
 * A reader of a format that is no text: it claims a file by its first bytes
 * and makes the text that offsets count in (ingest/inner.h), whose places are
 * those of the result.  out->text is set by it.
 */
struct pv_source;
struct pv_packed {
	const char *name;
	enum pv_format format;
	bool (*claims)(const struct pv_source *src);
	enum pv_rc (*read)(const struct pv_source *src, struct pv_blocks *out,
	    struct pv_err *err);
};

extern const struct pv_packed pv_packed_docx;
extern const struct pv_packed pv_packed_doc;    /* by way of DOCX */
extern const struct pv_packed pv_packed_rtf;    /* likewise */
extern const struct pv_packed pv_packed_odt;
extern const struct pv_packed pv_packed_fodt;   /* the same in one file */
extern const struct pv_packed pv_packed_pdf;

#endif
