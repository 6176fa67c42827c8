/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_BUF_H
#define PV_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"

/*
 * Owned bytes that grow.  Failure is sticky: after memory ran out every
 * append does nothing and `failed` stays set, so a caller checks once, at the
 * end.  ptr is NUL-terminated whenever it is not NULL (the NUL is not in len).
 */
struct pv_buf {
	char *ptr;
	size_t len;
	size_t cap;
	const struct pv_mem *mem; /* NULL = pv_mem_default */
	bool failed;
};

#define PV_BUF_INIT { NULL, 0, 0, NULL, false }

void pv_buf_release(struct pv_buf *b);            /* frees, then empty again */
void pv_buf_clear(struct pv_buf *b);              /* keeps the memory */
bool pv_buf_reserve(struct pv_buf *b, size_t extra); /* false: failed */
void pv_buf_add(struct pv_buf *b, const void *ptr, size_t len);
void pv_buf_span(struct pv_buf *b, struct pv_span s);
void pv_buf_str(struct pv_buf *b, const char *s);
void pv_buf_char(struct pv_buf *b, char c);
void pv_buf_u64(struct pv_buf *b, uint64_t n);    /* decimal */
void pv_buf_printf(struct pv_buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static inline struct pv_span
pv_buf_view(const struct pv_buf *b)
{
	return (struct pv_span){ b->ptr, b->len };
}

#endif
