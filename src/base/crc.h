/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_CRC_H
#define PV_BASE_CRC_H

#include <stdint.h>

#include "base/span.h"

/* The CRC-32 of gzip and ZIP (RFC 1952 section 8). */
uint32_t pv_crc32(struct pv_span s);

#endif
