/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/family.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "diff/operation.h"

#define HEAD 6000       /* bytes in which an instrument says what it amends */
#define NEAR 160        /* bytes behind a title in which its date stands */

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct pv_span
pv_family_title(const struct pv_version *v)
{
	struct pv_span s = pv_version_str(v, v->title);

	if (s.len == 0)
		s = pv_span_sub(v->text, 0, pv_span_find(v->text,
		    PV_SPAN("\n")));
	return pv_span_sub(pv_span_trim(s), 0, 240);
}

static bool
holds(struct pv_span s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_ifind(s, pv_span_str(words[i])) < s.len)
			return true;
	return false;
}

bool
pv_family_amends(const struct pv_version *v)
{
	static const char *const words[] = { "amendment", "addendum",
		"supplement to", "waiver", "side letter", "letter agreement",
		"amended and restated", "endorsement" };

	return holds(pv_family_title(v), words, COUNT(words)) ||
	    holds(pv_span_sub(v->text, 0, 200), words, COUNT(words));
}

/* "Amendment No. 2", "Second Amendment", "Amendment 2"; 0 = no number. */
static uint32_t
number_of(struct pv_span title)
{
	static const char *const marks[] = { "no. ", "no ", "number ", "#",
		"nr. " };
	size_t at = pv_span_ifind(title, PV_SPAN("amendment")), i, k;
	struct pv_span s;
	uint64_t n;

	if (at == title.len)
		return 0;
	for (k = at; k > 0 && title.ptr[k - 1] == ' '; k--)
		;
	for (i = k; i > 0 && pv_isalpha(title.ptr[i - 1]); i--)
		;
	if (i < k && pv_num_word(pv_span_sub(title, i, k)) > 0 &&
	    !pv_span_ieq(pv_span_sub(title, i, k), PV_SPAN("one")))
		return pv_num_word(pv_span_sub(title, i, k));
	s = pv_span_trim(pv_span_sub(title, at + 9, title.len));
	for (k = 0; k < COUNT(marks); k++)
		if (pv_span_istarts(s, pv_span_str(marks[k]))) {
			s = pv_span_sub(s, strlen(marks[k]), s.len);
			break;
		}
	for (i = 0; i < s.len && pv_isdigit(s.ptr[i]); i++)
		;
	return pv_num_parse(pv_span_sub(s, 0, i), 999, &n) ? (uint32_t)n : 0;
}

/* A name by which an agreement goes, and its date. */
struct identity { struct pv_span title; char date[PV_DATE_LEN + 1]; };

static void
identify(const struct pv_version *v, const char *date, struct identity *x)
{
	struct pv_span d = pv_version_str(v, v->date);

	x->title = pv_family_title(v);
	x->date[0] = '\0';
	if (date != NULL && date[0] != '\0')
		d = pv_span_str(date);
	if (d.len == PV_DATE_LEN) {
		memcpy(x->date, d.ptr, d.len);
		x->date[d.len] = '\0';
	}
}

/* What a mention of the title says: another agreement's, or of which date. */
enum mention { NO_MENTION, OTHER_DATE, MENTION, DATED_MENTION };

/* Is the title at byte i the end of a longer name: "Web Hosting Agreement"? */
static bool
inside_name(struct pv_span s, size_t i)
{
	static const char *const before[] = { "a", "amendment", "an",
		"and", "certain", "existing", "no", "of", "original",
		"restated", "said", "such", "that", "the", "this", "to" };
	size_t end = i, start;

	if (i == 0 || s.ptr[i - 1] != ' ')
		return i > 0 && pv_isalnum(s.ptr[i - 1]);
	while (end > 0 && s.ptr[end - 1] == ' ')
		end--;
	start = end;
	while (start > 0 && (pv_isalnum(s.ptr[start - 1]) ||
	    s.ptr[start - 1] == '-'))
		start--;
	return start < end && pv_isupper(s.ptr[start]) &&
	    !pv_span_in_words(pv_span_sub(s, start, end), before,
	    COUNT(before)) && !pv_isdigit(s.ptr[end - 1]);
}

static enum mention
mention_at(struct pv_span s, size_t end, const char *date)
{
	char iso[PV_DATE_LEN + 1];
	size_t stop = end + NEAR < s.len ? end + NEAR : s.len, i;

	for (i = end; i < stop && s.ptr[i] != '\n'; i++) {
		/* the date of the title, not that of the sentence's verb */
		if (i > end && pv_span_istarts(pv_span_sub(s, i, stop),
		    PV_SPAN(" is ")))
			break;
		if ((i == 0 || !pv_isalnum(s.ptr[i - 1])) &&
		    pv_date_read(pv_span_sub(s, i, s.len), iso) > 0)
			return date[0] == '\0' ? MENTION :
			    strcmp(iso, date) == 0 ? DATED_MENTION :
			    OTHER_DATE;
	}
	return MENTION;
}

static enum mention
mentions(struct pv_span head, const struct identity *x)
{
	enum mention best = NO_MENTION, one;
	size_t at = 0;

	while (x->title.len > 3) {
		at += pv_span_ifind(pv_span_sub(head, at, head.len),
		    x->title);
		if (at >= head.len)
			break;
		one = inside_name(head, at) ? NO_MENTION :
		    mention_at(head, at + x->title.len, x->date);
		if (one == OTHER_DATE && best == MENTION)
			best = OTHER_DATE;
		else if (one == MENTION && best == OTHER_DATE)
			best = OTHER_DATE;
		else if (one > best)
			best = one;
		at += x->title.len;
	}
	return best;
}

/* A party's name up to ", Inc." or the like. */
static struct pv_span
short_name(struct pv_span s)
{
	return pv_span_trim(pv_span_sub(s, 0, pv_span_find(s,
	    PV_SPAN(","))));
}

static size_t
shared_parties(const struct pv_version *base, struct pv_span head)
{
	size_t n = 0;

	for (size_t i = 0; i < base->nparties && i < 64; i++) {
		struct pv_span s = short_name(pv_version_str(base,
		    base->parties[i].name));

		n += s.len > 2 && pv_span_ifind(head, s) < head.len;
	}
	return n;
}

struct search {
	const struct pv_family_input *in;
	struct pv_vec ids;          /* struct identity: the agreement's */
	struct pv_vec *out;
};

static bool
is_member(const struct search *s, uint32_t doc)
{
	for (size_t i = 0; i < s->out->len; i++)
		if (PV_VEC_AT(s->out, struct pv_member, i)->doc == doc)
			return true;
	return false;
}

/* The same text twice is one instrument. */
static bool
is_copy(const struct search *s, const struct pv_version *v)
{
	for (size_t i = 0; i < s->out->len; i++)
		if (pv_span_eq(s->in->docs[PV_VEC_AT(s->out, struct pv_member,
		    i)->doc]->text, v->text))
			return true;
	return false;
}

/* What the instrument itself says of its date and of what it does. */
static enum pv_rc
read_instrument(const struct pv_version *v, struct pv_member *m,
    bool *restates, struct pv_err *err)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_instrument ins;
	enum pv_rc rc;

	if (arena == NULL)
		return pv_fail_nomem(err);
	rc = pv_instrument_read(&ins, arena, v, err);
	if (rc == PV_OK) {
		memcpy(m->date, ins.date, sizeof(m->date));
		*restates = ins.ops.len == 1 && PV_VEC_AT(&ins.ops,
		    struct pv_operation, 0)->kind == PV_OP_RESTATE;
	}
	pv_instrument_release(&ins);
	pv_arena_free(arena);
	return rc;
}

static void
judge(const struct search *s, struct pv_member *m, enum mention how,
    size_t parties)
{
	const struct pv_version *base = s->in->docs[s->in->base];

	m->kin = PV_KIN_DOUBTFUL;
	if (base->nparties > 1 && parties < 2)
		m->why = PV_SPAN("it does not name the same parties");
	else if (how == MENTION && base->nparties < 2)
		m->why = PV_SPAN("it names neither date nor parties");
	else if (m->date[0] != '\0' && pv_span_cmp(pv_span_str(m->date),
	    pv_version_str(base, base->date)) < 0)
		m->why = PV_SPAN("it is older than the agreement");
	else if (m->date[0] == '\0')
		m->why = PV_SPAN("the day of its effect is not known");
	else
		m->kin = s->in->as_of != NULL &&
		    strcmp(m->date, s->in->as_of) > 0 ? PV_KIN_LATER :
		    PV_KIN_IN_FORCE;
}

/* Is another agreement of the collection meant rather than the base? */
static bool
means_another(const struct search *s, struct pv_span head, enum mention how)
{
	const struct pv_family_input *in = s->in;
	struct identity mine = *PV_VEC_AT(&s->ids, struct identity, 0), x;

	for (size_t i = 0; i < in->ndocs && how != DATED_MENTION; i++) {
		if (i == in->base || pv_family_amends(in->docs[i]))
			continue;
		identify(in->docs[i], NULL, &x);
		if (pv_span_ieq(x.title, mine.title) &&
		    mentions(head, &x) == DATED_MENTION)
			return true;
	}
	return false;
}

static enum pv_rc
consider(struct search *s, uint32_t doc, struct pv_err *err)
{
	const struct pv_version *v = s->in->docs[doc];
	struct pv_span head = pv_span_sub(v->text, 0, HEAD);
	struct pv_member m = { .doc = doc };
	enum mention how = NO_MENTION, one;
	bool restates = false;
	struct identity x;
	size_t parties;
	enum pv_rc rc;

	for (size_t i = 0; i < s->ids.len; i++) {
		one = mentions(head, PV_VEC_AT(&s->ids, struct identity, i));
		how = one > how ? one : how;
	}
	if (how == NO_MENTION)
		return PV_OK;
	rc = read_instrument(v, &m, &restates, err);
	if (rc != PV_OK)
		return rc;
	/* its own title holds the base's, and its own date follows */
	if (how == OTHER_DATE && restates)
		how = MENTION;
	parties = shared_parties(s->in->docs[s->in->base], head);
	if (parties == 0 && how != DATED_MENTION &&
	    s->in->docs[s->in->base]->nparties > 1)
		return PV_OK;
	if (how == OTHER_DATE || is_copy(s, v) ||
	    means_another(s, head, how))
		return PV_OK;
	/* the only date that it tells is the agreement's */
	if (strcmp(m.date, PV_VEC_AT(&s->ids, struct identity, 0)->date) == 0)
		m.date[0] = '\0';
	m.number = number_of(pv_family_title(v));
	judge(s, &m, how, parties);
	if (!pv_vec_add(s->out, &m))
		return pv_fail_nomem(err);
	if (restates && m.kin != PV_KIN_DOUBTFUL) {
		identify(v, m.date, &x);
		if (!pv_vec_add(&s->ids, &x))
			return pv_fail_nomem(err);
	}
	return PV_OK;
}

static int
by_force(const void *a, const void *b)
{
	const struct pv_member *x = a, *y = b;
	int d;

	if (x->kin != y->kin)
		return x->kin < y->kin ? -1 : 1;
	d = strcmp(x->date, y->date);
	if (d != 0)
		return d;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

enum pv_rc
pv_family_find(const struct pv_family_input *in, struct pv_vec *members,
    struct pv_err *err)
{
	struct search s = { in, PV_VEC_INIT(struct identity), members };
	size_t before, pass;
	struct identity x;
	enum pv_rc rc = PV_OK;

	identify(in->docs[in->base], NULL, &x);
	if (!pv_vec_add(&s.ids, &x))
		rc = pv_fail_nomem(err);
	/* a second time for what amends a restatement */
	for (pass = 0; pass < 2 && rc == PV_OK; pass++) {
		before = s.ids.len;
		for (uint32_t i = 0; i < in->ndocs && rc == PV_OK; i++)
			if (i != in->base && pv_family_amends(in->docs[i]) &&
			    !is_member(&s, i))
				rc = consider(&s, i, err);
		if (s.ids.len == before)
			break;
	}
	pv_vec_release(&s.ids);
	if (rc == PV_OK && members->len > 0)
		qsort(members->ptr, members->len, sizeof(struct pv_member),
		    by_force);
	return rc;
}

uint32_t
pv_family_number(const struct pv_version *v)
{
	return number_of(pv_family_title(v));
}
