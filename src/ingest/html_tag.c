/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/html.h"

#define B PV_HTML_BLOCK
#define V PV_HTML_VOID

/* Sorted by name. */
static const struct tag {
	const char *name;
	unsigned kind;
} tags[] = {
	{ "a", 0 }, { "abbr", 0 }, { "acronym", 0 }, { "address", B },
	{ "area", V }, { "article", B }, { "aside", B },
	{ "b", PV_HTML_STRONG }, { "base", V }, { "bdi", 0 }, { "bdo", 0 },
	{ "big", 0 }, { "blockquote", B }, { "body", B }, { "br", V },
	{ "button", 0 }, { "caption", B }, { "center", B | PV_HTML_CENTER },
	{ "cite", 0 }, { "code", 0 }, { "col", V }, { "colgroup", 0 },
	{ "dd", B }, { "del", PV_HTML_STRUCK }, { "details", B },
	{ "dfn", 0 }, { "dir", B | PV_HTML_LIST }, { "div", B },
	{ "dl", B }, { "dt", B }, { "em", PV_HTML_WEAK }, { "embed", V },
	{ "fieldset", B }, { "figcaption", B }, { "figure", B },
	{ "font", 0 }, { "footer", B }, { "form", B },
	{ "h1", B | PV_HTML_HEADING }, { "h2", B | PV_HTML_HEADING },
	{ "h3", B | PV_HTML_HEADING }, { "h4", B | PV_HTML_HEADING },
	{ "h5", B | PV_HTML_HEADING }, { "h6", B | PV_HTML_HEADING },
	{ "head", B }, { "header", B }, { "hgroup", B },
	{ "hr", B | V | PV_HTML_BREAK }, { "html", B },
	{ "i", PV_HTML_WEAK }, { "iframe", B }, { "img", V }, { "input", V },
	{ "ins", 0 }, { "kbd", 0 }, { "label", 0 }, { "legend", B },
	{ "li", B | PV_HTML_ITEM }, { "link", V }, { "listing", B | PV_HTML_PRE },
	{ "main", B }, { "map", 0 }, { "mark", 0 },
	{ "menu", B | PV_HTML_LIST }, { "meta", V }, { "nav", B },
	{ "nobr", 0 }, { "noframes", B }, { "noscript", B }, { "object", 0 },
	{ "ol", B | PV_HTML_LIST }, { "optgroup", B }, { "option", B },
	{ "p", B }, { "page", B | V | PV_HTML_BREAK }, { "param", V },
	{ "plaintext", B | PV_HTML_PRE }, { "pre", B | PV_HTML_PRE },
	{ "q", 0 }, { "s", PV_HTML_STRUCK }, { "samp", 0 },
	{ "script", PV_HTML_RAW }, { "section", B }, { "select", 0 },
	{ "small", 0 }, { "source", V }, { "span", 0 },
	{ "strike", PV_HTML_STRUCK }, { "strong", PV_HTML_STRONG },
	{ "style", PV_HTML_RAW }, { "sub", 0 }, { "summary", B },
	{ "sup", 0 }, { "svg", PV_HTML_RAW },
	{ "table", B | PV_HTML_TABLE }, { "tbody", B },
	{ "td", B | PV_HTML_CELL }, { "template", B | PV_HTML_HIDDEN },
	{ "textarea", 0 }, { "tfoot", B }, { "th", B | PV_HTML_CELL | PV_HTML_STRONG },
	{ "thead", B }, { "title", PV_HTML_RAW }, { "tr", B | PV_HTML_ROW },
	{ "track", V }, { "tt", 0 }, { "u", PV_HTML_STRONG },
	{ "ul", B | PV_HTML_LIST }, { "var", 0 }, { "video", 0 },
	{ "wbr", V }, { "xmp", B | PV_HTML_PRE },
};

#undef B
#undef V

#define NTAGS (sizeof(tags) / sizeof(tags[0]))
_Static_assert(NTAGS + 32 <= PV_HTML_TAGS, "room for unknown tags");

static int
compare(struct pv_span name, const char *tag)
{
	size_t i;
	char c;

	for (i = 0; i < name.len && tag[i] != '\0'; i++) {
		c = pv_tolower(name.ptr[i]);
		if (c != tag[i])
			return (unsigned char)c < (unsigned char)tag[i] ? -1 : 1;
	}
	return i < name.len ? 1 : tag[i] != '\0' ? -1 : 0;
}

static size_t
find(struct pv_span name)
{
	size_t lo = 0, hi = NTAGS, mid;
	int c;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		c = compare(name, tags[mid].name);
		if (c == 0)
			return mid;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NTAGS;
}

unsigned
pv_html_tag(struct pv_span name, unsigned *kind)
{
	size_t at = find(name), i;
	unsigned h = 0;

	if (at < NTAGS) {
		*kind = tags[at].kind;
		return (unsigned)at;
	}
	*kind = 0;
	for (i = 0; i < name.len && i < 16; i++)
		h = h * 31 + (unsigned char)pv_tolower(name.ptr[i]);
	return (unsigned)NTAGS + h % (unsigned)(PV_HTML_TAGS - NTAGS);
}

bool
pv_html_tag_known(struct pv_span name)
{
	return find(name) < NTAGS;
}

unsigned
pv_html_heading(struct pv_span name)
{
	if (name.len != 2 || pv_tolower(name.ptr[0]) != 'h' ||
	    name.ptr[1] < '1' || name.ptr[1] > '6')
		return 0;
	return (unsigned)(name.ptr[1] - '0');
}

bool
pv_html_text_tag(struct pv_span name)
{
	static const char *const names[] = { "page", "table", "caption", "s",
		"c", "fn" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pv_span_ieq(name, pv_span_str(names[i])))
			return true;
	return false;
}
