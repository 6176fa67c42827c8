/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/quote.h"

#include <string.h>

#define SHORT 240              /* longest quotation in single marks */
#define FAR (UINT32_C(256) << 10)   /* longest quotation over paragraphs */

/* Does the mark at i open (1), close (-1), or can it not be told (0)? */
static int
turn(struct pv_span t, uint32_t i)
{
	char before = i > 0 ? t.ptr[i - 1] : ' ';
	char after = i + 1 < t.len ? t.ptr[i + 1] : ' ';
	bool left = pv_isspace(before) || strchr("([{\"-/", before) != NULL;
	bool right = pv_isspace(after) || strchr(")]},.;:\"-/?!", after) !=
	    NULL;

	if (left && !pv_isspace(after) && (!right || after == '"'))
		return 1;
	if (right && !pv_isspace(before))
		return -1;
	return left && !right ? 1 : 0;
}

/* ", and others": a blank before the mark, and none behind it. */
static bool
may_open(struct pv_span t, uint32_t i)
{
	return turn(t, i) == 0 && (i == 0 || pv_isspace(t.ptr[i - 1])) &&
	    i + 1 < t.len && !pv_isspace(t.ptr[i + 1]);
}

bool
pv_quote_is_term(struct pv_span t, uint32_t i)
{
	static const char *const after[] = { " means", " mean ", " shall ",
		" has ", " have ", " includes", " refers", " is ", " or ",
		" and ", " (", ", when", ", with", ":" };
	struct pv_span s = pv_span_sub(t, (size_t)i + 1, (size_t)i + 121);
	size_t n = pv_span_find(s, PV_SPAN("\""));

	if (t.ptr[i] != '"' || n == s.len || n == 0 ||
	    memchr(s.ptr, '\n', n) != NULL ||
	    strchr(".,;", s.ptr[n - 1]) != NULL)
		return false;
	s = pv_span_sub(t, i + n + 2, t.len);
	for (size_t k = 0; k < sizeof(after) / sizeof(after[0]); k++)
		if (pv_span_starts(s, pv_span_str(after[k])))
			return true;
	return false;
}

/* Where the paragraph of byte i ends. */
static uint32_t
block_end(struct pv_span t, uint32_t i)
{
	const char *nl = memchr(t.ptr + i, '\n', t.len - i);

	return nl == NULL ? (uint32_t)t.len : (uint32_t)(nl - t.ptr);
}

/*
 * One past the mark that closes the quotation at `start`, or 0.  A mark that
 * opens a paragraph inside only says that the quotation goes on.
 */
static uint32_t
closing(struct pv_span t, uint32_t start, uint32_t end)
{
	uint32_t depth = 1, i;
	int way;

	for (i = start + 1; i < end; i++) {
		if (t.ptr[i] != '"')
			continue;
		way = turn(t, i);
		if (way > 0 && (t.ptr[i - 1] != '\n' ||
		    pv_quote_is_term(t, i)))
			depth++;
		else if (way <= 0 && --depth == 0)
			return i + 1;
	}
	return 0;
}

/*
 * One past the mark that closes 'words' in their paragraph, or 0: the mark
 * at i is an apostrophe unless it opens.
 */
static uint32_t
single(struct pv_span t, uint32_t i)
{
	uint32_t end = block_end(t, i), k;

	if ((i > 0 && !pv_isspace(t.ptr[i - 1]) && t.ptr[i - 1] != '(') ||
	    i + 1 >= end || pv_isspace(t.ptr[i + 1]))
		return 0;
	if (end - i > SHORT)
		end = i + SHORT;
	for (k = i + 2; k < end; k++)
		if (t.ptr[k] == '\'' && !pv_isspace(t.ptr[k - 1]) &&
		    (k + 1 >= t.len || !pv_isalnum(t.ptr[k + 1])))
			return k + 1;
		else if (t.ptr[k] == '"')
			return 0;
	return 0;
}

static void
mask(struct pv_quotes *q, const struct pv_quote *x)
{
	struct pv_range in = pv_quote_inside(x);
	char *p = q->masked.ptr;

	if (in.end > in.start && strchr(".,;", p[in.end - 1]) != NULL)
		in.end--;
	memset(p + in.start, 'x', in.end - in.start);
}

bool
pv_quotes_find(struct pv_quotes *q, struct pv_span text)
{
	uint64_t budget = UINT64_C(32) * text.len + FAR;
	struct pv_quote x;
	uint32_t i = 0, far;

	*q = (struct pv_quotes){ PV_VEC_INIT(struct pv_quote), PV_BUF_INIT };
	pv_buf_span(&q->masked, text);
	for (; !q->masked.failed && i < text.len; i++) {
		if (text.ptr[i] == '\'') {
			x.at = (struct pv_range){ i, single(text, i) };
			x.closed = true;
			if (x.at.end == 0)
				continue;
		} else if (text.ptr[i] == '"' && (turn(text, i) > 0 ||
		    may_open(text, i))) {
			far = text.len - i > FAR ? i + FAR :
			    (uint32_t)text.len;
			if (budget < far - i)
				far = block_end(text, i);
			else
				budget -= far - i;
			x.at = (struct pv_range){ i, closing(text, i, far) };
			x.closed = x.at.end > 0;
			if (x.closed)
				budget += far - x.at.end;
			else
				x.at.end = block_end(text, i);
		} else {
			continue;
		}
		pv_vec_add(&q->list, &x);
		mask(q, &x);
		i = x.at.end - 1;
	}
	return !q->list.failed && !q->masked.failed;
}

void
pv_quotes_release(struct pv_quotes *q)
{
	pv_vec_release(&q->list);
	pv_buf_release(&q->masked);
}

const struct pv_quote *
pv_quote_from(const struct pv_quotes *q, uint32_t i)
{
	size_t lo = 0, hi = q->list.len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (PV_VEC_AT(&q->list, struct pv_quote, mid)->at.start < i)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < q->list.len ? PV_VEC_AT(&q->list, struct pv_quote, lo) :
	    NULL;
}

const struct pv_quote *
pv_quote_at(const struct pv_quotes *q, uint32_t i)
{
	const struct pv_quote *x = pv_quote_from(q, i);

	return x != NULL && x->at.start == i ? x : NULL;
}

struct pv_range
pv_quote_inside(const struct pv_quote *q)
{
	return (struct pv_range){ q->at.start + 1,
	    q->at.end - (q->closed && q->at.end > q->at.start + 1) };
}
