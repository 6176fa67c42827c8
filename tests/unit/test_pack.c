/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "check.h"
#include "rule/rule.h"

static void
collect(void *ctx, struct pv_span text)
{
	struct pv_buf *b = ctx;

	pv_buf_span(b, text);
	pv_buf_char(b, '\n');
}

/* What the loader says about a pack, or "ok". */
static struct pv_span
complaint(const char *pack, bool at_once, struct pv_buf *b)
{
	struct pv_pack_source source = { PV_SPAN("p.yaml"), pv_span_str(pack) };
	struct pv_rules_opts opts = { .at_once = at_once,
		.message = collect,
		.ctx = b };
	struct pv_rules *r = NULL;
	struct pv_err err = { PV_OK, "", 0, 0, "" };

	pv_buf_clear(b);
	if (pv_rules_new(&source, 1, &opts, &r, &err) == PV_OK) {
		pv_rules_free(r);
		return PV_SPAN("ok");
	}
	CHECK_INT(err.rc, PV_ERULE);
	CHECK(pv_span_starts(pv_span_str(err.msg), PV_SPAN("p.yaml")));
	return pv_buf_view(b);
}

#define HEAD "provision: demo\nrules:\n"
#define EXAMPLES "    match: [x]\n    no_match: [y]\n"
#define RULE(id, more) "  - id: " id "\n    weight: 1\n" more EXAMPLES
#define GOOD RULE("a", "    pattern: x+\n")

struct fault {
	const char *pack, *want; /* the first lines told */
};

/* Shape: keys, types, YAML itself. */
static const struct fault shapes[] = { { HEAD GOOD, "ok" },
	{ "", "p.yaml:1:1: error: the pack is empty\n" },
	{ "- a\n", "p.yaml:1:1: error: a pack is a mapping, not a list\n" },
	{ "a: [1\n", "p.yaml:2:1: error: flow sequence" },
	{ "titel: x\n" HEAD GOOD,
	    "p.yaml:1:1: error: unknown key 'titel'\ntitel: x\n^~~~~\n" },
	{ HEAD GOOD "title: a\ntitle: b\n", "p.yaml:9:1: error: duplicate" },
	{ HEAD GOOD "lexicon: {b: x, a: y, c: z,\n a: x}\n",
	    "p.yaml:9:2: error: duplicate" },
	{ HEAD GOOD "title: [a]\n",
	    "p.yaml:8:9: error: expected a text, not "
	    "a list\n" },
	{ HEAD GOOD "title:\n",
	    "p.yaml:8:1: error: expected a text, not nothing\n" },
	{ HEAD GOOD "lattice: yes\n",
	    "p.yaml:8:10: error: expected true or false\n" },
	{ HEAD GOOD "threshold: 1.2345\n",
	    "p.yaml:8:12: error: expected a "
	    "number" },
	{ HEAD GOOD "---\nprovision: b\n",
	    "p.yaml:1:1: error: a pack is one YAML document" },
	{ HEAD "  - id: a\n    weight: 1\n    pattern: x\n    match: [x]\n",
	    "p.yaml:3:5: error: 'no_match' is missing\n" },
	{ HEAD "  - id: a\n    weight: 1\n    pattern: x\n    match: x\n"
	       "    no_match: [y]\n",
	    "p.yaml:6:12: error: expected a list, not a text\n" },
	{ HEAD "  - &r\n    id: a\n    weight: 1\n    pattern: x\n" EXAMPLES
	       "  - *r\n",
	    "p.yaml:9:" },
	{ HEAD GOOD "title: !!str x\n",
	    "p.yaml:8:14: error: tags are not used in packs\n" },
	{ HEAD GOOD "title: caf\xff\n",
	    "p.yaml:8:11: error: the pack is not UTF-8\n"
	    "title: caf\\xff\n          ^~~~\n" } };

/* Meaning: names, references, patterns. */
static const struct fault meanings[] = {
	{ "title: x\n", "p.yaml:1:1: error: 'provision' is missing\n" },
	{ "lexicon: {a: x}\n", "ok" },
	{ "provision: demo\n", "p.yaml:1:12: error: the pack has no rules\n" },
	{ "provision: De mo\nrules:\n" GOOD,
	    "p.yaml:1:12: error: 'De mo' is "
	    "no name" },
	{ HEAD GOOD GOOD, "p.yaml:8:9: error: rule 'demo.a' is there twice\n" },
	{ HEAD "  - id: a\n    weight: 1\n    pattern: x\n    match: [x]\n"
	       "    no_match: []\n",
	    "p.yaml:3:9: error: rule 'a' needs an "
	    "example" },
	{ HEAD RULE("a", "    pattern: x\n    unless: [b]\n"),
	    "p.yaml:6:14: error: unknown guard 'b'\n" },
	{ HEAD RULE("a", "    pattern: x\n    when: [b]\n"),
	    "p.yaml:6:12: error: unknown rule or guard 'b'\n" },
	{ HEAD RULE("a", "    pattern: x\n    when: [a]\n"),
	    "p.yaml:6:12: error: a rule cannot wait for itself\n" },
	{ HEAD RULE("a", "    pattern: x\n    unit: para\n"),
	    "p.yaml:6:11: error: 'para' is none of sentence, clause, section, "
	    "heading, definition\n" },
	{ HEAD RULE("a", "    pattern: x\n    stance: maybe\n"),
	    "p.yaml:6:13: error: unknown stance 'maybe'\n" },
	{ HEAD RULE("a", "    pattern: x\n    strength: sole\n"),
	    "p.yaml:6:15: error: a strength needs 'lattice: true'" },
	{ HEAD RULE("a", "    pattern: x\n    attributes: {colour: red}\n"),
	    "p.yaml:6:18: error: unknown attribute 'colour'\n" },
	{ HEAD RULE("a", "    pattern: (?<colour>x)\n"),
	    "p.yaml:5:17: error: group 'colour' is no attribute\n" },
	{ HEAD RULE("a", "    pattern: \"\\bAGI\\b\"\n"),
	    "p.yaml:5:15: error: backspace in the pattern: write it as a "
	    "'|-' block or in single quotes\n" },
	{ HEAD RULE("a", "    pattern: '{{b}}'\n"),
	    "p.yaml:5:15: error: unknown fragment 'b'\n"
	    "    pattern: '{{b}}'\n              ^~~~~\n" },
	{ "lexicon: {a: '{{b}}', b: 'x{{a}}'}\n" HEAD RULE(
	      "a", "    pattern: '{{a}}'\n"),
	    "p.yaml:1:15: error: fragment uses itself: 'b'\n" },
	/* Places inside block scalars, and through fragments. */
	{ HEAD RULE("a",
	      "    pattern: |-\n      exclusive\n        (foo\n"
	      "      | bar[\n"),
	    "p.yaml:8:13: error: missing terminating ] "
	    "for character class\n      | bar[\n            ^\n" },
	{ "lexicon:\n  b: |-\n    x\n    | (y\n" HEAD RULE(
	      "a", "    pattern: |-\n      a\n      {{b}} z\n"),
	    "p.yaml:4:9: error: missing closing parenthesis\n" },
	{ HEAD RULE("a", "    pattern: |-\n      caf\xc3\xa9 \\C\n"),
	    "p.yaml:6:13: error: \\C is not allowed in a rule\n"
	    "      caf\xc3\xa9 \\C\n           ^\n" },
	{ "lexicon: {q: 'a) | (b'}\n" HEAD RULE("a", "    pattern: '{{q}}'\n"),
	    "p.yaml:1:16: error: unmatched closing parenthesis\n" },
	{ "lexicon: {q: 'a?'}\n" HEAD RULE("a", "    pattern: 'b {{q}}'\n"),
	    "ok" },
	{ "lexicon: {q: 'x # no end'}\n" HEAD RULE(
	      "a", "    pattern: '{{q}} y'\n"),
	    "ok" },
	/* What only shows when a fragment stands in its place. */
	{ "lexicon: {q: 'a?'}\n" HEAD RULE("a", "    pattern: '{{q}} b?'\n"),
	    "p.yaml:6:15: error: the pattern can match the empty string\n" },
	{ "lexicon: {q: 'a+'}\n" HEAD RULE(
	      "a", "    pattern: '(?<! {{q}} ) b'\n"),
	    "p.yaml:6:15: error: lookbehind assertion is not fixed length\n" },
	{ "lexicon: {q: 'ab'}\n" HEAD RULE(
	      "a", "    pattern: '(?<! {{q}} ) b'\n"),
	    "ok" },
	{ "lexicon: {q: '(?<cloud> a ) \\1'}\n" HEAD RULE(
	      "a", "    pattern: '(?<actor> b ) {{q}}'\n"),
	    "p.yaml:" },
	{ "lexicon: {q: 'a+'}\n" HEAD RULE(
	      "a", "    pattern: '(?<actor> b ) {{q}}'\n"),
	    "p.yaml:6:18: error: group 'actor' is no attribute\n" }
};

static void
test_faults(const struct fault *cases, size_t n, struct pv_buf *b)
{
	size_t i;

	/* To put patterns off puts no complaint off. */
	for (i = 0; i < 2 * n; i++) {
		const struct fault *c = &cases[i / 2];
		struct pv_span got = complaint(c->pack, i % 2 != 0, b);
		bool ok = pv_span_starts(got, pv_span_str(c->want));

		CHECK(ok);
		if (!ok)
			printf("# case %zu\n# got  %.*s\n# want %s\n", i / 2,
			    PV_FMT(got), c->want);
	}
}

/* Every fault of a pack is told, the first one in *err. */
static void
test_many(struct pv_buf *b)
{
	struct pv_span got =
	    complaint("titel: x\nprovision: demo\nrules:\n"
		      "  - id: a\n    weight: heavy\n" EXAMPLES,
		false, b);
	size_t at = pv_span_find(got, PV_SPAN("weight: heavy"));

	CHECK(pv_span_find(got, PV_SPAN("'titel'")) < at);
	CHECK(at < got.len);
	CHECK(pv_span_find(got, PV_SPAN("'pattern' is missing")) < got.len);
}

/* A name in a message cannot speak to the terminal. */
static void
test_hostile_name(struct pv_buf *b)
{
	struct pv_pack_source source = { PV_SPAN("\x1b[2J.yaml"),
		PV_SPAN("x\x1b: 1\n") };
	struct pv_rules_opts opts = { .message = collect, .ctx = b };
	struct pv_rules *r = NULL;

	pv_buf_clear(b);
	CHECK_INT(pv_rules_new(&source, 1, &opts, &r, NULL), PV_ERULE);
	CHECK(b->len > 0 && memchr(b->ptr, 0x1b, b->len) == NULL);
}

/* Memory runs out after n allocations: never a crash, never a leak. */
struct scarce {
	long left;
	long live;
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
	struct pv_pack_source source = { PV_SPAN("p.yaml"),
		PV_SPAN("lexicon: {q: 'foo | bar'}\n" HEAD RULE(
		    "a", "    pattern: 'x \\s {{q}} | (?:abc|de) f'\n")) };
	long n;

	for (n = 0; n < 10000; n++) {
		struct scarce s = { n, 0 };
		struct pv_mem mem = { scarce_resize, &s };
		struct pv_rules_opts opts = { .mem = &mem };
		struct pv_rules *r = NULL;
		enum pv_rc rc = pv_rules_new(&source, 1, &opts, &r, NULL);

		if (rc == PV_OK)
			pv_rules_free(r);
		else
			CHECK_INT(rc, PV_ENOMEM);
		CHECK_INT(s.live, 0);
		if (rc == PV_OK)
			break;
	}
	CHECK(n > 5 && n < 10000);
}

int
main(void)
{
	struct pv_buf b = PV_BUF_INIT;

	test_faults(shapes, sizeof(shapes) / sizeof(shapes[0]), &b);
	test_faults(meanings, sizeof(meanings) / sizeof(meanings[0]), &b);
	test_many(&b);
	test_hostile_name(&b);
	test_memory();
	pv_buf_release(&b);
	return CHECK_DONE();
}
