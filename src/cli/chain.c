/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/chain.h"

#include "cli/msg.h"
#include "cli/reader.h"

/* What was read into a text by one set of rules and not by another. */
static void
warn_rules(const struct cli *c, const struct pv_series_item *items, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (!pv_span_eq(items[i].rules, items[0].rules))
			break;
	if (i < n && !c->opt.quiet)
		msg_put(&(struct msg){ .path = items[i].agreement,
			.text = PV_SPAN("its versions were tagged with "
			    "different rules; scan them again"),
			.code = PV_SPAN("W-RULES"),
			.severity = PV_SEV_WARNING });
}

/* "KEY@LABEL" */
static void
tell_gaps(struct cli *c, const struct pv_series_item *it,
    const struct pv_version *v, const struct pv_findings *f)
{
	struct pv_buf name = PV_BUF_INIT;

	if (f->ngaps == 0)
		return;
	pv_buf_span(&name, it->agreement);
	pv_buf_char(&name, '@');
	pv_buf_span(&name, it->label);
	report_gaps(c, pv_buf_view(&name), v, f);
	pv_buf_release(&name);
}

enum pv_rc
chain_load(struct cli *c, struct pv_store *s,
    const struct pv_series_item *items, size_t n, struct pv_chain *chain,
    struct pv_err *err)
{
	struct pv_chain_link l;
	enum pv_rc rc = PV_OK;
	size_t i;

	warn_rules(c, items, n);
	for (i = 0; rc == PV_OK && i < n; i++) {
		l = (struct pv_chain_link){ .label = items[i].label,
			.date = items[i].date };
		rc = pv_store_load(s, items[i].version, &l.version,
		    &l.findings, err);
		if (rc != PV_OK)
			break;
		tell_gaps(c, &items[i], l.version, l.findings);
		rc = pv_chain_add(chain, &l, err);
	}
	return rc;
}
