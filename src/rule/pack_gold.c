/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/gold.h"

#include <string.h>

#include "rule/pack_yaml.h"

#define FIELD(type, key, member, kind, required) \
	{ key, PV_YAML_##kind, offsetof(struct type, member), required, NULL }
#define END { NULL, PV_YAML_TEXT, 0, false, NULL }

/* An item as the file has it. */
struct entry {
	struct pv_gold_item item;
	struct pv_yaml_items expect;
};

static const struct pv_yaml_field expect_fields[] = {
	FIELD(pv_gold_expect, "provision", provision, TEXT, true),
	FIELD(pv_gold_expect, "subtype", subtype, TEXT, false),
	FIELD(pv_gold_expect, "stance", stance_text, TEXT, true),
	FIELD(pv_gold_expect, "strength", strength_text, TEXT, false),
	FIELD(pv_gold_expect, "clause", clause, TEXT, false),
	FIELD(pv_gold_expect, "text", text, TEXT, false),
	FIELD(pv_gold_expect, "attributes", attributes, PAIRS, false),
	END
};

static const struct pv_yaml_list expect_list = {
	expect_fields, sizeof(struct pv_gold_expect), PV_GOLD_EXPECT
};

static const struct pv_yaml_field item_fields[] = {
	FIELD(entry, "id", item.id, TEXT, true),
	FIELD(entry, "part", item.part, TEXT, true),
	FIELD(entry, "style", item.style, TEXT, false),
	FIELD(entry, "text", item.text, TEXT, true),
	{ "expect", PV_YAML_LIST, offsetof(struct entry, expect), true,
	  &expect_list },
	FIELD(entry, "near", item.near, TEXTS, false),
	FIELD(entry, "note", item.note, TEXT, false),
	END
};

static const struct pv_yaml_list item_list = {
	item_fields, sizeof(struct entry), PV_GOLD_ITEMS
};

struct checking {
	struct pv_pack pack;            /* for places */
	struct pv_complaints *complaints;
};

static void
check_attributes(struct checking *c, const struct pv_gold_expect *e)
{
	enum pv_attr_key key;
	size_t i;

	for (i = 0; i < e->attributes.len; i++) {
		const struct pv_text *name = &e->attributes.ptr[i].name;

		if (!pv_attr_key_parse(name->s, &key) &&
		    !pv_span_eq(name->s, PV_SPAN(PV_GOLD_REDACTED)))
			pv_complain_text(c->complaints, &c->pack, name,
			    "there is no attribute '%.*s'", PV_FMT(name->s));
	}
}

static void
check_expect(struct checking *c, struct pv_gold_expect *e)
{
	if (e->stance_text.line > 0 &&
	    !pv_stance_parse(e->stance_text.s, &e->stance))
		pv_complain_text(c->complaints, &c->pack, &e->stance_text,
		    "there is no stance '%.*s'", PV_FMT(e->stance_text.s));
	if (e->strength_text.line > 0 &&
	    !pv_strength_parse(e->strength_text.s, &e->strength))
		pv_complain_text(c->complaints, &c->pack, &e->strength_text,
		    "there is no strength '%.*s'",
		    PV_FMT(e->strength_text.s));
	check_attributes(c, e);
}

/* What the shape of the file does not say. */
static void
check_item(struct checking *c, const struct entry *in)
{
	/* the array is the arena's, made for this file */
	struct pv_gold_expect *e = (void *)(uintptr_t)in->expect.ptr;
	const struct pv_text *part = &in->item.part;
	size_t i;

	if (part->line > 0 && !pv_span_eq(part->s, PV_SPAN("dev")) &&
	    !pv_span_eq(part->s, PV_SPAN("fit")) &&
	    !pv_span_eq(part->s, PV_SPAN("test")))
		pv_complain_text(c->complaints, &c->pack, part,
		    "a part is dev, fit or test, not '%.*s'",
		    PV_FMT(part->s));
	for (i = 0; i < in->expect.len; i++)
		check_expect(c, &e[i]);
}

enum pv_rc
pv_gold_read(const struct pv_pack_source *source,
    const struct pv_rules_opts *opts, struct pv_arena *arena,
    struct pv_gold *out, struct pv_err *err)
{
	struct pv_complaints complaints = { opts, err, 0 };
	const struct pv_yaml y = { source, arena, &complaints, "gold file",
		"aliases are not used in gold files" };
	struct checking c = { { .source = source }, &complaints };
	struct pv_yaml_items read = { NULL, 0 };
	enum pv_rc rc = pv_yaml_read_list(&y, &item_list, &read);
	const struct entry *in = read.ptr;
	struct pv_gold_item *items;
	size_t i;

	for (i = 0; i < read.len && rc != PV_ENOMEM; i++)
		check_item(&c, &in[i]);
	if (complaints.count > 0 && rc != PV_ENOMEM) {
		memcpy(err->code, "E-GOLD", sizeof("E-GOLD"));
		return PV_ERULE;
	}
	items = rc != PV_OK ? NULL :
	    pv_arena_array(arena, read.len + 1, sizeof(*items));
	if (items == NULL)
		return pv_fail_nomem(err);
	for (i = 0; i < read.len; i++) {
		items[i] = in[i].item;
		items[i].expect = in[i].expect.ptr;
		items[i].nexpect = in[i].expect.len;
	}
	*out = (struct pv_gold){ items, read.len };
	return PV_OK;
}
