/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/span.h"
#include "base/utf8.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* First and last code point of a range. */
struct range {
	uint32_t first, last;
};

static bool
in_ranges(uint32_t cp, const struct range *r, size_t n)
{
	size_t lo = 0, mid;

	while (lo < n) {
		mid = lo + (n - lo) / 2;
		if (cp < r[mid].first)
			n = mid;
		else if (cp > r[mid].last)
			lo = mid + 1;
		else
			return true;
	}
	return false;
}

/* Default_Ignorable_Code_Point (Unicode 15) and interlinear annotation. */
static const struct range invisible[] = {
	{ 0x034F, 0x034F }, { 0x061C, 0x061C }, { 0x115F, 0x1160 },
	{ 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, { 0x200B, 0x200F },
	{ 0x2060, 0x2065 }, { 0x206A, 0x206F }, { 0x3164, 0x3164 },
	{ 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 },
	{ 0xFFF0, 0xFFFC }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A },
	{ 0xE0000, 0xE0FFF }
};

static const struct range bidi[] = {
	{ 0x202A, 0x202E }, { 0x2066, 0x2069 }
};

static const struct range spaces[] = {
	{ 0x00A0, 0x00A0 }, { 0x1680, 0x1680 }, { 0x2000, 0x200A },
	{ 0x202F, 0x202F }, { 0x205F, 0x205F }, { 0x2800, 0x2800 },
	{ 0x3000, 0x3000 }
};

/* Punctuation with a plain form; sorted. */
static const struct plain {
	uint32_t cp;
	char text[4];
} plains[] = {
	{ 0x00AB, "\"" }, { 0x00B4, "'" }, { 0x00BB, "\"" }, { 0x02B9, "'" },
	{ 0x02BA, "\"" }, { 0x02BC, "'" }, { 0x02EE, "\"" }, { 0x2010, "-" },
	{ 0x2011, "-" }, { 0x2012, "-" }, { 0x2013, "-" }, { 0x2014, "-" },
	{ 0x2015, "-" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201A, "'" },
	{ 0x201B, "'" }, { 0x201C, "\"" }, { 0x201D, "\"" }, { 0x201E, "\"" },
	{ 0x201F, "\"" }, { 0x2026, "..." }, { 0x2032, "'" }, { 0x2033, "\"" },
	{ 0x2035, "'" }, { 0x2036, "\"" }, { 0x2039, "'" }, { 0x203A, "'" },
	{ 0x2043, "-" }, { 0x2044, "/" }, { 0x204E, "*" }, { 0x2212, "-" },
	{ 0x2215, "/" }, { 0x2217, "*" }, { 0x2236, ":" }, { 0x2E3A, "-" },
	{ 0x2E3B, "-" }, { 0x301D, "\"" }, { 0x301E, "\"" }, { 0x301F, "\"" },
	{ 0xF0A7, "\342\200\242" }, { 0xF0B7, "\342\200\242" },
	{ 0xF0D8, "\342\200\242" }, { 0xFE58, "-" }, { 0xFE63, "-" },
	{ 0xFF02, "\"" }, { 0xFF07, "'" }, { 0xFF0D, "-" }
};

/*
 * Letters of other scripts that print like Latin ones: those of Unicode's
 * confusables list that are alike in common typefaces, small capitals among
 * them.  Sorted.
 */
static const struct lookalike {
	uint16_t cp;
	char latin;
} lookalikes[] = {
	{ 0x0131, 'i' }, { 0x01C0, 'l' }, { 0x0251, 'a' }, { 0x0261, 'g' },
	{ 0x0262, 'G' }, { 0x0269, 'i' }, { 0x026A, 'I' }, { 0x0274, 'N' },
	{ 0x0280, 'R' }, { 0x028B, 'v' }, { 0x028F, 'Y' }, { 0x0299, 'B' },
	{ 0x029C, 'H' }, { 0x029F, 'L' }, { 0x0391, 'A' }, { 0x0392, 'B' },
	{ 0x0395, 'E' }, { 0x0396, 'Z' }, { 0x0397, 'H' }, { 0x0399, 'I' },
	{ 0x039A, 'K' }, { 0x039C, 'M' }, { 0x039D, 'N' }, { 0x039F, 'O' },
	{ 0x03A1, 'P' }, { 0x03A4, 'T' }, { 0x03A5, 'Y' }, { 0x03A7, 'X' },
	{ 0x03B1, 'a' }, { 0x03B3, 'y' }, { 0x03B5, 'e' }, { 0x03B7, 'n' },
	{ 0x03B9, 'i' }, { 0x03BA, 'k' }, { 0x03BD, 'v' }, { 0x03BF, 'o' },
	{ 0x03C1, 'p' }, { 0x03C3, 'o' }, { 0x03C4, 't' }, { 0x03C5, 'u' },
	{ 0x03C7, 'x' }, { 0x03C9, 'w' }, { 0x03F2, 'c' }, { 0x03F3, 'j' },
	{ 0x03F9, 'C' }, { 0x0405, 'S' }, { 0x0406, 'I' }, { 0x0408, 'J' },
	{ 0x0410, 'A' }, { 0x0412, 'B' }, { 0x0415, 'E' }, { 0x041A, 'K' },
	{ 0x041C, 'M' }, { 0x041D, 'H' }, { 0x041E, 'O' }, { 0x0420, 'P' },
	{ 0x0421, 'C' }, { 0x0422, 'T' }, { 0x0423, 'Y' }, { 0x0425, 'X' },
	{ 0x0430, 'a' }, { 0x0432, 'b' }, { 0x0435, 'e' }, { 0x043A, 'k' },
	{ 0x043C, 'm' }, { 0x043D, 'h' }, { 0x043E, 'o' }, { 0x0440, 'p' },
	{ 0x0441, 'c' }, { 0x0442, 't' }, { 0x0443, 'y' }, { 0x0445, 'x' },
	{ 0x0455, 's' }, { 0x0456, 'i' }, { 0x0458, 'j' }, { 0x0461, 'w' },
	{ 0x0474, 'V' }, { 0x0475, 'v' }, { 0x04AE, 'Y' }, { 0x04AF, 'y' },
	{ 0x04BB, 'h' }, { 0x04C0, 'I' }, { 0x04CF, 'l' }, { 0x0501, 'd' },
	{ 0x050C, 'G' }, { 0x051A, 'Q' }, { 0x051B, 'q' }, { 0x051C, 'W' },
	{ 0x051D, 'w' }, { 0x054D, 'U' }, { 0x054F, 'S' }, { 0x0555, 'O' },
	{ 0x0561, 'w' }, { 0x0563, 'q' }, { 0x0566, 'q' }, { 0x0570, 'h' },
	{ 0x0578, 'n' }, { 0x057C, 'n' }, { 0x057D, 'u' }, { 0x0581, 'g' },
	{ 0x0584, 'f' }, { 0x0585, 'o' }, { 0x13A0, 'D' }, { 0x13A1, 'R' },
	{ 0x13A2, 'T' }, { 0x13A5, 'i' }, { 0x13AA, 'A' }, { 0x13AB, 'J' },
	{ 0x13AC, 'E' }, { 0x13B3, 'W' }, { 0x13B7, 'M' }, { 0x13BB, 'H' },
	{ 0x13BD, 'Y' }, { 0x13C0, 'G' }, { 0x13C2, 'h' }, { 0x13C3, 'Z' },
	{ 0x13D4, 'W' }, { 0x13D9, 'V' }, { 0x13DA, 'S' }, { 0x13DE, 'L' },
	{ 0x13DF, 'C' }, { 0x13E2, 'P' }, { 0x13E6, 'K' }, { 0x13F4, 'B' },
	{ 0x1D00, 'A' }, { 0x1D04, 'c' }, { 0x1D05, 'D' }, { 0x1D07, 'E' },
	{ 0x1D0A, 'J' }, { 0x1D0B, 'K' }, { 0x1D0D, 'M' }, { 0x1D0F, 'o' },
	{ 0x1D18, 'P' }, { 0x1D1B, 'T' }, { 0x1D1C, 'u' }, { 0x1D20, 'v' },
	{ 0x1D21, 'w' }, { 0x1D22, 'z' }, { 0x2C9E, 'O' }, { 0x2C9F, 'o' },
	{ 0x2CA2, 'P' }, { 0x2CA3, 'p' }, { 0x2CA4, 'C' }, { 0x2CA5, 'c' },
	{ 0xA4D0, 'B' }, { 0xA4D1, 'P' }, { 0xA4D3, 'D' }, { 0xA4D4, 'T' },
	{ 0xA4D6, 'G' }, { 0xA4D7, 'K' }, { 0xA4D9, 'J' }, { 0xA4DA, 'C' },
	{ 0xA4DC, 'Z' }, { 0xA4DD, 'F' }, { 0xA4DF, 'M' }, { 0xA4E0, 'N' },
	{ 0xA4E1, 'L' }, { 0xA4E2, 'S' }, { 0xA4E3, 'R' }, { 0xA4E6, 'V' },
	{ 0xA4E7, 'H' }, { 0xA4EA, 'W' }, { 0xA4EB, 'X' }, { 0xA4EC, 'Y' },
	{ 0xA4EE, 'A' }, { 0xA4F0, 'E' }, { 0xA4F2, 'I' }, { 0xA4F3, 'O' },
	{ 0xA4F4, 'U' }, { 0xA730, 'F' }, { 0xA731, 'S' }
};

static void
set_text(struct pv_fold *f, enum pv_fold_kind kind, const char *s, size_t n)
{
	if (n > sizeof(f->text))
		return;
	f->kind = kind;
	f->len = (uint8_t)n;
	memcpy(f->text, s, n);
}

static bool
fold_plain(uint32_t cp, struct pv_fold *f)
{
	size_t lo = 0, hi = COUNT(plains), mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (plains[mid].cp == cp) {
			set_text(f, PV_FOLD_TEXT, plains[mid].text,
			    strlen(plains[mid].text));
			return true;
		}
		if (plains[mid].cp < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

static bool
fold_lookalike(uint32_t cp, struct pv_fold *f)
{
	size_t lo = 0, hi = COUNT(lookalikes), mid;
	char letter;

	/* white capitals in black circles and squares */
	if ((cp >= 0x1F150 && cp <= 0x1F169) ||
	    (cp >= 0x1F170 && cp <= 0x1F189)) {
		letter = (char)('A' + (cp - 0x1F150) % 0x20);
		set_text(f, PV_FOLD_TEXT, &letter, 1);
		f->note = PV_NOTE_HOMO;
		return true;
	}
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (lookalikes[mid].cp == cp) {
			set_text(f, PV_FOLD_LOOKALIKE, &lookalikes[mid].latin,
			    1);
			f->note = PV_NOTE_HOMO;
			return true;
		}
		if (lookalikes[mid].cp < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

/* Controls, invisible characters, private use and what is no character. */
static bool
fold_special(uint32_t cp, struct pv_fold *f)
{
	if (cp == 0x85 || cp == 0x2028 || cp == 0x2029) {
		f->kind = PV_FOLD_LINE;
	} else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
	    (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF)) {
		f->kind = PV_FOLD_TEXT;
		f->note = PV_NOTE_CTRL;
	} else if (in_ranges(cp, spaces, COUNT(spaces))) {
		f->kind = PV_FOLD_SPACE;
	} else if (cp == 0xAD) {
		f->kind = PV_FOLD_SOFT;
	} else if (in_ranges(cp, bidi, COUNT(bidi))) {
		f->kind = PV_FOLD_TEXT;
		f->note = PV_NOTE_BIDI;
	} else if (in_ranges(cp, invisible, COUNT(invisible))) {
		f->kind = PV_FOLD_TEXT;
		f->note = PV_NOTE_INVIS;
	} else if ((cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000) {
		f->note = PV_NOTE_CTRL;
	} else {
		return false;
	}
	return true;
}

static bool
has_ascii_letter(const struct pv_fold *f)
{
	for (size_t i = 0; i < f->len; i++)
		if (pv_isalpha(f->text[i]))
			return true;
	return false;
}

/* Signs whose compatibility form would glue letters on to a word. */
static bool
is_sign(uint32_t cp)
{
	return cp == 0xAA || cp == 0xBA || (cp >= 0x2120 && cp <= 0x2122);
}

/* Normalization Form KC of one character, into f->text. */
static bool
fold_nfkc(uint32_t cp, struct pv_fold *f)
{
	utf8proc_int32_t buf[24];
	utf8proc_ssize_t n;
	int boundary = 0;
	size_t len = 0;

	n = utf8proc_decompose_char((utf8proc_int32_t)cp, buf, 24,
	    (utf8proc_option_t)(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE),
	    &boundary);
	if (n <= 0 || n > 24 || buf[0] == ' ')
		return false;
	n = utf8proc_normalize_utf32(buf, n,
	    (utf8proc_option_t)(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
	if (n <= 0 || (n == 1 && buf[0] == (utf8proc_int32_t)cp))
		return false;
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		if (len + 4 > sizeof(f->text))
			return false;
		if (buf[i] == 0x2044)
			f->text[len++] = '/';
		else
			len += pv_utf8_encode((uint32_t)buf[i],
			    f->text + len);
	}
	f->len = (uint8_t)len;
	f->kind = PV_FOLD_TEXT;
	return true;
}

/* How the kind of decomposition changes what the plain form means. */
static void
fold_kind(const utf8proc_property_t *p, struct pv_fold *f)
{
	bool letter = has_ascii_letter(f);

	if (p->decomp_type == UTF8PROC_DECOMP_TYPE_FRACTION) {
		f->kind = PV_FOLD_FRACTION;
	} else if (p->decomp_type == UTF8PROC_DECOMP_TYPE_SUPER && !letter) {
		f->kind = PV_FOLD_SUPER;
	} else if (p->decomp_type == UTF8PROC_DECOMP_TYPE_CIRCLE && !letter &&
	    f->len + 2u <= sizeof(f->text)) {
		memmove(f->text + 1, f->text, f->len);
		f->text[0] = '(';
		f->text[f->len + 1] = ')';
		f->len = (uint8_t)(f->len + 2);
	} else if (letter && (p->decomp_type == UTF8PROC_DECOMP_TYPE_FONT ||
	    p->decomp_type == UTF8PROC_DECOMP_TYPE_WIDE ||
	    p->decomp_type == UTF8PROC_DECOMP_TYPE_CIRCLE ||
	    p->decomp_type == UTF8PROC_DECOMP_TYPE_SUPER ||
	    p->decomp_type == UTF8PROC_DECOMP_TYPE_SUB ||
	    (p->decomp_type == UTF8PROC_DECOMP_TYPE_SQUARE && f->len == 1) ||
	    p->decomp_type == 0))
		f->note = PV_NOTE_HOMO;
}

void
pv_fold(uint32_t cp, struct pv_fold *f)
{
	const utf8proc_property_t *p;

	f->kind = PV_FOLD_KEEP;
	f->note = PV_NOTE_NONE;
	f->len = 0;
	if (fold_plain(cp, f) || fold_special(cp, f) || fold_lookalike(cp, f))
		return;
	p = utf8proc_get_property((utf8proc_int32_t)cp);
	if (p->category == UTF8PROC_CATEGORY_MN ||
	    p->category == UTF8PROC_CATEGORY_ME) {
		f->kind = PV_FOLD_MARK;
		return;
	}
	if (!is_sign(cp) && fold_nfkc(cp, f))
		fold_kind(p, f);
}

uint32_t
pv_fold_compose(uint32_t base, uint32_t mark)
{
	utf8proc_int32_t buf[2] = { (utf8proc_int32_t)base,
		(utf8proc_int32_t)mark };

	return utf8proc_normalize_utf32(buf, 2,
	    (utf8proc_option_t)(UTF8PROC_COMPOSE | UTF8PROC_STABLE)) == 1 ?
	    (uint32_t)buf[0] : 0;
}

char
pv_fold_base(uint32_t cp)
{
	utf8proc_int32_t buf[8];
	utf8proc_ssize_t n;
	int boundary = 0;

	if (cp < 0x100 || (cp > 0x24F && cp < 0x1E00) || cp > 0x1EFF)
		return '\0';
	n = utf8proc_decompose_char((utf8proc_int32_t)cp, buf, 8,
	    UTF8PROC_DECOMPOSE, &boundary);
	return n > 1 && buf[0] < 0x80 && pv_isalpha((char)buf[0]) ?
	    (char)buf[0] : '\0';
}

int
pv_fold_is_letter(uint32_t cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

const char *
pv_fold_name(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		const char *name;
	} names[] = {
		{ 0x00AD, "SOFT HYPHEN" },
		{ 0x200B, "ZERO WIDTH SPACE" },
		{ 0x200C, "ZERO WIDTH NON-JOINER" },
		{ 0x200D, "ZERO WIDTH JOINER" },
		{ 0x200E, "LEFT-TO-RIGHT MARK" },
		{ 0x200F, "RIGHT-TO-LEFT MARK" },
		{ 0x202A, "LEFT-TO-RIGHT EMBEDDING" },
		{ 0x202B, "RIGHT-TO-LEFT EMBEDDING" },
		{ 0x202C, "POP DIRECTIONAL FORMATTING" },
		{ 0x202D, "LEFT-TO-RIGHT OVERRIDE" },
		{ 0x202E, "RIGHT-TO-LEFT OVERRIDE" },
		{ 0x2060, "WORD JOINER" },
		{ 0x2066, "LEFT-TO-RIGHT ISOLATE" },
		{ 0x2067, "RIGHT-TO-LEFT ISOLATE" },
		{ 0x2068, "FIRST STRONG ISOLATE" },
		{ 0x2069, "POP DIRECTIONAL ISOLATE" },
		{ 0x3164, "HANGUL FILLER" },
		{ 0xFE0F, "VARIATION SELECTOR-16" },
		{ 0xFEFF, "ZERO WIDTH NO-BREAK SPACE" }
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].cp == cp)
			return names[i].name;
	return "";
}
