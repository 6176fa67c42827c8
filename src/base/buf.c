/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct pv_mem *
mem_of(const struct pv_buf *b)
{
	return b->mem != NULL ? b->mem : &pv_mem_default;
}

void
pv_buf_release(struct pv_buf *b)
{
	const struct pv_mem *mem = mem_of(b);

	if (b->ptr != NULL)
		mem->resize(mem->ctx, b->ptr, 0);
	*b = (struct pv_buf){ NULL, 0, 0, b->mem, false };
}

void
pv_buf_clear(struct pv_buf *b)
{
	b->len = 0;
	b->failed = false;
	if (b->ptr != NULL)
		b->ptr[0] = '\0';
}

bool
pv_buf_reserve(struct pv_buf *b, size_t extra)
{
	const struct pv_mem *mem = mem_of(b);
	size_t need, cap;
	char *ptr;

	if (b->failed)
		return false;
	if (__builtin_add_overflow(b->len, extra, &need) ||
	    __builtin_add_overflow(need, (size_t)1, &need)) {
		b->failed = true;
		return false;
	}
	if (need <= b->cap)
		return true;
	cap = b->cap < 32 ? 64 : b->cap + b->cap / 2;
	if (cap < need)
		cap = need;
	ptr = mem->resize(mem->ctx, b->ptr, cap);
	if (ptr == NULL) {
		b->failed = true;
		return false;
	}
	ptr[b->len] = '\0';
	b->ptr = ptr;
	b->cap = cap;
	return true;
}

void
pv_buf_add(struct pv_buf *b, const void *ptr, size_t len)
{
	if (!pv_buf_reserve(b, len))
		return;
	if (len > 0)
		memcpy(b->ptr + b->len, ptr, len);
	b->len += len;
	b->ptr[b->len] = '\0';
}

void
pv_buf_span(struct pv_buf *b, struct pv_span s)
{
	pv_buf_add(b, s.ptr, s.len);
}

void
pv_buf_str(struct pv_buf *b, const char *s)
{
	pv_buf_add(b, s, strlen(s));
}

void
pv_buf_char(struct pv_buf *b, char c)
{
	pv_buf_add(b, &c, 1);
}

void
pv_buf_u64(struct pv_buf *b, uint64_t n)
{
	char digits[20];
	size_t i = sizeof(digits);

	do {
		digits[--i] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	pv_buf_add(b, digits + i, sizeof(digits) - i);
}

void
pv_buf_printf(struct pv_buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	if (!pv_buf_reserve(b, 64))
		return;
	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(b->ptr + b->len, b->cap - b->len, fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n >= b->cap - b->len &&
	    pv_buf_reserve(b, (size_t)n))
		n = vsnprintf(b->ptr + b->len, b->cap - b->len, fmt, again);
	va_end(again);
	if (n < 0)
		b->failed = true;
	if (b->failed)
		b->ptr[b->len] = '\0';
	else
		b->len += (size_t)n;
}
