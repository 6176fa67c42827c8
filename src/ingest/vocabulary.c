/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/vocabulary.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What agreements are made of, and the small words between; sorted. */
static const char *const words[] = {
	"absolute", "absolutely", "accept", "acceptance", "access",
	"accordance", "account", "achieve", "achieved", "achievement",
	"acquire", "acquisition", "action", "additional", "adopt", "affiliate",
	"affiliates", "after", "afternoon", "agent", "agree", "agreed",
	"agreement", "agreements", "agrees", "all", "allow", "allowed",
	"alone", "also", "amend", "amended", "amendment", "amendments",
	"amount", "an", "and", "annual", "annually", "annum", "any", "anyone",
	"applicable", "apply", "appoint", "appointed", "appointment",
	"appoints", "approval", "approve", "approved", "article", "artificial",
	"as", "asset", "assets", "assign", "assignable", "assigned",
	"assignee", "assignment", "at", "attain", "attained", "attainment",
	"audit", "authority", "authorization", "authorize", "authorized",
	"autonomous", "available", "bankruptcy", "be", "before", "being",
	"benchmark", "benefit", "between", "beyond", "binding", "board",
	"both", "breach", "business", "but", "buyer", "by", "cancel",
	"cancelled", "capabilities", "capability", "capacity", "cause",
	"cease", "change", "charge", "claim", "clause", "cloud", "commercial",
	"commit", "commitment", "commits", "committed", "company",
	"compensation", "compete", "competes", "competing", "competition",
	"competitive", "competitor", "competitors", "comply", "compute",
	"computing", "condition", "conditional", "conditions", "confidential",
	"confidentiality", "consent", "consents", "consideration", "contract",
	"contractor", "contracts", "control", "controlled", "controls",
	"copyright", "cost", "costs", "counterparty", "covenant", "covenants",
	"credit", "customer", "customers", "damages", "data", "date", "days",
	"deal", "decide", "deemed", "default", "define", "defined",
	"definition", "delay", "deleted", "deliver", "delivered", "delivery",
	"deploy", "deployed", "deployment", "derivative", "design",
	"designated", "determine", "determined", "develop", "developed",
	"developer", "development", "direct", "directly", "disclose",
	"disclosed", "disclosure", "discretion", "dispute", "distribute",
	"distributed", "distribution", "distributor", "distributors", "divest",
	"duration", "during", "duty", "each", "effect", "effective", "either",
	"eligible", "embed", "employee", "enable", "end", "enforce",
	"enforceable", "engage", "engages", "enter", "entire", "entity",
	"equal", "equipment", "escrow", "event", "every", "except",
	"exception", "exceptions", "excess", "exchange", "exclude", "excluded",
	"excludes", "excluding", "exclusion", "exclusions", "exclusive",
	"exclusively", "exclusiveness", "exclusivity", "execute", "executed",
	"exercise", "exhibit", "existing", "expiration", "expire", "expired",
	"expires", "extend", "extended", "extension", "fail", "failure",
	"favored", "favoured", "fees", "field", "final", "first", "fixed",
	"following", "for", "forbid", "force", "foregoing", "forever", "free",
	"from", "frontier", "full", "further", "future", "general",
	"geographic", "give", "given", "global", "good", "goods", "governed",
	"governing", "government", "grant", "granted", "grantee", "granting",
	"grantor", "grants", "gross", "guarantee", "guarantees", "have",
	"held", "hereby", "herein", "hereof", "hereunder", "hold", "holder",
	"host", "hosted", "hosting", "hosts", "if", "immediate", "immediately",
	"improvements", "in", "include", "included", "includes", "including",
	"indemnification", "indemnify", "indemnity", "independent", "indirect",
	"information", "infrastructure", "infringe", "infringement", "initial",
	"injunction", "insolvency", "insurance", "intellectual",
	"intelligence", "intend", "interest", "international", "into",
	"invention", "irrevocable", "irrevocably", "is", "issue", "it", "its",
	"joint", "jointly", "jurisdiction", "keep", "knowledge", "known",
	"law", "laws", "lease", "legal", "lessee", "lessor", "liability",
	"liable", "licence", "licenced", "licences", "licensable", "license",
	"licensed", "licensee", "licensees", "licenses", "licensing",
	"licensor", "licensors", "lien", "limit", "limitation", "limitations",
	"limited", "limits", "liquidated", "loan", "local", "loss", "losses",
	"made", "maintain", "maintenance", "majority", "make", "manage",
	"managed", "manner", "manufacture", "market", "marketing",
	"marketplace", "material", "materially", "maximum", "may", "mean",
	"means", "merger", "minimum", "minority", "model", "models",
	"modification", "modifications", "modified", "modify", "month",
	"monthly", "months", "more", "morning", "most", "must", "mutual",
	"named", "necessary", "neither", "net", "network", "never", "no",
	"nobody", "none", "nonexclusive", "nontransferable", "noon", "nor",
	"not", "nothing", "notice", "notices", "notwithstanding", "null",
	"number", "object", "obligated", "obligation", "obligations",
	"obligor", "of", "offer", "offered", "offers", "on", "one", "only",
	"operate", "operated", "option", "optional", "options", "or", "order",
	"ordinary", "original", "other", "others", "otherwise", "outside",
	"over", "own", "owned", "owner", "ownership", "owns", "paid", "parent",
	"part", "parties", "partner", "partners", "partnership", "party",
	"patent", "patents", "pay", "payable", "payment", "payments",
	"penalty", "percent", "perform", "performance", "period", "permission",
	"permit", "permits", "permitted", "perpetual", "perpetually", "person",
	"persons", "place", "plan", "platform", "platforms", "power",
	"preference", "preferred", "premises", "price", "prices", "pricing",
	"primary", "prior", "privacy", "private", "privilege", "proceeds",
	"product", "products", "profit", "profits", "program", "prohibit",
	"prohibited", "prohibits", "promptly", "property", "proprietary",
	"protect", "protection", "provide", "provided", "provider",
	"providers", "provides", "provision", "provisions", "public",
	"publish", "purchase", "purchased", "purchaser", "purpose", "purposes",
	"pursuant", "quality", "quantity", "quarter", "quarterly", "rate",
	"receive", "receives", "records", "recover", "redistribute", "reduce",
	"refund", "refusal", "refuse", "register", "registered", "regulation",
	"related", "release", "released", "rely", "remain", "remedies",
	"remedy", "removed", "renew", "renewal", "renewals", "rent", "repair",
	"report", "represent", "representation", "represents", "reproduce",
	"request", "require", "required", "requirement", "requirements",
	"requires", "resale", "research", "resell", "reseller", "resellers",
	"reserve", "reserved", "reserves", "resold", "restrict", "restricted",
	"restriction", "restrictions", "restrictive", "result", "retain",
	"return", "revenue", "revenues", "review", "revocable", "revocation",
	"revoke", "revoked", "right", "rights", "risk", "royalties", "royalty",
	"safety", "sale", "sales", "schedule", "scope", "secret", "section",
	"secure", "security", "sell", "seller", "selling", "sells", "serve",
	"served", "server", "service", "services", "settle", "several",
	"shall", "share", "shared", "shareholder", "shares", "sign", "single",
	"software", "sold", "sole", "solely", "source", "sources", "special",
	"specific", "specified", "standard", "state", "states", "stock",
	"store", "subcontract", "subject", "sublicensable", "sublicense",
	"sublicensed", "sublicensee", "sublicenses", "subsidiary",
	"substantial", "substantially", "such", "superintelligence",
	"supplier", "suppliers", "supply", "support", "surrender", "survival",
	"survive", "suspend", "suspension", "system", "systems", "tax",
	"taxes", "technical", "technology", "term", "terminable", "terminate",
	"terminated", "terminates", "termination", "terms", "territory",
	"test", "than", "that", "the", "their", "them", "then", "there",
	"thereafter", "thereby", "therefor", "therein", "thereof", "thereto",
	"thereunder", "these", "they", "third", "this", "those", "threshold",
	"through", "time", "title", "to", "total", "trade", "trademark",
	"trademarks", "train", "trained", "training", "transaction",
	"transfer", "transferable", "transferred", "transfers", "treatment",
	"trigger", "triggered", "trust", "two", "unauthorized",
	"unconditional", "unconditionally", "under", "undertake", "undertakes",
	"undertaking", "unless", "unlimited", "until", "up", "update",
	"updates", "upon", "us", "usage", "use", "used", "user", "users",
	"uses", "valid", "value", "vendor", "vendors", "version", "void",
	"volume", "voluntary", "vote", "waive", "waived", "waiver", "warrant",
	"warranties", "warrants", "warranty", "we", "web", "website",
	"weights", "when", "where", "whereas", "whether", "which", "while",
	"who", "whole", "wholly", "will", "with", "withdraw", "within",
	"without", "work", "works", "world", "worldwide", "would", "write",
	"writing", "written", "year", "years", "you", "your", "yours"
};

bool
pv_vocabulary_has(struct pv_span word)
{
	size_t lo = 0, hi = COUNT(words), mid, i;
	int c;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		for (i = 0; i < word.len && words[mid][i] != '\0'; i++)
			if (pv_tolower(word.ptr[i]) != words[mid][i])
				break;
		c = (i < word.len ? (unsigned char)pv_tolower(word.ptr[i]) :
		    0) - (unsigned char)words[mid][i];
		if (c == 0)
			return true;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}
