/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/grammar.h"

#include "rule/noun.h"

#define DET PV_WORD_DET
#define PREP PV_WORD_PREP
#define MODAL PV_WORD_MODAL
#define AUX PV_WORD_AUX
#define CONJ PV_WORD_CONJ
#define SUB PV_WORD_SUB
#define REL PV_WORD_REL
#define PRON PV_WORD_PRON
#define VERB PV_WORD_VERB
#define ADV PV_WORD_ADV
#define NOT PV_WORD_NOT
#define PART PV_WORD_PART

#define WORD_MAX 15     /* bytes of the longest one */

/* Ascending by bytes, for a binary search. */
static const struct word {
	char text[WORD_MAX + 1];
	uint16_t kinds;
} words[] = {
	{ "a", DET }, { "about", PREP }, { "above", PREP }, { "accepts", VERB },
	{ "accordingly", ADV }, { "acknowledges", VERB }, { "acquires", VERB },
	{ "across", PREP }, { "after", PREP }, { "afterwards", ADV },
	{ "again", ADV }, { "against", PREP }, { "agrees", VERB },
	{ "all", DET }, { "allows", VERB }, { "alone", ADV },
	{ "already", ADV }, { "also", ADV }, { "although", SUB },
	{ "always", ADV }, { "am", AUX }, { "among", PREP },
	{ "amongst", PREP }, { "an", DET }, { "and", CONJ }, { "and/or", CONJ },
	{ "another", DET }, { "any", DET }, { "anybody", PRON },
	{ "anyone", PRON }, { "anything", PRON }, { "anywhere", ADV },
	{ "applies", VERB }, { "appoints", VERB }, { "are", AUX },
	{ "aren't", AUX | NOT }, { "arises", VERB }, { "around", PREP },
	{ "as", PREP }, { "asks", VERB }, { "assigns", VERB },
	{ "at", PREP | ADV }, { "attains", VERB }, { "available", PART },
	{ "away", ADV }, { "back", ADV }, { "be", AUX }, { "because", SUB },
	{ "becomes", VERB }, { "been", AUX }, { "before", PREP },
	{ "behind", PREP }, { "being", AUX }, { "believes", VERB },
	{ "belongs", VERB }, { "below", PREP }, { "beside", PREP },
	{ "besides", PREP }, { "between", PREP }, { "beyond", PREP },
	{ "binds", VERB }, { "borne", PART }, { "both", DET },
	{ "breaches", VERB }, { "built", PART }, { "but", CONJ },
	{ "by", PREP }, { "can", MODAL }, { "can't", MODAL | NOT },
	{ "cannot", MODAL | NOT }, { "capable", PART }, { "carries", VERB },
	{ "ceases", VERB }, { "certain", DET }, { "certifies", VERB },
	{ "chooses", VERB }, { "comes", VERB }, { "commits", VERB },
	{ "competes", VERB }, { "concerning", PREP }, { "concludes", VERB },
	{ "conditional", PART }, { "confers", VERB }, { "confirms", VERB },
	{ "consents", VERB }, { "considers", VERB }, { "constitutes", VERB },
	{ "consummates", VERB }, { "contains", VERB }, { "contingent", PART },
	{ "continues", VERB }, { "conveys", VERB | VERB }, { "could", MODAL },
	{ "couldn't", MODAL | NOT }, { "covenants", VERB },
	{ "creates", VERB | VERB }, { "decides", VERB }, { "declares", VERB },
	{ "defaults", VERB }, { "delivers", VERB }, { "depends", VERB },
	{ "described", PART }, { "desires", VERB }, { "despite", PREP },
	{ "determines", VERB }, { "did", AUX }, { "direct", ADV },
	{ "discontinues", VERB }, { "do", MODAL }, { "does", AUX },
	{ "doesn't", MODAL | NOT }, { "don't", MODAL | NOT }, { "down", ADV },
	{ "drawn", PART }, { "due", PART }, { "during", PREP }, { "each", DET },
	{ "earns", VERB }, { "either", DET }, { "elects", VERB },
	{ "else", ADV }, { "elsewhere", ADV }, { "enables", VERB },
	{ "ends", VERB }, { "engages", VERB }, { "enjoys", VERB },
	{ "ensures", VERB }, { "enters", VERB }, { "entitles", VERB },
	{ "even", ADV }, { "ever", ADV }, { "every", DET },
	{ "everybody", PRON }, { "everyone", PRON }, { "everything", PRON },
	{ "exceeds", VERB }, { "except", SUB }, { "excluding", SUB },
	{ "exempt", PART }, { "exercises", VERB }, { "existing", PART },
	{ "exists", VERB }, { "expires", VERB }, { "extends", VERB },
	{ "fails", VERB }, { "falls", VERB }, { "first", ADV },
	{ "following", PREP }, { "follows", VERB }, { "for", PREP },
	{ "forth", ADV }, { "forthwith", ADV }, { "free", PART },
	{ "from", PREP }, { "further", ADV }, { "generates", VERB },
	{ "gets", VERB }, { "given", PART }, { "gives", VERB },
	{ "goes", VERB }, { "grants", VERB }, { "had", AUX }, { "has", AUX },
	{ "hasn't", AUX | NOT }, { "have", AUX }, { "haven't", AUX | NOT },
	{ "having", AUX }, { "he", PRON }, { "held", PART }, { "her", DET },
	{ "hereby", ADV }, { "herein", ADV }, { "hereof", ADV },
	{ "hereto", ADV }, { "hereunder", ADV }, { "him", PRON },
	{ "his", DET }, { "holds", VERB }, { "hosts", VERB }, { "how", SUB },
	{ "however", ADV }, { "i", PRON }, { "if", SUB }, { "in", PREP },
	{ "includes", VERB }, { "including", PREP }, { "inside", PREP },
	{ "instead", ADV }, { "intends", VERB }, { "into", PREP },
	{ "is", AUX }, { "isn't", AUX | NOT }, { "it", PRON },
	{ "it'll", MODAL | PRON }, { "it's", AUX | PRON }, { "its", DET },
	{ "itself", PRON }, { "just", ADV }, { "keeps", VERB },
	{ "kept", PART }, { "knows", VERB }, { "lapses", VERB },
	{ "lest", SUB }, { "likewise", ADV }, { "looks", VERB },
	{ "loses", VERB }, { "made", PART }, { "maintains", VERB },
	{ "makes", VERB }, { "may", MODAL }, { "means", VERB },
	{ "meets", VERB }, { "merges", VERB }, { "met", PART },
	{ "might", MODAL }, { "mine", PRON }, { "most", DET },
	{ "must", MODAL }, { "mustn't", MODAL | NOT }, { "my", DET },
	{ "necessary", PART }, { "neither", DET | NOT }, { "never", ADV | NOT },
	{ "no", DET | NOT }, { "nobody", PRON | NOT }, { "none", PRON | NOT },
	{ "nor", CONJ | NOT }, { "not", ADV | NOT }, { "nothing", PRON | NOT },
	{ "notifies", VERB }, { "notwithstanding", PREP | SUB }, { "now", ADV },
	{ "obliges", VERB }, { "obtains", VERB }, { "occurs", VERB },
	{ "of", PREP }, { "off", PREP }, { "offers", VERB },
	{ "on", PREP | ADV }, { "once", SUB }, { "only", ADV },
	{ "onto", PREP }, { "operates", VERB }, { "or", CONJ },
	{ "originates", VERB }, { "other", DET }, { "otherwise", ADV },
	{ "our", DET }, { "ours", PRON }, { "ourselves", PRON },
	{ "out", PREP }, { "outperforms", VERB }, { "outside", PREP },
	{ "over", PREP }, { "owed", PART }, { "owes", VERB }, { "owns", VERB },
	{ "paid", PART }, { "payable", PART }, { "pays", VERB },
	{ "per", PREP }, { "permits", VERB }, { "picks", VERB },
	{ "please", ADV }, { "prevents", VERB }, { "procures", VERB },
	{ "prohibits", VERB }, { "proposes", VERB }, { "provided", SUB },
	{ "provides", VERB }, { "providing", SUB }, { "publishes", VERB },
	{ "receives", VERB }, { "regarding", PREP }, { "relates", VERB },
	{ "releases", VERB }, { "relevant", PART }, { "remains", VERB },
	{ "represents", VERB }, { "required", PART }, { "requires", VERB },
	{ "reserves", VERB }, { "resolves", VERB }, { "restrains", VERB },
	{ "restricts", VERB }, { "retains", VERB }, { "reverts", VERB },
	{ "revokes", VERB }, { "runs", VERB }, { "said", DET }, { "same", DET },
	{ "satisfies", VERB }, { "save", SUB }, { "sent", PART },
	{ "serves", VERB }, { "set", PART }, { "several", DET },
	{ "shall", MODAL }, { "shan't", MODAL | NOT }, { "she", PRON },
	{ "should", MODAL }, { "shouldn't", MODAL | NOT }, { "shown", PART },
	{ "signs", VERB }, { "since", SUB }, { "so", SUB }, { "sold", PART },
	{ "solely", ADV }, { "some", DET }, { "somebody", PRON },
	{ "someone", PRON }, { "somewhere", ADV }, { "states", VERB },
	{ "stays", VERB }, { "still", ADV }, { "stops", VERB },
	{ "subject", PART }, { "such", DET }, { "suits", VERB },
	{ "supplies", VERB }, { "surrenders", VERB }, { "survives", VERB },
	{ "taken", PART }, { "takes", VERB }, { "terminates", VERB },
	{ "than", PREP }, { "that", REL }, { "the", DET }, { "their", DET },
	{ "theirs", PRON }, { "them", PRON }, { "themselves", PRON },
	{ "then", ADV | PART }, { "there", PRON }, { "thereafter", ADV },
	{ "thereby", ADV }, { "therefor", ADV }, { "therefore", ADV },
	{ "therein", ADV }, { "thereof", ADV }, { "thereto", ADV },
	{ "thereunder", ADV }, { "thereupon", SUB }, { "these", DET },
	{ "they", PRON }, { "they'll", MODAL | PRON },
	{ "they're", AUX | PRON }, { "thinks", VERB }, { "this", DET },
	{ "those", DET }, { "though", SUB }, { "through", PREP },
	{ "throughout", PREP }, { "till", PREP | SUB }, { "to", PREP },
	{ "together", ADV }, { "too", ADV }, { "toward", PREP },
	{ "towards", PREP }, { "trains", VERB }, { "under", PREP },
	{ "undertakes", VERB }, { "unless", SUB }, { "until", PREP | SUB },
	{ "up", ADV }, { "upon", PREP }, { "us", PRON }, { "verifies", VERB },
	{ "vests", VERB }, { "via", PREP }, { "waives", VERB },
	{ "wants", VERB }, { "warrants", VERB }, { "was", AUX },
	{ "wasn't", AUX | NOT }, { "we", PRON }, { "we'll", MODAL | PRON },
	{ "we're", AUX | PRON }, { "we've", AUX | PRON }, { "well", ADV },
	{ "were", AUX }, { "what", REL }, { "whatever", REL }, { "when", SUB },
	{ "whenever", SUB }, { "where", SUB }, { "whereas", SUB },
	{ "whereby", REL }, { "whereupon", SUB }, { "wherever", SUB | ADV },
	{ "whether", SUB }, { "which", REL }, { "whichever", REL },
	{ "while", SUB }, { "whilst", SUB }, { "who", REL }, { "whoever", REL },
	{ "whom", REL }, { "whomever", PRON }, { "whomsoever", PRON },
	{ "whose", DET }, { "will", MODAL }, { "wins", VERB },
	{ "wishes", VERB }, { "with", PREP }, { "withdraws", VERB },
	{ "within", PREP }, { "without", PREP | NOT }, { "won't", MODAL | NOT },
	{ "would", MODAL }, { "wouldn't", MODAL | NOT }, { "written", PART },
	{ "you", PRON }, { "you'll", MODAL | PRON }, { "you're", AUX | PRON },
	{ "you've", AUX | PRON }, { "your", DET }, { "yours", PRON },
	{ "yourself", PRON }, { "yourselves", PRON },
};

uint16_t
pv_grammar_kinds(struct pv_span s)
{
	size_t lo = 0, hi = sizeof(words) / sizeof(words[0]);
	char folded[WORD_MAX + 1] = "";

	if (s.len > WORD_MAX)
		return 0;
	for (size_t i = 0; i < s.len; i++)
		folded[i] = pv_tolower(s.ptr[i]);
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = memcmp(folded, words[mid].text, sizeof(folded));

		if (order == 0)
			return words[mid].kinds;
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return 0;
}
