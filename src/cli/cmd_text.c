/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <unistd.h>

#include "cli/cli.h"
#include "cli/reader.h"
#include "view/view.h"

static void
print(const struct cli *c, const struct pv_version *v, struct pv_buf *out)
{
	if (is_format(c, "akn")) {
		pv_view_akn(out, v);
		return;
	}
	pv_buf_span(out, v->text);
	if (v->text.len > 0 && v->text.ptr[v->text.len - 1] != '\n')
		pv_buf_char(out, '\n');
}

static void
print_escaped(struct cli *c, const struct pv_version *v)
{
	struct pv_buf plain = PV_BUF_INIT;

	print(c, v, &plain);
	pv_view_escape(&c->out.buf, pv_buf_view(&plain), true);
	c->out.buf.failed = c->out.buf.failed || plain.failed;
	pv_buf_release(&plain);
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct reading r;
	enum status status;

	if (argc != 1)
		return usage_error(c->cmd, "give one file");
	status = reader_file(c, NULL, argv[0], 0, &r);
	if (status != STATUS_OK)
		return status;
	/* offsets count in this text, so only a terminal gets it escaped */
	if (isatty(STDOUT_FILENO))
		print_escaped(c, r.version);
	else
		print(c, r.version, &c->out.buf);
	reading_release(&r);
	return STATUS_OK;
}

const struct cmd cmd_text = {
	"text", "FILE", "print the normalized text of a document",
	"One paragraph, heading or list item a line, with an empty line between\n"
	"them; quotes, dashes and spaces are made plain, page headers and hidden\n"
	"characters are left out.  Offsets with \"basis\": \"text\" count in this.\n"
	"\n"
	"As a filter for git:\n"
	"    git config diff.proviso.textconv 'proviso text'\n"
	"\n"
	"With --format akn the clauses are written as Akoma Ntoso 3.0 (XML); read\n"
	"back, they are the same.\n"
	"\n"
	"Example:\n"
	"    proviso text agreement.html | less\n"
	"    proviso text --format akn agreement.docx >agreement.xml\n",
	OPTS_READ | OPT_BIT(OPT_FORMAT), "text akn", run
};
