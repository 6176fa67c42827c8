/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "ingest/ingest.h"
#include "matrix/matrix.h"

#include "check.h"

/*
 * What is inferred of one clause whose findings are given: "cloud:xyz", a
 * letter a mode: allowed, prohibited, conditional, silent (-), unknown,
 * conflict (!).
 */
struct found {
	const char *provision, *subtype;
	enum pv_stance stance;
	enum pv_strength strength;
	const char *until, *condition, *holder;
	uint32_t flags;
};
struct row {
	const char *text;           /* of 2.1 and what follows it */
	struct found f[3];          /* of 2.1, then of 2.2, of 2.3 */
	const char *as_of, *want;
	int line;
};

#define HEAD \
	"HOSTING AGREEMENT\n\nThis Hosting Agreement is made as of May 5, " \
	"2025 between Cirrus Cloud Corporation (\"Cirrus\") and Northlake " \
	"Research, Inc. (\"Northlake\").\n\n1. Service\n\n1.1 Cirrus " \
	"operates a cloud platform.\n\n2. Places\n\n"

static void
add_attr(struct pv_findings *f, enum pv_attr_key key, const char *value)
{
	struct pv_finding *x = &f->items[f->nitems];

	if (value == NULL)
		return;
	f->attrs[f->nattrs].key = key;
	f->attrs[f->nattrs++].value = pv_findings_add(f, pv_span_str(value));
	x->nattrs++;
}

static struct pv_findings *
findings_of(const struct row *r, const struct pv_version *v)
{
	static const char *const labels[] = { "2.1", "2.2", "2.3" };
	struct pv_findings *f = pv_findings_new(NULL);
	struct pv_finding *x;
	const struct found *g;
	size_t i;

	f->items = pv_arena_array(f->arena, 3, sizeof(*f->items));
	f->attrs = pv_arena_array(f->arena, 12, sizeof(*f->attrs));
	for (i = 0; i < 3 && r->f[i].provision != NULL; i++) {
		g = &r->f[i];
		x = &f->items[f->nitems];
		x->clause = pv_version_find(v, pv_span_str(labels[i]));
		if (x->clause == PV_NONE)
			break;
		x->at = pv_clause_body(v, x->clause);
		x->provision = pv_findings_add(f, pv_span_str(g->provision));
		x->subtype = pv_findings_add(f, pv_span_str(g->subtype));
		x->stance = (uint16_t)g->stance;
		x->strength = (uint16_t)g->strength;
		x->flags = g->flags;
		x->attrs = (uint32_t)f->nattrs;
		add_attr(f, PV_ATTR_HOLDER, g->holder);
		add_attr(f, PV_ATTR_UNTIL, g->until);
		add_attr(f, PV_ATTR_CONDITION, g->condition);
		f->nitems++;
	}
	return f;
}

static void
print_cells(const struct pv_cells *c, struct pv_buf *out)
{
	static const char letters[] = "apc-u!";
	size_t i;

	for (i = 0; i < c->nitems; i++) {
		/* gcp stands for its like */
		if (pv_span_eq(c->items[i].cloud, PV_SPAN("aws")) ||
		    pv_span_eq(c->items[i].cloud, PV_SPAN("azure")) ||
		    pv_span_eq(c->items[i].cloud, PV_SPAN("any-other")))
			continue;
		if (i % PV_MODES == 0) {
			if (out->len > 0)
				pv_buf_char(out, ' ');
			pv_buf_span(out, c->items[i].cloud);
			pv_buf_char(out, ':');
		}
		pv_buf_char(out, letters[c->items[i].answer]);
	}
}

static void
check_row(const struct row *r)
{
	struct pv_buf text = PV_BUF_INIT, got = PV_BUF_INIT;
	struct pv_matrix *m = pv_matrix_new();
	struct pv_version *v = NULL;
	struct pv_findings *f;
	struct pv_cells *cells = NULL;
	struct pv_err err;

	pv_buf_str(&text, HEAD);
	pv_buf_str(&text, r->text);
	struct pv_source src = { .name = PV_SPAN("t.txt"),
		.bytes = pv_buf_view(&text) };
	if (pv_ingest(&src, NULL, &v, &err) != PV_OK) {
		check_note(0, __FILE__, r->line, err.msg);
		return;
	}
	f = findings_of(r, v);
	struct pv_paper_input in = { PV_SPAN("t"), PV_SPAN("t"), PV_SPAN(""),
		v, f };
	CHECK_INT(pv_matrix_add(m, &in, &err), PV_OK);
	CHECK_INT(pv_matrix_link(m, &err), PV_OK);
	CHECK_INT(pv_matrix_rows(m, 0, r->as_of, &cells, &err), PV_OK);
	print_cells(cells, &got);
	check_str(pv_buf_view(&got), r->want, __FILE__, r->line, r->text);
	pv_cells_free(cells);
	pv_findings_free(f);
	pv_version_free(v);
	pv_matrix_free(m);
	pv_buf_release(&text);
	pv_buf_release(&got);
}

#define IN PV_STANCE_IN_FORCE
#define IF PV_STANCE_CONDITIONAL
#define NOT PV_STANCE_NEGATED
#define EX PV_STRENGTH_EXCLUSIVE
#define NE PV_STRENGTH_NON_EXCLUSIVE
#define NS PV_STRENGTH_NONE
#define X(sub, stance) { "exclusivity", sub, stance, EX, NULL, NULL, NULL, 0 }
#define FREE(sub) { "exclusivity", sub, NOT, NE, NULL, NULL, NULL, 0 }
#define D(sub, stance) \
	{ "distribution-license", sub, stance, NS, NULL, NULL, NULL, 0 }
#define P(name, stance) { name, "", stance, NS, NULL, NULL, NULL, 0 }

int
main(void)
{
	static const struct row rows[] = {
		{ "2.1 Northlake shall serve its API products exclusively "
		    "from the Cirrus platform.\n", { X("hosting", IN) }, NULL,
		    "cirrus:a-- gcp:p--", __LINE__ },
		{ "2.1 No person other than Cirrus may host the Assistant.\n",
		    { X("hosting", IN) }, NULL, "cirrus:a-- gcp:pp-",
		    __LINE__ },
		{ "2.1 Northlake shall buy all of its compute from Cirrus.\n",
		    { X("requirements", IN) }, NULL, "cirrus:a-- gcp:p--",
		    __LINE__ },
		{ "2.1 Northlake grants to Cirrus an exclusive license of the "
		    "Models.\n", { X("license", IN) }, NULL,
		    "cirrus:--- gcp:-pp", __LINE__ },
		{ "2.1 The license that Northlake grants to Cirrus is "
		    "non-exclusive.\n", { FREE("license") }, NULL,
		    "cirrus:--- gcp:---", __LINE__ },
		{ "2.1 Northlake may serve its products on any cloud.\n",
		    { FREE("hosting") }, NULL, "cirrus:aa- gcp:aa-",
		    __LINE__ },
		{ "2.1 Northlake may obtain compute from any person.\n",
		    { FREE("requirements") }, NULL, "cirrus:a-- gcp:a--",
		    __LINE__ },
		/* products stand above capacity */
		{ "2.1 API products shall be served solely from the Cirrus "
		    "platform.\n\n2.2 Northlake may obtain compute from any "
		    "person.\n", { X("hosting", IN), FREE("requirements") },
		    NULL, "cirrus:a-- gcp:p--", __LINE__ },
		/* a part, above the whole by name */
		{ "2.1 API products shall be served solely from the Cirrus "
		    "platform.\n\n2.2 Notwithstanding Section 2.1, Northlake "
		    "may provide API products to federal agencies on any "
		    "cloud.\n", { X("hosting", IN), FREE("") }, NULL,
		    "cirrus:a-- gcp:c--", __LINE__ },
		/* the same clause twice, for and against */
		{ "2.1 Northlake shall host the Assistant solely on the "
		    "Cirrus platform.\n\n2.2 Northlake may host the Assistant "
		    "on any other cloud.\n", { X("hosting", IN),
		    FREE("hosting") }, NULL, "cirrus:a-- gcp:!p-", __LINE__ },
		{ "2.1 Northlake shall host the Assistant solely on the "
		    "Cirrus platform.\n\n2.2 Notwithstanding Section 2.1, "
		    "Northlake may host the Assistant on Google Cloud.\n",
		    { X("hosting", IN), FREE("hosting") }, NULL,
		    "cirrus:a-- gcp:ap-", __LINE__ },
		/* days */
		{ "2.1 Until December 31, 2027 API products shall be served "
		    "solely from the Cirrus platform.\n",
		    { { "exclusivity", "hosting", IF, EX, "2027-12-31", NULL,
		    NULL, 0 } }, "2027-12-31", "cirrus:a-- gcp:p--",
		    __LINE__ },
		{ "2.1 Until December 31, 2027 API products shall be served "
		    "solely from the Cirrus platform.\n",
		    { { "exclusivity", "hosting", IF, EX, "2027-12-31", NULL,
		    NULL, 0 } }, "2028-01-01", "cirrus:--- gcp:---",
		    __LINE__ },
		{ "2.1 API products shall not be served on any other cloud "
		    "before March 1, 2028.\n", { { "exclusivity", "hosting",
		    IF, EX, "2028-03-01", NULL, "Cirrus", 0 } }, "2028-03-01",
		    "cirrus:--- gcp:---", __LINE__ },
		{ "2.1 API products shall not be served on any other cloud "
		    "before March 1, 2028.\n", { { "exclusivity", "hosting",
		    IF, EX, "2028-03-01", NULL, "Cirrus", 0 } }, "2028-02-29",
		    "cirrus:a-- gcp:p--", __LINE__ },
		{ "2.1 From January 1, 2027 Northlake may serve its API "
		    "products on any cloud.\n", { FREE("hosting") },
		    "2026-12-31", "cirrus:--- gcp:---", __LINE__ },
		{ "2.1 API products shall be served solely from the Cirrus "
		    "platform.\n", { X("hosting", IN) }, "2025-05-04",
		    "gcp:---", __LINE__ },
		/* blacked out */
		{ "2.1 Until [***] API products shall be served solely from "
		    "the Cirrus platform.\n", { { "exclusivity", "hosting",
		    IF, EX, "[***]", NULL, NULL, PV_FINDING_REDACTED } }, NULL,
		    "cirrus:a-- gcp:u--", __LINE__ },
		/* rights of the cloud, and what cuts them */
		{ "2.1 Cirrus may offer the Models as a managed service.\n",
		    { D("hosting", IN) }, NULL, "cirrus:-a- gcp:---",
		    __LINE__ },
		{ "2.1 Cirrus shall not resell the Models.\n",
		    { D("resale", NOT) }, NULL, "cirrus:-p- gcp:---",
		    __LINE__ },
		{ "2.1 Northlake shall not resell the Models.\n",
		    { D("resale", NOT) }, NULL, "cirrus:--- gcp:---",
		    __LINE__ },
		{ "2.1 Northlake shall deliver the weights of each Model to "
		    "Cirrus.\n", { P("weights-access", IN) }, NULL,
		    "cirrus:--a gcp:---", __LINE__ },
		{ "2.1 Cirrus may offer the Models as a managed service.\n\n"
		    "2.2 The license shall not extend to a system that has "
		    "attained AGI.\n", { D("hosting", IN),
		    P("agi-trigger", IN) }, NULL, "cirrus:-c- gcp:---",
		    __LINE__ },
		{ "2.1 Northlake's products shall ship first on the Cirrus "
		    "platform.\n\n2.2 Northlake may serve its products on any "
		    "cloud.\n", { P("first-ship", IN), FREE("hosting") }, NULL,
		    "cirrus:aa- gcp:cc-", __LINE__ },
		{ "2.1 Northlake may release the weights of older Models as "
		    "open-weight models.\n", { P("open-weight", IN) }, NULL,
		    "cirrus:--c gcp:--c", __LINE__ },
		/* nobody's place */
		{ "2.1 Northlake may develop products with third parties.\n",
		    { FREE("") }, NULL, "cirrus:--- gcp:---", __LINE__ },
		{ "2.1 A tuned model is for Northlake's exclusive use.\n",
		    { X("capacity", IN) }, NULL, "cirrus:--- gcp:---",
		    __LINE__ },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i]);
	return CHECK_DONE();
}
