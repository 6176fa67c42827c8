/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

/*
 * A match that is but a cue says nothing of its grammar, so that what denies
 * the provision is looked for in the whole of the clause that it stands in.
 */

/* A duty or a promise that is denied: it can deny any provision. */
static const char *const unbound[] = {
	"no ~3 obligation|obligations|duty|duties|commitment|commitments|"
	"undertaking|promise|promises|requirement|assurance|guarantee|need|"
	"exclusivity|minimum|minimums",
	"not|never|nor|neither|isn't|aren't|nobody ~3 obliged|obligated|bound|"
	"required|compelled|committed|tied|expected|asked|liable",
	"need|needs not|never|no|neither", "needn't",
	"don't|doesn't|not|never have|has to", "no one|body has|need|needs",
	"not|don't|doesn't|never|neither|nor|nothing|none|no ~9 oblige|obliges|"
	"obligate|obligates|require|requires|bind|binds|commit|commits|compel|"
	"compels|promise|promises|undertake|undertakes|guarantee|guarantees|"
	"demand|demands|insist|insists|imply|implies|impose|imposes|confer|"
	"confers|constitute|constitutes|entitle|entitles|owe|owes",
	"not|never ~2 construed|interpreted|understood|taken|read ~1 as|to",
	"owes|owe|owed|promises|promised nothing|no|none|neither", NULL
};
/* A right that is denied. */
static const char *const withheld[] = {
	"no|neither ~4 right|rights|option|options|claim|claims|entitlement|"
	"licence|licences|license|licenses|privilege|authority|say|vote|seat|"
	"royalty|royalties|share|commission|percentage|cut|participation|"
	"priority|preference|precedence|protection|title|ownership|interest|"
	"property|veto|voice|audit|audits|inspection|export|discount|stake|"
	"advantage|head|handover|escrow|copy|copies|observer|director|"
	"refusal|offer|access|provision|exception|exemption|exit",
	"not|isn't|aren't|nor|neither|nobody|never|won't ~3 entitled|licensed|"
	"authorised|authorized|permitted|allowed|granted|given|conferred|"
	"offered|included|available|promised|empowered|eligible|payable|due|"
	"transferred|assigned|shared|released|handed|provided|part",
	"nothing ~9 gives|give|grants|grant|confers|lets|allows|permits|"
	"licenses|transfers|creates|authorises|authorizes|payable|due|owed|"
	"entitles",
	"prohibited|forbidden|disallowed|excluded|withheld|impermissible|"
	"non-cancelable|non-cancellable|noncancelable|noncancellable",
	"off limits", "out of the question", "ruled out", NULL
};
/* What is denied besides, and leaves the right as it is. */
static const char *const besides[] = {
	"not|no|never|without ~3 reason|reasons|cause|penalty|liability|delay|"
	"notice|longer|later|earlier|more|less|fewer|sooner|exceed|exceeding|"
	"unreasonably|only|limited|necessarily|transferable|exclusive|"
	"exclusively|further|explanation|fault|withhold|delay|refuse|obstruct|"
	"hinder|impede|interfere|object|oppose|prevent|stop|restrict|affected|"
	"impaired|lapse|cease|end|expire|revoke|withdraw|relieve|prejudice|"
	"apart|unless|until|before|except|without|till", NULL
};
/* A restraint that is denied, or a freedom that is given. */
static const char *const unfettered[] = {
	"not|doesn't|don't|never|neither|nor|nothing|none|no ~12 restrict|"
	"restricts|restricted|prevent|prevents|prevented|prohibit|prohibits|"
	"prohibited|preclude|precludes|precluded|limit|limits|limited|bar|"
	"bars|barred|forbid|forbids|forbidden|stop|stops|stopped|hinder|"
	"hinders|restrain|restrains|tie|ties|lock|locks|locked|confined|"
	"confine|confines|constrained",
	"no ~2 restriction|restrictions|restraint|restraints|limitation|"
	"limitations|barrier|bar|ban|lock-in",
	"free to", "at ~2 liberty", "full|complete|entire freedom|liberty",
	"wherever|whomever|whomsoever|whoever|whichever|anywhere|whatever ~4 "
	"likes|like|pleases|please|chooses|choose|wishes|wish|wants|want|"
	"prefers|suits|fit|will|may",
	"as|where|when it|they|we|you|he|she|@ ~2 likes|like|pleases|"
	"please|sees|see|chooses|choose|wishes|wish|thinks|wants",
	"freely", NULL
};
/* What makes a restraint of "may": "may use only Cirrus". */
#define HELD_BACK "not|no|only|sole|solely|alone|exclusive|exclusively|" \
    "nobody|none|never|except|unless|cannot|can't|won't|neither|nor|" \
    "without|refrain|exclusivity|provided|if|until|until|save|but|nowhere|" \
    "once|after|where|when|single|subject|whose|don't|doesn't|lose|loses"
#define GIVES "may|can|entitled|free|permitted|allowed|licensed|right|" \
    "authorized|authorised|welcome"

/* The clause that the match stands in. */
static struct pv_range
own_clause(const struct pv_scope *s)
{
	struct pv_range out = { pv_reading_negation_start(s), s->last };

	for (uint32_t i = s->to; i < s->last; i++) {
		if (pv_token_in(s->w, i, ";|but|provided|except|unless|"
		    "however|because|although|whereas|otherwise") ||
		    (pv_token_is(s->w, i, ",") &&
		    pv_token_in(s->w, i + 1, "and|nor|or|which|who") &&
		    pv_token_new_clause(s->w, i, s->last))) {
			out.end = i;
			break;
		}
	}
	return out;
}

static bool
says(const struct pv_scope *s, struct pv_range at, const char *const *phrases)
{
	for (uint32_t i = at.start; i < at.end; i++) {
		if (pv_phrase_any(s->w, i, phrases) > 0 &&
		    !pv_reading_none_but(s, i) &&
		    pv_phrase_any(s->w, i, besides) == 0)
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

/* "Cirrus may not resell": a verb denied, and none that gives. */
static bool
verb_denied(const struct pv_scope *s, struct pv_range at)
{
	const struct pv_tokens *w = s->w;
	bool none = false, subject = false;

	for (uint32_t i = at.start; i < at.end; i++) {
		bool short_form = pv_token_in(w, i, "cannot|can't|won't|don't|"
		    "doesn't|isn't|aren't|shan't");

		if (pv_token_in(w, i, ",|:"))
			subject = false;
		if (pv_token_in(w, i, "no|neither|nobody|nothing|none|nor") &&
		    !pv_reading_none_but(s, i) &&
		    pv_phrase_any(w, i, besides) == 0)
			subject = true;
		if (!short_form && !pv_token_finite(w, i))
			continue;
		if (subject || short_form || pv_phrase(w, i, "* ~2 not|never|"
		    "neither|nothing") > 0) {
			uint32_t k = i;

			while (!subject && !short_form && !pv_token_in(w, k,
			    "not|never|neither|nothing"))
				k++;
			if (pv_reading_none_but(s, k) ||
			    pv_phrase_any(w, k, besides) > 0)
				return false;
			none = true;
		} else if (pv_phrase(w, i, "* ~2 " GIVES) > 0 ||
		    pv_token_in(w, i, "may|can|hereby|grants")) {
			return false;
		}
		subject = false;
	}
	return none;
}

/* "The Bank may buy from whom it will" */
static bool
may_freely(const struct pv_scope *s, struct pv_range at)
{
	return holds(s, at, "may|can|could|entitled") &&
	    !holds(s, at, HELD_BACK);
}

bool
pv_reading_denied(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	struct pv_range at = own_clause(s);

	if (r->s.rulings & (PV_RULING_DECOUPLES | PV_RULING_EXCEPTS |
	    PV_RULING_DENIES) || pv_reading_provision(r->in,
	    "training-data|ip-ownership"))
		return false;
	if (r->s.rulings & PV_RULING_RESTRAINS)
		return says(s, at, unfettered) || says(s, at, unbound) ||
		    (!(r->s.rulings & PV_RULING_MEASURE) && may_freely(s, at));
	if (says(s, at, unbound) || says(s, at, withheld))
		return true;
	return ((r->s.rulings & PV_RULING_RIGHT) ||
	    pv_reading_provision(r->in, "revenue-share")) &&
	    verb_denied(s, at);
}
