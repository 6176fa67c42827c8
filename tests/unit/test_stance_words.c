/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/stance.h"

#include "stance_run.h"

/* All provisions, one mechanism after the other; see stance_run.h. */
static const struct stance_case cases[] = {
	/* what denies, and what only looks so */
	{ "Alder acknowledges that its appointment carries with it {no "
	    "exclusivity} of any kind.",
	    "exclusivity", '-', "n", NULL },
	{ "The rights given in this Article are not, and shall not be taken to "
	    "be, {exclusive}.",
	    "exclusivity", '-', "n", NULL },
	{ "You're free to buy GPU hours from anybody else; we do not ask for "
	    "{exclusivity}.",
	    "exclusivity", '-', "n", NULL },
	{ "Neither this Order nor any Service Schedule obliges Kestrel to buy "
	    "{exclusively from} Cirrus.",
	    "exclusivity", '-', "n", NULL },
	{ "In no event shall Northlake be regarded as {the exclusive supplier} "
	    "of speech models to Kestrel.",
	    "exclusivity", '-', "n", NULL },
	{ "Northlake may appoint further resellers in Iberia at any time, the "
	    "Reseller having {no exclusive rights} there.",
	    "exclusivity", '-', "n", NULL },
	{ "Northlake may not unreasonably {refuse to license the Models to "
	    "other cloud providers}.",
	    "exclusivity", '-', "0", NULL },
	{ "Northlake will not, without paying a fee, cease to treat Cirrus as "
	    "{its sole host}.",
	    "exclusivity", '-', "i", NULL },
	{ "Nothing in Section 12 limits the fact that Cirrus is {the exclusive "
	    "host} of the Models.",
	    "exclusivity", '-', "i", NULL },
	{ "Kestrel may not dispute that Cirrus is {the exclusive distributor} "
	    "in Norway.",
	    "exclusivity", '-', "i", NULL },
	{ "The Customer has {no right to resell} the Outputs to third parties.",
	    "distribution-license", '-', "n", NULL },
	{ "Nothing contained here shall be read as {a licence to distribute} "
	    "the Weights.",
	    "distribution-license", '-', "n", NULL },
	{ "Under no circumstances may a Sub-Processor {sublicense or "
	    "redistribute the Models}.",
	    "distribution-license", '-', "n", NULL },
	{ "{Reselling the Service} is not permitted.",
	    "distribution-license", '-', "n", NULL },
	{ "Cirrus is not prohibited from {reselling the Models} through its "
	    "marketplace.",
	    "distribution-license", '-', "i", NULL },
	{ "Nothing in clause 7 stops the Partner {distributing the SDK} to its "
	    "end users.",
	    "distribution-license", '-', "i", NULL },
	{ "The royalty stays payable {whether or not AGI} has been attained.",
	    "agi-trigger", '-', "n", NULL },
	{ "No right under this Agreement {depends on the attainment of AGI}.",
	    "agi-trigger", '-', "n", NULL },
	{ "{The arrival of artificial general intelligence shall not} alter "
	    "the term of any licence.",
	    "agi-trigger", '-', "n", NULL },
	{ "Cirrus's access continues {irrespective of any announcement of AGI}.",
	    "agi-trigger", '-', "n", NULL },
	{ "Nothing in this deed prevents Basalt from {developing a competing "
	    "model}.",
	    "non-compete", '-', "n", NULL },
	{ "Either party {may develop products that compete} with those of the "
	    "other.",
	    "non-compete", '-', "n", NULL },
	{ "Cirrus shall have {no right of first refusal} over future capacity.",
	    "first-refusal", '-', "n", NULL },
	{ "Northlake makes no promise that {its prices are the lowest it "
	    "offers}.",
	    "most-favored", '-', "n", NULL },
	{ "Kestrel is under {no minimum purchase obligation}.",
	    "minimum-commitment", '-', "n", NULL },
	{ "{No royalty} is due on internal use.",
	    "revenue-share", '-', "n", NULL },
	{ "Neither party {may terminate this Agreement for convenience}.",
	    "termination", '-', "n", NULL },
	{ "There is {no right to terminate for convenience} during the Initial "
	    "Term.",
	    "termination", '-', "n", NULL },
	{ "Cirrus has {no right to inspect the books} of Northlake.",
	    "audit", '-', "n", NULL },
	{ "Northlake {shall not use Customer Data to train} any model.",
	    "training-data", '-', "i", NULL },
	{ "Either party {may assign this Agreement freely}.",
	    "anti-assignment", '-', "n", NULL },
	{ "Neither party {may assign this Agreement}.",
	    "anti-assignment", '-', "i", NULL },
	{ "The Investor shall not be {entitled to appoint a director}.",
	    "governance-rights", '-', "n", NULL },
	{ "Northlake is under {no obligation to publish the weights}.",
	    "open-weight", '-', "n", NULL },
	{ "The Service does not include {export of fine-tuned weights}.",
	    "portability", '-', "n", NULL },
	{ "{No licence} is granted under any patent.",
	    "license-grant", '-', "n", NULL },
	{ "Cirrus shall at no time {have access to the Weights}.",
	    "weights-access", '-', "n", NULL },
	/* carve-outs */
	{ "Cirrus shall be {the exclusive host} save in respect of models "
	    "released before 2025.",
	    "exclusivity", '-', "c", NULL },
	{ "Apart from academic deployments, Northlake {shall serve the Models "
	    "only on} Cirrus.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus holds {the exclusive right} to host, but on-device models "
	    "are excluded.",
	    "exclusivity", '-', "c", NULL },
	{ "{All inference shall run on Cirrus}, with embedded devices being "
	    "outside this clause.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus is {the sole cloud provider}; this does not cover work for "
	    "the Ministry of Defence.",
	    "exclusivity", '-', "c", NULL },
	{ "Excluding the Research Models, {every Model shall be hosted "
	    "exclusively} by Cirrus.",
	    "exclusivity", '-', "c", NULL },
	{ "{Exclusive hosting} (not including batch workloads under 500 "
	    "tokens) belongs to Cirrus.",
	    "exclusivity", '-', "c", NULL },
	{ "Northlake {shall use no cloud other than Cirrus}.",
	    "exclusivity", '-', "i", NULL },
	{ "{Only Cirrus, and nobody else, may host} the Models.",
	    "exclusivity", '-', "i", NULL },
	{ "Northlake {shall not permit any person apart from Cirrus to host} "
	    "the Models.",
	    "exclusivity", '-', "i", NULL },
	{ "Basalt {shall not compete} in Denmark, except through the holding "
	    "of listed shares.",
	    "non-compete", '-', "c", NULL },
	{ "Except with Northlake's prior written consent, Basalt {shall not "
	    "offer a Competing Service}.",
	    "non-compete", '-', "i", NULL },
	{ "{Neither party may assign} this Agreement, except to an Affiliate "
	    "or to a successor to its business.",
	    "anti-assignment", '-', "c", NULL },
	{ "{Neither party may assign} this Agreement without the prior written "
	    "consent of the other.",
	    "anti-assignment", '-', "i", NULL },
	{ "Except with the other's written consent, {no party may transfer its "
	    "rights}.",
	    "anti-assignment", '-', "i", NULL },
	{ "{Neither party's liability shall exceed the Fees}; this limit does "
	    "not apply to fraud.",
	    "liability-cap", '-', "c", NULL },
	{ "Save for death and personal injury, {the Supplier's liability is "
	    "limited to} 2,000,000 euro.",
	    "liability-cap", '-', "c", NULL },
	{ "Northlake {grants Cirrus a licence to use the Models}, excluding "
	    "the Frontier Tier.",
	    "license-grant", '-', "c", NULL },
	{ "Northlake {grants Cirrus a licence to use the Models} as set out in "
	    "Exhibit B.",
	    "license-grant", '-', "i", NULL },
	{ "{Prices shall be no less favourable than} those given to others, "
	    "save for sales to public bodies.",
	    "most-favored", '-', "c", NULL },
	{ "Northlake {will not train on Customer Data} other than feedback "
	    "that users submit.",
	    "training-data", '-', "c", NULL },
	{ "{Kestrel owns all Outputs}, other than Northlake Materials that "
	    "they contain.",
	    "ip-ownership", '-', "c", NULL },
	{ "Cirrus {shall pay 18% of Net Revenue}, except on sales to "
	    "universities.",
	    "revenue-share", '-', "c", NULL },
	{ "Northlake {may audit Cirrus's records}, except those covered by "
	    "privilege.",
	    "audit", '-', "c", NULL },
	/* conditions and events */
	{ "While Cirrus keeps utilisation headroom above ten per cent, it "
	    "shall be {the exclusive host}.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus's status as {exclusive host} hangs on its meeting the "
	    "Service Levels.",
	    "exclusivity", '-', "c", NULL },
	{ "Provided Cirrus has paid the Reservation Fee, {no other host shall "
	    "be appointed}.",
	    "exclusivity", '-', "c", NULL },
	{ "{Exclusivity} applies only where Cirrus has a region in the "
	    "customer's country.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus shall be {the exclusive host} if and for so long as its "
	    "price is within 5% of the market.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus shall be {the exclusive host}, conditional upon delivery of "
	    "40,000 accelerators.",
	    "exclusivity", '-', "c", NULL },
	{ "{Cirrus's exclusivity} will last as long as its Annual Spend stays "
	    "above $40 million.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus shall be {the exclusive host} on condition that the "
	    "Prepayment clears.",
	    "exclusivity", '-', "c", NULL },
	{ "Should Cirrus miss two milestones, {its exclusivity} ends.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus shall be {the exclusive host}. If a dispute arises, the "
	    "parties shall confer.",
	    "exclusivity", '-', "i", NULL },
	{ "Subject to applicable law, Cirrus shall be {the exclusive host}.",
	    "exclusivity", '-', "i", NULL },
	{ "If Northlake wishes to sell the Business, it {shall first offer it "
	    "to Cirrus}.",
	    "first-refusal", '-', "i", NULL },
	{ "If a competitor of Cirrus acquires Northlake, {Cirrus may terminate "
	    "upon the change of control}.",
	    "change-of-control", '-', "i", NULL },
	{ "On a change of control {Cirrus may terminate}, unless the acquirer "
	    "assumes the Agreement in writing.",
	    "change-of-control", '-', "c", NULL },
	{ "Once training compute passes 10^27 operations, {Northlake shall "
	    "notify} the Board.",
	    "scale-threshold", '-', "i", NULL },
	{ "Kestrel {may terminate for convenience} on sixty days' written "
	    "notice.",
	    "termination", '-', "i", NULL },
	{ "Kestrel {may terminate for convenience} at any time after the "
	    "second anniversary of the Effective Date.",
	    "termination", '-', "c", NULL },
	{ "Kestrel {may terminate for convenience}, subject to payment of the "
	    "Early Termination Fee.",
	    "termination", '-', "c", NULL },
	{ "Either party {may terminate this Agreement} if the other commits a "
	    "material breach that is not cured within thirty days.",
	    "termination", '-', "i", NULL },
	{ "Northlake {grants Kestrel a licence} so long as Kestrel remains a "
	    "Platinum subscriber.",
	    "license-grant", '-', "c", NULL },
	{ "If Northlake becomes insolvent, {the Escrow Agent shall release the "
	    "Weights} to Cirrus.",
	    "weights-access", '-', "c", NULL },
	{ "Northlake {shall deposit the Weights} with the Escrow Agent within "
	    "ten days.",
	    "weights-access", '-', "i", NULL },
	{ "Cirrus {shall pay 5% of Net Revenue} until it has paid $30 million "
	    "in all.",
	    "revenue-share", '-', "c", NULL },
	{ "Cirrus {shall pay 5% of Net Revenue} up to $10 million and 7% above "
	    "it.",
	    "revenue-share", '-', "i", NULL },
	{ "Kestrel {shall spend at least $12 million} over the Commitment "
	    "Period.",
	    "minimum-commitment", '-', "i", NULL },
	{ "Kestrel {shall spend at least $1 million} a month through June 2028.",
	    "minimum-commitment", '-', "c", NULL },
	{ "For so long as it holds ten percent of the shares, the Investor "
	    "{may appoint one director}.",
	    "governance-rights", '-', "c", NULL },
	{ "The Investor {may appoint one director}.",
	    "governance-rights", '-', "i", NULL },
	{ "On termination, {Northlake shall export all Customer Data}.",
	    "portability", '-', "i", NULL },
	{ "{Customer Data shall stay in Switzerland} unless Kestrel agrees in "
	    "writing to a transfer.",
	    "data-residency", '-', "i", NULL },
	{ "If the Safety Board finds a Critical Risk, {it may veto the "
	    "release}.",
	    "safety-veto", '-', "i", NULL },
	{ "If Kestrel opts in, {Northlake may train on Customer Data}.",
	    "training-data", '-', "c", NULL },
	{ "Northlake {shall not train on Customer Data} unless Kestrel gives "
	    "its prior written consent.",
	    "training-data", '-', "i", NULL },
	{ "Northlake {may train on Customer Data} with Kestrel's prior written "
	    "consent.",
	    "training-data", '-', "c", NULL },
	{ "Northlake {will publish the weights} once the Safety Review has "
	    "been passed.",
	    "open-weight", '-', "c", NULL },
	{ "{Neither party is bound} until a definitive agreement is signed.",
	    "non-binding", '-', "i", NULL },
	{ "{This letter is not binding}, except for paragraphs 4 to 6.",
	    "non-binding", '-', "c", NULL },
	/* periods and dates */
	{ "Cirrus shall be {the exclusive host} for three years from the "
	    "Effective Date.",
	    "exclusivity", '-', "c", NULL },
	{ "{The exclusivity} lapses at midnight on 30 June 2029.",
	    "exclusivity", '-', "c", NULL },
	{ "For the first eighteen months after Launch, {only Cirrus may host} "
	    "the Models.",
	    "exclusivity", '-', "c", NULL },
	{ "{Cirrus has exclusive rights} up to and including 31 March 2028.",
	    "exclusivity", '-', "c", NULL },
	{ "{No other host} may be appointed before the fourth anniversary of "
	    "this Agreement.",
	    "exclusivity", '-', "c", NULL },
	{ "{Exclusivity} ends two years after General Availability.",
	    "exclusivity", '-', "c", NULL },
	{ "From 1 January 2026 to 31 December 2027 Cirrus is {the exclusive "
	    "host}.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus enjoys {a 24-month exclusivity period} in each new region.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus shall be {the exclusive host} throughout the Term.",
	    "exclusivity", '-', "i", NULL },
	{ "Cirrus shall be {the exclusive host} from the Effective Date.",
	    "exclusivity", '-', "i", NULL },
	{ "Cirrus shall be {the exclusive host} during the Term and any "
	    "Renewal Term.",
	    "exclusivity", '-', "i", NULL },
	{ "Cirrus shall be {the exclusive host} and shall deliver the first "
	    "racks by 1 May 2027.",
	    "exclusivity", '-', "i", NULL },
	{ "Within 30 days after signing, Cirrus shall be named {the exclusive "
	    "host} in all documentation.",
	    "exclusivity", '-', "i", NULL },
	{ "Cirrus shall be {the exclusive host} and shall pay $4 million "
	    "within three years.",
	    "exclusivity", '-', "i", NULL },
	{ "For two years after termination Basalt {shall not compete} with "
	    "Northlake.",
	    "non-compete", '-', "c", NULL },
	{ "{The right of first refusal} expires on 31 December 2027.",
	    "first-refusal", '-', "c", NULL },
	{ "Cirrus {shall receive each new Model first}, thirty days before any "
	    "other cloud, until 2029.",
	    "first-ship", '-', "c", NULL },
	{ "Until the Frankfurt region opens, {Customer Data shall be kept in "
	    "Ireland}.",
	    "data-residency", '-', "c", NULL },
	{ "Northlake {grants Cirrus a licence} for five years.",
	    "license-grant", '-', "c", NULL },
	{ "Northlake {grants Cirrus a perpetual licence}.",
	    "license-grant", '-', "i", NULL },
	{ "Cirrus shall be {Northlake's primary cloud} through fiscal year "
	    "2030.",
	    "primary-partner", '-', "c", NULL },
	{ "Cirrus {shall pay 20% of API Revenue} through calendar year 2030.",
	    "revenue-share", '-', "c", NULL },
	{ "{Cirrus receives the best price} for the first two Contract Years.",
	    "most-favored", '-', "c", NULL },
	/* rights that arise, turn and fall away */
	{ "Upon payment of the second tranche the licence {becomes exclusive}.",
	    "exclusivity", '-', "c", NULL },
	{ "{Exclusive rights} will vest in Cirrus once it has invested $5 "
	    "billion.",
	    "exclusivity", '-', "c", NULL },
	{ "If Northlake leaves the French market, Cirrus shall become {its "
	    "exclusive distributor} there.",
	    "exclusivity", '-', "c", NULL },
	{ "Should sales fall below 4,000 units, Cirrus's rights will turn "
	    "{non-exclusive}.",
	    "exclusivity", 'n', "c", NULL },
	{ "If the Minimum is missed the appointment shall convert to {a "
	    "non-exclusive one}.",
	    "exclusivity", 'n', "c", NULL },
	{ "Failing that payment, {the exclusivity} will be lost.",
	    "exclusivity", '-', "c", NULL },
	{ "On the third anniversary the licence becomes {non-exclusive}.",
	    "exclusivity", 'n', "c", NULL },
	{ "As of 1 July 2028 Cirrus's rights shall be {non-exclusive}.",
	    "exclusivity", 'n', "c", NULL },
	{ "The licence is {non-exclusive} and shall remain so throughout the "
	    "Term.",
	    "exclusivity", 'n', "n", NULL },
	{ "If Cirrus resells the Models, it does so on {a non-exclusive basis}.",
	    "exclusivity", 'n', "n", NULL },
	{ "Cirrus shall be {the exclusive host} until 2028, after which its "
	    "rights will be non-exclusive.",
	    "exclusivity", '-', "c/n", NULL },
	{ "Northlake may end {the exclusivity} if volume stays under the Floor "
	    "for two quarters.",
	    "exclusivity", '-', "c", NULL },
	{ "After AGI is declared, Cirrus {may distribute the Weights} to its "
	    "customers.",
	    "distribution-license", '-', "c", NULL },
	{ "If the Escrow is released, {Cirrus shall have a licence to use the "
	    "Weights}.",
	    "license-grant", '-', "c", NULL },
	/* what is gone */
	{ "Clause 8 ({Exclusive hosting}) is deleted.",
	    "exclusivity", '-', "r", NULL },
	{ "The words \"{exclusive}\" and \"sole\" in clause 3 shall be struck "
	    "out.",
	    "exclusivity", '-', "r", NULL },
	{ "Cirrus hereby surrenders {its exclusive rights} under Section 3.",
	    "exclusivity", '-', "r", NULL },
	{ "With effect from signature {the exclusivity} in Section 4 shall "
	    "cease to have effect.",
	    "exclusivity", '-', "r", NULL },
	{ "Section 7, which made Cirrus {the exclusive host}, no longer "
	    "applies.",
	    "exclusivity", '-', "r", NULL },
	{ "Northlake is released from {the exclusivity undertaking}.",
	    "exclusivity", '-', "r", NULL },
	{ "The parties agree to terminate {the Exclusivity Covenant} as of the "
	    "date of this Amendment.",
	    "exclusivity", '-', "r", NULL },
	{ "{Exclusivity} [deleted by Amendment No. 4]",
	    "exclusivity", '-', "r", NULL },
	{ "Cirrus irrevocably waives {its right of first refusal}.",
	    "first-refusal", '-', "r", NULL },
	{ "{The right of first offer} in Section 6 is hereby terminated and of "
	    "no further force.",
	    "first-refusal", '-', "r", NULL },
	{ "Schedule 2 ({Royalties}) is removed in its entirety.",
	    "revenue-share", '-', "r", NULL },
	{ "Section 9 ({Most Favoured Customer}) shall be deemed deleted.",
	    "most-favored", '-', "r", NULL },
	{ "Northlake releases Basalt from {its covenant not to compete}.",
	    "non-compete", '-', "r", NULL },
	{ "Cirrus shall be {the exclusive host} and deleted data shall be "
	    "purged.",
	    "exclusivity", '-', "i", NULL },
	{ "No failure to enforce {the exclusivity}, which binds Northlake, is "
	    "a waiver.",
	    "exclusivity", '-', "i", NULL },
	{ "Upon thirty days' notice {either party may terminate this "
	    "Agreement}.",
	    "termination", '-', "i", NULL },
	{ "If Section 4 ({Exclusivity}) is deleted, the Fee shall be adjusted.",
	    "exclusivity", '-', "f", NULL },
	{ "Section 4.1 is deleted and replaced with the following: \"Cirrus "
	    "shall be {the exclusive host}.\"",
	    "exclusivity", '-', "i", NULL },
	/* ends that are told otherwise, and what looks like one */
	{ "{The exclusivity} lapsed on 3 May 2027 and was not renewed.",
	    "exclusivity", '-', "r", NULL },
	{ "It was noted that {the right of first offer} had come to an end.",
	    "first-refusal", '-', "r", NULL },
	{ "Alder has handed back {its appointment as preferred partner}.",
	    "primary-partner", '-', "r", NULL },
	{ "Kestrel lets Alder off its {promise to buy from nobody else}.",
	    "exclusivity", '-', "r", NULL },
	{ "You are no longer bound to {buy only from us}.",
	    "exclusivity", '-', "r", NULL },
	{ "{Exclusive hosting} | withdrawn",
	    "exclusivity", '-', "r", NULL },
	{ "{Most favoured customer} ........ discontinued from 2028",
	    "most-favored", '-', "r", NULL },
	{ "Clause 12 ({AGI Declaration}) stands revoked.",
	    "agi-trigger", '-', "r", NULL },
	{ "Foundry has surrendered its right {to declare that AGI exists}.",
	    "agi-trigger", '-', "r", NULL },
	{ "The right of Alder {to terminate upon a Change of Control} is "
	    "waived.",
	    "change-of-control", '-', "r", NULL },
	{ "Until 30 June 2029 Alder waives {its right of first refusal}.",
	    "first-refusal", '-', "r", NULL },
	{ "The parties have agreed to do away with {the exclusivity}.",
	    "exclusivity", '-', "r", NULL },
	{ "Consider {the exclusivity} cancelled.",
	    "exclusivity", '-', "r", NULL },
	{ "The parties may at any time end {the exclusivity}.",
	    "exclusivity", '-', "i", NULL },
	{ "The proviso to Section 4 is deleted, so that Alder shall {buy "
	    "solely from} Kestrel.",
	    "exclusivity", '-', "i", NULL },
	{ "Section 6 is deleted; Alder shall {buy solely from} Kestrel.",
	    "exclusivity", '-', "i", NULL },
	{ "The racks listed in Exhibit A are set aside for Alder and "
	    "{for nobody else}.",
	    "exclusivity", '-', "i", NULL },
	{ "{Either party may terminate at will}, and any copies are deleted.",
	    "termination", '-', "i", NULL },
	{ "Should Kestrel sell its cloud, Alder is released from {the "
	    "exclusivity}.",
	    "exclusivity", '-', "c", NULL },
	/* what is only spoken of */
	{ "(B) Northlake wishes to appoint Cirrus as {exclusive host}.",
	    "exclusivity", '-', "f", NULL },
	{ "WHEREAS Cirrus has been {the exclusive host} since 2021;",
	    "exclusivity", '-', "f", NULL },
	{ "\"Exclusivity Period\" means the period in which Cirrus is {the "
	    "exclusive host}.",
	    "exclusivity", '-', "f", NULL },
	{ "Disputes about {the exclusivity} go to the Joint Committee.",
	    "exclusivity", '-', "f", NULL },
	{ "The Fee reflects {the exclusivity} that Cirrus enjoys.",
	    "exclusivity", '-', "f", NULL },
	{ "Headings such as \"{Exclusivity}\" are for convenience only.",
	    "exclusivity", '-', "f", NULL },
	{ "The parties have discussed {exclusivity} but have agreed nothing.",
	    "exclusivity", '-', "f", NULL },
	{ "\"AGI\" means {a system that outperforms people at most work}.",
	    "agi-trigger", '-', "f", NULL },
	{ "\"AGI\" means such a system; {upon AGI the licence ends}.",
	    "agi-trigger", '-', "i", NULL },
	{ "Taxes on {the Revenue Share} are for Cirrus.",
	    "revenue-share", '-', "f", NULL },
	{ "If Kestrel {terminates for convenience}, it shall return the "
	    "Devices.",
	    "termination", '-', "f", NULL },
	/* pointers to other clauses */
	{ "Subject to Section 9, Cirrus shall be {the exclusive host}.",
	    "exclusivity", '-', "i", NULL },
	{ "Subject to Section 9 (Confidentiality), Cirrus shall be {the "
	    "exclusive host}.",
	    "exclusivity", '-', "i", NULL },
	{ "Subject to the exceptions in Section 9, Cirrus shall be {the "
	    "exclusive host}.",
	    "exclusivity", '-', "c", NULL },
	{ "Subject to the carve-outs listed in Annex 2, {only Cirrus may host}.",
	    "exclusivity", '-', "c", NULL },
	{ "Notwithstanding Section 4, Cirrus shall be {the exclusive host}.",
	    "exclusivity", '-', "i", NULL },
	{ "Subject to Cirrus's right to match under Section 9, Alder is {the "
	    "exclusive host}.",
	    "exclusivity", '-', "c", NULL },
	{ "Subject to regulatory approval, Cirrus shall be {the exclusive "
	    "host}.",
	    "exclusivity", '-', "c", NULL },
	{ "Subject to the Capacity Exception, {Cirrus hosts exclusively}.",
	    "exclusivity", '-', "c", NULL },
	{ "Cirrus shall be {the exclusive host}, subject always to the terms "
	    "of this Agreement.",
	    "exclusivity", '-', "i", NULL },
	{ "Cirrus shall be {the exclusive host}, subject to Northlake's right "
	    "to use its own data centres.",
	    "exclusivity", '-', "c", NULL },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		run_case(&cases[i]);
	return CHECK_DONE();
}
