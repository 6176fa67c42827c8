/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "store/pack.h"

/* The structure of a version in a store, with some bytes changed. */
static void
read_back(struct pv_span blob, struct pv_span text, uint32_t source_len)
{
	struct pv_version *v = pv_version_new(NULL);
	struct pv_err err;

	MUST(v != NULL);
	v->text = text;
	v->source_len = source_len;
	memset(v->sha256, 'a', PV_SHA256_HEX);
	if (pv_unpack(blob, v, &err) == PV_OK) {
		MUST(pv_version_valid(v));
		(void)pv_version_coverage(v);
	}
	pv_version_free(v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pv_span in = pv_span((const char *)data, size), doc, patches;
	struct pv_buf blob = PV_BUF_INIT;
	struct pv_version *v;

	patches = fuzz_split(in, &doc);
	read_back(in, PV_SPAN("1. Term. This lasts a year.\n"), 28);
	v = fuzz_ingest("x.txt", doc);
	if (v == NULL)
		return 0;
	pv_pack(v, &blob);
	fuzz_damage(patches, &blob);
	read_back(pv_buf_view(&blob), v->text, v->source_len);
	pv_buf_release(&blob);
	pv_version_free(v);
	return 0;
}
