/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/cli.h"
#include "cli/msg.h"
#include "cli/reader.h"
#include "lint/lint.h"
#include "view/view.h"

struct linting {
	struct cli *c;
	const struct pv_view *view;
	struct pv_view_opts o;
	bool started;
	uint32_t kinds;             /* bits of the checks that are wanted */
	bool failed;
};

#define ALL_KINDS ((UINT32_C(1) << (PV_LINT_LAST + 1)) - 1)

/* Leave the reports of the checks that are wanted. */
static void
keep(struct pv_lints *l, uint32_t kinds)
{
	size_t i, n = 0;

	for (i = 0; i < l->nitems; i++)
		if ((kinds >> l->items[i].kind & 1) != 0)
			l->items[n++] = l->items[i];
	l->nitems = n;
}

static void
each(void *ctx, size_t index, const char *path, struct reading *r)
{
	struct linting *t = ctx;
	struct pv_lints *l = NULL;
	struct pv_err err;

	(void)index;
	if (pv_lint(r->version, &l, &err) != PV_OK) {
		msg_error(pv_span_str(path), &err);
		t->failed = true;
		return;
	}
	keep(l, t->kinds);
	t->o.doc = reading_doc(r, pv_span_str(path), PV_SPAN(""));
	t->o.doc.bytes = r->version->basis == PV_BASIS_SOURCE ? r->raw :
	    r->version->text;
	t->view->lints(&t->c->out.buf, r->version, l, &t->o);
	if (l->nitems > 0)
		t->c->found = true;
	pv_lints_free(l);
	out_more(&t->c->out);
}

static enum status
unknown_check(struct cli *c, struct pv_span name)
{
	const char *names[PV_LINT_LAST + 2], *guess;
	char typo[32] = "";
	int i;

	for (i = 0; i <= (int)PV_LINT_LAST; i++)
		names[i] = pv_lint_name((enum pv_lint_kind)i);
	names[i] = NULL;
	if (name.len < sizeof(typo) && name.len > 0)
		memcpy(typo, name.ptr, name.len);
	guess = closest(typo, names);
	if (guess != NULL)
		return usage_error(c->cmd, "unknown check '%.*s'; did you "
		    "mean '%s'?", PV_FMT(name), guess);
	return usage_error(c->cmd, "unknown check '%.*s'", PV_FMT(name));
}

/* "dangling-reference,numbering-gap"; "-unused-term" leaves one out. */
static enum status
parse_checks(struct cli *c, uint32_t *kinds)
{
	const struct list *list = &c->opt.checks;
	enum pv_lint_kind kind = PV_LINT_DANGLING;
	struct pv_span s, name;
	size_t i, comma;
	bool without;

	*kinds = list->count == 0 || list->items[0][0] == '-' ? ALL_KINDS : 0;
	for (i = 0; i < list->count; i++) {
		s = pv_span_str(list->items[i]);
		do {
			comma = pv_span_find(s, PV_SPAN(","));
			name = pv_span_sub(s, 0, comma);
			s = pv_span_sub(s, comma + 1, s.len);
			without = pv_span_starts(name, PV_SPAN("-"));
			name = pv_span_sub(name, without, name.len);
			if (!pv_lint_parse(name, &kind))
				return unknown_check(c, name);
			if (without)
				*kinds &= ~(UINT32_C(1) << kind);
			else
				*kinds |= UINT32_C(1) << kind;
		} while (s.len > 0);
	}
	return STATUS_OK;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct linting t = {
		.c = c, .view = pv_view_find(pv_span_str(c->opt.format)),
		.o = { .color = c->color, .width = c->width }
	};
	struct reader_batch b = { .cli = c, .want = READER_LINES |
		(is_format(c, "sarif") ? READER_RAW : 0u), .each = each,
		.ctx = &t };
	enum status status;
	struct pv_err err;

	if (argc < 1)
		return usage_error(c->cmd, "give one or more files");
	status = parse_checks(c, &t.kinds);
	if (status != STATUS_OK)
		return status;
	if (t.view == NULL || t.view->lints == NULL)
		return STATUS_TROUBLE;
	t.o.started = &t.started;
	if (t.view->begin != NULL)
		t.view->begin(&c->out.buf, PV_VIEW_LINTS, &t.o);
	if (reader_files(&b, argv, (size_t)argc, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	if (t.view->end != NULL)
		t.view->end(&c->out.buf, PV_VIEW_LINTS, &t.o);
	if (b.nrefused > 0 || t.failed)
		c->incomplete = true;
	return b.nread > 0 ? STATUS_OK : STATUS_TROUBLE;
}

const struct cmd cmd_lint = {
	"lint", "FILE...", "report drafting defects",
	"References to clauses that are not there or are headed otherwise, terms\n"
	"that are not defined, never used or defined twice, gaps and duplicates\n"
	"in the numbers of clauses, blanks and drafting notes.  The exit status\n"
	"is 1 when something was found.  --check NAME[,NAME] runs some checks\n"
	"only, --check=-NAME all but one.\n"
	"\n"
	"Examples:\n"
	"    proviso lint agreement.docx\n"
	"    proviso lint --check dangling-reference --format line *.txt\n",
	OPTS_READ | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_JOBS) |
	    OPT_BIT(OPT_CHECK),
	"text line json jsonl csv sarif", run
};
