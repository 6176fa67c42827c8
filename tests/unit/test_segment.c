/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/segment.h"

#include "base/buf.h"
#include "check.h"

#define PARAS 40

/*
 * A text is its blocks, one a line.  A block may begin with marks: '#' is a
 * heading, '!' is emphasized, '>' (once a level) an item that counts within
 * its list.
 */
struct sample {
	struct pv_version *v;
	struct pv_buf text;
	struct pv_para paras[PARAS];
	size_t n;
};

static const char *
block_marks(struct pv_para *p, const char *s)
{
	p->kind = PV_BLOCK_PARA;
	for (;; s++) {
		if (*s == '#') {
			p->kind = PV_BLOCK_HEADING;
			p->level++;
		} else if (*s == '!') {
			p->flags |= PV_BLOCK_BOLD;
		} else if (*s == '>') {
			p->kind = PV_BLOCK_ITEM;
			p->flags |= PV_BLOCK_RELATIVE;
			p->level++;
		} else {
			return s;
		}
	}
}

static void
add_block(struct sample *s, const char *from, size_t len)
{
	struct pv_para *p = &s->paras[s->n];
	const char *text;

	*p = (struct pv_para){ .line = (uint32_t)s->n + 1 };
	text = block_marks(p, from);
	if (s->n++ > 0)
		pv_buf_str(&s->text, "\n\n");
	p->text.start = p->lead = (uint32_t)s->text.len;
	pv_buf_add(&s->text, text, len - (size_t)(text - from));
	p->text.end = (uint32_t)s->text.len;
	p->marker = (struct pv_range){ p->text.start, p->text.start };
}

static enum pv_rc
read_with(struct sample *s, const char *blocks, const struct pv_mem *mem)
{
	struct pv_err err = { 0 };

	memset(s, 0, sizeof(*s));
	s->v = pv_version_new(mem);
	if (s->v == NULL)
		return PV_ENOMEM;
	while (*blocks != '\0' && s->n < PARAS) {
		size_t len = strcspn(blocks, "\n");

		add_block(s, blocks, len);
		blocks += len + (blocks[len] == '\n');
	}
	pv_buf_char(&s->text, '\n');
	s->v->text = pv_buf_view(&s->text);
	return pv_segment(s->v, s->paras, s->n, &err);
}

static bool
read_sample(struct sample *s, const char *blocks)
{
	return read_with(s, blocks, NULL) == PV_OK;
}

static void
drop_sample(struct sample *s)
{
	pv_version_free(s->v);
	pv_buf_release(&s->text);
}

/* What every tree must be, whatever the text. */
static void
check_tree(const struct pv_version *v)
{
	const struct pv_clause *root = &v->clauses[0];

	CHECK(v->nclauses > 0 && root->next == v->nclauses);
	CHECK(root->all.start == 0 && root->all.end == v->text.len);
	for (uint32_t i = 0; i < v->nclauses; i++) {
		const struct pv_clause *c = &v->clauses[i];
		uint32_t at = c->stem.end, kid = i + 1;

		CHECK(c->stem.start == c->all.start);
		while (kid < c->next) {
			const struct pv_clause *k = &v->clauses[kid];

			CHECK(k->parent == i && k->depth == c->depth + 1);
			CHECK(k->all.start == at && k->next > kid);
			at = k->all.end;
			kid = k->next;
		}
		CHECK(kid == c->next);
		if (c->tail.end > c->tail.start) {
			CHECK(c->tail.start == at);
			at = c->tail.end;
		}
		CHECK(at == c->all.end);
		CHECK(c->num.start >= c->stem.start &&
		    c->num.end <= c->stem.end);
		CHECK(c->heading.start >= c->stem.start &&
		    c->heading.end <= c->stem.end);
	}
}

/* Labels in order, joined by a blank and a bar. */
static void
check_labels(const char *blocks, const char *want)
{
	struct sample s;
	struct pv_buf got = PV_BUF_INIT;

	CHECK(read_sample(&s, blocks));
	check_tree(s.v);
	for (size_t i = 1; i < s.v->nclauses; i++) {
		if (i > 1)
			pv_buf_str(&got, " | ");
		pv_buf_span(&got, pv_version_str(s.v, s.v->clauses[i].label));
	}
	CHECK_STR(pv_buf_view(&got), want);
	pv_buf_release(&got);
	drop_sample(&s);
}

static const struct {
	const char *blocks, *labels;
} label_rows[] = {
	/* decimals under articles, and zero-padded ones */
	{ "ARTICLE IV LICENCE\nSection 4.01 Grant. Northlake licenses Cirrus."
	  "\nSection 4.02 Limits. Cirrus shall not resell.",
	  "4 | 4.1 | 4.2" },
	{ "2. Sale. 2.01. Northlake shall sell. 2.02. Cirrus shall buy. "
	  "2.03. Alder shall not.\n3. Term. 3.01. It runs a year. 3.02. It "
	  "may renew.", "2 | 2.1 | 2.2 | 2.3 | 3 | 3.1 | 3.2" },
	{ "1. A\n2.9 Ninth. It is so.\n2.10 Tenth. It is so.",
	  "1 | 2.9 | 2.10" },
	/* (i) is a letter after (h), a number one below (c) */
	{ "1. Terms\n(a) one;\n(b) two;\n(c) three;\n(d) four;\n(e) five;\n"
	  "(f) six;\n(g) seven;\n(h) eight;\n(i) nine;\n(j) ten.",
	  "1 | 1(a) | 1(b) | 1(c) | 1(d) | 1(e) | 1(f) | 1(g) | 1(h) | 1(i) | "
	  "1(j)" },
	{ "1. Terms\n(a) one;\n(b) two;\n(c) three:\n(i) alpha;\n(ii) beta;\n"
	  "(d) four.",
	  "1 | 1(a) | 1(b) | 1(c) | 1(c)(i) | 1(c)(ii) | 1(d)" },
	{ "I. Scope\nA. Models are hosted.\nB. Weights are not.\nII. Term\n"
	  "A. It is a year.", "I | I.A | I.B | II | II.A" },
	/* a list inside a sentence, and one that is none */
	{ "4.2 Northlake shall not (a) appoint Alder, (b) appoint Basalt, or "
	  "(c) lend Weights. This ends in 2031.\n4.3 Fees are due.",
	  "4.2 | 4.2(a) | 4.2(b) | 4.2(c) | 4.3" },
	{ "4.2 Cirrus shall pay within thirty (30) days under Section 9(a) "
	  "and (b).\n4.3 See Sections 2 and 3.", "4.2 | 4.3" },
	/* the version that a name carries is no number of a clause */
	{ "1. Notice. Copies shall say: \"Alder 3.1 is under the Alder 3.1 "
	  "Community Terms\".\n2. Fees. Cirrus pays.\n3. Law. Ostrava.",
	  "1 | 2 | 3" },
	/* references, years and amounts at the start of a block */
	{ "1. Term. It ends in\n2031. The parties may renew.\n2. Fees. Cirrus "
	  "pays.\n5,000 units a year are due.", "1 | 2" },
	/* missing and repeated numbers */
	{ "1. First.\n1. Second.\n1. Third.", "1 | 1 | 1" },
	{ "1. First.\n2. Second.\n4. Fourth.", "1 | 2 | 4" },
	/* nested lists that count from one */
	{ ">1. Service\n>>1. Use it.\n>>2. Keep it.\n>2. Fees\n>>1. Pay.\n"
	  ">>>a. Soon.\n>>>b. Fully.",
	  "1 | 1.1 | 1.2 | 2 | 2.1 | 2.1(a) | 2.1(b)" },
	/* letters with decimals */
	{ "#A. Services\nA.1. Use. Kestrel may use it.\nA.2. Care. Kestrel "
	  "takes care.\n#B. Content\nB.1. Rights. None.",
	  "A | A.1 | A.2 | B | B.1" },
	{ "M.7. Rights. These:\nM.7.a Kestrel keeps.\nM.7.b Cirrus hosts.",
	  "M.7 | M.7(a) | M.7(b)" },
	/* schedules have numbers of their own; a reference opens none */
	{ "1. Hosting. As Schedule 2 says.\nSchedule 1\n1. Price. One.\n"
	  "2. Price. Two.\nSchedule 2\n1. Terms. One.\n(a) more.",
	  "1 | Schedule 1 | Schedule 1, 1 | Schedule 1, 2 | Schedule 2 | "
	  "Schedule 2, 1 | Schedule 2, 1(a)" },
	/* parts of an agreement */
	{ "HOSTING AGREEMENT\nThis Hosting Agreement is made on 4 May 2026 by "
	  "and between Northlake Ltd. and Cirrus Inc. (\"Cirrus\").\n"
	  "RECITALS\nA. Northlake makes Models.\nB. Cirrus runs clouds.\n"
	  "NOW, THEREFORE, the parties agree as follows:\n1. Host. Cirrus "
	  "hosts.\nIN WITNESS WHEREOF the parties signed.\nBy: ____",
	  "title | preamble | recitals | recital:A | recital:B | par:1 | 1 | "
	  "signature" },
	{ "This Agreement is made by and between Northlake Ltd. and Cirrus "
	  "Inc. today.\nWHEREAS, Northlake makes Models; and\nWHEREAS, Cirrus "
	  "hosts;\nNOW, THEREFORE, they agree:\n1. Host. Cirrus hosts.",
	  "preamble | recital:1 | recital:2 | par:1 | 1" },
	/* definitions, with lists of their own */
	{ "1. DEFINITIONS\n\"Cloud\" means Cirrus.\n\"Model\" means: (a) a "
	  "system; or (b) its weights.\n2. TERM",
	  "1 | def:Cloud | def:Model | def:Model(a) | def:Model(b) | 2" },
	/* contents: nothing in them is a clause */
	{ "TABLE OF CONTENTS\n1. Licence 2\n2. Fees 3\n3. Term 4\n1. Licence\n"
	  "Cirrus may host.\n2. Fees\nCirrus pays.\n3. Term\nA year.",
	  "contents | 1 | 2 | 3" },
	{ "1.1 Licence 2\n1.2 Hosting 3\n1.3 Fees 4\n1.4 Term 5\n1.1 Licence. "
	  "Cirrus may host.\n1.2 Hosting. It shall.", "contents | 1.1 | 1.2" },
	{ "1. Licence 2 2. Hosting 3 3. Fees 4 4. Term 5\n1. Licence. Cirrus "
	  "may host.\n2. Hosting. It shall.", "contents | 1 | 2" },
	/* line breaks lost: a title before a number, an article not written */
	{ "ARTICLE I SCOPE Section 1.1 Models. All of them. Section 1.2 "
	  "Weights. None. ARTICLE II FEES Section 2.1 Rate. One dollar.",
	  "1 | 1.1 | 1.2 | 2 | 2.1" },
	{ "1. Scope\n2.10 Alder. It may not host.\n2.11 Basalt. Nor may it.\n"
	  "3. Fees. Cirrus pays.", "1 | 2.10 | 2.11 | 3" },
	/* a second list in the same paragraph has a lead-in of its own */
	{ "4. Cirrus may (a) host and (b) scale. It shall not (a) resell or "
	  "(b) lend.\n5. Fees.",
	  "4 | 4(a) | 4(b) | 4 par:2 | 4 par:2(a) | 4 par:2(b) | 5" },
	/* no numbers at all */
	{ "#Terms\n#Hosting\nCirrus hosts the Models for Northlake.\nIt may not "
	  "resell them.\n#Fees\nCirrus pays a fee each month.",
	  "title | Hosting | Hosting par:2 | Fees" },
};

static void
test_labels(void)
{
	for (size_t i = 0; i < sizeof(label_rows) / sizeof(label_rows[0]); i++)
		check_labels(label_rows[i].blocks, label_rows[i].labels);
}

static const struct pv_clause *
find(const struct sample *s, const char *label)
{
	uint32_t i = pv_version_find(s->v, pv_span_str(label));

	if (i == PV_NONE)
		printf("# no clause %s\n", label);
	CHECK(i != PV_NONE);
	return &s->v->clauses[i == PV_NONE ? 0 : i];
}

static void
test_headings(void)
{
	struct sample s;

	CHECK(read_sample(&s, "4. EXCLUSIVITY\n4.1 Exclusive Cloud. Northlake "
	    "shall use Cirrus only.\n4.2 Northlake shall pay.\n4.3 [Reserved]"
	    "\n4.4 LIMITS. ALDER MAY NOT HOST.\n4.5\nOther Clouds\nNone."));
	CHECK_STR(pv_version_text(s.v, find(&s, "4")->heading), "EXCLUSIVITY");
	CHECK_STR(pv_version_text(s.v, find(&s, "4.1")->heading),
	    "Exclusive Cloud");
	CHECK_STR(pv_version_text(s.v, find(&s, "4.1")->num), "4.1");
	CHECK_STR(pv_version_text(s.v, find(&s, "4.2")->heading), "");
	CHECK_INT(find(&s, "4.3")->flags & PV_CLAUSE_RESERVED,
	    PV_CLAUSE_RESERVED);
	CHECK_INT(find(&s, "4.2")->flags & PV_CLAUSE_RESERVED, 0);
	CHECK_STR(pv_version_text(s.v, find(&s, "4.4")->heading), "LIMITS");
	CHECK_STR(pv_version_text(s.v, find(&s, "4.5")->heading),
	    "Other Clouds");
	drop_sample(&s);
}

/* What follows a list belongs to the sentence, or clause, that opened it. */
static void
test_tails(void)
{
	struct sample s;

	CHECK(read_sample(&s, "4.2 If Cirrus (a) fails to pay, or (b) fails to "
	    "host, Northlake may leave. Notice is due.\n4.3 Northlake shall "
	    "not:\n(a) appoint Alder; or\n(b) appoint Basalt,\nin each case "
	    "before 2031.\n4.4 Fees."));
	check_tree(s.v);
	CHECK_STR(pv_span_trim(pv_version_text(s.v, find(&s, "4.2")->tail)),
	    "Notice is due.");
	CHECK_STR(pv_span_trim(pv_version_text(s.v, find(&s, "4.3")->tail)),
	    "in each case before 2031.");
	CHECK_STR(pv_span_trim(pv_version_text(s.v, find(&s, "4.3(b)")->stem)),
	    "(b) appoint Basalt,");
	drop_sample(&s);
}

/* One block without a break is cut, and the reader is told. */
static void
test_cap(void)
{
	static char text[200001];
	struct sample s;

	for (size_t i = 0; i + 20 < sizeof(text); i += 20)
		memcpy(text + i, "Cirrus hosts a lot. ", 20);
	CHECK(read_sample(&s, text));
	check_tree(s.v);
	CHECK(s.v->nclauses >= 4 && s.v->nclauses < 10);
	for (size_t i = 1; i < s.v->nclauses; i++) {
		const struct pv_clause *c = &s.v->clauses[i];

		CHECK(c->stem.end - c->stem.start <= 65536);
	}
	CHECK_INT(s.v->ndiags, 1);
	drop_sample(&s);
}

static void
test_empty(void)
{
	struct sample s;

	CHECK(read_sample(&s, ""));
	CHECK_INT(s.v->nclauses, 1);
	check_tree(s.v);
	drop_sample(&s);
}

/* Every allocation fails once; nothing leaks, nothing is half done. */
static void *
resize_until(void *ctx, void *ptr, size_t size)
{
	unsigned *left = ctx;

	if (size > 0 && *left == 0)
		return NULL;
	if (size > 0)
		(*left)--;
	return pv_mem_default.resize(pv_mem_default.ctx, ptr, size);
}

static void
test_no_memory(void)
{
	static const char blocks[] = "Terms\n1. Hosts. Cirrus (a) hosts, and "
	    "(b) pays. More.\nSchedule 1\n1. Price. One.";
	enum pv_rc rc = PV_ENOMEM;

	for (unsigned n = 0; n < 1000 && rc != PV_OK; n++) {
		unsigned left = n;
		struct pv_mem mem = { resize_until, &left };
		struct sample s;

		rc = read_with(&s, blocks, &mem);
		CHECK(rc == PV_OK || rc == PV_ENOMEM);
		if (rc == PV_OK)
			check_tree(s.v);
		drop_sample(&s);
	}
	CHECK_INT(rc, PV_OK);
}

int
main(void)
{
	test_no_memory();
	test_labels();
	test_headings();
	test_tails();
	test_cap();
	test_empty();
	return CHECK_DONE();
}
