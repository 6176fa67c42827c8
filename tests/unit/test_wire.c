/* SPDX-License-Identifier: MIT */
#include "model/wire.h"

#include "check.h"
#include "model/valid.h"
#include "version_sample.h"

/* What was written reads back as the same bytes. */
static void
test_round_trip(void)
{
	struct pv_version *v = sample_version(), *v2 = NULL;
	struct pv_findings *f = sample_findings(), *f2 = NULL;
	struct pv_buf out = PV_BUF_INIT, again = PV_BUF_INIT;
	struct pv_span in;
	struct pv_err err;

	CHECK(pv_version_valid(v));
	CHECK(pv_findings_valid(f, v));
	pv_wire_version(v, &out);
	pv_wire_findings(f, &out);
	in = pv_buf_view(&out);
	CHECK_INT(pv_unwire_version(&in, &v2, &err), PV_OK);
	CHECK_INT(pv_unwire_findings(&in, v2, &f2, &err), PV_OK);
	CHECK_INT(in.len, 0);
	pv_wire_version(v2, &again);
	pv_wire_findings(f2, &again);
	CHECK(pv_span_eq(pv_buf_view(&out), pv_buf_view(&again)));
	CHECK_STR(pv_finding_attr(f2, 0, PV_ATTR_HOLDER), "Cirrus \"C\"");
	CHECK_STR(pv_version_str(v2, v2->clauses[2].label), "2");
	pv_buf_release(&out);
	pv_buf_release(&again);
	pv_version_free(v);
	pv_version_free(v2);
	pv_findings_free(f);
	pv_findings_free(f2);
}

/*
 * A worker may send anything: every truncation is refused, and no change of
 * a byte reads out of bounds (the sanitizers judge).
 */
static void
test_hostile(void)
{
	struct pv_version *v = sample_version(), *got;
	struct pv_buf out = PV_BUF_INIT;
	struct pv_span in;
	struct pv_err err;
	size_t i;
	char keep;

	pv_wire_version(v, &out);
	for (i = 0; i < out.len; i++) {
		in = pv_span(out.ptr, i);
		CHECK(pv_unwire_version(&in, &got, &err) == PV_ESYS);
	}
	for (i = 0; i < out.len; i++) {
		keep = out.ptr[i];
		out.ptr[i] = (char)(keep ^ 0x55);
		in = pv_buf_view(&out);
		got = NULL;
		if (pv_unwire_version(&in, &got, &err) == PV_OK)
			CHECK(pv_version_valid(got));
		pv_version_free(got);
		out.ptr[i] = keep;
	}
	pv_buf_release(&out);
	pv_version_free(v);
}

/* The offset map answers for bytes, runs and ends. */
static void
test_places(void)
{
	struct pv_version *v = sample_version();
	struct pv_map_run runs[] = { { 0, 0, 3 }, { 3, 3, 5 }, { 4, 8, 100 } };
	struct pv_range r;

	v->map = runs;
	v->nmap = 3;
	v->source_len = 200;
	r = pv_version_source(v, (struct pv_range){ 1, 3 });
	CHECK_INT(r.start, 1);
	CHECK_INT(r.end, 3);
	/* Byte 3 stands for five source bytes as a whole. */
	r = pv_version_source(v, (struct pv_range){ 2, 4 });
	CHECK_INT(r.start, 2);
	CHECK_INT(r.end, 8);
	CHECK_INT(pv_version_clause_at(v, 12), 1);
	CHECK_INT(pv_version_clause_at(v, 60), 2);
	CHECK_INT(pv_version_find(v, PV_SPAN("2")), 2);
	CHECK_INT(pv_version_find(v, PV_SPAN("3")), PV_NONE);
	r = pv_clause_body(v, 1);
	CHECK_STR(pv_version_text(v, r),
	    "Cirrus shall be the sole host of the Models.\n\n");
	pv_version_free(v);
}

int
main(void)
{
	test_round_trip();
	test_hostile();
	test_places();
	return CHECK_DONE();
}
