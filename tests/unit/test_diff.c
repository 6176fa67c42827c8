/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "diff/diff.h"
#include "mkversion.h"

#define LAW "This agreement is governed by the laws of the state in which " \
	"Cirrus has its seat"
#define FEES "Cirrus shall pay all undisputed fees within thirty days of " \
	"each invoice it receives"

static struct pv_diff *
diff_of(const struct pv_version *a, const struct pv_version *b)
{
	struct pv_diff_input in = { { a, NULL }, { b, NULL } };
	struct pv_diff *d = NULL;

	if (pv_diff(&in, &d, NULL) != PV_OK)
		mk_die("diff");
	return d;
}

static void
done(struct pv_diff *d, struct pv_version *a, struct pv_version *b)
{
	pv_diff_free(d);
	pv_version_free(a);
	pv_version_free(b);
}

/* A clause is put in before the target; the reference follows or not. */
static void
test_refs(void)
{
	static const struct mk_clause a[] = { { "1", "", FEES, "" },
	    { "2", "", LAW, "" }, { "3", "", "Section 2 survives the end of "
	    "this agreement", "" } }, b[] = { { "1", "", FEES, "" },
	    { "2", "", "Alder and Basalt are no parties to this agreement and "
	    "gain no rights under it", "" }, { "3", "", LAW, "" },
	    { "4", "", "Section 3 survives the end of this agreement", "" } },
	    c[] = { { "1", "", FEES, "" }, { "2", "", "Alder and Basalt are no "
	    "parties to this agreement and gain no rights under it", "" },
	    { "3", "", LAW, "" }, { "4", "", "Section 2 survives the end of "
	    "this agreement", "" } }, e[] = { { "1", "", FEES, "" },
	    { "2", "", "Section 2 survives the end of this agreement", "" } };
	struct pv_version *x = MK_VERSION(a), *y = MK_VERSION(b);
	struct pv_diff *d;

	mk_ref(x, "3", "Section 2", "2");
	mk_ref(y, "4", "Section 3", "3");
	d = diff_of(x, y);
	CHECK_INT(d->nrefs, 0);
	CHECK_INT(d->nclauses, 3);      /* one inserted, two renumbered */
	CHECK_INT(d->noise.renumbered, 2);
	done(d, x, y);

	/* the number stayed and now means another clause */
	x = MK_VERSION(a);
	y = MK_VERSION(c);
	mk_ref(x, "3", "Section 2", "2");
	mk_ref(y, "4", "Section 2", "2");
	d = diff_of(x, y);
	CHECK_INT(d->nrefs, 1);
	if (d->nrefs == 1) {
		CHECK_INT(d->refs[0].problem, PV_REF_REPOINTED);
		CHECK_INT(d->refs[0].from, mk_find(y, "4"));
		CHECK_STR(d->refs[0].to, "2");
	}
	done(d, x, y);

	/* the target is gone */
	x = MK_VERSION(a);
	y = MK_VERSION(e);
	mk_ref(x, "3", "Section 2", "2");
	mk_ref(y, "2", "Section 2", "");
	d = diff_of(x, y);
	CHECK_INT(d->nrefs, 1);
	if (d->nrefs == 1)
		CHECK_INT(d->refs[0].problem, PV_REF_DANGLING);
	CHECK(d->substantive);
	done(d, x, y);

	/* it was gone before: nothing new */
	x = MK_VERSION(e);
	y = MK_VERSION(e);
	mk_ref(x, "2", "Section 2", "");
	mk_ref(y, "2", "Section 2", "");
	d = diff_of(x, y);
	CHECK_INT(d->nrefs, 0);
	CHECK(!d->substantive);
	done(d, x, y);
}

static void
test_party(void)
{
	static const struct mk_clause a[] = { { "", "", "Between Northlake AI, "
	    "Inc. (\"Northlake\") and Cirrus", "" }, { "1", "", "Northlake shall "
	    "serve Kestrel", "" }, { "2", "", "Kestrel pays Northlake's fees",
	    "" }, { "3", "NORTHLAKE DUTIES", LAW, "" } },
	    b[] = { { "", "", "Between Southlake AI, Inc. (\"Southlake\") and "
	    "Cirrus", "" }, { "1", "", "Southlake shall serve Kestrel", "" },
	    { "2", "", "Kestrel pays Southlake's fees", "" },
	    { "3", "SOUTHLAKE DUTIES", LAW, "" } },
	    c[] = { { "", "", "Between Southlake AI, Inc. (\"Southlake\") and "
	    "Cirrus", "" }, { "1", "", "Southlake shall serve Kestrel", "" },
	    { "2", "", "Kestrel pays Northlake's fees", "" },
	    { "3", "SOUTHLAKE DUTIES", LAW, "" } };
	struct pv_version *x = MK_VERSION(a), *y = MK_VERSION(b);
	struct pv_diff *d;

	mk_party(x, "Northlake AI, Inc.", "Northlake");
	mk_party(x, "Cirrus", "Cirrus");
	mk_party(y, "Southlake AI, Inc.", "Southlake");
	mk_party(y, "Cirrus", "Cirrus");
	d = diff_of(x, y);
	CHECK_INT(d->nclauses, 0);
	CHECK(!d->substantive);
	CHECK_INT(d->ndefs, 2);
	for (size_t i = 0; i < d->ndefs; i++) {
		CHECK_INT(d->defs[i].kind, PV_DEF_RENAMED);
		CHECK(d->defs[i].nused > 0);
	}
	done(d, x, y);

	/* one place kept the old name: then it is no renaming */
	x = MK_VERSION(a);
	y = MK_VERSION(c);
	mk_party(x, "Northlake AI, Inc.", "Northlake");
	mk_party(y, "Southlake AI, Inc.", "Southlake");
	d = diff_of(x, y);
	CHECK(d->substantive);
	CHECK(d->nclauses >= 2);
	done(d, x, y);
}

static void
test_term(void)
{
	static const struct mk_clause a[] = { { "1.1", "", "\"Models\" means "
	    "every language model that Northlake offers", "" },
	    { "1.2", "", "\"Frontier Models\" means the newest of them", "" },
	    { "2", "", "Cirrus hosts the Models and the Frontier Models", "" },
	    { "3", "", "A fee is due for each Model", "" } },
	    b[] = { { "1.1", "", "\"Licensed Models\" means every language model "
	    "that Northlake offers", "" }, { "1.2", "", "\"Frontier Models\" "
	    "means the newest of them", "" }, { "2", "", "Cirrus hosts the "
	    "Licensed Models and the Frontier Models", "" },
	    { "3", "", "A fee is due for each Licensed Model", "" } },
	    c[] = { { "1.1", "", "\"Models\" means every image model that "
	    "Northlake offers", "" }, { "1.2", "", "\"Frontier Models\" means "
	    "the newest of them", "" }, { "2", "", "Cirrus hosts the Models and "
	    "the Frontier Models", "" }, { "3", "", "A fee is due for each "
	    "Model", "" } },
	    before[] = { { "1.1", "", "\"Models\" means every language model "
	    "that Northlake offers", "" }, { "2", "", "Cirrus hosts the Models",
	    "" }, { "3", "", "A fee is due for each Model", "" } };
	struct pv_version *x = MK_VERSION(a), *y = MK_VERSION(b);
	struct pv_diff *d;

	mk_def(x, "1.1", "Models", "every language model that Northlake offers");
	mk_def(x, "1.2", "Frontier Models", "the newest of them");
	mk_def(y, "1.1", "Licensed Models", "every language model that "
	    "Northlake offers");
	mk_def(y, "1.2", "Frontier Models", "the newest of them");
	d = diff_of(x, y);
	CHECK_INT(d->nclauses, 0);
	CHECK_INT(d->ndefs, 1);
	if (d->ndefs == 1) {
		CHECK_INT(d->defs[0].kind, PV_DEF_RENAMED);
		CHECK_STR(d->defs[0].term, "Licensed Models");
		CHECK_STR(d->defs[0].old_term, "Models");
		CHECK_INT(d->defs[0].nused, 2);
	}
	CHECK(!d->substantive);
	done(d, x, y);

	x = MK_VERSION(before);
	y = MK_VERSION(c);
	mk_def(x, "1.1", "Models", "every language model that Northlake offers");
	mk_def(y, "1.1", "Models", "every image model that Northlake offers");
	mk_def(y, "1.2", "Frontier Models", "the newest of them");
	d = diff_of(x, y);
	CHECK_INT(d->nclauses, 3);
	CHECK_INT(d->ndefs, 2);
	if (d->ndefs == 2) {
		CHECK_STR(d->defs[0].term, "Frontier Models");
		CHECK_INT(d->defs[0].kind, PV_DEF_ADDED);
		CHECK_INT(d->defs[0].nused, 1);
		CHECK_INT(d->defs[1].kind, PV_DEF_MODIFIED);
		/* used in 2 and 3, not where it is defined */
		CHECK_INT(d->defs[1].nused, 2);
		CHECK_INT(d->defs[1].used_in[0], mk_find(y, "2"));
	}
	CHECK(d->substantive);
	done(d, x, y);
}

/* Renamed, and means something else as well: both are told. */
static void
test_restated_term(void)
{
	static const struct mk_clause a[] = { { "1.1", "", "\"Lyra One\" means "
	    "the language models, weights and inference code that Northlake "
	    "publishes at its first site", "" }, { "2", "", "Kestrel may use "
	    "Lyra One with fewer than 700 million users", "" } },
	    b[] = { { "1.1", "", "\"Lyra Two\" means the language models, "
	    "weights and inference code that Northlake publishes at its "
	    "second site", "" }, { "2", "", "Kestrel may use Lyra Two with "
	    "fewer than 700 million users", "" } };
	struct pv_version *x = MK_VERSION(a), *y = MK_VERSION(b);
	struct pv_diff *d;

	mk_def(x, "1.1", "Lyra One", "the language models");
	mk_def(y, "1.1", "Lyra Two", "the language models");
	x->defs[0].meaning.end = x->defs[0].at.end;
	y->defs[0].meaning.end = y->defs[0].at.end;
	d = diff_of(x, y);
	CHECK_INT(d->nclauses, 1);
	CHECK_INT(d->ndefs, 2);
	if (d->ndefs == 2) {
		CHECK_INT(d->defs[0].kind, PV_DEF_RENAMED);
		CHECK_INT(d->defs[1].kind, PV_DEF_MODIFIED);
		CHECK_STR(d->defs[1].term, "Lyra Two");
		CHECK_STR(d->defs[1].old_term, "Lyra One");
		CHECK_INT(d->defs[1].nused, 1);
		CHECK_INT(d->defs[1].used_in[0], mk_find(y, "2"));
	}
	CHECK(d->substantive);
	done(d, x, y);
}

static void
test_links(void)
{
	static const struct mk_clause a[] = { { "1", "", FEES, "" } };
	static const struct { const char *a, *b; bool substantive; } rows[] = {
		{ "https://cirrus.example/fees?sid=1", "https://cirrus.example/"
		    "fees?sid=2", false },
		{ "https://cirrus.example/fees", "https://cirrus.example/rates",
		    true },
		{ "#fees", "#rates", false },
	};
	struct pv_version *x, *y;
	struct pv_diff *d;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		x = MK_VERSION(a);
		y = MK_VERSION(a);
		mk_link(x, "1", "fees", rows[i].a);
		mk_link(y, "1", "fees", rows[i].b);
		d = diff_of(x, y);
		CHECK_INT(d->substantive, rows[i].substantive);
		CHECK_INT(d->nclauses, rows[i].substantive);
		if (d->nclauses == 1)
			CHECK_STR(d->clauses[0].note, "link changed from "
			    "cirrus.example/fees to cirrus.example/rates");
		done(d, x, y);
	}
}

/* Every allocation may fail: an error, no crash, no leak. */
struct failing { size_t left; };

static void *
failing_resize(void *ctx, void *ptr, size_t size)
{
	struct failing *f = ctx;

	if (size > 0 && f->left-- == 0) {
		f->left = 0;
		return NULL;
	}
	return pv_mem_default.resize(pv_mem_default.ctx, ptr, size);
}

static void
test_memory(void)
{
	static const struct mk_clause a[] = { { "1", "", FEES, "" },
	    { "2", "", LAW, "" } }, b[] = { { "1", "", LAW, "" },
	    { "2", "", "Cirrus shall pay all fees within sixty days of each "
	    "invoice it receives", "" } };
	struct pv_version *x = MK_VERSION(a), *y = MK_VERSION(b);
	struct failing state = { SIZE_MAX };
	struct pv_mem mem = { failing_resize, &state };
	struct pv_arena *own = x->arena, *arena = pv_arena_new(&mem);
	struct pv_diff_input in = { { x, NULL }, { y, NULL } };
	struct pv_diff *d = NULL;
	enum pv_rc rc = PV_ENOMEM;
	size_t n;

	/* a diff takes its memory from where its old side did */
	x->arena = arena;
	for (n = 0; n < 10000 && rc == PV_ENOMEM; n++) {
		state.left = n;
		rc = pv_diff(&in, &d, NULL);
	}
	CHECK_INT(rc, PV_OK);
	CHECK(n > 10);
	CHECK(d != NULL && d->nclauses > 0);
	pv_diff_free(d);
	x->arena = own;
	pv_arena_free(arena);
	pv_version_free(x);
	pv_version_free(y);
}

static void
test_empty(void)
{
	static const struct mk_clause a[] = { { "1", "", FEES, "" } };
	struct pv_version *x = pv_version_new(NULL), *y = MK_VERSION(a);
	struct pv_diff *d = diff_of(x, y);

	CHECK_INT(d->nclauses, 1);
	CHECK_INT(d->clauses[0].kind, PV_EDIT_INSERTED);
	pv_diff_free(d);
	d = diff_of(x, x);
	CHECK_INT(d->nclauses, 0);
	done(d, x, y);
}

int
main(void)
{
	test_refs();
	test_party();
	test_term();
	test_restated_term();
	test_links();
	test_memory();
	test_empty();
	return CHECK_DONE();
}
