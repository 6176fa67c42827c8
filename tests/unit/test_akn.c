/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "ingest/ingest.h"
#include "view/view.h"

#include "check.h"

/* Agreements of every shape: what is written must be read back the same. */
static const char *const texts[] = {
	"A",
	"HOSTING AGREEMENT\n\nThis Agreement is made on May 2, 2026 between "
	"Northlake Research, Inc. (\"Northlake\") and Cirrus Cloud "
	"Corporation (\"Cirrus\").\n\nRECITALS\n\n(A) Northlake builds Models."
	"\n\n(B) Cirrus runs a cloud.\n\nARTICLE I\n\nDEFINITIONS\n\n"
	"\"Model\" means a large model.\n\n\"Cloud\" means R&D < \"AT&T\" > x."
	"\n\nARTICLE II HOSTING\n\nSection 2.01. Host. Cirrus is the exclusive "
	"host, but (a) not of (i) weights or (ii) logs and (b) subject to "
	"Section 2.02, in each case until June 30, 2030.\n\nSection 2.02. "
	"Duties. Northlake shall not:\n\n(a) host the Models elsewhere;\n\n"
	"(b) sell them; or\n\n(c) [Reserved]\n\nwithout consent.\n\n"
	"IN WITNESS WHEREOF, the parties have signed.\n\nBy: ________\n\n"
	"SCHEDULE 1\n\nFees\n\n1. Cirrus charges nothing.\n\n2. Section 2.01 "
	"applies.\n",
	"1. One\n\n1. One again\n\n1. And again\n\n2. Two\n\n2.1 Deep\n\n"
	"2.1 Deep again\n",
	"# Terms\n\n1. First\n    1. Inner\n    2. Second inner\n2. Second\n"
	"   * bullet\n   * bullet\n\nText after the list.\n",
	"WHEREAS, A; and\n\nWHEREAS, B;\n\nNOW, THEREFORE\n\n1. (a) x; (b)y\n",
	"1) half (a)tight (b) loose \357\277\276 \342\200\256 end\n\n2) more]]>",
	"| a | b |\n|---|---|\n| 1 | 2 |\n",
};

static struct pv_version *
read_as(struct pv_span bytes, const char *name)
{
	struct pv_source src = { .name = pv_span_str(name), .bytes = bytes };
	struct pv_err err = { 0 };
	struct pv_version *v = NULL;

	if (pv_ingest(&src, NULL, &v, &err) != PV_OK)
		return NULL;
	return v;
}

static bool
same_range(struct pv_range a, struct pv_range b)
{
	/* where an empty one stands says nothing */
	return (a.start == b.start && a.end == b.end) ||
	    (a.start >= a.end && b.start >= b.end);
}

static void
check_clause(const struct pv_version *v, const struct pv_version *w, size_t i)
{
	const struct pv_clause *a = &v->clauses[i], *b = &w->clauses[i];

	CHECK(a->parent == b->parent && a->next == b->next &&
	    a->depth == b->depth && a->kind == b->kind &&
	    a->flags == b->flags);
	CHECK(pv_span_eq(pv_version_str(v, a->label),
	    pv_version_str(w, b->label)));
	CHECK(same_range(a->num, b->num));
	CHECK(same_range(a->heading, b->heading));
	CHECK(same_range(a->stem, b->stem));
	CHECK(same_range(a->tail, b->tail));
	CHECK(same_range(a->all, b->all));
}

static size_t
count(struct pv_span s, const char *what)
{
	size_t n = 0, at;

	for (;; n++) {
		at = pv_span_find(s, pv_span_str(what));
		if (at == s.len)
			return n;
		s = pv_span_sub(s, at + 1, s.len);
	}
}

/* No identifier is given twice. */
static void
check_ids(struct pv_span s)
{
	char id[300];
	size_t at, len;

	while ((at = pv_span_find(s, PV_SPAN(" eId=\""))) < s.len) {
		struct pv_span rest = pv_span_sub(s, at, s.len);

		len = 6 + pv_span_find(pv_span_sub(rest, 6, rest.len),
		    PV_SPAN("\"")) + 1;
		CHECK(len < sizeof(id));
		if (len >= sizeof(id))
			return;
		memcpy(id, rest.ptr, len);
		id[len] = '\0';
		s = pv_span_sub(rest, len, rest.len);
		CHECK(count(s, id) == 0);
	}
}

static void
test_round_trip(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct pv_buf xml = PV_BUF_INIT, again = PV_BUF_INIT;
		struct pv_version *v, *w;

		v = read_as(pv_span_str(texts[i]), i == 3 ? "a.md" : "a.txt");
		CHECK(v != NULL);
		if (v == NULL)
			continue;
		pv_view_akn(&xml, v);
		pv_view_akn(&again, v);
		CHECK(!xml.failed);
		CHECK(pv_span_eq(pv_buf_view(&xml), pv_buf_view(&again)));
		check_ids(pv_buf_view(&xml));
		w = read_as(pv_buf_view(&xml), "a");
		CHECK(w != NULL);
		if (w != NULL) {
			CHECK(w->format == PV_FORMAT_AKN);
			CHECK(pv_version_coverage(w).unaccounted == 0);
			CHECK(pv_span_eq(v->text, w->text));
			CHECK(v->nclauses == w->nclauses);
			for (size_t k = 1; k < v->nclauses &&
			    v->nclauses == w->nclauses; k++)
				check_clause(v, w, k);
			CHECK(v->ndefs == w->ndefs && v->nrefs == w->nrefs &&
			    v->nparties == w->nparties &&
			    v->nsentences == w->nsentences);
		}
		pv_version_free(w);
		pv_version_free(v);
		pv_buf_release(&xml);
		pv_buf_release(&again);
	}
}

static void
test_written(void)
{
	static const char *const parts[] = {
		"<docTitle>HOSTING AGREEMENT</docTitle>",
		"<recitals eId=\"recs_1\"", "<num>(A)</num>",
		"<article eId=\"art_I\"", "<num>Section 2.01.</num>",
		"<heading pv:flow=\"line\">DEFINITIONS<",
		"<p pv:flow=\"run\">Cirrus is",
		"href=\"#art_II__sec_2.02\">Section 2.02</ref>",
		">Model</term>\" means <def ", "<party eId=\"party_1\"", "R&amp;D &lt; \"AT&amp;T\" &gt;",
		"<hcontainer eId=\"schedule_1\" name=\"schedule\"",
		"pv:label=\"2.2(c)\" pv:flags=\"reserved numbered\"",
		"<FRBRdate date=\"2026-05-02\"",
	};
	struct pv_version *v = read_as(pv_span_str(texts[1]), "a.txt");
	struct pv_buf xml = PV_BUF_INIT;

	CHECK(v != NULL);
	if (v == NULL)
		return;
	pv_view_akn(&xml, v);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		check_note(count(pv_buf_view(&xml), parts[i]) > 0, __FILE__,
		    __LINE__, parts[i]);
	pv_version_free(v);
	pv_buf_release(&xml);
}

#define HEAD "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/" \
	"akn/3.0\" xmlns:pv=\"urn:proviso:clauses:1\"><doc><mainBody>"
#define TAIL "</mainBody></doc></akomaNtoso>"
#define CLAUSE(label, num, text) "<section pv:kind=\"section\" pv:label=\"" \
	label "\" pv:flags=\"numbered\"><num>" num "</num><content><p>" text \
	"</p></content></section>"

/*
 * What is stated is believed when all of it is: the label of the last clause,
 * which is not what segmenting would give, tells.
 */
static const struct { const char *xml; bool believed; } stated[] = {
	{ HEAD CLAUSE("Odd, 4.1", "4.1", "Cirrus pays.") TAIL, true },
	{ HEAD CLAUSE("Odd, 4", "Article IV", "Cirrus pays.") TAIL, true },
	{ HEAD CLAUSE("Odd, 9.9", "4.1", "Cirrus pays.") TAIL, false },
	{ HEAD CLAUSE("Odd, 4.1", "4.1", "<![CDATA[x]]>") TAIL, false },
	{ HEAD "loose" CLAUSE("Odd, 4.1", "4.1", "Cirrus pays.") TAIL, false },
	{ HEAD "<section><num>3</num><content><p>New.</p></content></section>"
	  CLAUSE("Odd, 4.1", "4.1", "Cirrus pays.") TAIL, false },
	{ HEAD "<section pv:kind=\"chapter\" pv:label=\"1\"><num>1</num>"
	  "</section>" CLAUSE("Odd, 4.1", "4.1", "x") TAIL, false },
	{ HEAD "<section pv:kind=\"root\" pv:label=\"1\"><num>1</num>"
	  "</section>" CLAUSE("Odd, 4.1", "4.1", "x") TAIL, false },
	{ HEAD "<section pv:kind=\"section\"><num>1</num></section>"
	  CLAUSE("Odd, 4.1", "4.1", "x") TAIL, false },
	{ HEAD CLAUSE("Odd,&#10;4.1", "4.1", "Cirrus pays.") TAIL, false },
	{ HEAD "<p>a<p>b</p></p>" CLAUSE("Odd, 4.1", "4.1", "x") TAIL, false },
	{ HEAD "<p>Before.</p>" CLAUSE("Odd, 4.1", "4.1",
	  "<inline name=\"num\">x</inline>") TAIL, true },
	{ "<akomaNtoso xmlns:pv=\"urn:other\"><doc><mainBody>"
	  CLAUSE("Odd, 4.1", "4.1", "Cirrus pays.") TAIL, false },
};

static void
test_stated(void)
{
	for (size_t i = 0; i < sizeof(stated) / sizeof(stated[0]); i++) {
		struct pv_version *v = read_as(pv_span_str(stated[i].xml),
		    "a.xml");
		struct pv_span label;

		CHECK(v != NULL);
		if (v == NULL)
			continue;
		label = pv_version_str(v, v->clauses[v->nclauses - 1].label);
		check_note(pv_span_starts(label, PV_SPAN("Odd, ")) ==
		    stated[i].believed, __FILE__, __LINE__, stated[i].xml);
		CHECK(pv_version_coverage(v).unaccounted == 0);
		pv_version_free(v);
	}
}

/* Deeper than the tree takes: the text is there all the same. */
static void
test_deep(void)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_version *v;

	pv_buf_str(&b, HEAD);
	for (int i = 0; i < 200; i++)
		pv_buf_str(&b, "<level pv:kind=\"paragraph\" "
		    "pv:label=\"par:1\">");
	pv_buf_str(&b, "<p>Bottom.</p>");
	for (int i = 0; i < 200; i++)
		pv_buf_str(&b, "</level>");
	pv_buf_str(&b, "<p>After.</p>" TAIL);
	v = read_as(pv_buf_view(&b), "a.xml");
	CHECK(v != NULL);
	if (v != NULL) {
		CHECK(pv_span_eq(v->text, PV_SPAN("Bottom.\n\nAfter.\n")));
		CHECK(v->nclauses == 61);
	}
	pv_version_free(v);
	pv_buf_release(&b);
}

int
main(void)
{
	test_round_trip();
	test_written();
	test_stated();
	test_deep();
	return CHECK_DONE();
}
