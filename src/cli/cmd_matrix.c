/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/date.h"
#include "cli/cli.h"
#include "cli/msg.h"
#include "cli/portfolio.h"
#include "store/store.h"
#include "view/matrix.h"
#include "view/view.h"

/* Rows are printed as they come, agreement by agreement. */
struct rows {
	struct cli *c;
	struct pv_json json;
};

static void
csv_row(struct pv_buf *out, const struct pv_cell *x)
{
	const struct pv_span row[] = {
		x->agreement, x->cloud, pv_span_str(pv_mode_name(x->mode)),
		pv_span_str(pv_answer_name(x->answer)), x->until,
		x->condition, x->clause, x->version
	};
	size_t k;

	for (k = 0; k < sizeof(row) / sizeof(row[0]); k++) {
		if (k > 0)
			pv_buf_char(out, ',');
		if (row[k].len > 0)
			pv_view_csv(out, row[k]);
	}
	pv_buf_str(out, "\r\n");
}

static enum pv_rc
on_cells(void *ctx, const struct pv_cells *cells, struct pv_err *err)
{
	struct rows *r = ctx;
	struct pv_buf *out = &r->c->out.buf;
	size_t i;

	if (is_format(r->c, "html"))
		pv_view_matrix_html(out, cells);
	else if (is_format(r->c, "text"))
		pv_view_matrix_text(out, cells, r->c->width);
	else if (is_format(r->c, "csv"))
		for (i = 0; i < cells->nitems; i++)
			csv_row(out, &cells->items[i]);
	else
		pv_view_matrix_json(&r->json, cells);
	return out->failed ? pv_fail_nomem(err) : PV_OK;
}

/* What stands before and after the rows of all agreements. */
static void
begin(struct rows *r)
{
	struct cli *c = r->c;

	if (is_format(c, "html"))
		pv_view_matrix_begin(&c->out.buf, c->opt.as_of);
	else if (is_format(c, "csv"))
		pv_buf_str(&c->out.buf, "agreement,cloud,mode,answer,until,"
		    "condition,clause,version\r\n");
	else if (is_format(c, "json"))
		pv_json_open(&r->json, '[');
}

static void
end(struct rows *r)
{
	struct cli *c = r->c;

	if (is_format(c, "html")) {
		pv_view_matrix_end(&c->out.buf);
	} else if (is_format(c, "json")) {
		pv_json_close(&r->json, ']');
		pv_buf_char(&c->out.buf, '\n');
	}
}

static enum pv_rc
answer(struct cli *c, int argc, char **argv, struct pv_err *err)
{
	struct rows r = { c, { .out = &c->out.buf,
		.pretty = is_format(c, "json") } };
	struct pv_store *s = NULL;
	enum pv_rc rc = pv_store_open(db_path(c), PV_STORE_READ, &s, err);

	if (rc == PV_OK) {
		begin(&r);
		rc = portfolio_ask(s, argv, (size_t)argc, c->opt.as_of,
		    on_cells, &r, err);
	}
	pv_store_abort(s);
	if (rc == PV_OK)
		end(&r);
	else
		pv_buf_clear(&c->out.buf);      /* all or nothing */
	return rc;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct pv_err err;
	enum pv_rc rc;

	if (c->opt.as_of != NULL && !pv_date_is_iso(pv_span_str(c->opt.as_of)))
		return usage_error(c->cmd, "'%s' is no date; write it as "
		    "2027-01-31", c->opt.as_of);
	rc = answer(c, argc, argv, &err);
	if (rc == PV_OK)
		return STATUS_OK;
	msg_store(db_path(c), &err);
	return STATUS_TROUBLE;
}

const struct cmd cmd_matrix = {
	"matrix", "[KEY...]", "tell which clouds may run what, and how",
	"For each agreement, or those named: may it be served through an API,\n"
	"as a managed service, or from weights of one's own, on each cloud?\n"
	"The answer is allowed, prohibited, conditional, silent, unknown (what\n"
	"decides is blacked out) or conflict.\n"
	"\n"
	"Example:\n"
	"    proviso matrix --db contracts.db --as-of 2026-04-27 partnership\n",
	OPT_BIT(OPT_DB) | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_AS_OF),
	"text json jsonl csv html", run
};
