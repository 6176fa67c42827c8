/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/view.h"

#include "base/utf8.h"
#include "view/views.h"

static const struct pv_view *const views[] = {
	&pv_view_text,
	&pv_view_line,
	&pv_view_json,
	&pv_view_jsonl,
	&pv_view_csv_table,
	&pv_view_markdown,
	&pv_view_html,
	&pv_view_docx,
	&pv_view_sarif,
	NULL
};

const struct pv_view *const *
pv_views(void)
{
	return views;
}

const struct pv_view *
pv_view_find(struct pv_span name)
{
	size_t i;

	for (i = 0; views[i] != NULL; i++) {
		if (pv_span_eq(name, pv_span_str(views[i]->name)))
			return views[i];
	}
	return NULL;
}

struct extent { uint32_t first, last; };

/* Code points that are shown by their number, in order. */
static const struct extent unsafe[] = {
	{ 0x0000, 0x001f },     /* C0 */
	{ 0x007f, 0x009f },     /* DEL and C1 */
	{ 0x00ad, 0x00ad },     /* soft hyphen */
	{ 0x061c, 0x061c },     /* Arabic letter mark */
	{ 0x180e, 0x180e },
	{ 0x200b, 0x200f },     /* zero width, direction marks */
	{ 0x2028, 0x202e },     /* separators, embeddings, overrides */
	{ 0x2060, 0x206f },     /* word joiner, isolates, deprecated */
	{ 0xe000, 0xf8ff },     /* private use */
	{ 0xfdd0, 0xfdef },     /* non-characters */
	{ 0xfeff, 0xfeff },
	{ 0xfff0, 0xfffb },     /* unassigned, annotations */
	{ 0xfffe, 0xffff },
	{ 0xe0000, 0x10ffff },  /* tags, private planes */
};

static bool
is_unsafe(uint32_t cp)
{
	size_t i;

	if (cp < 0x7f)
		return cp < 0x20;
	if (cp > 0xffff && (cp & 0xfffe) == 0xfffe)
		return true;    /* the last two of each plane */
	for (i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++) {
		if (cp <= unsafe[i].last)
			return cp >= unsafe[i].first;
	}
	return false;
}

/* Bytes at the head of s that can be copied as they are. */
static size_t
plain(struct pv_span s)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] >= 0x20 && s.ptr[i] < 0x7f)
		i++;
	return i;
}

void
pv_view_escape(struct pv_buf *out, struct pv_span s, bool keep_nl)
{
	uint32_t cp;
	size_t n;

	while (s.len > 0) {
		n = plain(s);
		pv_buf_add(out, s.ptr, n);
		s = pv_span_sub(s, n, s.len);
		if (s.len == 0)
			break;
		n = pv_utf8_decode(s, &cp);
		if (n == 0) {
			pv_buf_printf(out, "\\%03o", (unsigned char)s.ptr[0]);
			n = 1;
		} else if (keep_nl && (cp == '\n' || cp == '\t')) {
			pv_buf_char(out, s.ptr[0]);
		} else if (!is_unsafe(cp)) {
			pv_buf_add(out, s.ptr, n);
		} else if (cp < 0x80) {
			pv_buf_printf(out, "\\%03o", (unsigned)cp);
		} else {
			pv_buf_printf(out, "\\u{%x}", (unsigned)cp);
		}
		s = pv_span_sub(s, n, s.len);
	}
}
