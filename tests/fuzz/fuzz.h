/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_FUZZ_FUZZ_H
#define PV_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/crc.h"
#include "ingest/ingest.h"
#include "model/valid.h"
#include "model/wire.h"

/* What libFuzzer calls with each input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that must hold whatever the input. */
#define MUST(cond) ((cond) ? (void)0 : abort())

static inline struct pv_version *
fuzz_ingest_source(const struct pv_source *src,
    const struct pv_ingest_opts *opts)
{
	struct pv_version *v = NULL;
	struct pv_err err = { .rc = PV_OK };
	enum pv_rc rc = pv_ingest(src, opts, &v, &err);

	MUST((rc == PV_OK) == (v != NULL));
	MUST(rc == PV_OK || (err.rc == rc && err.msg[0] != '\0'));
	return v;
}

static inline struct pv_version *
fuzz_ingest(const char *name, struct pv_span bytes)
{
	struct pv_source src = { .name = pv_span_str(name), .bytes = bytes };

	return fuzz_ingest_source(&src, NULL);
}

/* A document that is read is whole, and crosses a pipe unchanged. */
static inline void
fuzz_source(const struct pv_source *src, const struct pv_ingest_opts *opts)
{
	struct pv_version *v = fuzz_ingest_source(src, opts);
	struct pv_version *copy = NULL;
	struct pv_buf wire = PV_BUF_INIT, again = PV_BUF_INIT;
	struct pv_span in;

	if (v == NULL)
		return;
	MUST(pv_version_valid(v));
	MUST(pv_version_coverage(v).unaccounted == 0);
	pv_wire_version(v, &wire);
	in = pv_buf_view(&wire);
	MUST(pv_unwire_version(&in, &copy, NULL) == PV_OK && in.len == 0);
	pv_wire_version(copy, &again);
	MUST(pv_span_eq(pv_buf_view(&wire), pv_buf_view(&again)));
	pv_buf_release(&wire);
	pv_buf_release(&again);
	pv_version_free(copy);
	pv_version_free(v);
}

static inline void
fuzz_document_as(const char *name, struct pv_span bytes,
    const struct pv_ingest_opts *opts)
{
	struct pv_source src = { .name = pv_span_str(name), .bytes = bytes };

	fuzz_source(&src, opts);
}

static inline void
fuzz_document(const char *name, struct pv_span bytes)
{
	fuzz_document_as(name, bytes, NULL);
}

/* A little-endian number of n bytes. */
static inline void
fuzz_number(struct pv_buf *out, size_t value, unsigned n)
{
	for (; n > 0; n--, value >>= 8)
		pv_buf_char(out, (char)(value & 0xFF));
}

/*
 * Add a stored member to the ZIP in `out` and its entry to the directory in
 * `dir`; fuzz_zip_end() closes the ZIP (APPNOTE 4.3).
 */
static inline void
fuzz_zip_add(struct pv_buf *out, struct pv_buf *dir, const char *name,
    struct pv_span bytes)
{
	size_t at = out->len, len = strlen(name);
	struct pv_buf head = PV_BUF_INIT;

	fuzz_number(&head, 20, 2);      /* version, flags, method, time */
	fuzz_number(&head, 0, 4);
	fuzz_number(&head, 0x50210000u, 4);
	fuzz_number(&head, pv_crc32(bytes), 4);
	fuzz_number(&head, bytes.len, 4);
	fuzz_number(&head, bytes.len, 4);
	fuzz_number(&head, len, 4);     /* and no extra field */
	fuzz_number(out, 0x04034B50u, 4);
	pv_buf_span(out, pv_buf_view(&head));
	pv_buf_str(out, name);
	pv_buf_span(out, bytes);
	fuzz_number(dir, 0x02014B50u, 4);
	fuzz_number(dir, 20, 2);
	pv_buf_span(dir, pv_buf_view(&head));
	fuzz_number(dir, 0, 2);         /* comment, disk, attributes */
	fuzz_number(dir, 0, 4);
	fuzz_number(dir, 0, 4);
	fuzz_number(dir, at, 4);
	pv_buf_str(dir, name);
	out->failed = out->failed || head.failed;
	pv_buf_release(&head);
}

static inline void
fuzz_zip_end(struct pv_buf *out, struct pv_buf *dir, size_t members)
{
	size_t at = out->len, len = dir->len;

	pv_buf_span(out, pv_buf_view(dir));
	fuzz_number(out, 0x06054B50u, 4);
	fuzz_number(out, 0, 4);
	fuzz_number(out, members, 2);
	fuzz_number(out, members, 2);
	fuzz_number(out, len, 4);
	fuzz_number(out, at, 4);
	fuzz_number(out, 0, 2);
	pv_buf_release(dir);
}

/* Change bytes of `out`: each patch is a place (two bytes) and a value. */
static inline void
fuzz_damage(struct pv_span patches, struct pv_buf *out)
{
	const uint8_t *p = (const uint8_t *)patches.ptr;

	for (size_t i = 0; i + 2 < patches.len && out->len > 0; i += 3)
		out->ptr[(p[i] | (size_t)p[i + 1] << 8) % out->len] =
		    (char)p[i + 2];
}

/*
 * Patches for fuzz_damage, as many as the first byte of the input says; the
 * document behind them goes to *doc.
 */
static inline struct pv_span
fuzz_split(struct pv_span in, struct pv_span *doc)
{
	size_t n = in.len > 0 ? 1 + 3 * ((unsigned char)in.ptr[0] % 32u) : 0;

	*doc = pv_span_sub(in, n, in.len);
	return pv_span_sub(in, 1, n);
}

#endif
