/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/conform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/cli.h"
#include "cli/msg.h"
#include "cli/reader.h"
#include "view/conform.h"

struct texts {
	size_t count;               /* base first */
	struct reading *r;
	struct pv_span *files;
	const struct pv_version **amendments;
};

static void
keep(void *ctx, size_t index, const char *path, struct reading *r)
{
	struct texts *t = ctx;

	(void)path;
	t->r[index] = *r;
	memset(r, 0, sizeof(*r));
}

static void
release(struct texts *t)
{
	for (size_t i = 0; t->r != NULL && i < t->count; i++)
		reading_release(&t->r[i]);
	free(t->r);
	free(t->files);
	free(t->amendments);
}

/* One line for each operation that was not applied. */
static void
tell_flagged(const struct cli *c, const struct texts *t,
    const struct pv_conformed *r)
{
	struct pv_buf b = PV_BUF_INIT;

	for (size_t i = 0; i < r->nops && !c->opt.quiet; i++) {
		const struct pv_conformed_op *op = &r->ops[i];
		const struct pv_version *v = t->r[op->amendment].version;
		uint32_t at = pv_version_clause_at(v, op->at.start);

		if (!op->flagged)
			continue;
		pv_buf_clear(&b);
		pv_buf_printf(&b, "%s%s%.*s not applied: %.*s",
		    pv_op_kind_name(op->kind), op->target.len > 0 ? " " : "",
		    PV_FMT(op->target), PV_FMT(op->why));
		msg_put(&(struct msg){ .path = t->files[op->amendment],
			.line = at < v->nclauses ? v->clauses[at].line : 0,
			.code = PV_SPAN("W-AMEND"),
			.text = pv_buf_view(&b),
			.severity = PV_SEV_WARNING });
	}
	pv_buf_release(&b);
}

/* The text as any other that is read, for a view of clauses. */
static enum status
print_akn(struct cli *c, const struct pv_conformed *r)
{
	char path[32];
	struct reading again;
	enum status status;
	struct pv_err err;
	int fd;

	if (reader_memory(r->text, &fd, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	status = reader_file(c, NULL, path, 0, &again);
	if (status == STATUS_OK) {
		pv_view_akn(&c->out.buf, again.version);
		reading_release(&again);
	}
	close(fd);
	return status;
}

static enum status
print(struct cli *c, const struct texts *t, const struct pv_conformed *r)
{
	struct pv_conform_doc d = { r, t->files };

	if (is_format(c, "akn"))
		return print_akn(c, r);
	if (is_format(c, "json")) {
		pv_view_conform_json(&c->out.buf, &d);
	} else if (is_format(c, "markdown")) {
		pv_view_conform_markdown(&c->out.buf, &d);
	} else if (is_format(c, "html")) {
		pv_view_conform_html(&c->out.buf, &d);
	} else {
		if (isatty(STDOUT_FILENO))
			pv_view_escape(&c->out.buf, r->text, true);
		else
			pv_buf_span(&c->out.buf, r->text);
		if (r->text.len > 0 && r->text.ptr[r->text.len - 1] != '\n')
			pv_buf_char(&c->out.buf, '\n');
	}
	return STATUS_OK;
}

static enum status
conform(struct cli *c, const struct texts *t)
{
	struct pv_conform_input in = { t->r[0].version, t->amendments,
		t->count - 1, c->opt.as_of };
	struct pv_conformed *r = NULL;
	enum status status;
	struct pv_err err;

	if (pv_conform(&in, &r, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	tell_flagged(c, t, r);
	if (r->nops == 0 && !c->opt.quiet)
		msg_put(&(struct msg){ .path = t->files[t->count - 1],
			.text = PV_SPAN("nothing in it amends anything"),
			.severity = PV_SEV_NOTE });
	status = print(c, t, r);
	if (r->nflagged > 0)
		c->found = true;
	pv_conformed_free(r);
	return status;
}

static bool
check_operands(struct cli *c, int argc, char **argv)
{
	char iso[PV_DATE_LEN + 1];
	int i, pipes = 0;

	for (i = 0; i < argc; i++)
		pipes += strcmp(argv[i], "-") == 0;
	if (argc < 2)
		usage_error(c->cmd, "give an agreement and its amendments");
	else if (pipes > 1)
		usage_error(c->cmd,
		    "only one text can come from standard input");
	else if (c->opt.as_of != NULL && (strlen(c->opt.as_of) !=
	    PV_DATE_LEN || pv_date_read(pv_span_str(c->opt.as_of), iso) !=
	    PV_DATE_LEN || strcmp(iso, c->opt.as_of) != 0))
		usage_error(c->cmd, "'%s' is no date; write it as "
		    "2027-01-31", c->opt.as_of);
	else
		return true;
	return false;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct texts t = { .count = (size_t)argc };
	struct reader_batch b = { .cli = c, .want = 0, .each = keep,
		.ctx = &t };
	enum status status = STATUS_TROUBLE;
	struct pv_err err;
	size_t i;

	if (!check_operands(c, argc, argv))
		return STATUS_TROUBLE;
	t.r = calloc(t.count, sizeof(*t.r));
	t.files = calloc(t.count, sizeof(*t.files));
	t.amendments = calloc(t.count, sizeof(*t.amendments));
	if (t.r == NULL || t.files == NULL || t.amendments == NULL) {
		pv_fail_nomem(&err);
		msg_trouble(&err);
	} else if (reader_files(&b, argv, t.count, &err) != PV_OK) {
		msg_trouble(&err);
	} else if (b.nrefused == 0) {
		for (i = 0; i < t.count; i++) {
			t.files[i] = pv_span_str(argv[i]);
			if (i > 0)
				t.amendments[i - 1] = t.r[i].version;
		}
		status = conform(c, &t);
	}
	release(&t);
	return status;
}

const struct cmd cmd_conform = {
	"conform", "BASE AMENDMENT...", "apply amendments to an agreement",
	"Prints the agreement as the amendments leave it, in the order in which\n"
	"they are given.  What is not understood to the last word, waits for an\n"
	"event, or does not fit the text is not applied: it is told on standard\n"
	"error, and the exit status is 1.\n"
	"\n"
	"With --as-of, what takes effect later is left out and told.  In JSON\n"
	"there is each operation, and which file controls each clause.\n"
	"\n"
	"Examples:\n"
	"    proviso conform hosting.txt first.txt second.txt >conformed.txt\n"
	"    proviso conform --as-of 2027-01-31 -f json hosting.docx first.docx\n",
	OPTS_READ | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_JOBS) |
	    OPT_BIT(OPT_AS_OF),
	"text json markdown html akn", run
};
