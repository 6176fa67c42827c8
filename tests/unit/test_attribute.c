/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/attribute.h"

#include "check.h"
#include "rule/when.h"
#include "rule/unit.h"

/* Tokens and phrases */

static void
test_tokens(void)
{
	static struct pv_tokens w;

	pv_tokens_read(&w, PV_SPAN("Cirrus's non-exclusive, $1,000.50 [***] "
	    "(the \"Fee\") ____ 10^26."), 0);
	CHECK_STR(pv_token(&w, 0), "Cirrus's");
	CHECK_STR(pv_token(&w, 1), "non-exclusive");
	CHECK_STR(pv_token(&w, 4), "1,000.50");
	CHECK_INT(w.t[4].kind, PV_TOK_NUMBER);
	CHECK_INT(w.t[5].kind, PV_TOK_REDACTED);
	CHECK_INT(w.t[12].kind, PV_TOK_BLANK);
	CHECK_INT(pv_tokens_at(&w, 0), 0);
	CHECK_INT(pv_tokens_at(&w, 9), 1);
	CHECK_STR(pv_token(&w, 1000), "");
}

static void
test_phrases(void)
{
	static struct pv_tokens w;

	pv_tokens_read(&w, PV_SPAN("Subject to the terms of this Agreement; "
	    "for twenty-four months"), 0);
	CHECK_INT(pv_phrase(&w, 0, "subject to the? terms|provisions"), 4);
	CHECK_INT(pv_phrase(&w, 0, "subject ~3 agreement"), 0);
	CHECK_INT(pv_phrase(&w, 0, "subject ~5 agreement"), 7);
	CHECK_INT(pv_phrase(&w, 0, "subject ~9 months"), 0);
	CHECK_INT(pv_phrase(&w, 8, "for # months|years"), 3);
	CHECK_INT(pv_phrase(&w, 5, "this @"), 2);
	CHECK_INT(pv_phrase(&w, 7, "*"), 0);
	CHECK_INT(pv_phrase(&w, 99, "for"), 0);
}

/* Work is bounded whatever the text: more words than there is room for. */
static void
test_long_text(void)
{
	static struct pv_tokens w;
	static char text[40000];

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 2 ? ' ' : 'a';
	pv_tokens_read(&w, pv_span(text, sizeof(text)), 39000);
	CHECK_INT(w.n, PV_TOKENS);
	CHECK(w.t[0].at >= 39000 - 4100);
	pv_tokens_read(&w, pv_span(text, 0), 0);
	CHECK_INT(w.n, 0);
}

/* Dates */

static const struct {
	const char *text;
	const char *iso;        /* NULL: no date */
} dates[] = {
	{ "31 December 2030", "2030-12-31" },
	{ "December 31, 2030", "2030-12-31" },
	{ "2030-12-31", "2030-12-31" },
	{ "the end of 2030", "2030-12-31" },
	{ "the end of the calendar year 2030", "2030-12-31" },
	{ "February 2028", "2028-02-29" },
	{ "the 1st day of June, 2027", "2027-06-01" },
	{ "Dec 5 2026", "2026-12-05" },
	{ "2031", "2031-12-31" },
	{ "June [***]", "" },
	{ "31st day of December, 2030", "2030-12-31" },
	{ "05/31/2030", "2030-05-31" },
	{ "31/05/2030", "2030-05-31" },
	{ "31/13/2030", NULL },
	{ "2030-13-01", NULL },
	{ "2500", NULL },
	{ "May Cirrus", NULL },
	{ "the end of the Term", NULL },
	{ "31", NULL },
};

static void
test_dates(void)
{
	static struct pv_tokens w;
	char iso[PV_DATE_LEN + 1];

	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		uint32_t n;

		pv_tokens_read(&w, pv_span_str(dates[i].text), 0);
		n = pv_when_at(&w, 0, iso);
		check_note((n > 0) == (dates[i].iso != NULL), __FILE__,
		    __LINE__, dates[i].text);
		if (n > 0 && dates[i].iso != NULL)
			CHECK_STR(pv_span_str(iso), dates[i].iso);
	}
	CHECK_INT(pv_when_at(&w, 99, NULL), 0);
}

/* Attributes of a whole sentence, matched from its first word to its last */

static const struct {
	const char *text;
	const char *provision;
	enum pv_attr_key key;
	const char *value;      /* "" = absent */
} cases[] = {
	{ "Northlake shall not appoint any other host.", "exclusivity",
	    PV_ATTR_OBLIGOR, "Northlake" },
	{ "During the Term, the Distributor agrees not to sell in Spain.",
	    "exclusivity", PV_ATTR_OBLIGOR, "the Distributor" },
	{ "No person may host.", "exclusivity", PV_ATTR_OBLIGOR, "" },
	{ "Cirrus is the exclusive reseller in the Iberian Territory.",
	    "exclusivity", PV_ATTR_TERRITORY, "the Iberian Territory" },
	{ "Cirrus is the exclusive reseller in the Territory.",
	    "exclusivity", PV_ATTR_TERRITORY, "the Territory" },
	{ "Cirrus is the exclusive reseller throughout the United Kingdom.",
	    "exclusivity", PV_ATTR_TERRITORY, "the United Kingdom" },
	{ "Cirrus is the exclusive licensee in the Medical Field.",
	    "exclusivity", PV_ATTR_FIELD, "the Medical Field" },
	{ "Cirrus shall invest $10 billion.", "exclusivity", PV_ATTR_AMOUNT,
	    "$10 billion" },
	{ "At least ninety percent (90%) of requests are routed.",
	    "exclusivity", PV_ATTR_AMOUNT, "At least ninety percent (90%)" },
	{ "Fees are due in 31 days.", "exclusivity", PV_ATTR_AMOUNT, "" },
	{ "Whether AGI exists is determined by the Board.", "agi-trigger",
	    PV_ATTR_DETERMINED_BY, "the Board" },
	{ "AGI must be confirmed by a majority of a five-member Expert "
	    "Panel.", "agi-trigger", PV_ATTR_DETERMINED_BY,
	    "a majority of a five-member Expert Panel" },
	{ "Upon AGI, the licences in Article 2 end.", "agi-trigger",
	    PV_ATTR_CONSEQUENCE, "the licences in Article 2 end" },
	{ "Upon AGI, the licences in Article 2 end.", "agi-trigger",
	    PV_ATTR_TRIGGER, "AGI" },	/* who is bound, and whom it serves */
	{ "Cirrus shall pay to Northlake a fee.", "revenue-share",
	    PV_ATTR_HOLDER, "Northlake" },
	{ "Cirrus shall pay to Northlake a fee.", "revenue-share",
	    PV_ATTR_OBLIGOR, "Cirrus" },
	{ "Kestrel may, on ten days' notice and not more than once a year, "
	    "inspect the books of Northlake.", "audit", PV_ATTR_HOLDER,
	    "Kestrel" },
	{ "Kestrel may, on ten days' notice and not more than once a year, "
	    "inspect the books of Northlake.", "audit", PV_ATTR_OBLIGOR,
	    "Northlake" },
	{ "Basalt may not resell the Models of Northlake.",
	    "distribution-license", PV_ATTR_OBLIGOR, "Basalt" },
	{ "Licensor hereby grants Licensee a right to use the Tools.",
	    "license-grant", PV_ATTR_HOLDER, "Licensee" },
	{ "Northlake shall have no duty to assist Kestrel.", "portability",
	    PV_ATTR_OBLIGOR, "Northlake" },
	{ "Nothing herein shall prevent Alder from hosting other models.",
	    "exclusivity", PV_ATTR_HOLDER, "Alder" },
	{ "No person other than Cirrus shall host the Models of Northlake.",
	    "exclusivity", PV_ATTR_HOLDER, "Cirrus" },
	{ "Cirrus shall be Northlake's preferred cloud provider.",
	    "primary-partner", PV_ATTR_OBLIGOR, "Northlake" },
	{ "In no event shall the Supplier's aggregate liability exceed "
	    "$5,000,000.", "liability-cap", PV_ATTR_OBLIGOR, "the Supplier" },
	{ "LICENSEE SHALL NOT HOST THE MODELS FOR ANY THIRD PARTY.",
	    "exclusivity", PV_ATTR_OBLIGOR, "LICENSEE" },
	{ "After the Long Stop Date Alder shall repay the Deposit.",
	    "exclusivity", PV_ATTR_OBLIGOR, "Alder" },
	{ "You may copy our tools.", "license-grant", PV_ATTR_HOLDER, "You" },
	{ "Fees in Section 5 are due in April.", "revenue-share",
	    PV_ATTR_HOLDER, "" },
	/* who may by a passive, whose people act, what stands before a verb */
	{ "The mandate may be withdrawn by the Owner at any moment.",
	    "termination", PV_ATTR_HOLDER, "the Owner" },
	{ "Checkpoints can be released by you once a year.", "open-weight",
	    PV_ATTR_HOLDER, "you" },
	{ "This deed may be transferred by the Tenant once only.",
	    "anti-assignment", PV_ATTR_OBLIGOR, "the Tenant" },
	{ "Alder's engineers would be able to read the weights.",
	    "weights-access", PV_ATTR_HOLDER, "Alder" },
	{ "Kestrel's customers may call the Voice Model.",
	    "distribution-license", PV_ATTR_HOLDER, "Kestrel" },
	{ "Should Northlake hereafter grant a lower rate, Kestrel shall from "
	    "that day enjoy the same rate.", "most-favored", PV_ATTR_HOLDER,
	    "Kestrel" },
	{ "Should Northlake hereafter grant a lower rate, Kestrel shall from "
	    "that day enjoy the same rate.", "most-favored", PV_ATTR_OBLIGOR,
	    "Northlake" },
	{ "Alder shall during the Ramp Period take no order for the Boards.",
	    "exclusivity", PV_ATTR_OBJECT, "the Boards" },
	{ "Kestrel may by letter revoke the Dealer's authority to sell the "
	    "Scanner.", "distribution-license", PV_ATTR_OBLIGOR, "Kestrel" },
	/* "they" are no party, a promise is none of its holder */
	{ "The rights of Alder vest on delivery; they do not depend on a "
	    "test.", "agi-trigger", PV_ATTR_HOLDER, "Alder" },
	{ "If Basalt shall have been sold, the obligation of Kestrel to buy "
	    "shall end.", "agi-trigger", PV_ATTR_OBLIGOR, "Kestrel" },
	{ "Upon the Event Alder shall cease to have any seat on the board.",
	    "agi-trigger", PV_ATTR_HOLDER, "Alder" },
	{ "Kestrel gives up the right to a second finding.", "agi-trigger",
	    PV_ATTR_HOLDER, "Kestrel" },
	{ "Tarn shall admit Kestrel and its advisers to the hall.", "audit",
	    PV_ATTR_OBLIGOR, "Tarn" },
	{ "Kestrel shall have unlimited rights in the drawings.",
	    "license-grant", PV_ATTR_HOLDER, "Kestrel" },
	{ "The Clinic may permit no other body to run the Scanner.",
	    "distribution-license", PV_ATTR_OBLIGOR, "The Clinic" },
	{ "Kestrel shall be free at any time, and without a fee, to buy "
	    "elsewhere.", "exclusivity", PV_ATTR_HOLDER, "Kestrel" },
	{ "Tarn becomes bound to buy 20 racks a year.", "minimum-commitment",
	    PV_ATTR_OBLIGOR, "Tarn" },
	/* what a provision makes of a verb */
	{ "Basalt sells the Voice Models to schools.",
	    "distribution-license", PV_ATTR_HOLDER, "Basalt" },
	{ "Alder appoints two of Tarn's directors.", "governance-rights",
	    PV_ATTR_HOLDER, "Alder" },
	{ "If your bot hurts people we'll switch it off.", "safety-veto",
	    PV_ATTR_HOLDER, "we" },
	{ "If your yearly sales pass one million, ask us for a licence.",
	    "scale-threshold", PV_ATTR_OBLIGOR, "your" },
	{ "Kestrel shall not be entitled to recover from Tarn more than "
	    "$1,000.", "liability-cap", PV_ATTR_OBLIGOR, "Tarn" },
	/* what it is about */
	{ "Cirrus shall have the right to resell the Models in Spain.",
	    "distribution-license", PV_ATTR_OBJECT, "the Models" },
	{ "Northlake grants Cirrus a perpetual, irrevocable licence to use, "
	    "copy and modify the Edge Weights.", "license-grant",
	    PV_ATTR_OBJECT, "the Edge Weights" },
	{ "All Agent Services shall be provided by Northlake.",
	    "exclusivity", PV_ATTR_OBJECT, "All Agent Services" },
	{ "Prompts and Outputs shall be stored in Norway.", "data-residency",
	    PV_ATTR_OBJECT, "Prompts and Outputs" },
	{ "Alder is the exclusive distributor of the Voice Models.",
	    "exclusivity", PV_ATTR_OBJECT, "the Voice Models" },
	{ "Kestrel may not assign this Agreement or any of its rights.",
	    "anti-assignment", PV_ATTR_OBJECT, "this Agreement" },
	/* places, sums, events */
	{ "Alder may sell the Models in Spain and Portugal.",
	    "distribution-license", PV_ATTR_TERRITORY, "Spain and Portugal" },
	{ "Alder may sell the Models named in Exhibit B.",
	    "distribution-license", PV_ATTR_TERRITORY, "" },
	{ "Kestrel shall buy at least 20,000 GPU Hours in each Quarter.",
	    "minimum-commitment", PV_ATTR_AMOUNT,
	    "at least 20,000 GPU Hours" },
	{ "Cirrus shall pay twelve percent (12%) of Net Sales.",
	    "revenue-share", PV_ATTR_AMOUNT,
	    "twelve percent (12%) of Net Sales" },
	{ "The Supplier's liability shall not exceed the Fees paid in the "
	    "prior year.", "liability-cap", PV_ATTR_AMOUNT,
	    "the Fees paid in the prior year" },
	{ "If control of Alder passes to a bank, Northlake may end the "
	    "Order.", "change-of-control", PV_ATTR_TRIGGER,
	    "control of Alder passes to a bank" },
	{ "Northlake may end the Order if control of Alder passes to a "
	    "bank.", "change-of-control", PV_ATTR_CONSEQUENCE,
	    "Northlake may end the Order" },
	{ "The Panel certifies to both parties that the Test is passed.",
	    "agi-trigger", PV_ATTR_TRIGGER, "the Test is passed" },
	{ "Northlake shall not train on Kestrel Data.", "training-data",
	    PV_ATTR_DIRECTION, "prohibited" },
	{ "Northlake may train on Usage Data.", "training-data",
	    PV_ATTR_DIRECTION, "permitted" },
	/* limits that limit.c leaves */
	{ "For two (2) years after Launch Alder shall host the Models.",
	    "exclusivity", PV_ATTR_UNTIL, "two (2) years after Launch" },
	{ "The licence shall lapse upon a sale of Basalt.", "exclusivity",
	    PV_ATTR_UNTIL, "a sale of Basalt" },
	{ "This Section does not apply to research workloads.",
	    "exclusivity", PV_ATTR_CARVE_OUT, "research workloads" },
	{ "Alder may host the Models while it holds the Notes.",
	    "distribution-license", PV_ATTR_CONDITION,
	    "while it holds the Notes" },
	/* a right denied, a duty spared, a right undone */
	{ "You get no right to resell the Models.", "distribution-license",
	    PV_ATTR_OBLIGOR, "You" },
	{ "Northlake has no claim to any part of the sales.",
	    "revenue-share", PV_ATTR_HOLDER, "Northlake" },
	{ "Kestrel is under no duty to buy tokens from Alder alone.",
	    "exclusivity", PV_ATTR_HOLDER, "Kestrel" },
	{ "Basalt has no duty to assist in a migration.", "portability",
	    PV_ATTR_OBLIGOR, "Basalt" },
	{ "Northlake may end the exclusivity of Cirrus at any time.",
	    "exclusivity", PV_ATTR_OBLIGOR, "Northlake" },
	{ "Nothing herein obliges Kestrel to buy from Alder alone.",
	    "exclusivity", PV_ATTR_HOLDER, "Kestrel" },
	/* who acts through others, who distributes, who is told by deeds */
	{ "A senior officer of Northlake shall inform Cirrus at once.",
	    "agi-trigger", PV_ATTR_OBLIGOR, "Northlake" },
	{ "The Regulator's examiners shall be given access to the logs of "
	    "Basalt.", "audit", PV_ATTR_HOLDER, "The Regulator" },
	{ "Alder shall introduce buyers to Northlake.",
	    "distribution-license", PV_ATTR_HOLDER, "Alder" },
	{ "The Ward may use the Scanner.", "license-grant", PV_ATTR_HOLDER,
	    "The Ward" },
	{ "Helios keeps the site off the market.", "exclusivity",
	    PV_ATTR_HOLDER, "Helios" },
	{ "Standstill. Until then Basalt may not sell the site.",
	    "exclusivity", PV_ATTR_OBLIGOR, "Basalt" },
	{ "Tarn has chosen Basalt as its host.", "primary-partner",
	    PV_ATTR_HOLDER, "Basalt" },
	/* "it" is what was named before */
	{ "If the Lessor builds a hall, Alder may match any offer for it.",
	    "first-refusal", PV_ATTR_OBJECT, "a hall" },
	/* an event without an opener, a class that is barred */
	{ "An AGI Declaration shall release Northlake from Section 4.",
	    "agi-trigger", PV_ATTR_TRIGGER, "An AGI Declaration" },
	{ "Models trained with 10^27 operations may not be licensed.",
	    "agi-trigger", PV_ATTR_CONSEQUENCE, "may not be licensed" },
	{ "It is for the Trustees to say whether the Test is passed.",
	    "agi-trigger", PV_ATTR_DETERMINED_BY, "the Trustees" },
	{ "If by June 30, 2030 no Test is passed, the Fee ends.",
	    "agi-trigger", PV_ATTR_CONSEQUENCE, "the Fee ends" },
	/* limits */
	{ "Sales to agencies are exempt from the exclusivity.",
	    "exclusivity", PV_ATTR_CARVE_OUT, "Sales to agencies" },
	{ "Except for toys, Alder shall host the Models.", "exclusivity",
	    PV_ATTR_CARVE_OUT, "toys" },
	{ "Until the pilot ends on 31 March 2028 Alder may host.",
	    "exclusivity", PV_ATTR_UNTIL, "2028-03-31" },
	{ "If AGI is attained, the Fee ends, provided that Cirrus agrees.",
	    "agi-trigger", PV_ATTR_CONDITION,
	    "provided that Cirrus agrees" },
	/* anybody who plays a part; somebody told by a deed or a belonging */
	{ "No tenant may call for the papers.", "audit", PV_ATTR_OBLIGOR,
	    "No tenant" },
	{ "A dealer that signs a buyer earns one tenth.", "revenue-share",
	    PV_ATTR_HOLDER, "A dealer" },
	{ "Any supervisor or third party may look.", "audit",
	    PV_ATTR_HOLDER, "" },
	{ "The Gallery shall remit a tenth to the Estate.", "revenue-share",
	    PV_ATTR_OBLIGOR, "The Gallery" },
	{ "The Weaver's appointment shall lapse in May 2029.",
	    "distribution-license", PV_ATTR_HOLDER, "The Weaver" },
	{ "The Engine shall run on racks.", "exclusivity", PV_ATTR_OBLIGOR,
	    "" },
	{ "Third-party hosts shall get no copy.", "weights-access",
	    PV_ATTR_HOLDER, "" },
	{ "The Broker shall find and introduce buyers but shall sign nothing "
	    "in Tarn's name.", "distribution-license", PV_ATTR_HOLDER,
	    "The Broker" },
	{ "Basalt shall keep on referring buyers to Tarn.",
	    "distribution-license", PV_ATTR_HOLDER, "Basalt" },
	{ "Over the ten Project Years Tarn shall buy at least 40 racks.",
	    "minimum-commitment", PV_ATTR_AMOUNT, "at least 40 racks" },
	{ "The Atlas shall be offered on Basalt ahead of other clouds.",
	    "first-ship", PV_ATTR_CLOUD, "Basalt" },
	/* who fails loses what it had, unless that is how it springs up */
	{ "If Basalt fails to launch the Service, the exclusivity shall be of "
	    "no effect.", "exclusivity", PV_ATTR_HOLDER, "Basalt" },
	{ "If Basalt ceases to offer the Models, the licence shall become "
	    "exclusive.", "exclusivity", PV_ATTR_OBLIGOR, "" },
	{ "Tarn shall not sell the Atlas elsewhere unless Basalt cannot "
	    "support it.", "exclusivity", PV_ATTR_HOLDER, "Basalt" },
	{ "Except with the consent of Tarn Alder may not host the Models.",
	    "exclusivity", PV_ATTR_CONDITION, "" },
	/* limits end where the main clause goes on, and before an aside */
	{ "Except for Research Loads, which may run anywhere, Alder shall "
	    "host the Models.", "exclusivity", PV_ATTR_CARVE_OUT,
	    "Research Loads" },
	{ "The licence does not reach Hidden Layers.", "license-grant",
	    PV_ATTR_CARVE_OUT, "Hidden Layers" },
	{ "Kestrel shall buy from Tarn, save that Kestrel may buy a tenth "
	    "elsewhere.", "exclusivity", PV_ATTR_CARVE_OUT,
	    "Kestrel may buy a tenth elsewhere" },
	{ "All output through the end of Year 3 is sold to Kestrel.",
	    "exclusivity", PV_ATTR_UNTIL, "the end of Year 3" },
	{ "For the ten months which follow Launch Alder shall host the "
	    "Models.", "exclusivity", PV_ATTR_UNTIL,
	    "the ten months which follow Launch" },
	{ "Alder shall refrain for two years from selling the Engine.",
	    "exclusivity", PV_ATTR_UNTIL, "two years" },
	{ "Tarn may leave, but not while a claim is pending.", "termination",
	    PV_ATTR_CONDITION, "but not while a claim is pending" },
	{ "With the prior consent of the Donor the Lab may release files.",
	    "open-weight", PV_ATTR_CONDITION,
	    "With the prior consent of the Donor" },
	{ "The agent shall hand over the files on the making of an order "
	    "against Tarn.", "weights-access", PV_ATTR_CONDITION,
	    "on the making of an order against Tarn" },
	{ "At the end of the Term Tarn shall hand over the prompts.",
	    "portability", PV_ATTR_TRIGGER, "the end of the Term" },
	{ "Tarn shall for a year after the Exit Date keep the prompts.",
	    "portability", PV_ATTR_TRIGGER, "the Exit Date" },
	{ "Immediately upon the Skill Date each Unit shall be redeemed.",
	    "agi-trigger", PV_ATTR_TRIGGER, "the Skill Date" },
	{ "The right lasts until the earlier of AGI and 3 May 2031.",
	    "agi-trigger", PV_ATTR_UNTIL, "2031-05-03" },
	{ "The right lasts until the earlier of a sale and 3 May 2031.",
	    "exclusivity", PV_ATTR_UNTIL,
	    "the earlier of a sale and 3 May 2031" },
	/* what it is about, and not what an "if" speaks of */
	{ "If Tarn withdraws the hosted API, Kestrel may resell the last "
	    "image.", "distribution-license", PV_ATTR_OBJECT,
	    "the last image" },
	{ "Kestrel may let its customers query the Claims Model.",
	    "distribution-license", PV_ATTR_OBJECT, "the Claims Model" },
	{ "Works created by Alder in the course of the Pilot shall belong to "
	    "Tarn.", "ip-ownership", PV_ATTR_OBJECT,
	    "Works created by Alder in the course of the Pilot" },
	{ "Each side may sell the jointly built engine.",
	    "distribution-license", PV_ATTR_OBJECT,
	    "the jointly built engine" },
	/* places and sums of their own */
	{ "Alder looks after Brazil for us.", "exclusivity",
	    PV_ATTR_TERRITORY, "Brazil" },
	{ "Northlake may use any accredited cloud.", "government-carve-out",
	    PV_ATTR_CLOUD, "any accredited cloud" },
	{ "Northlake may use any other cloud.", "government-carve-out",
	    PV_ATTR_CLOUD, "" },
	{ "Alder pays USD 0.40 per unit.", "distribution-license",
	    PV_ATTR_AMOUNT, "USD 0.40 per unit" },
	{ "Alder may sell the Engine in the cantons of Zug and Uri.",
	    "distribution-license", PV_ATTR_TERRITORY,
	    "the cantons of Zug and Uri" },
	{ "Alder may sell the Engine to mills situated east of the Rhine.",
	    "distribution-license", PV_ATTR_TERRITORY, "east of the Rhine" },
	{ "Alder may sell no tutor to any other school district in Utah.",
	    "exclusivity", PV_ATTR_TERRITORY, "Utah" },
	{ "Tarn licenses the Engine to Alder for dental imaging in Peru.",
	    "license-grant", PV_ATTR_FIELD, "dental imaging" },
	{ "Tarn licenses the Engine to Alder for its convenience.",
	    "license-grant", PV_ATTR_FIELD, "" },
	{ "Alder shall pay Tarn twelve and one-half percent (12.5%) of "
	    "Receipts.", "revenue-share", PV_ATTR_AMOUNT,
	    "twelve and one-half percent (12.5%) of Receipts" },
	{ "Alder shall spend \302\24340,000.", "minimum-commitment",
	    PV_ATTR_AMOUNT, "\302\24340,000" },
	/* firms whose name ends in a thing's */
	{ "Petrel Robotics shall not buy chips from anybody but Fulmar "
	    "Systems.", "exclusivity", PV_ATTR_OBLIGOR, "Petrel Robotics" },
	{ "Petrel Robotics shall not buy chips from anybody but Fulmar "
	    "Systems.", "exclusivity", PV_ATTR_HOLDER, "Fulmar Systems" },
	{ "Alder shall run Legacy Systems on no other cloud.", "exclusivity",
	    PV_ATTR_OBLIGOR, "Alder" },
	/* rows of names */
	{ "Alder and its Affiliates shall buy compute only from Tarn.",
	    "exclusivity", PV_ATTR_OBLIGOR, "Alder and its Affiliates" },
	{ "Alder and/or its Affiliates shall buy compute only from Tarn.",
	    "exclusivity", PV_ATTR_OBLIGOR, "Alder and/or its Affiliates" },
	{ "Kestrel licenses the Engine to each of Alder and Tarn.",
	    "license-grant", PV_ATTR_HOLDER, "each of Alder and Tarn" },
	{ "Kestrel appoints Tarn its sole agent, and Alder agrees.",
	    "exclusivity", PV_ATTR_HOLDER, "Tarn" },
	{ "Neither Alder nor Tarn may assign this Deed.", "anti-assignment",
	    PV_ATTR_OBLIGOR, "Alder nor Tarn" },
	{ "Neither Alder nor any of its Affiliates shall host elsewhere.",
	    "exclusivity", PV_ATTR_OBLIGOR, "Alder" },
	/* sides told by a participle, a verb or an owner */
	{ "The right to sell the Engine is conferred upon the Concessionaire.",
	    "distribution-license", PV_ATTR_HOLDER, "the Concessionaire" },
	{ "It is forbidden to Alder to build a rival engine.", "non-compete",
	    PV_ATTR_OBLIGOR, "Alder" },
	{ "Alder shall keep its models on Tarn's Peak Cloud alone.",
	    "exclusivity", PV_ATTR_HOLDER, "Tarn" },
	{ "Alder buys its inference from Tarn only.", "exclusivity",
	    PV_ATTR_OBLIGOR, "Alder" },
	{ "The Comptroller may, upon notice, audit the books of Alder.",
	    "audit", PV_ATTR_HOLDER, "The Comptroller" },
	{ "Notwithstanding Tarn's appointment, the right to sell Seats is "
	    "reserved to Alder.", "distribution-license", PV_ATTR_HOLDER,
	    "Alder" },
	/* events with asides, and classes set apart */
	{ "If the Panel, consisting of two members named by Alder, one named "
	    "by Tarn, finds that AGI exists, the licence ends.", "agi-trigger",
	    PV_ATTR_CONSEQUENCE, "the licence ends" },
	{ "Upon the Jury's finding that AGI exists, the discount ends.",
	    "agi-trigger", PV_ATTR_DETERMINED_BY, "the Jury" },
	{ "Were Alder to attain AGI, the licence would end.", "agi-trigger",
	    PV_ATTR_TRIGGER, "Alder to attain AGI" },
	{ "The licence does not extend to a Model that has attained AGI.",
	    "agi-trigger", PV_ATTR_TRIGGER, "a Model that has attained AGI" },
	{ "The licence does not extend to a Model that has attained AGI.",
	    "agi-trigger", PV_ATTR_CONSEQUENCE,
	    "The licence does not extend to a Model" },
	/* last days and what is excepted */
	{ "Alder is the sole host, in any case not beyond 31 May 2030.",
	    "exclusivity", PV_ATTR_UNTIL, "2030-05-31" },
	{ "This covenant expires six months after Launch.", "non-compete",
	    PV_ATTR_UNTIL, "six months after Launch" },
	{ "Batch jobs excepted, Alder shall use no other cloud.",
	    "exclusivity", PV_ATTR_CARVE_OUT, "Batch jobs" },
};

static struct pv_span
value_of(const struct pv_state *st, enum pv_attr_key key)
{
	for (size_t i = 0; i < st->nattrs; i++) {
		if (st->attrs[i].key == key)
			return pv_stance_attr_value(&st->attrs[i]);
	}
	return pv_span("", 0);
}

static void
test_sentences(void)
{
	static struct pv_tokens w;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct pv_stance_in in = { .version = NULL };
		struct pv_state st = { .nattrs = 0 };
		struct pv_scope s = { .w = &w };

		pv_tokens_read(&w, pv_span_str(cases[i].text), 0);
		s.last = s.to = w.n;
		in.provision = pv_span_str(cases[i].provision);
		pv_attributes(&in, &s, &st);
		check_str(value_of(&st, cases[i].key), cases[i].value,
		    __FILE__, __LINE__, cases[i].text);
	}
}

/* An exception is told of the one that is bound, a freedom of the free. */
static void
test_stance(void)
{
	static const char *const texts[] = {
		"Kestrel may buy from another source what Basalt has not "
		    "delivered.",
		"Nothing herein prevents Kestrel from keeping its deal with "
		    "Basalt."
	};
	static struct pv_tokens w;

	for (size_t i = 0; i < 4; i++) {
		struct pv_stance_in in = { .version = NULL,
			.provision = PV_SPAN("exclusivity") };
		struct pv_state st = { .stance = i % 2 ?
		    PV_STANCE_CONDITIONAL : PV_STANCE_NEGATED };
		struct pv_scope s = { .w = &w };

		pv_tokens_read(&w, pv_span_str(texts[i / 2]), 0);
		s.last = s.to = w.n;
		pv_attributes(&in, &s, &st);
		check_str(value_of(&st, i % 2 ? PV_ATTR_OBLIGOR :
		    PV_ATTR_HOLDER), "Kestrel", __FILE__, __LINE__,
		    texts[i / 2]);
	}
}

/* A side that the sentence leaves out: the clause names it, or the paper. */
static void
test_other_side(void)
{
	static const char text[] = "Northlake develops the Models. Cirrus "
	    "shall be their exclusive host.";
	static const char pool[] = "Northlake Labs, Inc.NorthlakeCirrus";
	static struct pv_tokens w;
	struct pv_clause clauses[] = {
		{ .parent = PV_NONE, .all = { 0, sizeof(text) - 1 } },
		{ .parent = 0, .all = { 0, sizeof(text) - 1 } },
	};
	struct pv_party parties[] = {
		{ .name = { 0, 20 }, .alias = { 20, 9 } },
		{ .name = { 29, 6 } },
	};
	struct pv_version v = { .text = pv_span_str(text), .clauses = clauses,
		.nclauses = 2, .pool = pv_span_str(pool), .parties = parties };
	struct pv_unit u = { .clause = 1 };
	struct pv_stance_in in = { .version = &v, .unit = &u,
		.provision = PV_SPAN("exclusivity") };
	struct pv_state st = { .nattrs = 0 };
	struct pv_scope s = { .w = &w };

	pv_tokens_read(&w, pv_span_str(text), 0);
	s.first = s.from = 5;
	s.last = s.to = w.n;
	pv_attributes(&in, &s, &st);
	CHECK_STR(value_of(&st, PV_ATTR_HOLDER), "Cirrus");
	CHECK_STR(value_of(&st, PV_ATTR_OBLIGOR), "Northlake");
	clauses[1].all.start = 31;
	v.nparties = 2;
	st.nattrs = 0;
	pv_attributes(&in, &s, &st);
	CHECK_STR(value_of(&st, PV_ATTR_OBLIGOR), "Northlake");
	v.nparties = 0;
	st.nattrs = 0;
	clauses[1].parent = 1;
	pv_attributes(&in, &s, &st);
	CHECK_STR(value_of(&st, PV_ATTR_OBLIGOR), "");
}

/* A unit that ends with a lead-in: the list behind it is the limit. */
static void
test_lead_in(void)
{
	static const struct {
		const char *unit, *rest;
		enum pv_attr_key key;
		const char *value;
	} lists[] = {
		{ "Tarn may lend the Atlas to nobody, save to",
		    " (i) its clinics and (ii) the Fund. It may sell it.",
		    PV_ATTR_CARVE_OUT, "(i) its clinics and (ii) the Fund" },
		{ "Tarn may sell the Atlas only after",
		    " (a) a test; and (b) a review.", PV_ATTR_CONDITION,
		    "only after (a) a test; and (b) a review" },
		{ "Tarn may sell the Atlas only after", " lunch (or tea).",
		    PV_ATTR_CONDITION, "" },
	};
	static struct pv_tokens w;

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		char text[256];
		int len = snprintf(text, sizeof(text), "%s%s", lists[i].unit,
		    lists[i].rest);
		struct pv_clause clauses[] = {
			{ .parent = PV_NONE, .all = { 0, (uint32_t)len } },
			{ .parent = 0, .all = { 0, (uint32_t)len } },
		};
		struct pv_version v = { .text = pv_span(text, (size_t)len),
			.clauses = clauses, .nclauses = 2 };
		struct pv_unit u = { .clause = 1 };
		struct pv_stance_in in = { .version = &v, .unit = &u,
			.provision = PV_SPAN("distribution-license") };
		struct pv_state st = { .nattrs = 0 };
		struct pv_scope s = { .w = &w };

		u.text = pv_span(text, strlen(lists[i].unit));
		pv_tokens_read(&w, u.text, 0);
		s.last = s.to = w.n;
		pv_attributes(&in, &s, &st);
		check_str(value_of(&st, lists[i].key), lists[i].value,
		    __FILE__, __LINE__, text);
	}
}

/* Nothing but names, commas and openers, up to what there is room for. */
static void
test_noise(void)
{
	static const char *const words[] = { "Cirrus, ", "if (", "the ",
		"of of ", "shall not ", "to sell, ", "$5 ", "[***] ", "until ",
		"\"", "and ", "A's " };
	static const char *const provisions[] = { "exclusivity",
		"agi-trigger", "liability-cap", "minimum-commitment",
		"training-data", "distribution-license" };
	static struct pv_tokens w;
	static char text[16384];

	for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++) {
		struct pv_scope s = { .w = &w };
		size_t len = 0;

		for (size_t i = 0; len + 16 < sizeof(text); i++) {
			const char *t = words[i % 3 ? k :
			    (i / 3) % (sizeof(words) / sizeof(*words))];

			memcpy(text + len, t, strlen(t));
			len += strlen(t);
		}
		pv_tokens_read(&w, pv_span(text, len), 0);
		s.last = s.to = w.n;
		s.from = w.n / 2;
		for (size_t i = 0; i < sizeof(provisions) /
		    sizeof(*provisions); i++) {
			struct pv_stance_in in = { .provision =
			    pv_span_str(provisions[i]) };
			struct pv_state st = { .nattrs = 0 };

			pv_attributes(&in, &s, &st);
			CHECK(st.nattrs <= PV_STANCE_ATTRS);
		}
	}
}

/* One value a key, and no more than there is room for. */
static void
test_state(void)
{
	struct pv_state st = { .nattrs = 0 };

	pv_state_add(&st, PV_ATTR_OBJECT, PV_SPAN("Models"));
	pv_state_add(&st, PV_ATTR_OBJECT, PV_SPAN("Weights"));
	pv_state_add(&st, PV_ATTR_CLOUD, PV_SPAN(""));
	CHECK_INT(st.nattrs, 1);
	CHECK_STR(value_of(&st, PV_ATTR_OBJECT), "Models");
}

static void
test_target(void)
{
	static struct pv_tokens w;
	struct pv_scope s = { .w = &w };
	struct pv_state st = { .nattrs = 0 };

	pv_tokens_read(&w, PV_SPAN("Section 4.5(b)(ii) (Exclusivity) is "
	    "deleted."), 0);
	s.last = s.to = w.n;
	pv_attribute_target(&s, &st);
	CHECK_STR(value_of(&st, PV_ATTR_TARGET), "4.5(b)(ii)");
	st.nattrs = 0;
	pv_tokens_read(&w, PV_SPAN("The definition of \"Exclusivity Period\" "
	    "is deleted."), 0);
	s.last = s.to = w.n;
	pv_attribute_target(&s, &st);
	CHECK_STR(value_of(&st, PV_ATTR_TARGET), "Exclusivity Period");
}

int
main(void)
{
	test_tokens();
	test_phrases();
	test_long_text();
	test_dates();
	test_sentences();
	test_stance();
	test_other_side();
	test_lead_in();
	test_noise();
	test_state();
	test_target();
	return CHECK_DONE();
}
