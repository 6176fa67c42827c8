/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/put.h"

#include "view/view.h"

#define RESET "\033[0m"
#define MIN_TEXT 20 /* columns for text, however narrow the terminal */

static const char *
code_of(enum pv_style style)
{
	switch (style) {
	case PV_STYLE_PLAIN:
		break;
	case PV_STYLE_BOLD:
		return "\033[1m";
	case PV_STYLE_DIM:
		return "\033[2m";
	case PV_STYLE_GOOD:
		return "\033[32m";
	case PV_STYLE_BAD:
		return "\033[31m";
	case PV_STYLE_WARN:
		return "\033[33m";
	}
	return "";
}

size_t
pv_columns(struct pv_span s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++) {
		/* continuation bytes take no column of their own */
		if (((unsigned char)s.ptr[i] & 0xc0) != 0x80)
			n++;
	}
	return n;
}

static size_t
put_text(struct pv_buf *out, struct pv_span s)
{
	size_t before = out->len;

	pv_view_escape(out, s, false);
	if (out->failed)
		return 0;
	return pv_columns(pv_span(out->ptr + before, out->len - before));
}

static size_t
put_in_style(struct pv_buf *out, struct pv_span s, enum pv_style style,
    bool color)
{
	size_t n;

	color = color && style != PV_STYLE_PLAIN;
	if (color)
		pv_buf_str(out, code_of(style));
	n = put_text(out, s);
	if (color)
		pv_buf_str(out, RESET);
	return n;
}

void
pv_put_styled(struct pv_buf *out, struct pv_span s, enum pv_style style,
    bool color)
{
	put_in_style(out, s, style, color);
}

void
pv_put_cell(struct pv_buf *out, struct pv_span s, size_t width,
    enum pv_style style, bool color)
{
	size_t n = put_in_style(out, s, style, color);

	for (; n < width; n++)
		pv_buf_char(out, ' ');
}

static void
blanks(struct pv_buf *out, size_t n)
{
	while (n-- > 0)
		pv_buf_char(out, ' ');
}

void
pv_flow_end(struct pv_flow *f)
{
	if (f->open)
		pv_buf_char(f->out, '\n');
	f->open = false;
	f->at = 0;
}

/* Room for a word of n columns: a new line, a blank, or nothing. */
static void
make_room(struct pv_flow *f, size_t n, bool glue)
{
	size_t width = f->width;

	if (width > 0 && width < f->indent + MIN_TEXT)
		width = f->indent + MIN_TEXT;
	if (f->open && !glue && width > 0 && f->at + 1 + n > width)
		pv_flow_end(f);
	if (!f->open) {
		blanks(f->out, f->indent);
		f->at = f->indent;
		f->open = true;
	} else if (!glue) {
		pv_buf_char(f->out, ' ');
		f->at++;
	}
}

/* The next word of *s, with the white space before it taken off. */
static struct pv_span
next_word(struct pv_span *s)
{
	struct pv_span word;
	size_t i = 0, start;

	while (i < s->len && pv_isspace(s->ptr[i]))
		i++;
	start = i;
	while (i < s->len && !pv_isspace(s->ptr[i]))
		i++;
	word = pv_span_sub(*s, start, i);
	*s = pv_span_sub(*s, i, s->len);
	return word;
}

void
pv_flow_run(struct pv_flow *f, const struct pv_run *run)
{
	bool color = f->color && run->style != PV_STYLE_PLAIN;
	struct pv_span rest = run->text, word = next_word(&rest), next;
	const char *before = f->color ? "" : run->before;
	const char *after = f->color ? "" : run->after;
	bool first = true;
	size_t n;

	for (; word.len > 0; word = next) {
		next = next_word(&rest);
		n = pv_columns(word);
		if (first)
			n += strlen(before);
		if (next.len == 0)
			n += strlen(after);
		make_room(f, n, first && run->glue);
		if (color)
			pv_buf_str(f->out, code_of(run->style));
		if (first)
			pv_buf_str(f->out, before);
		put_text(f->out, word);
		if (next.len == 0)
			pv_buf_str(f->out, after);
		if (color)
			pv_buf_str(f->out, RESET);
		f->at += n;
		first = false;
	}
}

void
pv_flow_text(struct pv_flow *f, struct pv_span s)
{
	struct pv_run run = { s, PV_STYLE_PLAIN, "", "", false };

	pv_flow_run(f, &run);
}

void
pv_put_head(struct pv_buf *out, struct pv_span s, size_t most)
{
	struct pv_span rest = s, word = next_word(&rest);
	size_t at = 0, n;

	for (; word.len > 0; word = next_word(&rest)) {
		n = pv_columns(word) + (at > 0);
		if (most > 0 && at + n + 4 > most && rest.len > 0) {
			pv_buf_str(out, at > 0 ? " ..." : "...");
			return;
		}
		if (at > 0)
			pv_buf_char(out, ' ');
		put_text(out, word);
		at += n;
	}
}
