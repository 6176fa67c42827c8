/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/scan.h"

#include <string.h>

#include "cli/listings.h"
#include "cli/msg.h"
#include "store/merge.h"

/*
 * Which agreement a document is a version of: what the options tell, what an
 * agreements.yaml lists, what was told before, what the names say.
 */

/* ------------------------------------------------------------- beginnings */

/* A key of the store belongs to whom it was made for; told ones to nobody. */
static enum pv_rc
own(void *ctx, const struct pv_store_guest *g, struct pv_err *err)
{
	struct scan *s = ctx;

	return g->owner.len == 0 ? PV_OK :
	    doc_keys_own(s->keys, g->agreement, g->owner, err);
}

/* A file that is stored under another path: the folder was named otherwise. */
static bool
is_same_file(void *ctx, struct pv_span key, struct pv_span label)
{
	struct scan *s = ctx;
	bool yes = false;

	return s->store != NULL && s->met != NULL &&
	    pv_store_holds(s->store, key, label, s->met, &yes, NULL) ==
	    PV_OK && yes;
}

static enum pv_rc
on_fault(void *ctx, struct pv_span file, const struct pv_err *why,
    struct pv_err *err)
{
	return scan_refuse(ctx, file, why, err);
}

enum pv_rc
scan_keys_init(struct scan *s, struct pv_span db, struct pv_err *err)
{
	enum pv_rc rc = doc_keys_new(db, &s->keys, err);

	if (rc == PV_OK) {
		doc_keys_same(s->keys, is_same_file, s);
		rc = listings_new(on_fault, s, &s->listings, err);
	}
	return rc;
}

enum pv_rc
scan_know_owners(struct scan *s, struct pv_err *err)
{
	bool known = s->knows_owners || s->store == NULL;

	s->knows_owners = true;
	return known ? PV_OK : pv_store_guests(s->store, own, s, err);
}

/* ------------------------------------------------------------------- a key */

static void
set_date(struct doc_key *key, struct pv_span date)
{
	pv_buf_clear(&key->date);
	pv_buf_span(&key->date, date);
	key->dated = "told";
}

/* What was told once holds until it is told otherwise. */
static void
keep_told(const struct pv_store_place *place, struct doc_key *key)
{
	doc_key_tell(key, pv_buf_view(&place->key), pv_buf_view(&place->label));
	if (pv_span_eq(pv_buf_view(&place->dated), PV_SPAN("told")))
		set_date(key, pv_buf_view(&place->date));
}

static void
take_listed(const struct scan *s, struct pv_span path,
    const struct listed *l, struct doc_key *key)
{
	struct pv_buf text = PV_BUF_INIT;
	struct msg m = { .path = path, .severity = PV_SEV_NOTE,
		.code = PV_SPAN("N-LISTED") };

	doc_key_of_file(path, key);
	doc_key_tell(key, l->entry->agreement, l->entry->label);
	key->why = "listed";
	if (l->entry->date.len > 0)
		set_date(key, l->entry->date);
	if (!s->c->opt.verbose || !scan_in_shard(s, path))
		return;
	pv_buf_printf(&text, "is %.*s@%.*s, as %.*s says in line %u",
	    PV_FMT(pv_buf_view(&key->key)), PV_FMT(pv_buf_view(&key->label)),
	    PV_FMT(l->file), l->entry->line);
	m.text = pv_buf_view(&text);
	if (!text.failed)
		msg_put(&m);
	pv_buf_release(&text);
}

/* Would the version be another one, or be one for another reason? */
static bool
differs(const struct pv_store_place *place, const struct doc_key *key)
{
	bool was_told = pv_span_eq(pv_buf_view(&place->dated),
	    PV_SPAN("told"));
	bool is_told = strcmp(key->dated, "told") == 0;

	return !pv_span_eq(pv_buf_view(&place->key), pv_buf_view(&key->key)) ||
	    !pv_span_eq(pv_buf_view(&place->label),
	    pv_buf_view(&key->label)) ||
	    pv_span_eq(pv_buf_view(&place->why), PV_SPAN("listed")) !=
	    (strcmp(key->why, "listed") == 0) || was_told != is_told ||
	    (is_told && !pv_span_eq(pv_buf_view(&place->date),
	    pv_buf_view(&key->date)));
}

static enum pv_rc
choose(struct scan *s, struct pv_span path, const struct pv_walk_dir *dir,
    const struct pv_store_place *place, struct doc_key *key,
    struct pv_err *err)
{
	const struct opts *o = &s->c->opt;
	struct listed listed;
	enum pv_rc rc = listings_find(s->listings, s->operand, path, &listed,
	    err);

	if (rc == PV_OK && listed.entry != NULL && o->agreement == NULL) {
		take_listed(s, path, &listed, key);
		return PV_OK;
	}
	if (dir == NULL)
		dir = pv_walk_folder_of(s->walk, path);
	if (rc == PV_OK)
		rc = doc_keys_find(s->keys, path, dir,
		    pv_buf_view(&place->key), key, err);
	if (rc == PV_OK && o->agreement != NULL)
		doc_key_tell(key, pv_span_str(o->agreement),
		    pv_span_str(o->label != NULL ? o->label : ""));
	else if (rc == PV_OK && pv_span_eq(pv_buf_view(&place->why),
	    PV_SPAN("told")))
		keep_told(place, key);
	return rc;
}

enum pv_rc
scan_key(struct scan *s, struct pv_span path, const struct pv_walk_dir *dir,
    struct doc_key *key, bool *renamed, struct pv_err *err)
{
	struct pv_store_place *place = &s->place;
	enum pv_rc rc = scan_know_owners(s, err);

	if (rc == PV_OK && s->store != NULL)
		rc = pv_store_find(s->store, path, place, err);
	if (rc == PV_OK)
		rc = choose(s, path, dir, place, key, err);
	if (rc == PV_OK && (key->key.failed || key->label.failed ||
	    key->date.failed))
		rc = pv_fail_nomem(err);
	*renamed = rc == PV_OK && place->key.len > 0 && differs(place, key);
	return rc;
}

/*
 * What a file alone has for a key, label and date follows from its path; and
 * the key of an owner is nobody else's.
 */
enum pv_rc
scan_keeps_key(struct scan *s, struct pv_span path,
    const struct pv_walk_dir *dir, bool *keeps, struct pv_err *err)
{
	struct listed listed;
	bool one = true, alone;
	enum pv_rc rc = PV_OK;

	*keeps = false;
	if (s->c->opt.agreement != NULL || dir == NULL)
		return PV_OK;
	rc = pv_store_alone(s->store, path, &alone, err);
	if (rc != PV_OK || !alone)
		return rc;
	rc = listings_find(s->listings, s->operand, path, &listed, err);
	if (rc == PV_OK && listed.entry == NULL)
		rc = doc_keys_folder(s->keys, path, dir, &one, &s->key, err);
	*keeps = rc == PV_OK && !one;
	return rc;
}

/* ---------------------------------------------------------------- the rest */

static void
tell_unused(void *ctx, struct pv_span file, const struct listing_entry *e)
{
	struct msg m = { .path = file, .line = e->line,
		.severity = PV_SEV_NOTE, .code = PV_SPAN("N-UNLISTED"),
		.text = PV_SPAN("no document of this scan is listed here") };

	(void)ctx;
	msg_put(&m);
}

void
scan_keys_end(const struct scan *s)
{
	if (s->c->opt.verbose)
		listings_unused(s->listings, tell_unused, NULL);
}
