/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/sheet.h"

#include <string.h>

#include "rule/token.h"

#define RESTRAINTS "exclusivity|minimum-commitment|primary-partner|" \
    "first-ship"
#define GRANTS "license-grant|distribution-license|weights-access"

/* Labels by what they tell, and of which provisions. */
static const struct label {
	enum pv_attr_key key;
	const char *provisions, *names;
} labels[] = {
	{ PV_ATTR_HOLDER, RESTRAINTS, "supplier|provider|vendor|host|seller|"
	    "exclusive supplier|exclusive provider|exclusive partner|"
	    "exclusive distributor|exclusive reseller|exclusive host|"
	    "cloud provider|hosting provider|distributor|reseller" },
	{ PV_ATTR_OBLIGOR, RESTRAINTS, "customer|client|buyer|purchaser|"
	    "subscriber|grantor|principal|developer" },
	{ PV_ATTR_HOLDER, GRANTS, "licensee|grantee|reseller|distributor|"
	    "dealer|agent|granted to|licensed to|sublicensee" },
	{ PV_ATTR_OBLIGOR, GRANTS, "licensor|grantor|granted by|"
	    "licensed by|owner|developer" },
	{ PV_ATTR_HOLDER, "revenue-share", "paid to|payable to|payee|"
	    "royalty recipient" },
	{ PV_ATTR_OBLIGOR, "revenue-share", "paid by|payable by|payer" },
	{ PV_ATTR_HOLDER, "most-favored", "customer|client|buyer|purchaser" },
	{ PV_ATTR_OBLIGOR, "most-favored", "supplier|provider|vendor|seller" },
	{ PV_ATTR_TERRITORY, "exclusivity|" GRANTS, "territory|territories|"
	    "region|regions|countries" },
	{ PV_ATTR_FIELD, "exclusivity|" GRANTS, "field|field of use|"
	    "permitted field" },
	{ PV_ATTR_OBJECT, "exclusivity|" GRANTS, "product|products|licensed|"
	    "licensed products|licensed product|licensed materials|"
	    "licensed software|licensed work|licensed model" },
	{ PV_ATTR_OBJECT, "minimum-commitment", "eligible spend|"
	    "eligible services|committed services" },
};

/* The label that begins a line: up to a colon, a bar or a wide gap. */
static struct pv_span
label_of(struct pv_span line, size_t *after)
{
	size_t i = 0, from;

	while (i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '|'))
		i++;
	from = i;
	while (i < line.len && line.ptr[i] != ':' && line.ptr[i] != '|' &&
	    line.ptr[i] != '\t' && !(line.ptr[i] == ' ' &&
	    i + 1 < line.len && line.ptr[i + 1] == ' '))
		i++;
	if (i >= line.len)
		return pv_span("", 0);
	*after = i;
	return pv_span_trim(pv_span_sub(line, from, i));
}

/* What stands behind it: up to a bar, a wide gap or the end of the line. */
static struct pv_span
value_of(struct pv_span line, size_t at)
{
	size_t to;

	while (at < line.len && memchr(" :|\t", line.ptr[at], 4) != NULL)
		at++;
	for (to = at; to < line.len; to++) {
		if (line.ptr[to] == '|' || line.ptr[to] == '\t' ||
		    (line.ptr[to] == ' ' && to + 2 < line.len &&
		    line.ptr[to + 1] == ' ' && line.ptr[to + 2] == ' '))
			break;
	}
	return pv_span_trim(pv_span_sub(line, at, to));
}

static bool
tells(const struct label *l, struct pv_span provision, enum pv_attr_key key,
    struct pv_span name)
{
	return l->key == key && pv_span_among(provision, l->provisions,
	    strlen(l->provisions)) && pv_span_among(name, l->names,
	    strlen(l->names));
}

#define VALUE_MAX 80 /* bytes: a name or a place, and no sentence */

struct pv_span
pv_sheet_value(struct pv_span text, struct pv_span provision,
    enum pv_attr_key key)
{
	while (text.len > 0) {
		size_t end = pv_span_find(text, PV_SPAN("\n")), after = 0;
		struct pv_span line = pv_span_sub(text, 0, end);
		struct pv_span name = label_of(line, &after), v;

		text = pv_span_sub(text, end < text.len ? end + 1 : end,
		    text.len);
		for (size_t k = 0; name.len > 0 &&
		    k < sizeof(labels) / sizeof(*labels); k++) {
			if (!tells(&labels[k], provision, key, name))
				continue;
			v = value_of(line, after);
			if (v.len > 0 && v.len <= VALUE_MAX)
				return v;
		}
	}
	return pv_span("", 0);
}
