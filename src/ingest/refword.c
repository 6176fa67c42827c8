/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/refword.h"

bool
pv_word_in(struct pv_span w, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_ieq(w, pv_span_str(list[i])))
			return true;
	return false;
}

bool
pv_refers_word(struct pv_span w)
{
	static const char *const words[] = { "section", "sections", "article",
		"articles", "clause", "clauses", "paragraph", "paragraphs",
		"subsection", "subsections", "sub-section", "sub-sections",
		"subclause", "sub-clause", "sub-clauses", "subparagraph",
		"subparagraphs", "sub-paragraph", "sub-paragraphs",
		"schedule", "schedules", "exhibit", "exhibits", "annex",
		"annexes", "appendix", "appendices", "attachment", "item",
		"items", "rule", "rules", "regulation", "part", "parts",
		"chapter", "title", "note", "notes", "version", "release",
		"number", "nos", "no", "step", "phase", "page", "pages",
		"table", "figure", "form", "sec", "art", "arts", "secs",
		"point", "points", "amendment", "option", "tier", "subpart",
		"subdivision", "proviso", "limb", "recital", "recitals",
		"column", "row", "line", "lot", "unit", "level", "class",
		"addendum", "order", "act", "code", "sentence", "heading",
		"in", "under", "per", "see", "with", "of", "by", "pursuant" };

	return PV_WORD_IN(w, words) || (w.len >= 2 && w.ptr[0] == '\xc2');
}

bool
pv_refers_joint(struct pv_span w)
{
	static const char *const words[] = { "and", "or", "to", "and/or",
		"through", "&", "either", "both" };

	return PV_WORD_IN(w, words);
}

bool
pv_refers_member(struct pv_span w)
{
	size_t digits = 0, letters = 0;

	for (size_t i = 0; i < w.len; i++) {
		digits += pv_isdigit(w.ptr[i]);
		letters += pv_isalpha(w.ptr[i]);
	}
	if (w.len > 0 && (w.ptr[0] == '(' || (w.len > 2 && w.ptr[w.len - 1] ==
	    ')' && letters <= 4)))
		return letters <= 4 && w.len <= 12;
	return digits > 0 && letters <= 2;
}
