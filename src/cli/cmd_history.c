/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/history.h"

#include "cli/chain.h"
#include "cli/cli.h"
#include "cli/msg.h"
#include "cli/table.h"

static void
add_head(struct table *t, const char *const *names)
{
	size_t i;

	for (i = 0; i < t->ncols; i++)
		table_add(t, pv_span_str(names[i]));
}

/* "2 gained, 1 lost" */
static void
put_counts(struct pv_buf *out, const struct pv_history *h, uint32_t state)
{
	size_t counts[PV_CHANGE_UNCHANGED + 1] = { 0 }, n, i, k;
	const char *sep = "";

	i = pv_state_events(h, state, &n);
	for (k = 0; k < n; k++)
		counts[h->events[i + k].kind]++;
	for (k = 0; k <= PV_CHANGE_UNCHANGED; k++) {
		if (counts[k] == 0)
			continue;
		pv_buf_printf(out, "%s%zu %s", sep, counts[k],
		    pv_change_kind_name((enum pv_change_kind)k));
		sep = ", ";
	}
}

static void
add_version(struct table *t, struct pv_buf *b, const struct pv_history *h,
    uint32_t i)
{
	uint32_t life;
	enum pv_strength step = pv_history_step(h, i, &life);

	table_add(t, h->states[i].label);
	table_add(t, h->states[i].date);
	if (life != PV_NONE)
		pv_buf_printf(b, "%s (%.*s)", pv_strength_name(step),
		    PV_FMT(h->lives[life].stands[i].clause));
	table_add_buf(t, b);
	if (h->states[i].aside)
		pv_buf_str(b, "changes nothing, by its own words");
	else
		put_counts(b, h, i);
	table_add_buf(t, b);
}

/* The versions; those in which nothing happened are counted. */
static bool
print_versions(struct cli *c, const struct pv_history *h)
{
	static const char *const names[] = { "version", "date",
		"strongest step", "changes" };
	struct pv_buf b = PV_BUF_INIT;
	struct table t;
	uint32_t i, n;

	table_init(&t, 4);
	add_head(&t, names);
	for (i = 0; i < h->nstates; i += n) {
		for (n = 0; i + n < h->nstates &&
		    pv_state_is_quiet(h, i + n);)
			n++;
		if (n < 2) {
			add_version(&t, &b, h, i);
			n = 1;
			continue;
		}
		table_add(&t, PV_SPAN("..."));
		table_add(&t, PV_SPAN(""));
		table_add(&t, PV_SPAN(""));
		pv_buf_printf(&b, "none in %u versions", (unsigned)n);
		table_add_buf(&t, &b);
	}
	pv_buf_release(&b);
	return table_print(&t, c);
}

/* "2023-01 weakened exclusive -> sole (3.1)" */
static void
put_event(struct pv_buf *out, const struct pv_history *h,
    const struct pv_event *e, bool verbose)
{
	size_t before;

	pv_buf_span(out, pv_state_name(&h->states[e->to]));
	pv_buf_printf(out, " %s ", pv_change_kind_name(e->kind));
	before = out->len;
	pv_event_step(out, e);
	if (out->len > before)
		pv_buf_char(out, ' ');
	pv_buf_char(out, '(');
	pv_event_clauses(out, e);
	pv_buf_char(out, ')');
	if (verbose && e->why.len > 0) {
		pv_buf_str(out, ": ");
		pv_buf_span(out, e->why);
	}
}

static void
add_state(struct table *t, const struct pv_history *h, uint32_t i)
{
	table_add(t, i == PV_NONE ? PV_SPAN("") :
	    pv_state_name(&h->states[i]));
}

static bool
print_lives(struct cli *c, const struct pv_history *h)
{
	static const char *const names[] = { "provision", "clause",
		"first seen", "last seen", "lost at", "changes" };
	struct pv_buf b = PV_BUF_INIT;
	const struct pv_life *l;
	struct table t;
	size_t i, k;

	table_init(&t, 6);
	add_head(&t, names);
	for (i = 0; i < h->nlives; i++) {
		l = &h->lives[i];
		pv_provision_name(&b, l->provision, l->subtype);
		table_add_buf(&t, &b);
		table_add(&t, l->clause);
		add_state(&t, h, l->first);
		add_state(&t, h, l->last);
		add_state(&t, h, l->lost);
		for (k = 0; k < l->nevents; k++) {
			if (k > 0)
				pv_buf_str(&b, "; ");
			put_event(&b, h, &h->events[l->events[k]],
			    c->opt.verbose);
		}
		table_add_buf(&t, &b);
	}
	pv_buf_release(&b);
	return table_print(&t, c);
}

static bool
print_text(struct cli *c, const struct pv_history *h)
{
	if (!print_versions(c, h))
		return false;
	if (h->nlives == 0)
		return true;
	pv_buf_char(&c->out.buf, '\n');
	return print_lives(c, h);
}

static bool
print(struct cli *c, const struct pv_history *h,
    const struct pv_history_opts *o)
{
	if (is_format(c, "json"))
		pv_history_json(&c->out.buf, h, o);
	else if (is_format(c, "svg"))
		pv_history_svg(&c->out.buf, h, o);
	else if (is_format(c, "html"))
		pv_history_html(&c->out.buf, h, o);
	else
		return print_text(c, h);
	return true;
}

static enum pv_rc
tell(struct cli *c, struct pv_store *s, struct pv_span key,
    struct pv_err *err)
{
	struct pv_series *series = NULL;
	struct pv_chain *chain = NULL;
	struct pv_history *h = NULL;
	struct pv_history_opts o;
	enum pv_rc rc = pv_store_series(s, key, &series, err);

	if (rc != PV_OK)
		return rc;
	rc = pv_chain_new(&chain, err);
	if (rc == PV_OK)
		rc = chain_load(c, s, series->items, series->nitems, chain,
		    err);
	if (rc == PV_OK)
		rc = pv_chain_end(chain, true, &h, err);
	o = (struct pv_history_opts){ key, series->items[0].title };
	if (rc == PV_OK && !print(c, h, &o))
		rc = pv_fail_nomem(err);
	pv_history_free(h);
	pv_chain_free(chain);
	pv_series_free(series);
	return rc;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct pv_span subject = pv_span_str(db_path(c));
	struct pv_store *s = NULL;
	struct pv_err err;
	enum pv_rc rc;

	if (argc != 1 || argv[0][0] == '\0')
		return usage_error(c->cmd, "give the key of one agreement");
	rc = pv_store_open(db_path(c), PV_STORE_READ, &s, &err);
	if (rc == PV_OK) {
		rc = tell(c, s, pv_span_str(argv[0]), &err);
		if (rc != PV_EDB)
			subject = pv_span_str(argv[0]);
	}
	pv_store_abort(s);
	if (rc == PV_OK)
		return STATUS_OK;
	msg_error(subject, &err);
	return STATUS_TROUBLE;
}

const struct cmd cmd_history = {
	"history", "KEY", "tell the life of an agreement's provisions",
	"The stored versions of the agreement KEY are compared one after the\n"
	"other, as diff would.  For each provision: when it was first seen, how it\n"
	"changed, when it was last seen and which version ended it.  With -v the\n"
	"reasons are told, too.\n"
	"\n"
	"A paper beside the agreement, which says itself that it changes nothing,\n"
	"is left out of the comparison.\n"
	"\n"
	"Examples:\n"
	"    proviso history northlake-cirrus --db contracts.db\n"
	"    proviso history -f html northlake-cirrus >timeline.html\n",
	OPT_BIT(OPT_DB) | OPT_BIT(OPT_FORMAT), "text json svg html", run
};
