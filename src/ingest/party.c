/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/term.h"

/* What marks the name of a company. */
static const char *const companies[] = { "Inc", "Incorporated", "Corp",
	"Corporation", "LLC", "L.L.C", "Ltd", "Limited", "LLP", "L.L.P",
	"LP", "L.P", "GmbH", "AG", "S.A", "SA", "SAS", "S.p.A", "S.r.l",
	"B.V", "BV", "N.V", "NV", "PLC", "P.L.C", "Pty", "Co", "Company",
	"KK", "K.K", "AB", "A/S", "Oy", "PBC", "Partnership", "Trust",
	"University", "Foundation", "association", NULL };

/* Terms that a preamble names and that are no party. */
static const char *const things[] = { "Agreement", "Amendment", "Addendum",
	"Party", "Parties", "Term", "Terms", "Territory", "Services",
	"Service", "Products", "Product", "Order", "Software", "Schedule",
	"Exhibit", "Effective Date", "Closing", "Affiliate", "Affiliates",
	NULL };

/* Short names that say what a party does. */
static const char *const roles[] = { "Customer", "Provider", "Vendor",
	"Supplier", "Buyer", "Seller", "Purchaser", "Licensor", "Licensee",
	"Distributor", "Reseller", "Manufacturer", "Franchisor", "Franchisee",
	"Developer", "Company", "Client", "Consultant", "Contractor",
	"Landlord", "Tenant", "Lender", "Borrower", "Investor", "Sponsor",
	"Host", "Owner", "Agent", "Principal", "Grantor", "Grantee",
	"Assignor", "Assignee", "Partner", "Operator", "Cloud Provider",
	"Publisher", "Endorser", "Shipper", "Carrier", "User", "Recipient",
	"Discloser", NULL };

/* Words in front of which a party's name begins. */
static const char *const starts[] = { "and", "between", "among", "with",
	"by", "from", "to", "of", "is", "means", "both", "including", NULL };

/* Words after a comma that describe a party and end its name. */
static const char *const ends[] = { "a", "an", "having", "with", "located",
	"organized", "incorporated under", "whose", "acting", "on behalf",
	"as", "duly", "formed", "the", "registered", "individually", "its",
	"located at", NULL };

/* Last words of terms that name no party either. */
static const char *const suffixes[] = { "Date", "Agreement", "Information",
	"Stock", "Shares", "Amendment", "Services", "Products", "Software",
	"Territory", NULL };

static bool
is_thing(struct pv_span term)
{
	for (size_t i = 0; suffixes[i] != NULL; i++)
		if (pv_span_ends(term, pv_span_str(suffixes[i])))
			return true;
	return pv_word_of(term, things) == term.len;
}

/* Does s say what someone does?  A name does not. */
static bool
is_said(struct pv_span s)
{
	static const char *const verbs[] = { "shall", "will", "may", "must",
		"agrees", "sells", NULL };

	for (size_t i = 1; i < s.len; i++)
		if (pv_isspace(s.ptr[i - 1]) && pv_islower(s.ptr[i]) &&
		    pv_word_of(pv_span_sub(s, i, s.len), verbs) > 0)
			return true;
	return false;
}

/* Does one of the words of s mark a company? */
static bool
has_company(struct pv_span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((i == 0 || pv_isspace(s.ptr[i - 1]) ||
		    s.ptr[i - 1] == ',') && pv_word_of(pv_span_sub(s, i,
		    s.len), companies) > 0)
			return true;
	return false;
}

/* Does a comma at i end a name, as in ", a Delaware corporation"? */
static bool
describes(struct pv_span text, uint32_t i, uint32_t end)
{
	return i + 2 < end && text.ptr[i] == ',' && text.ptr[i + 1] == ' ' &&
	    pv_word_of(pv_span_sub(text, i + 2, end), ends) > 0;
}

/* The word at i stands in front of a name: bytes up to that, or 0. */
static uint32_t
leads_to_name(struct pv_span text, uint32_t i, uint32_t end)
{
	uint32_t n = (uint32_t)pv_word_of(pv_span_sub(text, i, end), starts);

	if (n == 0 || i + n + 1 >= end)
		return 0;
	return pv_isupper(text.ptr[i + n + 1]) ||
	    pv_span_starts(pv_span_sub(text, i + n + 1, end),
	    PV_SPAN("the ")) ? n + 1 : 0;
}

/*
 * Start of the name that ends at r.end: after the last word or mark that can
 * stand in front of a name and is followed by a capital, but for the words
 * that describe who was named already ("a corporation of Delaware").
 */
static uint32_t
name_start(struct pv_span text, struct pv_range r)
{
	uint32_t i, start = r.start, n;
	bool named = false;

	for (i = r.start; i < r.end; i++) {
		if (text.ptr[i] == ';' || text.ptr[i] == ':' ||
		    text.ptr[i] == '\n' || text.ptr[i] == ')') {
			start = i + 1;
			named = false;
			continue;
		}
		if (!named && describes(text, i, r.end))
			named = pv_isupper(text.ptr[start]) &&
			    has_company(pv_span_sub(text, start, i));
		if (named || (i > r.start && !pv_isspace(text.ptr[i - 1])))
			continue;
		n = leads_to_name(text, i, r.end);
		if (n > 0)
			start = i + n;
	}
	while (start < r.end && (pv_isspace(text.ptr[start]) ||
	    text.ptr[start] == ',' || text.ptr[start] == '-'))
		start++;
	n = leads_to_name(text, start, r.end);
	return start + n;
}

/* End of the name: in front of ", a Delaware corporation". */
static uint32_t
name_end(struct pv_span text, uint32_t start, uint32_t end)
{
	uint32_t i;

	for (i = start; i + 2 < end; i++)
		if (describes(text, i, end))
			return i;
	while (end > start && (pv_isspace(text.ptr[end - 1]) ||
	    text.ptr[end - 1] == ','))
		end--;
	return end;
}

static bool
in_preamble(const struct pv_version *v, uint32_t at)
{
	uint32_t c = pv_version_clause_at(v, at);

	return c != PV_NONE && (v->clauses[c].kind == PV_CLAUSE_PREAMBLE ||
	    v->clauses[c].kind == PV_CLAUSE_TITLE);
}

bool
pv_party_name(const struct pv_version *v, struct pv_range before,
    struct pv_span term, struct pv_range *name)
{
	struct pv_range r;

	if (is_thing(term))
		return false;
	r.start = name_start(v->text, before);
	r.end = name_end(v->text, r.start, before.end);
	if (r.end <= r.start || r.end - r.start > 160 ||
	    is_said(pv_version_text(v, r)))
		return false;
	if (!pv_isupper(v->text.ptr[r.start]) &&
	    !in_preamble(v, before.end))
		return false;
	if (!has_company(pv_version_text(v, r)) &&
	    !in_preamble(v, before.end))
		return false;
	*name = r;
	return true;
}

enum pv_rc
pv_parties(struct pv_version *v, struct pv_err *err)
{
	struct pv_vec parties = PV_VEC_INIT(struct pv_party);
	struct pv_party *p;
	struct pv_span term;
	size_t i;

	parties.mem = pv_arena_mem(v->arena);
	for (i = 0; i < v->ndefs; i++) {
		if (v->defs[i].kind != PV_DEF_PARTY)
			continue;
		p = pv_vec_push(&parties);
		if (p == NULL)
			break;
		term = pv_version_str(v, v->defs[i].term);
		p->name = pv_version_add(v,
		    pv_version_text(v, v->defs[i].meaning));
		p->alias = v->defs[i].term;
		if (pv_word_of(term, roles) == term.len)
			p->role = p->alias;
		p->at = v->defs[i].at;
	}
	v->parties = pv_vec_freeze(&parties, v->arena, &v->nparties);
	return v->parties == NULL || v->failed ? pv_fail_nomem(err) : PV_OK;
}
