/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

/* What leaves a trigger without effect, whole and beside the match. */
static const char *const decoupled[] = {
	"whether or not", "irrespective|regardless of", "independent|"
	"independently of", "no matter", "whatever", "without regard to",
	"even if|though|where|when|after|should|upon|on|following", "however "
	"capable|far|near|close|advanced|clever|intelligent|able|powerful|many|"
	"large|big|great|much", "with or without", "notwithstanding the|any|a|"
	"that", "despite the|any|a", "whoever|whichever", NULL
};
/* What an event does, said where it does not. */
#define AFFECT "affect|affects|alter|alters|change|changes|impair|impairs|" \
    "diminish|diminishes|modify|modifies|influence|influences|excuse|excuses|" \
    "relieve|relieves|discharge|discharges|bring|brings|shorten|shortens|" \
    "lengthen|extinguish|extinguishes|postpone|postpones|defer|defers|" \
    "accelerate|accelerates|interrupt|interrupts|add|adds|vary|varies|" \
    "matter|matters|disturb|disturbs|curtail|curtails|abate|abates|touch|" \
    "touches|prejudice|prejudices|move|moves|reopen|reopens|upset"
#define AFFECTED "affected|altered|changed|impaired|diminished|modified|" \
    "influenced|excused|relieved|discharged|shortened|extinguished|" \
    "postponed|deferred|accelerated|interrupted|varied|disturbed|curtailed|" \
    "abated|touched|prejudiced|reduced|suspended|conditioned|conditional|" \
    "contingent|dependent|determinable"
static const char *const without_effect[] = {
	"has|have|having|of no effect|bearing|influence|impact|relevance on|"
	"upon|for|to",
	"shall|will|does|do|may|can|would not|neither|never ~6 " AFFECT,
	"doesn't|don't|won't|can't|cannot ~2 " AFFECT, "nor ~3 " AFFECT,
	"not|isn't|aren't|never|nor ~2 be|been? ~1 " AFFECTED,
	"is|are|be|being|was immaterial|irrelevant|unaffected|unchanged|"
	"untouched|undisturbed",
	"is|are|be|being|has|have|having of? no|little ~1 consequence|moment|"
	"account|relevance|significance|importance|concern|bearing|"
	"role|part|place", "without consequence|effect|influence|prejudice "
	"for|on|upon", "contains|contain|has|have|makes|make|there|is|are|knows "
	"is|are? no ~3 exception|clause|trigger|carve-out|provision|exemption|"
	"condition|milestone|release|event|test",
	"no legal|contractual effect|force|significance|consequence|meaning",
	"not ~2 constitute|amount|count|deemed|considered|regarded|treated|"
	"taken|understood|construed ~3 event|condition|cause|ground|trigger|"
	"determination|declaration|milestone|reason", "is|are not an? event|condition|cause|"
	"ground|determination|declaration|trigger|termination|milestone|"
	"reason",
	"changes|alters|affects|moves|adds|ends|triggers|costs|means|mean|"
	"change|alter|trigger nothing",
	"not|doesn't|don't|never ~2 hinge|turn|depend|rest|hang|hinges|matter",
	"continue|continues|remain|remains|stay|stays|run|runs|applies|apply "
	"~4 unaffected|unchanged|undiminished|unaltered|unabated|regardless|"
	"irrespective|undisturbed",
	"as|exactly|just as? it|they was|were|did|had|has|have ~2 before",
	"makes|make no difference", "gives|give|confers|entitles neither|no|"
	"nobody|none", "survives|survive|outlasts|outlast",
	"whether|if ~10 before or after", "same|unchanged|unaltered|as "
	"whether", "modifies|alters|affects|changes|moves|touches|suspends|"
	"ends neither|none|no",
	"without distinction", "stays|stay|remains|remain ~2 same|unaffected|"
	"put", "carry|carries on "
	"unchanged", "none|nothing|no|not|nobody|nobody's|neither ~12 depend|"
	"depends|turns|turn|hinges|hinge|rests|hangs|hang|waits|wait|rides",
	"not|neither|nobody|no ~6 rely|invoke|point|plead|cite ~24 reason|"
	"ground|excuse|cause|release", "not ~14 conditioning|making|rendering "
	"~10 upon|on|conditional|dependent|contingent", "disregarded for|in|"
	"by",
	"clause|provision : does not apply", NULL
};

/* "No right is lost because a system surpasses people" */
static const char *const not_because[] = {
	"not|no|nobody|neither|nothing|nor|never ~30 because|merely|by|on|"
	"simply|solely reason|account|the|virtue|of? grounds|ground|of|fact|"
	"account", "not|no|nobody|neither|nothing|nor|never ~30 merely|simply|"
	"solely that", "not|no|nobody|neither|nothing|nor|never ~30 because",
	"come what may", "just as|like", NULL
};

/* "Whatever the machines learn, the fee stays": and nothing ends by it. */
static bool
whatever_comes(const struct pv_scope *s)
{
	static const char *const heads[] = {
		"even if|though|where|when|after|should", "whether or not",
		"whether ~12 or", "whatever", "no matter", "regardless|"
		"irrespective of", "however capable|far|near|close|advanced|"
		"clever|intelligent|able|powerful|many|large|big|great|much|"
		"good|smart", "come what may", NULL
	};
	uint32_t n = pv_phrase_any(s->w, s->first, heads);

	for (uint32_t i = s->first + n; i < s->last && n > 0; i++) {
		if (pv_token_in(s->w, i, "end|ends|terminate|terminates|lapse|"
		    "lapses|cease|ceases|stop|stops|expire|expires|revert|"
		    "reverts|upon|once|converts|falls|suspended|confined|"
		    "until|unless|excluded|declares|determines|decides|notify|"
		    "tell|inform|report"))
			return false;
	}
	return n > 0;
}

/* "irrespective of AGI" holds the match; "AGI has no effect on" follows. */
bool
pv_reading_no_effect(const struct pv_scope *s)
{
	uint32_t lo = s->from > s->first + 10 ? s->from - 10 : s->first;
	uint32_t hi = s->to + 14 < s->last ? s->to + 14 : s->last;
	bool beside = false, found = false;

	if (whatever_comes(s))
		return true;
	for (uint32_t i = s->first; i < s->from; i++) {
		if (pv_phrase_any(s->w, i, not_because) > 0 &&
		    !pv_reading_none_but(s, i))
			return true;
	}

	for (uint32_t i = lo; i < s->to; i++) {
		if (pv_token_in(s->w, i, ",|;"))
			beside = false;
		if (pv_phrase_any(s->w, i, decoupled) > 0)
			beside = i == 0 || !pv_token_finite(s->w, i - 1);
	}
	if (beside)
		return true;
	for (uint32_t i = lo; i < hi; i++) {
		if (i >= s->to && pv_token_in(s->w, i, ";|."))
			break;
		if (i < s->from && pv_token_is(s->w, i, ";"))
			found = false;
		found |= pv_phrase_any(s->w, i, without_effect) > 0;
	}
	return found;
}

/* "No announcement of AGI shall bring forward any instalment" */
static bool
does_nothing(const struct pv_scope *s)
{
	static const char *const acts[] = {
		"shall|will|may|can|does|do|would ~4 " AFFECT "|end|terminate|"
		"entitle|give|confer|oblige|cut|reduce|suspend|release|trigger|"
		"cause|make|lessen|stop|stay|hold", AFFECT, "ends|entitles|"
		"terminates|gives|confers|obliges|cuts|reduces|suspends|"
		"releases|triggers|causes|makes|lessens|stops", NULL
	};
	const struct pv_tokens *w = s->w;
	uint32_t lo = s->from > s->first + 9 ? s->from - 9 : s->first, i;

	for (i = s->from + 1; i > lo; i--) {
		if (pv_token_in(w, i - 1, "no|neither|nothing"))
			break;
		if (i <= s->from && (pv_token_finite(w, i - 1) ||
		    pv_token_in(w, i - 1, ";|.|:|if|until|unless")))
			return false;
	}
	if (i == lo || pv_reading_none_but(s, i - 1))
		return false;
	for (; i < s->last && i < s->to + 24; i++) {
		if (pv_token_in(w, i, ";|unless|until|except|without"))
			return false;
		if (pv_phrase_any(w, i, acts) > 0)
			return true;
		if (i >= s->to && pv_token_finite(w, i))
			return false;
	}
	return false;
}

/*
 * Work towards the event that nobody is kept from: "Each is free to build AGI".
 * Behind an event the freedom is what it brings.
 */
bool
pv_reading_left_free(const struct pv_scope *s)
{
	static const char *const free[] = {
		"free|liberty ~16 build|building|develop|developing|pursue|"
		"research|train|create|creating|work|working|seek|try|hire",
		"not|neither|nothing|no ~16 kept|keeps|prevented|prevents|"
		"barred|bars|restrained|precluded|precludes|prohibited|"
		"prohibits|restricts|restricted|stops ~8 from",
		"no covenant|undertaking|promise|obligation|duty ~3 abstain|"
		"refrain|forbear|from", NULL
	};
	bool found = false;

	if (!(s->rulings & PV_RULING_DECOUPLES))
		return false;
	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_token_in(s->w, i, "if|upon|once|when|after|following|"
		    "until|unless|where|should|provided|except|thereafter|"
		    "thereupon|then|released|declared|determined|ceases"))
			return false;
		found |= pv_phrase_any(s->w, i, free) > 0;
	}
	return found;
}

bool
pv_reading_decoupled(const struct pv_scope *s)
{
	return (s->rulings & PV_RULING_DECOUPLES) &&
	    (pv_reading_no_effect(s) || does_nothing(s));
}
