/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_UNIT_VERSION_SAMPLE_H
#define PV_TESTS_UNIT_VERSION_SAMPLE_H

#include <string.h>

#include "model/finding.h"
#include "model/version.h"

/*
 * A small version with one of everything, and two findings in it, for tests
 * of what carries versions about.  The text is its own source.
 */
#define SAMPLE_TEXT \
	"1. Hosting. Cirrus shall be the sole host of the Models.\n\n" \
	"2. Terms. \"Models\" means what Schedule 1 lists.\n"

static inline struct pv_version *
sample_version(void)
{
	static const struct pv_map_run runs[] = { { 0, 0, 20 },
		{ 20, 20, sizeof(SAMPLE_TEXT) - 21 } };
	static const struct pv_sentence sentences[] = {
		{ 1, { 12, 56 }, 0 }, { 2, { 68, 106 }, PV_SENT_LEADIN } };
	struct pv_version *v = pv_version_new(NULL);
	struct pv_clause *c;

	v->text = PV_SPAN(SAMPLE_TEXT);
	v->source_len = (uint32_t)v->text.len;
	memset(v->sha256, 'a', PV_SHA256_HEX);
	v->name = pv_version_add(v, PV_SPAN("sample.txt"));
	v->title = pv_version_add(v, PV_SPAN("Sample Agreement"));
	v->nmap = 2;
	v->map = pv_arena_array(v->arena, 2, sizeof(*v->map));
	memcpy(v->map, runs, sizeof(runs));
	v->nclauses = 3;
	v->clauses = c = pv_arena_array(v->arena, 3, sizeof(*c));
	c[0] = (struct pv_clause){ .parent = PV_NONE, .next = 3,
		.kind = PV_CLAUSE_ROOT, .all = { 0, v->source_len } };
	c[1] = (struct pv_clause){ .next = 2, .line = 1, .depth = 1,
		.kind = PV_CLAUSE_ARTICLE, .num = { 0, 2 },
		.heading = { 3, 10 }, .stem = { 0, 58 }, .all = { 0, 58 } };
	c[2] = (struct pv_clause){ .next = 3, .line = 3, .depth = 1,
		.kind = PV_CLAUSE_ARTICLE, .num = { 58, 60 },
		.heading = { 61, 66 }, .stem = { 58, v->source_len },
		.all = { 58, v->source_len } };
	c[1].label = pv_version_add(v, PV_SPAN("1"));
	c[2].label = pv_version_add(v, PV_SPAN("2"));
	v->nsentences = 2;
	v->sentences = pv_arena_array(v->arena, 2, sizeof(*v->sentences));
	memcpy(v->sentences, sentences, sizeof(sentences));
	v->ndefs = 1;
	v->defs = pv_arena_array(v->arena, 1, sizeof(*v->defs));
	v->defs[0] = (struct pv_def){ .at = { 68, 106 },
		.meaning = { 83, 105 }, .clause = 2,
		.term = pv_version_add(v, PV_SPAN("Models")) };
	v->nrefs = 1;
	v->refs = pv_arena_array(v->arena, 1, sizeof(*v->refs));
	v->refs[0] = (struct pv_ref){ .at = { 88, 98 }, .clause = 2,
		.to = PV_NONE, .target = pv_version_add(v,
		PV_SPAN("Schedule 1")) };
	return v;
}

static inline struct pv_findings *
sample_findings(void)
{
	struct pv_findings *f = pv_findings_new(NULL);
	struct pv_finding *x;

	f->nitems = 2;
	f->items = x = pv_arena_array(f->arena, 2, sizeof(*x));
	f->nattrs = 1;
	f->attrs = pv_arena_array(f->arena, 1, sizeof(*f->attrs));
	f->attrs[0].key = PV_ATTR_HOLDER;
	f->attrs[0].value = pv_findings_add(f, PV_SPAN("Cirrus \"C\""));
	f->nevidence = 1;
	f->evidence = pv_arena_array(f->arena, 1, sizeof(*f->evidence));
	f->evidence[0] = (struct pv_evidence){ .at = { 29, 38 },
		.rule = pv_findings_add(f, PV_SPAN("exclusivity.hosting.is")),
		.weight = 2125 };
	x[0] = (struct pv_finding){ .clause = 1, .at = { 12, 56 },
		.provision = pv_findings_add(f, PV_SPAN("exclusivity")),
		.subtype = pv_findings_add(f, PV_SPAN("hosting")),
		.rule = f->evidence[0].rule, .stance = PV_STANCE_IN_FORCE,
		.strength = PV_STRENGTH_SOLE, .confidence = 941,
		.flags = PV_FINDING_REDACTED, .nattrs = 1, .nevidence = 1 };
	x[1] = (struct pv_finding){ .clause = 2, .at = { 68, 106 },
		.provision = pv_findings_add(f, PV_SPAN("license-grant")),
		.rule = pv_findings_add(f, PV_SPAN("license-grant.x")),
		.stance = PV_STANCE_REFERENCE, .confidence = 500,
		.attrs = 1, .evidence = 1 };
	return f;
}

#endif
