/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/office.h"

#include <stdio.h>

#include "base/archive.h"
#include "ingest/decode.h"
#include "ingest/xml.h"

struct reading {
	bool (*wants)(void *ctx, struct pv_span name);
	void *ctx;
	struct pv_arena *arena;
	struct pv_vec *parts;
};

static bool
is_wanted(void *ctx, struct pv_span name)
{
	struct reading *r = ctx;

	return r->wants(r->ctx, name);
}

static enum pv_rc
take(void *ctx, const struct pv_archive_member *m, struct pv_err *err)
{
	struct reading *r = ctx;
	struct pv_office_part part = {
		.name = pv_arena_dup(r->arena, m->name),
		.text = pv_arena_dup(r->arena, m->bytes)
	};

	if (part.name.ptr == NULL || part.text.ptr == NULL ||
	    !pv_vec_add(r->parts, &part))
		return pv_fail_nomem(err);
	return PV_OK;
}

enum pv_rc
pv_office_read(struct pv_span zip, bool (*wants)(void *ctx,
    struct pv_span name), void *ctx, struct pv_arena *arena,
    struct pv_vec *parts, struct pv_err *err)
{
	struct reading r = { wants, ctx, arena, parts };
	struct pv_archive_read a = { .mem = pv_arena_mem(arena),
		.wants = is_wanted, .each = take, .ctx = &r };

	return pv_archive_read(zip, &a, err);
}

struct pv_office_part *
pv_office_find(const struct pv_vec *parts, struct pv_span name)
{
	struct pv_office_part *p;

	for (size_t i = 0; i < parts->len; i++) {
		p = PV_VEC_AT(parts, struct pv_office_part, i);
		if (pv_span_ieq(p->name, name))
			return p;
	}
	return NULL;
}

/* Put the part's name in front of the message. */
static void
name_part(struct pv_span name, struct pv_err *err)
{
	char msg[sizeof(err->msg)];

	if (err == NULL)
		return;
	memcpy(msg, err->msg, sizeof(msg));
	snprintf(err->msg, sizeof(err->msg), "%.*s: %.300s",
	    name.len > 200 ? 200 : (int)name.len, name.ptr, msg);
}

enum pv_rc
pv_office_check(struct pv_office_part *part, struct pv_arena *arena,
    struct pv_blocks *out, struct pv_err *err)
{
	struct pv_blocks scratch;   /* places in a part are no places */
	struct pv_decoded in;
	enum pv_rc rc;

	pv_blocks_init(&scratch, arena);
	rc = pv_decode(part->text, &scratch, &in, err);
	pv_blocks_release(&scratch);
	if (rc == PV_OK) {
		part->text = in.text;
		rc = pv_xml_check(in.text, out, err);
	}
	if (rc == PV_EINPUT)
		name_part(part->name, err);
	return rc;
}
