/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/linter.h"

#define INSIDE_MAX 240      /* bytes in brackets */
#define SHOWN 80            /* bytes of words that a report repeats */
#define FORM_HEAD 200       /* bytes in which a text says that it is a form */
#define BLANK_MIN 3         /* underscores that make a blank */
#define APART 600           /* bytes between placeholders of one run */

/* A run of placeholders, reported as one. */
struct run {
	struct pv_range at;         /* the first of them */
	uint32_t end, count, clause;
	bool blank;                 /* the first is a line or a mark */
};

struct scanner {
	struct pv_linter *l;
	bool redacted;              /* words were taken out of the text: blanks
	                             * may stand for them */
	struct run run;
};

/* "[Note to Draft: ...]" */
static const char *const notes[] = { "note to", "notes to", "ntd",
	"drafting note", "drafting notes", "drafter's note", "draft note",
	"drafting comment", "note:", "comment:", "nb:", "query:",
	"subject to review", "subject to further review", "under review",
	"subject to client", "subject to tax review", NULL };

/* "[insert date]", "[to be agreed]" */
static const char *const orders[] = { "insert", "to be inserted",
	"to be determined", "to be completed", "to be agreed",
	"to be confirmed", "to be added", "to be provided", "to be filled",
	"to be discussed", "to be negotiated", "to be specified",
	"to be finalized", "to be finalised", "to be supplied",
	"to be advised", "to come", "tbd", "tbc", "tba", "t.b.d", "specify",
	"please specify", "please insert", "please complete", "fill in",
	"enter", "describe", "name of", "date of", "address of",
	"amount of", "number of", NULL };

/* "[date]": all that the brackets hold. */
static const char *const nouns[] = { "date", "name", "address", "amount",
	"number", "title", "year", "month", "day", "state", "city", "country",
	"company name", "party name", "customer name", "vendor name",
	"supplier name", "licensee name", "licensor name", "provider name",
	"effective date", "legal name", "full name", "name and address",
	"state of incorporation", "jurisdiction", "price", "percentage",
	"email", "e-mail", "email address", "phone number", NULL };

static bool
is_only(struct pv_span s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (pv_span_ieq(s, pv_span_str(*words)))
			return true;
	return false;
}

/* Bytes of a bullet at the head of s, as "[●]" has it, or an underscore. */
static size_t
bullet(struct pv_span s)
{
	static const struct pv_span marks[] = { PV_SPAN_INIT("\xe2\x97\x8f"),
		PV_SPAN_INIT("\xe2\x80\xa2"), PV_SPAN_INIT("\xc2\xb7"),
		PV_SPAN_INIT("\xe2\x97\x8b"), PV_SPAN_INIT("_") };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (pv_span_starts(s, marks[i]))
			return marks[i].len;
	return 0;
}

/* "●", "__", "● ●": nothing but marks that wait for words? */
static bool
is_bullets(struct pv_span s, bool *underscores)
{
	size_t n, marks = 0;

	*underscores = false;
	while (s.len > 0) {
		n = s.ptr[0] == ' ' ? 1 : bullet(s);
		if (n == 0)
			return false;
		marks += s.ptr[0] != ' ';
		*underscores = *underscores || s.ptr[0] == '_';
		s = pv_span_sub(s, n, s.len);
	}
	return marks > 0;
}

/* Is what stands in clause c for the hand that signs or fills in a form? */
static bool
is_form(const struct pv_version *v, uint32_t c, bool blank)
{
	static const char *const words[] = { "form", "forms", "template",
		"sample", "specimen", "questionnaire", "application",
		"certificate", "task order", "work order", "purchase order",
		"order form", "statement of work", "sow", NULL };

	for (; c != PV_NONE && c != 0; c = v->clauses[c].parent) {
		const struct pv_clause *x = &v->clauses[c];

		if (x->kind == PV_CLAUSE_SIGNATURE ||
		    (blank && x->kind == PV_CLAUSE_SCHEDULE) ||
		    pv_lint_has(pv_span_sub(pv_version_text(v, x->heading),
		    0, FORM_HEAD), words) ||
		    (x->kind == PV_CLAUSE_SCHEDULE && pv_lint_has(
		    pv_span_sub(pv_version_text(v, x->stem), 0, FORM_HEAD),
		    words)))
			return true;
	}
	return false;
}

/* "By: ____", "Date ____", "____ Signature": a line to sign. */
static bool
is_signed(struct pv_span text, struct pv_range at)
{
	static const char *const words[] = { "by", "name", "title", "date",
		"dated", "signature", "signed", "witness", "attest", "print",
		"printed", "its", "initials", "notary", "seal", "address",
		"telephone", "phone", "fax", "email", "e-mail", "attention",
		"attn", "accepted", "agreed", "yes", "no", NULL };
	struct pv_span before = pv_span_sub(text,
	    at.start > 40 ? at.start - 40 : 0, at.start);
	struct pv_span after = pv_span_sub(text, at.end, at.end + 24);
	size_t i;

	for (i = before.len; i > 0; i--)
		if (before.ptr[i - 1] == '\n')
			break;
	before = pv_span_sub(before, i, before.len);
	/* "For Northlake: ____" alone on its line. */
	if (before.len > 1 && before.ptr[before.len - 2] == ':' &&
	    (at.end >= text.len || text.ptr[at.end] == '\n'))
		return true;
	return pv_lint_has(before, words) ||
	    pv_lint_has(after, words);
}

static void
flush(struct scanner *x)
{
	struct pv_span s = pv_version_text(x->l->v, x->run.at);
	struct pv_lint_at at = { PV_LINT_PLACEHOLDER, x->run.clause, PV_NONE,
		x->run.at, s };

	s = pv_span_sub(s, 0, SHOWN);
	if (x->run.count == 1 && x->run.blank)
		pv_lint_add(x->l, &at, "a blank is not filled in");
	else if (x->run.count == 1)
		pv_lint_add(x->l, &at, "%.*s is not filled in", PV_FMT(s));
	else if (x->run.count > 1 && x->run.blank)
		pv_lint_add(x->l, &at, "%u blanks are not filled in",
		    (unsigned)x->run.count);
	else if (x->run.count > 1)
		pv_lint_add(x->l, &at, "%.*s and %u more are not filled in",
		    PV_FMT(s), (unsigned)x->run.count - 1);
	x->run.count = 0;
}

/*
 * A placeholder, of the run at hand or the first of another; unless it stands
 * where a form is to be filled in.
 */
static void
add_blank(struct scanner *x, struct pv_range at, bool blank)
{
	uint32_t clause = pv_version_clause_at(x->l->v, at.start);

	if (is_form(x->l->v, clause, blank) || is_signed(x->l->v->text, at))
		return;
	if (x->run.count > 0 && at.start - x->run.end > APART)
		flush(x);
	if (x->run.count++ == 0) {
		x->run.at = at;
		x->run.blank = blank;
		x->run.clause = clause;
	}
	x->run.end = at.end;
}

static void
add_note(struct scanner *x, struct pv_range at)
{
	struct pv_span s = pv_version_text(x->l->v, at);
	struct pv_lint_at what = { PV_LINT_NOTE, pv_version_clause_at(x->l->v,
	    at.start), PV_NONE, at, s };

	pv_lint_add(x->l, &what, "a drafting note is left: %.*s",
	    PV_FMT(pv_span_sub(s, 0, SHOWN)));
}

/* What stands in the brackets that open at i; returns where to go on. */
static uint32_t
try_brackets(struct scanner *x, uint32_t i)
{
	const struct pv_version *v = x->l->v;
	struct pv_span s = pv_span_sub(v->text, (size_t)i + 1,
	    (size_t)i + 1 + INSIDE_MAX), in;
	struct pv_range at = { i, i };
	bool underscores;
	size_t n;

	for (n = 0; n < s.len && s.ptr[n] != ']' && s.ptr[n] != '\n'; n++)
		;
	in = pv_span_trim(pv_span_sub(s, 0, n));
	at.end = i + 1 + (uint32_t)n + (n < s.len && s.ptr[n] == ']');
	if (pv_lint_word(in, notes) > 0) {
		add_note(x, at);
		return at.end;
	}
	if (n == s.len || s.ptr[n] != ']')
		return i + 1;
	if (is_bullets(in, &underscores)) {
		if (!underscores || !x->redacted)
			add_blank(x, at, true);
	} else if ((pv_lint_word(in, orders) > 0 || is_only(in, nouns)) &&
	    (at.end >= v->text.len || v->text.ptr[at.end] != '('))
		add_blank(x, at, false);
	return at.end;
}

/* A run of underscores at i; returns where it ends. */
static uint32_t
try_line(struct scanner *x, uint32_t i)
{
	const struct pv_version *v = x->l->v;
	struct pv_range at = { i, i };

	while (at.end < v->text.len && v->text.ptr[at.end] == '_')
		at.end++;
	if (at.end - i >= BLANK_MIN && !x->redacted)
		add_blank(x, at, true);
	return at.end;
}

/* "TBD", "XX/XX/20XX" at i, where a word begins; returns where to go on. */
static uint32_t
try_letters(struct scanner *x, uint32_t i)
{
	static const char *const dates[] = { "XX/XX/", "xx/xx/", "MM/DD/YYYY",
		"DD/MM/YYYY", "mm/dd/yyyy", "dd/mm/yyyy", "20XX", "20xx",
		"19XX", "TBD", NULL };
	struct pv_span text = x->l->v->text;
	struct pv_range at = { i, i };
	const char *const *d;

	for (d = dates; *d != NULL; d++)
		if (pv_span_starts(pv_span_sub(text, i, text.len),
		    pv_span_str(*d)))
			break;
	if (*d == NULL)
		return i + 1;
	while (at.end < text.len && (pv_isalnum(text.ptr[at.end]) ||
	    (text.ptr[at.end] == '/' && at.end + 1 < text.len &&
	    pv_isalnum(text.ptr[at.end + 1]))))
		at.end++;
	if (strcmp(*d, "TBD") == 0 && (at.end != i + 3 ||
	    (i > 0 && text.ptr[i - 1] == '"')))
		return at.end;
	add_blank(x, at, false);
	return at.end;
}

void
pv_lint_blanks(struct pv_linter *l)
{
	static const struct pv_span marks[] = {
		PV_SPAN_INIT("confidential treatment"),
		PV_SPAN_INIT("redacted"), PV_SPAN_INIT("***"),
		PV_SPAN_INIT("[**]"), PV_SPAN_INIT("[*]"),
		PV_SPAN_INIT("omitted and filed separately"),
		PV_SPAN_INIT("has been excluded because"),
		PV_SPAN_INIT("have been omitted") };
	struct scanner x = { .l = l };
	struct pv_span text = l->v->text;
	uint32_t i = 0;
	size_t k;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++)
		x.redacted = x.redacted ||
		    pv_span_ifind(text, marks[k]) < text.len;
	while (i < text.len) {
		if (text.ptr[i] == '[')
			i = try_brackets(&x, i);
		else if (text.ptr[i] == '_')
			i = try_line(&x, i);
		else if (memchr("XxMmDd21T", text.ptr[i], 9) != NULL &&
		    (i == 0 || !pv_isalnum(text.ptr[i - 1])))
			i = try_letters(&x, i);
		else
			i++;
	}
	flush(&x);
}
