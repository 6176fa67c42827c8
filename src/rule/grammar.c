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
	{ "a", DET }, { "about", PREP }, { "above", PREP }, { "abroad", ADV },
	{ "accepts", VERB }, { "accordingly", ADV }, { "acknowledges", VERB },
	{ "acquires", VERB }, { "across", PREP }, { "admits", VERB },
	{ "affects", VERB }, { "after", PREP }, { "afterwards", ADV },
	{ "again", ADV }, { "against", PREP }, { "agrees", VERB },
	{ "ahead", ADV }, { "all", DET }, { "allows", VERB }, { "alone", ADV },
	{ "already", ADV }, { "also", ADV }, { "although", SUB },
	{ "always", ADV }, { "am", AUX }, { "amends", VERB }, { "among", PREP },
	{ "amongst", PREP }, { "an", DET }, { "and", CONJ }, { "and/or", CONJ },
	{ "another", DET }, { "any", DET }, { "anybody", PRON },
	{ "anyone", PRON }, { "anything", PRON }, { "anywhere", ADV },
	{ "apart", ADV }, { "applies", VERB }, { "appoints", VERB },
	{ "are", AUX }, { "aren't", AUX | NOT }, { "arises", VERB },
	{ "around", PREP }, { "arrives", VERB }, { "as", PREP },
	{ "aside", ADV }, { "asks", VERB }, { "asserts", VERB },
	{ "assigns", VERB }, { "at", PREP | ADV }, { "attains", VERB },
	{ "attends", VERB }, { "available", PART }, { "awards", VERB },
	{ "away", ADV }, { "back", ADV }, { "be", AUX }, { "bears", VERB },
	{ "because", SUB }, { "becomes", VERB }, { "been", AUX },
	{ "before", PREP }, { "begins", VERB }, { "behind", PREP },
	{ "being", AUX }, { "believes", VERB }, { "belongs", VERB },
	{ "below", PREP }, { "beside", PREP }, { "besides", PREP },
	{ "between", PREP }, { "beyond", PREP }, { "binds", VERB },
	{ "borne", PART }, { "both", DET }, { "breaches", VERB },
	{ "brings", VERB }, { "built", PART }, { "but", CONJ },
	{ "buys", VERB }, { "by", PREP }, { "can", MODAL },
	{ "can't", MODAL | NOT }, { "cannot", MODAL | NOT },
	{ "capable", PART }, { "carries", VERB }, { "ceases", VERB },
	{ "certain", DET }, { "certifies", VERB }, { "chooses", VERB },
	{ "collects", VERB }, { "comes", VERB }, { "commits", VERB },
	{ "competes", VERB }, { "completes", VERB }, { "concerning", PREP },
	{ "concludes", VERB }, { "conditional", PART }, { "conducts", VERB },
	{ "confers", VERB }, { "confirms", VERB }, { "consents", VERB },
	{ "considers", VERB }, { "consists", VERB }, { "constitutes", VERB },
	{ "consummates", VERB }, { "contains", VERB }, { "contingent", PART },
	{ "continues", VERB }, { "conveys", VERB | VERB }, { "could", MODAL },
	{ "couldn't", MODAL | NOT }, { "covenants", VERB },
	{ "creates", VERB | VERB }, { "decides", VERB }, { "declares", VERB },
	{ "declines", VERB }, { "defaults", VERB }, { "defines", VERB },
	{ "delivers", VERB }, { "denies", VERB }, { "depends", VERB },
	{ "deploys", VERB }, { "described", PART }, { "designates", VERB },
	{ "desires", VERB }, { "despite", PREP }, { "determines", VERB },
	{ "develops", VERB }, { "did", AUX }, { "direct", ADV },
	{ "directs", VERB }, { "discloses", VERB }, { "discontinues", VERB },
	{ "distributes", VERB }, { "do", MODAL }, { "does", AUX },
	{ "doesn't", MODAL | NOT }, { "don't", MODAL | NOT }, { "down", ADV },
	{ "drawn", PART }, { "due", PART }, { "during", PREP }, { "each", DET },
	{ "earns", VERB }, { "either", DET }, { "elapses", VERB },
	{ "elects", VERB }, { "else", ADV }, { "elsewhere", ADV },
	{ "emerges", VERB }, { "employs", VERB }, { "enables", VERB },
	{ "ends", VERB }, { "engages", VERB }, { "enjoys", VERB },
	{ "ensures", VERB }, { "enters", VERB }, { "entitles", VERB },
	{ "even", ADV }, { "ever", ADV }, { "every", DET },
	{ "everybody", PRON }, { "everyone", PRON }, { "everything", PRON },
	{ "exceeds", VERB }, { "except", SUB }, { "excludes", VERB },
	{ "excluding", SUB }, { "exempt", PART }, { "exercises", VERB },
	{ "existing", PART }, { "exists", VERB }, { "expires", VERB },
	{ "extends", VERB }, { "fails", VERB }, { "falls", VERB },
	{ "first", ADV }, { "following", PREP }, { "follows", VERB },
	{ "for", PREP }, { "forbids", VERB }, { "forgoes", VERB },
	{ "forth", ADV }, { "forthwith", ADV }, { "free", PART },
	{ "from", PREP }, { "furnishes", VERB }, { "further", ADV },
	{ "generates", VERB }, { "gets", VERB }, { "given", PART },
	{ "gives", VERB }, { "goes", VERB }, { "governs", VERB },
	{ "grants", VERB }, { "had", AUX }, { "has", AUX },
	{ "hasn't", AUX | NOT }, { "have", AUX }, { "haven't", AUX | NOT },
	{ "having", AUX }, { "he", PRON }, { "held", PART }, { "hence", ADV },
	{ "henceforth", ADV }, { "her", DET }, { "hereafter", ADV },
	{ "hereby", ADV }, { "herein", ADV }, { "hereof", ADV },
	{ "hereto", ADV }, { "hereunder", ADV }, { "him", PRON },
	{ "hires", VERB }, { "his", DET }, { "holds", VERB }, { "hosts", VERB },
	{ "how", SUB }, { "however", ADV }, { "i", PRON },
	{ "identifies", VERB }, { "if", SUB }, { "imposes", VERB },
	{ "in", PREP }, { "includes", VERB }, { "including", PREP },
	{ "incorporates", VERB }, { "incurs", VERB }, { "indemnifies", VERB },
	{ "informs", VERB }, { "inside", PREP }, { "instead", ADV },
	{ "intends", VERB }, { "into", PREP }, { "invests", VERB },
	{ "invites", VERB }, { "is", AUX }, { "isn't", AUX | NOT },
	{ "it", PRON }, { "it'll", MODAL | PRON }, { "it's", AUX | PRON },
	{ "its", DET }, { "itself", PRON }, { "joins", VERB }, { "just", ADV },
	{ "keeps", VERB }, { "kept", PART }, { "knows", VERB },
	{ "lacks", VERB }, { "lapses", VERB }, { "learns", VERB },
	{ "lends", VERB }, { "lest", SUB }, { "likewise", ADV },
	{ "looks", VERB }, { "loses", VERB }, { "made", PART },
	{ "maintains", VERB }, { "makes", VERB }, { "manufactures", VERB },
	{ "may", MODAL }, { "means", VERB }, { "meanwhile", ADV },
	{ "meets", VERB }, { "merges", VERB }, { "met", PART },
	{ "might", MODAL }, { "mine", PRON }, { "moreover", ADV },
	{ "most", DET }, { "must", MODAL }, { "mustn't", MODAL | NOT },
	{ "my", DET }, { "necessary", PART }, { "negotiates", VERB },
	{ "neither", DET | NOT }, { "never", ADV | NOT },
	{ "nevertheless", ADV }, { "no", DET | NOT }, { "nobody", PRON | NOT },
	{ "nominates", VERB }, { "none", PRON | NOT }, { "nonetheless", ADV },
	{ "nor", CONJ | NOT }, { "not", ADV | NOT }, { "nothing", PRON | NOT },
	{ "notifies", VERB }, { "notwithstanding", PREP | SUB }, { "now", ADV },
	{ "obliges", VERB }, { "obtains", VERB }, { "occurs", VERB },
	{ "of", PREP }, { "off", PREP }, { "offers", VERB },
	{ "on", PREP | ADV }, { "once", SUB }, { "only", ADV },
	{ "onto", PREP }, { "opens", VERB }, { "operates", VERB },
	{ "or", CONJ }, { "originates", VERB }, { "other", DET },
	{ "otherwise", ADV }, { "our", DET }, { "ours", PRON },
	{ "ourselves", PRON }, { "out", PREP }, { "outperforms", VERB },
	{ "outside", PREP }, { "over", PREP }, { "overseas", ADV },
	{ "owed", PART }, { "owes", VERB }, { "owns", VERB }, { "paid", PART },
	{ "payable", PART }, { "pays", VERB }, { "per", PREP },
	{ "performs", VERB }, { "permits", VERB }, { "picks", VERB },
	{ "please", ADV }, { "possesses", VERB }, { "prefers", VERB },
	{ "prepares", VERB }, { "prevents", VERB }, { "procures", VERB },
	{ "produces", VERB }, { "prohibits", VERB }, { "proposes", VERB },
	{ "provided", SUB }, { "provides", VERB }, { "providing", SUB },
	{ "publishes", VERB }, { "qualifies", VERB }, { "reaches", VERB },
	{ "receives", VERB }, { "recommends", VERB }, { "refers", VERB },
	{ "refuses", VERB }, { "regarding", PREP }, { "rejects", VERB },
	{ "relates", VERB }, { "releases", VERB }, { "relevant", PART },
	{ "relies", VERB }, { "remains", VERB }, { "renews", VERB },
	{ "replaces", VERB }, { "represents", VERB }, { "required", PART },
	{ "requires", VERB }, { "resells", VERB }, { "reserves", VERB },
	{ "resolves", VERB }, { "restrains", VERB }, { "restricts", VERB },
	{ "retains", VERB }, { "reverts", VERB }, { "revokes", VERB },
	{ "runs", VERB }, { "said", DET }, { "same", DET },
	{ "satisfies", VERB }, { "save", SUB }, { "seeks", VERB },
	{ "selects", VERB }, { "sells", VERB }, { "sends", VERB },
	{ "sent", PART }, { "serves", VERB }, { "set", PART },
	{ "several", DET }, { "shall", MODAL }, { "shan't", MODAL | NOT },
	{ "she", PRON }, { "should", MODAL }, { "shouldn't", MODAL | NOT },
	{ "shown", PART }, { "signs", VERB }, { "since", SUB }, { "so", SUB },
	{ "sold", PART }, { "solely", ADV }, { "some", DET },
	{ "somebody", PRON }, { "someone", PRON }, { "somewhere", ADV },
	{ "specifies", VERB }, { "states", VERB }, { "stays", VERB },
	{ "still", ADV }, { "stops", VERB }, { "subject", PART },
	{ "subsists", VERB }, { "succeeds", VERB }, { "such", DET },
	{ "suits", VERB }, { "supplies", VERB }, { "surpasses", VERB },
	{ "surrenders", VERB }, { "survives", VERB }, { "suspends", VERB },
	{ "taken", PART }, { "takes", VERB }, { "tells", VERB },
	{ "terminates", VERB }, { "than", PREP }, { "that", REL },
	{ "the", DET }, { "their", DET }, { "theirs", PRON }, { "them", PRON },
	{ "themselves", PRON }, { "then", ADV | PART }, { "thenceforth", ADV },
	{ "there", PRON }, { "thereafter", ADV }, { "thereby", ADV },
	{ "therefor", ADV }, { "therefore", ADV }, { "therein", ADV },
	{ "thereof", ADV }, { "thereto", ADV }, { "thereunder", ADV },
	{ "thereupon", SUB | ADV }, { "these", DET }, { "they", PRON },
	{ "they'll", MODAL | PRON }, { "they're", AUX | PRON },
	{ "thinks", VERB }, { "this", DET }, { "those", DET },
	{ "though", SUB }, { "through", PREP }, { "throughout", PREP },
	{ "thus", ADV }, { "till", PREP | SUB }, { "to", PREP },
	{ "together", ADV }, { "too", ADV }, { "toward", PREP },
	{ "towards", PREP }, { "trains", VERB }, { "treats", VERB },
	{ "under", PREP }, { "undertakes", VERB }, { "unless", SUB },
	{ "until", PREP | SUB }, { "up", ADV }, { "upon", PREP },
	{ "us", PRON }, { "verifies", VERB }, { "vests", VERB },
	{ "via", PREP }, { "violates", VERB }, { "waives", VERB },
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
