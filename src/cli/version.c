/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/version.h"

#include <string.h>

#include "base/jail.h"
#include "base/regex.h"
#include "cli/convert.h"
#include "store/store.h"
#include "view/view.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

static void
put_sandbox(struct pv_buf *out)
{
	unsigned parts = pv_jail_status(), part;

	pv_buf_str(out, "sandbox:");
	for (part = 1; part < PV_JAIL_ALL; part <<= 1)
		pv_buf_printf(out, " %s%s",
		    pv_jail_part_name((enum pv_jail_part)part),
		    (parts & part) != 0 ? "" : " (missing)");
	pv_buf_char(out, '\n');
}

/* The programs that documents are converted with. */
static void
put_converters(struct pv_buf *out)
{
	struct opts none;
	struct converters c;
	const struct { const char *name; const struct pv_buf *path; } rows[] = {
		{ "pdftotext", &c.pdftotext }, { "soffice", &c.soffice }
	};
	size_t i;

	memset(&none, 0, sizeof(none));
	converters_init(&c, &none);
	if (converters_find(&c, NULL) == PV_OK) {
		for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
			pv_buf_printf(out, "%s ", rows[i].name);
			if (rows[i].path->len == 0)
				pv_buf_str(out, "(missing)");
			pv_view_escape(out, pv_buf_view(rows[i].path), false);
			pv_buf_char(out, '\n');
		}
	}
	converters_release(&c);
}

void
version_print(struct pv_buf *out, bool verbose)
{
	pv_buf_str(out, "proviso " PACKAGE_VERSION "\n");
	if (!verbose)
		return;
	pv_buf_str(out, "pcre2 ");
	pv_regex_version(out);
	pv_buf_printf(out, "\nsqlite %s\n", pv_store_engine());
	put_converters(out);
	put_sandbox(out);
}
