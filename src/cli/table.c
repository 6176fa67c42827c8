/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/table.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/num.h"
#include "view/put.h"
#include "view/view.h"

#define WIDEST 60       /* columns of a padded cell */

struct cell { size_t off, len; bool null, number; };

void
table_init(struct table *t, size_t ncols)
{
	*t = (struct table){ PV_VEC_INIT(struct cell), PV_BUF_INIT, ncols,
		false };
}

void
table_add(struct table *t, struct pv_span s)
{
	struct cell c = { t->bytes.len, s.len, false, false };

	pv_buf_span(&t->bytes, s);
	pv_vec_add(&t->cells, &c);
}

void
table_add_u64(struct table *t, uint64_t n)
{
	struct cell c = { t->bytes.len, 0, false, true };

	pv_buf_u64(&t->bytes, n);
	c.len = t->bytes.len - c.off;
	pv_vec_add(&t->cells, &c);
}

void
table_add_buf(struct table *t, struct pv_buf *b)
{
	table_add(t, pv_buf_view(b));
	t->bytes.failed |= b->failed;
	pv_buf_clear(b);
}

void
table_add_null(struct table *t)
{
	struct cell c = { t->bytes.len, 0, true, false };

	pv_vec_add(&t->cells, &c);
}

void
table_add_milli(struct table *t, int32_t n)
{
	struct cell c = { t->bytes.len, 0, false, true };

	if (n < 0) {
		table_add_null(t);
		return;
	}
	pv_buf_printf(&t->bytes, "%u.%03u", (unsigned)n / 1000,
	    (unsigned)n % 1000);
	c.len = t->bytes.len - c.off;
	pv_vec_add(&t->cells, &c);
}

static struct pv_span
text_of(const struct table *t, size_t i)
{
	const struct cell *c = PV_VEC_AT(&t->cells, struct cell, i);

	return pv_span_sub(pv_buf_view(&t->bytes), c->off, c->off + c->len);
}

static size_t
shown_width(struct pv_span s)
{
	struct pv_buf b = PV_BUF_INIT;
	size_t n;

	pv_view_escape(&b, s, false);
	n = pv_columns(pv_buf_view(&b));
	pv_buf_release(&b);
	return n;
}

static bool
print_text(const struct table *t, struct cli *c)
{
	size_t *widths = calloc(t->ncols, sizeof(*widths));
	size_t i, n, col;

	if (widths == NULL)
		return false;
	for (i = t->head_hidden ? t->ncols : 0; i < t->cells.len; i++) {
		n = shown_width(text_of(t, i));
		col = i % t->ncols;
		if (n > widths[col])
			widths[col] = n > WIDEST ? WIDEST : n;
	}
	for (i = t->head_hidden ? t->ncols : 0; i < t->cells.len; i++) {
		col = i % t->ncols;
		pv_put_cell(&c->out.buf, text_of(t, i),
		    col + 1 < t->ncols ? widths[col] + 2 : 0,
		    i < t->ncols ? PV_STYLE_BOLD : PV_STYLE_PLAIN, c->color);
		if (col + 1 == t->ncols)
			pv_buf_char(&c->out.buf, '\n');
		else if (shown_width(text_of(t, i)) > widths[col])
			pv_buf_str(&c->out.buf, "  ");
	}
	free(widths);
	return true;
}

static void
print_csv(const struct table *t, struct cli *c)
{
	size_t i;

	for (i = 0; i < t->cells.len; i++) {
		if (text_of(t, i).len > 0)
			pv_view_csv(&c->out.buf, text_of(t, i));
		pv_buf_str(&c->out.buf,
		    (i + 1) % t->ncols == 0 ? "\r\n" : ",");
	}
}

/* What table_add_milli() wrote. */
static int64_t
milli_of(struct pv_span s)
{
	uint64_t whole = 0, part = 0;

	(void)pv_num_parse(pv_span_sub(s, 0, s.len - 4), INT32_MAX, &whole);
	(void)pv_num_parse(pv_span_sub(s, s.len - 3, s.len), 999, &part);
	return (int64_t)(whole * 1000 + part);
}

static void
json_cell(struct pv_json *j, const struct cell *cell, struct pv_span s)
{
	uint64_t n;

	if (cell->null)
		pv_json_null(j);
	else if (cell->number && s.len > 4 && s.ptr[s.len - 4] == '.')
		pv_json_milli(j, milli_of(s));
	else if (pv_num_parse(s, INT64_MAX, &n) &&
	    (s.ptr[0] != '0' || s.len == 1))
		pv_json_u64(j, n);
	else
		pv_json_str(j, s);
}

static void
json_row(const struct table *t, size_t first, struct pv_buf *out)
{
	struct pv_json j = { .out = out };
	struct pv_buf key = PV_BUF_INIT;
	size_t i;

	pv_json_open(&j, '{');
	for (i = 0; i < t->ncols; i++) {
		pv_buf_clear(&key);
		pv_buf_span(&key, text_of(t, i));
		pv_json_key(&j, key.ptr == NULL ? "" : key.ptr);
		json_cell(&j, PV_VEC_AT(&t->cells, struct cell, first + i),
		    text_of(t, first + i));
	}
	pv_json_close(&j, '}');
	pv_buf_release(&key);
}

static void
print_json(const struct table *t, struct cli *c, bool lines)
{
	size_t i;

	if (!lines)
		pv_buf_str(&c->out.buf, "[\n");
	for (i = t->ncols; i < t->cells.len; i += t->ncols) {
		if (!lines && i > t->ncols)
			pv_buf_str(&c->out.buf, ",\n");
		json_row(t, i, &c->out.buf);
		if (lines)
			pv_buf_char(&c->out.buf, '\n');
	}
	if (!lines)
		pv_buf_str(&c->out.buf,
		    t->cells.len > t->ncols ? "\n]\n" : "]\n");
}

bool
table_print(struct table *t, struct cli *c)
{
	bool ok = !t->cells.failed && !t->bytes.failed;

	if (ok && is_format(c, "csv"))
		print_csv(t, c);
	else if (ok && (is_format(c, "json") || is_format(c, "jsonl")))
		print_json(t, c, is_format(c, "jsonl"));
	else if (ok)
		ok = print_text(t, c);
	pv_vec_release(&t->cells);
	pv_buf_release(&t->bytes);
	return ok;
}
