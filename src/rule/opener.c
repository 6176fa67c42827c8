/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/opener.h"

#define EVENT PV_OPENER_EVENT
#define SPRING PV_OPENER_SPRING
#define CONSIDER PV_OPENER_CONSIDER
#define DATED PV_OPENER_DATED
#define INITIAL PV_OPENER_INITIAL
#define WITH PV_OPENER_WITH
#define APPROVAL PV_OPENER_APPROVAL
#define LATER PV_OPENER_LATER
#define FIRST PV_OPENER_FIRST
#define RESTRAINT PV_OPENER_RESTRAINT
#define ECHO PV_OPENER_ECHO
#define PERMIT PV_OPENER_PERMIT

#define FORM "provided|permitted|set|specified|stated|contemplated|required|" \
    "agreed|approved|consented|noted|described|authorized|" \
    "authorised|indicated|limited|prohibited"
#define HERE "this|herein|hereunder|hereof|hereto|the|applicable|law|" \
    "writing|below|above|such|mutual|parties"

/* What follows an opener and means nothing. */
static const char *const plain_except[] = {
	"as may? be? otherwise? may? be? expressly|specifically? may? be? "
	FORM " forth|out|for? in|under|by|pursuant|to? to? " HERE,
	"as otherwise? expressly? " FORM " elsewhere? herein|hereunder|"
	"below|above",
	"as expressly|otherwise|specifically " FORM " .|,|)|;",
	"as|to the? extent? otherwise? required|permitted|prohibited by "
	"applicable? law|laws|regulation",
	"as the parties may? otherwise? agree", "where required by",
	"to the extent ~3 by applicable? law|laws",
	"with|upon|by|following|after|where the? ~6 consent|approval|"
	"permission|agreement|authorization",
	"that nothing", "in the ordinary course",
	"under|pursuant|within|through|in|as to? accordance? with? the|this|"
	"such ~2 plan|program|programme|collaboration|agreement|project|"
	"venture|alliance", "a|the? licensed|covered|contract product|"
	"products", NULL
};
static const char *const plain_unless[] = {
	"otherwise", "earlier|sooner|previously|first? terminated|ended|"
	"expired|renewed|extended", "terminated ~2 in|as|pursuant|earlier|"
	"sooner", "this|the agreement is|has|be|shall ~2 terminated",
	"and to the extent otherwise", "mutually? agreed|approved|"
	"authorized|permitted|consented|required|prohibited|the? context",
	"the? parties|both ~3 agree ~2 otherwise|writing|differently|"
	"contrary", "~8 consent|consents|consented|"
	"agrees|agreed|approves|approved ~6 writing",
	"~3 prior written|express consent|approval",
	"~4 consents|agrees|approves",
	"~4 say|says|said yes", "~4 give|gives|given|gave ~3 consent|approval|"
	"permission|assent|leave|blessing",
	"~3 has|have ~2 signed|entered|executed|obtained|bought|taken ~6 "
	"agreement|licence|license|permission with|from", NULL
};
static const char *const plain_subject[] = {
	"the|all|any|other|remaining|such? other|remaining|following|general|"
	"same? terms|provisions|conditions|limitations|restrictions|"
	"requirements|obligations|covenants|rights",
	"this|these|such|its|their|his|prior|compliance|applicable|any? "
	"agreement|terms|compliance|law|laws|applicable|article|section|"
	"clause|conditions|obligations|provisions",
	"~3 compliance with", "~2 applicable law|laws|regulation|regulations",
	"the foregoing|terms|aforesaid|preceding|above|following",
	"earlier|early|prior termination .|,|;|)|as|in|under|pursuant|by|"
	"hereof", "~3 right|rights of? termination", "~2 confidentiality",
	"~2 audit|change|review|taxes|tax|interest", "availability|contract",
	"the|our|its|such? acceptable|usage|use|licence|license|service? use? "
	"policy|policies|restrictions|rules|guidelines|terms",
	"section|article|clause # ( ~2 term|termination|payment|fees|"
	"confidentiality|general", "matter|line|area", NULL
};
static const char *const plain_until[] = {
	"the? ~1 expiration|termination|expiry|end|conclusion|completion or? "
	"earlier|sooner? expiration|termination|expiry? or? ~2 of|hereof "
	"this|the|its|such|hereof? agreement|term|engagement|appointment",
	"terminated|otherwise|expired|cancelled",
	"the|this agreement|contract ends|expires|terminates|is ~1 ended|"
	"terminated", "such time as this "
	"agreement", "this agreement|engagement", "the? expiration|"
	"termination|expiry or? ~3 hereof", "the end of the term",
	"the last ~6 expire|expires", "the? expiration|expiry of the last ~4 "
	"claim|patent|copyright|them", "further notice", "notified",
	"~4 is|are|been paid|received|"
	"delivered", NULL
};
static const char *const plain_if[] = {
	"any ,|.|;|)|to|is|of|are", "applicable", "so ,|requested", "not",
	"requested", "necessary", "~4 so? asks|requests|wishes|wants|ask|request|wish|want|likes|like|"
	"chooses|choose|prefers|prefer",
	"needed|required|appropriate|available|"
	"possible|and|or|to|as|though|only", "there|it is? were? no", NULL
};
static const char *const plain_where[] = {
	"~4 so? asks|requests|wishes|wants|ask|request|wish|want|likes|like|"
	"chooses|choose|needs|need|requires|require",
	"~2 sees|see|thinks|think fit", "so? asked|requested|required|needed",
	NULL
};
static const char *const plain_upon[] = {
	"request|notice|receipt|demand|execution|signing|signature|delivery|"
	"the|such|terms ~2 terms|request|execution|signing|signature|demand",
	"written|reasonable|its|their|prior|thirty|sixty|ninety|#|no",
	"at a|the|any|his|its|all|once|reasonable",
	"request|notice|receipt|demand|execution|signing|delivery|payment",
	NULL
};
static const char *const plain_after[] = {
	"the|such|that|its|this|any? effective|commencement|closing|start|"
	"date|execution|signing|signature|expiration|expiry|termination|end|"
	"term|amendment", "which|that|this|such|#|receipt|termination|"
	"expiry|expiration|consultation|notice|closing|completion|execution|"
	"signing|each|every", "the? contract|initial? term|period|termination",
	"the receipt|delivery|giving|date", NULL
};
static const char *const plain_but_not[] = {
	"as|in|by|for|on|merely|only|just|solely",
	"limited", "the obligation|obligations|duty|requirement",
	"restricted|confined|exclusive|exclusively|necessarily|required|"
	"obligated|obliged|less|more|later|earlier|before|until|oftener|"
	"sooner|beyond|exceeding|fewer",
	/* an observer; what is told of one and the same thing */
	"to|a|the? vote|votes|voting", "* by|to|in|for|of|with|from|on ,",
	"to exceed|be|restrict|limit", NULL
};
/* an amount without what is added to it */
static const char *const plain_net[] = {
	"~3 tax|taxes|vat|gst|duty|duties|levies|freight|shipping|postage|"
	"carriage|insurance|interest", NULL
};
static const char *const plain_extent[] = {
	"permitted|allowed|required|not|practicable|possible|applicable|"
	"necessary|reasonably|legally|that|of|such|provided|set|prohibited",
	"~3 permitted|prohibited|required by",
	"~8 is|are embedded|incorporated|contained|included|comprised",
	"embedded|incorporated|contained|included|needed|owned|controlled",
	NULL
};
static const char *const plain_far[] = {
	"is|are|may ~2 permitted|allowed|practicable|possible|applicable|"
	"necessary|aware", "~3 is|are concerned|aware", NULL
};
static const char *const plain_provided[] = {

	"in|by|for|under|herein|hereunder|hereby|to|on|at|through|with|"
	"pursuant|above|below|further|always? in|by|herein|under|to|at|for",
	", however|further|always? , in|by", NULL
};
static const char *const plain_long[] = {
	"~2 tell|tells|notify|notifies|warn|warns|inform|informs ~8 ahead|"
	"advance|before|beforehand|prior|writing",
	/* as long as the bargain itself */
	"you're|we're|they're|~2 on|with|working|using|part",
	"~3 is|are|remains|remain a|an|our|your|the? participant|party|"
	"member|customer|subscriber|employee|tenant|franchisee|user",
	"~3 is|are working|employed|engaged with|for|by|as",
	"~3 shall? exist|exists",
	"this|the ~2 agreement|term|contract|deed|project|collaboration|"
	"engagement|alliance shall? is|be|remains|remain|continues|continue|"
	"stays|lasts|subsists|runs|endures|exists|stands|holds|produces",
	"it|this lasts|runs|stands", "this order|subscription is|runs|remains",
	"~2 are|you're|is on|in our|the|this plan|programme|program",
	"~2 gives|give|giving|gave ~10 warning|notice",
	"this|our memorandum|letter|arrangement|note|paper is|remains|"
	"continues|stays|lasts|subsists|runs|stands|holds",
	"it remains|is|stays|continues in effect|force",
	"~2 have|has|hold|holds an? ~2 account|subscription",
	"permitted|required", NULL
};

/* Periods that are shorter than the agreement, by name. */
#define PASSING "lock|lock-in|lock-up|standstill|cooling|cooling-off|" \
    "transition|transitional|initial|evaluation|trial|pilot|introductory|" \
    "ramp|ramp-up|grace|sell-off|wind-down|interim|" \
    "no-shop|restricted|restriction|launch|protection|option|window"

#define FALLS "fail|cease|become|miss|lose|discontinue|breach|default|" \
    "exceed|withdraw|stop"

static const struct pv_opener openers[] = {
	{ "unless and until", PV_LIMIT_CONDITION, WITH, plain_unless },
	{ "unless", PV_LIMIT_CONDITION, WITH, plain_unless },
	{ "except|save that|those of|operated|owned|run by?",
	    PV_LIMIT_CARVE_OUT, CONSIDER, NULL },
	{ "except that", PV_LIMIT_CARVE_OUT, 0, plain_except },
	{ "except|save|excepting only? to the extent", PV_LIMIT_CARVE_OUT, 0,
	    plain_except },
	{ "except|save|excepting only? if|when|where|during",
	    PV_LIMIT_CARVE_OUT, 0, plain_except },
	{ "except|excepting for?", PV_LIMIT_CARVE_OUT, CONSIDER,
	    plain_except },
	{ "save that", PV_LIMIT_CARVE_OUT, 0, plain_except },
	{ "save for|as|in|where|with|to|by|on|under|through|of",
	    PV_LIMIT_CARVE_OUT, CONSIDER, plain_except },
	{ "saving those|that|for|only|as|in|any|such|the", PV_LIMIT_CARVE_OUT,
	    CONSIDER | INITIAL, plain_except },
	{ "left|leaving out of the? account|count|reckoning|consideration",
	    PV_LIMIT_CARVE_OUT, WITH, NULL },
	{ "with the exception of|that", PV_LIMIT_CARVE_OUT, 0, NULL },
	{ "with the|certain|limited|following|only|# ~1 exceptions|"
	    "exception|exclusions", PV_LIMIT_CARVE_OUT, 0, NULL },
	{ "~4 excepted|exempted|excluded|aside ,", PV_LIMIT_CARVE_OUT,
	    WITH | FIRST, NULL },
	{ "excepted|exempted|excluded from ~4 is|are", PV_LIMIT_CARVE_OUT,
	    WITH, NULL },
	{ "( ~8 not counted|included|covered|affected )", PV_LIMIT_CARVE_OUT,
	    WITH, NULL },
	{ "( ~8 excluded|excepted|exempt|exempted )", PV_LIMIT_CARVE_OUT, WITH,
	    NULL },
	{ ", not being a|an|the|any", PV_LIMIT_CARVE_OUT, WITH, NULL },
	{ "it being ~8 that ~12 not apply|cover|extend|include|restrict|"
	    "affect|prevent|limit|restricted|covered|included|affected|"
	    "prohibited", PV_LIMIT_CARVE_OUT, WITH, NULL },
	{ "on the ~1 footing|understanding|basis|strength that",
	    PV_LIMIT_CONDITION, WITH, NULL },
	{ "on the ~1 footing|strength of", PV_LIMIT_CONDITION, WITH, NULL },
	{ "for? so|as long ( ~6 ) as", PV_LIMIT_CONDITION, WITH, NULL },
	{ "not until", PV_LIMIT_CONDITION, WITH | FIRST, NULL },
	{ "- ~2 at|in no other time|case|event|circumstances", PV_LIMIT_CONDITION,
	    WITH, NULL },
	{ "and|but ,? in|at|for no other time|times|case|cases|event|period|"
	    "circumstances|month|quarter|year", PV_LIMIT_CONDITION, WITH, NULL },
	{ "and|but ,? not sooner|earlier|before|beyond|afterwards|then",
	    PV_LIMIT_CONDITION, WITH | INITIAL, NULL },
	{ "and|, nil|nothing|zero|none ~1 thereafter|afterwards|after",
	    PV_LIMIT_CONDITION, WITH, NULL },
	{ "once|after the|its? first|initial # ~1 days|weeks|months|years|month|"
	    "year ~2 over|passed|elapsed|expired|run|up|gone|ended",
	    PV_LIMIT_CONDITION, WITH, NULL },
	{ "with|upon|on ~3 prior|written|express|advance ~2 agreement|"
	    "concurrence|assent|authorization|authorisation|leave|clearance|"
	    "licence|license|authority of|from|by", PV_LIMIT_CONDITION,
	    WITH | APPROVAL, NULL },
	{ "in|for|during each|any|every|a ~2 month|quarter|year|period|time in|"
	    "for|during|that which|follows|following", PV_LIMIT_CONDITION,
	    WITH | FIRST, NULL },
	{ "between now|today|signing|signature ~6 and|to", PV_LIMIT_SUNSET,
	    WITH | RESTRAINT, NULL },
	{ "between the ~2 date|day ~6 and|to", PV_LIMIT_SUNSET,
	    WITH | RESTRAINT, NULL },
	{ "between the|its|our|his|her ~4 and the|its|our|his|her",
	    PV_LIMIT_SUNSET, WITH | RESTRAINT | FIRST, NULL },
	{ "each|all|any of which|whom shall|must|will first", PV_LIMIT_CONDITION,
	    WITH, NULL },
	{ "and in|on|for that|such|this case|event|occasion alone|only",
	    PV_LIMIT_CONDITION, WITH, NULL },
	{ "and|but on no other occasion|day|terms|condition|conditions",
	    PV_LIMIT_CONDITION, WITH, NULL },
	{ "from the? ~5 to %", PV_LIMIT_SUNSET, WITH, NULL },
	{ "not|never beyond|past|after", PV_LIMIT_SUNSET, DATED, NULL },
	{ "for|during a|an? further|additional # ~3 days|weeks|months|years",
	    PV_LIMIT_SUNSET, WITH | RESTRAINT, NULL },
	{ "other than|besides", PV_LIMIT_CARVE_OUT, CONSIDER, plain_except },
	{ "otherwise than", PV_LIMIT_CARVE_OUT, CONSIDER, plain_except },
	{ "apart|aside from", PV_LIMIT_CARVE_OUT, CONSIDER, plain_except },
	{ "but? excluding", PV_LIMIT_CARVE_OUT, 0, plain_net },
	{ "but? not including", PV_LIMIT_CARVE_OUT, 0, plain_net },
	{ ", but|and|while|though ~6 is|are excluded|excepted|exempt|outside|"
	    "exempted", PV_LIMIT_CARVE_OUT, WITH | EVENT, NULL },
	{ "with ~6 being|falling outside|excluded|excepted|exempt",
	    PV_LIMIT_CARVE_OUT, WITH, NULL },
	{ "and|but , not? otherwise|thereafter|afterwards|before|sooner|"
	    "earlier .|,|;",
	    PV_LIMIT_CONDITION, WITH, NULL },
	{ "and|but not otherwise|thereafter|afterwards|before|sooner|earlier "
	    ".|,|;",
	    PV_LIMIT_CONDITION, WITH, NULL },
	{ "and|but only then", PV_LIMIT_CONDITION, WITH, NULL },
	{ "and no further|longer|earlier", PV_LIMIT_CONDITION, WITH, NULL },
	{ "but|and not", PV_LIMIT_CARVE_OUT, 0, plain_but_not },
	{ "but|and? this|the|such|that ~4 shall|does|do|will not apply|extend "
	    "to", PV_LIMIT_CARVE_OUT, EVENT, NULL },
	{ "shall|does|do|will not apply|extend|cover|reach to|in|where|if|for",
	    PV_LIMIT_CARVE_OUT, EVENT, NULL },
	{ "this|such|that|the|foregoing ~4 does|do|shall|will not apply|extend|"
	    "cover|include|bind to?", PV_LIMIT_CARVE_OUT, 0, NULL },
	{ "this|that|it|the ~3 doesn't|don't|won't apply|cover|include|bind "
	    "to?", PV_LIMIT_CARVE_OUT, 0, NULL },
	{ ", ~6 excepted|exempted", PV_LIMIT_CARVE_OUT, WITH, NULL },
	{ "not applicable|applying to", PV_LIMIT_CARVE_OUT, 0, NULL },
	{ ", but|although|though|yet the|each? @ may|can still|also|continue|"
	    "keep|nevertheless|use|serve|sell|host|buy|deal|itself",
	    PV_LIMIT_CARVE_OUT, WITH | RESTRAINT, NULL },
	{ ", but|although|though|yet the|each? @ keeps|retains|reserves",
	    PV_LIMIT_CARVE_OUT, WITH | RESTRAINT, NULL },
	{ "is|are not covered|included|caught|affected|bound",
	    PV_LIMIT_CARVE_OUT, WITH | RESTRAINT, NULL },
	{ "for? so|as long only? as", PV_LIMIT_CONDITION, WITH, plain_long },
	{ "for so much of ~4 as", PV_LIMIT_CONDITION, WITH, plain_long },
	{ "for? only? such time|period|periods as|during", PV_LIMIT_CONDITION,
	    WITH, plain_long },
	{ "provided ,? however|further|always|only? ,? that?",
	    PV_LIMIT_CONDITION, WITH, plain_provided },
	{ "providing ,? however|further|always|only? ,? that",
	    PV_LIMIT_CONDITION, WITH, plain_provided },
	{ "for the remainder|balance|rest of", PV_LIMIT_SUNSET, 0, NULL },
	{ "on|upon|under the? condition that|of", PV_LIMIT_CONDITION, WITH,
	    NULL },
	{ "only|solely in combination|conjunction with", PV_LIMIT_CONDITION,
	    WITH, NULL },
	{ "only|solely as ~2 part|component|module|bundled|embedded|"
	    "incorporated|combined|integrated", PV_LIMIT_CONDITION, WITH, NULL },
	{ "only under|against ~2 signed|executed|written", PV_LIMIT_CONDITION,
	    WITH, NULL },
	{ "who|that|which|as has|have first|duly|previously|either|each? "
	    "accepted|signed|executed|passed", PV_LIMIT_CONDITION, WITH, NULL },
	{ "that|which|who signs|accepts|countersigns|executes a|an|the|this|"
	    "our|its", PV_LIMIT_CONDITION, WITH | PERMIT, NULL },
	{ "whose ~5 stays|remains|stay|remain|is|are|was|were not? under|"
	    "below|less|fewer|more|over|above than? #|$", PV_LIMIT_CONDITION,
	    WITH | PERMIT, NULL },
	{ "that|which|who has|have raised|earned|employed|employs no|not|"
	    "fewer|less more? than", PV_LIMIT_CONDITION, WITH | PERMIT, NULL },
	{ "and|, such|those|these only|alone .|,|;", PV_LIMIT_CONDITION,
	    WITH | PERMIT, NULL },
	{ "conditional|conditioned|contingent|conditionally on|upon",
	    PV_LIMIT_CONDITION, WITH | EVENT, NULL },
	{ "subject to? always|only? to", PV_LIMIT_CONDITION, WITH,
	    plain_subject },
	{ "depends|depending|hangs|hinges|turns|dependent on|upon",
	    PV_LIMIT_CONDITION, WITH | EVENT, NULL },
	{ "absent|barring a|an|any|such|the", PV_LIMIT_CONDITION,
	    WITH | INITIAL, NULL },
	{ "absent|barring|failing", PV_LIMIT_CONDITION, WITH | FIRST, NULL },
	{ "on|from and|or? after? the? date|day ~5 which", PV_LIMIT_CONDITION,
	    WITH | EVENT | INITIAL, NULL },
	{ "failing", PV_LIMIT_CONDITION, WITH | EVENT | INITIAL, NULL },
	{ "only with|after|upon|on|by|against ~6 consent|approval|permission|"
	    "opt-in|sign-off|licence|license", PV_LIMIT_CONDITION,
	    WITH | APPROVAL, NULL },
	{ "with|after|upon|on ~6 consent|approval|permission",
	    PV_LIMIT_CONDITION, WITH | APPROVAL, NULL },
	{ "on|upon|against payment of|in", PV_LIMIT_CONDITION, WITH, NULL },
	{ "exercisable|available|effective|valid only? %", PV_LIMIT_CONDITION,
	    WITH, NULL },
	{ "to the extent", PV_LIMIT_CONDITION, WITH | EVENT, plain_extent },
	{ "so|insofar|in far? so? far? as", PV_LIMIT_CONDITION,
	    WITH | INITIAL, plain_far },
	{ "and|but only if|when|where|once|upon", PV_LIMIT_CONDITION, WITH,
	    NULL },
	{ "only while|during|after", PV_LIMIT_CONDITION, WITH, NULL },
	{ "only? if", PV_LIMIT_CONDITION, WITH | EVENT, plain_if },
	{ "in the event", PV_LIMIT_CONDITION, WITH | EVENT, NULL },
	{ "in case", PV_LIMIT_CONDITION, WITH | EVENT, NULL },
	{ "should ~4 fail|cease|be|become|not", PV_LIMIT_CONDITION,
	    WITH | EVENT | INITIAL, NULL },
	{ "should the|a|an|any|it|either|such|its ~4 " FALLS,
	    PV_LIMIT_CONDITION, WITH | EVENT, NULL },
	{ "should @ ~3 " FALLS, PV_LIMIT_CONDITION, WITH | EVENT, NULL },
	{ "should", PV_LIMIT_CONDITION, WITH | EVENT | FIRST, NULL },
	{ "on|upon|at|after|from the? # anniversary", PV_LIMIT_TRIGGER,
	    WITH | EVENT | SPRING, NULL },
	{ "where|when|whenever|once", PV_LIMIT_CONDITION,
	    WITH | EVENT | INITIAL, plain_where },
	{ "only after|once|following|upon|when|where", PV_LIMIT_CONDITION,
	    WITH | EVENT, plain_upon },
	{ "on? or? at? any? time? as? after|following|from",
	    PV_LIMIT_CONDITION, WITH | DATED | LATER, NULL },
	{ "not|no before|earlier|sooner than?", PV_LIMIT_CONDITION,
	    WITH | DATED, NULL },
	{ "after|following", PV_LIMIT_CONDITION, WITH | EVENT | INITIAL,
	    plain_after },
	{ "while|whilst", PV_LIMIT_CONDITION, WITH | INITIAL, plain_long },
	{ "while|whilst ~6 remains|holds|maintains|meets|satisfies|continues|"
	    "is", PV_LIMIT_CONDITION, WITH | EVENT, NULL },
	{ "on the? completion|closing|delivery|exercise|conversion|"
	    "satisfaction|fulfilment|achievement|occurrence of",
	    PV_LIMIT_TRIGGER, WITH | EVENT | SPRING, NULL },
	{ "upon|once|when|after|following", PV_LIMIT_TRIGGER,
	    WITH | EVENT | SPRING, plain_upon },
	{ "until|till|to then", PV_LIMIT_CONDITION, WITH | FIRST, NULL },
	{ "up to then", PV_LIMIT_CONDITION, WITH | FIRST, NULL },
	{ "until|till", PV_LIMIT_SUNSET, 0, plain_until },
	{ "before", PV_LIMIT_SUNSET, DATED, NULL },
	{ "before the @ date", PV_LIMIT_SUNSET, INITIAL | WITH, NULL },
	{ "during the|any|such? " PASSING " period|window|term|phase|year|"
	    "season|months", PV_LIMIT_SUNSET, WITH, NULL },
	{ "during|throughout the ~2 months|season|weekend|weeks|holidays",
	    PV_LIMIT_SUNSET, WITH | RESTRAINT, NULL },
	{ "during|throughout season|round|phase|stage|wave|lot #",
	    PV_LIMIT_SUNSET, WITH | RESTRAINT, NULL },
	{ "before the|its|our ~2 board|vote|meeting|decision|launch|release|"
	    "award|election|opening|ballot", PV_LIMIT_SUNSET, WITH | RESTRAINT,
	    NULL },
	{ "in|during|for|within|over|throughout the|its|your first|initial|"
	    "opening year|quarter|month|season", PV_LIMIT_SUNSET, WITH | FIRST,
	    NULL },
	{ "in|during|for the years|year|months|quarters|quarter ~4 only",
	    PV_LIMIT_SUNSET, WITH, NULL },
	{ "during|within|throughout the|such|that|this window|standstill|"
	    "lock-up", PV_LIMIT_SUNSET, WITH, NULL },
	{ "during|in|throughout|within|for which|that|this|such|said ~1 time|"
	    "period|interval|window|span|months|weeks|days", PV_LIMIT_SUNSET,
	    ECHO, NULL },
	{ "during|throughout|within which", PV_LIMIT_SUNSET, ECHO, NULL },
	{ "prior to", PV_LIMIT_SUNSET, DATED, NULL },
	{ "prior|before to? the|its|any|general|such?", PV_LIMIT_SUNSET,
	    FIRST, NULL },
	{ "on", PV_LIMIT_SUNSET, DATED | SPRING | EVENT, NULL },
	{ "a|one|# year|years|month|months after|following",
	    PV_LIMIT_TRIGGER, WITH | EVENT | SPRING, NULL },
	{ "pending", PV_LIMIT_SUNSET, INITIAL, NULL },
	{ "through|to and? including|thru?", PV_LIMIT_SUNSET, DATED, NULL },
	{ "up to and? including?", PV_LIMIT_SUNSET, DATED, NULL },
	{ "ending|ends|expiring|expires|expire|terminating|terminates|"
	    "terminate|lapses|lapse|cease|ceases|end on|at|upon|as|with|no|"
	    "not of|later|the|than? the|than?", PV_LIMIT_SUNSET, DATED, NULL },
	{ "ends|expires|lapses|ending|expiring|expiry :?",
	    PV_LIMIT_SUNSET, DATED, NULL },
	{ "for|during|over|within a|an|the? initial|first? period|term|window|"
	    "duration|space of",
	    PV_LIMIT_SUNSET, DATED, NULL },
	{ "for|during|within a|the? period|time|term not|no|up",
	    PV_LIMIT_SUNSET, DATED, NULL },
	{ "within the|a|an? first|initial|next|following?", PV_LIMIT_SUNSET,
	    DATED, NULL },
	{ "for|during|over|in|throughout a|an|the|its? first|initial|next|"
	    "following|consecutive?", PV_LIMIT_SUNSET, DATED, NULL },
	{ NULL, PV_LIMIT_SUNSET, 0, NULL }
};

const struct pv_opener *
pv_openers(void)
{
	return openers;
}
