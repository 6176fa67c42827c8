/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_LATE_H
#define PV_BASE_LATE_H

#include <stddef.h>

#include "base/err.h"

/*
 * Libraries that few runs need and that take long to load are not linked: the
 * file that calls one has a table of its functions, each a pointer under the
 * function's own name, and fills it before it calls.  Where configure could
 * not tell a library's name (PV_LATE_...) it is linked, and the same table
 * holds the addresses.
 *
 *	#define CALLS(X) X(archive_read_new) X(archive_read_free)
 *	struct calls { CALLS(PV_LATE_FIELD) };
 */
struct pv_late {
	const char *name;
	size_t at;              /* in the table */
};

#define PV_LATE_FIELD(function) __typeof__(function) *function;
#define PV_LATE_NAME(function) { #function, offsetof(struct calls, function) },
#define PV_LATE_ADDRESS(function) .function = (function),

/*
 * Fill a table of n functions from the library of this name (DT_SONAME), which
 * is loaded unless it is; it stays.  Opens files only then, so a process that
 * will lose them loads first.  PV_ESYS, E-SYS.
 */
PV_NODISCARD enum pv_rc pv_late_load(const char *library,
    const struct pv_late *functions, size_t n, void *table,
    struct pv_err *err);

#endif
