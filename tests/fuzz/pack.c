/* SPDX-License-Identifier: MIT */
#include "fuzz.h"
#include "rule/rule.h"

/* A rule pack from a stranger; what compiles tags a small document. */
#define DOCUMENT "1. Grant. Northlake grants Cirrus an exclusive license, " \
    "unless Alder aaaaaaaaaaaaaaaaaaaaaaaaaaaa hosts it.\n"

static void
on_message(void *ctx, struct pv_span text)
{
	*(size_t *)ctx += text.len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pv_pack_source pack = { PV_SPAN("x.yaml"),
		pv_span((const char *)data, size) };
	size_t said = 0;
	struct pv_rules_opts opts = { NULL, true, on_message, &said };
	struct pv_rules *rules = NULL;
	struct pv_scanner *scanner = NULL;
	struct pv_findings *f = NULL;
	struct pv_version *v;
	struct pv_err err;

	if (pv_rules_new(&pack, 1, &opts, &rules, &err) != PV_OK)
		return 0;
	v = fuzz_ingest("x.txt", PV_SPAN(DOCUMENT));
	MUST(v != NULL);
	MUST(pv_scanner_new(rules, &scanner, &err) == PV_OK);
	if (pv_scan(scanner, v, &f, &err) == PV_OK)
		MUST(pv_findings_valid(f, v));
	pv_findings_free(f);
	pv_scanner_free(scanner);
	pv_version_free(v);
	pv_rules_free(rules);
	return 0;
}
