/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

/* Bytes of a file: plain text and EDGAR submissions. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_document("x.txt", pv_span((const char *)data, size));
	return 0;
}
