/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/saying.h"

#define PROSE_MIN 400       /* bytes */
#define DUTY_MIN 120        /* bytes of a sentence that puts a duty */

bool
pv_says(struct pv_span s, const char *word, size_t within)
{
	struct pv_span head = pv_span_sub(s, 0, within);

	return pv_span_ifind(head, pv_span_str(word)) < head.len;
}

/* A line that is one of the words, spaced letters and colon allowed. */
static bool
line_is(struct pv_span s, const char *const *words, size_t n)
{
	char buf[48];
	size_t len = 0;

	if (s.len > 60)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (pv_isalpha(s.ptr[i])) {
			if (len == sizeof(buf))
				return false;
			buf[len++] = s.ptr[i];
		}
	for (size_t i = 0; i < n; i++)
		if (pv_span_ieq(pv_span(buf, len), pv_span_str(words[i])))
			return true;
	return false;
}

#define LINE_IS(s, words) \
	line_is((s), (words), sizeof(words) / sizeof((words)[0]))

bool
pv_says_contents(struct pv_span s)
{
	static const char *const words[] = { "tableofcontents", "contents",
		"index", "tableofcontentspage", "contentspage",
		"tableofcontentscontinued", "tableofcontentscont" };

	return LINE_IS(s, words);
}

bool
pv_says_recitals(struct pv_span s)
{
	static const char *const words[] = { "recitals", "recital",
		"background", "witnesseth", "witnessethwhereas",
		"preliminarystatement", "preliminarystatements", "premises",
		"whereas", "backgroundrecitals", "statementofpurpose",
		"therecitals", "witnesseththat", "backgroundstatement",
		"wherebyitisagreedasfollows", "backgroundandrecitals" };

	return LINE_IS(s, words);
}

bool
pv_says_agreement(struct pv_span t)
{
	static const char *const words[] = { "agreement", "amendment",
		"contract", "addendum", "terms", "letter", "lease", "license",
		"licence", "memorandum", "undertaking", "deed", "guaranty" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_says(t, words[i], 260))
			return true;
	return false;
}

bool
pv_says_attachment(struct pv_span t)
{
	static const char *const words[] = { "terms", "conditions", "policy",
		"form of", "specification", "services", "notice", "warrant",
		"certificate", "release", "statement", "rider", "guidelines",
		"schedule", "fees", "plan", "requirements", "guarantee",
		"assignment", "provisions", "definitions", "consent", "note",
		"order", "procedures", "agreement", "addendum", "amendment",
		"license", "licence", "description", "instructions" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_says(t, words[i], t.len))
			return true;
	return false;
}

bool
pv_says_company(struct pv_span t)
{
	static const char *const words[] = { " inc", " llc", " ltd", " l.p",
		" corp", " limited", " company", " l.l.c", " plc", " gmbh",
		" n.a", " s.a", " b.v", " ag", " trust", " partners",
		"state of", "county of", "notary", " co." };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_says(t, words[i], t.len))
			return true;
	return false;
}

bool
pv_says_parties(struct pv_span t)
{
	bool opens = pv_span_istarts(t, PV_SPAN("this ")) ||
	    pv_span_istarts(t, PV_SPAN("the ")) ||
	    pv_span_istarts(t, PV_SPAN("agreement ")) ||
	    pv_span_istarts(t, PV_SPAN("these ")) ||
	    (t.len > 0 && pv_isupper(t.ptr[0]) && pv_says(t, "agreement", 60));

	if (!opens || t.len < 60 || !pv_says_agreement(t))
		return false;
	if (pv_says(t, "between", 700) || pv_says(t, "among", 700))
		return pv_says(t, "made", 700) || pv_says(t, "enter", 700) ||
		    pv_says(t, "dated", 700) || pv_says(t, "effective", 700) ||
		    pv_says(t, "by and", 700) || pv_says(t, "agreement", 90) ||
		    pv_says(t, "as of", 700);
	return pv_span_istarts(t, PV_SPAN("this ")) &&
	    (pv_says(t, "is made", 300) || pv_says(t, "entered into", 300));
}

bool
pv_says_more_parties(struct pv_span t)
{
	return t.len < 60 || pv_islower(t.ptr[0]) || t.ptr[0] == '(' ||
	    pv_says(t, "(the \"", t.len) || pv_says(t, "(\"", t.len) ||
	    pv_says(t, "hereinafter", t.len) ||
	    pv_says(t, "referred to as", t.len) ||
	    pv_says(t, "a corporation", 200) ||
	    pv_says(t, "principal place", 300);
}

/* "Signature: ____", a line to sign on. */
static bool
is_line_to_sign(struct pv_span t)
{
	size_t colon = pv_span_find(pv_span_sub(t, 0, 20), PV_SPAN(":"));

	return (pv_span_istarts(t, PV_SPAN("signature")) ||
	    pv_span_istarts(t, PV_SPAN("signed"))) && colon < t.len &&
	    pv_span_starts(pv_span_trim(pv_span_sub(t, colon + 1, t.len)),
	    PV_SPAN("___"));
}

bool
pv_says_signed(struct pv_span t)
{
	return is_line_to_sign(t) ||
	    pv_span_istarts(t, PV_SPAN("by: ")) ||
	    pv_span_starts(t, PV_SPAN("By:_")) ||
	    pv_span_ieq(t, PV_SPAN("by:")) ||
	    pv_span_starts(t, PV_SPAN("/s/")) ||
	    pv_span_istarts(t, PV_SPAN("signed by")) ||
	    pv_span_istarts(t, PV_SPAN("[signature page"));
}

bool
pv_says_farewell(struct pv_span t)
{
	static const char *const words[] = { "verytrulyyours", "sincerely",
		"sincerelyyours", "yourssincerely", "yoursverytruly",
		"yourstruly", "trulyyours", "yoursfaithfully", "respectfully",
		"respectfullyyours", "respectfullysubmitted", "kindregards",
		"bestregards", "regards", "cordially" };

	return LINE_IS(t, words);
}

bool
pv_says_greeting(struct pv_span t)
{
	static const char *const words[] = { "ladiesandgentlemen", "gentlemen",
		"gentlepeople", "towhomitmayconcern", "sirs", "dearsirs",
		"ladiesgentlemen", "gentlemenandladies", "dearsirormadam" };

	return LINE_IS(t, words) || (pv_span_istarts(t, PV_SPAN("dear ")) &&
	    t.len < 60 && (t.ptr[t.len - 1] == ':' ||
	    t.ptr[t.len - 1] == ','));
}

bool
pv_says_prose(struct pv_span t)
{
	static const char *const signing[] = { "by:", "name:", "title:", "/s/",
		"witness", "signature", "notary", "executed", "before me",
		"duly authorized", "sworn", "___", "counterpart" };
	static const char *const duties[] = { " shall ", " will ", " may ",
		" must ", " agrees " };

	for (size_t i = 0; i < sizeof(signing) / sizeof(signing[0]); i++)
		if (pv_says(t, signing[i], t.len))
			return false;
	for (size_t i = 0; i < sizeof(duties) / sizeof(duties[0]); i++)
		if (t.len > DUTY_MIN && pv_says(t, duties[i], t.len))
			return true;
	return t.len > PROSE_MIN;
}
