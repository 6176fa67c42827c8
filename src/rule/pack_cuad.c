/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/gold.h"

#include <string.h>

#include <libfyaml.h>

#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"

/*
 * A line of CUAD's form:
 *	{"file": "a.txt", "sha256": "...", "labels": {"Exclusivity":
 *	    [{"start": 120, "end": 180, "text": "..."}]}}
 * Other keys are passed over.
 */
struct reading {
	const struct pv_pack_source *source;
	struct pv_arena *arena;
	struct pv_err *err;
	struct pv_vec docs;     /* struct pv_cuad_doc */
	struct pv_vec spans;    /* struct pv_cuad_span, of the line */
	uint32_t line;
};

static enum pv_rc
fail(const struct reading *r, const char *what)
{
	return pv_fail_at(r->err, PV_ERULE, "E-GOLD", r->line, 0,
	    "%.*s:%u: %s", PV_FMT(r->source->name), (unsigned)r->line, what);
}

static struct fy_node *
lookup(struct fy_node *n, const char *key)
{
	return fy_node_mapping_lookup_by_string(n, key, strlen(key));
}

/* A text or number of a mapping, in the arena; false when there is none. */
static bool
get_text(struct reading *r, struct fy_node *n, struct pv_span *out)
{
	size_t len = 0;
	const char *s;

	if (n == NULL || fy_node_get_type(n) != FYNT_SCALAR)
		return false;
	s = fy_node_get_scalar(n, &len);
	*out = pv_arena_dup(r->arena, pv_span(s != NULL ? s : "", len));
	return out->ptr != NULL;
}

static bool
get_offset(struct reading *r, struct fy_node *n, uint32_t *out)
{
	struct pv_span s;
	uint64_t value;

	if (!get_text(r, n, &s) || !pv_num_parse(s, UINT32_MAX - 1, &value))
		return false;
	*out = (uint32_t)value;
	return true;
}

static enum pv_rc
read_category(struct reading *r, struct fy_node_pair *entry)
{
	struct fy_node *list = fy_node_pair_value(entry), *n;
	struct pv_cuad_span s;
	struct pv_span category;
	void *iter = NULL;

	if (!get_text(r, fy_node_pair_key(entry), &category) ||
	    fy_node_get_type(list) != FYNT_SEQUENCE)
		return fail(r, "a category has a list of spans");
	while ((n = fy_node_sequence_iterate(list, &iter)) != NULL) {
		s.category = category;
		if (fy_node_get_type(n) != FYNT_MAPPING ||
		    !get_text(r, lookup(n, "text"), &s.text) ||
		    !get_offset(r, lookup(n, "start"), &s.start) ||
		    !get_offset(r, lookup(n, "end"), &s.end) ||
		    s.start >= s.end)
			return fail(r, "a span has a text and offsets, "
			    "'start' before 'end'");
		if (!pv_vec_add(&r->spans, &s))
			return pv_fail_nomem(r->err);
	}
	return PV_OK;
}

/* The name of a file next to others: nothing leads elsewhere. */
static bool
is_plain_name(struct pv_span s)
{
	return s.len > 0 && s.len < 256 && s.ptr[0] != '.' &&
	    memchr(s.ptr, '/', s.len) == NULL &&
	    memchr(s.ptr, '\0', s.len) == NULL;
}

static enum pv_rc
read_object(struct reading *r, struct fy_node *root)
{
	struct pv_cuad_doc d = { .line = r->line };
	struct fy_node *labels;
	struct fy_node_pair *entry;
	enum pv_rc rc = PV_OK;
	void *iter = NULL;

	if (root == NULL || fy_node_get_type(root) != FYNT_MAPPING)
		return fail(r, "a line is a JSON object");
	if (!get_text(r, lookup(root, "file"), &d.file) ||
	    !is_plain_name(d.file))
		return fail(r, "'file' is the plain name of a text");
	(void)get_text(r, lookup(root, "sha256"), &d.sha256);
	labels = lookup(root, "labels");
	if (labels == NULL || fy_node_get_type(labels) != FYNT_MAPPING)
		return fail(r, "'labels' is missing");
	while (rc == PV_OK &&
	    (entry = fy_node_mapping_iterate(labels, &iter)) != NULL)
		rc = read_category(r, entry);
	if (rc != PV_OK)
		return rc;
	d.spans = pv_vec_freeze(&r->spans, r->arena, &d.nspans);
	return d.spans != NULL && pv_vec_add(&r->docs, &d) ? PV_OK :
	    pv_fail_nomem(r->err);
}

static enum pv_rc
read_line(struct reading *r, struct pv_span line)
{
	struct fy_diag_cfg diag_cfg;
	struct fy_parse_cfg cfg = {
		.flags = FYPCF_COLLECT_DIAG | FYPCF_JSON_FORCE
	};
	struct fy_document *doc;
	enum pv_rc rc;

	if (line.len > PV_CUAD_LINE)
		return fail(r, "the line is too long");
	if (pv_utf8_check(line) != line.len ||
	    memchr(line.ptr, '\0', line.len) != NULL)
		return fail(r, "the line is not UTF-8");
	fy_diag_cfg_default(&diag_cfg);
	diag_cfg.fp = NULL;
	cfg.diag = fy_diag_create(&diag_cfg);
	if (cfg.diag == NULL)
		return pv_fail_nomem(r->err);
	fy_diag_set_collect_errors(cfg.diag, true);
	doc = fy_document_build_from_string(&cfg, line.ptr, line.len);
	rc = doc == NULL ? fail(r, "the line is not JSON") :
	    read_object(r, fy_document_root(doc));
	fy_document_destroy(doc);
	fy_diag_destroy(cfg.diag);
	pv_vec_clear(&r->spans);
	return rc;
}

bool
pv_cuad_is(struct pv_span bytes)
{
	struct pv_span s = pv_span_trim(bytes);

	return s.len > 0 && s.ptr[0] == '{';
}

enum pv_rc
pv_cuad_read(const struct pv_pack_source *source, struct pv_arena *arena,
    struct pv_cuad *out, struct pv_err *err)
{
	struct reading r = { source, arena, err,
		PV_VEC_INIT(struct pv_cuad_doc),
		PV_VEC_INIT(struct pv_cuad_span), 0 };
	struct pv_span rest = source->bytes, line;
	enum pv_rc rc = PV_OK;
	size_t nl;

	if (rest.len > PV_CUAD_MAX)
		rc = fail(&r, "the file is too large");
	while (rest.len > 0 && rc == PV_OK) {
		nl = pv_span_find(rest, PV_SPAN("\n"));
		line = pv_span_trim(pv_span_sub(rest, 0, nl));
		rest = pv_span_sub(rest, nl + 1, rest.len);
		r.line++;
		if (line.len > 0)
			rc = read_line(&r, line);
	}
	if (rc == PV_OK) {
		out->docs = pv_vec_freeze(&r.docs, arena, &out->ndocs);
		if (out->docs == NULL)
			rc = pv_fail_nomem(err);
	}
	pv_vec_release(&r.docs);
	pv_vec_release(&r.spans);
	return rc;
}
