/* SPDX-License-Identifier: MIT */
#include "ingest/ingest.h"

#include "check.h"

static struct pv_version *
read_text(const char *text)
{
	struct pv_source src = { .name = PV_SPAN("t.txt"),
		.bytes = pv_span_str(text) };
	struct pv_version *v = NULL;
	struct pv_err err;

	CHECK_INT(pv_ingest(&src, NULL, &v, &err), PV_OK);
	return v;
}

static const struct pv_def *
find_def(const struct pv_version *v, const char *term)
{
	size_t i;

	for (i = 0; i < v->ndefs; i++)
		if (pv_span_eq(pv_version_str(v, v->defs[i].term),
		    pv_span_str(term)))
			return &v->defs[i];
	return NULL;
}

static void
check_def(const struct pv_version *v, const char *term,
    enum pv_def_kind kind, const char *meaning)
{
	const struct pv_def *d = find_def(v, term);

	CHECK(d != NULL);
	if (d == NULL) {
		printf("#   no definition of %s\n", term);
		return;
	}
	CHECK_INT(d->kind, kind);
	CHECK_STR(pv_span_trim(pv_version_text(v, d->meaning)), meaning);
}

static void
test_forms(void)
{
	struct pv_version *v = read_text(
	    "HOSTING AGREEMENT\n\n"
	    "This Hosting Agreement (this \"Agreement\") is entered into as of "
	    "March 5, 2026 by and between Northlake Research, Inc., a Delaware "
	    "corporation (\"Northlake\"), and Cirrus Cloud LLC (the "
	    "\"Host\").\n\n"
	    "1. Definitions.\n\n"
	    "1.1 \"Permitted Platform\" means the cloud platform of Cirrus.\n\n"
	    "1.2 \"Model\" or \"Models\" shall mean the models listed in "
	    "Schedule 1.\n\n"
	    "1.3 Affiliate\" means any entity under common control.\n\n"
	    "1.4 \"Fees\" has the meaning set forth in Section 3.1.\n\n"
	    "2. Service. Cirrus shall host the Models on its servers (the "
	    "\"Service\") and keep a copy of each (together with all later "
	    "versions, the \"Escrow Copy\").\n\n"
	    "3. Fees.\n\n"
	    "3.1 Northlake shall pay the fees. He said \"wait\" and left.\n");

	check_def(v, "Permitted Platform", PV_DEF_MEANS,
	    "the cloud platform of Cirrus.");
	check_def(v, "Model", PV_DEF_MEANS,
	    "the models listed in Schedule 1.");
	check_def(v, "Models", PV_DEF_MEANS,
	    "the models listed in Schedule 1.");
	check_def(v, "Affiliate", PV_DEF_MEANS,
	    "any entity under common control.");
	check_def(v, "Fees", PV_DEF_REFERENCE, "set forth in Section 3.1.");
	check_def(v, "Northlake", PV_DEF_PARTY, "Northlake Research, Inc.");
	check_def(v, "Host", PV_DEF_PARTY, "Cirrus Cloud LLC");
	check_def(v, "Service", PV_DEF_INLINE, "its servers");
	CHECK(find_def(v, "wait") == NULL);
	CHECK(find_def(v, "Agreement") == NULL ||
	    find_def(v, "Agreement")->kind == PV_DEF_INLINE);
	CHECK_INT(v->nparties, 2);
	CHECK_STR(pv_version_str(v, v->title), "HOSTING AGREEMENT");
	CHECK_STR(pv_version_str(v, v->date), "2026-03-05");
	pv_version_free(v);
}

/* A company's short name is a party's alias wherever it is given. */
static void
test_alias(void)
{
	struct pv_version *v = read_text(
	    "1. Parties. The services are performed by Alder Group, Inc. "
	    "(\"AGI\") for the customer.\n\n"
	    "2. Trigger. \"AGI\" as used here is the company.\n");
	const struct pv_def *d = find_def(v, "AGI");

	CHECK(d != NULL && d->kind == PV_DEF_PARTY);
	CHECK_INT(v->nparties, 1);
	CHECK_STR(pv_version_str(v, v->parties[0].name), "Alder Group, Inc.");
	pv_version_free(v);
}

static const struct pv_ref *
find_ref(const struct pv_version *v, const char *target)
{
	size_t i;

	for (i = 0; i < v->nrefs; i++)
		if (pv_span_eq(pv_version_str(v, v->refs[i].target),
		    pv_span_str(target)))
			return &v->refs[i];
	return NULL;
}

static void
check_ref(const struct pv_version *v, const char *target, const char *to,
    enum pv_ref_relation relation)
{
	const struct pv_ref *r = find_ref(v, target);

	CHECK(r != NULL);
	if (r == NULL) {
		printf("#   no reference to %s\n", target);
		return;
	}
	CHECK_INT(r->relation, relation);
	CHECK_STR(r->to == PV_NONE ? PV_SPAN("") :
	    pv_version_str(v, v->clauses[r->to].label), to);
}

static void
test_references(void)
{
	struct pv_version *v = read_text(
	    "1. Scope.\n\n"
	    "1.1 Subject to Section 2.1(b), Cirrus hosts the Models.\n\n"
	    "1.2 Notwithstanding Sections 2.1 and 9.4, the list in Schedule 1 "
	    "counts. Section 16 of the Exchange Act does not apply.\n\n"
	    "2. Terms.\n\n"
	    "2.1 Cirrus shall:\n\n(a) host; and\n\n(b) serve as Section 2.2 "
	    "(Fees) says.\n\n"
	    "2.2 Fees. See Article II.\n\n"
	    "SCHEDULE 1\n\n"
	    "1. Models. The models of paragraph 2.\n\n"
	    "2. More. All others.\n");

	check_ref(v, "2.1(b)", "2.1(b)", PV_REF_LIMITED_BY);
	check_ref(v, "2.1", "2.1", PV_REF_OVERRIDES);
	check_ref(v, "9.4", "", PV_REF_OVERRIDES);
	check_ref(v, "Schedule 1", "Schedule 1", PV_REF_PLAIN);
	check_ref(v, "16", "", PV_REF_EXTERNAL);
	check_ref(v, "2.2", "2.2", PV_REF_PLAIN);
	CHECK(find_ref(v, "2.2") != NULL && pv_span_eq(pv_version_str(v,
	    find_ref(v, "2.2")->title), PV_SPAN("Fees")));
	pv_version_free(v);
}

int
main(void)
{
	test_forms();
	test_alias();
	test_references();
	return CHECK_DONE();
}
