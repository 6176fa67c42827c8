/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/late.h"
#include "ingest/html_token.h"
#include "ingest/marker.h"

/*
 * The gate.  libxml2 2.9 hangs on some document type declarations and drops
 * text behind others, so the parser is stopped at the first declaration; the
 * handler has no default callbacks, nothing is loaded, nothing is expanded,
 * and anything that libxml2 notes but an unbound prefix is a refusal.
 */

#define DEPTH_MAX 256
#define CHUNK 65536
#define XINCLUDE "http://www.w3.org/2001/XInclude"
#define ERR_UNBOUND_PREFIX 201

/* All that is called of libxml2. */
#define CALLS(X) \
	X(xmlCreatePushParserCtxt) X(xmlCtxtUseOptions) X(xmlFreeDoc) \
	X(xmlFreeEnumeration) X(xmlFreeParserCtxt) X(xmlGetPredefinedEntity) \
	X(xmlParseChunk) X(xmlStopParser) X(xmlSwitchEncoding)

struct calls { CALLS(PV_LATE_FIELD) };

static enum pv_rc
load(struct calls *lib, struct pv_err *err)
{
#ifdef PV_LATE_XML
	static const struct pv_late functions[] = { CALLS(PV_LATE_NAME) };

	return pv_late_load(PV_LATE_XML, functions,
	    sizeof(functions) / sizeof(functions[0]), lib, err);
#else
	(void)err;
	*lib = (struct calls){ CALLS(PV_LATE_ADDRESS) };
	return PV_OK;
#endif
}

struct gate {
	struct calls lib;
	xmlParserCtxtPtr ctxt;
	struct pv_blocks *out;
	struct pv_err *err;
	enum pv_rc rc;
	unsigned depth;
	size_t fed;
	bool stopped, seen, included;
};

static bool
is(const xmlChar *s, const char *what)
{
	return s != NULL && strcmp((const char *)s, what) == 0;
}

static enum pv_rc
refuse(struct gate *g, const char *code, const char *msg)
{
	uint32_t line = 0, col = 0;

	if (g->stopped)
		return g->rc;
	if (g->ctxt->input != NULL) {
		line = (uint32_t)g->ctxt->input->line;
		col = (uint32_t)g->ctxt->input->col;
	}
	g->stopped = true;
	g->rc = pv_fail_at(g->err, PV_EINPUT, code, line, col, "%s", msg);
	return g->rc;
}

static void
stop(struct gate *g, const char *code, const char *msg)
{
	(void)refuse(g, code, msg);
	g->lib.xmlStopParser(g->ctxt);
}

static struct gate *
gate_of(void *data)
{
	return ((xmlParserCtxtPtr)data)->_private;
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int nattrs, int ndefaults,
    const xmlChar **attrs)
{
	struct gate *g = gate_of(data);

	(void)prefix;
	(void)nns;
	(void)ns;
	(void)nattrs;
	(void)ndefaults;
	(void)attrs;
	g->seen = true;
	if (++g->depth > DEPTH_MAX) {
		stop(g, "E-DEPTH", "elements nested deeper than 256");
		return;
	}
	if (!g->included && is(uri, XINCLUDE) && is(name, "include")) {
		g->included = true;
		pv_blocks_diag(g->out, PV_SEV_WARNING, PV_NONE, "W-XINCLUDE",
		    "an inclusion was not followed");
	}
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	(void)name;
	(void)prefix;
	(void)uri;
	gate_of(data)->depth--;
}

static const char dtd_message[] = "the document type declares entities or "
    "attributes; expand them first";

static void
on_entity(void *data, const xmlChar *name, int type, const xmlChar *public_id,
    const xmlChar *system_id, xmlChar *content)
{
	(void)name;
	(void)type;
	(void)public_id;
	(void)system_id;
	(void)content;
	stop(gate_of(data), "E-DTD", dtd_message);
}

static void
on_notation(void *data, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	(void)name;
	(void)public_id;
	(void)system_id;
	stop(gate_of(data), "E-DTD", dtd_message);
}

static void
on_unparsed(void *data, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id, const xmlChar *notation)
{
	(void)name;
	(void)public_id;
	(void)system_id;
	(void)notation;
	stop(gate_of(data), "E-DTD", dtd_message);
}

static void
on_attribute(void *data, const xmlChar *elem, const xmlChar *name, int type,
    int def, const xmlChar *value, xmlEnumerationPtr tree)
{
	(void)elem;
	(void)name;
	(void)type;
	(void)def;
	(void)value;
	/* the handler owns the list of values */
	gate_of(data)->lib.xmlFreeEnumeration(tree);
	stop(gate_of(data), "E-DTD", dtd_message);
}

static void
on_element(void *data, const xmlChar *name, int type,
    xmlElementContentPtr content)
{
	(void)name;
	(void)type;
	(void)content;
	stop(gate_of(data), "E-DTD", dtd_message);
}

/* A parameter entity reference: there is nothing that it could mean. */
static xmlEntityPtr
on_parameter(void *data, const xmlChar *name)
{
	(void)name;
	stop(gate_of(data), "E-DTD", dtd_message);
	return NULL;
}

static xmlEntityPtr
on_get_entity(void *data, const xmlChar *name)
{
	return gate_of(data)->lib.xmlGetPredefinedEntity(name);
}

static void
on_error(void *data, xmlErrorPtr error)
{
	struct gate *g = gate_of(data);
	const char *code = "E-XMLWF";
	char msg[200];
	size_t n = 0;

	if (error->code == ERR_UNBOUND_PREFIX || g->stopped)
		return;
	while (error->message != NULL && error->message[n] != '\0' &&
	    error->message[n] != '\n' && n < sizeof(msg) - 1) {
		msg[n] = error->message[n];
		n++;
	}
	msg[n] = '\0';
	/* libxml2 calls a text that breaks off one with something behind it */
	if (error->code == XML_ERR_DOCUMENT_END && g->depth > 0) {
		stop(g, code, "the text ends inside an element");
		return;
	}
	if (error->code == XML_ERR_NO_MEMORY) {
		g->stopped = true;
		g->rc = pv_fail_nomem(g->err);
	} else if (error->code == XML_ERR_UNSUPPORTED_ENCODING) {
		code = "E-ENCUNK";
	}
	stop(g, code, n > 0 ? msg : "not well-formed");
}

static void
make_handler(xmlSAXHandler *h)
{
	memset(h, 0, sizeof(*h));
	h->initialized = XML_SAX2_MAGIC;
	h->startElementNs = on_start;
	h->endElementNs = on_end;
	h->entityDecl = on_entity;
	h->notationDecl = on_notation;
	h->unparsedEntityDecl = on_unparsed;
	h->attributeDecl = on_attribute;
	h->elementDecl = on_element;
	h->getEntity = on_get_entity;
	h->getParameterEntity = on_parameter;
	h->serror = on_error;
}

/* Start tags whose parsing libxml2 does in quadratic time. */
static enum pv_rc
check_tags(struct pv_span text, struct pv_err *err)
{
	struct pv_tokens t;
	struct pv_tok tok;
	struct pv_span attrs;
	struct pv_attr_text a;
	size_t n;

	pv_tokens_init_xml(&t, text);
	while (pv_tokens_next(&t, &tok)) {
		if (tok.kind != PV_TOK_OPEN || tok.len < 4096)
			continue;
		attrs = tok.attrs;
		for (n = 0; n <= 1000 && pv_tag_attr(&attrs, &a); n++)
			;
		if (tok.len > PV_TAG_MAX || n > 1000)
			return pv_fail_at(err, PV_EINPUT, "E-SIZE",
			    pv_tokens_line(&t), 0,
			    "start tag longer than %d bytes or with more "
			    "than 1000 attributes", PV_TAG_MAX);
	}
	return PV_OK;
}

static enum pv_rc
feed(struct gate *g, struct pv_span text)
{
	size_t n;

	while (g->fed < text.len && !g->stopped) {
		n = text.len - g->fed < CHUNK ? text.len - g->fed : CHUNK;
		(void)g->lib.xmlParseChunk(g->ctxt, text.ptr + g->fed, (int)n,
		    0);
		g->fed += n;
	}
	if (!g->stopped)
		(void)g->lib.xmlParseChunk(g->ctxt, NULL, 0, 1);
	if (g->stopped)
		return g->rc;
	if (!g->ctxt->wellFormed || !g->seen || (g->ctxt->errNo != 0 &&
	    g->ctxt->errNo != ERR_UNBOUND_PREFIX))
		return refuse(g, "E-XMLWF", "not well-formed");
	return PV_OK;
}

static bool
has_nul(struct pv_span text)
{
	return text.len > 0 && memchr(text.ptr, '\0', text.len) != NULL;
}

/* Versions other than 1.x: libxml2 only warns about some of them. */
static bool
odd_version(struct pv_span text)
{
	struct pv_tokens t;
	struct pv_tok tok;
	struct pv_span v;

	if (!pv_span_starts(text, PV_SPAN("<?xml")))
		return false;
	pv_tokens_init_xml(&t, text);
	if (!pv_tokens_next(&t, &tok) || tok.kind != PV_TOK_DECL ||
	    tok.len < 7)
		return false;
	return pv_tag_find(pv_span_sub(text, 5, tok.len - 2), "version",
	    &v) && !pv_span_starts(v, PV_SPAN("1."));
}

enum pv_rc
pv_xml_check(struct pv_span text, struct pv_blocks *out, struct pv_err *err)
{
	struct gate g = { .out = out, .err = err, .rc = PV_OK };
	xmlSAXHandler handler;
	enum pv_rc rc;

	if (has_nul(text))
		return pv_fail(err, PV_EINPUT, "E-XMLWF",
		    "a NUL byte in XML");
	if (odd_version(text))
		return pv_fail_at(err, PV_EINPUT, "E-XMLWF", 1, 0,
		    "unknown version of XML");
	rc = check_tags(text, err);
	if (rc != PV_OK)
		return rc;
	rc = load(&g.lib, err);
	if (rc != PV_OK)
		return rc;
	make_handler(&handler);
	g.ctxt = g.lib.xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
	if (g.ctxt == NULL)
		return pv_fail_nomem(err);
	g.ctxt->_private = &g;
	g.ctxt->userData = g.ctxt;
	/* The text is UTF-8 by now, whatever its declaration said. */
	(void)g.lib.xmlCtxtUseOptions(
	    g.ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	(void)g.lib.xmlSwitchEncoding(g.ctxt, XML_CHAR_ENCODING_UTF8);
	rc = feed(&g, text);
	if (g.ctxt->myDoc != NULL)
		g.lib.xmlFreeDoc(g.ctxt->myDoc);
	g.ctxt->myDoc = NULL;
	g.lib.xmlFreeParserCtxt(g.ctxt);
	return rc;
}

void
pv_xml_prepare(void)
{
	struct calls lib;

	/* whoever needs it will be told why that failed */
	(void)load(&lib, NULL);
}

struct pv_span
pv_xml_root(struct pv_span head)
{
	struct pv_tokens t;
	struct pv_tok tok;

	pv_tokens_init_xml(&t, head);
	while (pv_tokens_next(&t, &tok)) {
		if (tok.kind == PV_TOK_OPEN)
			return tok.name;
		if (tok.kind == PV_TOK_TEXT &&
		    pv_marker_blank(tok.body) < tok.body.len)
			break;
	}
	return pv_span("", 0);
}
