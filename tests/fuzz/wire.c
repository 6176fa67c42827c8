/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

/* What a worker sends, with some bytes changed: valid or refused. */
static void
read_back(struct pv_span in)
{
	struct pv_version *v = NULL;
	struct pv_findings *f = NULL;
	struct pv_err err;

	if (pv_unwire_version(&in, &v, &err) != PV_OK)
		return;
	MUST(pv_version_valid(v));
	if (pv_unwire_findings(&in, v, &f, &err) == PV_OK)
		MUST(pv_findings_valid(f, v));
	(void)pv_version_coverage(v);
	pv_findings_free(f);
	pv_version_free(v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pv_span in = pv_span((const char *)data, size), doc, patches;
	struct pv_buf wire = PV_BUF_INIT;
	struct pv_version *v;

	read_back(in);
	patches = fuzz_split(in, &doc);
	v = fuzz_ingest("x.txt", doc);
	if (v == NULL)
		return 0;
	pv_wire_version(v, &wire);
	fuzz_damage(patches, &wire);
	read_back(pv_buf_view(&wire));
	pv_buf_release(&wire);
	pv_version_free(v);
	return 0;
}
