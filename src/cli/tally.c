/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/tally.h"

#include <stdlib.h>

#include "view/put.h"

struct tally_row {
	struct pv_buf name;
	uint64_t counts[TALLY_STANCES];
};

void
tally_init(struct tally *t)
{
	*t = (struct tally){ PV_VEC_INIT(struct tally_row), 0 };
}

void
tally_release(struct tally *t)
{
	size_t i;

	for (i = 0; i < t->rows.len; i++)
		pv_buf_release(&PV_VEC_AT(&t->rows, struct tally_row,
		    i)->name);
	pv_vec_release(&t->rows);
}

/* The provisions are a few dozen, so they are looked for one by one. */
static struct tally_row *
find(struct tally *t, struct pv_span name)
{
	struct tally_row *row;
	size_t i;

	for (i = 0; i < t->rows.len; i++) {
		row = PV_VEC_AT(&t->rows, struct tally_row, i);
		if (pv_span_eq(pv_buf_view(&row->name), name))
			return row;
	}
	row = pv_vec_push(&t->rows);
	if (row != NULL)
		pv_buf_span(&row->name, name);
	return row;
}

bool
tally_add(struct tally *t, const struct pv_findings *f, int32_t min_confidence)
{
	const struct pv_finding *x;
	struct tally_row *row;
	size_t i;

	for (i = 0; i < f->nitems; i++) {
		x = &f->items[i];
		if (x->confidence < min_confidence)
			continue;
		row = find(t, pv_findings_str(f, x->provision));
		if (row == NULL || row->name.failed)
			return false;
		row->counts[x->stance]++;
		t->findings++;
	}
	return true;
}

static int
by_name(const void *a, const void *b)
{
	const struct tally_row *x = a, *y = b;

	return pv_span_cmp(pv_buf_view(&x->name), pv_buf_view(&y->name));
}

static void
put_number(struct pv_buf *out, uint64_t n, size_t width)
{
	if (n == 0)
		pv_buf_printf(out, "%*s", (int)width, "-");
	else
		pv_buf_printf(out, "%*llu", (int)width,
		    (unsigned long long)n);
}

void
tally_print(struct tally *t, struct pv_buf *out, bool color)
{
	const struct tally_row *row;
	size_t i, width = 9;
	const char *name;
	int s;

	if (t->rows.len == 0)
		return;
	qsort(t->rows.ptr, t->rows.len, sizeof(struct tally_row), by_name);
	for (i = 0; i < t->rows.len; i++) {
		row = PV_VEC_AT(&t->rows, struct tally_row, i);
		if (row->name.len > width)
			width = row->name.len;
	}
	pv_put_cell(out, PV_SPAN("provision"), width, PV_STYLE_BOLD, color);
	for (s = 0; s < TALLY_STANCES; s++) {
		name = pv_stance_name((enum pv_stance)s);
		pv_buf_str(out, "  ");
		pv_put_styled(out, pv_span_str(name), PV_STYLE_BOLD, color);
	}
	pv_buf_char(out, '\n');
	for (i = 0; i < t->rows.len; i++) {
		row = PV_VEC_AT(&t->rows, struct tally_row, i);
		pv_put_cell(out, pv_buf_view(&row->name), width,
		    PV_STYLE_PLAIN, color);
		for (s = 0; s < TALLY_STANCES; s++) {
			name = pv_stance_name((enum pv_stance)s);
			pv_buf_str(out, "  ");
			put_number(out, row->counts[s], strlen(name));
		}
		pv_buf_char(out, '\n');
	}
}
