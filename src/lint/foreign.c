/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/foreign.h"

#include "lint/linter.h"

#define BEFORE 60           /* bytes looked at in front of a reference */
#define AFTER 100           /* and behind it */
#define CHAIN 32            /* references that share the words behind them */
#define CHAIN_GAP 120       /* bytes between two of them */

/* Words before a number that is not one of this text's clauses. */
static const char *const others[] = { "this", "such", "said", "that",
	"existing", "new", "former", "old", "previous", "original", "current",
	"its", "their", "his", "foregoing", "respective", "corresponding",
	"applicable", "same", NULL };

/* Statutes and documents, as the last word before "Section 5". */
static const char *const sources[] = { "act", "acts", "code", "codes", "law",
	"laws", "rule", "rules", "regulation", "regulations", "gdpr", "cfr",
	"c.f.r", "u.s.c", "usc", "reg", "regs", "stat", "statute", "statutes",
	"procedure", "directive", "far", "dfars", "erisa", "ucc", "lease",
	"license", "licence", "plan", "indenture", "policy", "msa", "sow",
	"spa", "nda", "contract", "charter", "bylaws", "ordinance", "treaty",
	"convention", "ferc", "finra", "nasd", "gbl", "title", "form", "part",
	"volume", "standard", "standards", "iso", "guideline", "guidelines",
	"annex", "supplement", "order", "manual", NULL };

/* Documents that "in the ..." and the like can be about. */
static const char *const documents[] = { "agreement", "agreements", "lease",
	"license", "licence", "plan", "indenture", "act", "code", "contract",
	"order", "statement", "regulation", "regulations", "rules", "law",
	"laws", "policy", "charter", "bylaws", "directive", "terms", "manual",
	"guidelines", "standards", "gdpr", "procedure", "decree", "statute",
	"statutes", "convention", "ordinance", "protocol", "schedule",
	"exhibit", "annex", "appendix", "attachment", "addendum", "form",
	"sow", "msa", "guide", "handbook", "proposal", "rfp", NULL };

/* What is done to clauses by an amendment. */
static const char *const changes[] = { "amended", "deleted", "renumbered",
	"replaced", "restated", "inserted", "added", "superseded", "modified",
	"struck", "removed", "revised", "supplemented", "intentionally",
	"reserved", NULL };

static bool
starts_any(struct pv_span s, const char *const *heads)
{
	for (; *heads != NULL; heads++)
		if (pv_span_istarts(s, pv_span_str(*heads)))
			return true;
	return false;
}

/* The words up to the end of the sentence or line, at most `most` bytes. */
static struct pv_span
words_after(struct pv_span text, uint32_t at, uint32_t most)
{
	struct pv_span s = pv_span_sub(text, at, (size_t)at + most);
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\n' || s.ptr[i] == ';' ||
		    (s.ptr[i] == '.' && i + 1 < s.len &&
		    s.ptr[i + 1] == ' ' && i > 0 &&
		    !pv_isupper(s.ptr[i - 1])))
			return pv_span_sub(s, 0, i);
	}
	return s;
}

/* Bytes of "(viii)" at the head of s. */
static size_t
group(struct pv_span s)
{
	size_t i = 1;

	if (s.len == 0 || s.ptr[0] != '(')
		return 0;
	while (i < s.len && i < 7 && pv_isalnum(s.ptr[i]))
		i++;
	return i > 1 && i < s.len && s.ptr[i] == ')' ? i + 1 : 0;
}

/* Bytes of a word or number of a list of references at the head of s. */
static size_t
list_word(struct pv_span s)
{
	static const char *const glue[] = { "and/or", "and", "or", "through",
		"to", "respectively", "inclusive", "hereof", "above", "below",
		"hereto", NULL };
	size_t n = group(s);

	if (s.len > 0 && pv_isdigit(s.ptr[0]))
		while (n < s.len && (pv_isdigit(s.ptr[n]) ||
		    s.ptr[n] == '.'))
			n++;
	return n > 0 ? n : pv_lint_word(s, glue);
}

/* s without the rest of a list: " through (viii)", ", (g) and/or (h)". */
static struct pv_span
skip_list(struct pv_span s)
{
	size_t i = 0, end = 0, n;

	for (;;) {
		while (i < s.len && memchr(" ,-", s.ptr[i], 3) != NULL)
			i++;
		n = list_word(pv_span_sub(s, i, s.len));
		if (n == 0)
			return pv_span_sub(s, end, s.len);
		i += n;
		end = i;
	}
}

/* s without a parenthesis at its head. */
static struct pv_span
skip_title(struct pv_span s)
{
	size_t i;

	if (!pv_span_starts(s, PV_SPAN(" (")))
		return s;
	for (i = 2; i < s.len; i++)
		if (s.ptr[i] == ')')
			return pv_span_sub(s, i + 1, s.len);
	return s;
}

/* " of the Lease", but not " of this Agreement". */
static bool
belongs_elsewhere(struct pv_span s)
{
	static const char *const of[] = { " of", ", of ", " under ",
		" thereof", " therein", " thereto", " from ", ", township",
		" township", ", block", ", range", ", t.", NULL };
	static const char *const to[] = { " to ", " in ", " on ", ", in ",
		" as set forth in ", " as defined in ", " contained in ",
		" set forth in ", " entitled ", " titled ", ", and ",
		" the ", NULL };
	static const char *const own[] = { " of this ", " of these ",
		" of the present ", " under this ", " in this ", " to this ",
		NULL };

	s = skip_list(skip_title(skip_list(s)));
	if (starts_any(s, own))
		return false;
	if (starts_any(s, of))
		return true;
	if (starts_any(s, to) &&
	    pv_lint_has(pv_span_sub(s, 0, 60), documents))
		return true;
	/* "Sections 257 and 258 Pensions Act 2004", "Article 28 GDPR" */
	return s.len > 1 && s.ptr[0] == ' ' && pv_isupper(s.ptr[1]) &&
	    pv_lint_has(pv_span_sub(s, 0, 40), sources);
}

/* The word that ends at byte `end`, with its full stops. */
static struct pv_span
word_before(struct pv_span text, uint32_t end)
{
	uint32_t i = end;

	while (i > 0 && end - i < BEFORE && (pv_isalnum(text.ptr[i - 1]) ||
	    text.ptr[i - 1] == '.'))
		i--;
	return pv_span_sub(text, i, end);
}

/* "this", "existing", "Code," in front of it. */
static bool
follows_another(struct pv_span text, uint32_t at)
{
	struct pv_span w;

	while (at > 0 && (text.ptr[at - 1] == ' ' ||
	    text.ptr[at - 1] == '(' || text.ptr[at - 1] == ','))
		at--;
	w = word_before(text, at);
	while (w.len > 0 && w.ptr[w.len - 1] == '.')
		w.len--;
	if (w.len == 0)
		return false;
	if (pv_lint_word(w, others) == w.len)
		return true;
	return pv_isupper(w.ptr[0]) && pv_lint_word(w, sources) == w.len;
}

/* "5069-1.04", "18 - 217": a number of parts that ours have not. */
static bool
is_compound(struct pv_span text, struct pv_range at)
{
	struct pv_span after = pv_span_sub(text, at.end, at.end + 2);

	return (at.start > 0 && text.ptr[at.start - 1] == '-') ||
	    pv_span_starts(after, PV_SPAN(" -")) ||
	    pv_span_starts(after, PV_SPAN("-"));
}

/* Is [at, next) nothing but glue between two references? */
static bool
is_glue(struct pv_span text, uint32_t at, uint32_t next)
{
	if (next < at || next - at > CHAIN_GAP)
		return false;
	for (; at < next; at++)
		if (text.ptr[at] == '\n' || (text.ptr[at] == '.' &&
		    at + 1 < next && text.ptr[at + 1] == ' '))
			return false;
	return true;
}

bool
pv_lint_foreign(const struct pv_version *v, size_t i)
{
	const struct pv_ref *r = &v->refs[i];
	struct pv_span after = words_after(v->text, r->at.end, AFTER);
	size_t k;

	if (r->relation == PV_REF_EXTERNAL ||
	    follows_another(v->text, r->at.start) ||
	    is_compound(v->text, r->at) || pv_lint_has(after, changes))
		return true;
	for (k = 0; ; k++) {
		if (belongs_elsewhere(after) ||
		    v->refs[i].relation == PV_REF_EXTERNAL)
			return true;
		if (k == CHAIN || ++i >= v->nrefs || !is_glue(v->text,
		    v->refs[i - 1].at.end, v->refs[i].at.start))
			return false;
		after = words_after(v->text, v->refs[i].at.end, AFTER);
	}
}
