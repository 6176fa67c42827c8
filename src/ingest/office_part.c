/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/office.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/archive.h"
#include "ingest/decode.h"
#include "ingest/xml.h"

struct reading {
	bool (*wants)(void *ctx, struct pv_span name);
	void *ctx;
	struct pv_arena *arena;
	struct pv_vec *parts;
};

/* A member's name as the name of a part: "/a" and "./a" are "a". */
static struct pv_span
part_name(struct pv_span name)
{
	for (;;) {
		if (pv_span_starts(name, PV_SPAN("/")))
			name = pv_span_sub(name, 1, name.len);
		else if (pv_span_starts(name, PV_SPAN("./")))
			name = pv_span_sub(name, 2, name.len);
		else
			return name;
	}
}

static bool
is_wanted(void *ctx, struct pv_span name)
{
	struct reading *r = ctx;

	return r->wants(r->ctx, part_name(name));
}

static enum pv_rc
take(void *ctx, const struct pv_archive_member *m, struct pv_err *err)
{
	struct reading *r = ctx;
	struct pv_office_part part = {
		.name = pv_arena_dup(r->arena, part_name(m->name)),
		.text = pv_arena_dup(r->arena, m->bytes)
	};

	if (part.name.ptr == NULL || part.text.ptr == NULL ||
	    !pv_vec_add(r->parts, &part))
		return pv_fail_nomem(err);
	return PV_OK;
}

/* By name, ASCII case folded. */
static int
by_name(const void *a, const void *b)
{
	const struct pv_span *x = a, *y = b;
	size_t n = x->len < y->len ? x->len : y->len;
	unsigned char c, d;

	for (size_t i = 0; i < n; i++) {
		c = (unsigned char)pv_tolower(x->ptr[i]);
		d = (unsigned char)pv_tolower(y->ptr[i]);
		if (c != d)
			return c < d ? -1 : 1;
	}
	return (x->len > y->len) - (x->len < y->len);
}

/* Of two members of one name each reader would choose another. */
static enum pv_rc
check_names(const struct pv_vec *parts, struct pv_arena *arena,
    struct pv_err *err)
{
	struct pv_span *names = pv_arena_array(arena, parts->len + 1,
	    sizeof(*names));

	if (names == NULL)
		return pv_fail_nomem(err);
	for (size_t i = 0; i < parts->len; i++)
		names[i] = PV_VEC_AT(parts, struct pv_office_part, i)->name;
	qsort(names, parts->len, sizeof(*names), by_name);
	for (size_t i = 1; i < parts->len; i++)
		if (by_name(&names[i - 1], &names[i]) == 0)
			return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
			    "two members are named %.*s",
			    names[i].len > 200 ? 200 : (int)names[i].len,
			    names[i].ptr);
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
	enum pv_rc rc;

	rc = pv_archive_read(zip, &a, err);
	return rc == PV_OK ? check_names(parts, arena, err) : rc;
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

size_t
pv_office_extent_end(const struct pv_vec *extents, size_t at)
{
	const struct pv_office_extent *e = extents->ptr;
	size_t lo = 0, hi = extents->len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (e[mid].at < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < extents->len && e[lo].at == at ? e[lo].end : 0;
}
