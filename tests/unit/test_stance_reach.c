/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/stance.h"

#include "stance_run.h"

/* How far a limit, a denial or a mention reaches; see stance_run.h. */
static const struct stance_case cases[] = {
	/* a right denied but for a class of cases is there for these */
	{ "Cirrus {may not sublicense its rights}, save to its subsidiaries.",
	    "distribution-license", '-', "c", "carve_out=its subsidiaries" },
	{ "Cirrus {shall have no right to furnish the Engine} otherwise than "
	    "as a part of a Bundle.",
	    "distribution-license", '-', "c", NULL },
	{ "Cirrus {may not resell the Models} unless it has signed a "
	    "commercial licence with Northlake.",
	    "distribution-license", '-', "n", NULL },
	{ "Cirrus {shall distribute the Server} only in combination with its "
	    "own programs.",
	    "distribution-license", '-', "c", NULL },
	{ "The Host {may supply the Models} to such customers as have accepted "
	    "the Terms.",
	    "distribution-license", '-', "c", NULL },
	{ "The second sentence of Section 2 is amended to read: \"Alder {may "
	    "grant sublicenses} to its resellers.\"",
	    "distribution-license", '-', "i", NULL },
	/* a denial ends before what some of those denied may do */
	{ "Nothing requires Kestrel to buy a seat for its counsel, all of whom "
	    "{may use the Tool}.",
	    "distribution-license", '-', "i", NULL },
	/* what opens a sentence or closes it is said of all its clauses */
	{ "For the first year, you can get it {in one place only: Basalt}.",
	    "exclusivity", '-', "c", "until=For the first year" },
	{ "Halden {shall design for no chip but Cirrus's}, and Cirrus shall not "
	    "show its plans, in each case until the first tape-out.",
	    "exclusivity", '-', "c", "until=the first tape-out" },
	/* the common plan is what the parties are bound to */
	{ "{Neither party shall conduct research on a Target} except under the "
	    "Research Plan.",
	    "exclusivity", '-', "i", NULL },
	{ "While the Project continues, {they shall work on it and on nothing "
	    "else}.",
	    "exclusivity", '-', "i", NULL },
	/* a ban until somebody agrees, and a case that is no case */
	{ "Halden {shall not license the Map to a rival of Cirrus} until Cirrus "
	    "has agreed in writing.",
	    "exclusivity", '-', "i", NULL },
	{ "The auditor {shall have the same access} as it would have if Alder "
	    "kept the books itself.",
	    "audit", '-', "i", NULL },
	/* a season that a ban lasts, and what stood before */
	{ "During the ski season {Kestrel shall run no trams but Halden's}.",
	    "exclusivity", '-', "c", NULL },
	{ "Until then {Basalt shall license the Map to nobody but Alder}.",
	    "exclusivity", '-', "c", NULL },
	/* what is owned is made just then */
	{ "If a tester makes a sketch, {the sketch belongs to Halden}.",
	    "ip-ownership", '-', "i", NULL },
	/* a part of the event, and no last day of it */
	{ "If the Model runs a firm alone for sixty days, {the licence lapses}.",
	    "agi-trigger", '-', "i", NULL },
	/* not to sue is to license */
	{ "{Halden shall not assert any Patent against Meridian}.",
	    "license-grant", '-', "i", NULL },
	/* a denial in a condition does not reach the clause behind it */
	{ "To the extent that a module is not original work, the Studio {assigns all "
	    "rights in it} to Halden.",
	    "ip-ownership", '-', "i", NULL },
	{ "If no price has been settled in a week, Alder {may terminate the "
	    "Order}.",
	    "termination", '-', "i", NULL },
	{ "Unless Kestrel picks another region, {inputs rest in Ireland}.",
	    "data-residency", '-', "c", NULL },
	{ "Without calling it the sole supplier, Northlake confirms that "
	    "{Basalt ranks first} among its hosts.",
	    "primary-partner", '-', "i", NULL },
	{ "If the {drawings are no works for hire, the Artist assigns all "
	    "rights in them}.",
	    "ip-ownership", '-', "c", NULL },
	/* neither does one that rules look for, nor a bound */
	{ "Basalt shall {not lag behind any other cloud}.",
	    "first-ship", '-', "i", NULL },
	{ "The Buyer shall be {not worse placed than any other customer}.",
	    "most-favored", '-', "i", NULL },
	{ "Cirrus shall {not be entitled to recover a sum} in excess of the "
	    "Fees.",
	    "liability-cap", '-', "i", NULL },
	{ "Basalt {may, at no extra charge, use the Software}.",
	    "license-grant", '-', "i", NULL },
	{ "{Upon notice, not more often than once a year, Alder may inspect "
	    "the books}.",
	    "audit", '-', "i", NULL },
	{ "{Northlake shall consult Cirrus}, not fewer than ten days ahead.",
	    "governance-rights", '-', "i", NULL },
	{ "Alder {shall on no account resell the Software}.",
	    "distribution-license", '-', "n", NULL },
	{ "Nothing in this Annex lets Alder {resell the Software}.",
	    "distribution-license", '-', "n", NULL },
	{ "{No Model shall be released} before the Board is satisfied with its "
	    "tests.",
	    "safety-veto", '-', "i", NULL },
	{ "{The Owner shall not sell the Plant until the period to match the "
	    "offer has run}.",
	    "first-refusal", '-', "i", NULL },
	/* a time that is told before, and pointed at */
	{ "For sixty days Alder may choose, and Northlake {shall not} during "
	    "that time {talk to another host}.",
	    "exclusivity", '-', "c", "until=sixty days" },
	{ "The Launch Season is ninety days, during which {Basalt shall be the "
	    "only host}.",
	    "exclusivity", '-', "c", "until=ninety days" },
	{ "Until two years after the last delivery the Builder {shall not sell "
	    "a competing engine}.",
	    "non-compete", '-', "c", "until=two years after the last delivery" },
	{ "{No member of the Group shall within three years from Closing carry "
	    "on a competing business}.",
	    "non-compete", '-', "c", NULL },
	{ "Until the Closing or termination of this Agreement, {Alder shall "
	    "talk to nobody else}.",
	    "exclusivity", '-', "c", NULL },
	{ "{Alder may resell the Engine}; ends 31 March 2028.",
	    "distribution-license", '-', "c", "until=2028-03-31" },
	{ "{Alder may inspect the logs}, and Basalt shall keep for five years "
	    "the records of each run.",
	    "audit", '-', "i", NULL },
	{ "{Alder shall preserve the logs for five years and make them "
	    "available for inspection}.",
	    "audit", '-', "i", NULL },
	{ "Alder {may resell the Engine} from the second quarter of 2029.",
	    "distribution-license", '-', "i", NULL },
	{ "A buyer whose term began on or after 4 May 2026 {gets the same "
	    "price}.",
	    "most-favored", '-', "i", NULL },
	{ "Cirrus {holds an exclusive licence} for three years and thereafter "
	    "a non-exclusive one.",
	    "license-grant", '-', "i", NULL },
	/* who asks, who pays, how often: no case */
	{ "{You may not hand it on} unless we have said yes in writing.",
	    "anti-assignment", '-', "i", NULL },
	{ "Where a client so wishes, Alder {may resell the Engine}.",
	    "distribution-license", '-', "i", NULL },
	{ "{Alder may audit the books} at its own cost unless an error is "
	    "found.",
	    "audit", '-', "i", NULL },
	{ "Upon each new release, Alder {shall deposit the Weights}.",
	    "weights-access", '-', "i", NULL },
	{ "If you make a plug-in, anyone {may use that plug-in}.",
	    "license-grant", '-', "i", NULL },
	{ "If you pay the Fee, you {may use the Engine}.",
	    "license-grant", '-', "c", NULL },
	{ "{Alder may name a person} to attend but not to vote at meetings.",
	    "governance-rights", '-', "i", NULL },
	{ "{The liability of Alder stops at} the price excluding all taxes.",
	    "liability-cap", '-', "i", NULL },
	{ "Provided it has met its quota, {Alder has the first opportunity to "
	    "buy a new line}.",
	    "first-refusal", '-', "c", NULL },
	/* what was agreed elsewhere, what is said by others, what has been */
	{ "By a deed of 3 May 2021 Alder {appointed Basalt its only distributor} "
	    "in Norway.",
	    "exclusivity", '-', "f", NULL },
	{ "Alder shall hold Kestrel harmless from any claim that {its resale of "
	    "the Engine} infringes a patent.",
	    "distribution-license", '-', "f", NULL },
	{ "{The purchases of last year were not less than two million}.",
	    "minimum-commitment", '-', "f", NULL },
	{ "Provided the spend of last year was two million, {Alder promises the "
	    "lowest rate}.",
	    "most-favored", '-', "c", NULL },
	{ "Under this Agreement Alder {allows Basalt to resell the Engine}.",
	    "distribution-license", '-', "i", NULL },
	/* an aside ends with its second comma */
	{ "Alder shall, if it has met the Volume Target, {receive nine per "
	    "cent of the income}.",
	    "revenue-share", '-', "c", "condition=if it has met the Volume "
	    "Target" },
	/* a bound denies nothing */
	{ "{What Basalt owes shall under no circumstances be higher than} the "
	    "price of the Order.",
	    "liability-cap", '-', "i", NULL },
	{ "Nothing here makes Cirrus {liable for more than} the yearly Fees.",
	    "liability-cap", '-', "i", NULL },
	{ "Under no circumstances are {copies of the Weights} handed over.",
	    "weights-access", '-', "n", NULL },
	/* what a right may not suffer; what is no permission; a veto */
	{ "Cirrus shall not levy any charge for {moving the data to another "
	    "host}.",
	    "portability", '-', "i", NULL },
	{ "Kestrel has no power to {assign or charge its rights} hereunder.",
	    "anti-assignment", '-', "i", NULL },
	{ "Northlake {shall not alter its charter} unless Cirrus has approved "
	    "the change.",
	    "governance-rights", '-', "i", NULL },
	{ "Alder {shall not have a seat} on the board.",
	    "governance-rights", '-', "n", NULL },
	{ "Alder shall not, by virtue of its loan, be {entitled to name a "
	    "director}.",
	    "governance-rights", '-', "n", NULL },
	{ "On completion of the second payment Alder {may name a director}.",
	    "governance-rights", '-', "c", NULL },
	{ "Before the budget is voted, {Alder shall be consulted}.",
	    "governance-rights", '-', "i", NULL },
	/* periods: of a ban, of a count, of an amount, of a trigger */
	{ "Alder will not, within nine months of leaving the programme, "
	    "{build a rival assistant}.",
	    "non-compete", '-', "c", NULL },
	{ "Within a year after the Closing, Basalt {shall not open a competing "
	    "service}.",
	    "non-compete", '-', "c", NULL },
	{ "During the five-year period that starts at Launch Northlake {shall "
	    "use no other host}.",
	    "exclusivity", '-', "c", NULL },
	{ "Northlake agrees that through May 31 it {will talk to no other "
	    "bidder}.",
	    "exclusivity", '-', "c", NULL },
	{ "Basalt {shall buy at least 900 racks} during the six-year Initial "
	    "Term.",
	    "minimum-commitment", '-', "i", NULL },
	{ "{Neither party owes more than} the sums paid in the ten months "
	    "before the claim.",
	    "liability-cap", '-', "i", NULL },
	{ "Alder {pays six per cent of the sums billed} to each shop in its "
	    "first ten months.",
	    "revenue-share", '-', "i", NULL },
	{ "Upon {a change of control of Alder within two years of the Effective "
	    "Date, Cirrus may withdraw}.",
	    "change-of-control", '-', "c", NULL },
	{ "{A finding of AGI frees Northlake} of Article 5 if made after "
	    "1 June 2031.",
	    "agi-trigger", '-', "c", NULL },
	/* what is as long as the bargain itself */
	{ "As long as you're on the Team plan, {all your calls go to us}.",
	    "exclusivity", '-', "i", NULL },
	{ "Basalt {grants Alder a licence} under the Patents until the last "
	    "of them expires.",
	    "license-grant", '-', "i", NULL },
	{ "While this Agreement is in force Basalt {shall make no rival "
	    "product}.",
	    "non-compete", '-', "i", NULL },
	{ "To the extent any Tools are embedded in a Report, Halden {grants "
	    "a licence} to use them.",
	    "license-grant", '-', "i", NULL },
	/* what earns a share, and what is taken off before */
	{ "In the event Alder sublicenses the Marks, {the parties share the "
	    "income} in halves.",
	    "revenue-share", '-', "i", NULL },
	{ "{Profits are split} in halves, after the printing has been paid.",
	    "revenue-share", '-', "i", NULL },
	/* the steps of a first offer are the right itself */
	{ "Northlake {shall not sell the Division} unless it has first offered "
	    "it to Cirrus.",
	    "first-refusal", '-', "i", NULL },
	/* a freedom under a condition leaves the restraint standing */
	{ "If Cirrus cannot deliver in time, Northlake {may buy elsewhere}.",
	    "exclusivity", 'n', "c", NULL },
	{ "Northlake {may buy elsewhere} as it sees fit.",
	    "exclusivity", 'n', "n", NULL },
	{ "Notwithstanding {its exclusivity}, Northlake may serve its own staff "
	    "from any cloud.",
	    "exclusivity", '-', "c", NULL },
	{ "Notwithstanding {its exclusivity}, Cirrus shall pay all taxes.",
	    "exclusivity", '-', "f", NULL },
	{ "Cirrus is {the sole host}, but Northlake keeps its present servers.",
	    "exclusivity", '-', "c", NULL },
	{ "{Training runs go to Alder alone}; inference is not covered.",
	    "exclusivity", '-', "c", NULL },
	/* who profits, and what the bargain is about, is no carve-out */
	{ "Alder {shall carry no voice product other than the Service}.",
	    "non-compete", '-', "i", NULL },
	{ "Alder {shall carry no voice product other than legacy systems}.",
	    "non-compete", '-', "c", NULL },
	/* triggers: what has no effect, and what is spared */
	{ "Cirrus's licence survives {the attainment of AGI}.",
	    "agi-trigger", '-', "n", NULL },
	{ "{The attainment of AGI} gives neither party a right to leave.",
	    "agi-trigger", '-', "n", NULL },
	{ "{Should Alder be sold to a rival, Kestrel may on a week's notice, "
	    "regardless of the fees, leave}.",
	    "change-of-control", '-', "i", NULL },
	{ "This paragraph {shall not apply to a change of control} within a "
	    "group.",
	    "change-of-control", '-', "c", NULL },
	/* deeds, and what only looks like one */
	{ "{What Alder may recover is limited to the Fees}, and Alder waives "
	    "any claim to a larger sum.",
	    "liability-cap", '-', "i", NULL },
	{ "Section 3 is superseded by the following: \"3. Northlake shall "
	    "{first offer new capacity} to Cirrus.\"",
	    "first-refusal", '-', "i", NULL },
	{ "{Every version is shipped on Basalt first} and released on Alder a "
	    "week later.",
	    "first-ship", '-', "i", NULL },
	{ "Alder waives nothing, and keeps {its right of first refusal}.",
	    "first-refusal", '-', "i", NULL },
	{ "{The limit falls away} if the breach was wilful.",
	    "liability-cap", '-', "c", NULL },
	{ "Kestrel {may leave early} if it pays half of the remaining sums.",
	    "termination", '-', "c", NULL },
	{ "{Alder may not assign this Order}, save to its parent.",
	    "anti-assignment", '-', "c", NULL },
	{ "Row 9 ({dealer rights}, Chile) struck.",
	    "distribution-license", '-', "r", NULL },
	{ "We've dropped the {dealer tier}.",
	    "distribution-license", '-', "r", NULL },
	{ "Upon {AGI Alder shall have no duty to supply} new versions.",
	    "agi-trigger", '-', "i", NULL },
	{ "Northlake {shall not change its seat} without first consulting "
	    "Alder.",
	    "governance-rights", '-', "i", NULL },
	/* recitals and definitions that go on to bind */
	{ "Whereas Alder hopes to be chosen, it is agreed that {Kestrel shall "
	    "use no other reseller}.",
	    "exclusivity", '-', "i", NULL },
	{ "\"Sale\" means {a transfer of control} of Alder; and upon a Sale "
	    "Kestrel may cancel this Order.",
	    "change-of-control", '-', "i", NULL },
	{ "\"Sale\" means {a transfer of control} of Alder.",
	    "change-of-control", '-', "f", NULL },
	{ "In consideration of the {exclusivity fee, Alder agrees that it "
	    "shall sell to no other buyer}.",
	    "exclusivity", '-', "i", NULL },
	{ "{The exclusivity} fee is payable in June.",
	    "exclusivity", '-', "f", NULL },
	/* from a day or an event on */
	{ "After the Embargo Date Basalt {may resell the Models}.",
	    "distribution-license", '-', "c", NULL },
	{ "Kestrel {may terminate for convenience} at any time after the first "
	    "year.",
	    "termination", '-', "c", NULL },
	{ "Prior to general release Northlake {shall offer the Models on no "
	    "cloud but} Cirrus.",
	    "exclusivity", '-', "c", NULL },
	{ "Until the Cut-Over Date {Basalt's liability shall not exceed} one "
	    "million euros.",
	    "liability-cap", '-', "c", NULL },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		run_case(&cases[i]);
	return CHECK_DONE();
}
