/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "rule/scan.h"
#include "version_build.h"

#define ITEM PV_CLAUSE_ITEM
#define SECT PV_CLAUSE_SECTION
#define EX "    match: [x]\n    no_match: [y]\n"

/* Two provisions, one rule of each kind of unit and of each device. */
static const char pack_a[] =
    "provision: only\n"
    "lattice: true\n"
    "guards:\n"
    "  - {id: court, scope: match, pattern: 'courts?', match: [court]}\n"
    "  - {id: whole, scope: unit, pattern: 'ignore', match: [ignore]}\n"
    "  - {id: never, scope: sentence, pattern: 'nobody', match: [nobody]}\n"
    "rules:\n"
    "  - id: word\n    weight: 1.5\n    subtype: plain\n"
    "    strength: exclusive\n"
    "    pattern: '\\b (?<! non- ) exclusive \\b [^.]{0,20} \\b (?<object>"
    " hosts? | courts? | rights? )'\n"
    "    attributes: {channel: API}\n" EX
    "  - id: free\n    weight: 1.2\n    subtype: plain\n"
    "    stance: negated\n    strength: non-exclusive\n"
    "    pattern: 'non-exclusive'\n" EX
    "  - id: through\n    weight: 1.0\n    subtype: hosting\n"
    "    pattern: 'only \\s+ on \\s+ (?<cloud> the \\s+ cirrus \\s+ cloud "
    ")'\n" EX "  - id: weak\n    weight: 0.6\n    pattern: 'alone \\b'\n" EX
    "  - id: head\n    unit: heading\n    weight: 0.5\n"
    "    pattern: 'exclusivity'\n" EX
    "  - id: minus\n    weight: -1.0\n    pattern: 'save \\s+ for'\n" EX
    "  - id: both\n    unit: clause\n    weight: 1.0\n"
    "    pattern: 'sole \\b .* \\n? .* \\b solely'\n" EX
    "  - id: waits\n    weight: 1.0\n    when: [head]\n"
    "    pattern: 'no \\s+ other'\n" EX;

static const char pack_b[] =
    "provision: trigger\n"
    "rules:\n"
    "  - id: agi\n    weight: 1.0\n"
    "    pattern: '(?<term> agi ) \\b'\n" EX "  - id: slow\n    weight: 1.0\n"
    "    pattern: '(?: z+ )+ q'\n" EX;

static struct pv_rules *
load(void)
{
	struct pv_pack_source packs[] = { { PV_SPAN("a.yaml"),
					      PV_SPAN(pack_a) },
		{ PV_SPAN("b.yaml"), PV_SPAN(pack_b) } };
	struct pv_rules *r = NULL;
	struct pv_err err = { PV_OK, "", 0, 0, "" };

	if (pv_rules_new(packs, 2, NULL, &r, &err) != PV_OK)
		printf("# %s\n", err.msg);
	return r;
}

/*
 * Findings a line: provision/subtype stance confidence [text] {attributes}
 * with evidence by rule.
 */
static void
show(const struct pv_version *v, const struct pv_findings *f, struct pv_buf *b)
{
	uint32_t i, k;

	pv_buf_clear(b);
	for (i = 0; i < f->nitems; i++) {
		const struct pv_finding *x = &f->items[i];

		pv_buf_span(b, pv_findings_str(f, x->rule));
		pv_buf_printf(b, "%s%.*s %s %d [",
		    x->subtype.len > 0 ? "/" : "",
		    PV_FMT(pv_findings_str(f, x->subtype)),
		    pv_stance_name((enum pv_stance)x->stance),
		    (int)x->confidence);
		pv_buf_span(b, pv_version_text(v, x->at));
		pv_buf_char(b, ']');
		for (k = x->evidence; k < x->evidence + x->nevidence; k++)
			pv_buf_printf(b, " %.*s%+d",
			    PV_FMT(pv_findings_str(f, f->evidence[k].rule)),
			    (int)f->evidence[k].weight);
		pv_buf_char(b, '\n');
	}
}

/* Scan with and without the prefilter: the same, and what is wanted. */
static void
expect(struct pv_scanner *s, struct pv_version *v, const char *want, int line)
{
	struct pv_buf a = PV_BUF_INIT, b = PV_BUF_INIT;
	struct pv_findings *f = NULL;
	int pass;

	for (pass = 0; pass < 2; pass++) {
		s->unfiltered = pass == 1;
		if (pv_scan(s, v, &f, NULL) != PV_OK) {
			check_note(0, __FILE__, line, "scan failed");
			continue;
		}
		show(v, f, pass == 0 ? &a : &b);
		pv_findings_free(f);
	}
	s->unfiltered = false;
	check_str(pv_buf_view(&a), want, __FILE__, line, "findings");
	check_note(pv_span_eq(pv_buf_view(&a), pv_buf_view(&b)), __FILE__, line,
	    "the prefilter changes nothing");
	pv_buf_release(&a);
	pv_buf_release(&b);
}

/*
 * One clause with a heading: as an excerpt, and in a text so long that rules
 * which can make no finding do not run.
 */
static void
one(struct pv_scanner *s, const char *heading, const char *text,
    const char *want, int line)
{
	struct build_line l[] = { { 1, SECT, "1.", heading, text, 0, false },
		{ 1, SECT, "2.", "", NULL, 0, false } };
	struct pv_buf rest = PV_BUF_INIT;
	struct pv_version *v;
	size_t n;

	while (rest.len < 5000)
		pv_buf_str(&rest, "No more of this. ");
	pv_buf_char(&rest, '\0');
	l[1].text = rest.ptr;
	for (n = 1; n <= 2; n++) {
		v = build_version(l, n);
		CHECK((pv_extent_of(v) == PV_EXTENT_FULL) == (n != 1));
		expect(s, v, want, line);
		pv_version_free(v);
	}
	pv_buf_release(&rest);
}

static void
test_evidence(struct pv_scanner *s)
{
	one(s, "", "Cirrus is the exclusive host.",
	    "only.word/plain in-force "
	    "622 [Cirrus is the exclusive host.] only.word+1500\n",
	    __LINE__);
	/* A heading adds to what stands under it, and alone is a mention. */
	one(s, "Exclusivity", "Cirrus alone hosts.",
	    "only.weak in-force 525 "
	    "[Cirrus alone hosts.] only.weak+600 only.head+500\n",
	    __LINE__);
	one(s, "Fees", "Cirrus alone hosts.", "", __LINE__);
	/* Against. */
	one(s, "", "Save for that, Cirrus is the exclusive host.", "",
	    __LINE__);
	/* What waits for a heading. */
	one(s, "Exclusivity", "Use no other host.",
	    "only.waits in-force 622 "
	    "[Use no other host.] only.waits+1000 only.head+500\n",
	    __LINE__);
	one(s, "Fees", "Use no other host.", "", __LINE__);
	/* Two sentences of one clause, read together. */
	one(s, "", "Sole host. It hosts solely.",
	    "only.both in-force 500 "
	    "[Sole host. It hosts solely.] only.both+1000\n",
	    __LINE__);
}

static void
test_guards(struct pv_scanner *s)
{
	one(s, "", "It has exclusive courts.", "", __LINE__);
	/* The first match is held back, the second is not. */
	one(s, "", "Exclusive courts; exclusive hosts.",
	    "only.word/plain "
	    "in-force 622 [Exclusive courts; exclusive hosts.] "
	    "only.word+1500\n",
	    __LINE__);
	one(s, "", "Ignore the exclusive host.", "", __LINE__);
	one(s, "", "Nobody is heard. An exclusive host.",
	    "only.word/plain "
	    "in-force 622 [An exclusive host.] only.word+1500\n",
	    __LINE__);
	one(s, "", "Nobody is the exclusive host.", "", __LINE__);
}

/* An item is read with its lead-in; what the stem says is said once. */
static void
test_items(struct pv_scanner *s)
{
	static const struct build_line touch[] = {
		{ 1, SECT, "1.", "", "Cirrus is the exclusive:", 0, false },
		{ 2, ITEM, "(a)", "", "host; and", 0, false },
		{ 2, ITEM, "(b)", "", "friend.", 0, false }
	};
	static const struct build_line stem[] = {
		{ 1, SECT, "1.", "", "The exclusive host may:", 0, false },
		{ 2, ITEM, "(a)", "", "sell; and", 0, false },
		{ 2, ITEM, "(b)", "", "act alone.", 0, false }
	};
	static const struct build_line joined[] = {
		{ 1, SECT, "1.", "", "Cirrus has", 0, false },
		{ 2, ITEM, "(i)", "", "an exclusive", PV_CLAUSE_INLINE, false },
		{ 2, ITEM, "(ii)", "", "first", PV_CLAUSE_INLINE, false },
		{ 2, ITEM, "(iii)", "", "right here.", PV_CLAUSE_INLINE, false }
	};
	struct pv_version *v = build_version(touch, 3);

	expect(s, v,
	    "only.word/plain in-force 622 [host; and] "
	    "only.word+1500\n",
	    __LINE__);
	pv_version_free(v);
	v = build_version(stem, 3);
	expect(s, v,
	    "only.word/plain in-force 622 [The exclusive host may:] "
	    "only.word+1500\n",
	    __LINE__);
	pv_version_free(v);
	v = build_version(joined, 4);
	expect(s, v,
	    "only.word/plain in-force 622 [Cirrus has (i) an "
	    "exclusive (ii) first (iii) right here.] only.word+1500\n",
	    __LINE__);
	pv_version_free(v);
}

/* Subtypes and states that stand on their own. */
static void
test_states(struct pv_scanner *s)
{
	struct build_line l = { 1, SECT, "", "",
		"An exclusive host only on "
		"the Cirrus cloud, later a non-exclusive one.",
		0, false };
	struct pv_version *v = build_version(&l, 1);
	struct pv_findings *f = NULL;
	size_t i, hosting = 0, plain = 0, negated = 0;

	CHECK_INT(pv_scan(s, v, &f, NULL), PV_OK);
	for (i = 0; f != NULL && i < f->nitems; i++) {
		struct pv_span sub = pv_findings_str(f, f->items[i].subtype);

		negated += f->items[i].stance == PV_STANCE_NEGATED;
		if (pv_span_eq(sub, PV_SPAN("hosting"))) {
			hosting++;
			CHECK_STR(pv_finding_attr(f, i, PV_ATTR_CLOUD),
			    "the Cirrus cloud");
		} else if (f->items[i].stance != PV_STANCE_NEGATED) {
			plain++;
			/* the group caught "host" */
			CHECK_STR(pv_finding_attr(f, i, PV_ATTR_OBJECT),
			    "An exclusive host");
			CHECK_STR(
			    pv_finding_attr(f, i, PV_ATTR_CHANNEL), "API");
		}
	}
	CHECK_INT(hosting, 1);
	CHECK(plain >= 1);
	CHECK_INT(negated, 1);
	pv_findings_free(f);
	pv_version_free(v);
}

/* One restraint is one finding; rights stand in lists, and each is one. */
static void
test_one_restraint(void)
{
	static const char pack[] =
	    "provision: only\n"
	    "lattice: true\n"
	    "rules:\n"
	    "  - id: wide\n    weight: 1.8\n    subtype: distribution\n"
	    "    strength: exclusive\n"
	    "    pattern: 'avoids \\s+ [^.]{0,40}? \\s another \\s+ host'\n" EX
	    "  - id: near\n    weight: 2.0\n    subtype: hosting\n"
	    "    strength: exclusive\n    pattern: 'another \\s+ host'\n" EX
	    "  - id: resell\n    weight: 1.0\n    subtype: resale\n"
	    "    pattern: 'may \\s+ resell'\n" EX
	    "  - id: embed\n    weight: 1.2\n    subtype: embed\n"
	    "    pattern: 'may \\s+ resell \\s+ or \\s+ embed'\n" EX;
	struct pv_pack_source packs[] = {
		{ PV_SPAN("a.yaml"), PV_SPAN(pack) }
	};
	struct pv_err err = { PV_OK, "", 0, 0, "" };
	struct pv_rules *r = NULL;
	struct pv_scanner *s = NULL;

	CHECK_INT(pv_rules_new(packs, 1, NULL, &r, &err), PV_OK);
	if (r != NULL && pv_scanner_new(r, &s, NULL) == PV_OK) {
		one(s, "", "Alder has a host and uses another host.",
		    "only.near/hosting in-force 731 [Alder has a host and "
		    "uses another host.] only.near+2000\n", __LINE__);
		one(s, "", "Alder avoids to name another host.",
		    "only.near/hosting in-force 943 [Alder avoids to name "
		    "another host.] only.wide+1800 only.near+2000\n",
		    __LINE__);
		one(s, "", "Alder may resell or embed it.",
		    "only.embed/embed in-force 550 [Alder may resell or "
		    "embed it.] only.embed+1200\n"
		    "only.resell/resale in-force 500 [Alder may resell or "
		    "embed it.] only.resell+1000\n", __LINE__);
	}
	pv_scanner_free(s);
	pv_rules_free(r);
}

static void
dropped(void *ctx, const struct pv_trace *t)
{
	if (t->rivals > 0)
		pv_buf_printf(ctx, "%.*s %d of %d beside %u\n",
		    PV_FMT(t->provision), (int)t->weight, (int)t->need,
		    (unsigned)t->rivals);
}

/* The words, and what is dropped; everything else is found. */
static void
beside(struct pv_scanner *s, const char *text, size_t found, const char *want,
    int line)
{
	struct build_line l = { 1, SECT, "1.", "", text, 0, false };
	struct pv_version *v = build_version(&l, 1);
	struct pv_findings *f = NULL;
	struct pv_buf b = PV_BUF_INIT;

	CHECK_INT(pv_scan_explain(s, v, 1, dropped, &b, NULL), PV_OK);
	check_str(pv_buf_view(&b), want, __FILE__, line, "dropped");
	CHECK_INT(pv_scan(s, v, &f, NULL), PV_OK);
	check_note(f != NULL && f->nitems == found, __FILE__, line, "found");
	pv_findings_free(f);
	pv_version_free(v);
	pv_buf_release(&b);
}

/* The more provisions of a sentence are sure, the surer must one be. */
static void
test_rivals(void)
{
	static const char weak[] =
	    "provision: weak\nrules:\n"
	    "  - id: word\n    weight: 1.0\n    pattern: 'weak'\n" EX
	    "  - id: not\n    weight: 1.0\n    stance: negated\n"
	    "    pattern: 'frail'\n" EX;
	static const char fair[] =
	    "provision: fair\nrules:\n"
	    "  - id: word\n    weight: 1.5\n    pattern: 'fair'\n" EX;
	static const char sure[] =
	    "provision: sure\nrules:\n"
	    "  - id: a\n    weight: 3.0\n    subtype: a\n"
	    "    pattern: 'sure'\n" EX
	    "  - id: b\n    weight: 3.0\n    subtype: b\n"
	    "    pattern: 'certain'\n" EX;
	static const char firm[] =
	    "provision: firm\nrules:\n"
	    "  - id: word\n    weight: 2.5\n    pattern: 'firm'\n" EX;
	struct pv_pack_source packs[] = {
		{ PV_SPAN("a.yaml"), PV_SPAN(weak) },
		{ PV_SPAN("b.yaml"), PV_SPAN(fair) },
		{ PV_SPAN("c.yaml"), PV_SPAN(sure) },
		{ PV_SPAN("d.yaml"), PV_SPAN(firm) }
	};
	struct pv_rules *r = NULL;
	struct pv_scanner *s = NULL;

	CHECK_INT(pv_rules_new(packs, 4, NULL, &r, NULL), PV_OK);
	if (r != NULL && pv_scanner_new(r, &s, NULL) == PV_OK) {
		beside(s, "A weak and sure word.", 2, "", __LINE__);
		beside(s, "A weak and firm and sure word.", 2,
		    "weak 500 of 600 beside 2\n", __LINE__);
		beside(s, "A weak and sure and certain word.", 3, "",
		    __LINE__);
		beside(s, "A weak and fair and firm and sure word.", 3,
		    "weak 500 of 750 beside 3\n", __LINE__);
		beside(s, "A frail and firm and sure word.", 3, "", __LINE__);
		beside(s, "A weak word. A firm and sure word.", 3, "",
		    __LINE__);
	}
	pv_scanner_free(s);
	pv_rules_free(r);
}

/* A rule waits for one behind it in the pack; neither suffices alone. */
static void
test_waiting(void)
{
	static const char pack[] =
	    "provision: only\n"
	    "rules:\n"
	    "  - id: first\n    weight: 0.6\n    when: [last]\n"
	    "    pattern: 'shall \\s+ host'\n" EX
	    "  - id: other\n    weight: 0.3\n"
	    "    pattern: 'other \\s+ cloud'\n" EX
	    "  - id: last\n    weight: 0.5\n"
	    "    pattern: 'no \\s+ \\w+ \\s+ cloud'\n" EX;
	struct pv_pack_source packs[] = {
		{ PV_SPAN("a.yaml"), PV_SPAN(pack) }
	};
	struct pv_rules *r = NULL;
	struct pv_scanner *s = NULL;

	CHECK_INT(pv_rules_new(packs, 1, NULL, &r, NULL), PV_OK);
	if (r != NULL && pv_scanner_new(r, &s, NULL) == PV_OK) {
		one(s, "", "No other cloud shall host it.",
		    "only.first in-force 599 [No other cloud shall host it.] "
		    "only.first+600 only.other+300 only.last+500\n", __LINE__);
		one(s, "", "No big cloud shall host it.",
		    "only.first in-force 525 [No big cloud shall host it.] "
		    "only.first+600 only.last+500\n", __LINE__);
		one(s, "", "The other cloud shall host it.", "", __LINE__);
		one(s, "", "There is no other cloud.", "", __LINE__);
	}
	pv_scanner_free(s);
	pv_rules_free(r);
}

static void
test_definitions(struct pv_scanner *s)
{
	static const struct build_line lines[] = {
		{ 1, SECT, "1.", "", "\"Platform\" means the Base.", 0, false },
		{ 1, SECT, "2.", "", "\"Base\" means the Cirrus cloud.", 0,
		    false },
		{ 1, SECT, "3.", "", "Models run only on Platform.", 0, false },
		{ 1, SECT, "4.", "", "Models run only on platform.", 0, false }
	};
	struct pv_version *v = build_version(lines, 4);

	build_define(v, "Platform", "\"Platform\" means the Base.", "the Base",
	    PV_DEF_MEANS);
	build_define(v, "Base", "\"Base\" means the Cirrus cloud.",
	    "Cirrus cloud", PV_DEF_MEANS);
	expect(s, v,
	    "only.through/hosting in-force 500 [Models run only on "
	    "Platform.] only.through+1000 definition:Platform+0\n",
	    __LINE__);
	pv_version_free(v);
}

/* Who "you" are is not read where the term stands, by no other name either. */
static void
test_persons(struct pv_scanner *s)
{
	static const struct build_line lines[] = {
		{ 1, SECT, "1.", "", "\"Platform\" or \"we\" means the Cirrus "
		    "cloud.", 0, false },
		{ 1, SECT, "2.", "", "Models run only on Platform.", 0, false }
	};
	struct pv_version *v = build_version(lines, 2);

	build_define(v, "Platform", "\"Platform\" or \"we\" means the Cirrus "
	    "cloud.", "the Cirrus cloud", PV_DEF_MEANS);
	expect(s, v, "only.through/hosting in-force 500 [Models run only on "
	    "Platform.] only.through+1000 definition:Platform+0\n",
	    __LINE__);
	build_define(v, "we", "\"Platform\" or \"we\" means the Cirrus "
	    "cloud.", "the Cirrus cloud", PV_DEF_MEANS);
	expect(s, v, "", __LINE__);
	pv_version_free(v);
}

/* AGI is nobody's trigger where it is a company's short name. */
static void
test_alias(struct pv_scanner *s)
{
	static const struct build_line lines[] = {
		{ 1, SECT, "1.", "", "Affinity Group, Inc. (\"AGI\").", 0,
		    false },
		{ 1, SECT, "2.", "", "AGI pays the fee.", 0, false }
	};
	struct pv_version *v = build_version(lines, 2);
	struct pv_findings *f = NULL;

	CHECK_INT(pv_scan(s, v, &f, NULL), PV_OK);
	CHECK(f != NULL && f->nitems == 2);
	pv_findings_free(f);
	build_define(
	    v, "AGI", "(\"AGI\")", "Affinity Group, Inc.", PV_DEF_PARTY);
	expect(s, v, "", __LINE__);
	pv_version_free(v);
}

static void
note(void *ctx, const struct pv_trace *t)
{
	struct pv_buf *b = ctx;

	pv_buf_span(b, t->rule);
	pv_buf_char(b, t->guard.len > 0 ? '-' : '+');
	pv_buf_span(b, t->guard);
	pv_buf_char(b, ' ');
}

static void
test_explain(struct pv_scanner *s, struct pv_buf *b)
{
	struct build_line l = { 1, SECT, "1.", "Exclusivity",
		"Exclusive "
		"courts act alone.",
		0, false };
	struct pv_version *v = build_version(&l, 1);

	pv_buf_clear(b);
	CHECK_INT(pv_scan_explain(s, v, 1, note, b, NULL), PV_OK);
	CHECK_STR(pv_buf_view(b),
	    "only.head+ only.word-only.court "
	    "only.weak+ ");
	CHECK_INT(pv_scan_explain(s, v, 9, note, b, NULL), PV_EUSAGE);
	pv_version_free(v);
}

/* A rule that gives up is named; the others are evaluated. */
static void
test_gap(struct pv_scanner *s)
{
	char text[80] = "An exclusive host ";
	struct build_line l = { 1, SECT, "1.", "", text, 0, false };
	struct pv_version *v;
	struct pv_findings *f = NULL;

	memset(text + 18, 'z', 40);
	memcpy(text + 58, " quo.", 6);
	v = build_version(&l, 1);
	CHECK_INT(pv_scan(s, v, &f, NULL), PV_OK);
	if (f != NULL) {
		CHECK_INT(f->nitems, 1);
		CHECK_INT(f->ngaps, 1);
		if (f->ngaps == 1) {
			CHECK_STR(pv_findings_str(f, f->gaps[0].rule),
			    "trigger.slow");
			CHECK_INT(f->gaps[0].clause, 1);
		}
	}
	pv_findings_free(f);
	pv_version_free(v);
}

/* A sentence longer than a window is read to its end. */
static void
test_windows(struct pv_scanner *s)
{
	struct pv_buf b = PV_BUF_INIT;
	struct build_line l = { 1, SECT, "1.", "", NULL, 0, false };
	struct pv_version *v;
	struct pv_findings *f = NULL;

	while (b.len < 3 * PV_UNIT_MAX)
		pv_buf_str(&b, "words and ");
	pv_buf_str(&b, "an exclusive host.");
	l.text = b.ptr;
	v = build_version(&l, 1);
	CHECK_INT(pv_scan(s, v, &f, NULL), PV_OK);
	CHECK(f != NULL && f->nitems == 1 && f->ngaps == 0);
	pv_findings_free(f);
	pv_version_free(v);
	pv_buf_release(&b);
}

/* Memory runs out after n allocations: never a crash, never a leak. */
struct scarce {
	long left, live;
};

static void *
scarce_resize(void *ctx, void *ptr, size_t size)
{
	struct scarce *s = ctx;
	void *out;

	if (size == 0) {
		s->live -= ptr != NULL;
		free(ptr);
		return NULL;
	}
	if (s->left-- <= 0)
		return NULL;
	out = realloc(ptr, size);
	s->live += out != NULL && ptr == NULL;
	return out;
}

static void
test_memory(void)
{
	static const struct build_line lines[] = {
		{ 1, SECT, "1.", "Exclusivity",
		    "\"Base\" means the Cirrus "
		    "cloud. Models run only on Base.",
		    0, false },
		{ 1, SECT, "2.", "", "Cirrus is the exclusive:", 0, false },
		{ 2, ITEM, "(a)", "", "host; and", 0, false },
		{ 2, ITEM, "(b)", "", "alone, no other.", 0, false }
	};
	struct scarce scarce = { 1 << 20, 0 };
	struct pv_mem mem = { scarce_resize, &scarce };
	struct pv_pack_source pack = { PV_SPAN("a.yaml"), PV_SPAN(pack_a) };
	struct pv_rules_opts opts = { .mem = &mem };
	struct pv_version *v = build_version(lines, 4);
	struct pv_rules *r = NULL;
	enum pv_rc rc = PV_ENOMEM;
	long n, before;

	build_define(v, "Base", "\"Base\" means the Cirrus cloud.",
	    "the Cirrus cloud", PV_DEF_MEANS);
	CHECK_INT(pv_rules_new(&pack, 1, &opts, &r, NULL), PV_OK);
	before = scarce.live;
	for (n = 0; r != NULL && rc == PV_ENOMEM && n < 10000; n++) {
		struct pv_scanner *s = NULL;
		struct pv_findings *f = NULL;

		scarce.left = n;
		rc = pv_scanner_new(r, &s, NULL);
		if (rc == PV_OK)
			rc = pv_scan(s, v, &f, NULL);
		if (rc == PV_OK)
			CHECK_INT(f->nitems, 2);
		pv_findings_free(f);
		pv_scanner_free(s);
		CHECK_INT(scarce.live, before);
	}
	CHECK_INT(rc, PV_OK);
	CHECK(n > 20);
	pv_rules_free(r);
	CHECK_INT(scarce.live, 0);
	pv_version_free(v);
}

static void
count(void *ctx, const struct pv_example_result *r)
{
	int *n = ctx;

	n[r->ok]++;
	if (r->want_match && pv_span_eq(r->rule, PV_SPAN("ex.when")))
		CHECK(r->ok);
}

static void
test_examples(void)
{
	static const char pack[] =
	    "provision: ex\nrules:\n"
	    "  - id: good\n    weight: 1\n    pattern: foo\n"
	    "    match: [a foo]\n    no_match: [bar]\n"
	    "  - id: bad\n    weight: 1\n    pattern: foo\n"
	    "    match: [bar]\n    no_match: [foo]\n"
	    "  - id: head\n    unit: heading\n    weight: 1\n"
	    "    pattern: title\n    match: [A Title]\n    no_match: [x]\n"
	    "  - id: when\n    weight: 1\n    when: [head]\n"
	    "    pattern: 'foo \\s bar'\n"
	    "    match:\n      - |-\n        # Title\n        All foo\n"
	    "        (a) bar.\n    no_match: [foo bar]\n";
	struct pv_pack_source source = { PV_SPAN("e.yaml"), PV_SPAN(pack) };
	struct pv_rules *r = NULL;
	struct pv_scanner *s = NULL;
	int n[2] = { 0, 0 };

	CHECK_INT(pv_rules_new(&source, 1, NULL, &r, NULL), PV_OK);
	if (r != NULL && pv_scanner_new(r, &s, NULL) == PV_OK) {
		CHECK_INT(pv_rules_test(s, count, n, NULL), PV_OK);
		CHECK_INT(n[0], 2);
		CHECK_INT(n[1], 6);
	}
	pv_scanner_free(s);
	pv_rules_free(r);
}

int
main(void)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_rules *r = load();
	struct pv_scanner *s = NULL;

	CHECK(r != NULL);
	if (r != NULL && pv_scanner_new(r, &s, NULL) == PV_OK) {
		CHECK_INT(pv_rules_nrules(r), 10);
		test_evidence(s);
		test_guards(s);
		test_items(s);
		test_states(s);
		test_one_restraint();
		test_waiting();
		test_rivals();
		test_definitions(s);
		test_persons(s);
		test_alias(s);
		test_explain(s, &b);
		test_gap(s);
		test_windows(s);
	}
	pv_scanner_free(s);
	pv_rules_free(r);
	test_memory();
	test_examples();
	pv_scanner_free(NULL);
	pv_buf_release(&b);
	return CHECK_DONE();
}
