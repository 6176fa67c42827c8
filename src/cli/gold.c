/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* AT_FDCWD */
#endif
#include "cli/gold.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/io.h"
#include "cli/data.h"
#include "cli/msg.h"
#include "cli/packs.h"
#include "cli/reader.h"

static struct gold_file *
file_at(const struct gold *g, size_t i)
{
	return *PV_VEC_AT(&g->files, struct gold_file *, i);
}

void
gold_release(struct gold *g)
{
	struct gold_file *f;
	size_t i;

	for (i = 0; i < g->files.len; i++) {
		f = file_at(g, i);
		pv_buf_release(&f->path);
		pv_buf_release(&f->bytes);
		free(f);
	}
	pv_vec_release(&g->files);
	pv_arena_free(g->arena);
	g->arena = NULL;
}

static enum pv_rc
parse_file(struct gold *g, struct gold_file *f, struct pv_err *err)
{
	const struct pv_rules_opts opts = { .message = packs_message };
	const struct pv_pack_source src = { pv_buf_view(&f->path),
		f->bytes.ptr != NULL ? pv_buf_view(&f->bytes) : PV_SPAN("") };

	if (pv_cuad_is(src.bytes))
		return pv_cuad_read(&src, g->arena, &f->cuad, err);
	return pv_gold_read(&src, &opts, g->arena, &f->gold, err);
}

static enum pv_rc
add_file(void *ctx, struct pv_span path, struct pv_err *err)
{
	struct gold *g = ctx;
	struct gold_file *f = calloc(1, sizeof(*f));
	struct pv_err why;

	if (f == NULL || !pv_vec_add(&g->files, &f)) {
		free(f);
		return pv_fail_nomem(err);
	}
	pv_buf_span(&f->path, path);
	if (data_read(path.ptr, PV_CUAD_MAX, &f->bytes, &why) != PV_OK)
		return pv_fail(err, why.rc, why.code, "'%s': %s", path.ptr,
		    why.msg);
	return f->path.failed ? pv_fail_nomem(err) : parse_file(g, f, err);
}

static enum pv_rc
add_operand(struct gold *g, const char *path, struct pv_err *err)
{
	struct stat sb;
	enum pv_rc rc;

	if (stat(path, &sb) != 0 || !S_ISDIR(sb.st_mode))
		return add_file(g, pv_span_str(path), err);
	rc = data_each(path, ".yaml", add_file, g, err);
	return rc == PV_OK ?
	    data_each(path, ".jsonl", add_file, g, err) : rc;
}

/* An item and the file that it stands in. */
struct place {
	const struct pv_gold_item *item;
	const struct gold_file *file;
	size_t order;
};

static int
by_id(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = pv_span_cmp(x->item->id.s, y->item->id.s);

	return order != 0 ? order : (x->order > y->order) -
	    (x->order < y->order);
}

/* An item that stands twice would count twice. */
static enum pv_rc
check_twice(const struct gold *g, struct pv_err *err)
{
	struct pv_vec all = PV_VEC_INIT(struct place);
	const struct gold_file *f;
	struct place p, *q;
	enum pv_rc rc = PV_OK;
	size_t i, j;

	for (i = 0; i < g->files.len; i++) {
		f = file_at(g, i);
		for (j = 0; j < f->gold.nitems; j++) {
			p = (struct place){ &f->gold.items[j], f, all.len };
			(void)pv_vec_add(&all, &p);
		}
	}
	if (all.failed)
		rc = pv_fail_nomem(err);
	else if (all.len > 0)
		qsort(all.ptr, all.len, sizeof(p), by_id);
	for (i = 1; i < all.len && rc == PV_OK; i++) {
		q = PV_VEC_AT(&all, struct place, i - 1);
		if (!pv_span_eq(q[0].item->id.s, q[1].item->id.s))
			continue;
		rc = pv_fail(err, PV_ERULE, "E-GOLD",
		    "%.*s:%u:%u: the item '%.*s' stands in %.*s:%u, too",
		    PV_FMT(pv_buf_view(&q[1].file->path)),
		    (unsigned)q[1].item->id.line, (unsigned)q[1].item->id.col,
		    PV_FMT(q[1].item->id.s),
		    PV_FMT(pv_buf_view(&q[0].file->path)),
		    (unsigned)q[0].item->id.line);
	}
	pv_vec_release(&all);
	return rc;
}

/* The two forms are measured in different ways. */
enum pv_rc
gold_one_form(struct gold *g, struct pv_err *err)
{
	size_t i, ncuad = 0;

	for (i = 0; i < g->files.len; i++)
		ncuad += file_at(g, i)->cuad.docs != NULL;
	g->cuad = ncuad > 0;
	if (ncuad > 0 && ncuad < g->files.len)
		return pv_fail(err, PV_EUSAGE, "E-GOLD",
		    "score YAML and JSON lines one after the other");
	return PV_OK;
}

enum pv_rc
gold_load(const struct cli *c, char **more, int nmore, struct gold *out,
    struct pv_err *err)
{
	enum pv_rc rc = PV_OK;
	size_t i;
	int n;

	*out = (struct gold){ pv_arena_new(NULL),
		PV_VEC_INIT(struct gold_file *), false };
	if (out->arena == NULL)
		return pv_fail_nomem(err);
	for (i = 0; i < c->opt.gold.count && rc == PV_OK; i++)
		rc = add_operand(out, c->opt.gold.items[i], err);
	for (n = 0; n < nmore && rc == PV_OK; n++)
		rc = add_operand(out, more[n], err);
	if (rc == PV_OK && out->files.len == 0)
		rc = pv_fail(err, PV_EUSAGE, "E-GOLD",
		    "there is no labelled text in the folders given");
	return rc == PV_OK ? check_twice(out, err) : rc;
}

/* -------------------------------------------------------------- its texts */

static bool
in_part(const struct pv_gold_item *item, enum part part)
{
	switch (part) {
	case PART_UNSAID:
	case PART_ALL:
		return true;
	case PART_DEV:
		return pv_span_eq(item->part.s, PV_SPAN("dev"));
	case PART_FIT:
		return pv_span_eq(item->part.s, PV_SPAN("fit"));
	case PART_TEST:
		return pv_span_eq(item->part.s, PV_SPAN("test"));
	case PART_OPEN:
		return !pv_span_eq(item->part.s, PV_SPAN("test"));
	}
	return false;
}

bool
gold_units(const struct gold *g, enum part part, struct pv_vec *out)
{
	size_t i, k;

	for (i = 0; i < g->files.len; i++) {
		struct gold_unit u = { .file = file_at(g, i) };

		for (k = 0; k < u.file->gold.nitems; k++) {
			u.item = &u.file->gold.items[k];
			if (in_part(u.item, part))
				(void)pv_vec_add(out, &u);
		}
		u.item = NULL;
		for (k = 0; k < u.file->cuad.ndocs; k++) {
			u.doc = &u.file->cuad.docs[k];
			(void)pv_vec_add(out, &u);
		}
	}
	return !out->failed;
}

struct pv_span
gold_unit_name(const struct gold_unit *u)
{
	return u->item != NULL ? u->item->id.s : u->doc->file;
}

void
gold_unit_tell(const struct gold_unit *u, const struct pv_text *at,
    const struct pv_err *err)
{
	struct msg m = { .path = pv_buf_view(&u->file->path),
		.text = pv_span_str(err->msg), .code = pv_span_str(err->code),
		.severity = PV_SEV_ERROR };

	if (at == NULL && u->item != NULL)
		at = &u->item->id;
	m.line = at != NULL ? at->line : u->doc->line;
	m.col = at != NULL ? at->col : 0;
	msg_put(&m);
}

enum pv_rc
gold_unit_open(const struct cli *c, const struct gold_unit *u, int *fd,
    struct pv_err *err)
{
	const struct pv_io_limits lim = { c->opt.max_size, true };
	struct pv_span path = pv_buf_view(&u->file->path);
	struct pv_buf b = PV_BUF_INIT;
	enum pv_rc rc;

	if (u->item != NULL)
		return reader_memory(u->item->text.s, fd, err);
	while (path.len > 0 && path.ptr[path.len - 1] != '/')
		path.len--;
	pv_buf_span(&b, path);
	pv_buf_str(&b, "txt/");
	pv_buf_span(&b, u->doc->file);
	rc = b.failed ? pv_fail_nomem(err) :
	    pv_io_open(AT_FDCWD, b.ptr, &lim, fd, NULL, err);
	pv_buf_release(&b);
	return rc;
}
