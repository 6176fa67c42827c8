/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

/*
 * A match that is but a cue says nothing of its grammar, so that what denies
 * the provision is looked for in the whole of the clause that it stands in.
 */

#define NONE "no|neither|nor|none|nobody|nothing|not|never"

/* A duty or a promise that is denied: it can deny any provision. */
static const char *const unbound[] = {
	"no ~3 obligation|obligations|duty|duties|commitment|commitments|"
	"undertaking|promise|promises|requirement|assurance|guarantee|need|"
	"exclusivity|minimum|minimums|floor|quota|covenant|monopoly|lock-in",
	"not|never|nor|neither|isn't|aren't|nobody ~3 obliged|obligated|bound|"
	"required|compelled|committed|tied|expected|asked",
	"need|needs not|never|no|neither|tell|ask", "needn't",
	"don't|doesn't|not|never have|has to", "no one|body has|need|needs",
	"not|don't|doesn't|never|neither|nor|nothing|none|no ~9 oblige|obliges|"
	"obligate|obligates|require|requires|bind|binds|commit|commits|compel|"
	"compels|promise|promises|undertake|undertakes|guarantee|guarantees|"
	"demand|demands|insist|insists|imply|implies|impose|imposes|confer|"
	"confers|constitute|constitutes|entitle|entitles|owe|owes|amount|"
	"amounts",
	"not|never ~2 construed|interpreted|understood|taken|read ~1 as|to",
	"can't|cannot|won't ~1 promise|guarantee|undertake|commit",
	"owes|owe|owed|promises|promised nothing|no|none|neither",
	"commit|commits|bind|binds|requires|require|calls|call|confers|gives|"
	"takes ~4 no|none|nobody|neither",
	"nothing ~16 create|creates|make|makes|give|gives|grant|grants|"
	"establish|establishes|construed|deemed|read|taken|understood",
	"in|under no event|case|way|circumstances ~6 construed|deemed|regarded|"
	"treated|considered", "not|no a|an ~3 commitment|promise|"
	"undertaking|obligation|guarantee|requirement", NULL
};
/* "The grant is not deemed exclusive"; of a ban it is an exception. */
static const char *const not_meant[] = {
	"not|never ~1 intend|intended|deemed|considered|regarded|treated", NULL
};
/* A right that is denied. */
static const char *const withheld[] = {
	"no|neither ~4 right|rights|option|options|claim|claims|entitlement|"
	"licence|licences|license|licenses|privilege|authority|say|vote|seat|"
	"royalty|royalties|share|commission|percentage|cut|participation|"
	"priority|preference|precedence|protection|title|ownership|interest|"
	"property|veto|voice|audit|audits|inspection|export|discount|stake|"
	"advantage|head|handover|escrow|copy|copies|observer|director|"
	"refusal|offer|access|provision|exit|power|ground|remedy|call|look",
	"not|isn't|aren't|nor|neither|nobody|never|won't ~3 entitled|licensed|"
	"authorised|authorized|permitted|allowed|granted|given|conferred|"
	"offered|included|available|promised|empowered|eligible|payable|due|"
	"transferred|assigned|shared|released|handed|provided|part|made",
	"get|gets|got|has|have|having|given|granted no ~2 leave|permission|"
	"freedom to",
	"nothing ~9 gives|give|grants|grant|confers|lets|allows|permits|"
	"licenses|transfers|creates|authorises|authorizes|payable|due|owed|"
	"entitles", "gives|give|grants|grant|confers|confer ~2 no|neither|"
	"nobody|none",
	"is|are|be|being|remain|remains ~2 prohibited|forbidden|disallowed|"
	"excluded|withheld|impermissible|non-cancelable|non-cancellable|"
	"noncancelable|noncancellable|reserved",
	"off limits", "out of the question", "ruled out", NULL
};
/* What is denied besides, and leaves the right as it is. */
static const char *const besides[] = {
	"not|no|never|without ~3 reason|reasons|cause|penalty|liability|delay|"
	"notice|longer|later|earlier|more|less|fewer|sooner|exceed|exceeding|"
	"unreasonably|only|limited|necessarily|transferable|exclusive|"
	"exclusively|further|explanation|fault|affected|impaired|lapse|cease|"
	"end|expire|relieve|prejudice|apart|unless|until|before|except|"
	"without|till|account|accounting",
	NONE " ~8 withhold|delay|refuse|obstruct|hinder|impede|interfere|"
	"object|oppose|prevent|stop|restrict|affect|disturb|impair",
	"need|needs ~3 reason|reasons|ground|grounds|cause|explain", NULL
};
/* A licence that nobody may take back is there: "may not be revoked". */
static const char *const unrevoked[] = {
	NONE "|cannot|can't ~8 revoke|revoked|recall|withdraw|withdrawn|cancel|"
	"cancelled|rescind|suspend|suspended|assert|sue|impose|levy|"
	"terminate|terminated|ended", NULL
};
#define HINDERS "restrict|restricts|prevent|prevents|prohibit|prohibits|" \
    "preclude|precludes|limit|limits|bar|bars|forbid|forbids|stop|stops|" \
    "hinder|hinders|restrain|restrains|tie|ties|lock|locks|confine|" \
    "confines|keep|keeps|preventing|restricting|prohibiting|police"
#define HINDERED "restricted|prevented|prohibited|precluded|limited|barred|" \
    "forbidden|stopped|hindered|restrained|tied|locked|confined|constrained|" \
    "kept"
/* A restraint that is denied, or a freedom that is given. */
static const char *const unfettered[] = {
	"not|doesn't|don't|nothing|none ~12 " HINDERS,
	"not|nor|never|isn't|aren't|neither|nothing ~2 be? ~1 " HINDERED,
	"no|neither|nor|never ~8 " HINDERS,
	"no ~2 restriction|restrictions|restraint|restraints|limitation|"
	"limitations|barrier|bar|ban",
	"free to", "at ~2 liberty to", "at ~2 liberty , ~12 , to",
	"at ~2 liberty at any time", "full|complete|entire freedom|liberty",
	"wherever|whomever|whomsoever|whoever|whichever|anywhere|whatever ~4 "
	"likes|like|pleases|please|chooses|choose|wishes|wish|wants|want|"
	"prefers|suits|fit",
	"as|where|when it|they|we|you|he|she|@ ~2 likes|like|pleases|"
	"please|sees|see|chooses|choose|wishes|wish|wants|will",
	"if you|it like|likes|wish|wishes", "freely", "happy for", NULL
};
/* "retains the right to appoint others" */
static const char *const non_exclusive[] = {
	"non-exclusive|nonexclusive|non-exclusively|nonexclusively",
	"without ~4 exclusivity", "not ~4 exclusive|exclusively|sole", NULL
};
static const char *const open_to_others[] = {
	"retains|retain|reserves|reserve ~4 right|rights|freedom|faculty|"
	"liberty ~14 others|other|additional|further|another|any|same|"
	"elsewhere|directly", "one of|among several|many|its", "one ~3 among "
	"several|many", "through many|several|various|numerous", NULL
};
/* Others are there as well: "We sell the same feed to your rivals too." */
static const char *const shared[] = {
	"others|competitors|rivals|else|another|competitor|rival ~4 too|also|"
	"well", "also|equally ~8 others|competitors|rivals|anyone|anybody|"
	"another|competitor|rival|else", "as many ~6 as ~2 like|likes|want|"
	"wants|please|wishes|wish|need", "whoever|whomever|whatever|whichever|"
	"anyone|anybody|anything ~3 it|they|we|you|he|she ~1 wants|want|likes|"
	"like|pleases|please|chooses|choose|wishes|wish|prefers|see|sees",
	"alongside|beside|besides|with|to any? other|others|rivals|competing|"
	"rival|competitors|its? ~1 competitors|rivals|providers|suppliers|"
	"vendors", "no ~2 monopoly|dibs|lock-in|exclusivity|privilege|bond",
	"side by side", "open to all|others|everyone|everybody|any|anyone|"
	"rivals|competitors", "goes|go|goes|available|sold|offered|supplied|"
	"licensed to everyone|everybody|anyone|all", "mix and match",
	"additional|further|other|similar|like ~1 contracts|agreements|"
	"arrangements|orders|deals ~6 others|other|same|similar|third|any|"
	"competitors", "not|never ~3 promised|promise|reserved|reserve ~4 to "
	"you|it|anyone", "reserves|reserve nothing", NULL
};
static const char *const unasked[] = {
	"without ~8 consent|approval|permission|agreement|asking|leave|"
	"reference|necessity", NULL
};
static const char *const no_consent[] = {
	"no ~4 consent|approval|permission|leave ~6 required|"
	"needed|necessary|called", "consent|approval|permission|agreement ~6 "
	"not ~2 required|needed|necessary", "not|doesn't|don't ~1 require|need "
	"~6 consent|approval|agreement|permission", "need not ask", "freely",
	NULL
};
/* What unlimited liability is called. */
static const char *const unlimited[] = {
	"without ~2 limit|limitation|cap|ceiling", "unlimited|uncapped",
	"no ~4 limit|limitation|cap|ceiling|maximum", "not ~2 limited|capped",
	"nothing ~12 limits|limit|excludes|exclude|caps", "nothing ~10 ceiling|"
	"cap|limit", "no figure|sum|amount ~8 restricts|limits|caps|bounds",
	"decided|chosen|agreed against ~3 ceiling|cap|limit|maximum",
	"answers|answer|pays|pay|liable ~8 in full|whole", "whatever that|it|"
	"they|the ~2 costs|cost", NULL
};
/* Ownership that nobody asks for, or that stays where it is. */
static const char *const unclaimed[] = {
	"make|makes|lay|lays|have|has|shall|will|claim|claims|assert|asserts "
	"~1 no ~1 claim|title|ownership|property ~1 to|in|over|of",
	"renounce|renounces|disclaim|disclaims|forgo|forgoes ~3 title|claim|"
	"ownership|property", "neither|nobody ~8 own|owns|claim",
	"not|needn't|nobody ~3 transfer|assign|cede|sign ~2 any|rights|them|"
	"it|title", "nothing ~8 moves|transfers|passes|assigns|changes|gives "
	"~6 ownership|title", "not ~2 make|makes ~5 owner|owners",
	"ownership|title ~8 not pass|transfer|move|change", NULL
};
#define OWNED "retain|retains|remain|remains|belong|belongs|vest|vests|" \
    "reserved|reserves|owns|inure|inures|property|exclusive|solely|sole"
/* Quantities that nobody is bound by: "The estimates are not binding." */
static const char *const foreseen[] = {
	"estimate|estimates|estimated|forecast|forecasts|quantities|volumes|"
	"projections|figures ~9 not|no|nothing|nor ~6 binding|bind|binds|"
	"purchased|representation|promise|commitment|guarantee|guaranteed|"
	"obligation|warranty|minimum|undertaking", NULL
};
/* "Paragraph 2 is binding": what is not binding is denied. */
static const char *const binds[] = {
	"is|are|be|shall|will|become|becomes|have|has ~6 binding|enforceable|"
	"bind|bound", "bind|binds ~4 both|us|them|parties|each",
	"has|have|having legal|full force|effect", "legally binding",
	"specifically enforce|enforced", "is|are ~1 a|the contract|bargain",
	"to|in|before ~2 court|courts", NULL
};
/* What makes no exception for governments. */
static const char *const no_exception[] = {
	"no ~4 exception|exceptions|exemption|rule|carve-out|privilege|"
	"treatment|allowance", "without ~1 exception|exemption|distinction",
	"like|as any other", "no less than", "alike", "just as|like",
	"same as|for ~2 everyone|"
	"everybody|all|any|every", "not ~2 release|releases|relieve|relieves|"
	"excuse|excuses|exempt|exempts", "as|than ~2 towards|to|for? every|any "
	"other", NULL
};
/* "Others may pay less": no claim to be treated as well as they. */
static const char *const worse_off[] = {
	"may|can|could|might ~9 less|lower|better|cheaper|favorable|"
	"favourable|different|differently", NULL
};
/* All at once: nobody is first. */
static const char *const at_once[] = {
	"same time|day|moment", "at once", "simultaneously", "no|any order",
	"everywhere", "no|any particular|fixed order", "no ~2 promise|right|"
	"claim|entitlement ~2 of|to ~1 earlier|early|prior|first|priority",
	"no|never|nobody|not ~4 promised|promise|owed|owe ~5 earlier|early|"
	"before|first|ahead", NULL
};
/* The same for all, however large. */
static const char *const no_size[] = {
	"no ~3 limit|cap|caps|size|threshold|ceiling|number", "alike",
	"everyone|everybody|anyone ~4 same", "same ~3 everyone|everybody|all",
	"however many|large|big|much", "whatever the|your|its number|size",
	"regardless|irrespective of", "any number of", "identical terms|"
	"conditions", "however great|wide|popular", "size|numbers|reach ~2 "
	"not|nothing matter|matters|count", "same licence|license|terms|"
	"permission|edition", "not|never ~3 need|seek|require ~5 another|"
	"further|larger|bigger|different", "nobody|no how|matter big|large|"
	"many", "stays|remains as it is", "still ~2 not ~1 owe",
	NULL
};
/* Nobody gains by it: "no ground for ending the agreement" */
static const char *const no_claim[] = {
	"no ~3 ground|grounds|remedy|cause|reason|default|breach|complaint|"
	"objection", "no|not ~3 right|entitled|allowed|able|free ~1 to ~2 "
	"terminate|end|object|withdraw|cancel|complain|exit|refuse|leave|"
	"renegotiate", "not ~2 default|breach|assignment|ground|cause|reason",
	"no ~2 consent|approval|notice ~4 required|needed|necessary|called",
	"not ~2 require|need|trigger|count", "stays|remains|continues ~2 as "
	"it is|was|stands", "is|be your|its|their own? affair|business|concern",
	"none|neither|not ~4 be? a|any ground|grounds|reason|event",
	"cannot|can't|not ~1 use|treat|invoke|rely ~6 reason|ground|excuse",
	NULL
};
/* What makes a restraint of "may": "may use only Cirrus". */
#define HELD_BACK "not|no|only|sole|solely|alone|exclusive|exclusively|" \
    "nobody|none|never|except|unless|cannot|can't|won't|neither|nor|" \
    "without|refrain|exclusivity|provided|if|until|save|but|nowhere|" \
    "once|after|where|when|single|subject|whose|don't|doesn't|lose|loses"
#define GIVES "may|can|entitled|free|permitted|allowed|licensed|right|" \
    "authorized|authorised|welcome"

/* What somebody may do, of a provision that would keep him from it. */
static const struct {
	const char *provision, *what;
} freedoms[] = {
	{ "exclusivity", "any|other|others|another|elsewhere|anyone|anybody|"
	    "whom|third|whoever|wherever|additional|further|same|similar|like|"
	    "multiple|several|many|rival|competing|competitors|alternative|"
	    "different|whomever|anywhere|outside|everybody|themselves|itself|"
	    "freely|more|second|rivals|rival's|competitor's|beside|alongside|"
	    "else|numerous|various" },
	{ "non-compete", "compete|competes|competing|competitive|competitor|"
	    "competitors|competition|similar|same|rival|rivals|like|any|"
	    "other|others|own|continue|alone|pursue" },
	{ "data-residency", "any|anywhere|wherever|outside|country|countries|"
	    "world|worldwide|global|abroad|elsewhere|region|regions|other" },
	{ "anti-assignment", "assign|assigned|transfer|transferred|novate|"
	    "novated|pass|cede|delegate|subcontract|sell|hand|assignable|"
	    "transferable|substitute|dispose" },
};

/* The clause that the match stands in. */
static struct pv_range
own_clause(const struct pv_scope *s, bool loose)
{
	struct pv_range out = { pv_reading_negation_start(s), s->last };

	for (uint32_t i = s->to; i < s->last; i++) {
		if (pv_token_in(s->w, i, ";|but|provided|except|unless|"
		    "however|because|although|whereas|otherwise") ||
		    (pv_token_is(s->w, i, ",") &&
		    pv_token_in(s->w, i + 1, "and|nor|or|which|who") &&
		    pv_token_new_clause(s->w, i, s->last)) ||
		    (!loose && pv_phrase(s->w, i, ",? and|but|which|who|if ~1 "
		    "if|neither|nobody|no|does|do|it") > 0)) {
			out.end = i;
			break;
		}
	}
	return out;
}

/* Whether one of the tokens [i, end) begins what is denied besides. */
static bool
beside(const struct pv_scope *s, uint32_t i, uint32_t end)
{
	for (; i < end; i++) {
		if (pv_reading_none_but(s, i) ||
		    pv_phrase_any(s->w, i, besides) > 0)
			return true;
	}
	return false;
}

static bool
says(const struct pv_scope *s, struct pv_range at, const char *const *phrases)
{
	for (uint32_t i = at.start; i < at.end; i++) {
		uint32_t n = pv_phrase_any(s->w, i, phrases);

		if (n == 0 || beside(s, i, i + n))
			continue;
		/* "at no charge", "is not free to" */
		if (i > s->first && pv_token_in(s->w, i - 1, "at|with|for|in|"
		    "through|elect|elects|" NONE "|cannot|without"))
			continue;
		return true;
	}
	return false;
}

/* Said in plain words, of which nothing is taken back. */
static bool
plain(const struct pv_scope *s, struct pv_range at, const char *const *phrases)
{
	for (uint32_t i = at.start; i < at.end; i++) {
		if (pv_phrase_any(s->w, i, phrases) > 0)
			return true;
	}
	return false;
}

static bool
holds(const struct pv_scope *s, struct pv_range at, const char *words)
{
	for (uint32_t i = at.start; i < at.end; i++) {
		if (pv_token_in(s->w, i, words))
			return true;
	}
	return false;
}

/* Where a clause under the main one begins: "may end it if X has not paid". */
static uint32_t
main_end(const struct pv_scope *s, struct pv_range at)
{
	bool verb = false;

	for (uint32_t i = at.start; i < at.end; i++) {
		if (verb && pv_token_in(s->w, i, "if|when|where|once|until|"
		    "which|who|whose|whom|while|as|though"))
			return i;
		verb |= pv_token_finite(s->w, i);
	}
	return at.end;
}

/* The negator that the finite verb at token i takes, or `end`. */
static uint32_t
negator_of(const struct pv_scope *s, uint32_t i, uint32_t end)
{
	if (pv_token_in(s->w, i, "cannot|can't|won't|don't|doesn't|isn't|"
	    "aren't|shan't"))
		return i;
	for (uint32_t k = i + 1; k < end && k <= i + 3; k++) {
		if (pv_token_in(s->w, k, "not|never|neither|nothing"))
			return k;
	}
	return end;
}

enum verbs { VERBS_PLAIN, VERBS_DENIED, VERBS_GIVE };

/* "Cirrus may not resell": a verb denied, and none that gives. */
static enum verbs
verbs(const struct pv_scope *s, struct pv_range at)
{
	const struct pv_tokens *w = s->w;
	bool none = false, subject = false;
	uint32_t end = main_end(s, at);

	for (uint32_t i = at.start; i < end; i++) {
		uint32_t k = negator_of(s, i, end);

		if (pv_token_in(w, i, ",|:"))
			subject = false;
		if (pv_token_in(w, i, "no|neither|nobody|nothing|none|nor") &&
		    !(i > s->first && pv_token_in(w, i - 1, "at|with|for")) &&
		    !pv_reading_none_but(s, i) &&
		    pv_phrase_any(w, i, besides) == 0)
			subject = true;
		if (k != i && !pv_token_finite(w, i))
			continue;
		if (subject || k < end) {
			if (k < end && (pv_reading_none_but(s, k) ||
			    pv_phrase_any(w, k, besides) > 0))
				return VERBS_PLAIN;
			none = true;
		} else if (pv_phrase(w, i, "* ~2 " GIVES) > 0 ||
		    pv_token_in(w, i, "may|can|hereby|grants")) {
			return VERBS_GIVE;
		}
		subject = false;
	}
	return none ? VERBS_DENIED : VERBS_PLAIN;
}

/* "The Bank may buy from others", "You are welcome to" */
static bool
may_freely(const struct pv_reading *r, struct pv_range at)
{
	const struct pv_scope *s = &r->s;

	for (size_t i = 0; i < sizeof(freedoms) / sizeof(*freedoms); i++) {
		if (pv_reading_provision(r->in, freedoms[i].provision))
			return holds(s, at, "may|can|could|entitled|welcome|"
			    "liberty|latitude") && !holds(s, at, "whether") &&
			    holds(s, at, freedoms[i].what) &&
			    !holds(s, at, HELD_BACK);
	}
	return false;
}

bool
pv_reading_shared(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	struct pv_range all = { s->first, s->last };

	return pv_reading_provision(r->in, "exclusivity") &&
	    !holds(s, all, HELD_BACK "|reserved|notwithstanding|despite|"
	    "shall|must|every|all|before|first|equal|licence|license|terms|"
	    "price|least|whether") &&
	    (plain(s, all, shared) || may_freely(r, all));
}

/* The restraint is named, and stands otherwise. */
static const char *const in_part[] = {
	"notwithstanding|despite ~3 section|clause|article|paragraph|exclusive|"
	"exclusivity|covenant|foregoing|restriction", "section|clause|article|"
	"covenant|undertaking|restriction|exclusivity ~6 not|never bind|apply|"
	"extend|prevent|restrict|cover|prohibit", NULL
};

/* "If Cirrus fails, it may buy elsewhere", "notwithstanding Section 4" */
static bool
freed_in_part(const struct pv_scope *s)
{
	struct pv_range all = { s->first, s->last };
	struct pv_limit l[PV_LIMITS];
	size_t n = pv_limits(s, l);

	for (size_t i = 0; i < n; i++) {
		if (!l[i].holds_match && (l[i].kind == PV_LIMIT_CONDITION ||
		    l[i].kind == PV_LIMIT_CARVE_OUT) &&
		    !pv_token_in(s->w, l[i].at, "while|whilst"))
			return true;
	}
	return plain(s, all, in_part);
}

/* "exclusive until June 2027 and non-exclusive from then on" */
static bool
changes(const struct pv_scope *s)
{
	struct pv_range all = { s->first, s->last };

	return s->becomes || holds(s, all, "exclusive|becomes|become|then|"
	    "thereafter|converts|convert|deemed|changed|replaced|made|until|"
	    "rendered");
}

/* What holds somebody back. */
static bool
unrestrained(const struct pv_reading *r, struct pv_range at)
{
	const struct pv_scope *s = &r->s;
	struct pv_range all = { s->first, s->last };

	if (!freed_in_part(s) && (says(s, at, unfettered) ||
	    may_freely(r, at) || (pv_reading_provision(r->in,
	    "exclusivity") && may_freely(r, all))))
		return true;
	if (pv_reading_provision(r->in, "exclusivity") &&
	    ((plain(s, at, open_to_others) && !freed_in_part(s)) ||
	    (plain(s, at, non_exclusive) && !changes(s))))
		return true;
	if (!pv_reading_provision(r->in, "anti-assignment"))
		return (says(s, at, unbound) ||
		    (!(s->rulings & PV_RULING_BANS) &&
		    says(s, at, not_meant))) && !plain(s, at, in_part);
	if (holds(s, at, "shall|must|cannot|can't|only|except|unless|neither|"
	    "nor|nobody"))
		return false;
	return plain(s, at, no_consent) || (plain(s, at, unasked) &&
	    holds(s, at, "may|can") && !holds(s, at, NONE "|if"));
}

/* What is denied in ways of its own. */
static bool
denied_so(const struct pv_reading *r, struct pv_range at)
{
	const struct pv_scope *s = &r->s;
	struct pv_range all = { s->first, s->last };

	if (pv_reading_provision(r->in, "liability-cap"))
		return plain(s, at, unlimited);
	if (pv_reading_provision(r->in, "government-carve-out"))
		return plain(s, at, no_exception);
	if (pv_reading_provision(r->in, "scale-threshold"))
		return plain(s, at, no_size);
	if (pv_reading_provision(r->in, "most-favored"))
		return plain(s, at, worse_off) && !holds(s, at, HELD_BACK);
	if (pv_reading_provision(r->in, "first-ship"))
		return plain(s, at, at_once);
	if (pv_reading_provision(r->in, "ip-ownership"))
		return plain(s, all, unclaimed) && !holds(s, all, OWNED);
	if (pv_reading_provision(r->in, "minimum-commitment"))
		return plain(s, all, foreseen);
	return false;
}

bool
pv_reading_unbinding_denied(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	struct pv_range all = { s->first, s->last };

	return plain(s, all, binds) && !holds(s, all, NONE "|non-binding|"
	    "nonbinding|only|except|other|but|until|unless|without|if");
}

/* An event that does nothing, wherever its sentence says so. */
static bool
event_denied(const struct pv_reading *r)
{
	struct pv_scope whole = r->s;
	struct pv_range all = { r->s.first, r->s.last };

	whole.from = whole.first;
	whole.to = whole.last;
	return pv_reading_no_effect(&whole) ||
	    (pv_reading_provision(r->in, "change-of-control|scale-threshold") &&
	    says(&r->s, all, no_claim));
}

bool
pv_reading_denied(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	struct pv_range at = own_clause(s, r->in->loose);

	if (s->rulings & PV_RULING_DECOUPLES)
		return denied_so(r, at) || event_denied(r);

	if (denied_so(r, at))
		return true;
	if ((s->rulings & PV_RULING_EXCEPTS) ||
	    pv_reading_provision(r->in, "training-data|ip-ownership|"
	    "liability-cap"))
		return false;
	if (s->rulings & PV_RULING_RESTRAINS)
		return unrestrained(r, at);
	/* "shall not sell before": the right itself */
	if (((s->rulings & (PV_RULING_VETO | PV_RULING_PROCEDURE)) ||
	    pv_reading_provision(r->in, "most-favored|first-ship")) &&
	    holds(s, at, "without|until|unless|before|till|first|lower|better"))
		return says(s, at, unbound);
	if (!(s->rulings & PV_RULING_EFFECT) && plain(s, at, unrevoked))
		return false;
	if (says(s, at, unbound) || says(s, at, withheld) ||
	    says(s, at, not_meant))
		return true;
	return ((s->rulings & PV_RULING_RIGHT) ||
	    pv_reading_provision(r->in, "revenue-share")) &&
	    verbs(s, at) == VERBS_DENIED;
}

bool
pv_reading_given(const struct pv_reading *r)
{
	struct pv_range at = own_clause(&r->s, r->in->loose);

	if (!(r->s.rulings & PV_RULING_RIGHT))
		return false;
	return (!(r->s.rulings & PV_RULING_EFFECT) &&
	    plain(&r->s, at, unrevoked)) || verbs(&r->s, at) == VERBS_GIVE;
}

#define NO "none|no|nil|never|nothing|neither"

/* "Sorry, no." */
static bool
begins_with_no(const struct pv_tokens *w, uint32_t i)
{
	i += pv_phrase(w, i, "a|answer :|.");
	i += pv_phrase(w, i, "sorry|unfortunately|strictly|certainly|"
	    "absolutely|alas ,?");
	return pv_phrase(w, i, NO " .|,|;|-|(|:|*") > 0 ||
	    (pv_token_in(w, i, NO) && i + 1 >= w->n) ||
	    pv_phrase(w, i, "n / a") > 0 || pv_phrase(w, i, "not "
	    "applicable|included|granted|given|allowed|permitted|at|offered|"
	    "available|agreed") > 0;
}

/* What the sentence behind this one begins with. */
static bool
next_is_no(const struct pv_reading *r)
{
	const struct pv_version *v = r->in->version;
	size_t at = r->in->unit->sentence;
	struct pv_tokens w;

	if (v == NULL || r->in->unit->kind != PV_UNIT_SENTENCE ||
	    at >= v->nsentences || at + 1 >= v->nsentences)
		return false;
	pv_reading_words(r, pv_version_text(v, v->sentences[at + 1].at), &w);
	return begins_with_no(&w, 0);
}

/*
 * A line of a form or a question, and its answer: "Minimum spend: n/a",
 * "Resale ....... No", "May I embed it? Sorry, no."
 */
bool
pv_reading_answered_no(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	const struct pv_tokens *w = s->w;
	uint32_t i = s->from, end = s->last;
	bool may = false;

	while (i < end && !pv_token_in(w, i, ":|||?|.")) {
		may |= pv_token_in(w, i, "may|can|could|allowed|free");
		if (pv_token_finite(w, i) && i >= s->to &&
		    !pv_token_is(w, end - 1, "?"))
			return false;
		i++;
	}
	for (uint32_t k = s->first; k < s->from; k++) {
		may |= pv_token_in(w, k, "may|can|could|allowed|free");
		if (pv_token_finite(w, k) && !pv_token_is(w, end - 1, "?"))
			return false;
	}
	/* "May I compete? No." is the ban */
	if (may && (s->rulings & PV_RULING_RESTRAINS))
		return false;
	/* a column of its own: "AGI trigger    None" */
	if (i >= end)
		return end - s->first < 8 && pv_token_in(w, end - 1,
		    "none|nil|no") && end > s->to;
	while (i < end && pv_token_in(w, i, ":|||?|."))
		i++;
	return i < end ? begins_with_no(w, i) : next_is_no(r);
}
