/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/history.h"

#include "base/date.h"
#include "base/vec.h"
#include "cli/chain.h"
#include "cli/cli.h"
#include "cli/gate.h"
#include "cli/msg.h"
#include "cli/table.h"

/* A pair of neighbours that is told in this run. */
struct pair { struct pv_span old_sha, new_sha; };

struct watch {
	struct cli *c;
	struct pv_store *s;
	struct pv_vec histories;    /* struct pv_history * */
	struct pv_vec news;         /* struct pv_news */
	struct pv_vec pairs;        /* struct pair */
	struct pv_err *err;
	enum pv_rc rc;              /* of what the chain asked */
};

/* --only: changes and provisions, by name. */
static bool
is_asked(const struct cli *c, const struct pv_event *e)
{
	bool kinds = false, kind = false, names = false, name = false;
	struct pv_span rest, item;
	enum pv_change_kind k;

	for (size_t i = 0; i < c->opt.only.count; i++) {
		rest = pv_span_str(c->opt.only.items[i]);
		while (gate_item(&rest, &item)) {
			if (pv_change_kind_parse(item, &k)) {
				kinds = true;
				kind |= k == e->kind;
			} else {
				names = true;
				name |= pv_span_eq(item, e->provision);
			}
		}
	}
	return (!kinds || kind) && (!names || name);
}

/*
 * Is a date, perhaps without its day or month, on or after another?  One that
 * is not known may be.
 */
static bool
is_since(struct pv_span date, struct pv_span since)
{
	return pv_span_cmp(date, pv_span_sub(since, 0, date.len)) >= 0;
}

static bool
want(void *ctx, const struct pv_state *old_state,
    const struct pv_state *new_state)
{
	struct watch *w = ctx;
	struct pair p = { old_state->sha256, new_state->sha256 };
	bool told = false;

	if (w->c->opt.since != NULL)
		return is_since(new_state->date,
		    pv_span_str(w->c->opt.since));
	if (w->rc == PV_OK)
		w->rc = pv_store_is_watched(w->s, p.old_sha, p.new_sha, &told,
		    w->err);
	if (w->rc == PV_OK && !told && !pv_vec_add(&w->pairs, &p))
		w->rc = pv_fail_nomem(w->err);
	return !told;
}

static bool
add_news(struct watch *w, const struct pv_series_item *it,
    const struct pv_history *h)
{
	struct pv_news n = { .agreement = it->agreement, .title = it->title,
		.h = h };

	for (size_t i = 0; i < h->nevents; i++) {
		n.event = &h->events[i];
		if (is_asked(w->c, n.event))
			pv_vec_add(&w->news, &n);
	}
	return !w->news.failed;
}

static enum pv_rc
watch_one(struct watch *w, const struct pv_series_item *items, size_t n,
    struct pv_err *err)
{
	struct pv_chain *chain = NULL;
	struct pv_history *h = NULL;
	enum pv_rc rc = pv_chain_new(&chain, err);

	if (rc != PV_OK)
		return rc;
	pv_chain_want(chain, want, w);
	rc = chain_load(w->c, w->s, items, n, chain, err);
	if (rc == PV_OK)
		rc = w->rc;
	if (rc == PV_OK)
		rc = pv_chain_end(chain, false, &h, err);
	pv_chain_free(chain);
	if (rc == PV_OK && !pv_vec_add(&w->histories, &h)) {
		pv_history_free(h);
		return pv_fail_nomem(err);
	}
	return rc == PV_OK && !add_news(w, &items[0], h) ?
	    pv_fail_nomem(err) : rc;
}

/* One agreement after the other. */
static enum pv_rc
watch_all(struct watch *w, const struct pv_series *series,
    struct pv_err *err)
{
	const struct pv_series_item *it = series->items;
	size_t i, n;
	enum pv_rc rc = PV_OK;

	for (i = 0; rc == PV_OK && i < series->nitems; i += n) {
		for (n = 1; i + n < series->nitems && pv_span_eq(
		    it[i].agreement, it[i + n].agreement);)
			n++;
		if (n > 1)
			rc = watch_one(w, &it[i], n, err);
	}
	return rc;
}

static void
add_row(struct table *t, struct pv_buf *b, const struct pv_news *x)
{
	const struct pv_event *e = x->event;
	size_t before;

	table_add(t, x->agreement);
	table_add(t, x->h->states[e->to].date);
	pv_buf_span(b, x->h->states[e->from].label);
	pv_buf_str(b, " -> ");
	pv_buf_span(b, x->h->states[e->to].label);
	table_add_buf(t, b);
	pv_event_clauses(b, e);
	table_add_buf(t, b);
	pv_provision_name(b, e->provision, e->subtype);
	table_add_buf(t, b);
	table_add(t, pv_span_str(pv_change_kind_name(e->kind)));
	before = b->len;
	pv_event_step(b, e);
	if (b->len > before && e->why.len > 0)
		pv_buf_str(b, "; ");
	pv_buf_span(b, e->why);
	table_add_buf(t, b);
}

static bool
print_table(struct cli *c, const struct pv_news *news, size_t n)
{
	static const char *const names[] = { "agreement", "date", "versions",
		"clause", "provision", "change", "why" };
	struct pv_buf b = PV_BUF_INIT;
	struct table t;
	size_t i;

	table_init(&t, sizeof(names) / sizeof(names[0]));
	t.head_hidden = true;
	for (i = 0; i < t.ncols; i++)
		table_add(&t, pv_span_str(names[i]));
	for (i = 0; i < n; i++)
		add_row(&t, &b, &news[i]);
	pv_buf_release(&b);
	return table_print(&t, c);
}

static bool
print(struct cli *c, const struct watch *w)
{
	struct pv_span since = c->opt.since == NULL ? PV_SPAN("") :
	    pv_span_str(c->opt.since);
	struct pv_buf *out = &c->out.buf;

	if (is_format(c, "json"))
		pv_news_json(out, w->news.ptr, w->news.len, since);
	else if (is_format(c, "jsonl"))
		pv_news_jsonl(out, w->news.ptr, w->news.len);
	else if (is_format(c, "atom"))
		pv_news_atom(out, w->news.ptr, w->news.len);
	else
		return print_table(c, w->news.ptr, w->news.len);
	return true;
}

/* All was written: next time these pairs are known. */
static enum pv_rc
move_mark(const struct watch *w, struct pv_err *err)
{
	const struct pair *p = w->pairs.ptr;
	struct pv_store *s = NULL;
	enum pv_rc rc;

	if (w->pairs.len == 0)
		return PV_OK;
	rc = pv_store_open(db_path(w->c), PV_STORE_WRITE, &s, err);
	for (size_t i = 0; rc == PV_OK && i < w->pairs.len; i++)
		rc = pv_store_set_watched(s, p[i].old_sha, p[i].new_sha, err);
	if (rc == PV_OK)
		return pv_store_close(s, err);
	pv_store_abort(s);
	return rc;
}

/* A row says that there is such a provision. */
static enum pv_rc
on_row(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	(void)err;
	*(bool *)ctx |= row->cells != NULL;
	return PV_OK;
}

/* Does --only name what there is? */
static enum pv_rc
check_only(struct watch *w, struct pv_err *err)
{
	static const char sql[] = "SELECT 1 FROM finding"
	    " WHERE provision = :name LIMIT 1";
	struct pv_buf name = PV_BUF_INIT;
	struct pv_store_param param = { ":name", NULL };
	struct pv_span rest, item;
	enum pv_change_kind k;
	enum pv_rc rc = PV_OK;
	bool found;

	for (size_t i = 0; i < w->c->opt.only.count; i++) {
		rest = pv_span_str(w->c->opt.only.items[i]);
		while (rc == PV_OK && gate_item(&rest, &item)) {
			found = pv_change_kind_parse(item, &k);
			pv_buf_clear(&name);
			pv_buf_span(&name, item);
			param.value = name.ptr;
			if (name.failed)
				rc = pv_fail_nomem(err);
			else if (!found)
				rc = pv_store_query(w->s, PV_SPAN(sql),
				    &param, 1, on_row, &found, err);
			if (rc == PV_OK && !found)
				rc = pv_fail(err, PV_EUSAGE, "E-USAGE",
				    "there is no change or provision '%s'",
				    name.ptr);
		}
	}
	pv_buf_release(&name);
	return rc;
}

static enum pv_rc
tell(struct watch *w, struct pv_err *err)
{
	struct pv_series *series = NULL;
	enum pv_rc rc = pv_store_open(db_path(w->c), PV_STORE_READ, &w->s,
	    err);

	if (rc == PV_OK)
		rc = check_only(w, err);
	if (rc == PV_OK)
		rc = pv_store_series(w->s, PV_SPAN(""), &series, err);
	if (rc == PV_OK)
		rc = watch_all(w, series, err);
	if (rc == PV_OK && !print(w->c, w))
		rc = pv_fail_nomem(err);
	pv_store_abort(w->s);
	pv_series_free(series);
	if (rc != PV_OK)
		return rc;
	w->c->found = w->news.len > 0;
	return out_flush(&w->c->out) && w->c->opt.since == NULL ?
	    move_mark(w, err) : PV_OK;
}

static bool
check(const struct cli *c)
{
	if (c->opt.since != NULL &&
	    !pv_date_is_iso(pv_span_str(c->opt.since))) {
		usage_error(c->cmd, "'%s' is no date such as 2027-01-31",
		    c->opt.since);
		return false;
	}
	return true;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct pv_err err;
	struct watch w = { .c = c, .err = &err,
		.histories = PV_VEC_INIT(struct pv_history *),
		.news = PV_VEC_INIT(struct pv_news),
		.pairs = PV_VEC_INIT(struct pair) };
	enum pv_rc rc;

	(void)argv;
	if (argc > 0)
		return usage_error(c->cmd, "it watches all agreements; there "
		    "is nothing to name");
	if (!check(c))
		return STATUS_TROUBLE;
	rc = tell(&w, &err);
	for (size_t i = 0; i < w.histories.len; i++)
		pv_history_free(*PV_VEC_AT(&w.histories, struct pv_history *,
		    i));
	pv_vec_release(&w.histories);
	pv_vec_release(&w.news);
	pv_vec_release(&w.pairs);
	if (rc == PV_OK)
		return STATUS_OK;
	if (rc == PV_EUSAGE)
		msg_trouble(&err);
	else
		msg_error(pv_span_str(db_path(c)), &err);
	return STATUS_TROUBLE;
}

const struct cmd cmd_watch = {
	"watch", "", "tell which provisions appeared or disappeared",
	"Across all agreements of the store, what became of each provision from\n"
	"one version to the next: a line each, with the agreement, the date, both\n"
	"versions, the clause, the provision, the change and why.\n"
	"\n"
	"Without --since it tells what it did not tell before; what it has told is\n"
	"remembered in the store once all of it was written.  With --since it\n"
	"tells what versions of that date and later changed, and remembers\n"
	"nothing.  The exit status is 1 when there is something to tell.\n"
	"\n"
	"Examples:\n"
	"    proviso watch --db contracts.db\n"
	"    proviso watch --since 2027-01-01 --only lost,weakened\n"
	"    proviso watch --since 2027-01-01 -f atom >changes.atom\n",
	OPT_BIT(OPT_DB) | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_SINCE) |
	    OPT_BIT(OPT_ONLY),
	"text json jsonl csv atom", run
};
