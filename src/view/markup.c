/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/markup.h"

#include "base/digest.h"
#include "view/put.h"
#include "view/view.h"

void
pv_markup_scratch(struct pv_markup *p)
{
	const char *as;
	size_t i, done = 0;

	for (i = 0; i < p->scratch.len; i++) {
		switch (p->scratch.ptr[i]) {
		case '&': as = "&amp;"; break;
		case '<': as = "&lt;"; break;
		case '>': as = "&gt;"; break;
		case '"': as = "&quot;"; break;
		case '\'': as = "&#39;"; break;
		default: continue;
		}
		pv_buf_add(p->out, p->scratch.ptr + done, i - done);
		pv_buf_str(p->out, as);
		done = i + 1;
	}
	if (i > done)
		pv_buf_add(p->out, p->scratch.ptr + done, i - done);
	p->out->failed = p->out->failed || p->scratch.failed;
	pv_buf_clear(&p->scratch);
}

void
pv_markup_text(struct pv_markup *p, struct pv_span s)
{
	pv_view_escape(&p->scratch, s, true);
	pv_markup_scratch(p);
}

void
pv_markup_head(struct pv_markup *p, struct pv_span s, size_t most)
{
	pv_put_head(&p->scratch, s, most);
	pv_markup_scratch(p);
}

static unsigned
nibble(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The source of a style as the policy names it: its SHA-256 in base64. */
static void
put_hash(struct pv_buf *out, struct pv_span s)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char hex[PV_SHA256_HEX + 1];
	unsigned v;
	size_t i;

	pv_sha256(s, hex);
	/* three nibbles are two digits; 64 = 3 * 21 + 1, the last is filled */
	for (i = 0; i + 3 <= PV_SHA256_HEX; i += 3) {
		v = nibble(hex[i]) << 8 | nibble(hex[i + 1]) << 4 |
		    nibble(hex[i + 2]);
		pv_buf_char(out, digits[v >> 6]);
		pv_buf_char(out, digits[v & 63]);
	}
	pv_buf_char(out, digits[nibble(hex[i]) << 2]);
	pv_buf_char(out, '=');
}

void
pv_markup_open(struct pv_markup *p, struct pv_span style)
{
	pv_buf_str(p->out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'sha256-");
	put_hash(p->out, style);
	pv_buf_str(p->out, "'; base-uri 'none'; form-action 'none'\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n<title>");
}

void
pv_markup_style(struct pv_markup *p, struct pv_span style)
{
	pv_buf_str(p->out, "<style>");
	pv_buf_span(p->out, style);
	pv_buf_str(p->out, "</style>\n");
}
