/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/html.h"

#include "base/digest.h"
#include "view/place.h"
#include "view/put.h"

static const unsigned char css[] = {
#include "view/html_css.h"
};

void
pv_redline_str(struct pv_redline *h, const char *markup)
{
	pv_buf_str(h->out, markup);
}

/* What is in the scratch buffer, as text or as a value in double quotes. */
static void
put_scratch(struct pv_redline *h)
{
	const char *as;
	size_t i, done = 0;

	for (i = 0; i < h->scratch.len; i++) {
		switch (h->scratch.ptr[i]) {
		case '&': as = "&amp;"; break;
		case '<': as = "&lt;"; break;
		case '>': as = "&gt;"; break;
		case '"': as = "&quot;"; break;
		case '\'': as = "&#39;"; break;
		default: continue;
		}
		pv_buf_add(h->out, h->scratch.ptr + done, i - done);
		pv_buf_str(h->out, as);
		done = i + 1;
	}
	if (i > done)
		pv_buf_add(h->out, h->scratch.ptr + done, i - done);
	h->out->failed = h->out->failed || h->scratch.failed;
	pv_buf_clear(&h->scratch);
}

void
pv_redline_text(struct pv_redline *h, struct pv_span s)
{
	pv_view_escape(&h->scratch, s, true);
	put_scratch(h);
}

void
pv_redline_head(struct pv_redline *h, struct pv_span s, size_t most)
{
	pv_put_head(&h->scratch, s, most);
	put_scratch(h);
}

static void
put_link(struct pv_redline *h, char side, uint32_t to, struct pv_span label)
{
	pv_buf_printf(h->out, "<a href=\"#%c%u\"><bdi>", side, (unsigned)to);
	pv_redline_text(h, label);
	pv_redline_str(h, "</bdi></a>");
}

void
pv_redline_cite_new(struct pv_redline *h, uint32_t clause)
{
	put_link(h, 'n', clause, pv_clause_title(h->d->new_side.version,
	    clause));
}

void
pv_redline_cite_old(struct pv_redline *h, uint32_t clause)
{
	const struct pv_clause_change *c = pv_redline_change(h, h->old_change,
	    clause);
	struct pv_span label = pv_clause_title(h->d->old_side.version, clause);
	uint32_t to = h->d->to_new[clause];

	if (c != NULL && c->kind == PV_EDIT_DELETED) {
		put_link(h, 'o', clause, label);
		return;
	}
	if (c != NULL)
		to = c->new_clause;
	if (to != PV_NONE) {
		put_link(h, 'n', to, label);
		return;
	}
	pv_redline_str(h, "<bdi>");
	pv_redline_text(h, label);
	pv_redline_str(h, "</bdi>");
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

/*
 * Nothing is fetched and nothing runs: the one thing that is allowed is the
 * style that stands in the file.
 */
void
pv_redline_open(struct pv_redline *h)
{
	struct pv_span style = pv_span((const char *)css, sizeof(css));

	pv_redline_str(h, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'sha256-");
	put_hash(h->out, style);
	pv_redline_str(h, "'; base-uri 'none'; form-action 'none'\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n<title>");
	pv_redline_text(h, h->o->doc.file);
	pv_redline_str(h, " against ");
	pv_redline_text(h, h->o->newer.file);
	pv_redline_str(h, "</title>\n<style>");
	pv_buf_span(h->out, style);
	pv_redline_str(h, "</style>\n</head>\n");
}
