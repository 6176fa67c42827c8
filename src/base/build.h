/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_BUILD_H
#define PV_BASE_BUILD_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * Append what tells this build of the program from every other one: the
 * identity that the linker gave it (NT_GNU_BUILD_ID), in hexadecimal.  The same
 * sources, built alike, give the same.  False when it has none.
 */
bool pv_build_id(struct pv_buf *out);

#endif
