/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/cli.h"
#include "cli/gate.h"
#include "cli/key.h"
#include "cli/msg.h"
#include "cli/packs.h"
#include "cli/reader.h"
#include "view/view.h"

struct tagging {
	struct cli *c;
	const struct pv_view *view;
	struct pv_view_opts o;
	bool started;
};

static void
each(void *ctx, size_t index, const char *path, struct reading *r)
{
	struct tagging *t = ctx;
	struct doc_key key = DOC_KEY_INIT;

	(void)index;
	doc_key_of_file(pv_span_str(path), &key);
	t->o.doc = reading_doc(r, pv_span_str(path), pv_buf_view(&key.key));
	t->view->findings(&t->c->out.buf, r->version, r->findings, &t->o);
	if (gate_findings(t->c, r->findings))
		t->c->found = true;
	doc_key_release(&key);
	out_more(&t->c->out);
}

static enum status
tag_all(struct cli *c, const struct pv_rules *rules, char **paths, size_t n)
{
	struct tagging t = {
		.c = c, .view = pv_view_find(pv_span_str(c->opt.format)),
		.o = { .color = c->color, .width = c->width,
		    .min_confidence = c->opt.min_confidence }
	};
	struct reader_batch b = { .cli = c, .rules = rules,
		.want = READER_TAG | READER_LINES, .each = each, .ctx = &t };
	struct pv_err err;

	if (t.view == NULL || t.view->findings == NULL)
		return STATUS_TROUBLE;
	t.o.started = &t.started;
	if (t.view->begin != NULL)
		t.view->begin(&c->out.buf, PV_VIEW_FINDINGS, &t.o);
	if (reader_files(&b, paths, n, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	if (t.view->end != NULL)
		t.view->end(&c->out.buf, PV_VIEW_FINDINGS, &t.o);
	if (b.nrefused > 0)
		c->incomplete = true;
	return b.nread > 0 ? STATUS_OK : STATUS_TROUBLE;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct pv_rules *rules = NULL;
	enum status status;
	struct pv_err err;

	if (argc < 1)
		return usage_error(c->cmd, "give one or more files");
	if (packs_load(c, NULL, 0, &rules, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	status = gate_check_findings(c, rules) ?
	    tag_all(c, rules, argv, (size_t)argc) : STATUS_TROUBLE;
	pv_rules_free(rules);
	return status;
}

const struct cmd cmd_tag = {
	"tag", "FILE...", "print the provisions found in documents",
	"Nothing is stored; see 'proviso scan'.  --fail-on PROVISION:STANCE makes\n"
	"the exit status 1 when there is such a finding; PROVISION alone means in\n"
	"force or conditional.\n"
	"\n"
	"Examples:\n"
	"    proviso tag agreement.md\n"
	"    proviso tag --format line *.txt | grep 'exclusivity in-force'\n",
	OPTS_TAG | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_JOBS) |
	    OPT_BIT(OPT_MIN_CONFIDENCE) | OPT_BIT(OPT_FAIL_ON),
	"text line json jsonl csv", run
};
