/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/utf8.h"

#include <stdbool.h>

static unsigned char
byte(struct pv_span s, size_t i)
{
	return (unsigned char)s.ptr[i];
}

/* Bytes that a lead byte announces, 0 when it is none. */
static size_t
announced(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	if (lead >= 0xF0 && lead <= 0xF4)
		return 4;
	return 0;
}

size_t
pv_utf8_decode(struct pv_span s, uint32_t *cp)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len = announced(byte(s, 0));
	uint32_t c;

	if (len == 0 || len > s.len)
		return 0;
	c = len == 1 ? byte(s, 0) : byte(s, 0) & (0x7Fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((byte(s, i) & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (byte(s, i) & 0x3Fu);
	}
	if (c < smallest[len] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	*cp = c;
	return len;
}

size_t
pv_utf8_encode(uint32_t cp, char out[4])
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = 0xFFFD;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

/* Do the eight bytes at i hold ASCII only? */
static bool
ascii8(struct pv_span s, size_t i)
{
	uint64_t word;

	memcpy(&word, s.ptr + i, sizeof(word));
	return (word & UINT64_C(0x8080808080808080)) == 0;
}

size_t
pv_utf8_check(struct pv_span s)
{
	size_t i = 0, len;
	uint32_t cp;

	while (i < s.len) {
		if (s.len - i >= 8 && ascii8(s, i)) {
			i += 8;
			continue;
		}
		len = pv_utf8_decode(pv_span(s.ptr + i, s.len - i), &cp);
		if (len == 0)
			return i;
		i += len;
	}
	return s.len;
}
