/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt.h"

/* Values of one list.  A level that is not set begins anew. */
struct count {
	uint32_t value[PV_ODT_LEVELS];
	uint16_t set;           /* a bit a level */
};

void
pv_odt_counters_init(struct pv_odt_counters *c, const struct pv_mem *mem)
{
	c->counts = (struct pv_vec)PV_VEC_INIT(struct count);
	c->counts.mem = mem;
	c->len = 0;
}

void
pv_odt_counters_release(struct pv_odt_counters *c)
{
	pv_vec_release(&c->counts);
}

/* The counter of a list; NULL when memory is out. */
static struct count *
counter(struct pv_odt_counters *c, uint32_t list)
{
	while (c->counts.len <= list)
		if (pv_vec_push(&c->counts) == NULL)
			return NULL;
	return PV_VEC_AT(&c->counts, struct count, list);
}

static bool
is_set(const struct count *k, unsigned i)
{
	return (k->set >> i & 1) != 0;
}

static const struct pv_odt_level *
level_of(const struct pv_odt_place *p, unsigned i)
{
	return p->style == NULL ? NULL : p->style->levels[i];
}

static uint32_t
start_of(const struct pv_odt_place *p, unsigned i)
{
	const struct pv_odt_level *l = level_of(p, i);

	return l == NULL ? 1 : l->start;
}

static void
advance(struct count *k, const struct pv_odt_place *p)
{
	unsigned at = p->level - 1u;

	for (unsigned i = 0; i < at; i++)
		if (!is_set(k, i))
			k->value[i] = start_of(p, i);
	if (p->start >= 0)
		k->value[at] = (uint32_t)p->start;
	else if (!is_set(k, at))
		k->value[at] = start_of(p, at);
	else if (k->value[at] < INT32_MAX)
		k->value[at]++;
	k->set = (uint16_t)((1U << (at + 1)) - 1);
}

static void
put(struct pv_odt_counters *c, struct pv_span s)
{
	if (s.len > PV_ODT_NUMBER_MAX - c->len)
		return;
	if (s.len > 0)
		memcpy(c->text + c->len, s.ptr, s.len);
	c->len += s.len;
}

/* The figures of level i; false when it has none. */
static bool
put_level(struct pv_odt_counters *c, const struct count *k,
    const struct pv_odt_place *p, unsigned i)
{
	const struct pv_odt_level *own = level_of(p, p->level - 1u);
	const struct pv_odt_level *l = level_of(p, i);
	enum pv_office_format f = l == NULL ? PV_OFFICE_DECIMAL :
	    (enum pv_office_format)l->format;
	char out[PV_OFFICE_FORMAT_MAX];

	if (f == PV_OFFICE_BULLET || f == PV_OFFICE_NO_NUMBER)
		return false;
	if (own != NULL && own->legal && f != PV_OFFICE_ZERO)
		f = PV_OFFICE_DECIMAL;
	put(c, pv_span(out, pv_office_format(f, l == NULL ? 1 : l->width,
	    k->value[i], out)));
	return true;
}

/* "%3%" at the start of s: its length, and the level from 0; else 0. */
static size_t
level_mark(struct pv_span s, unsigned *level)
{
	size_t n = 1;
	unsigned v = 0;

	if (s.len == 0 || s.ptr[0] != '%')
		return 0;
	for (; n < s.len && n < 3 && pv_isdigit(s.ptr[n]); n++)
		v = v * 10 + (unsigned)(s.ptr[n] - '0');
	if (n == 1 || n == s.len || s.ptr[n] != '%' || v == 0 ||
	    v > PV_ODT_LEVELS)
		return 0;
	*level = v - 1;
	return n + 1;
}

/*
 * num-list-format as LibreOffice writes it: "%1%" to "%10%" are the numbers of
 * levels up to this one; with a level that has none goes what follows it up
 * to the next.
 */
static void
write_form(struct pv_odt_counters *c, const struct count *k,
    const struct pv_odt_place *p, struct pv_span form)
{
	bool drop = false;
	unsigned level;
	size_t n;

	while (form.len > 0) {
		n = level_mark(form, &level);
		if (n > 0)
			drop = level >= p->level ||
			    (!put_level(c, k, p, level) &&
			    level + 1u < p->level);
		else if (!drop)
			put(c, pv_span_sub(form, 0, 1));
		form = pv_span_sub(form, n > 0 ? n : 1, form.len);
	}
}

/* The levels that are shown (19.797), between prefix and suffix. */
static void
write_levels(struct pv_odt_counters *c, const struct count *k,
    const struct pv_odt_place *p, const struct pv_odt_level *l)
{
	unsigned level = p->level, shown = l->shown;
	unsigned first = level > shown ? level - shown : 0;
	bool begun = false;
	size_t len;

	put(c, l->prefix);
	if (l->format == PV_OFFICE_NO_NUMBER)
		first = p->level;
	for (unsigned i = first; i < p->level; i++) {
		len = c->len;
		if (begun)
			put(c, PV_SPAN("."));
		if (put_level(c, k, p, i))
			begun = true;
		else
			c->len = len;
	}
	put(c, l->suffix);
}

bool
pv_odt_count(struct pv_odt_counters *c, const struct pv_odt_place *p,
    struct pv_odt_number *out)
{
	const struct pv_odt_level *l;
	struct count *k;

	*out = (struct pv_odt_number){ .level = p->level };
	if (p->level == 0 || p->level > PV_ODT_LEVELS)
		return false;
	k = counter(c, p->list);
	if (k == NULL)
		return false;
	advance(k, p);
	l = level_of(p, p->level - 1u);
	if (l == NULL || l->format == PV_OFFICE_BULLET) {
		out->bullet = true;
		out->text = PV_SPAN("\342\200\242");
		return p->list != PV_ODT_OUTLINE_LIST;
	}
	if (l->hidden)
		return false;
	c->len = 0;
	if (l->form.len > 0)
		write_form(c, k, p, l->form);
	else
		write_levels(c, k, p, l);
	out->text = pv_span_trim(pv_span(c->text, c->len));
	out->numeral = (uint8_t)pv_office_numeral(l->legal ?
	    PV_OFFICE_DECIMAL : (enum pv_office_format)l->format);
	return out->text.len > 0;
}
