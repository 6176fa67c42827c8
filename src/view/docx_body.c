/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/docx.h"

/*
 * Between two runs that are kept stands what was deleted and what was inserted.
 * Where both hold line ends, the first of each is the end of a paragraph that
 * both texts have; all other line ends came or went with their paragraphs.  The
 * last paragraph of the file is kept, since nobody can delete its mark.
 */

/* Both texts, from here to the next run that is kept. */
struct gap { struct pv_span old, new; };

static uint32_t
at_old(const struct pv_docx *w, struct pv_span s)
{
	return (uint32_t)(s.ptr - w->old_version->text.ptr);
}

static uint32_t
at_new(const struct pv_docx *w, struct pv_span s)
{
	return (uint32_t)(s.ptr - w->new_version->text.ptr);
}

/* Bytes of the line ends at byte i. */
static size_t
line_end(struct pv_span s, size_t i)
{
	size_t n = i;

	while (n < s.len && s.ptr[n] == '\n')
		n++;
	return n - i;
}

/* What is before the next line end; *more is false when there is none. */
static struct pv_span
take_line(struct pv_span *s, bool *more)
{
	size_t n = pv_span_find(*s, PV_SPAN("\n"));
	struct pv_span line = pv_span_sub(*s, 0, n);

	*more = n < s->len;
	*s = pv_span_sub(*s, n + line_end(*s, n), s->len);
	return line;
}

/* Words without a line end, of one and the same paragraph. */
static void
put_words(struct pv_docx *w, struct pv_span old, struct pv_span new)
{
	size_t head = pv_kept_head(old, new), tail;

	pv_docx_words(w, PV_TRACKED_KEPT, pv_span_sub(new, 0, head));
	old = pv_span_sub(old, head, old.len);
	new = pv_span_sub(new, head, new.len);
	tail = pv_kept_tail(old, new);
	pv_docx_words(w, PV_TRACKED_DELETED,
	    pv_span_sub(old, 0, old.len - tail));
	pv_docx_words(w, PV_TRACKED_INSERTED,
	    pv_span_sub(new, 0, new.len - tail));
	pv_docx_words(w, PV_TRACKED_KEPT,
	    pv_span_sub(new, new.len - tail, new.len));
}

/* Paragraphs that came or went as a whole; what is left has no line end. */
static void
put_lines(struct pv_docx *w, enum pv_tracked as, struct gap *g)
{
	struct pv_span *s = as == PV_TRACKED_DELETED ? &g->old : &g->new;
	struct pv_span line, rest = *s;
	bool more;

	for (;;) {
		line = take_line(&rest, &more);
		if (!more)
			return;
		*s = rest;
		pv_docx_words(w, as, line);
		pv_docx_end(w, as, at_old(w, g->old), at_new(w, g->new));
	}
}

/* `fresh`: no paragraph is open, as at the very start. */
static void
put_gap(struct pv_docx *w, struct gap g, bool fresh)
{
	bool old_ends = false, new_ends = false;
	struct pv_span old, new;

	if (!fresh) {
		old = take_line(&g.old, &old_ends);
		new = take_line(&g.new, &new_ends);
		put_words(w, old, new);
		if (old_ends || new_ends)
			pv_docx_end(w, !new_ends ? PV_TRACKED_DELETED :
			    !old_ends ? PV_TRACKED_INSERTED : PV_TRACKED_KEPT,
			    at_old(w, g.old), at_new(w, g.new));
	}
	put_lines(w, PV_TRACKED_DELETED, &g);
	put_lines(w, PV_TRACKED_INSERTED, &g);
	put_words(w, g.old, g.new);
}

/* The text but for the line ends behind it. */
static struct pv_span
whole(const struct pv_version *v)
{
	struct pv_span s = v->text.ptr == NULL ? PV_SPAN("") : v->text;

	while (s.len > 0 && s.ptr[s.len - 1] == '\n')
		s.len--;
	return s;
}

void
pv_docx_body(struct pv_docx *w, const struct pv_vec *kept)
{
	struct pv_span old = whole(w->old_version), new = whole(w->new_version);
	uint32_t a = 0, b = 0;
	const struct pv_kept *k;

	for (size_t i = 0; i < kept->len; i++) {
		k = PV_VEC_AT(kept, const struct pv_kept, i);
		put_gap(w, (struct gap){ pv_span_sub(old, a, k->old),
		    pv_span_sub(new, b, k->new) }, i == 0);
		a = k->old + k->len;
		b = k->new + k->len;
		pv_docx_words(w, PV_TRACKED_KEPT, pv_span_sub(new, k->new, b));
	}
	put_gap(w, (struct gap){ pv_span_sub(old, a, old.len),
	    pv_span_sub(new, b, new.len) }, kept->len == 0);
	pv_docx_end(w, PV_TRACKED_KEPT, (uint32_t)old.len, (uint32_t)new.len);
}
