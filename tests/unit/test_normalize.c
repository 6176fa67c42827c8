/* SPDX-License-Identifier: MIT */
#include "ingest_util.h"

static const struct {
	const char *src, *want;
} folds[] = {
	{ "a  b\tc \n", "a b c" },
	{ "\342\200\234Model\342\200\235 \302\253x\302\273 \342\200\231s "
	    "\342\200\262", "\"Model\" \"x\" 's '" },
	{ "``Model'' and `b'", "\"Model\" and 'b'" },
	{ "non\342\200\221exclusive 5\342\200\22310 a\342\200\224b \342\210\2221",
	    "non-exclusive 5-10 a-b -1" },
	{ "a\302\240b\342\200\257c\343\200\200d", "a b c d" },
	{ "wait\342\200\246", "wait..." },
	{ "e\357\254\203cient \357\254\201rm", "efficient firm" },
	{ "\357\274\241\357\274\247\357\274\251", "AGI" },
	{ "1\302\275 and \302\274", "1 1/2 and 1/4" },
	{ "10\302\262\342\201\267 and m\302\262", "10^27 and m\302\262" },
	{ "Model\342\204\242 \302\256 \302\247 4 caf\303\251",
	    "Model\342\204\242 \302\256 \302\247 4 caf\303\251" },
	{ "cafe\314\201", "caf\303\251" },
	{ "exclus\314\243ive", "exclusive" },
	{ "ex\342\200\213clu\342\201\240sive", "exclusive" },
	{ "exclu\302\255sive", "exclusive" },
	{ "non\302\255exclusive By\302\255Laws 12b\302\2552",
	    "non-exclusive By-Laws 12b-2" },
	{ "\320\265x\321\201lus\321\226ve", "exclusive" },
	{ "\320\264\320\276\320\274", "\320\264\320\276\320\274" },
	{ "TNF\316\261 and \316\262-cells", "TNF\316\261 and \316\262-cells" },
	{ "[***] [*] *** ____ [\342\227\217] [REDACTED] [\342\210\227]",
	    "[***] [*] *** ____ [\342\227\217] [REDACTED] [*]" },
	{ "a\033[8mb\010\177", "a[8mb" },
	{ "\342\221\240 Grant", "(1) Grant" },
	{ "a \342\200\213 b", "a b" }
};

static const struct {
	const char *src, *want;
} hyphens[] = {
	{ "an exclu-\nsive right", "an exclusive right" },
	{ "a li-\r\ncense", "a license" },
	{ "a non-\nexclusive right", "a non-exclusive right" },
	{ "a co-\nexclusive right", "a co-exclusive right" },
	{ "a pre-\nAGI Model", "a pre-AGI Model" },
	{ "a third-\nparty cloud", "a third-party cloud" },
	{ "COVID-\n19", "COVID-19" },
	{ "a non- exclusive right", "a non-exclusive right" },
	{ "pre- and post-closing", "pre- and post-closing" },
	{ "short-\nto medium-term", "short- to medium-term" },
	{ "face-to-\nface", "face-to-face" },
	{ "The cloud-hosted Model. A cloud-\nhosted one.",
	    "The cloud-hosted Model. A cloud-hosted one." },
	{ "An agreement. Any agree-\nment.", "An agreement. Any agreement." },
	{ "An agreement. Any agree- ment.", "An agreement. Any agreement." },
	{ "revenue and sharing: revenue-\nsharing",
	    "revenue and sharing: revenue-sharing" },
	{ "EXCLU-\nSIVE RIGHTS", "EXCLUSIVE RIGHTS" },
	{ "Term - the Models", "Term - the Models" },
	{ "pre-\nsent", "present" },
	{ "any de-\nidentified data, as-\nis", "any de-identified data, as-is" },
	{ "an exclu-\nsive right to re-\ntrain", "an exclusive right to"
	    " retrain" }
};

static void
test_tables(void)
{
	for (size_t i = 0; i < sizeof(folds) / sizeof(folds[0]); i++)
		EXPECT(folds[i].src, folds[i].want);
	for (size_t i = 0; i < sizeof(hyphens) / sizeof(hyphens[0]); i++)
		EXPECT(hyphens[i].src, hyphens[i].want);
}

static const struct {
	const char *src, *code;
	uint32_t at;
} notes[] = {
	{ "ab\342\200\215c", "W-INVIS", 2 },
	{ "ab\342\200\216c", "W-INVIS", 2 },
	{ "ab\343\205\244c", "W-INVIS", 2 },
	{ "ab\357\270\217c", "W-INVIS", 2 },
	{ "x\314\243", "W-INVIS", 1 },
	{ "ab \342\200\256c", "W-BIDI", 3 },
	{ "ab \342\201\247c", "W-BIDI", 3 },
	{ "exc1usive rights", "W-HOMO", 3 },
	{ "\357\275\205x", "W-HOMO", 0 },
	{ "\320\265xit", "W-HOMO", 0 },
	{ "a\033b", "W-CTRL", 1 },
	{ "a\302\233b", "W-CTRL", 1 },
	{ "a\356\200\200", "W-CTRL", 1 },
	{ "a\357\277\277", "W-CTRL", 1 }
};

static void
test_notes(void)
{
	struct util_read r;

	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		r = util_read(pv_span_str(notes[i].src), &pv_reader_text,
		    NULL);
		CHECK(r.v != NULL);
		if (r.v == NULL)
			continue;
		CHECK_INT(util_diag(r.v, notes[i].code), notes[i].at);
		pv_version_free(r.v);
	}
	r = util_read(PV_SPAN("a b2b mp3s x1y h264, 10th exclusive"),
	    &pv_reader_text, NULL);
	CHECK_INT(r.v->ndiags, 0);
	pv_version_free(r.v);
	/* one note for many, with line and column of the first */
	r = util_read(PV_SPAN("x\n\na\342\200\213b\342\200\213c\342\200\213\n"),
	    &pv_reader_text, NULL);
	CHECK_INT(r.v->ndiags, 1);
	CHECK_INT(r.v->diags[0].line, 3);
	CHECK_INT(r.v->diags[0].col, 2);
	CHECK_STR(pv_version_str(r.v, r.v->diags[0].msg),
	    "U+200B ZERO WIDTH SPACE removed, 3 times");
	pv_version_free(r.v);
}

/* What was written for a place, and where it came from. */
static void
test_map(void)
{
	struct pv_span src = PV_SPAN("  \342\200\234AGI\342\200\235  means\n"
	    "exclu-\nsive");
	struct util_read r = util_read(src, &pv_reader_text, NULL);
	struct pv_range at;

	CHECK_STR(r.v->text, "\"AGI\" means exclusive\n");
	at = pv_version_source(r.v, (struct pv_range){ 0, 5 });
	CHECK_INT(at.start, 2);
	CHECK_INT(at.end, 11);
	at = pv_version_source(r.v, (struct pv_range){ 6, 11 });
	CHECK_STR(pv_span_sub(src, at.start, at.end), "means");
	at = pv_version_source(r.v, (struct pv_range){ 12, 21 });
	CHECK_STR(pv_span_sub(src, at.start, at.end), "exclu-\nsive");
	CHECK_INT(pv_version_coverage(r.v).skipped[PV_SKIP_HYPHEN], 2);
	CHECK_INT(pv_version_coverage(r.v).skipped[PV_SKIP_SPACE], 2);
	pv_version_free(r.v);
}

/* A reader's blocks: entities, markers, run-in heads, links. */
static void
test_blocks(void)
{
	static const char src[] = "<b>Term.</b> A&nbsp;B &amp;<br> C <a>x</a>";
	struct pv_version *v = pv_version_new(NULL);
	struct pv_para *p = NULL;
	struct pv_block *k;
	struct pv_blocks b;
	size_t n = 0;

	pv_blocks_init(&b, v->arena);
	b.text = PV_SPAN(src);
	k = pv_blocks_open(&b, PV_BLOCK_ITEM, 1);
	k->marker = PV_SPAN("2.");
	k->flags = PV_BLOCK_LEAD_BOLD;
	k->lead = 5;
	pv_blocks_skip(&b, 0, 3, PV_SKIP_MARKUP);
	pv_blocks_text(&b, pv_span(src + 3, 5), 3, 5);
	pv_blocks_skip(&b, 8, 4, PV_SKIP_MARKUP);
	pv_blocks_text(&b, pv_span(src + 12, 2), 12, 2);
	pv_blocks_text(&b, PV_SPAN("\302\240"), 14, 6);
	pv_blocks_text(&b, pv_span(src + 20, 2), 20, 2);
	pv_blocks_text(&b, PV_SPAN("&"), 22, 5);
	pv_blocks_skip(&b, 27, 4, PV_SKIP_MARKUP);
	pv_blocks_text(&b, pv_span(src + 31, 3), 31, 3);
	pv_blocks_skip(&b, 34, 3, PV_SKIP_MARKUP);
	pv_blocks_link(&b, 34, PV_SPAN("https://example.org/"));
	pv_blocks_text(&b, pv_span(src + 37, 1), 37, 1);
	pv_blocks_skip(&b, 38, 4, PV_SKIP_MARKUP);
	CHECK_INT(pv_furniture(&b, NULL), PV_OK);
	CHECK_INT(pv_normalize(v, &b, &p, &n, NULL), PV_OK);
	v->source_len = sizeof(src) - 1;
	CHECK_STR(v->text, "2. Term. A B & C x\n");
	CHECK_INT(n, 1);
	CHECK_STR(pv_version_text(v, p->marker), "2.");
	CHECK_STR(pv_version_text(v, (struct pv_range){ p->text.start,
	    p->lead }), "2. Term.");
	CHECK_INT(v->nlinks, 1);
	CHECK_STR(pv_version_text(v, (struct pv_range){ v->links[0].at,
	    v->links[0].at + 1 }), "x");
	CHECK_INT(pv_version_source(v, (struct pv_range){ 13, 14 }).start, 22);
	CHECK_INT(pv_version_source(v, (struct pv_range){ 13, 14 }).end, 27);
	CHECK_INT(pv_version_coverage(v).unaccounted, 0);
	pv_blocks_release(&b);
	pv_version_free(v);
}

static void
test_empty(void)
{
	struct pv_err err = { .rc = PV_OK };
	struct util_read r = util_read(PV_SPAN("\342\200\213 \342\200\213"),
	    &pv_reader_text, &err);

	CHECK(r.v == NULL);
	CHECK_STR(pv_span_str(err.code), "E-EMPTY");
}

int
main(void)
{
	test_tables();
	test_notes();
	test_map();
	test_blocks();
	test_empty();
	return CHECK_DONE();
}
