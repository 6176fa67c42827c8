/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_UNIT_INGEST_UTIL_H
#define PV_TESTS_UNIT_INGEST_UTIL_H

#include <stdio.h>
#include <stdlib.h>

#include "ingest/decode.h"
#include "ingest/locate.h"
#include "ingest/segment.h"

#include "check.h"

/*
 * The stages up to normalized text, as pv_ingest() runs them.  A refusal
 * gives NULL and fills *err.
 */
struct util_read {
	struct pv_version *v;
	struct pv_para *paras;
	size_t n;
};

static inline struct util_read
util_read(struct pv_span bytes, const struct pv_reader *reader,
    struct pv_err *err)
{
	struct util_read r = { pv_version_new(NULL), NULL, 0 };
	struct pv_decoded in;
	struct pv_blocks b;
	size_t ndecode;
	enum pv_rc rc;

	if (r.v == NULL)
		abort();
	pv_blocks_init(&b, r.v->arena);
	rc = pv_decode(bytes, &b, &in, err);
	ndecode = b.diags.len;
	if (rc == PV_OK) {
		b.text = in.text;
		rc = reader->read(in.text, &b, err);
	}
	if (rc == PV_OK)
		rc = pv_furniture(&b, err);
	if (rc == PV_OK)
		rc = pv_normalize(r.v, &b, &r.paras, &r.n, err);
	if (rc == PV_OK)
		rc = pv_locate(r.v, &b, &in, ndecode, err);
	pv_blocks_release(&b);
	r.v->source_len = (uint32_t)bytes.len;
	if (rc != PV_OK) {
		pv_version_free(r.v);
		r.v = NULL;
	}
	return r;
}

/* Every byte is mapped or skipped once, and equal where it maps one to one. */
static inline void
util_check_map(const struct pv_version *v, struct pv_span src)
{
	unsigned char *seen = calloc(src.len + 1, 1);
	size_t twice = 0, unlike = 0;

	if (seen == NULL)
		abort();
	for (size_t i = 0; i < v->nmap; i++) {
		const struct pv_map_run *r = &v->map[i];
		uint32_t end = i + 1 < v->nmap ? v->map[i + 1].norm :
		    (uint32_t)v->text.len;

		for (uint32_t k = 0; k < r->src_len; k++)
			seen[r->src + k]++;
		for (uint32_t k = 0; end - r->norm == r->src_len &&
		    k < r->src_len; k++) {
			unsigned char a = (unsigned char)
			    v->text.ptr[r->norm + k];
			unsigned char b = (unsigned char)src.ptr[r->src + k];

			/* white space, or one character for another */
			unlike += a != b && !pv_isspace((char)b) &&
			    b < 0x80 && b != '`';
		}
	}
	for (size_t i = 0; i < v->nskips; i++)
		for (uint32_t k = 0; k < v->skips[i].len; k++)
			seen[v->skips[i].src + k]++;
	for (size_t i = 0; i < src.len; i++)
		twice += seen[i] != 1;
	CHECK_INT(twice, 0);
	CHECK_INT(unlike, 0);
	CHECK_INT(pv_version_coverage(v).unaccounted, 0);
	free(seen);
}

/*
 * Read s as plain text and compare; '$' in want is the empty line between
 * blocks.  What comes out must come out again.
 */
static inline void
util_expect(struct pv_span s, const char *want, const char *file, int line)
{
	struct pv_err err = { .rc = PV_OK };
	struct util_read r = util_read(s, &pv_reader_text, &err), again;
	char *got;
	size_t n = 0;

	check_note(r.v != NULL, file, line, err.msg);
	if (r.v == NULL)
		return;
	util_check_map(r.v, s);
	got = malloc(r.v->text.len + 1);
	if (got == NULL)
		abort();
	for (size_t i = 0; i + 1 < r.v->text.len; i++) {
		got[n++] = r.v->text.ptr[i] == '\n' ? '$' : r.v->text.ptr[i];
		i += r.v->text.ptr[i] == '\n';
	}
	check_str(pv_span(got, n), want, file, line, "normalized text");
	free(got);
	again = util_read(r.v->text, &pv_reader_text, &err);
	check_note(again.v != NULL && pv_span_eq(again.v->text, r.v->text),
	    file, line, "stays as it is when read again");
	pv_version_free(again.v);
	pv_version_free(r.v);
}
#define EXPECT(s, want) \
	util_expect(pv_span_str(s), want, __FILE__, __LINE__)

/* Is there a diagnostic with the code, and where? PV_NONE when not. */
static inline uint32_t
util_diag(const struct pv_version *v, const char *code)
{
	for (size_t i = 0; i < v->ndiags; i++)
		if (pv_span_eq(pv_version_str(v, v->diags[i].code),
		    pv_span_str(code)))
			return v->diags[i].src;
	return PV_NONE;
}

#endif
