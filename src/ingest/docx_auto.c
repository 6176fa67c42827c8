/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#include "base/num.h"
#include "ingest/docx_list.h"

/*
 * Fields that number without a result of their own: AUTONUM, AUTONUMLGL,
 * AUTONUMOUT (17.16.5.4 to 17.16.5.6) and LISTNUM (17.16.5.32).
 */

struct shape { enum pv_office_format format; const char *before, *after; };

/* The lists that Word has by itself; LegalDefault is "1.1.1." throughout. */
static const struct shape number_default[] = {
	{ PV_OFFICE_DECIMAL, "", ")" }, { PV_OFFICE_LOWER_LETTER, "", ")" },
	{ PV_OFFICE_LOWER_ROMAN, "", ")" }, { PV_OFFICE_DECIMAL, "(", ")" },
	{ PV_OFFICE_LOWER_LETTER, "(", ")" },
	{ PV_OFFICE_LOWER_ROMAN, "(", ")" }, { PV_OFFICE_DECIMAL, "", "." },
	{ PV_OFFICE_LOWER_LETTER, "", "." },
	{ PV_OFFICE_LOWER_ROMAN, "", "." }
};
static const struct shape outline_default[] = {
	{ PV_OFFICE_UPPER_ROMAN, "", "." }, { PV_OFFICE_UPPER_LETTER, "", "." },
	{ PV_OFFICE_DECIMAL, "", "." }, { PV_OFFICE_LOWER_LETTER, "", ")" },
	{ PV_OFFICE_DECIMAL, "(", ")" }, { PV_OFFICE_LOWER_LETTER, "(", ")" },
	{ PV_OFFICE_LOWER_ROMAN, "(", ")" },
	{ PV_OFFICE_LOWER_LETTER, "(", ")" },
	{ PV_OFFICE_LOWER_ROMAN, "(", ")" }
};

enum list { LIST_NUMBER, LIST_OUTLINE, LIST_LEGAL, LIST_AUTO };
_Static_assert(LIST_AUTO < PV_DOCX_AUTOS, "one counter each");

/* The next word of a field's code, without its quotes; empty at the end. */
static struct pv_span
next_word(struct pv_span *s)
{
	struct pv_span t = pv_span_trim(*s);
	bool quoted = t.len > 0 && t.ptr[0] == '"';
	size_t n = 0;

	if (quoted)
		t = pv_span_sub(t, 1, t.len);
	while (n < t.len && (quoted ? t.ptr[n] != '"' : !pv_isspace(t.ptr[n])))
		n++;
	*s = pv_span_sub(t, n + quoted, t.len);
	return pv_span_sub(t, 0, n);
}

/* What the switches of a code say. */
struct code {
	struct pv_span kind, name;
	uint64_t level, start;      /* 0 = not said */
	enum pv_office_format format;
	bool bare;                  /* without a full stop behind it */
};

static enum pv_office_format
format_named(struct pv_span s)
{
	static const struct {
		const char *name;
		enum pv_office_format format;
	} names[] = {
		{ "ALPHABETIC", PV_OFFICE_UPPER_LETTER },
		{ "alphabetic", PV_OFFICE_LOWER_LETTER },
		{ "ROMAN", PV_OFFICE_UPPER_ROMAN },
		{ "roman", PV_OFFICE_LOWER_ROMAN }
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pv_span_eq(s, pv_span_str(names[i].name)))
			return names[i].format;
	return PV_OFFICE_DECIMAL;
}

static void
read_code(struct pv_span s, struct code *c)
{
	struct pv_span w;

	*c = (struct code){ .kind = next_word(&s) };
	while ((w = next_word(&s)).len > 0) {
		if (pv_span_ieq(w, PV_SPAN("\\l")))
			(void)pv_num_parse(next_word(&s), PV_DOCX_LEVELS,
			    &c->level);
		else if (pv_span_ieq(w, PV_SPAN("\\s")))
			(void)pv_num_parse(next_word(&s), INT32_MAX,
			    &c->start);
		else if (pv_span_eq(w, PV_SPAN("\\*")))
			c->format = format_named(next_word(&s));
		else if (pv_span_ieq(w, PV_SPAN("\\e")))
			c->bare = true;
		else if (w.ptr[0] != '\\' && c->name.len == 0)
			c->name = w;
	}
}

/* Count one more on this level; what is deeper begins anew. */
static void
advance(struct pv_docx_auto *a, unsigned level, uint64_t start)
{
	if (start > 0)
		a->value[level] = (uint32_t)start;
	else if (a->value[level] < INT32_MAX)
		a->value[level]++;
	for (unsigned i = level + 1; i < PV_DOCX_LEVELS + 1; i++)
		a->value[i] = 0;
}

static void
put_number(struct pv_docx *d, enum pv_office_format format, uint32_t n,
    const char *before, const char *after)
{
	char out[PV_OFFICE_FORMAT_MAX];

	pv_docx_put(d, pv_span_str(before));
	pv_docx_put(d, pv_span(out, pv_office_format(format, 1, n, out)));
	pv_docx_put(d, pv_span_str(after));
}

/* "1.2.", of the levels that have counted. */
static void
put_path(struct pv_docx *d, const struct pv_docx_auto *a, unsigned level,
    bool bare)
{
	for (unsigned i = 0; i <= level; i++)
		if (a->value[i] > 0)
			put_number(d, PV_OFFICE_DECIMAL, a->value[i], "",
			    i < level || !bare ? "." : "");
}

/* Headings number by their level, all other paragraphs below them. */
static void
put_auto(struct pv_docx *d, const struct code *c)
{
	struct pv_docx_auto *a = &d->autos[LIST_AUTO];
	struct pv_docx_ppr p = pv_docx_ppr_of(&d->props,
	    d->office.mode == PV_CHANGES_REJECT);
	const struct shape *s;
	struct pv_docx_look look;
	unsigned level;

	pv_docx_look(d->styles, &p, &look);
	level = look.outline < PV_DOCX_LEVELS ? (unsigned)look.outline :
	    PV_DOCX_LEVELS;
	advance(a, level, 0);
	if (pv_span_ieq(c->kind, PV_SPAN("AUTONUMLGL"))) {
		put_path(d, a, level, c->bare);
	} else if (pv_span_ieq(c->kind, PV_SPAN("AUTONUMOUT"))) {
		s = &outline_default[level % PV_DOCX_LEVELS];
		put_number(d, s->format, a->value[level], s->before,
		    s->after);
	} else {
		put_number(d, c->format, a->value[level], "", ".");
	}
}

/*
 * The level of a LISTNUM that does not say it: one below the number of its
 * paragraph, be that of its list or a LISTNUM in front.
 */
static unsigned
level_here(const struct pv_docx *d, bool first)
{
	struct pv_docx_ppr p = pv_docx_ppr_of(&d->props,
	    d->office.mode == PV_CHANGES_REJECT);
	unsigned level;

	if (pv_docx_list_of(d->styles, &p, &level) != NULL)
		return level + 2;
	return first || d->autos[LIST_NUMBER].led != d->para ? 1 : 2;
}

/* A LISTNUM of a list of the document: it counts with its paragraphs. */
static bool
put_listed(struct pv_docx *d, const struct code *c)
{
	bool reject = d->office.mode == PV_CHANGES_REJECT;
	struct pv_docx_number n;
	struct pv_docx_ppr p;

	pv_docx_ppr_init(&p);
	p.num_id = pv_docx_num_named(d->styles, c->name);
	p.level = c->level > 0 ? (int32_t)c->level - 1 : 0;
	if (p.num_id <= 0 ||
	    !pv_docx_count(d->counters[reject ? 1 : 0], &p, &n))
		return false;
	pv_docx_put(d, n.text);
	return true;
}

static void
put_listnum(struct pv_docx *d, struct code *c)
{
	enum list list = pv_span_ieq(c->name, PV_SPAN("LegalDefault")) ?
	    LIST_LEGAL : pv_span_ieq(c->name, PV_SPAN("OutlineDefault")) ?
	    LIST_OUTLINE : LIST_NUMBER;
	struct pv_docx_auto *a = &d->autos[list];
	bool first = d->office.ink == 0;
	const struct shape *s;
	unsigned level;

	if (list == LIST_NUMBER && c->name.len > 0 && put_listed(d, c))
		return;
	if (c->level == 0) {
		c->level = level_here(d, first);
		/* letters in a paragraph begin anew in the next one */
		if (c->level > 1 && a->last != d->para && c->start == 0 &&
		    c->level <= PV_DOCX_LEVELS)
			c->start = 1;
	}
	level = c->level > PV_DOCX_LEVELS ? PV_DOCX_LEVELS - 1 :
	    (unsigned)c->level - 1;
	if (first)
		a->led = d->para;
	a->last = d->para;
	advance(a, level, c->start);
	if (list == LIST_LEGAL) {
		put_path(d, a, level, false);
		return;
	}
	s = list == LIST_OUTLINE ? &outline_default[level] :
	    &number_default[level];
	put_number(d, s->format, a->value[level], s->before, s->after);
}

void
pv_docx_field_auto(struct pv_docx *d, struct pv_span instr)
{
	struct code c;

	if (d->codes > 0 || !d->in_p || d->office.furniture ||
	    !pv_office_stands(&d->office, pv_docx_state(d)))
		return;
	read_code(instr, &c);
	if (pv_span_ieq(c.kind, PV_SPAN("LISTNUM")))
		put_listnum(d, &c);
	else if (pv_span_istarts(c.kind, PV_SPAN("AUTONUM")))
		put_auto(d, &c);
}
