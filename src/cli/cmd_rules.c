/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <string.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/fit.h"
#include "cli/msg.h"
#include "cli/packs.h"
#include "cli/score.h"
#include "cli/table.h"
#include "view/view.h"

static void
add_milli(struct table *t, int32_t n)
{
	struct pv_buf b = PV_BUF_INIT;
	unsigned u = n < 0 ? (unsigned)-(long)n : (unsigned)n;

	pv_buf_printf(&b, "%s%u.%03u", n < 0 ? "-" : "", u / 1000, u % 1000);
	while (b.len > 0 && b.ptr[b.len - 1] == '0' &&
	    b.ptr[b.len - 2] != '.')
		b.len--;
	table_add(t, pv_buf_view(&b));
	pv_buf_release(&b);
}

static enum status
print_table(struct cli *c, struct table *t)
{
	struct pv_err err;

	if (table_print(t, c))
		return STATUS_OK;
	pv_fail_nomem(&err);
	msg_trouble(&err);
	return STATUS_TROUBLE;
}

static enum status
list(struct cli *c, const struct pv_rules *r, int argc, char **argv)
{
	static const char *const head[] = {
		"provision", "rules", "threshold", "version", "pack", "title"
	};
	struct pv_provision_info p;
	struct table t;
	size_t i;

	(void)argc;
	(void)argv;
	table_init(&t, sizeof(head) / sizeof(head[0]));
	for (i = 0; i < sizeof(head) / sizeof(head[0]); i++)
		table_add(&t, pv_span_str(head[i]));
	for (i = 0; i < pv_rules_nprovisions(r); i++) {
		p = pv_rules_provision(r, i);
		table_add(&t, p.provision);
		table_add_u64(&t, p.nrules);
		add_milli(&t, p.threshold);
		table_add(&t, p.version);
		table_add(&t, p.pack);
		table_add(&t, p.title);
	}
	return print_table(c, &t);
}

/* "exclusivity" names its rules, "exclusivity.hosting" those below it. */
static bool
named(struct pv_span id, struct pv_span name)
{
	return pv_span_starts(id, name) &&
	    (id.len == name.len || id.ptr[name.len] == '.');
}

static void
show_text(struct pv_buf *out, const struct pv_rule_info *x)
{
	int32_t w = x->weight;
	unsigned u = w < 0 ? (unsigned)-(long)w : (unsigned)w;

	pv_view_escape(out, x->id, false);
	pv_buf_str(out, "  (");
	pv_view_escape(out, x->pack, false);
	pv_buf_printf(out, ":%u)\n    unit %.*s, weight %s%u.%03u",
	    (unsigned)x->line, PV_FMT(x->unit), w < 0 ? "-" : "",
	    u / 1000, u % 1000);
	if (x->subtype.len > 0) {
		pv_buf_str(out, ", subtype ");
		pv_view_escape(out, x->subtype, false);
	}
	pv_buf_printf(out, "; %zu examples that match, %zu that do not\n",
	    x->nmatch, x->nno_match);
	if (x->unfiltered)
		pv_buf_str(out, "    has no literal: runs on every unit\n");
	pv_buf_str(out, "    ");
	pv_view_escape(out, x->pattern, true);
	pv_buf_str(out, "\n\n");
}

static void
show_json(struct pv_buf *out, const struct pv_rule_info *x)
{
	struct pv_json j = { .out = out };
	const struct { const char *key; struct pv_span value; } rows[] = {
		{ "rule", x->id }, { "subtype", x->subtype },
		{ "unit", x->unit }, { "pack", x->pack },
		{ "pattern", x->pattern }, { "expanded", x->expanded },
	};
	size_t i;

	pv_json_open(&j, '{');
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pv_json_key(&j, rows[i].key);
		pv_json_str(&j, rows[i].value);
	}
	pv_json_key(&j, "line");
	pv_json_u64(&j, x->line);
	pv_json_key(&j, "weight");
	pv_json_milli(&j, x->weight);
	pv_json_key(&j, "match");
	pv_json_u64(&j, x->nmatch);
	pv_json_key(&j, "no_match");
	pv_json_u64(&j, x->nno_match);
	pv_json_close(&j, '}');
	pv_buf_char(out, '\n');
}

static enum status
show(struct cli *c, const struct pv_rules *r, int argc, char **argv)
{
	struct pv_rule_info x;
	struct pv_err err;
	size_t i, n;
	int a;

	for (a = 0; a < argc; a++) {
		n = 0;
		for (i = 0; i < pv_rules_nrules(r); i++) {
			x = pv_rules_rule(r, i);
			if (!named(x.id, pv_span_str(argv[a])))
				continue;
			if (is_format(c, "text"))
				show_text(&c->out.buf, &x);
			else
				show_json(&c->out.buf, &x);
			n++;
		}
		if (n > 0)
			continue;
		pv_fail(&err, PV_EUSAGE, "E-RULE",
		    "there is no rule or provision '%s'", argv[a]);
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	return STATUS_OK;
}

static enum status
check(struct cli *c, const struct pv_rules *r, int argc, char **argv)
{
	struct pv_rule_info x;
	struct msg m = { .severity = PV_SEV_WARNING,
		.code = PV_SPAN("W-RULESLOW") };
	struct pv_buf text = PV_BUF_INIT;
	size_t i;

	(void)argc;
	(void)argv;
	for (i = 0; i < pv_rules_nrules(r) && !c->opt.quiet; i++) {
		x = pv_rules_rule(r, i);
		if (!x.unfiltered)
			continue;
		pv_buf_clear(&text);
		pv_buf_printf(&text, "rule '%.*s' has no literal that must "
		    "stand in a match, so it runs on every unit",
		    PV_FMT(x.id));
		m.path = x.pack;
		m.line = x.line;
		m.text = pv_buf_view(&text);
		msg_put(&m);
	}
	pv_buf_release(&text);
	if (!c->opt.quiet)
		pv_buf_printf(&c->out.buf,
		    "%zu rules of %zu provisions are well-formed\n",
		    pv_rules_nrules(r), pv_rules_nprovisions(r));
	return STATUS_OK;
}

struct testing {
	struct cli *c;
	size_t run, failed;
};

static void
on_example(void *ctx, const struct pv_example_result *e)
{
	struct testing *t = ctx;
	struct pv_buf text = PV_BUF_INIT;
	struct msg m = { .path = e->pack, .line = e->line,
		.severity = PV_SEV_ERROR, .code = PV_SPAN("E-EXAMPLE") };

	t->run++;
	if (e->ok)
		return;
	t->failed++;
	pv_buf_printf(&text, "rule '%.*s' %s: \"%.*s\"", PV_FMT(e->rule),
	    e->want_match ? "does not match" : "matches", PV_FMT(e->text));
	if (e->got.len > 0)
		pv_buf_printf(&text, " (got %.*s)", PV_FMT(e->got));
	m.text = pv_buf_view(&text);
	msg_put(&m);
	pv_buf_release(&text);
}

static enum status
test(struct cli *c, const struct pv_rules *r, int argc, char **argv)
{
	struct testing t = { c, 0, 0 };
	struct pv_scanner *s = NULL;
	struct pv_err err;
	enum pv_rc rc;

	(void)argc;
	(void)argv;
	rc = pv_scanner_new(r, &s, &err);
	if (rc == PV_OK)
		rc = pv_rules_test(s, on_example, &t, &err);
	pv_scanner_free(s);
	if (rc != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	if (!c->opt.quiet)
		pv_buf_printf(&c->out.buf, "%zu examples, %zu failed\n",
		    t.run, t.failed);
	if (t.failed > 0)
		c->found = true;
	return STATUS_OK;
}

/* Operands are packs; there are no rules yet. */
static enum status
compile(struct cli *c, const struct pv_rules *none, int argc, char **argv)
{
	const char *path = c->opt.output;
	struct pv_err err;
	enum pv_rc rc;

	(void)none;
	if (path == NULL)
		return usage_error(c->cmd, "name the file: --output FILE");
	rc = packs_compile(c, argv, argc, path, &err);
	if (rc == PV_OK)
		return STATUS_OK;
	if (rc == PV_EIO)
		msg_error(pv_span_str(path), &err);
	else
		msg_trouble(&err);
	return STATUS_TROUBLE;
}

static const struct sub {
	const char *name;
	int least;
	bool packs;             /* operands are packs */
	enum status (*run)(struct cli *c, const struct pv_rules *r, int argc,
	    char **argv);
} subs[] = {
	{ "list", 0, true, list },
	{ "show", 1, false, show },
	{ "check", 0, true, check },
	{ "test", 0, true, test },
	{ "score", 0, false, score_run },
	{ "fit", 0, false, fit_run },
	{ "compile", 0, true, compile },
};

static const struct sub *
find_sub(const struct cmd *cmd, const char *name)
{
	static const char *const names[] = {
		"list", "show", "check", "test", "score", "fit", "compile",
		NULL
	};
	const char *guess;
	size_t i;

	for (i = 0; i < sizeof(subs) / sizeof(subs[0]); i++) {
		if (strcmp(subs[i].name, name) == 0)
			return &subs[i];
	}
	guess = closest(name, names);
	if (guess != NULL)
		usage_error(cmd, "no such thing as 'rules %s'; did you mean "
		    "'rules %s'?", name, guess);
	else
		usage_error(cmd, "no such thing as 'rules %s'", name);
	return NULL;
}

/* Options that only some take; false after a message. */
static bool
check_options(const struct cli *c, const struct sub *sub)
{
	const struct opts *o = &c->opt;
	bool fit = sub->run == fit_run, score = sub->run == score_run;

	if (!fit && !score && (o->gold.count > 0 || o->part != PART_UNSAID))
		usage_error(c->cmd, "'rules %s' takes neither --gold "
		    "nor --part", sub->name);
	else if (!fit && (o->out != NULL || o->folds > 0))
		usage_error(c->cmd, "'rules %s' takes neither --out "
		    "nor --fold", sub->name);
	else if (sub->run != compile && o->output != NULL)
		usage_error(c->cmd, "'rules %s' does not take --output",
		    sub->name);
	else if (is_format(c, "json") && score)
		usage_error(c->cmd,
		    "'rules score' prints text, jsonl or csv");
	else
		return true;
	return false;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	const struct sub *sub;
	struct pv_rules *rules = NULL;
	enum status status;
	struct pv_err err;
	bool packs;

	if (argc < 1)
		return usage_error(c->cmd,
		    "say what to do: list, show, check, test, score, fit or "
		    "compile");
	sub = find_sub(c->cmd, argv[0]);
	if (sub == NULL)
		return STATUS_TROUBLE;
	argc--;
	argv++;
	if (argc < sub->least)
		return usage_error(c->cmd, "name a rule or a provision");
	if (!check_options(c, sub))
		return STATUS_TROUBLE;
	if (sub->run == compile)
		return compile(c, NULL, argc, argv);
	packs = sub->packs;
	if (packs_load(c, packs ? argv : NULL, packs ? argc : 0, &rules,
	    &err) != PV_OK) {
		msg_trouble(&err);
		/* a fault in a pack is what check and test look for */
		c->found = sub->run == check || sub->run == test;
		return c->found && err.rc == PV_ERULE &&
		    strcmp(err.code, "E-RULE") == 0 ? STATUS_OK :
		    STATUS_TROUBLE;
	}
	status = sub->run(c, rules, argc, argv);
	pv_rules_free(rules);
	return status;
}

const struct cmd cmd_rules = {
	"rules", "list|show|check|test|score|fit|compile [NAME|PACK|GOLD]...",
	"list, show, check, test, score, fit and compile the rule packs",
	"list            the provisions that the packs find\n"
	"show NAME...    a rule, or all rules of a provision\n"
	"check [PACK]... compile the packs; tell about faults and slow rules\n"
	"test [PACK]...  run every example of every rule\n"
	"score --gold FILE...  measure the rules against labelled text\n"
	"fit --gold FILE...    fit weights for provisions to labelled text\n"
	"compile --output FILE [PACK]...  what a run would compile, for good\n"
	"\n"
	"check and test exit with 1 when something is wrong.\n"
	"\n"
	"Examples:\n"
	"    proviso rules show exclusivity.hosting\n"
	"    proviso rules test my-rules/royalty.yaml\n"
	"    proviso rules score --gold my-clauses.yaml\n"
	"    proviso rules fit --gold my-clauses.yaml --out my-rules\n",
	OPT_BIT(OPT_RULES) | OPT_BIT(OPT_JIT) | OPT_BIT(OPT_FORMAT) |
	    OPT_BIT(OPT_GOLD) | OPT_BIT(OPT_PART) | OPT_BIT(OPT_FOLD) |
	    OPT_BIT(OPT_OUT) | OPT_BIT(OPT_OUTPUT) | OPT_BIT(OPT_JOBS) |
	    OPT_BIT(OPT_TIMEOUT) | OPT_BIT(OPT_SANDBOX) |
	    OPT_BIT(OPT_MAX_SIZE),
	"text json jsonl csv", run
};
