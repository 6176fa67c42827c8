/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/pack.h"

#include "rule/pack_yaml.h"

#define FIELD(type, key, member, kind, required) \
	{ key, PV_YAML_##kind, offsetof(struct type, member), required, NULL }
#define LIST(type, key, member, list) \
	{ key, PV_YAML_LIST, offsetof(struct type, member), false, list }
#define END { NULL, PV_YAML_TEXT, 0, false, NULL }

/* A pack as the file has it: lists are arrays with their lengths. */
struct file {
	struct pv_pack pack;
	struct pv_yaml_items guards, rules, weights;
};

static const struct pv_yaml_field guard_fields[] = {
	FIELD(pv_pack_guard, "id", id, TEXT, true),
	FIELD(pv_pack_guard, "scope", scope, TEXT, false),
	FIELD(pv_pack_guard, "pattern", pattern, TEXT, true),
	FIELD(pv_pack_guard, "match", match, TEXTS, true),
	FIELD(pv_pack_guard, "no_match", no_match, TEXTS, false),
	END
};

static const struct pv_yaml_field rule_fields[] = {
	FIELD(pv_pack_rule, "id", id, TEXT, true),
	FIELD(pv_pack_rule, "subtype", subtype, TEXT, false),
	FIELD(pv_pack_rule, "unit", unit, TEXT, false),
	FIELD(pv_pack_rule, "weight", weight, MILLI, true),
	FIELD(pv_pack_rule, "strength", strength, TEXT, false),
	FIELD(pv_pack_rule, "stance", stance, TEXT, false),
	FIELD(pv_pack_rule, "unless", unless, TEXTS, false),
	FIELD(pv_pack_rule, "when", when, TEXTS, false),
	FIELD(pv_pack_rule, "yields", yields, TEXTS, false),
	FIELD(pv_pack_rule, "pattern", pattern, TEXT, true),
	FIELD(pv_pack_rule, "attributes", attributes, PAIRS, false),
	FIELD(pv_pack_rule, "match", match, TEXTS, true),
	FIELD(pv_pack_rule, "no_match", no_match, TEXTS, true),
	END
};

static const struct pv_yaml_field weights_fields[] = {
	FIELD(pv_pack_weights, "subtype", subtype, TEXT, false),
	FIELD(pv_pack_weights, "contracts", contracts, BOOL, false),
	FIELD(pv_pack_weights, "excerpts", excerpts, BOOL, false),
	FIELD(pv_pack_weights, "bias", bias, MILLI, true),
	FIELD(pv_pack_weights, "threshold", threshold, MILLI, true),
	FIELD(pv_pack_weights, "support", support, MILLI, true),
	FIELD(pv_pack_weights, "rules", rules, PAIRS, false),
	FIELD(pv_pack_weights, "cues", cues, PAIRS, false),
	END
};

static const struct pv_yaml_list guard_list = {
	guard_fields, sizeof(struct pv_pack_guard), PV_PACK_RULES
};
static const struct pv_yaml_list rule_list = {
	rule_fields, sizeof(struct pv_pack_rule), PV_PACK_RULES
};
static const struct pv_yaml_list weights_list = {
	weights_fields, sizeof(struct pv_pack_weights), PV_PACK_MODELS
};

static const struct pv_yaml_field pack_fields[] = {
	FIELD(file, "provision", pack.provision, TEXT, false),
	FIELD(file, "title", pack.title, TEXT, false),
	FIELD(file, "version", pack.version, TEXT, false),
	FIELD(file, "threshold", pack.threshold, MILLI, false),
	FIELD(file, "lattice", pack.lattice, BOOL, false),
	FIELD(file, "lexicon", pack.lexicon, PAIRS, false),
	FIELD(file, "yields", pack.yields, TEXTS, false),
	LIST(file, "guards", guards, &guard_list),
	LIST(file, "rules", rules, &rule_list),
	FIELD(file, "fitted", pack.fitted, TEXT, false),
	LIST(file, "weights", weights, &weights_list),
	END
};

enum pv_rc
pv_pack_read(const struct pv_pack_source *source, struct pv_arena *arena,
    struct pv_complaints *c, struct pv_pack *out)
{
	const struct pv_yaml y = { source, arena, c, "pack",
		"aliases are not used in packs; use a lexicon fragment" };
	struct file f = { .pack = { .source = source } };
	enum pv_rc rc = pv_yaml_read(&y, pack_fields, &f);

	*out = f.pack;
	out->guards = f.guards.ptr;
	out->nguards = f.guards.len;
	out->rules = f.rules.ptr;
	out->nrules = f.rules.len;
	out->weights = f.weights.ptr;
	out->nweights = f.weights.len;
	return rc;
}
