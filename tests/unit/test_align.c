/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "diff/diff.h"
#include "mkversion.h"

/* What is expected of one pair of texts: "kind old new", in order. */
struct scene {
	const char *name;
	struct mk_clause a[12], b[12];
	const char *want;
	bool substantive;
};

#define EXCL "Northlake shall make the Models available to customers only " \
	"through the Cirrus platform during the Term"
#define FEES "Cirrus shall pay all undisputed fees within thirty days of " \
	"each invoice it receives"
#define AUDIT "Kestrel may inspect the books of Cirrus once in each calendar " \
	"year on reasonable notice"
#define LAW "This agreement is governed by the laws of the state in which " \
	"Cirrus has its seat"
#define HARM(a, b, what) a " accepts that a " what "breach of this part " \
	"would harm " b " in a way that no payment makes good, and agrees " \
	"that the other may ask any court that has jurisdiction to forbid " \
	"it at once, without proof of the harm and without any security"

static const struct scene scenes[] = {
	{ "the same", { { "1", "Fees", FEES, "" }, { "2", "", AUDIT, "" } },
	    { { "1", "Fees", FEES, "" }, { "2", "", AUDIT, "" } }, "", false },
	{ "renumbered in place", { { "1", "", FEES, "" },
	    { "2", "", AUDIT, "" }, { "3", "", LAW, "" } },
	    { { "1", "", FEES, "" }, { "2", "", EXCL, "" },
	    { "3", "", AUDIT, "" }, { "4", "", LAW, "" } },
	    "inserted - 2;renumbered 2 3;renumbered 3 4;", true },
	{ "one moved, its neighbours only renumbered", { { "1", "", FEES, "" },
	    { "2", "", AUDIT, "" }, { "3", "", LAW, "" },
	    { "4", "", EXCL, "" } },
	    { { "1", "", AUDIT, "" }, { "2", "", LAW, "" },
	    { "3", "", EXCL, "" }, { "4", "", FEES, "" } },
	    "renumbered 2 1;renumbered 3 2;renumbered 4 3;moved 1 4;", false },
	{ "moved and modified", { { "1", "", FEES, "" },
	    { "2", "", AUDIT, "" }, { "3", "", LAW, "" } },
	    { { "1", "", AUDIT, "" }, { "2", "", LAW, "" },
	    { "3", "", "Cirrus shall pay all undisputed fees within sixty days "
	    "of each invoice it receives", "" } },
	    "renumbered 2 1;renumbered 3 2;moved+modified 1 3;", true },
	{ "a child changes, the parent does not", { { "1", "Duties", "", "" },
	    { "1(a)", "", FEES, "1" }, { "1(b)", "", AUDIT, "1" } },
	    { { "1", "Duties", "", "" }, { "1(a)", "", FEES, "1" },
	    { "1(b)", "", "Kestrel may inspect the books of Cirrus twice in "
	    "each calendar year on reasonable notice", "1" } },
	    "modified 1(b) 1(b);", true },
	{ "children follow their parent", { { "1", "Duties", "", "" },
	    { "1(a)", "", FEES, "1" }, { "1(b)", "", AUDIT, "1" },
	    { "2", "Law", LAW, "" }, { "3", "Hosting", EXCL, "" } },
	    { { "1", "Law", LAW, "" }, { "2", "Hosting", EXCL, "" },
	    { "3", "Duties", "", "" }, { "3(a)", "", FEES, "3" },
	    { "3(b)", "", AUDIT, "3" } },
	    "renumbered 2 1;renumbered 3 2;moved 1 3;renumbered 1(a) 3(a);"
	    "renumbered 1(b) 3(b);", false },
	{ "short and out of place is no move", { { "1", "Duties", FEES, "" },
	    { "1(a)", "", "as the law requires", "1" },
	    { "2", "Law", LAW, "" } },
	    { { "1", "Duties", FEES, "" }, { "2", "Law", LAW, "" },
	    { "2(a)", "", "as the law requires", "2" } },
	    "deleted 1(a) -;inserted - 2(a);", true },
	{ "short items stay with their parent", { { "1", "Clouds", FEES, "" },
	    { "1(a)", "", "Alder;", "1" }, { "1(b)", "", "Basalt.", "1" } },
	    { { "1", "Clouds", FEES, "" }, { "1(a)", "", "Cirrus;", "1" },
	    { "1(b)", "", "Alder; and", "1" },
	    { "1(c)", "", "Basalt.", "1" } },
	    "inserted - 1(a);modified 1(a) 1(b);renumbered 1(b) 1(c);", true },
	{ "written anew under one number", { { "1", "", FEES, "" },
	    { "2", "", LAW, "" } },
	    { { "1", "", EXCL, "" }, { "2", "", LAW, "" } },
	    "deleted 1 -;inserted - 1;", true },
	{ "split", { { "1", "", FEES ". " AUDIT, "" }, { "2", "", LAW, "" } },
	    { { "1", "", FEES, "" }, { "2", "", AUDIT, "" },
	    { "3", "", LAW, "" } }, "split 1 1+2;renumbered 2 3;", false },
	{ "merged", { { "1", "", FEES, "" }, { "2", "", AUDIT, "" },
	    { "3", "", LAW, "" } },
	    { { "1", "", FEES ". " AUDIT, "" }, { "2", "", LAW, "" } },
	    "merged 1+2 1;renumbered 3 2;", false },
	{ "out of the body into a schedule", { { "1", "", FEES, "" },
	    { "2", "", EXCL, "" }, { "3", "", LAW, "" },
	    { "Schedule 1", "Services", "", "" },
	    { "Schedule 1, 1", "", AUDIT, "Schedule 1" } },
	    { { "1", "", FEES, "" }, { "2", "", LAW, "" },
	    { "Schedule 1", "Services", "", "" },
	    { "Schedule 1, 1", "", AUDIT, "Schedule 1" },
	    { "Schedule 1, 2", "", EXCL, "Schedule 1" } },
	    "renumbered 3 2;moved 2 Schedule 1, 2;", false },
	{ "a level put in moves nothing", { { "1", "Duties", LAW, "" },
	    { "1(a)", "", FEES, "1" }, { "1(b)", "", AUDIT, "1" } },
	    { { "1", "Duties", LAW, "" }, { "1.1", "General", "", "1" },
	    { "1.1(a)", "", FEES, "1.1" }, { "1.1(b)", "", AUDIT, "1.1" } },
	    "inserted - 1.1;renumbered 1(a) 1.1(a);renumbered 1(b) 1.1(b);",
	    true },
	{ "a level taken out moves nothing", { { "1", "Duties", LAW, "" },
	    { "1.1", "General", "", "1" }, { "1.1(a)", "", FEES, "1.1" },
	    { "1.1(b)", "", AUDIT, "1.1" } },
	    { { "1", "Duties", LAW, "" }, { "1(a)", "", FEES, "1" },
	    { "1(b)", "", AUDIT, "1" } },
	    "deleted 1.1 -;renumbered 1.1(a) 1(a);renumbered 1.1(b) 1(b);",
	    true },
	{ "what stands in another clause did not move",
	    { { "1", "", FEES, "" }, { "2", "", AUDIT, "" },
	    { "3", "Law", LAW, "" }, { "3(a)", "", EXCL, "3" } },
	    { { "1", "", EXCL ", and Cirrus shall keep a log of every use of "
	    "them, which Alder and Basalt may each read on any working day "
	    "of the year, and shall tell Kestrel of each of these visits in "
	    "writing within a week of it", "" },
	    { "2", "", FEES, "" }, { "3", "", AUDIT, "" },
	    { "4", "Law", LAW, "" } },
	    "inserted - 1;renumbered 1 2;renumbered 2 3;renumbered 3 4;"
	    "deleted 3(a) -;", true },
	{ "equal text under one parent goes before what children say",
	    { { "1", "Fees", "", "" }, { "1.1", "", "general terms", "1" },
	    { "1.1(a)", "", FEES, "1.1" }, { "1.2", "", "other terms", "1" },
	    { "1.2(a)", "", AUDIT, "1.2" } },
	    { { "1", "Fees", "", "" }, { "1.1", "", "general terms", "1" },
	    { "1.1(a)", "", AUDIT, "1.1" }, { "1.2", "", "other terms", "1" },
	    { "1.2(a)", "", FEES, "1.2" } }, NULL, false },
	{ "two that could be each other stay where they are",
	    { { "1", "", HARM("Alder", "Basalt", "") , "" },
	    { "2", "", HARM("Basalt", "Alder", ""), "" },
	    { "3", "", LAW, "" } },
	    { { "1", "", FEES, "" },
	    { "2", "", HARM("Alder", "Basalt", "material "), "" },
	    { "3", "", EXCL, "" },
	    { "4", "", HARM("Basalt", "Alder", "material "), "" },
	    { "5", "", LAW, "" } },
	    "inserted - 1;modified 1 2;inserted - 3;modified 2 4;"
	    "renumbered 3 5;", true },
	{ "bare numbers follow their neighbours",
	    { { "1", "", FEES, "" }, { "Schedule 1", "", "", "" },
	    { "Schedule 2", "", "", "" }, { "4", "", LAW, "" } },
	    { { "1", "", AUDIT, "" }, { "2", "", FEES, "" },
	    { "Schedule 1", "", "", "" }, { "Schedule 2", "", "", "" },
	    { "5", "", LAW, "" } },
	    "inserted - 1;renumbered 1 2;renumbered 4 5;", true },
	{ "form only", { { "1", "TERM", "The Models, \"as delivered\", are "
	    "offered by Northlake;", "" } },
	    { { "1", "Term", "The Models, as delivered, are offered by "
	    "Northlake.", "" } }, "modified 1 1;", false },
	{ "dates of a last update", { { "", "", "Last updated: 3 May 2026",
	    "" }, { "1", "", FEES, "" } },
	    { { "", "", "Last updated: 9 June 2026", "" },
	    { "1", "", FEES, "" } }, "", false },
	{ "text said twice", { { "1", "", FEES, "" }, { "2", "", FEES, "" },
	    { "3", "", LAW, "" } },
	    { { "1", "", FEES, "" }, { "2", "", LAW, "" },
	    { "3", "", FEES, "" }, { "4", "", FEES, "" } }, NULL, true },
};

static size_t
count(const struct mk_clause *c)
{
	size_t n = 0;

	while (n < 12 && c[n].label != NULL)
		n++;
	return n;
}

static void
put_label(struct pv_buf *b, const struct pv_version *v, uint32_t i)
{
	if (i == PV_NONE)
		pv_buf_char(b, '-');
	else
		pv_buf_span(b, pv_version_str(v, v->clauses[i].label));
}

static void
put_change(struct pv_buf *b, const struct pv_diff *d,
    const struct pv_clause_change *ch)
{
	const struct pv_version *x = d->old_side.version;
	const struct pv_version *y = d->new_side.version;
	size_t i;

	pv_buf_str(b, pv_edit_kind_name(ch->kind));
	pv_buf_char(b, ' ');
	put_label(b, x, ch->old_clause);
	for (i = 0; ch->kind == PV_EDIT_MERGED && i < ch->nothers; i++) {
		pv_buf_char(b, '+');
		put_label(b, x, ch->others[i]);
	}
	pv_buf_char(b, ' ');
	put_label(b, y, ch->new_clause);
	for (i = 0; ch->kind == PV_EDIT_SPLIT && i < ch->nothers; i++) {
		pv_buf_char(b, '+');
		put_label(b, y, ch->others[i]);
	}
	pv_buf_char(b, ';');
}

static struct pv_diff *
diff_of(const struct pv_version *a, const struct pv_version *b)
{
	struct pv_diff_input in = { { a, NULL }, { b, NULL } };
	struct pv_diff *d = NULL;

	if (pv_diff(&in, &d, NULL) != PV_OK)
		mk_die("diff");
	return d;
}

static size_t
count_kind(const struct pv_diff *d, enum pv_edit_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < d->nclauses; i++)
		n += d->clauses[i].kind == kind;
	return n;
}

static void
test_scene(const struct scene *s)
{
	struct pv_version *a = mk_version(s->a, count(s->a));
	struct pv_version *b = mk_version(s->b, count(s->b));
	struct pv_diff *d = diff_of(a, b), *r = diff_of(b, a);
	struct pv_diff *self = diff_of(a, a);
	struct pv_buf got = PV_BUF_INIT;
	unsigned before = check_failed;

	for (size_t i = 0; i < d->nclauses; i++)
		put_change(&got, d, &d->clauses[i]);
	if (s->want != NULL)
		CHECK_STR(pv_buf_view(&got), s->want);
	CHECK_INT(d->substantive, s->substantive);
	/* the other way round, insertions are deletions */
	CHECK_INT(count_kind(d, PV_EDIT_INSERTED),
	    count_kind(r, PV_EDIT_DELETED));
	CHECK_INT(count_kind(d, PV_EDIT_DELETED),
	    count_kind(r, PV_EDIT_INSERTED));
	CHECK_INT(count_kind(d, PV_EDIT_SPLIT), count_kind(r, PV_EDIT_MERGED));
	CHECK_INT(self->nclauses, 0);
	CHECK(!self->substantive);
	if (check_failed != before)
		printf("# in scene \"%s\"\n", s->name);
	pv_buf_release(&got);
	pv_diff_free(d);
	pv_diff_free(r);
	pv_diff_free(self);
	pv_version_free(a);
	pv_version_free(b);
}

/* Many clauses of one text, and many in reverse: bounded, and sensible. */
static void
test_hostile(void)
{
	static struct mk_clause a[MK_MAX], b[MK_MAX];
	static char label[MK_MAX][8], text[MK_MAX][64];
	struct pv_version *x, *y;
	struct pv_diff *d;
	size_t i, n = 200;

	for (i = 0; i < n; i++) {
		snprintf(label[i], sizeof(label[i]), "%zu", i + 1);
		a[i] = b[i] = (struct mk_clause){ label[i], "",
		    "exclusive license", "" };
	}
	x = mk_version(a, n);
	y = mk_version(b, n - 1);
	d = diff_of(x, y);
	CHECK_INT(d->nclauses, 1);
	CHECK_INT(count_kind(d, PV_EDIT_DELETED), 1);
	pv_diff_free(d);
	pv_version_free(y);
	for (i = 0; i < n; i++) {
		snprintf(text[i], sizeof(text[i]),
		    "the text of this one clause bears the number %zu", i);
		a[i].text = text[i];
		b[n - 1 - i].text = text[i];
	}
	pv_version_free(x);
	x = mk_version(a, n);
	y = mk_version(b, n);
	d = diff_of(x, y);
	CHECK_INT(count_kind(d, PV_EDIT_MOVED), n - 1);
	CHECK(!d->substantive);
	pv_diff_free(d);
	pv_version_free(x);
	pv_version_free(y);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++)
		test_scene(&scenes[i]);
	test_hostile();
	return CHECK_DONE();
}
