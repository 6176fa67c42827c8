/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

/* HTML: the input stands behind what tells the reader. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pv_buf b = PV_BUF_INIT;

	pv_buf_str(&b, "<!DOCTYPE html><html>");
	pv_buf_add(&b, data, size);
	fuzz_document("x.html", pv_buf_view(&b));
	pv_buf_release(&b);
	return 0;
}
