/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_VOCABULARY_H
#define PV_INGEST_VOCABULARY_H

#include <stdbool.h>

#include "base/span.h"

/*
 * Is it one of the words that agreements turn on, or a small word?  In any
 * case.  Letters that are set apart, disguised or glued together are put
 * right only where a word of this list or of the document comes out.
 */
bool pv_vocabulary_has(struct pv_span word);

#endif
