/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/json.h"
#include "cli/cli.h"
#include "cli/msg.h"
#include "cli/reader.h"
#include "view/view.h"

static void
coverage_row(struct pv_buf *out, const char *what, uint64_t n, uint64_t all)
{
	unsigned tenths = all == 0 ? 0 : (unsigned)(n * 1000 / all);

	pv_buf_printf(out, "%-12s %10llu  %3u.%u %%\n", what,
	    (unsigned long long)n, tenths / 10, tenths % 10);
}

static void
coverage_text(struct pv_buf *out, const struct pv_coverage *k)
{
	int i;

	coverage_row(out, "source", k->source, k->source);
	coverage_row(out, "clauses", k->clauses, k->source);
	for (i = 0; i <= PV_SKIP_SPACE; i++) {
		if (k->skipped[i] > 0)
			coverage_row(out,
			    pv_skip_reason_name((enum pv_skip_reason)i),
			    k->skipped[i], k->source);
	}
	coverage_row(out, "unaccounted", k->unaccounted, k->source);
}

static void
coverage_csv(struct pv_buf *out, const struct pv_coverage *k)
{
	int i;

	pv_buf_printf(out, "what,bytes\r\nsource,%llu\r\nclauses,%llu\r\n",
	    (unsigned long long)k->source, (unsigned long long)k->clauses);
	for (i = 0; i <= PV_SKIP_SPACE; i++)
		pv_buf_printf(out, "%s,%llu\r\n",
		    pv_skip_reason_name((enum pv_skip_reason)i),
		    (unsigned long long)k->skipped[i]);
	pv_buf_printf(out, "unaccounted,%llu\r\n",
	    (unsigned long long)k->unaccounted);
}

static void
coverage_json(struct pv_buf *out, const struct pv_coverage *k,
    const char *file)
{
	struct pv_json j = { .out = out };
	int i;

	pv_json_open(&j, '{');
	pv_json_key(&j, "file");
	pv_json_str(&j, pv_span_str(file));
	pv_json_key(&j, "source");
	pv_json_u64(&j, k->source);
	pv_json_key(&j, "clauses");
	pv_json_u64(&j, k->clauses);
	pv_json_key(&j, "skipped");
	pv_json_open(&j, '{');
	for (i = 0; i <= PV_SKIP_SPACE; i++) {
		pv_json_key(&j,
		    pv_skip_reason_name((enum pv_skip_reason)i));
		pv_json_u64(&j, k->skipped[i]);
	}
	pv_json_close(&j, '}');
	pv_json_key(&j, "unaccounted");
	pv_json_u64(&j, k->unaccounted);
	pv_json_close(&j, '}');
	pv_buf_char(out, '\n');
}

static void
print_coverage(struct cli *c, const struct pv_version *v, const char *file)
{
	struct pv_coverage k = pv_version_coverage(v);
	struct pv_err err;

	if (is_format(c, "json") || is_format(c, "jsonl"))
		coverage_json(&c->out.buf, &k, file);
	else if (is_format(c, "csv"))
		coverage_csv(&c->out.buf, &k);
	else
		coverage_text(&c->out.buf, &k);
	if (k.unaccounted == 0)
		return;
	pv_fail(&err, PV_ELIMIT, "E-COVERAGE",
	    "%llu bytes are in no clause and were not left out on purpose",
	    (unsigned long long)k.unaccounted);
	msg_error(pv_span_str(file), &err);
	c->incomplete = true;
}

static void
print_clauses(struct cli *c, const struct reading *r, const char *file)
{
	const struct pv_view *view = pv_view_find(
	    pv_span_str(c->opt.format));
	bool started = false;
	struct pv_view_opts o = {
		.color = c->color, .width = c->width,
		.doc = reading_doc(r, pv_span_str(file), PV_SPAN("")),
		.started = &started
	};

	if (view == NULL || view->clauses == NULL)
		return;
	if (view->begin != NULL)
		view->begin(&c->out.buf, PV_VIEW_CLAUSES, &o);
	view->clauses(&c->out.buf, r->version, &o);
	if (view->end != NULL)
		view->end(&c->out.buf, PV_VIEW_CLAUSES, &o);
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct reading r;
	enum status status;

	if (argc != 1)
		return usage_error(c->cmd, "give one file");
	status = reader_file(c, NULL, argv[0], READER_LINES, &r);
	if (status != STATUS_OK)
		return status;
	if (c->opt.coverage)
		print_coverage(c, r.version, argv[0]);
	else
		print_clauses(c, &r, argv[0]);
	reading_release(&r);
	return STATUS_OK;
}

const struct cmd cmd_clauses = {
	"clauses", "FILE", "print the clauses of a document",
	"A line a clause: where it begins, its label as a lawyer cites it, its\n"
	"heading and first words.  With --coverage: how many bytes of the file\n"
	"stand in clauses, and why the others do not.\n"
	"\n"
	"Example:\n"
	"    proviso clauses --format jsonl agreement.txt\n",
	OPTS_READ | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_COVERAGE),
	"text line json jsonl csv", run
};
