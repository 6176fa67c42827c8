/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/pack.h"

#include <string.h>

#include <libfyaml.h>

#include "base/utf8.h"
#include "base/vec.h"

/* One pack being read. */
struct loader {
	struct pv_pack *pack;
	struct pv_arena *arena;
	struct pv_complaints *complaints;
	bool nomem;
};

/* What a key of a mapping holds, and where it goes. */
enum field_kind {
	FIELD_TEXT,  /* struct pv_text */
	FIELD_TEXTS, /* struct pv_texts */
	FIELD_MILLI, /* struct pv_milli */
	FIELD_BOOL,  /* bool */
	FIELD_PAIRS, /* struct pv_pairs */
	FIELD_GUARDS,
	FIELD_RULES
};

struct field {
	const char *key;
	enum field_kind kind;
	size_t offset;
	bool required;
};

#define FIELD(type, key, member, kind, required)                               \
	{                                                                      \
		key, kind, offsetof(struct type, member), required             \
	}

static const struct field pack_fields[] = { FIELD(pv_pack, "provision",
						provision, FIELD_TEXT, false),
	FIELD(pv_pack, "title", title, FIELD_TEXT, false),
	FIELD(pv_pack, "version", version, FIELD_TEXT, false),
	FIELD(pv_pack, "threshold", threshold, FIELD_MILLI, false),
	FIELD(pv_pack, "lattice", lattice, FIELD_BOOL, false),
	FIELD(pv_pack, "lexicon", lexicon, FIELD_PAIRS, false),
	FIELD(pv_pack, "guards", guards, FIELD_GUARDS, false),
	FIELD(pv_pack, "rules", rules, FIELD_RULES, false),
	{ NULL, FIELD_TEXT, 0, false } };

static const struct field guard_fields[] = { FIELD(pv_pack_guard, "id", id,
						 FIELD_TEXT, true),
	FIELD(pv_pack_guard, "scope", scope, FIELD_TEXT, false),
	FIELD(pv_pack_guard, "pattern", pattern, FIELD_TEXT, true),
	FIELD(pv_pack_guard, "match", match, FIELD_TEXTS, true),
	FIELD(pv_pack_guard, "no_match", no_match, FIELD_TEXTS, false),
	{ NULL, FIELD_TEXT, 0, false } };

static const struct field rule_fields[] = { FIELD(pv_pack_rule, "id", id,
						FIELD_TEXT, true),
	FIELD(pv_pack_rule, "subtype", subtype, FIELD_TEXT, false),
	FIELD(pv_pack_rule, "unit", unit, FIELD_TEXT, false),
	FIELD(pv_pack_rule, "weight", weight, FIELD_MILLI, true),
	FIELD(pv_pack_rule, "strength", strength, FIELD_TEXT, false),
	FIELD(pv_pack_rule, "stance", stance, FIELD_TEXT, false),
	FIELD(pv_pack_rule, "unless", unless, FIELD_TEXTS, false),
	FIELD(pv_pack_rule, "when", when, FIELD_TEXTS, false),
	FIELD(pv_pack_rule, "pattern", pattern, FIELD_TEXT, true),
	FIELD(pv_pack_rule, "attributes", attributes, FIELD_PAIRS, false),
	FIELD(pv_pack_rule, "match", match, FIELD_TEXTS, true),
	FIELD(pv_pack_rule, "no_match", no_match, FIELD_TEXTS, true),
	{ NULL, FIELD_TEXT, 0, false } };

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
	struct pv_complaint_at at = { l->pack->source, 0, 0, 1, false };
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
	struct pv_span bytes = l->pack->source->bytes;
	struct fy_token *token = fy_node_get_scalar_token(n);
	const struct fy_mark *mark;
	const char *s;
	size_t len = 0;

	s = fy_node_get_scalar(n, &len);
	out->s = pv_arena_dup(l->arena, pv_span(s != NULL ? s : "", len));
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
		pv_complain(l->complaints, &at, "expected a text, not %s",
		    type_name(n));
		return false;
	}
	if (fy_node_get_style(n) == FYNS_ALIAS) {
		pv_complain(l->complaints, &at,
		    "aliases are not used in packs; use a lexicon fragment");
		return false;
	}
	if (fy_node_get_tag(n, &len) != NULL) {
		pv_complain(l->complaints, &at, "tags are not used in packs");
		return false;
	}
	(void)fy_node_get_scalar(n, &len);
	if (len == 0) {
		pv_complain(l->complaints, &at, "expected a text, not nothing");
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
	    l->complaints, &at, "expected %s, not %s", want, type_name(n));
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

		pv_complain(l->complaints, &at, "more than %u entries",
		    PV_PACK_EXAMPLES);
		return;
	}
	t = pv_arena_array(l->arena, (size_t)count + 1, sizeof(*t));
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

/* "2.0", "-0.75": at most three decimals, |value| <= 100. */
static bool
parse_milli(struct pv_span s, int32_t *out)
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
	if (!parse_milli(out->text.s, &out->value))
		pv_complain_text(l->complaints, l->pack, &out->text,
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
		pv_complain_text(
		    l->complaints, l->pack, &t, "expected true or false");
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
	pairs = pv_arena_array(l->arena,
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
}

static void read_fields(
    struct loader *l, struct fy_node *n, const struct field *fields, void *out);

/* A list of mappings of one kind, `size` bytes each. */
static const void *
read_list(struct loader *l, struct fy_node_pair *entry,
    const struct field *fields, size_t size, size_t *len)
{
	struct fy_node *key = fy_node_pair_key(entry);
	struct fy_node *n = fy_node_pair_value(entry);
	struct fy_node *item;
	char *items;
	void *iter = NULL;
	int count;

	if (!is_type(l, key, n, FYNT_SEQUENCE, "a list"))
		return NULL;
	count = fy_node_sequence_item_count(n);
	if (count > (int)PV_PACK_RULES) {
		struct pv_complaint_at at = node_at(l, key);

		pv_complain(
		    l->complaints, &at, "more than %u entries", PV_PACK_RULES);
		return NULL;
	}
	items = pv_arena_array(l->arena, (size_t)count + 1, size);
	if (items == NULL) {
		l->nomem = true;
		return NULL;
	}
	while ((item = fy_node_sequence_iterate(n, &iter)) != NULL) {
		if (!is_type(l, key, item, FYNT_MAPPING, "a mapping"))
			continue;
		read_fields(l, item, fields, items + *len * size);
		(*len)++;
	}
	return items;
}

static void
read_field(struct loader *l, struct fy_node_pair *entry, const struct field *f,
    void *out)
{
	struct fy_node *key = fy_node_pair_key(entry);
	struct fy_node *n = fy_node_pair_value(entry);
	struct pv_pack *pack = l->pack;

	switch (f->kind) {
	case FIELD_TEXT:
		if (is_text(l, key, n))
			read_text(l, n, out);
		break;
	case FIELD_TEXTS:
		read_texts(l, key, n, out);
		break;
	case FIELD_MILLI:
		read_milli(l, key, n, out);
		break;
	case FIELD_BOOL:
		read_bool(l, key, n, out);
		break;
	case FIELD_PAIRS:
		read_pairs(l, key, n, out);
		break;
	case FIELD_GUARDS:
		pack->guards = read_list(l, entry, guard_fields,
		    sizeof(*pack->guards), &pack->nguards);
		break;
	case FIELD_RULES:
		pack->rules = read_list(l, entry, rule_fields,
		    sizeof(*pack->rules), &pack->nrules);
		break;
	}
}

static const struct field *
find_field(const struct field *f, struct pv_span key)
{
	for (; f->key != NULL; f++)
		if (pv_span_eq(key, pv_span_str(f->key)))
			return f;
	return NULL;
}

/* Fill the struct at out from a mapping; fields ends with a NULL key. */
static void
read_fields(
    struct loader *l, struct fy_node *n, const struct field *fields, void *out)
{
	const struct field *f;
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
			pv_complain(l->complaints, &at, "unknown key '%.*s'",
			    PV_FMT(name));
			continue;
		}
		seen |= 1u << (f - fields);
		read_field(l, entry, f, (char *)out + f->offset);
	}
	for (f = fields; f->key != NULL; f++) {
		if (!f->required || (seen & 1u << (f - fields)) != 0)
			continue;
		at = node_at(l, n);
		pv_complain(l->complaints, &at, "'%s' is missing", f->key);
	}
}

static void
complain_yaml(struct loader *l, struct fy_diag *diag)
{
	struct pv_complaint_at at = { l->pack->source, 0, 0, 1, false };
	struct fy_diag_error *e;
	void *iter = NULL;

	while ((e = fy_diag_errors_iterate(diag, &iter)) != NULL) {
		at.line = e->line > 0 ? (uint32_t)e->line : 1;
		at.col = e->column > 0 ? (uint32_t)e->column : 1;
		pv_complain(l->complaints, &at, "%s", e->msg);
	}
}

static void
read_document(struct loader *l, struct fy_parser *parser, struct fy_diag *diag)
{
	struct pv_complaint_at at = { l->pack->source, 1, 1, 1, false };
	struct fy_document *doc = fy_parse_load_document(parser), *more;
	struct fy_node *root;

	if (doc == NULL) {
		complain_yaml(l, diag);
		if (l->complaints->count == 0)
			pv_complain(l->complaints, &at, "the pack is empty");
		return;
	}
	root = fy_document_root(doc);
	if (root == NULL || fy_node_get_type(root) != FYNT_MAPPING)
		pv_complain(l->complaints, &at, "a pack is a mapping, not %s",
		    type_name(root));
	else
		read_fields(l, root, pack_fields, l->pack);
	fy_parse_document_destroy(parser, doc);
	more = fy_parse_load_document(parser);
	if (more != NULL)
		pv_complain(l->complaints, &at,
		    "a pack is one YAML document, and here are more");
	else
		complain_yaml(l, diag);
	fy_parse_document_destroy(parser, more);
}

/* What libfyaml would take or pass over in silence. */
static bool
check_bytes(struct loader *l)
{
	struct pv_span b = l->pack->source->bytes;
	struct pv_complaint_at at = { l->pack->source, 0, 0, 1, false };
	size_t i, bad = pv_utf8_check(b);
	const char *nul;

	if (b.len > PV_PACK_MAX) {
		pv_complain(l->complaints, &at,
		    "the pack is larger than %zu bytes", PV_PACK_MAX);
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
	pv_complain(l->complaints, &at,
	    b.ptr[bad] == '\0' ? "NUL byte in the pack"
			       : "the pack is not UTF-8");
	return false;
}

enum pv_rc
pv_pack_read(const struct pv_pack_source *source, struct pv_arena *arena,
    struct pv_complaints *c, struct pv_pack *out)
{
	struct fy_diag_cfg diag_cfg;
	struct fy_parse_cfg cfg = { .flags = FYPCF_COLLECT_DIAG };
	struct loader l = { out, arena, c, false };
	struct fy_parser *parser = NULL;
	unsigned before = c->count;

	*out = (struct pv_pack){ .source = source };
	if (!check_bytes(&l))
		return PV_ERULE;
	fy_diag_cfg_default(&diag_cfg);
	diag_cfg.fp = NULL;
	cfg.diag = fy_diag_create(&diag_cfg);
	if (cfg.diag != NULL) {
		fy_diag_set_collect_errors(cfg.diag, true);
		parser = fy_parser_create(&cfg);
	}
	if (parser == NULL ||
	    fy_parser_set_string(
		parser, source->bytes.ptr, source->bytes.len) != 0)
		l.nomem = true;
	else
		read_document(&l, parser, cfg.diag);
	fy_parser_destroy(parser);
	fy_diag_destroy(cfg.diag);
	if (l.nomem)
		return pv_fail_nomem(c->err);
	return c->count > before ? PV_ERULE : PV_OK;
}
