/* SPDX-License-Identifier: MIT */
#ifndef STANCE_RUN_H
#define STANCE_RUN_H

#include "check.h"
#include "rule/stance.h"
#include "rule/unit.h"

/*
 * Each case is a sentence with the words that a rule would match between
 * braces.  own: what the rule states of itself, '-' for nothing, 'w' where
 * words were weighed and no rule fired.  The wanted
 * stance is i(n force), c(onditional), n(egated), r(emoved), f (reference)
 * or 0 (no finding); the later state follows after '/'.
 */
struct stance_case {
	const char *text;
	const char *provision;
	char own;
	const char *want;
	const char *attrs;      /* key=value, separated by '|'; or NULL */
};

#define EX "exclusivity"
#define AGI "agi-trigger"
#define DIST "distribution-license"

static char
stance_letter(enum pv_stance s)
{
	switch (s) {
	case PV_STANCE_IN_FORCE:
		return 'i';
	case PV_STANCE_CONDITIONAL:
		return 'c';
	case PV_STANCE_NEGATED:
		return 'n';
	case PV_STANCE_REMOVED:
		return 'r';
	case PV_STANCE_REFERENCE:
		return 'f';
	}
	return '?';
}

static bool
has_attr(const struct pv_state *st, struct pv_span want)
{
	for (size_t i = 0; i < st->nattrs; i++) {
		struct pv_span v = pv_stance_attr_value(&st->attrs[i]);
		char line[512];
		int n = snprintf(line, sizeof(line), "%s=%.*s",
		    pv_attr_key_name(st->attrs[i].key), PV_FMT(v));

		if (n > 0 && pv_span_eq(pv_span(line, (size_t)n), want))
			return true;
	}
	return false;
}

static void
dump(const struct stance_case *c, const struct pv_stance_out *out,
    const char *got)
{
	printf("#   %s\n#   got %s, want %s\n", c->text, got, c->want);
	for (size_t i = 0; i < out->now.nattrs; i++) {
		const struct pv_stance_attr *a = &out->now.attrs[i];

		printf("#     %s=%.*s\n", pv_attr_key_name(a->key),
		    PV_FMT(pv_stance_attr_value(a)));
	}
}

/* Take the braces out; the range is from the first '{' to the last '}'. */
static struct pv_range
strip(const char *text, char *out, size_t size, size_t *len)
{
	struct pv_range at = { 0, 0 };
	bool begun = false;

	*len = 0;
	for (; *text != '\0' && *len + 1 < size; text++) {
		if (*text == '{' && !begun) {
			at.start = (uint32_t)*len;
			begun = true;
		} else if (*text == '}') {
			at.end = (uint32_t)*len;
		} else if (*text != '{') {
			out[(*len)++] = *text;
		}
	}
	out[*len] = '\0';
	return at;
}

static inline void
run_case(const struct stance_case *c)
{
	char text[1024], got[8] = "";
	struct pv_version v = { .nparties = 0 };
	struct pv_unit u = { .kind = PV_UNIT_SENTENCE };
	struct pv_stance_in in = { .version = &v, .unit = &u };
	struct pv_stance_out out;
	size_t len, n = 0;
	bool ok;

	in.match = strip(c->text, text, sizeof(text), &len);
	u.text = pv_span(text, len);
	u.own = (struct pv_range){ 0, (uint32_t)len };
	in.provision = pv_span_str(c->provision);
	in.has_stance = c->own != '-';
	in.stance = c->own == 'w' ? PV_STANCE_IN_FORCE : PV_STANCE_NEGATED;
	in.loose = c->own == 'w';
	in.strength = strcmp(c->provision, EX) == 0 ? PV_STRENGTH_EXCLUSIVE :
	    PV_STRENGTH_NONE;
	pv_stance(&in, &out);
	got[n++] = out.keep ? stance_letter(out.now.stance) : '0';
	if (out.keep && (out.now.flags & PV_FINDING_REDACTED))
		got[n++] = '+';
	if (out.keep && out.has_later) {
		got[n++] = '/';
		got[n++] = stance_letter(out.later.stance);
	}
	ok = strcmp(got, c->want) == 0;
	if (c->attrs != NULL)
		ok = ok && has_attr(&out.now, pv_span_str(c->attrs));
	check_note(ok, __FILE__, __LINE__, c->text);
	if (!ok)
		dump(c, &out, got);
}

#endif
