/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/json.h"

#include "base/utf8.h"

static void
newline(struct pv_json *j)
{
	pv_buf_char(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		pv_buf_str(j->out, "  ");
}

/* What stands before a key or a value. */
static void
separate(struct pv_json *j)
{
	if (j->keyed) {
		j->keyed = false;
		return;
	}
	if (j->depth == 0)
		return;
	if (j->comma)
		pv_buf_char(j->out, ',');
	if (j->pretty)
		newline(j);
}

/* After a value; at the top level each value is a document of its own. */
static void
done(struct pv_json *j)
{
	j->comma = j->depth > 0;
}

void
pv_json_open(struct pv_json *j, char bracket)
{
	separate(j);
	pv_buf_char(j->out, bracket);
	j->depth++;
	j->comma = false;
}

void
pv_json_close(struct pv_json *j, char bracket)
{
	bool empty = !j->comma;

	if (j->depth > 0)
		j->depth--;
	if (j->pretty && !empty)
		newline(j);
	pv_buf_char(j->out, bracket);
	done(j);
}

/* Is c harmless to whoever reads JSON on a terminal? */
static bool
plain(uint32_t c)
{
	if (c < 0x80)
		return c >= 0x20 && c != 0x7F && c != '"' && c != '\\';
	if (c < 0xA0)
		return false;
	if (c == 0x061C || c == 0x200E || c == 0x200F)
		return false;
	/* line and paragraph separators, bidirectional controls */
	if (c >= 0x2028 && c <= 0x202E)
		return false;
	return c < 0x2066 || c > 0x2069;
}

static void
escape(struct pv_buf *out, uint32_t c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	static const char hex[] = "0123456789abcdef";
	char u[6] = { '\\', 'u', '0', '0', '0', '0' };

	for (size_t i = 0; i < sizeof(from) - 1; i++) {
		if (c == (unsigned char)from[i]) {
			pv_buf_char(out, '\\');
			pv_buf_char(out, to[i]);
			return;
		}
	}
	for (size_t i = 5; i > 1; i--, c >>= 4)
		u[i] = hex[c & 15];
	pv_buf_add(out, u, sizeof(u));
}

static void
text(struct pv_buf *out, struct pv_span s)
{
	size_t start = 0, i = 0, len;
	uint32_t c;

	while (i < s.len) {
		len = pv_utf8_decode(pv_span(s.ptr + i, s.len - i), &c);
		if (len > 0 && plain(c)) {
			i += len;
			continue;
		}
		pv_buf_span(out, pv_span_sub(s, start, i));
		if (len == 0)
			pv_buf_str(out, "\xEF\xBF\xBD");
		else
			escape(out, c);
		i += len > 0 ? len : 1;
		start = i;
	}
	pv_buf_span(out, pv_span_sub(s, start, i));
}

void
pv_json_key(struct pv_json *j, const char *key)
{
	separate(j);
	pv_buf_char(j->out, '"');
	text(j->out, pv_span_str(key));
	pv_buf_str(j->out, j->pretty ? "\": " : "\":");
	j->keyed = true;
}

void
pv_json_str(struct pv_json *j, struct pv_span s)
{
	separate(j);
	pv_buf_char(j->out, '"');
	text(j->out, s);
	pv_buf_char(j->out, '"');
	done(j);
}

void
pv_json_u64(struct pv_json *j, uint64_t n)
{
	separate(j);
	pv_buf_u64(j->out, n);
	done(j);
}

void
pv_json_milli(struct pv_json *j, int64_t thousandths)
{
	uint64_t n = (uint64_t)thousandths;
	unsigned part;

	separate(j);
	if (thousandths < 0) {
		pv_buf_char(j->out, '-');
		n = -n;
	}
	pv_buf_u64(j->out, n / 1000);
	part = (unsigned)(n % 1000);
	if (part > 0)
		pv_buf_char(j->out, '.');
	for (unsigned unit = 100; part > 0; part %= unit, unit /= 10)
		pv_buf_char(j->out, (char)('0' + part / unit));
	done(j);
}

static void
word(struct pv_json *j, const char *s)
{
	separate(j);
	pv_buf_str(j->out, s);
	done(j);
}

void
pv_json_bool(struct pv_json *j, bool b)
{
	word(j, b ? "true" : "false");
}

void
pv_json_null(struct pv_json *j)
{
	word(j, "null");
}

void
pv_json_key_str(struct pv_json *j, const char *key, struct pv_span s)
{
	pv_json_key(j, key);
	pv_json_str(j, s);
}

void
pv_json_key_maybe(struct pv_json *j, const char *key, struct pv_span s)
{
	pv_json_key(j, key);
	if (s.len > 0)
		pv_json_str(j, s);
	else
		pv_json_null(j);
}

void
pv_json_key_u64(struct pv_json *j, const char *key, uint64_t n)
{
	pv_json_key(j, key);
	pv_json_u64(j, n);
}

void
pv_json_key_open(struct pv_json *j, const char *key, char bracket)
{
	pv_json_key(j, key);
	pv_json_open(j, bracket);
}
