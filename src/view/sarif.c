/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/digest.h"
#include "base/json.h"
#include "base/utf8.h"
#include "view/place.h"
#include "view/views.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

/*
 * "sarif": the Static Analysis Results Interchange Format, OASIS, version
 * 2.1.0: one run, a rule a check, a result a report.  Columns count code
 * points, as the format has it (3.14.17).
 */

static void
key_message(struct pv_json *j, const char *key, struct pv_span s)
{
	pv_json_key_open(j, key, '{');
	pv_json_key_str(j, "text", s);
	pv_json_close(j, '}');
}

static void
put_driver(struct pv_json *j)
{
	int i;

	pv_json_key_open(j, "driver", '{');
	pv_json_key_str(j, "name", PV_SPAN("proviso"));
	pv_json_key_str(j, "version", PV_SPAN(PACKAGE_VERSION));
	pv_json_key_open(j, "rules", '[');
	for (i = 0; i <= (int)PV_LINT_LAST; i++) {
		pv_json_open(j, '{');
		pv_json_key_str(j, "id", pv_span_str(
		    pv_lint_code((enum pv_lint_kind)i)));
		pv_json_key_str(j, "name", pv_span_str(
		    pv_lint_name((enum pv_lint_kind)i)));
		key_message(j, "shortDescription", pv_span_str(
		    pv_lint_about((enum pv_lint_kind)i)));
		pv_json_close(j, '}');
	}
	pv_json_close(j, ']');
	pv_json_close(j, '}');
}

static void
sarif_begin(struct pv_buf *out, enum pv_view_kind kind,
    const struct pv_view_opts *o)
{
	struct pv_json j = { .out = out };

	(void)kind;
	(void)o;
	pv_buf_str(out, "{\"$schema\":"
	    "\"https://json.schemastore.org/sarif-2.1.0.json\","
	    "\"version\":\"2.1.0\",\"runs\":[{\"tool\":");
	pv_json_open(&j, '{');
	put_driver(&j);
	pv_json_close(&j, '}');
	pv_buf_str(out, ",\"columnKind\":\"unicodeCodePoints\","
	    "\"results\":[\n");
}

static void
sarif_end(struct pv_buf *out, enum pv_view_kind kind,
    const struct pv_view_opts *o)
{
	(void)kind;
	pv_buf_str(out, *o->started ? "\n]}]}\n" : "]}]}\n");
}

/* A path as a relative reference (RFC 3986). */
static void
put_uri(struct pv_json *j, struct pv_span path)
{
	struct pv_buf uri = PV_BUF_INIT;
	size_t i;

	for (i = 0; i < path.len; i++) {
		if (pv_isalnum(path.ptr[i]) ||
		    memchr("-._~/", path.ptr[i], 5) != NULL)
			pv_buf_char(&uri, path.ptr[i]);
		else
			pv_buf_printf(&uri, "%%%02X",
			    (unsigned)(unsigned char)path.ptr[i]);
	}
	pv_json_key_str(j, "uri", pv_buf_view(&uri));
	j->out->failed = j->out->failed || uri.failed;
	pv_buf_release(&uri);
}

/* Code points of the line that byte `at` stands in, up to it; from 1. */
static uint32_t
column_at(const struct pv_view_doc *doc, uint32_t line, uint32_t at)
{
	struct pv_span s;
	uint32_t cp, n = 1;
	size_t len;

	if (line == 0 || line > doc->nlines)
		return 1;
	s = pv_span_sub(doc->bytes, doc->lines[line - 1], at);
	while (s.len > 0) {
		len = pv_utf8_decode(s, &cp);
		s = pv_span_sub(s, len > 0 ? len : 1, s.len);
		n++;
	}
	return n;
}

static void
put_region(struct pv_json *j, const struct pv_version *v,
    const struct pv_lint *x, const struct pv_view_doc *doc)
{
	struct pv_range last = { x->at.end > x->at.start ? x->at.end - 1 :
		x->at.start, x->at.end };
	struct pv_view_place p = pv_view_place(v, doc, x->clause, x->at);
	struct pv_view_place q = pv_view_place(v, doc, x->clause, last);

	pv_json_key_open(j, "region", '{');
	pv_json_key_u64(j, "startLine", p.line > 0 ? p.line : 1);
	if (doc->bytes.len > 0 && q.end >= p.start && q.line >= p.line) {
		pv_json_key_u64(j, "startColumn",
		    column_at(doc, p.line, p.start));
		pv_json_key_u64(j, "endLine", q.line);
		pv_json_key_u64(j, "endColumn", column_at(doc, q.line, q.end));
	}
	pv_json_close(j, '}');
}

/* What stays the same when clauses move: the defect and its clause's text. */
static void
put_fingerprint(struct pv_json *j, const struct pv_version *v,
    const struct pv_lint *x)
{
	const struct pv_clause *c = &v->clauses[x->clause];
	struct pv_buf b = PV_BUF_INIT;
	uint64_t hash;

	pv_buf_printf(&b, "%s\n%u\n", pv_lint_code(x->kind),
	    (unsigned)(x->at.start - c->all.start));
	pv_buf_span(&b, x->subject);
	pv_buf_char(&b, '\n');
	pv_buf_span(&b, pv_version_text(v, c->stem));
	hash = pv_hash64(pv_buf_view(&b));
	j->out->failed = j->out->failed || b.failed;
	pv_buf_clear(&b);
	pv_buf_printf(&b, "%016llx", (unsigned long long)hash);
	pv_json_key_open(j, "partialFingerprints", '{');
	pv_json_key_str(j, "provisoClause/v1", pv_buf_view(&b));
	pv_json_close(j, '}');
	pv_buf_release(&b);
}

static void
put_result(struct pv_json *j, const struct pv_version *v,
    const struct pv_lint *x, const struct pv_view_doc *doc)
{
	pv_json_open(j, '{');
	pv_json_key_str(j, "ruleId", pv_span_str(pv_lint_code(x->kind)));
	pv_json_key_u64(j, "ruleIndex", (uint64_t)x->kind);
	pv_json_key_str(j, "level", PV_SPAN("warning"));
	key_message(j, "message", x->text);
	pv_json_key_open(j, "locations", '[');
	pv_json_open(j, '{');
	pv_json_key_open(j, "physicalLocation", '{');
	pv_json_key_open(j, "artifactLocation", '{');
	put_uri(j, doc->file);
	pv_json_close(j, '}');
	put_region(j, v, x, doc);
	pv_json_close(j, '}');
	pv_json_key_open(j, "logicalLocations", '[');
	pv_json_open(j, '{');
	pv_json_key_str(j, "name", pv_clause_title(v, x->clause));
	pv_json_close(j, '}');
	pv_json_close(j, ']');
	pv_json_close(j, '}');
	pv_json_close(j, ']');
	put_fingerprint(j, v, x);
	pv_json_close(j, '}');
}

static void
sarif_lints(struct pv_buf *out, const struct pv_version *v,
    const struct pv_lints *l, const struct pv_view_opts *o)
{
	struct pv_json j;
	size_t i;

	for (i = 0; i < l->nitems; i++) {
		if (*o->started)
			pv_buf_str(out, ",\n");
		*o->started = true;
		j = (struct pv_json){ .out = out };
		put_result(&j, v, &l->items[i], &o->doc);
	}
}

const struct pv_view pv_view_sarif = {
	"sarif", sarif_begin, NULL, NULL, NULL, sarif_end, sarif_lints
};
