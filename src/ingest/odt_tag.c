/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt.h"

enum ns { NS_OTHER, NS_OFFICE, NS_TEXT, NS_STYLE, NS_TABLE, NS_DRAW, NS_SVG,
	NS_DC, NS_FIELD, NS_MANIFEST, NS_FORM, NS_MATH };

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define SCAN_NS_MAX 256         /* declarations that a scan keeps */

void
pv_odt_bind(struct pv_span uri, struct pv_office_binding *b)
{
	static const struct { const char *uri; enum ns ns; } names[] = {
		{ OASIS "office:1.0", NS_OFFICE },
		{ OASIS "text:1.0", NS_TEXT },
		{ OASIS "style:1.0", NS_STYLE },
		{ OASIS "table:1.0", NS_TABLE },
		{ OASIS "drawing:1.0", NS_DRAW },
		{ OASIS "svg-compatible:1.0", NS_SVG },
		{ OASIS "manifest:1.0", NS_MANIFEST },
		{ OASIS "form:1.0", NS_FORM },
		{ "http://purl.org/dc/elements/1.1/", NS_DC },
		{ "http://www.w3.org/1998/Math/MathML", NS_MATH },
		{ "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:"
		  "field:1.0", NS_FIELD }
	};

	b->ns = NS_OTHER;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pv_span_eq(uri, pv_span_str(names[i].uri)))
			b->ns = (uint8_t)names[i].ns;
	b->known = b->ns != NS_OTHER;
}

/* Sorted by namespace, then by name. */
static const struct name {
	uint8_t ns;
	const char *name;
	enum pv_odt_el el;
} names[] = {
	{ NS_OFFICE, "annotation", PV_OD_COMMENT },
	{ NS_OFFICE, "automatic-styles", PV_OD_AUTOMATIC },
	{ NS_OFFICE, "binary-data", PV_OD_SKIP },
	{ NS_OFFICE, "body", PV_OD_BODY },
	{ NS_OFFICE, "change-info", PV_OD_SKIP },
	{ NS_OFFICE, "event-listeners", PV_OD_SKIP },
	{ NS_OFFICE, "font-face-decls", PV_OD_SKIP },
	{ NS_OFFICE, "forms", PV_OD_SKIP },
	{ NS_OFFICE, "master-styles", PV_OD_MASTERS },
	{ NS_OFFICE, "meta", PV_OD_SKIP },
	{ NS_OFFICE, "scripts", PV_OD_SKIP },
	{ NS_OFFICE, "settings", PV_OD_SKIP },
	{ NS_OFFICE, "styles", PV_OD_STYLES },
	{ NS_OFFICE, "text", PV_OD_TEXT_BODY },
	{ NS_TEXT, "a", PV_OD_A },
	{ NS_TEXT, "alphabetical-index-source", PV_OD_SKIP },
	{ NS_TEXT, "bibliography-source", PV_OD_SKIP },
	{ NS_TEXT, "change", PV_OD_CHANGE },
	{ NS_TEXT, "change-end", PV_OD_CHANGE_END },
	{ NS_TEXT, "change-start", PV_OD_CHANGE_START },
	{ NS_TEXT, "changed-region", PV_OD_REGION },
	{ NS_TEXT, "deletion", PV_OD_DELETION },
	{ NS_TEXT, "format-change", PV_OD_FORMAT_CHANGE },
	{ NS_TEXT, "h", PV_OD_H },
	{ NS_TEXT, "hidden-paragraph", PV_OD_HIDDEN_PARA },
	{ NS_TEXT, "hidden-text", PV_OD_HIDDEN_TEXT },
	{ NS_TEXT, "illustration-index-source", PV_OD_SKIP },
	{ NS_TEXT, "insertion", PV_OD_INSERTION },
	{ NS_TEXT, "line-break", PV_OD_BREAK },
	{ NS_TEXT, "list", PV_OD_LIST },
	{ NS_TEXT, "list-header", PV_OD_LIST_HEADER },
	{ NS_TEXT, "list-item", PV_OD_ITEM },
	{ NS_TEXT, "list-level-style-bullet", PV_OD_LEVEL_BULLET },
	{ NS_TEXT, "list-level-style-image", PV_OD_LEVEL_BULLET },
	{ NS_TEXT, "list-level-style-number", PV_OD_LEVEL_NUMBER },
	{ NS_TEXT, "list-style", PV_OD_LIST_STYLE },
	{ NS_TEXT, "note", PV_OD_NOTE },
	{ NS_TEXT, "note-citation", PV_OD_SKIP },
	{ NS_TEXT, "number", PV_OD_SKIP },
	{ NS_TEXT, "numbered-paragraph", PV_OD_NUMBERED },
	{ NS_TEXT, "object-index-source", PV_OD_SKIP },
	{ NS_TEXT, "outline-level-style", PV_OD_LEVEL_NUMBER },
	{ NS_TEXT, "outline-style", PV_OD_OUTLINE_STYLE },
	{ NS_TEXT, "p", PV_OD_P },
	{ NS_TEXT, "ruby-text", PV_OD_SKIP },
	{ NS_TEXT, "s", PV_OD_S },
	{ NS_TEXT, "script", PV_OD_SKIP },
	{ NS_TEXT, "section", PV_OD_SECTION },
	{ NS_TEXT, "span", PV_OD_SPAN },
	{ NS_TEXT, "tab", PV_OD_TAB },
	{ NS_TEXT, "table-index-source", PV_OD_SKIP },
	{ NS_TEXT, "table-of-content-source", PV_OD_SKIP },
	{ NS_TEXT, "tracked-changes", PV_OD_TRACKED },
	{ NS_TEXT, "user-index-source", PV_OD_SKIP },
	{ NS_STYLE, "default-style", PV_OD_DEFAULT_STYLE },
	{ NS_STYLE, "list-level-label-alignment", PV_OD_LEVEL_ALIGN },
	{ NS_STYLE, "list-level-properties", PV_OD_LEVEL_PROPS },
	{ NS_STYLE, "paragraph-properties", PV_OD_PARA_PROPS },
	{ NS_STYLE, "style", PV_OD_STYLE },
	{ NS_STYLE, "text-properties", PV_OD_TEXT_PROPS },
	{ NS_TABLE, "covered-table-cell", PV_OD_COVERED },
	{ NS_TABLE, "desc", PV_OD_SKIP },
	{ NS_TABLE, "table", PV_OD_TABLE },
	{ NS_TABLE, "table-cell", PV_OD_CELL },
	{ NS_TABLE, "table-row", PV_OD_ROW },
	{ NS_TABLE, "title", PV_OD_SKIP },
	{ NS_DRAW, "caption", PV_OD_BOX },
	{ NS_DRAW, "circle", PV_OD_BOX },
	{ NS_DRAW, "connector", PV_OD_BOX },
	{ NS_DRAW, "control", PV_OD_BOX },
	{ NS_DRAW, "custom-shape", PV_OD_BOX },
	{ NS_DRAW, "ellipse", PV_OD_BOX },
	{ NS_DRAW, "frame", PV_OD_BOX },
	{ NS_DRAW, "g", PV_OD_BOX },
	{ NS_DRAW, "line", PV_OD_BOX },
	{ NS_DRAW, "measure", PV_OD_BOX },
	{ NS_DRAW, "object", PV_OD_OBJECT },
	{ NS_DRAW, "object-ole", PV_OD_OBJECT },
	{ NS_DRAW, "path", PV_OD_BOX },
	{ NS_DRAW, "polygon", PV_OD_BOX },
	{ NS_DRAW, "polyline", PV_OD_BOX },
	{ NS_DRAW, "rect", PV_OD_BOX },
	{ NS_DRAW, "regular-polygon", PV_OD_BOX },
	{ NS_SVG, "desc", PV_OD_DESCRIPTION },
	{ NS_SVG, "title", PV_OD_SKIP },
	{ NS_DC, "creator", PV_OD_CREATOR },
	{ NS_FIELD, "fieldmark", PV_OD_FIELD_MARK },
	{ NS_FIELD, "fieldmark-end", PV_OD_OTHER },
	{ NS_FIELD, "param", PV_OD_FIELD_PARAM },
	{ NS_MANIFEST, "encryption-data", PV_OD_ENCRYPTION }
};

static enum pv_odt_el
find(uint8_t ns, struct pv_span name)
{
	size_t lo = 0, n = sizeof(names) / sizeof(names[0]), mid;
	int c;

	while (lo < n) {
		mid = lo + (n - lo) / 2;
		c = ns != names[mid].ns ? ns - names[mid].ns :
		    pv_span_cmp(name, pv_span_str(names[mid].name));
		if (c == 0)
			return names[mid].el;
		if (c < 0)
			n = mid;
		else
			lo = mid + 1;
	}
	return ns == NS_FORM || ns == NS_MATH ? PV_OD_SKIP : PV_OD_OTHER;
}

enum pv_odt_el
pv_odt_element(const struct pv_vec *bindings, const struct pv_tok *tok)
{
	return find(pv_office_lookup(bindings, tok->prefix).ns, tok->name);
}

void
pv_odt_scan_init(struct pv_odt_scan *s, struct pv_span xml,
    const struct pv_mem *mem)
{
	pv_tokens_init_xml(&s->tokens, xml);
	s->ns = (struct pv_vec)PV_VEC_INIT(struct pv_office_binding);
	s->ns.mem = mem;
}

bool
pv_odt_scan_next(struct pv_odt_scan *s, struct pv_tok *tok,
    enum pv_odt_el *el)
{
	while (pv_tokens_next(&s->tokens, tok)) {
		if (tok->kind != PV_TOK_OPEN && tok->kind != PV_TOK_CLOSE)
			continue;
		if (tok->kind == PV_TOK_OPEN && s->ns.len < SCAN_NS_MAX)
			(void)pv_office_declare(tok, pv_odt_bind, &s->ns);
		*el = pv_odt_element(&s->ns, tok);
		return true;
	}
	return false;
}

void
pv_odt_scan_release(struct pv_odt_scan *s)
{
	pv_vec_release(&s->ns);
}
