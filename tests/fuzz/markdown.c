/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

/* Bytes of a file: Markdown. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_document("x.md", pv_span((const char *)data, size));
	return 0;
}
