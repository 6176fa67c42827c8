/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/wrap.h"

#include "ingest/cue.h"

static bool
differs(uint16_t a, uint16_t b)
{
	return a > b + 1 || b > a + 1;
}

/* b begins with a number: a cross-reference that was wrapped, or a clause? */
static bool
number_goes_on(const struct pv_wrap *w)
{
	enum pv_cue_end end = pv_cue_end(w->a);

	if (pv_cue_repeats(w->a, w->b))
		return true;
	if (end == PV_CUE_WANTS)
		return w->full || w->end * 4 >= w->width * 3;
	if (!w->full || end == PV_CUE_CLOSED)
		return false;
	if (end >= PV_CUE_OPEN && pv_cue_cites(w->b))
		return true;
	return !differs(w->b_indent, w->indent) &&
	    (w->many || w->first == w->b_indent);
}

/* Is the last word of s, which must have letters, in capitals? */
static bool
ends_caps(struct pv_span s)
{
	size_t from = s.len;

	while (from > 0 && !pv_isspace(s.ptr[from - 1]))
		from--;
	return pv_cue_caps(pv_span_sub(s, from, s.len));
}

/* Lines of a title, each in the middle: "BASALT, INC." above "and". */
static bool
is_centered(const struct pv_wrap *w)
{

	return !w->many && differs(w->indent, w->b_indent) &&
	    !differs((uint16_t)((w->indent + w->end) / 2),
	    (uint16_t)((w->b_indent + w->b_end) / 2));
}

bool
pv_wrap_goes_on(const struct pv_wrap *w)
{
	enum pv_cue_end end = pv_cue_end(w->a);
	bool caps = pv_cue_caps(w->b);

	if (pv_cue_label(w->b) > 0)
		return number_goes_on(w);
	if (caps && end != PV_CUE_CLOSED && ends_caps(w->a) &&
	    w->end * 5 >= w->width * 3)
		return true; /* capitals are broad: such lines are short */
	if (caps != pv_cue_caps(w->a) && w->b.len > 3)
		return w->full && end != PV_CUE_CLOSED &&
		    !differs(w->b_indent, w->indent);
	if (w->full)
		return end != PV_CUE_CLOSED || w->b_indent < w->indent + 2 ||
		    (!w->many && pv_cue_label(w->a) > 0);
	if (end == PV_CUE_CLOSED || (end != PV_CUE_WANTS && is_centered(w)))
		return false;
	if (pv_cue_lower(w->b) || end == PV_CUE_WANTS || end == PV_CUE_LIST)
		return true;
	return w->many && !differs(w->b_indent, w->indent) &&
	    w->end > w->width - w->width / 4;
}

bool
pv_wrap_entry(struct pv_span s)
{
	size_t n = s.len;

	if (pv_span_ends(s, PV_SPAN("____")))
		return true;
	while (n > 0 && pv_isdigit(s.ptr[n - 1]))
		n--;
	if (n == s.len || n < 4)
		return false;
	while (n > 0 && s.ptr[n - 1] == ' ')
		n--;
	return pv_span_ends(pv_span_sub(s, 0, n), PV_SPAN("...")) ||
	    pv_span_ends(pv_span_sub(s, 0, n), PV_SPAN(". . ."));
}
