/* SPDX-License-Identifier: MIT */
#ifndef PV_MATRIX_CLOUD_H
#define PV_MATRIX_CLOUD_H

#include <stddef.h>

/* Clouds by the names that agreements use; the longer of two comes first. */
struct pv_cloud { const char *name, *key; };

extern const struct pv_cloud pv_clouds[];
extern const size_t pv_nclouds;

#endif
