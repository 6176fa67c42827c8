/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/amended.h"

#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/msg.h"
#include "cli/reader.h"
#include "view/conform.h"

/* The text as any other that is read, for a view of clauses. */
static enum status
print_akn(struct cli *c, const struct amended *a)
{
	char path[AMENDED_PATH];
	struct reading again;
	enum status status;
	struct pv_err err;
	int fd;

	if (amended_open(a, &fd, path, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	status = reader_file(c, NULL, path, 0, &again);
	if (status == STATUS_OK) {
		pv_view_akn(&c->out.buf, again.version);
		reading_release(&again);
	}
	close(fd);
	return status;
}

static enum status
print(struct cli *c, const struct amended *a)
{
	const struct pv_conformed *r = a->conformed;
	struct pv_conform_doc d = { r, a->files };

	if (is_format(c, "akn"))
		return print_akn(c, a);
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

static bool
check_operands(struct cli *c, int argc, char **argv)
{
	int i, pipes = 0;

	for (i = 0; i < argc; i++)
		pipes += strcmp(argv[i], "-") == 0;
	if (argc < 2)
		usage_error(c->cmd, "give an agreement and its amendments");
	else if (pipes > 1)
		usage_error(c->cmd,
		    "only one text can come from standard input");
	else if (c->opt.as_of != NULL &&
	    !pv_date_is_iso(pv_span_str(c->opt.as_of)))
		usage_error(c->cmd, "'%s' is no date; write it as "
		    "2027-01-31", c->opt.as_of);
	else
		return true;
	return false;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct amended a;
	enum status status;

	if (!check_operands(c, argc, argv))
		return STATUS_TROUBLE;
	status = amended_read(c, argv, (size_t)argc, &a);
	if (status == STATUS_OK)
		status = print(c, &a);
	amended_release(&a);
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
