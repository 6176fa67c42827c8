/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "diff/diff.h"
#include "mkversion.h"

#define LAW "This agreement is governed by the laws of the state in which " \
	"Cirrus has its seat"
#define HOST "Northlake shall make the Models available to customers only " \
	"through the Cirrus platform during the Term"
#define OPEN "Northlake may serve the Models to its customers on any cloud " \
	"that it chooses"
#define BOARD "Article 2 ends when the Board determines that AGI has been " \
	"attained by Northlake"
#define PANEL "Article 2 ends when the Expert Panel determines that AGI has " \
	"been attained by Northlake"

static const struct mk_finding hosting = { "4.2", "Northlake shall",
	"exclusivity", "hosting", PV_STANCE_IN_FORCE, PV_STRENGTH_EXCLUSIVE };

/* Both sides of a comparison under construction. */
struct pair {
	struct pv_version *a, *b;
	struct pv_findings *fa, *fb;
	struct pv_diff *d;
};

static void
open_pair(struct pair *p, const struct mk_clause *a, size_t na,
    const struct mk_clause *b, size_t nb)
{
	p->a = mk_version(a, na);
	p->b = mk_version(b, nb);
	p->fa = pv_findings_new(NULL);
	p->fb = pv_findings_new(NULL);
	if (p->fa == NULL || p->fb == NULL)
		mk_die("memory");
}

#define OPEN_PAIR(p, a, b) open_pair((p), (a), sizeof(a) / sizeof((a)[0]), \
	(b), sizeof(b) / sizeof((b)[0]))

static uint32_t
add(struct pv_findings *f, const struct pv_version *v, struct mk_finding in,
    const char *clause, const char *words)
{
	in.clause = clause;
	in.words = words;
	return mk_find_add(f, v, &in);
}

static void
run(struct pair *p)
{
	struct pv_diff_input in = { { p->a, p->fa }, { p->b, p->fb } };

	if (pv_diff(&in, &p->d, NULL) != PV_OK)
		mk_die("diff");
}

static void
close_pair(struct pair *p)
{
	pv_diff_free(p->d);
	pv_findings_free(p->fa);
	pv_findings_free(p->fb);
	pv_version_free(p->a);
	pv_version_free(p->b);
}

/* "lost exclusivity/hosting: why\n" for each change. */
static void
check_changes(const struct pair *p, const char *want)
{
	struct pv_buf b = PV_BUF_INIT;

	for (size_t i = 0; i < p->d->nprovisions; i++) {
		const struct pv_provision_change *ch = &p->d->provisions[i];

		pv_buf_printf(&b, "%s %.*s/%.*s: %.*s\n",
		    pv_change_kind_name(ch->kind), PV_FMT(ch->provision),
		    PV_FMT(ch->subtype), PV_FMT(ch->why));
	}
	CHECK_STR(pv_buf_view(&b), want);
	pv_buf_release(&b);
}

static void
test_lost(void)
{
	static const struct mk_clause a[] = { { "2.1", "Access", "Cirrus may "
	    "use the Models in its own products", "" },
	    { "4.2", "Hosting", HOST, "" }, { "9", "", LAW, "" } },
	    b[] = { { "2.1", "Access", "Cirrus may use the Models in its own "
	    "products on a non-exclusive basis", "" }, { "9", "", LAW, "" } };
	struct mk_finding no = hosting;
	struct pair p;

	OPEN_PAIR(&p, a, b);
	add(p.fa, p.a, hosting, "4.2", HOST);
	run(&p);
	check_changes(&p, "lost exclusivity/hosting: clause 4.2 deleted; "
	    "no exclusivity remains\n");
	CHECK(p.d->substantive);
	close_pair(&p);

	OPEN_PAIR(&p, a, b);
	add(p.fa, p.a, hosting, "4.2", HOST);
	no.stance = PV_STANCE_NEGATED;
	no.strength = PV_STRENGTH_NON_EXCLUSIVE;
	/* a denial of something else is not what became of it */
	add(p.fb, p.b, no, "2.1", "non-exclusive");
	run(&p);
	check_changes(&p, "lost exclusivity/hosting: clause 4.2 deleted; "
	    "no exclusivity remains\n");
	CHECK_INT(p.d->provisions[0].new_finding, PV_NONE);
	close_pair(&p);

	/* the other way round it is gained */
	OPEN_PAIR(&p, b, a);
	add(p.fb, p.b, hosting, "4.2", HOST);
	run(&p);
	check_changes(&p, "gained exclusivity/hosting: clause 4.2 inserted\n");
	close_pair(&p);
}

static void
test_moved(void)
{
	static const struct mk_clause a[] = { { "1", "", OPEN, "" },
	    { "4.2", "", HOST, "" }, { "9", "", LAW, "" } },
	    b[] = { { "1", "", OPEN, "" }, { "8", "", LAW, "" },
	    { "9", "", HOST, "" } },
	    c[] = { { "1", "", OPEN, "" }, { "3.7", "", HOST, "" },
	    { "9", "", LAW, "" } };
	struct pair p;

	OPEN_PAIR(&p, a, b);
	add(p.fa, p.a, hosting, "4.2", HOST);
	add(p.fb, p.b, hosting, "9", HOST);
	run(&p);
	/* one of two neighbours moved: which one is a matter of taste */
	CHECK(p.d->nprovisions <= 1);
	CHECK(!p.d->substantive);
	close_pair(&p);

	OPEN_PAIR(&p, a, c);
	add(p.fa, p.a, hosting, "4.2", HOST);
	add(p.fb, p.b, hosting, "3.7", HOST);
	run(&p);
	check_changes(&p, "");
	CHECK(!p.d->substantive);
	CHECK_INT(p.d->noise.renumbered, 1);
	close_pair(&p);
}

/* Changes within one clause: one table row a pair of findings. */
static void
test_degrees(void)
{
	static const struct {
		enum pv_stance sa, sb;
		enum pv_strength ta, tb;
		enum pv_attr_key key;
		const char *va, *vb, *want;
	} rows[] = {
		{ PV_STANCE_IN_FORCE, PV_STANCE_IN_FORCE,
		    PV_STRENGTH_EXCLUSIVE, PV_STRENGTH_PRIMARY, PV_ATTR_OBJECT,
		    "", "", "weakened exclusivity/hosting: exclusive -> "
		    "primary\n" },
		{ PV_STANCE_IN_FORCE, PV_STANCE_IN_FORCE,
		    PV_STRENGTH_FIRST_REFUSAL, PV_STRENGTH_SOLE,
		    PV_ATTR_OBJECT, "", "", "strengthened exclusivity/hosting: "
		    "first-refusal -> sole\n" },
		{ PV_STANCE_IN_FORCE, PV_STANCE_CONDITIONAL,
		    PV_STRENGTH_EXCLUSIVE, PV_STRENGTH_EXCLUSIVE,
		    PV_ATTR_UNTIL, "", "2030-12-31", "weakened "
		    "exclusivity/hosting: in-force -> conditional; until "
		    "added: \"2030-12-31\"\n" },
		{ PV_STANCE_CONDITIONAL, PV_STANCE_IN_FORCE,
		    PV_STRENGTH_EXCLUSIVE, PV_STRENGTH_EXCLUSIVE,
		    PV_ATTR_CARVE_OUT, "API products", "", "strengthened "
		    "exclusivity/hosting: conditional -> in-force; carve_out "
		    "removed: \"API products\"\n" },
		{ PV_STANCE_CONDITIONAL, PV_STANCE_CONDITIONAL,
		    PV_STRENGTH_EXCLUSIVE, PV_STRENGTH_EXCLUSIVE,
		    PV_ATTR_CARVE_OUT, "unless Cirrus cannot and elects not to "
		    "support it", "unless Cirrus cannot or elects not to "
		    "support it", "changed exclusivity/hosting: carve_out: and "
		    "-> or\n" },
		{ PV_STANCE_CONDITIONAL, PV_STANCE_CONDITIONAL,
		    PV_STRENGTH_EXCLUSIVE, PV_STRENGTH_EXCLUSIVE,
		    PV_ATTR_UNTIL, "[***]", "2030-12-31", "changed "
		    "exclusivity/hosting: redaction lifted; until changed from "
		    "[***] to 2030-12-31\n" },
		{ PV_STANCE_IN_FORCE, PV_STANCE_NEGATED,
		    PV_STRENGTH_EXCLUSIVE, PV_STRENGTH_NON_EXCLUSIVE,
		    PV_ATTR_OBJECT, "", "", "lost exclusivity/hosting: now "
		    "non-exclusive (4.2); no exclusivity remains\n" },
		{ PV_STANCE_IN_FORCE, PV_STANCE_REFERENCE,
		    PV_STRENGTH_EXCLUSIVE, PV_STRENGTH_EXCLUSIVE,
		    PV_ATTR_OBJECT, "", "", "lost exclusivity/hosting: now "
		    "only mentioned (4.2); no exclusivity remains\n" },
		{ PV_STANCE_NEGATED, PV_STANCE_IN_FORCE,
		    PV_STRENGTH_NON_EXCLUSIVE, PV_STRENGTH_EXCLUSIVE,
		    PV_ATTR_OBJECT, "", "", "gained exclusivity/hosting: was "
		    "non-exclusive (4.2)\n" },
		{ PV_STANCE_IN_FORCE, PV_STANCE_IN_FORCE,
		    PV_STRENGTH_EXCLUSIVE, PV_STRENGTH_EXCLUSIVE,
		    PV_ATTR_OBJECT, "the Models", "THE MODELS",
		    "changed exclusivity/hosting: wording: \"platform\" -> "
		    "\"cloud\"\n" },
	};
	static const struct mk_clause a[] = { { "4.2", "", HOST, "" },
	    { "9", "", LAW, "" } },
	    b[] = { { "4.2", "", "Northlake shall make the Models available to "
	    "customers only through the Cirrus cloud during the Term", "" },
	    { "9", "", LAW, "" } };
	struct mk_finding in = hosting;
	struct pair p;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		OPEN_PAIR(&p, a, b);
		in.stance = rows[i].sa;
		in.strength = rows[i].ta;
		add(p.fa, p.a, in, "4.2", HOST);
		if (rows[i].va[0] != '\0')
			mk_attr(p.fa, rows[i].key, rows[i].va);
		in.stance = rows[i].sb;
		in.strength = rows[i].tb;
		add(p.fb, p.b, in, "4.2", b[0].text);
		if (rows[i].vb[0] != '\0')
			mk_attr(p.fb, rows[i].key, rows[i].vb);
		run(&p);
		check_changes(&p, rows[i].want);
		close_pair(&p);
	}
}

/* "non-exclusive" dropped, "exclusive" not added. */
static void
test_silent(void)
{
	static const struct mk_clause a[] = { { "4.2", "", "Northlake grants "
	    "Kestrel a non-exclusive right to use the Services in its own "
	    "business", "" } }, b[] = { { "4.2", "", "Northlake grants Kestrel "
	    "a right to use the Services in its own business", "" } };
	struct mk_finding in = hosting;
	struct pair p;

	in.stance = PV_STANCE_NEGATED;
	in.strength = PV_STRENGTH_NON_EXCLUSIVE;
	OPEN_PAIR(&p, a, b);
	add(p.fa, p.a, in, "4.2", "non-exclusive");
	run(&p);
	check_changes(&p, "changed exclusivity/hosting: non-exclusive -> "
	    "silent (4.2): review\n");
	close_pair(&p);
}

static void
test_trigger(void)
{
	static const struct mk_clause a[] = { { "4.2", "", BOARD, "" },
	    { "5.1", "", "The licence of Cirrus ends once AGI has been attained "
	    "by Northlake", "" }, { "6", "", "Cirrus pays a share of its "
	    "revenue until AGI has been attained", "" }, { "9", "", LAW, "" } },
	    b[] = { { "4.2", "", PANEL, "" }, { "5.1", "", "The licence of "
	    "Cirrus ends once AGI has been attained by Northlake", "" },
	    { "6", "", "Cirrus pays a share of its revenue until AGI has been "
	    "attained", "" }, { "9", "", LAW, "" } },
	    c[] = { { "6", "", "Cirrus pays a share of its revenue through "
	    "2030 irrespective of technical progress", "" },
	    { "9", "", LAW, "" } };
	struct mk_finding in = { NULL, NULL, "agi-trigger", "determination",
	    PV_STANCE_IN_FORCE, PV_STRENGTH_NONE };
	struct pair p;

	OPEN_PAIR(&p, a, b);
	add(p.fa, p.a, in, "4.2", BOARD);
	mk_attr(p.fa, PV_ATTR_DETERMINED_BY, "Board");
	add(p.fb, p.b, in, "4.2", PANEL);
	mk_attr(p.fb, PV_ATTR_DETERMINED_BY, "Expert Panel");
	run(&p);
	check_changes(&p, "changed agi-trigger/determination: determined_by "
	    "changed from Board to Expert Panel\n");
	close_pair(&p);

	OPEN_PAIR(&p, a, c);
	add(p.fa, p.a, in, "4.2", BOARD);
	in.subtype = "consequence";
	add(p.fa, p.a, in, "5.1", "ends once AGI");
	add(p.fa, p.a, in, "6", "until AGI");
	in.subtype = "decoupling";
	in.stance = PV_STANCE_NEGATED;
	add(p.fb, p.b, in, "6", "irrespective of technical progress");
	run(&p);
	check_changes(&p, "lost agi-trigger/determination: clause 4.2 deleted; "
	    "decoupled by 6; no agi-trigger remains\n"
	    "lost agi-trigger/consequence: clause 5.1 deleted; decoupled by 6\n"
	    "lost agi-trigger/consequence: now negated (6)\n");
	CHECK_INT(p.d->provisions[0].new_finding, PV_NONE);
	CHECK_INT(p.d->provisions[2].new_finding, 0);
	close_pair(&p);
}

/* The clause stays, the term that it rests on changes. */
static void
test_definitions(void)
{
	static const struct mk_clause a[] = { { "1.1", "", "\"Permitted "
	    "Platform\" means the Cirrus platform", "" },
	    { "1.2", "", "\"Exclusivity Period\" means five years from the "
	    "Effective Date", "" }, { "4.2", "", "During the Exclusivity Period "
	    "the Models are offered solely on the Permitted Platform", "" },
	    { "9", "", LAW, "" } },
	    b[] = { { "1.1", "", "\"Permitted Platform\" means any cloud "
	    "platform", "" }, { "1.2", "", "\"Exclusivity Period\" means five "
	    "years from the Effective Date", "" }, { "4.2", "", "During the "
	    "Exclusivity Period the Models are offered solely on the Permitted "
	    "Platform", "" }, { "9", "", LAW, "" } },
	    c[] = { { "1.1", "", "\"Permitted Platform\" means the Cirrus "
	    "platform", "" }, { "1.2", "", "\"Exclusivity Period\" means zero "
	    "days", "" }, { "4.2", "", "During the Exclusivity Period the "
	    "Models are offered solely on the Permitted Platform", "" },
	    { "9", "", LAW, "" } };
	struct pair p;

	OPEN_PAIR(&p, a, b);
	mk_def(p.a, "1.1", "Permitted Platform", "the Cirrus platform");
	mk_def(p.b, "1.1", "Permitted Platform", "any cloud platform");
	add(p.fa, p.a, hosting, "4.2", "solely");
	run(&p);
	check_changes(&p, "lost exclusivity/hosting: clause 4.2 itself "
	    "unchanged; definition of \"Permitted Platform\" changed; no "
	    "exclusivity remains\n");
	close_pair(&p);

	OPEN_PAIR(&p, a, c);
	mk_def(p.a, "1.2", "Exclusivity Period", "five years from the "
	    "Effective Date");
	mk_def(p.b, "1.2", "Exclusivity Period", "zero days");
	add(p.fa, p.a, hosting, "4.2", "solely");
	add(p.fb, p.b, hosting, "4.2", "solely");
	run(&p);
	check_changes(&p, "lost exclusivity/hosting: definition of "
	    "\"Exclusivity Period\" emptied\n");
	close_pair(&p);
}

/* Let finding 0 rest on a rule, and on what `term` means. */
static void
rest_on(struct pv_findings *f, const char *term)
{
	struct pv_buf b = PV_BUF_INIT;

	f->evidence = pv_arena_array(f->arena, 2, sizeof(*f->evidence));
	if (f->evidence == NULL)
		mk_die("memory");
	pv_buf_printf(&b, "definition:%s", term);
	f->evidence[0].rule = pv_findings_add(f, PV_SPAN("exclusivity.only"));
	f->evidence[1].rule = pv_findings_add(f, pv_buf_view(&b));
	f->nevidence = f->items[0].nevidence = 2;
	pv_buf_release(&b);
}

/* What one side only found through a definition, by what became of that. */
static void
test_grounds(void)
{
#define USE "The Bundle and the Site are offered during the Term"
#define SITE "the place that the parties name"
	static const char plain[] = "the models and their weights, found at "
	    "https://north.example/one";
	static const struct {
		const char *term, *bundle, *kit;    /* evidence, new meanings */
		size_t changes;
	} rows[] = {
		{ "Bundle", plain, "tools", 0 },
		/* another address, and nothing else */
		{ "Bundle", "the models and their weights, found at "
		  "https://east.example/two", "tools", 0 },
		{ "Bundle", "the models and their code, found at "
		  "https://north.example/one", "tools", 1 },
		/* another version of it */
		{ "Bundle", "the models v2 and their weights, found at "
		  "https://north.example/two", "tools", 0 },
		/* not what the finding rests on */
		{ "Site", "the models and their code, found at "
		  "https://north.example/one", "tools", 0 },
		/* a term within it */
		{ "Site", plain, "tools and data", 1 },
		{ "Bundle", plain, "tools and data", 0 },
	};
	struct pair p;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct mk_clause a[] = { { "1.1", "", plain, "" }, { "1.2", "",
		    SITE " with a Kit", "" }, { "1.3", "", "tools", "" },
		    { "4.2", "", USE " with the Kit", "" },
		    { "9", "", LAW, "" } }, b[] = { a[0], a[1], a[2], a[3],
		    a[4] };

		b[0].text = rows[i].bundle;
		b[2].text = rows[i].kit;
		OPEN_PAIR(&p, a, b);
		mk_def(p.a, "1.1", "Bundle", plain);
		mk_def(p.a, "1.2", "Site", SITE " with a Kit");
		mk_def(p.a, "1.3", "Kit", "tools");
		mk_def(p.b, "1.1", "Bundle", rows[i].bundle);
		mk_def(p.b, "1.2", "Site", SITE " with a Kit");
		mk_def(p.b, "1.3", "Kit", rows[i].kit);
		add(p.fb, p.b, hosting, "4.2", USE);
		rest_on(p.fb, rows[i].term);
		run(&p);
		CHECK_INT(p.d->nprovisions, rows[i].changes);
		close_pair(&p);
	}
}

/* A sentence that stands as it did, and words that are only joined. */
static void
test_wording(void)
{
	static const struct {
		const char *old, *new;
		bool both;              /* found on both sides */
		size_t changes;
	} rows[] = {
		{ "Fees are due. " HOST ". Interest runs.",
		  "Fees are due soon. " HOST ". No interest runs.", false, 0 },
		{ "Fees are due. " HOST ". Interest runs.",
		  "Fees are due. " HOST " and later. Interest runs.",
		  false, 1 },
		{ HOST ", all together, in one region",
		  HOST ", altogether, in one region", true, 0 },
		{ HOST ", on line, in one region",
		  HOST ", on-line, in one region", true, 0 },
		{ HOST ", in the latter region",
		  HOST ", in the later region", true, 1 },
		{ HOST ", in no region", HOST ", in an old region", true, 1 },
		{ HOST ", on notice by Customer", HOST ", upon your notice",
		  true, 1 },
		{ HOST ", on notice to the Customer", HOST ", upon notice to "
		  "you", true, 0 },
		{ HOST ", on notice to Northlake", HOST ", on notice to you",
		  true, 1 },
	};
	struct pair p;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct mk_clause a[] = { { "4.2", "", rows[i].old, "" },
		    { "9", "", LAW, "" } }, b[] = { { "4.2", "", rows[i].new,
		    "" }, { "9", "", LAW, "" } };

		OPEN_PAIR(&p, a, b);
		if (rows[i].both)
			add(p.fa, p.a, hosting, "4.2", rows[i].old);
		add(p.fb, p.b, hosting, "4.2", rows[i].both ? rows[i].new :
		    HOST);
		run(&p);
		CHECK_INT(p.d->nprovisions, rows[i].changes);
		close_pair(&p);
	}
}

/* Said elsewhere in other words it is not lost. */
static void
test_elsewhere(void)
{
	static const struct mk_clause a[] = { { "4.2", "", HOST, "" },
	    { "9", "", LAW, "" } }, b[] = { { "8.8", "", "Whoever buys from "
	    "Northlake is supplied by Cirrus alone", "" },
	    { "9", "", LAW, "" } };
	struct pair p;

	for (int object = 0; object < 2; object++) {
		OPEN_PAIR(&p, b, a);
		add(p.fa, p.a, hosting, "8.8", b[0].text);
		mk_attr(p.fa, PV_ATTR_OBJECT, "Models");
		mk_attr(p.fa, PV_ATTR_CLOUD, "Cirrus");
		add(p.fb, p.b, hosting, "4.2", HOST);
		mk_attr(p.fb, PV_ATTR_OBJECT, object ? "Weights" : "Models");
		mk_attr(p.fb, PV_ATTR_CLOUD, object ? "Alder" : "Cirrus");
		run(&p);
		CHECK_INT(p.d->nprovisions, object ? 2 : 1);
		CHECK_INT(p.d->provisions[0].kind, object ? PV_CHANGE_LOST :
		    PV_CHANGE_CHANGED);
		close_pair(&p);
	}
}

#define FREE "Nothing obliges Northlake to make the Models available to " \
	"customers only through the Cirrus platform"
#define REPEAL "The parties have agreed that Section 4.2 is deleted"
#define STOCK "Northlake holds no exclusive right in the Cirrus platform " \
	"through which customers use the Models"

/* What says what became of a lost provision, and what does not. */
static void
test_echoes(void)
{
	static const struct mk_clause a[] = { { "4.2", "", HOST, "" },
	    { "8", "", STOCK, "" }, { "9", "", LAW, "" } },
	    b[] = { { "3", "", FREE, "" }, { "8", "", STOCK, "" },
	    { "9", "", LAW, "" } },
	    c[] = { { "3", "", REPEAL, "" }, { "8", "", STOCK, "" },
	    { "9", "", LAW, "" } },
	    e[] = { { "8", "", STOCK, "" }, { "9", "", LAW, "" } };
	static const struct { const char *clause, *words;
		enum pv_stance stance; }
	    says[] = { { "3", FREE, PV_STANCE_NEGATED },
	    { "3", REPEAL, PV_STANCE_REMOVED }, { NULL, NULL, 0 } };
	struct mk_finding no = hosting;
	struct pair p;

	for (int i = 0; i < 3; i++) {
		if (i == 0)
			OPEN_PAIR(&p, a, b);
		else if (i == 1)
			OPEN_PAIR(&p, a, c);
		else
			OPEN_PAIR(&p, a, e);
		no.strength = PV_STRENGTH_NON_EXCLUSIVE;
		no.stance = PV_STANCE_NEGATED;
		add(p.fa, p.a, hosting, "4.2", HOST);
		add(p.fa, p.a, no, "8", STOCK);
		no.subtype = "";
		no.stance = says[i].stance;
		if (says[i].clause != NULL) {
			add(p.fb, p.b, no, says[i].clause, says[i].words);
			mk_attr(p.fb, PV_ATTR_TARGET, "4.2");
		}
		no.subtype = "hosting";
		no.stance = PV_STANCE_NEGATED;
		add(p.fb, p.b, no, "8", STOCK);
		run(&p);
		CHECK_INT(p.d->nprovisions, 1);
		CHECK_INT(p.d->provisions[0].new_finding,
		    i < 2 ? 0 : PV_NONE);
		close_pair(&p);
	}
}

/* A sentence that became a list is where its provision is now. */
static void
test_list(void)
{
	static const struct mk_clause a[] = { { "1", "", LAW, "" },
	    { "3.2", "", "The license allows Cirrus to embed the Models in "
	    "Cirrus Products and to sell them to customers of Cirrus", "" } },
	    b[] = { { "1", "", LAW, "" }, { "3.2", "", "The license allows "
	    "Cirrus", "" }, { "3.2(a)", "", "to embed the Models in Cirrus "
	    "Products, including those of its Affiliates", "3.2" },
	    { "3.2(b)", "", "to sell the Models to customers", "3.2" } };
	struct mk_finding in = { "3.2", "license", "distribution-license",
		"embed", PV_STANCE_IN_FORCE, PV_STRENGTH_NONE };
	struct pair p;

	for (int back = 0; back < 2; back++) {
		if (back)
			OPEN_PAIR(&p, b, a);
		else
			OPEN_PAIR(&p, a, b);
		add(back ? p.fb : p.fa, back ? p.b : p.a, in, "3.2",
		    a[1].text);
		add(back ? p.fa : p.fb, back ? p.a : p.b, in, "3.2(a)",
		    b[2].text);
		run(&p);
		CHECK_INT(p.d->nprovisions, 1);
		CHECK_INT(p.d->provisions[0].kind, PV_CHANGE_CHANGED);
		close_pair(&p);
	}
}

int
main(void)
{
	test_echoes();
	test_list();
	test_lost();
	test_moved();
	test_degrees();
	test_silent();
	test_trigger();
	test_definitions();
	test_grounds();
	test_wording();
	test_elsewhere();
	return CHECK_DONE();
}
