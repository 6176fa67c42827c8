/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/pack_yaml.h"

#include <stdlib.h>
#include <string.h>

#include <libfyaml.h>

#include "base/utf8.h"

/* One file being read. */
struct loader {
	const struct pv_yaml *y;
	bool nomem;
};

static const char *
type_name(struct fy_node *n)
{
	switch (fy_node_get_type(n)) {
	case FYNT_SCALAR:
		return "a text";
	case FYNT_SEQUENCE:
		return "a list";
	case FYNT_MAPPING:
		return "a mapping";
	}
	return "nothing";
}

/*
 * The first scalar in a node, for its place.  Packs are a few levels deep and
 * libfyaml refuses more than 64.
 */
static struct fy_token *
first_token(struct fy_node *n)
{
	void *iter = NULL;

	while (n != NULL && fy_node_get_type(n) != FYNT_SCALAR) {
		iter = NULL;
		if (fy_node_get_type(n) == FYNT_SEQUENCE)
			n = fy_node_sequence_iterate(n, &iter);
		else
			n = fy_node_pair_key(fy_node_mapping_iterate(n, &iter));
	}
	return n == NULL ? NULL : fy_node_get_scalar_token(n);
}

static struct pv_complaint_at
node_at(const struct loader *l, struct fy_node *n)
{
	struct pv_complaint_at at = { l->y->source, 0, 0, 1, false };
	struct fy_token *token = first_token(n);
	const struct fy_mark *mark;

	mark = token == NULL ? NULL : fy_token_start_mark(token);
	if (mark == NULL)
		return at;
	at.line = (uint32_t)mark->line + 1;
	at.col = (uint32_t)mark->column + 1;
	if (fy_node_get_type(n) == FYNT_SCALAR) {
		size_t len = 0;

		(void)fy_node_get_scalar(n, &len);
		at.width = (uint32_t)len;
	}
	return at;
}

/* Byte column of a mark: libfyaml counts characters. */
static uint32_t
byte_column(struct pv_span bytes, const struct fy_mark *mark)
{
	size_t at = mark->input_pos < bytes.len ? mark->input_pos : bytes.len;
	size_t start = at;

	while (start > 0 && bytes.ptr[start - 1] != '\n')
		start--;
	return (uint32_t)(at - start) + 1;
}

static void
block_place(struct pv_text *t, struct pv_span bytes, size_t at)
{
	size_t spaces = 0, own = 0;

	while (at + spaces < bytes.len && bytes.ptr[at + spaces] == ' ')
		spaces++;
	while (own < t->s.len && t->s.ptr[own] == ' ')
		own++;
	t->block = true;
	t->indent = (uint32_t)(spaces > own ? spaces - own : 0);
}

static void
read_text(struct loader *l, struct fy_node *n, struct pv_text *out)
{
	struct pv_span bytes = l->y->source->bytes;
	struct fy_token *token = fy_node_get_scalar_token(n);
	const struct fy_mark *mark;
	const char *s;
	size_t len = 0;

	s = fy_node_get_scalar(n, &len);
	out->s = pv_arena_dup(l->y->arena, pv_span(s != NULL ? s : "", len));
	if (out->s.ptr == NULL)
		l->nomem = true;
	mark = token == NULL ? NULL : fy_token_start_mark(token);
	if (mark == NULL)
		return;
	out->line = (uint32_t)mark->line + 1;
	out->col = byte_column(bytes, mark);
	if (fy_node_get_style(n) == FYNS_LITERAL)
		block_place(out, bytes, mark->input_pos);
}

/* A scalar that is text: no alias, no tag, not empty. */
static bool
is_text(struct loader *l, struct fy_node *key, struct fy_node *n)
{
	struct pv_complaint_at at = node_at(l, n);
	size_t len = 0;

	if (at.line == 0)
		at = node_at(l, key);
	if (n == NULL || fy_node_get_type(n) != FYNT_SCALAR) {
		pv_complain(l->y->complaints, &at, "expected a text, not %s",
		    type_name(n));
		return false;
	}
	if (fy_node_get_style(n) == FYNS_ALIAS) {
		pv_complain(l->y->complaints, &at,
		    "%s", l->y->no_alias);
		return false;
	}
	if (fy_node_get_tag(n, &len) != NULL) {
		pv_complain(l->y->complaints, &at, "tags are not used in %ss",
		    l->y->what);
		return false;
	}
	(void)fy_node_get_scalar(n, &len);
	if (len == 0) {
		pv_complain(l->y->complaints, &at, "expected a text, not nothing");
		return false;
	}
	return true;
}

static bool
is_type(struct loader *l, struct fy_node *key, struct fy_node *n,
    enum fy_node_type type, const char *want)
{
	struct pv_complaint_at at;

	if (n != NULL && fy_node_get_type(n) == type)
		return true;
	at = node_at(l, n);
	if (at.line == 0)
		at = node_at(l, key);
	pv_complain(
	    l->y->complaints, &at, "expected %s, not %s", want, type_name(n));
	return false;
}

static void
read_texts(struct loader *l, struct fy_node *key, struct fy_node *n,
    struct pv_texts *out)
{
	struct fy_node *item;
	struct pv_text *t;
	void *iter = NULL;
	int count;

	if (!is_type(l, key, n, FYNT_SEQUENCE, "a list"))
		return;
	count = fy_node_sequence_item_count(n);
	if (count > (int)PV_PACK_EXAMPLES) {
		struct pv_complaint_at at = node_at(l, key);

		pv_complain(l->y->complaints, &at, "more than %u entries",
		    PV_PACK_EXAMPLES);
		return;
	}
	t = pv_arena_array(l->y->arena, (size_t)count + 1, sizeof(*t));
	if (t == NULL) {
		l->nomem = true;
		return;
	}
	out->ptr = t;
	out->given = true;
	while ((item = fy_node_sequence_iterate(n, &iter)) != NULL)
		if (is_text(l, key, item))
			read_text(l, item, &t[out->len++]);
}

static void
complain_text(struct loader *l, const struct pv_text *t, const char *what)
{
	const struct pv_pack pack = { .source = l->y->source };

	pv_complain_text(l->y->complaints, &pack, t, "%s", what);
}

bool
pv_yaml_milli(struct pv_span s, int32_t *out)
{
	int32_t value = 0, scale = 1000;
	bool negative = s.len > 0 && s.ptr[0] == '-', digits = false;
	size_t i = negative ? 1 : 0;

	for (; i < s.len && pv_isdigit(s.ptr[i]); i++) {
		value = value * 10 + (s.ptr[i] - '0');
		if (value > 100)
			return false;
		digits = true;
	}
	value *= 1000;
	if (digits && i < s.len && s.ptr[i] == '.') {
		digits = false;
		for (i++; i < s.len && pv_isdigit(s.ptr[i]); i++) {
			if (scale == 1)
				return false;
			scale /= 10;
			value += (s.ptr[i] - '0') * scale;
			digits = true;
		}
	}
	if (!digits || i != s.len || value > 100000)
		return false;
	*out = negative ? -value : value;
	return true;
}

static void
read_milli(struct loader *l, struct fy_node *key, struct fy_node *n,
    struct pv_milli *out)
{
	if (!is_text(l, key, n))
		return;
	read_text(l, n, &out->text);
	if (!pv_yaml_milli(out->text.s, &out->value))
		complain_text(l, &out->text,
		    "expected a number such as 1.5, at most 100 and with at "
		    "most three decimals");
}

static void
read_bool(struct loader *l, struct fy_node *key, struct fy_node *n, bool *out)
{
	struct pv_text t = { 0 };

	if (!is_text(l, key, n))
		return;
	read_text(l, n, &t);
	*out = pv_span_eq(t.s, PV_SPAN("true"));
	if (!*out && !pv_span_eq(t.s, PV_SPAN("false")))
		complain_text(l, &t, "expected true or false");
}

/* By name; of one name, in the order of the file. */
static int
by_name(const void *a, const void *b)
{
	const struct pv_pair *x = *(const struct pv_pair *const *)a;
	const struct pv_pair *y = *(const struct pv_pair *const *)b;
	size_t n = x->name.s.len < y->name.s.len ? x->name.s.len :
	    y->name.s.len;
	int c = n > 0 ? memcmp(x->name.s.ptr, y->name.s.ptr, n) : 0;

	if (c != 0)
		return c;
	if (x->name.s.len != y->name.s.len)
		return x->name.s.len < y->name.s.len ? -1 : 1;
	return (x > y) - (x < y);
}

/* libfyaml would compare each key with each other one. */
static void
check_names(struct loader *l, const struct pv_pairs *pairs)
{
	const struct pv_pair **list = pv_arena_array(l->y->arena,
	    pairs->len + 1, sizeof(*list));
	size_t i;

	if (list == NULL) {
		l->nomem = true;
		return;
	}
	for (i = 0; i < pairs->len; i++)
		list[i] = &pairs->ptr[i];
	qsort(list, pairs->len, sizeof(*list), by_name);
	for (i = 1; i < pairs->len; i++)
		if (pv_span_eq(list[i]->name.s, list[i - 1]->name.s))
			complain_text(l, &list[i]->name, "duplicate key");
}

static void
read_pairs(struct loader *l, struct fy_node *key, struct fy_node *n,
    struct pv_pairs *out)
{
	struct fy_node_pair *entry;
	struct pv_pair *pairs;
	void *iter = NULL;

	if (!is_type(l, key, n, FYNT_MAPPING, "a mapping"))
		return;
	pairs = pv_arena_array(l->y->arena,
	    (size_t)fy_node_mapping_item_count(n) + 1, sizeof(*pairs));
	if (pairs == NULL) {
		l->nomem = true;
		return;
	}
	out->ptr = pairs;
	while ((entry = fy_node_mapping_iterate(n, &iter)) != NULL) {
		struct fy_node *name = fy_node_pair_key(entry);
		struct fy_node *value = fy_node_pair_value(entry);

		if (!is_text(l, key, name) || !is_text(l, name, value))
			continue;
		read_text(l, name, &pairs[out->len].name);
		read_text(l, value, &pairs[out->len].value);
		out->len++;
	}
	check_names(l, out);
}

static void read_fields(struct loader *l, struct fy_node *n,
    const struct pv_yaml_field *fields, void *out);

/* The entries of a list of mappings. */
static void
read_list(struct loader *l, struct fy_node *key, struct fy_node *n,
    const struct pv_yaml_list *list, struct pv_yaml_items *out)
{
	struct fy_node *item;
	struct pv_complaint_at at;
	char *items;
	void *iter = NULL;
	int count;

	if (!is_type(l, key, n, FYNT_SEQUENCE, "a list"))
		return;
	count = fy_node_sequence_item_count(n);
	if (count > (int)list->max) {
		at = node_at(l, key != NULL ? key : n);
		pv_complain(l->y->complaints, &at, "more than %u entries",
		    list->max);
		return;
	}
	items = pv_arena_array(l->y->arena, (size_t)count + 1, list->size);
	if (items == NULL) {
		l->nomem = true;
		return;
	}
	while ((item = fy_node_sequence_iterate(n, &iter)) != NULL) {
		if (!is_type(l, key, item, FYNT_MAPPING, "a mapping"))
			continue;
		read_fields(l, item, list->fields,
		    items + out->len * list->size);
		out->len++;
	}
	out->ptr = items;
}

static void
read_field(struct loader *l, struct fy_node_pair *entry,
    const struct pv_yaml_field *f, void *out)
{
	struct fy_node *key = fy_node_pair_key(entry);
	struct fy_node *n = fy_node_pair_value(entry);

	switch (f->kind) {
	case PV_YAML_TEXT:
		if (is_text(l, key, n))
			read_text(l, n, out);
		break;
	case PV_YAML_TEXTS:
		read_texts(l, key, n, out);
		break;
	case PV_YAML_MILLI:
		read_milli(l, key, n, out);
		break;
	case PV_YAML_BOOL:
		read_bool(l, key, n, out);
		break;
	case PV_YAML_PAIRS:
		read_pairs(l, key, n, out);
		break;
	case PV_YAML_LIST:
		read_list(l, key, n, f->list, out);
		break;
	}
}

static const struct pv_yaml_field *
find_field(const struct pv_yaml_field *f, struct pv_span key)
{
	for (; f->key != NULL; f++)
		if (pv_span_eq(key, pv_span_str(f->key)))
			return f;
	return NULL;
}

/* Fill the struct at out from a mapping; fields ends with a NULL key. */
static void
read_fields(struct loader *l, struct fy_node *n,
    const struct pv_yaml_field *fields, void *out)
{
	const struct pv_yaml_field *f;
	struct fy_node_pair *entry;
	struct pv_complaint_at at;
	unsigned seen = 0;
	void *iter = NULL;

	while ((entry = fy_node_mapping_iterate(n, &iter)) != NULL) {
		struct fy_node *key = fy_node_pair_key(entry);
		struct pv_span name;

		if (!is_text(l, n, key))
			continue;
		name.ptr = fy_node_get_scalar(key, &name.len);
		f = find_field(fields, name);
		if (f == NULL) {
			at = node_at(l, key);
			pv_complain(l->y->complaints, &at, "unknown key '%.*s'",
			    PV_FMT(name));
			continue;
		}
		if ((seen & 1u << (f - fields)) != 0) {
			at = node_at(l, key);
			pv_complain(l->y->complaints, &at,
			    "duplicate key '%s'", f->key);
			continue;
		}
		seen |= 1u << (f - fields);
		read_field(l, entry, f, (char *)out + f->offset);
	}
	for (f = fields; f->key != NULL; f++) {
		if (!f->required || (seen & 1u << (f - fields)) != 0)
			continue;
		at = node_at(l, n);
		pv_complain(l->y->complaints, &at, "'%s' is missing", f->key);
	}
}

static void
complain_yaml(struct loader *l, struct fy_diag *diag)
{
	struct pv_complaint_at at = { l->y->source, 0, 0, 1, false };
	struct fy_diag_error *e;
	void *iter = NULL;

	while ((e = fy_diag_errors_iterate(diag, &iter)) != NULL) {
		at.line = e->line > 0 ? (uint32_t)e->line : 1;
		at.col = e->column > 0 ? (uint32_t)e->column : 1;
		pv_complain(l->y->complaints, &at, "%s", e->msg);
	}
}

/* What the root of a file is read as: fields of a mapping, or a list. */
struct root {
	const struct pv_yaml_field *fields;
	const struct pv_yaml_list *list;
	void *out;
};

static void
read_root(struct loader *l, struct fy_node *root, const struct root *want)
{
	struct pv_complaint_at at = { l->y->source, 1, 1, 1, false };
	enum fy_node_type type = want->list != NULL ? FYNT_SEQUENCE :
	    FYNT_MAPPING;

	if (root == NULL || fy_node_get_type(root) != type)
		pv_complain(l->y->complaints, &at, "a %s is %s, not %s",
		    l->y->what, want->list != NULL ? "a list" : "a mapping",
		    type_name(root));
	else if (want->list != NULL)
		read_list(l, NULL, root, want->list, want->out);
	else
		read_fields(l, root, want->fields, want->out);
}

static void
read_document(struct loader *l, struct fy_parser *parser, struct fy_diag *diag,
    const struct root *want)
{
	struct pv_complaint_at at = { l->y->source, 1, 1, 1, false };
	struct fy_document *doc = fy_parse_load_document(parser), *more;

	if (doc == NULL) {
		complain_yaml(l, diag);
		if (l->y->complaints->count == 0)
			pv_complain(l->y->complaints, &at, "the %s is empty",
			    l->y->what);
		return;
	}
	read_root(l, fy_document_root(doc), want);
	fy_parse_document_destroy(parser, doc);
	more = fy_parse_load_document(parser);
	if (more != NULL)
		pv_complain(l->y->complaints, &at,
		    "a %s is one YAML document, and here are more",
		    l->y->what);
	else
		complain_yaml(l, diag);
	fy_parse_document_destroy(parser, more);
}

/* What libfyaml would take or pass over in silence. */
static bool
check_bytes(struct loader *l)
{
	struct pv_span b = l->y->source->bytes;
	struct pv_complaint_at at = { l->y->source, 0, 0, 1, false };
	size_t i, bad = pv_utf8_check(b);
	const char *nul;

	if (b.len > PV_PACK_MAX) {
		pv_complain(l->y->complaints, &at,
		    "the %s is larger than %zu bytes", l->y->what,
		    PV_PACK_MAX);
		return false;
	}
	nul = b.len > 0 ? memchr(b.ptr, '\0', b.len) : NULL;
	if (nul != NULL && (size_t)(nul - b.ptr) < bad)
		bad = (size_t)(nul - b.ptr);
	if (bad == b.len)
		return true;
	at.line = at.col = 1;
	for (i = 0; i < bad; i++) {
		at.col++;
		if (b.ptr[i] == '\n') {
			at.line++;
			at.col = 1;
		}
	}
	pv_complain(l->y->complaints, &at,
	    b.ptr[bad] == '\0' ? "NUL byte in the %s" : "the %s is not UTF-8",
	    l->y->what);
	return false;
}

static enum pv_rc
read_file(const struct pv_yaml *y, const struct root *want)
{
	struct fy_diag_cfg diag_cfg;
	struct fy_parse_cfg cfg = { .flags = FYPCF_COLLECT_DIAG |
		FYPCF_ALLOW_DUPLICATE_KEYS };
	struct loader l = { y, false };
	struct fy_parser *parser = NULL;
	unsigned before = y->complaints->count;

	if (!check_bytes(&l))
		return PV_ERULE;
	fy_diag_cfg_default(&diag_cfg);
	diag_cfg.fp = NULL;
	cfg.diag = fy_diag_create(&diag_cfg);
	if (cfg.diag != NULL) {
		fy_diag_set_collect_errors(cfg.diag, true);
		parser = fy_parser_create(&cfg);
	}
	if (parser == NULL || fy_parser_set_string(parser,
	    y->source->bytes.ptr, y->source->bytes.len) != 0)
		l.nomem = true;
	else
		read_document(&l, parser, cfg.diag, want);
	fy_parser_destroy(parser);
	fy_diag_destroy(cfg.diag);
	if (l.nomem)
		return pv_fail_nomem(y->complaints->err);
	return y->complaints->count > before ? PV_ERULE : PV_OK;
}

enum pv_rc
pv_yaml_read(const struct pv_yaml *y, const struct pv_yaml_field *fields,
    void *out)
{
	const struct root want = { fields, NULL, out };

	return read_file(y, &want);
}

enum pv_rc
pv_yaml_read_list(const struct pv_yaml *y, const struct pv_yaml_list *list,
    struct pv_yaml_items *out)
{
	const struct root want = { NULL, list, out };

	return read_file(y, &want);
}
