/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/cue.h"

#include <string.h>

#include "base/digest.h"

#define LEADIN_WORDS 60u        /* the nearest ones */
#define BESIDE_WORDS 200u       /* read of the sentences before and after */
#define ABOVE_HEADINGS 2
#define SEEN_BITS 13u           /* cues of a unit: fewer than half of 8192 */

static const char *const place_names[] = {
	[PV_CUE_WORDS] = "words",       [PV_CUE_LEADIN] = "lead-in",
	[PV_CUE_HEADING] = "heading",   [PV_CUE_ABOVE] = "above",
	[PV_CUE_BEFORE] = "before",     [PV_CUE_AFTER] = "after",
	[PV_CUE_TITLE] = "title",       [PV_CUE_BAN] = "ban",
	[PV_CUE_GRANT] = "grant",       [PV_CUE_RIGHT] = "right",
	[PV_CUE_DUTY] = "duty",         [PV_CUE_PLAIN] = "plain",
	[PV_CUE_SHAPE] = "shape",
};

/* Words that stand for a party whatever the parties are called. */
static const char *const roles[] = { "affiliate", "agent", "buyer", "client",
	"company", "consultant", "contractor", "customer", "developer",
	"distributor", "franchisee", "franchisor", "landlord", "lessee",
	"lessor", "licensee", "licensor", "manufacturer", "owner", "parties",
	"party", "provider", "publisher", "purchaser", "recipient", "reseller",
	"seller", "sponsor", "supplier", "tenant", "us", "vendor", "we",
	"you" };

/* What a word tells of what a unit does. */
enum does {
	DOES_MODAL = 1 << 0, DOES_NOT = 1 << 1, DOES_BAN = 1 << 2,
	DOES_GRANT = 1 << 3, DOES_RIGHT = 1 << 4, DOES_DUTY = 1 << 5,
	DOES_NO = 1 << 6, DOES_ANYONE = 1 << 7
};

/* Ascending. */
static const struct doing {
	char word[PV_CUE_WORD];
	uint32_t does;
} doings[] = {
	{ "agree", DOES_MODAL | DOES_DUTY },
	{ "agrees", DOES_MODAL | DOES_DUTY }, { "appoint", DOES_GRANT },
	{ "appoints", DOES_GRANT }, { "assign", DOES_GRANT },
	{ "assigns", DOES_GRANT }, { "can", DOES_MODAL },
	{ "cannot", DOES_BAN }, { "covenant", DOES_MODAL },
	{ "covenants", DOES_MODAL }, { "do", DOES_MODAL },
	{ "does", DOES_MODAL }, { "elect", DOES_RIGHT },
	{ "entitled", DOES_RIGHT }, { "grant", DOES_GRANT },
	{ "granted", DOES_GRANT }, { "grants", DOES_GRANT },
	{ "license", DOES_GRANT }, { "licenses", DOES_GRANT },
	{ "may", DOES_MODAL | DOES_RIGHT }, { "must", DOES_MODAL | DOES_DUTY },
	{ "neither", DOES_BAN }, { "never", DOES_NOT }, { "no", DOES_NO },
	{ "nor", DOES_NOT }, { "not", DOES_NOT }, { "option", DOES_RIGHT },
	{ "party", DOES_ANYONE }, { "permitted", DOES_RIGHT },
	{ "person", DOES_ANYONE }, { "prohibited", DOES_BAN },
	{ "refrain", DOES_BAN }, { "right", DOES_RIGHT },
	{ "rights", DOES_RIGHT }, { "shall", DOES_MODAL | DOES_DUTY },
	{ "undertake", DOES_MODAL }, { "undertakes", DOES_MODAL },
	{ "will", DOES_MODAL | DOES_DUTY },
};

/* The shapes, in the order of their words at the end of the reader's. */
enum shape {
	SHAPE_SHORT, SHAPE_MIDDLE, SHAPE_LONG, SHAPE_HUGE, SHAPE_ITEM,
	SHAPE_LEADIN, SHAPE_HEADED, SHAPE_START, SHAPE_END, SHAPE_SAME,
	SHAPE_TITLE, SHAPE_PREAMBLE, SHAPE_RECITAL, SHAPE_DEFINITION,
	SHAPE_SCHEDULE, SHAPE_CONTENTS, SHAPE_SIGNATURE, SHAPE_EXCERPT, SHAPES
};
static const char *const shapes[SHAPES] = { "short", "middling", "long",
	"huge", "item", "opener", "headed", "start", "end", "continued",
	"title", "preamble", "recital", "definition", "schedule", "contents",
	"signature", "excerpt" };
#define SHORT_MAX 4096u
#define EXCERPT_SENTENCES 8u

/* A key that was given out for the unit of this stamp. */
struct seen {
	uint64_t key;
	uint64_t stamp;
};

const char *
pv_cue_place_name(enum pv_cue_place p)
{
	return place_names[p];
}

bool
pv_cue_place_parse(struct pv_span s, enum pv_cue_place *out)
{
	int i;

	for (i = 0; i < PV_CUE_PLACES; i++)
		if (pv_span_eq(s, pv_span_str(place_names[i]))) {
			*out = (enum pv_cue_place)i;
			return true;
		}
	return false;
}

/* ----------------------------------------------------------------- words */

static struct pv_span
word_span(const struct pv_cue_word *w)
{
	return pv_span(w->text, strnlen(w->text, PV_CUE_WORD));
}

static bool
is_word_byte(unsigned char c)
{
	return pv_isalpha((char)c) || c >= 0x80;
}

/* The length of the word at s[i]; 0 when none begins there. */
static size_t
word_length(struct pv_span s, size_t i)
{
	size_t n = i;

	if (s.ptr[i] == '[' && i + 1 < s.len && s.ptr[i + 1] == '*') {
		while (n < s.len && s.ptr[n] != ']')
			n++;
		return n < s.len ? n + 1 - i : 0;
	}
	if (s.ptr[i] == '*') {
		while (n < s.len && s.ptr[n] == '*')
			n++;
		return n - i >= 3 ? n - i : 0;
	}
	if (memchr("$%;:", s.ptr[i], 4) != NULL)
		return 1;
	if (pv_isdigit(s.ptr[i])) {
		while (n < s.len && (pv_isdigit(s.ptr[n]) ||
		    s.ptr[n] == '.' || s.ptr[n] == ','))
			n++;
		return n - i;
	}
	while (n < s.len && (is_word_byte((unsigned char)s.ptr[n]) ||
	    (s.ptr[n] == '\'' && n > i && n + 1 < s.len &&
	    pv_isalpha(s.ptr[n + 1]))))
		n++;
	return n - i;
}

static void
fold(struct pv_cue_word *w, struct pv_span s)
{
	size_t i, n = s.len < PV_CUE_WORD ? s.len : PV_CUE_WORD;

	memset(w->text, 0, sizeof(w->text));
	if (s.ptr[0] == '[' || s.ptr[0] == '*')
		memcpy(w->text, "[*]", 3);
	else if (pv_isdigit(s.ptr[0]))
		w->text[0] = '#';
	else
		for (i = 0; i < n; i++)
			w->text[i] = pv_tolower(s.ptr[i]);
	w->hash = pv_hash64(word_span(w));
}

/* Both texts are filled up with NULs. */
static uint32_t
what_does(const char text[PV_CUE_WORD])
{
	size_t lo = 0, hi = sizeof(doings) / sizeof(doings[0]);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = memcmp(text, doings[mid].word, PV_CUE_WORD);

		if (order == 0)
			return doings[mid].does;
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return 0;
}

static bool
is_role(struct pv_span s)
{
	return pv_span_in_words(s, roles, sizeof(roles) / sizeof(roles[0]));
}

static bool
is_party(const struct pv_cue_reader *r, const struct pv_cue_word *w)
{
	size_t i;

	for (i = 0; i < r->parties.len; i++)
		if (*PV_VEC_AT(&r->parties, const uint64_t, i) == w->hash)
			return true;
	return is_role(word_span(w));
}

static void
add_word(struct pv_cue_reader *r, struct pv_cue_word *w)
{
	w->does = what_does(w->text);
	if (!pv_vec_add(&r->words, w))
		r->failed = true;
}

static void
add_party(struct pv_cue_reader *r, struct pv_cue_word *w, size_t first)
{
	const struct pv_cue_word *last;

	memset(w->text, 0, sizeof(w->text));
	memcpy(w->text, "party", 5);
	w->hash = pv_hash64(word_span(w));
	/* "Alder Cloud" is one party */
	if (r->words.len > first) {
		last = PV_VEC_AT(&r->words, const struct pv_cue_word,
		    r->words.len - 1);
		if (last->hash == w->hash)
			return;
	}
	add_word(r, w);
}

/* Append the words of text, which stands at version byte `at`. */
static struct pv_range
read_words(struct pv_cue_reader *r, struct pv_span text, uint32_t at)
{
	size_t first = r->words.len, i = 0, n;

	while (i < text.len && !r->failed) {
		struct pv_cue_word w;

		n = word_length(text, i);
		if (n == 0) {
			i++;
			continue;
		}
		fold(&w, pv_span(text.ptr + i, n));
		w.at.start = at + (uint32_t)i;
		w.at.end = at + (uint32_t)(i + n);
		i += n;
		if (is_party(r, &w))
			add_party(r, &w, first);
		else
			add_word(r, &w);
	}
	return (struct pv_range){ (uint32_t)first, (uint32_t)r->words.len };
}

static const struct pv_cue_word *
word(const struct pv_cue_reader *r, uint32_t i)
{
	return PV_VEC_AT(&r->words, const struct pv_cue_word, i);
}

/* ------------------------------------------------------------- a version */

void
pv_cue_reader_init(struct pv_cue_reader *r, const struct pv_mem *mem)
{
	*r = (struct pv_cue_reader){ 0 };
	r->words = (struct pv_vec)PV_VEC_INIT(struct pv_cue_word);
	r->sentences = (struct pv_vec)PV_VEC_INIT(struct pv_range);
	r->headings = (struct pv_vec)PV_VEC_INIT(struct pv_range);
	r->parties = (struct pv_vec)PV_VEC_INIT(uint64_t);
	r->cues = (struct pv_vec)PV_VEC_INIT(struct pv_cue);
	r->seen = (struct pv_vec)PV_VEC_INIT(struct seen);
	r->words.mem = r->sentences.mem = r->headings.mem = mem;
	r->parties.mem = r->cues.mem = r->seen.mem = mem;
}

void
pv_cue_reader_release(struct pv_cue_reader *r)
{
	pv_vec_release(&r->words);
	pv_vec_release(&r->sentences);
	pv_vec_release(&r->headings);
	pv_vec_release(&r->parties);
	pv_vec_release(&r->cues);
	pv_vec_release(&r->seen);
}

/* The words of a short name, but for articles and forms of company. */
static void
add_name(struct pv_cue_reader *r, struct pv_span name)
{
	size_t i = 0, n;

	if (name.len > 40)
		return;
	for (; i < name.len; i += n > 0 ? n : 1) {
		struct pv_cue_word w;

		n = word_length(name, i);
		if (n < 2 || !pv_isalpha(name.ptr[i]) ||
		    (pv_islower(name.ptr[i]) && i > 0))
			continue;
		fold(&w, pv_span(name.ptr + i, n));
		if (pv_span_eq(word_span(&w), PV_SPAN("the")) ||
		    pv_span_eq(word_span(&w), PV_SPAN("and")) ||
		    pv_span_eq(word_span(&w), PV_SPAN("of")))
			continue;
		if (!pv_vec_add(&r->parties, &w.hash))
			r->failed = true;
	}
}

static void
read_parties(struct pv_cue_reader *r)
{
	size_t i;

	for (i = 0; i < r->v->nparties && i < 16; i++) {
		struct pv_span alias =
		    pv_version_str(r->v, r->v->parties[i].alias);

		add_name(r, alias.len > 0 ? alias :
		    pv_version_str(r->v, r->v->parties[i].name));
	}
}

enum pv_rc
pv_cue_reader_open(struct pv_cue_reader *r, const struct pv_version *v,
    struct pv_err *err)
{
	struct pv_range range;
	size_t i;

	r->v = v;
	r->failed = false;
	pv_vec_clear(&r->words);
	pv_vec_clear(&r->sentences);
	pv_vec_clear(&r->headings);
	pv_vec_clear(&r->parties);
	read_parties(r);
	for (i = 0; i < SHAPES; i++)
		(void)read_words(r, pv_span_str(shapes[i]), 0);
	r->title = read_words(r, pv_version_str(v, v->title), 0);
	for (i = 0; i < v->nclauses && !r->failed; i++) {
		range = read_words(r, pv_version_text(v,
		    v->clauses[i].heading), v->clauses[i].heading.start);
		r->failed |= !pv_vec_add(&r->headings, &range);
	}
	for (i = 0; i < v->nsentences && !r->failed; i++) {
		range = read_words(r, pv_version_text(v, v->sentences[i].at),
		    v->sentences[i].at.start);
		r->failed |= !pv_vec_add(&r->sentences, &range);
	}
	while (r->seen.len < (size_t)1 << SEEN_BITS && !r->failed)
		r->failed |= pv_vec_push(&r->seen) == NULL;
	return r->failed ? pv_fail_nomem(err) : PV_OK;
}

/* ---------------------------------------------------------------- a unit */

/* One step of mixing hashes: multiply and fold, after wyhash. */
static uint64_t
mix(uint64_t a, uint64_t b)
{
	a = (a ^ b) * UINT64_C(0x9e3779b97f4a7c15);
	return a ^ (a >> 29);
}

/* Whether the key is new to the unit. */
static bool
is_new(struct pv_cue_reader *r, uint64_t key, uint64_t stamp)
{
	struct seen *t = r->seen.ptr;
	size_t mask = ((size_t)1 << SEEN_BITS) - 1, i = key & mask;

	while (t[i].stamp == stamp) {
		if (t[i].key == key)
			return false;
		i = (i + 1) & mask;
	}
	t[i] = (struct seen){ key, stamp };
	return true;
}

static bool
passes(const struct pv_cue_sieve *sieve, uint64_t key)
{
	size_t bit;

	if (sieve == NULL)
		return true;
	bit = pv_cue_sieve_bit(key, sieve->mask);
	return (sieve->bits[bit / 64] >> bit % 64 & 1) != 0;
}

static void
add_cue(struct pv_cue_reader *r, enum pv_cue_place place, uint32_t at,
    uint32_t n)
{
	struct pv_cue c = { mix((uint64_t)place + 1, n), place, at, n };
	uint32_t i;

	if (r->cues.len >= (size_t)1 << (SEEN_BITS - 1))
		return;
	for (i = at; i < at + n; i++)
		c.key = mix(c.key, word(r, i)->hash);
	if (!passes(r->sieve, c.key))
		return;
	if (is_new(r, c.key, r->stamp) && !pv_vec_add(&r->cues, &c))
		r->failed = true;
}

/* Every run of at most `most` words in the range. */
static void
add_grams(struct pv_cue_reader *r, enum pv_cue_place place,
    struct pv_range words, uint32_t most)
{
	uint32_t i, n;

	for (i = words.start; i < words.end; i++)
		for (n = 1; n <= most && i + n <= words.end; n++)
			add_cue(r, place, i, n);
}

static struct pv_range
shorten(struct pv_range r, uint32_t most)
{
	if (r.end - r.start > most)
		r.end = r.start + most;
	return r;
}

static bool
does(const struct pv_cue_reader *r, uint32_t i, uint32_t what)
{
	return (word(r, i)->does & what) != 0;
}

/* What the words do: the first of ban, grant, right and duty. */
static enum pv_cue_place
mode_of(const struct pv_cue_reader *r, struct pv_range w)
{
	enum pv_cue_place mode = PV_CUE_PLAIN;
	uint32_t i, k;

	for (i = w.start; i < w.end; i++) {
		if (does(r, i, DOES_BAN) || (does(r, i, DOES_NO) &&
		    i + 1 < w.end && does(r, i + 1, DOES_ANYONE)))
			return PV_CUE_BAN;
		for (k = i + 1; k < w.end && k <= i + 4 &&
		     does(r, i, DOES_MODAL); k++)
			if (does(r, k, DOES_NOT))
				return PV_CUE_BAN;
		if (does(r, i, DOES_GRANT))
			mode = PV_CUE_GRANT;
		else if (mode != PV_CUE_GRANT && does(r, i, DOES_RIGHT))
			mode = PV_CUE_RIGHT;
		else if (mode == PV_CUE_PLAIN && does(r, i, DOES_DUTY))
			mode = PV_CUE_DUTY;
	}
	return mode;
}

static void
add_mode(struct pv_cue_reader *r, enum pv_cue_place mode, struct pv_range w)
{
	uint32_t i;

	for (i = w.start; i < w.end; i++)
		if (word(r, i)->text[3] != 0 && pv_isalpha(word(r, i)->text[0]))
			add_cue(r, mode, i, 1);
}

/* The words of a lead-in, the last ones when there are many. */
static struct pv_range
leadin_words(const struct pv_cue_reader *r, const struct pv_unit *u,
    size_t seg)
{
	const struct pv_seg *s = &u->segs[seg];
	struct pv_range w = { 0, 0 };

	if (s->part != PV_PART_STEM || s->sentence == PV_NONE)
		return w;
	w = *PV_VEC_AT(&r->sentences, const struct pv_range, s->sentence);
	while (w.end > w.start && word(r, w.end - 1)->at.end > s->src.end)
		w.end--;
	while (w.start < w.end && (word(r, w.start)->at.start < s->src.start ||
	    w.end - w.start > LEADIN_WORDS))
		w.start++;
	return w;
}

static void
add_headings(struct pv_cue_reader *r, uint32_t clause)
{
	enum pv_cue_place place = PV_CUE_HEADING;
	int above = 0;

	for (; clause != PV_NONE && above <= ABOVE_HEADINGS;
	     clause = r->v->clauses[clause].parent) {
		struct pv_range w =
		    *PV_VEC_AT(&r->headings, const struct pv_range, clause);

		if (w.start == w.end)
			continue;
		add_grams(r, place, w, place == PV_CUE_HEADING ? 2 : 1);
		place = PV_CUE_ABOVE;
		above++;
	}
}

static void
add_beside(struct pv_cue_reader *r, uint32_t sentence, uint32_t clause)
{
	const struct pv_range *w = r->sentences.ptr;

	if (sentence > 0) {
		add_grams(r, PV_CUE_BEFORE,
		    shorten(w[sentence - 1], BESIDE_WORDS), 2);
		if (r->v->sentences[sentence - 1].clause == clause)
			add_cue(r, PV_CUE_SHAPE, SHAPE_SAME, 1);
	}
	if (sentence + 1 < r->v->nsentences)
		add_grams(r, PV_CUE_AFTER,
		    shorten(w[sentence + 1], BESIDE_WORDS), 1);
}

enum pv_extent
pv_extent_of(const struct pv_version *v)
{
	return v->text.len >= SHORT_MAX ? PV_EXTENT_FULL :
	    v->nsentences > EXCERPT_SENTENCES ? PV_EXTENT_SHORT :
	    PV_EXTENT_EXCERPT;
}

static void
add_shapes(struct pv_cue_reader *r, const struct pv_unit *u, uint32_t nwords)
{
	static const enum shape places[] = {
		[PV_PLACE_BODY] = SHAPES,
		[PV_PLACE_TITLE] = SHAPE_TITLE,
		[PV_PLACE_PREAMBLE] = SHAPE_PREAMBLE,
		[PV_PLACE_RECITAL] = SHAPE_RECITAL,
		[PV_PLACE_DEFINITION] = SHAPE_DEFINITION,
		[PV_PLACE_SCHEDULE] = SHAPE_SCHEDULE,
		[PV_PLACE_CONTENTS] = SHAPE_CONTENTS,
		[PV_PLACE_SIGNATURE] = SHAPE_SIGNATURE,
	};
	const struct pv_version *v = r->v;
	uint32_t flags = v->sentences[u->sentence].flags;

	add_cue(r, PV_CUE_SHAPE, nwords < 12 ? SHAPE_SHORT :
	    nwords < 36 ? SHAPE_MIDDLE : nwords < 72 ? SHAPE_LONG :
	    SHAPE_HUGE, 1);
	if (places[u->place] != SHAPES)
		add_cue(r, PV_CUE_SHAPE, places[u->place], 1);
	if ((flags & PV_SENT_RUNON) != 0)
		add_cue(r, PV_CUE_SHAPE, SHAPE_ITEM, 1);
	if ((flags & PV_SENT_LEADIN) != 0)
		add_cue(r, PV_CUE_SHAPE, SHAPE_LEADIN, 1);
	if (v->clauses[u->clause].heading.start <
	    v->clauses[u->clause].heading.end)
		add_cue(r, PV_CUE_SHAPE, SHAPE_HEADED, 1);
	if (u->sentence < v->nsentences / 5)
		add_cue(r, PV_CUE_SHAPE, SHAPE_START, 1);
	else if (u->sentence >= v->nsentences - v->nsentences / 5)
		add_cue(r, PV_CUE_SHAPE, SHAPE_END, 1);
	if (pv_extent_of(v) != PV_EXTENT_FULL)
		add_cue(r, PV_CUE_SHAPE, SHAPE_EXCERPT, 1);
}

const struct pv_cue *
pv_cues(struct pv_cue_reader *r, const struct pv_unit *u,
    const struct pv_cue_sieve *sieve, size_t *n)
{
	enum pv_cue_place mode = PV_CUE_PLAIN, of;
	struct pv_range own;
	size_t i;

	*n = 0;
	pv_vec_clear(&r->cues);
	if (u->sentence == PV_NONE || r->failed)
		return r->cues.ptr;
	r->stamp++;
	r->sieve = sieve;
	own = shorten(*PV_VEC_AT(&r->sentences, const struct pv_range,
	    u->sentence), PV_CUE_UNIT);
	mode = mode_of(r, own);
	for (i = 0; i < u->nsegs; i++) {
		of = mode_of(r, leadin_words(r, u, i));
		if (of < mode)
			mode = of;
	}
	add_grams(r, PV_CUE_WORDS, own, PV_CUE_GRAM);
	add_mode(r, mode, own);
	for (i = 0; i < u->nsegs; i++) {
		struct pv_range w = leadin_words(r, u, i);

		add_grams(r, PV_CUE_WORDS, w, 2);
		add_grams(r, PV_CUE_LEADIN, w, 2);
		add_mode(r, mode, w);
	}
	add_headings(r, u->clause);
	add_beside(r, u->sentence, u->clause);
	add_grams(r, PV_CUE_TITLE, shorten(r->title, BESIDE_WORDS), 1);
	add_shapes(r, u, own.end - own.start);
	*n = r->cues.len;
	return r->cues.ptr;
}

bool
pv_cue_is_party(const struct pv_cue_reader *r, uint32_t i)
{
	return memcmp(word(r, i)->text, "party", sizeof("party")) == 0;
}

struct pv_range
pv_cue_at(const struct pv_cue_reader *r, const struct pv_cue *c)
{
	return (struct pv_range){ word(r, c->word)->at.start,
		word(r, c->word + c->n - 1)->at.end };
}

void
pv_cue_text(const struct pv_cue_reader *r, const struct pv_cue *c,
    struct pv_buf *out)
{
	uint32_t i;

	for (i = c->word; i < c->word + c->n; i++) {
		if (i > c->word)
			pv_buf_char(out, ' ');
		pv_buf_span(out, word_span(word(r, i)));
	}
}

bool
pv_cue_key(enum pv_cue_place place, struct pv_span words, uint64_t *out)
{
	uint64_t hashes[PV_CUE_GRAM];
	size_t i = 0, n = 0, k;

	while (i < words.len) {
		size_t end = i;

		while (end < words.len && words.ptr[end] != ' ')
			end++;
		if (end == i || n == PV_CUE_GRAM || end - i > PV_CUE_WORD)
			return false;
		hashes[n++] = pv_hash64(pv_span(words.ptr + i, end - i));
		i = end + (end < words.len);
	}
	if (n == 0 || words.ptr[words.len - 1] == ' ')
		return false;
	*out = mix((uint64_t)place + 1, n);
	for (k = 0; k < n; k++)
		*out = mix(*out, hashes[k]);
	return true;
}
