/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/msg.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "view/view.h"

static void (*hide_progress)(void);
static void (*show_progress)(void);

void
msg_around(void (*hide)(void), void (*show)(void))
{
	hide_progress = hide;
	show_progress = show;
}

/* Write a line at once, so that lines of two processes do not mix. */
static void
emit(struct pv_buf *line)
{
	pv_buf_char(line, '\n');
	if (hide_progress != NULL)
		hide_progress();
	/* nobody is left to be told when standard error fails */
	if (pv_io_write_all(STDERR_FILENO, pv_buf_view(line), NULL) != PV_OK)
		line->failed = true;
	if (show_progress != NULL)
		show_progress();
	pv_buf_release(line);
}

void
msg_put(const struct msg *m)
{
	struct pv_buf b = PV_BUF_INIT;

	pv_buf_str(&b, "proviso: ");
	if (m->path.len > 0) {
		pv_view_escape(&b, m->path, false);
		if (m->line > 0)
			pv_buf_printf(&b, ":%u", m->line);
		if (m->line > 0 && m->col > 0)
			pv_buf_printf(&b, ":%u", m->col);
		pv_buf_str(&b, ": ");
	}
	pv_buf_printf(&b, "%s: ", pv_severity_name(m->severity));
	pv_view_escape(&b, m->text, false);
	if (m->code.len > 0) {
		pv_buf_str(&b, " [");
		pv_view_escape(&b, m->code, false);
		pv_buf_char(&b, ']');
	}
	emit(&b);
}

void
msg_error(struct pv_span path, const struct pv_err *err)
{
	struct msg m = {
		path, pv_span_str(err->msg), pv_span_str(err->code),
		PV_SEV_ERROR, err->line, err->col
	};

	msg_put(&m);
}

void
msg_trouble(const struct pv_err *err)
{
	msg_error(PV_SPAN(""), err);
}

void
msg_store(const char *db, const struct pv_err *err)
{
	if (err->rc == PV_EDB)
		msg_error(pv_span_str(db), err);
	else
		msg_trouble(err);
}

void
msg_note(const char *fmt, ...)
{
	struct pv_buf b = PV_BUF_INIT;
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	pv_buf_str(&b, "proviso: ");
	pv_view_escape(&b, pv_span_str(text), false);
	emit(&b);
}

bool
msg_diags(struct pv_span path, const struct pv_version *v, bool quiet,
    bool verbose)
{
	const struct pv_diag *d;
	bool errors = false;
	struct msg m;
	size_t i;

	for (i = 0; i < v->ndiags; i++) {
		d = &v->diags[i];
		m = (struct msg){
			path, pv_version_str(v, d->msg),
			pv_version_str(v, d->code),
			(enum pv_severity)d->severity, d->line, d->col
		};
		errors = errors || m.severity == PV_SEV_ERROR;
		if (m.severity == PV_SEV_ERROR ||
		    (m.severity == PV_SEV_WARNING && !quiet) || verbose)
			msg_put(&m);
	}
	return errors;
}
