/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_VERSION_H
#define PV_MODEL_VERSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/span.h"
#include "model/names.h"

/*
 * One text of an agreement, read: plain data in flat arrays that refer to
 * each other by index and to the text by byte offset.  So a version can cross
 * a pipe or come out of the store without any pointer to mend (model/wire.h).
 *
 * All ranges are bytes of `text`, the normalized text: one block (paragraph,
 * heading, list item, table row) a line, blocks separated by one empty line,
 * single spaces, straight quotes, ASCII hyphens.  `proviso text` prints it
 * as it stands.
 */

#define PV_NONE UINT32_MAX

struct pv_range { uint32_t start, end; };   /* end exclusive */
struct pv_sref { uint32_t off, len; };      /* a string in the version's pool */

/*
 * The offset map: normalized bytes [norm, next run's norm) come from source
 * bytes [src, src+src_len).  When both lengths agree they map one to one;
 * otherwise as a whole.  Sorted by norm; src ascends too except where a
 * sentence was joined across page furniture or a document was reordered.
 */
struct pv_map_run { uint32_t norm, src, src_len; };

/* Source bytes that are in no clause, and why. */
struct pv_skip { uint32_t src, len, reason; /* enum pv_skip_reason */ };

/* A link whose target is not part of the text. */
struct pv_link { uint32_t at; struct pv_sref url; };

enum pv_clause_flags {
	PV_CLAUSE_HIDDEN = 1 << 0,       /* read, but not shown to a reader */
	PV_CLAUSE_RESERVED = 1 << 1,     /* "[Reserved]", "Intentionally omitted" */
	PV_CLAUSE_NUMBERED = 1 << 2,     /* the number stands in the text */
	PV_CLAUSE_DERIVED = 1 << 3,      /* the label was derived from nesting */
	PV_CLAUSE_INLINE = 1 << 4        /* begins inside a paragraph */
};

/*
 * Clauses in document order, parents before children; [0] is the root.
 *   all      the clause with its descendants
 *   num      the number as printed, with its parentheses and a word such as
 *            "Section", without a closing full stop or colon; or the bullet;
 *            may be empty
 *   heading  without number and closing punctuation; may be empty
 *   stem     own text from `all.start` to the first child (or the end)
 *   tail     own text after the last child ("... in each case subject to
 *            Section 9"); mostly empty
 */
struct pv_clause {
	uint32_t parent;        /* PV_NONE for the root */
	uint32_t next;          /* one past the last descendant */
	uint32_t line;          /* 1-based line of the source */
	uint16_t depth;         /* 0 for the root */
	uint8_t kind;           /* enum pv_clause_kind */
	uint8_t flags;          /* enum pv_clause_flags */
	struct pv_sref label;   /* as a lawyer cites it: 4.2(b)(ii) */
	struct pv_range num, heading, stem, tail, all;
};

/*
 * Sentences of own text (stem without number and heading, and tail), in
 * document order.  A lead-in is the end of a stem that its children finish:
 * "Northlake shall not:".
 */
enum pv_sentence_flags {
	PV_SENT_LEADIN = 1 << 0,    /* goes on in the clause's children */
	PV_SENT_TAIL = 1 << 1,      /* stands in the tail */
	PV_SENT_RUNON = 1 << 2      /* an item that is not a whole sentence */
};
struct pv_sentence {
	uint32_t clause;
	struct pv_range at;
	uint32_t flags;             /* enum pv_sentence_flags */
};

enum pv_def_kind {
	PV_DEF_MEANS,           /* "X" means ... */
	PV_DEF_INLINE,          /* ... (the "X") */
	PV_DEF_PARTY,           /* Affinity Group, Inc. ("AGI") */
	PV_DEF_REFERENCE        /* has the meaning given in Section n */
};
struct pv_def {
	struct pv_sref term;
	struct pv_range at;         /* the defining sentence or parenthesis */
	struct pv_range meaning;    /* what the term stands for; may be empty */
	uint32_t clause;            /* where it is defined */
	uint32_t scope;             /* clause whose subtree it holds in; 0 = all */
	uint32_t kind;              /* enum pv_def_kind */
};

enum pv_ref_relation {
	PV_REF_PLAIN,
	PV_REF_OVERRIDES,       /* notwithstanding Section n */
	PV_REF_LIMITED_BY,      /* subject to, except as set out in Section n */
	PV_REF_EXTERNAL         /* a clause of another document */
};
struct pv_ref {
	struct pv_range at;         /* "Section 4.5(b)" */
	uint32_t clause;            /* where it stands */
	uint32_t to;                /* clause it points at; PV_NONE = dangling */
	uint32_t relation;          /* enum pv_ref_relation */
	struct pv_sref target;      /* its label form: "4.5(b)" */
	struct pv_sref title;       /* "(Confidentiality)" without parentheses */
};

struct pv_party {
	struct pv_sref name, alias, role;   /* alias and role may be empty */
	struct pv_range at;
};

/*
 * Characters of one kind in a word, or a passage, that hide, mislead or
 * disguise.  By at.start; ordinary typography is none.
 */
struct pv_oddity {
	struct pv_range at;         /* the word, or the words around */
	uint32_t kind;              /* enum pv_oddity_kind */
	uint32_t cp;                /* the first one; 0 = NUL, or no character */
	uint32_t src;               /* its byte of the source */
	uint32_t count;
};

struct pv_diag {
	uint32_t severity;          /* enum pv_severity */
	uint32_t src;               /* byte of the source, PV_NONE = whole */
	uint32_t line, col;         /* 1-based; 0 = unknown */
	struct pv_sref code;        /* "W-ENCGUESS" */
	struct pv_sref msg;
};

struct pv_version {
	struct pv_arena *arena;     /* owns everything below */
	char sha256[PV_SHA256_HEX + 1]; /* of the source bytes */
	uint32_t source_len;        /* bytes */
	uint32_t format;            /* enum pv_format */
	uint32_t basis;             /* enum pv_basis */
	struct pv_sref name;        /* file name as given */
	struct pv_sref title;       /* of the agreement; may be empty */
	struct pv_sref date;        /* ISO date of the agreement; may be empty */
	struct pv_span text;
	struct pv_span pool;
	struct pv_map_run *map;         size_t nmap;
	struct pv_skip *skips;          size_t nskips;
	struct pv_link *links;          size_t nlinks;
	struct pv_clause *clauses;      size_t nclauses;
	struct pv_sentence *sentences;  size_t nsentences;
	struct pv_def *defs;            size_t ndefs;
	struct pv_ref *refs;            size_t nrefs;
	struct pv_party *parties;       size_t nparties;
	struct pv_oddity *oddities;     size_t noddities;
	struct pv_diag *diags;          size_t ndiags;
	size_t pool_cap;            /* room in the pool while building */
	bool failed;                /* an append ran out of memory (sticky) */
};

/* An empty version with its own arena; NULL when memory is out. */
struct pv_version *pv_version_new(const struct pv_mem *mem);
void pv_version_free(struct pv_version *v);     /* NULL is fine */

/* Append a string to the pool; on failure v->failed is set. */
struct pv_sref pv_version_add(struct pv_version *v, struct pv_span s);

static inline struct pv_span
pv_version_str(const struct pv_version *v, struct pv_sref s)
{
	return pv_span_sub(v->pool, s.off, (size_t)s.off + s.len);
}

static inline struct pv_span
pv_version_text(const struct pv_version *v, struct pv_range r)
{
	return pv_span_sub(v->text, r.start, r.end);
}

/* Where normalized bytes stand in the source: [start, end). */
struct pv_range pv_version_source(const struct pv_version *v,
    struct pv_range norm);

/* The range to print: source bytes or normalized ones, by v->basis. */
struct pv_range pv_version_place(const struct pv_version *v,
    struct pv_range norm);

/* The innermost clause that holds normalized byte `at`. */
uint32_t pv_version_clause_at(const struct pv_version *v, uint32_t at);

/* The first clause with this label, or PV_NONE. */
uint32_t pv_version_find(const struct pv_version *v, struct pv_span label);

/* Own text of clause i after number and heading, up to its first child. */
struct pv_range pv_clause_body(const struct pv_version *v, uint32_t i);

/* How much of the source is where; all in bytes. */
struct pv_coverage {
	uint64_t source;            /* all of it */
	uint64_t clauses;           /* source bytes under clauses */
	uint64_t skipped[PV_SKIP_SPACE + 1]; /* by reason */
	uint64_t unaccounted;       /* neither: must be 0 */
};
struct pv_coverage pv_version_coverage(const struct pv_version *v);

#endif
