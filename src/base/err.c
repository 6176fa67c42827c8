/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* strerror_r */
#endif
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drop the last character when it is not ASCII: it may have been cut. */
static void
trim_cut(char *msg, size_t len)
{
	size_t i = len;

	while (i > 0 && len - i < 3 && ((unsigned char)msg[i - 1] & 0xC0) == 0x80)
		i--;
	if (i > 0 && ((unsigned char)msg[i - 1] & 0xC0) == 0xC0)
		msg[i - 1] = '\0';
}

__attribute__((format(printf, 4, 0))) static void
fill(struct pv_err *err, enum pv_rc rc, const char *code, const char *fmt,
    va_list ap)
{
	int n;

	err->rc = rc;
	err->line = 0;
	err->col = 0;
	snprintf(err->code, sizeof(err->code), "%s", code != NULL ? code : "");
	n = vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	if (n < 0)
		err->msg[0] = '\0';
	else if ((size_t)n >= sizeof(err->msg))
		trim_cut(err->msg, sizeof(err->msg) - 1);
}

enum pv_rc
pv_fail(struct pv_err *err, enum pv_rc rc, const char *code, const char *fmt,
    ...)
{
	va_list ap;

	if (err == NULL)
		return rc;
	va_start(ap, fmt);
	fill(err, rc, code, fmt, ap);
	va_end(ap);
	return rc;
}

enum pv_rc
pv_fail_at(struct pv_err *err, enum pv_rc rc, const char *code, uint32_t line,
    uint32_t col, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return rc;
	va_start(ap, fmt);
	fill(err, rc, code, fmt, ap);
	va_end(ap);
	err->line = line;
	err->col = col;
	return rc;
}

/* strerror() may share one buffer between threads. */
static const char *
reason(int no, char *buf, size_t len)
{
#ifdef __GLIBC__
	return strerror_r(no, buf, len);
#else
	return strerror_r(no, buf, len) == 0 ? buf : "unknown reason";
#endif
}

enum pv_rc
pv_fail_errno(struct pv_err *err, enum pv_rc rc, const char *code, int no,
    const char *fmt, ...)
{
	char buf[128];
	size_t len;
	va_list ap;
	int n;

	if (err == NULL)
		return rc;
	va_start(ap, fmt);
	fill(err, rc, code, fmt, ap);
	va_end(ap);
	len = strlen(err->msg);
	n = snprintf(err->msg + len, sizeof(err->msg) - len, ": %s",
	    reason(no, buf, sizeof(buf)));
	if (n < 0)
		err->msg[len] = '\0';
	return rc;
}

enum pv_rc
pv_fail_nomem(struct pv_err *err)
{
	return pv_fail(err, PV_ENOMEM, "E-NOMEM", "out of memory");
}
