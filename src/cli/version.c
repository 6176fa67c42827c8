/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/version.h"

#include "base/jail.h"
#include "base/regex.h"
#include "store/store.h"

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

void
version_print(struct pv_buf *out, bool verbose)
{
	pv_buf_str(out, "proviso " PACKAGE_VERSION "\n");
	if (!verbose)
		return;
	pv_buf_str(out, "pcre2 ");
	pv_regex_version(out);
	pv_buf_printf(out, "\nsqlite %s\n", pv_store_engine());
	put_sandbox(out);
}
