/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_list.h"

#define NUMBER_MAX 512          /* bytes of a printed number */

/*
 * Values of one list; all w:num of the same w:abstractNum share them.  A level
 * that is not set begins anew.
 */
struct count {
	uint32_t value[PV_DOCX_LEVELS];
	uint16_t set;           /* a bit a level */
	uint32_t section;       /* where it counted last */
};

struct pv_docx_counters {
	const struct pv_docx_styles *s;
	struct count *counts;   /* of each abstract */
	bool *used;             /* of each w:num */
	uint32_t section;
	size_t len;
	char text[NUMBER_MAX];
};

enum pv_rc
pv_docx_counters_new(const struct pv_docx_styles *s, struct pv_arena *arena,
    struct pv_docx_counters **out, struct pv_err *err)
{
	struct pv_docx_counters *c = pv_arena_alloc(arena, sizeof(*c));

	*out = NULL;
	if (c == NULL)
		return pv_fail_nomem(err);
	c->s = s;
	c->counts = pv_arena_array(arena, s->lists.nabstracts + 1,
	    sizeof(*c->counts));
	c->used = pv_arena_array(arena, s->lists.nnums + 1, sizeof(*c->used));
	if (c->counts == NULL || c->used == NULL)
		return pv_fail_nomem(err);
	*out = c;
	return PV_OK;
}

static bool
is_set(const struct count *k, unsigned level)
{
	return (k->set >> level & 1) != 0;
}

/* What the level begins with in this w:num (17.9.25, 17.9.26). */
static uint32_t
start_of(const struct pv_docx_lists *lists, const struct pv_docx_num *num,
    unsigned level)
{
	const struct pv_docx_level *l = pv_docx_level_of(lists, num, level);

	if (num->over != NULL && num->over[level].start >= 0)
		return (uint32_t)num->over[level].start;
	return l == NULL ? 1 : (uint32_t)l->start;
}

/* Whether a number of `level` makes the deeper level begin anew (17.9.10). */
static bool
restarts(const struct pv_docx_lists *lists, const struct pv_docx_num *num,
    unsigned deeper, unsigned level)
{
	const struct pv_docx_level *l = pv_docx_level_of(lists, num, deeper);

	if (l == NULL || l->restart < 0 || l->restart > (int32_t)deeper)
		return true;
	return l->restart > 0 && level < (unsigned)l->restart;
}

/*
 * A start of its own holds where the w:num is first used, from the level of
 * that paragraph down; later it is only what the level begins anew with.
 */
static void
first_use(struct count *k, const struct pv_docx_num *num, unsigned level)
{
	for (unsigned d = level; d < PV_DOCX_LEVELS && num->over != NULL; d++)
		if (num->over[d].start >= 0)
			k->set &= (uint16_t)~(1U << d);
}

static void
advance(struct pv_docx_counters *c, const struct pv_docx_num *num,
    unsigned level)
{
	const struct pv_docx_lists *lists = &c->s->lists;
	struct count *k = &c->counts[num->list];
	bool *used = &c->used[num - lists->nums];

	if (k->section != c->section && lists->abstracts[num->list].by_section)
		k->set = 0;
	k->section = c->section;
	if (!*used)
		first_use(k, num, level);
	*used = true;
	if (!is_set(k, level))
		k->value[level] = start_of(lists, num, level);
	else if (k->value[level] < INT32_MAX)
		k->value[level]++;
	k->set |= (uint16_t)(1U << level);
	for (unsigned d = level + 1; d < PV_DOCX_LEVELS; d++)
		if (restarts(lists, num, d, level))
			k->set &= (uint16_t)~(1U << d);
}

static void
put(struct pv_docx_counters *c, struct pv_span s)
{
	if (s.len > NUMBER_MAX - c->len)
		return;
	if (s.len > 0)
		memcpy(c->text + c->len, s.ptr, s.len);
	c->len += s.len;
}

/*
 * The number of level i.  Legal numbering (17.9.4) makes it arabic; a zero in
 * front is arabic already and stays, as in Word: Article II, Section 2.01.
 */
static void
put_level(struct pv_docx_counters *c, const struct pv_docx_num *num,
    unsigned i, bool legal)
{
	const struct pv_docx_lists *lists = &c->s->lists;
	const struct count *k = &c->counts[num->list];
	const struct pv_docx_level *l = pv_docx_level_of(lists, num, i);
	uint32_t n = is_set(k, i) ? k->value[i] : start_of(lists, num, i);
	enum pv_office_format format = l == NULL ? PV_OFFICE_DECIMAL :
	    (enum pv_office_format)l->format;
	char out[PV_OFFICE_FORMAT_MAX];

	if (legal && format != PV_OFFICE_ZERO && format != PV_OFFICE_BULLET &&
	    format != PV_OFFICE_NO_NUMBER)
		format = PV_OFFICE_DECIMAL;
	put(c, pv_span(out, pv_office_format(format,
	    l == NULL ? 1 : l->width, n, out)));
}

/* w:lvlText (17.9.11): %1 to %9 are numbers of levels up to this one. */
static void
write_number(struct pv_docx_counters *c, const struct pv_docx_num *num,
    unsigned level, const struct pv_docx_level *l)
{
	struct pv_span s = l->text;

	c->len = 0;
	for (size_t i = 0; i < s.len; i++) {
		char next = i + 1 < s.len ? s.ptr[i + 1] : '\0';

		if (s.ptr[i] == '%' && next >= '1' && next <= '9') {
			if ((unsigned)(next - '1') <= level)
				put_level(c, num, (unsigned)(next - '1'),
				    l->legal);
			i++;
		} else {
			put(c, pv_span_sub(s, i, i + 1));
		}
	}
}

void
pv_docx_count_section(struct pv_docx_counters *c)
{
	c->section++;
}

bool
pv_docx_count(struct pv_docx_counters *c, const struct pv_docx_ppr *p,
    struct pv_docx_number *out)
{
	const struct pv_docx_num *num;
	const struct pv_docx_level *l;
	struct pv_span text;
	unsigned level = 0;

	*out = (struct pv_docx_number){ .text = { NULL, 0 } };
	num = p->section_only ? NULL : pv_docx_list_of(c->s, p, &level);
	if (num == NULL)
		return false;
	advance(c, num, level);
	l = pv_docx_level_of(&c->s->lists, num, level);
	if (l == NULL || l->hidden)
		return false;
	write_number(c, num, level, l);
	text = pv_span_trim(pv_span(c->text, c->len));
	if (text.len == 0)
		return false;
	out->bullet = l->format == PV_OFFICE_BULLET;
	out->text = out->bullet ? PV_SPAN("\342\200\242") : text;
	out->value = c->counts[num->list].value[level];
	out->level = (uint16_t)level;
	out->list = num->list;
	out->numeral = (uint8_t)(l->legal ? PV_NUMERAL_ARABIC :
	    pv_office_numeral((enum pv_office_format)l->format));
	out->legal = l->legal;
	return true;
}
