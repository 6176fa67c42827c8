/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_JSON_H
#define PV_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/*
 * JSON writing: commas, quotes and escapes, nothing else.  Bytes that are not
 * UTF-8 become U+FFFD; control characters, DEL, C1 and bidirectional controls
 * become \u escapes, so that JSON shown on a terminal is harmless too.
 * Start with { .out = buf }; values at the top level follow each other bare.
 */
struct pv_json {
	struct pv_buf *out;
	unsigned depth;
	bool comma;       /* a value was written at this level */
	bool pretty;      /* newline and two blanks a level */
	bool keyed;       /* a key waits for its value */
};

void pv_json_open(struct pv_json *j, char bracket);    /* '{' or '[' */
void pv_json_close(struct pv_json *j, char bracket);   /* '}' or ']' */
void pv_json_key(struct pv_json *j, const char *key);
void pv_json_str(struct pv_json *j, struct pv_span s);
void pv_json_u64(struct pv_json *j, uint64_t n);
void pv_json_milli(struct pv_json *j, int64_t thousandths); /* 940 -> 0.94 */
void pv_json_bool(struct pv_json *j, bool b);
void pv_json_null(struct pv_json *j);

/* A key and its value, or the bracket that begins it. */
void pv_json_key_str(struct pv_json *j, const char *key, struct pv_span s);
/* Null when it is empty. */
void pv_json_key_maybe(struct pv_json *j, const char *key, struct pv_span s);
void pv_json_key_u64(struct pv_json *j, const char *key, uint64_t n);
void pv_json_key_open(struct pv_json *j, const char *key, char bracket);

#endif
