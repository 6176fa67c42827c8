/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/wording.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/vec.h"
#include "cli/cli.h"
#include "cli/msg.h"
#include "diff/wording.h"
#include "store/store.h"

/* Bytes of the text of the document of f, as the views cut them. */
#define CUT(start, length)                                              \
	"(SELECT CAST(substr(CAST(group_concat(p.text, '') AS BLOB), "  \
	    start " + 1 - min(p.start), " length ") AS TEXT)"           \
	    " FROM passage p WHERE p.document_id = f.document_id"       \
	    " AND p.start > " start " - 2016"                           \
	    " AND p.start < " start " + " length ")"

/*
 * What the newest version of each agreement says of the provision, a row a
 * clause: from the first sentence that does to the last, under the strongest
 * stance.  Rows of one agreement stand together.
 */
static const char clauses_sql[] =
    "SELECT a.agreement, o.label, coalesce(c.label, ''),"
    " CASE WHEN c.ord IS NOT NULL THEN"
    " coalesce(" CUT("c.head_start", "c.head_length") ", '') END,"
    " f.subtype, f.stance, f.strength,"
    " coalesce(" CUT("f.first", "(f.last - f.first)") ", '')"
    " FROM version_order o CROSS JOIN (SELECT document_id, clause,"
    " subtype, stance, strength,"
    " row_number() OVER w AS nth,"
    " min(start) OVER (PARTITION BY document_id, clause) AS first,"
    " max(start + length) OVER (PARTITION BY document_id, clause) AS last"
    " FROM found WHERE provision = :provision"
    " AND (:subtype IS NULL OR subtype = :subtype)"
    " AND stance IN ('in-force', 'conditional', 'negated')"
    " AND confidence >= CAST(:least AS INTEGER)"
    " WINDOW w AS (PARTITION BY document_id, clause ORDER BY"
    " instr('in-force conditional negated', stance), confidence DESC, ord))"
    " f USING (document_id) JOIN agreement a USING (agreement_id)"
    " LEFT JOIN clause c ON c.document_id = f.document_id"
    " AND c.ord = f.clause"
    " WHERE o.newest = 1 AND f.nth = 1"
    " ORDER BY a.agreement, f.first, f.clause";
enum { AGREEMENT, LABEL, CLAUSE, HEADING, SUBTYPE, STANCE, STRENGTH, TEXT,
	COLUMNS };

/* Who bears duties and rights in them most often: the parties, mostly. */
static const char parties_sql[] =
    "SELECT agreement, name FROM (SELECT o.agreement_id, n.name,"
    " row_number() OVER (PARTITION BY o.version_id"
    " ORDER BY count(*) DESC, n.name) AS nth"
    " FROM version_order o JOIN (SELECT document_id,"
    " json_extract(attributes, '$.holder') AS name FROM finding"
    " UNION ALL SELECT document_id, json_extract(attributes, '$.obligor')"
    " FROM finding) n USING (document_id)"
    " WHERE o.newest = 1 AND n.name IS NOT NULL AND o.document_id IN"
    " (SELECT document_id FROM finding WHERE provision = :provision)"
    " GROUP BY o.version_id, n.name)"
    " JOIN agreement USING (agreement_id) WHERE nth <= 8"
    " ORDER BY agreement, nth";

struct party { struct pv_span agreement, name; };

/* Rules of the provision that hit a limit in one of those versions. */
static const char gaps_sql[] =
    "SELECT count(*) FROM gap g JOIN version_order o USING (document_id)"
    " WHERE o.newest = 1 AND substr(g.rule, 1, length(:provision) + 1)"
    " = :provision || '.'";

static const char names_sql[] =
    "SELECT DISTINCT CASE WHEN :provision IS NULL THEN provision"
    " ELSE subtype END FROM finding"
    " WHERE provision = coalesce(:provision, provision) ORDER BY 1";

struct rows {
	struct pv_arena *arena;
	struct pv_vec places;       /* struct pv_wording_place */
	struct pv_vec texts;        /* struct pv_wording_text */
	uint32_t nagreements;
	struct pv_vec parties;      /* struct party */
	size_t party;               /* the first one that may be asked for */
	struct pv_vec names;        /* const char *, of names_sql */
	uint64_t gaps;
};

static struct pv_span
keep(struct rows *r, struct pv_span s)
{
	struct pv_span copy = s.ptr == NULL ? PV_SPAN("") :
	    pv_arena_dup(r->arena, s);

	if (copy.ptr == NULL)
		r->places.failed = true;
	return copy;
}

static enum pv_rc
on_party(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	struct rows *r = ctx;
	struct party p;

	if (row->cells == NULL || row->ncols != 2)
		return PV_OK;
	p = (struct party){ keep(r, row->cells[0]), keep(r, row->cells[1]) };
	return pv_vec_add(&r->parties, &p) && !r->places.failed ? PV_OK :
	    pv_fail_nomem(err);
}

/* The parties of an agreement; those before it are not asked for again. */
static void
name_parties(struct rows *r, struct pv_span agreement,
    struct pv_wording_text *t)
{
	const struct party *p = r->parties.ptr;
	size_t i, n = 0;

	while (r->party < r->parties.len &&
	    pv_span_cmp(p[r->party].agreement, agreement) < 0)
		r->party++;
	for (i = r->party; i < r->parties.len && n < PV_WORDING_NAMES &&
	    pv_span_eq(p[i].agreement, agreement); i++)
		t->names[n++] = p[i].name;
}

static enum pv_rc
on_clause(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	const struct pv_span *c = row->cells;
	struct rows *r = ctx;
	struct pv_wording_place *last = NULL;
	struct pv_wording_place x;
	struct pv_wording_text t;

	if (c == NULL || row->ncols != COLUMNS)
		return PV_OK;
	if (r->places.len > 0)
		last = PV_VEC_AT(&r->places, struct pv_wording_place,
		    r->places.len - 1);
	if (last == NULL || !pv_span_eq(last->agreement, c[AGREEMENT]))
		r->nagreements++;
	x = (struct pv_wording_place){
		.agreement = keep(r, c[AGREEMENT]),
		.version = keep(r, c[LABEL]),
		.clause = keep(r, c[CLAUSE]),
		.heading = keep(r, c[HEADING]),
		.subtype = keep(r, c[SUBTYPE]),
		.stance = keep(r, c[STANCE]),
		.strength = keep(r, c[STRENGTH]),
		.text = pv_span_trim(keep(r, c[TEXT]))
	};
	t = (struct pv_wording_text){ .text = x.text,
		.owner = r->nagreements };
	name_parties(r, x.agreement, &t);
	return pv_vec_add(&r->places, &x) && pv_vec_add(&r->texts, &t) &&
	    !r->places.failed ? PV_OK : pv_fail_nomem(err);
}

static enum pv_rc
on_gaps(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	struct rows *r = ctx;

	(void)err;
	if (row->cells != NULL &&
	    !pv_num_parse(row->cells[0], INT64_MAX, &r->gaps))
		r->gaps = 0;
	return PV_OK;
}

static enum pv_rc
on_name(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	struct rows *r = ctx;
	const char *name;

	if (row->cells == NULL || row->cells[0].len == 0)
		return PV_OK;
	name = keep(r, row->cells[0]).ptr;
	return name != NULL && pv_vec_add(&r->names, &name) ? PV_OK :
	    pv_fail_nomem(err);
}

/* The store has `name`, or a message of what it may have meant. */
static enum pv_rc
check_name(struct pv_store *s, struct rows *r, const char *provision,
    const char *name, struct pv_err *err)
{
	const struct pv_store_param param = { ":provision", provision };
	const char *what = provision == NULL ? "provision" : "subtype", *guess;
	enum pv_rc rc;
	size_t i;

	pv_vec_clear(&r->names);
	rc = pv_store_query(s, pv_span_str(names_sql), &param,
	    provision != NULL, on_name, r, err);
	if (rc != PV_OK)
		return rc;
	for (i = 0; i < r->names.len; i++)
		if (strcmp(*PV_VEC_AT(&r->names, const char *, i), name) == 0)
			return PV_OK;
	if (pv_vec_push(&r->names) == NULL)     /* closest() wants a NULL */
		return pv_fail_nomem(err);
	guess = closest(name, r->names.ptr);
	if (guess != NULL)
		return pv_fail(err, PV_EUSAGE, "E-NOPROVISION", "no %s '%s' "
		    "in the store; did you mean '%s'?", what, name, guess);
	return pv_fail(err, PV_EUSAGE, "E-NOPROVISION", "no %s '%s' in the "
	    "store", what, name);
}

static enum pv_rc
load(struct cli *c, struct rows *r, struct pv_err *err)
{
	struct pv_buf least = PV_BUF_INIT;
	struct pv_store_param params[3] = {
		{ ":provision", c->opt.provision }, { ":least", NULL },
		{ ":subtype", c->opt.subtype } };
	struct pv_store *s = NULL;
	enum pv_rc rc = pv_store_open(db_path(c), PV_STORE_READ, &s, err);

	pv_buf_u64(&least, (uint64_t)c->opt.min_confidence);
	params[1].value = least.ptr;
	if (rc == PV_OK && least.failed)
		rc = pv_fail_nomem(err);
	if (rc == PV_OK)
		rc = check_name(s, r, NULL, c->opt.provision, err);
	if (rc == PV_OK && c->opt.subtype != NULL)
		rc = check_name(s, r, c->opt.provision, c->opt.subtype, err);
	if (rc == PV_OK)
		rc = pv_store_query(s, pv_span_str(parties_sql), params, 1,
		    on_party, r, err);
	if (rc == PV_OK)
		rc = pv_store_query(s, pv_span_str(clauses_sql), params,
		    c->opt.subtype != NULL ? 3 : 2, on_clause, r, err);
	if (rc == PV_OK)
		rc = pv_store_query(s, pv_span_str(gaps_sql), params, 1,
		    on_gaps, r, err);
	pv_store_abort(s);
	pv_buf_release(&least);
	return rc;
}

static void
print(struct cli *c, const struct rows *r, const struct pv_wordings *w)
{
	const struct pv_wording_page p = {
		.provision = pv_span_str(c->opt.provision),
		.subtype = c->opt.subtype == NULL ? PV_SPAN("") :
		    pv_span_str(c->opt.subtype),
		.places = r->places.ptr, .w = w,
		.nagreements = r->nagreements, .color = c->color,
		.verbose = c->opt.verbose, .width = c->width
	};

	if (is_format(c, "json"))
		pv_wordings_json(&c->out.buf, &p);
	else if (is_format(c, "html"))
		pv_wordings_html(&c->out.buf, &p);
	else if (is_format(c, "csv"))
		pv_wordings_csv(&c->out.buf, &p);
	else
		pv_wordings_text(&c->out.buf, &p);
}

/* Rules that were not evaluated may have missed clauses. */
static void
tell_gaps(struct cli *c, const struct rows *r)
{
	if (r->gaps == 0)
		return;
	c->incomplete = true;
	msg_note("%s: rules hit a limit in %llu clause%s, where it may have "
	    "been missed", c->opt.provision, (unsigned long long)r->gaps,
	    r->gaps == 1 ? "" : "s");
}

static enum pv_rc
compare(struct cli *c, struct pv_err *err)
{
	struct rows r = { .arena = pv_arena_new(NULL),
		.places = PV_VEC_INIT(struct pv_wording_place),
		.texts = PV_VEC_INIT(struct pv_wording_text),
		.parties = PV_VEC_INIT(struct party),
		.names = PV_VEC_INIT(const char *) };
	struct pv_wordings *w = NULL;
	enum pv_rc rc = r.arena == NULL ? pv_fail_nomem(err) :
	    load(c, &r, err);

	if (rc == PV_OK)
		rc = pv_wordings_make(r.texts.ptr, r.texts.len, &w, err);
	if (rc == PV_OK) {
		print(c, &r, w);
		tell_gaps(c, &r);
		if (c->out.buf.failed)
			rc = pv_fail_nomem(err);
	}
	pv_wordings_free(w);
	pv_vec_release(&r.places);
	pv_vec_release(&r.texts);
	pv_vec_release(&r.parties);
	pv_vec_release(&r.names);
	pv_arena_free(r.arena);
	return rc;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct pv_err err;

	(void)argv;
	if (argc > 0)
		return usage_error(c->cmd, "a comparison takes no operands");
	if (c->opt.provision == NULL)
		return usage_error(c->cmd, "say which provision: --provision "
		    "exclusivity");
	if (compare(c, &err) == PV_OK)
		return STATUS_OK;
	msg_error(pv_span_str(db_path(c)), &err);
	return STATUS_TROUBLE;
}

const struct cmd cmd_compare = {
	"compare", "", "tell how a provision is worded across a portfolio",
	"Every clause of the newest versions that speaks of the provision, in\n"
	"groups of like words: the form of the house first, who writes it word for\n"
	"word, who departs from it and in which words, and which clauses stand\n"
	"alone.  Names of the parties make no difference.\n"
	"\n"
	"Example:\n"
	"    proviso compare --provision exclusivity --db contracts.db\n",
	OPT_BIT(OPT_DB) | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_PROVISION) |
	OPT_BIT(OPT_SUBTYPE) | OPT_BIT(OPT_MIN_CONFIDENCE),
	"text json html csv", run
};
