/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "rule/pack.h"

#define SOURCE_WIDTH 200 /* bytes of a source line that are shown */

/* Line n (1-based) of the pack, without its line break. */
static struct pv_span
source_line(struct pv_span s, uint32_t n)
{
	const char *end;

	while (n > 1 && s.len > 0) {
		end = memchr(s.ptr, '\n', s.len);
		if (end == NULL)
			return pv_span("", 0);
		s = pv_span_sub(s, (size_t)(end - s.ptr) + 1, s.len);
		n--;
	}
	end = s.len > 0 ? memchr(s.ptr, '\n', s.len) : NULL;
	if (end != NULL)
		s.len = (size_t)(end - s.ptr);
	if (s.len > 0 && s.ptr[s.len - 1] == '\r')
		s.len--;
	return s;
}

/* Text of a pack on a terminal: nothing but printable characters and tabs. */
static void
add_visible(struct pv_buf *b, struct pv_span s)
{
	size_t i, n;
	uint32_t cp;

	for (i = 0; i<s.len; i += n> 0 ? n : 1) {
		n = pv_utf8_decode(pv_span(s.ptr + i, s.len - i), &cp);
		if (n == 0)
			pv_buf_printf(b, "\\x%02x", (unsigned char)s.ptr[i]);
		else if (cp != '\t' && (cp < 0x20 || cp == 0x7f))
			pv_buf_printf(b, "\\x%02x", (unsigned)cp);
		else if ((cp >= 0x80 && cp < 0xa1) || cp == 0xad ||
		    (cp >= 0x2000 && cp < 0x2010) ||
		    (cp >= 0x2028 && cp < 0x2070) || cp == 0xfeff)
			pv_buf_printf(b, "\\u{%x}", (unsigned)cp);
		else
			pv_buf_add(b, s.ptr + i, n);
	}
}

/* Columns that add_visible() needs for s. */
static size_t
visible_width(struct pv_span s)
{
	struct pv_buf b = PV_BUF_INIT;
	size_t i, width = 0;

	add_visible(&b, s);
	for (i = 0; i < b.len; i++)
		width += ((unsigned char)b.ptr[i] & 0xc0) != 0x80;
	pv_buf_release(&b);
	return width;
}

static void
add_caret(struct pv_buf *b, const struct pv_complaint_at *at)
{
	struct pv_span line = source_line(at->source->bytes, at->line);
	size_t i, from = at->col - 1, start = 0, pad, width;
	struct pv_span shown;

	if (line.len == 0 || from > line.len)
		return;
	if (from > SOURCE_WIDTH / 2)
		start = from - SOURCE_WIDTH / 2;
	while (start > 0 && ((unsigned char)line.ptr[start] & 0xc0) == 0x80)
		start--;
	shown = pv_span_sub(line, start, start + SOURCE_WIDTH);
	pv_buf_char(b, '\n');
	add_visible(b, shown);
	pv_buf_char(b, '\n');
	for (i = start; i < from && line.ptr[i] == '\t'; i++)
		pv_buf_char(b, '\t');
	pad = visible_width(pv_span_sub(line, i, from));
	while (pad-- > 0)
		pv_buf_char(b, ' ');
	pv_buf_char(b, '^');
	width = visible_width(pv_span_sub(
	    line, from, at->width < shown.len ? from + at->width : line.len));
	while (width-- > 1)
		pv_buf_char(b, '~');
}

void
pv_complain(struct pv_complaints *c, const struct pv_complaint_at *at,
    const char *fmt, ...)
{
	struct pv_buf b = PV_BUF_INIT;
	char msg[384];
	va_list ap;

	if (!at->note)
		c->count++;
	if (c->count > PV_COMPLAINTS_MAX)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	add_visible(&b, at->source->name);
	if (at->line > 0)
		pv_buf_printf(&b, ":%u:%u", at->line, at->col);
	if (c->count == 1 && !at->note && !b.failed)
		(void)pv_fail_at(c->err, PV_ERULE, "E-RULE", at->line, at->col,
		    "%.*s: %s", (int)b.len, b.ptr, msg);
	pv_buf_str(&b, at->note ? ": note: " : ": error: ");
	add_visible(&b, pv_span_str(msg));
	if (at->line > 0)
		add_caret(&b, at);
	if (!b.failed && c->opts->message != NULL)
		c->opts->message(c->opts->ctx, pv_buf_view(&b));
	pv_buf_release(&b);
}

struct pv_complaint_at
pv_text_at(const struct pv_pack *pack, const struct pv_text *t, size_t off,
    size_t width)
{
	struct pv_complaint_at at = { pack->source, t->line, t->col,
		(uint32_t)width, false };
	size_t i, start = 0;

	if (off > t->s.len)
		off = t->s.len;
	if (!t->block) {
		at.col += (uint32_t)off;
		return at;
	}
	for (i = 0; i < off; i++) {
		if (t->s.ptr[i] == '\n') {
			at.line++;
			start = i + 1;
		}
	}
	for (i = off; i < t->s.len && i < off + width; i++)
		if (t->s.ptr[i] == '\n')
			break;
	at.width = (uint32_t)(i - off);
	at.col = (uint32_t)(t->indent + (off - start)) + 1;
	return at;
}
