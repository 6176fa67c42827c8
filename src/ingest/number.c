/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/number.h"

#include "base/num.h"

#define ROMAN_MAX 100   /* "MD.", "DC." are not numbers */
#define VALUE_MAX 0x7fffffffU

struct reader {
	struct pv_span text;
	uint32_t at, end;
};

static char
peek(const struct reader *r, uint32_t ahead)
{
	size_t at = (size_t)r->at + ahead;

	return at < r->end ? r->text.ptr[at] : '\0';
}

static bool
prefix_word(struct reader *r, const char *word)
{
	size_t len = strlen(word);
	struct pv_span s = pv_span_sub(r->text, r->at, r->end);

	if (!pv_span_istarts(s, pv_span(word, len)) || !pv_isupper(s.ptr[0]))
		return false;
	if (s.len <= len || !pv_isspace(s.ptr[len]))
		return false;
	r->at += (uint32_t)len + 1;
	return true;
}

/* Skip "Article ", "Section ", ... and say which it was. */
static enum pv_num_prefix
read_prefix(struct reader *r)
{
	static const struct {
		const char *word;
		enum pv_num_prefix prefix;
	} words[] = {
		{ "Article", PV_NUM_ARTICLE }, { "Section", PV_NUM_SECTION },
		{ "Clause", PV_NUM_SECTION }, { "Sec.", PV_NUM_SECTION },
		{ "Paragraph", PV_NUM_SECTION }, { "Part", PV_NUM_PART },
		{ "Art.", PV_NUM_ARTICLE },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (prefix_word(r, words[i].word))
			return words[i].prefix;
	if (peek(r, 0) == '\xc2' && peek(r, 1) == '\xa7') {
		r->at += 2;
		if (peek(r, 0) == '\xc2' && peek(r, 1) == '\xa7')
			r->at += 2;
		while (peek(r, 0) == ' ')
			r->at++;
		return PV_NUM_SECTION;
	}
	return PV_NUM_PLAIN;
}

static uint32_t
digits_value(struct pv_span s)
{
	uint64_t n;

	return pv_num_parse(s, VALUE_MAX, &n) ? (uint32_t)n : VALUE_MAX;
}

static bool
read_digits(struct reader *r, struct pv_num_part *p)
{
	uint32_t start = r->at;

	while (pv_isdigit(peek(r, 0)))
		r->at++;
	if (r->at == start)
		return false;
	*p = (struct pv_num_part){ .start = start, .len = r->at - start,
		.numeral = PV_NUMERAL_ARABIC };
	p->value = digits_value(pv_span_sub(r->text, start, r->at));
	return true;
}

/* Letters of one case that are a list letter, a roman numeral or both. */
static bool
read_letters(struct reader *r, struct pv_num_part *p)
{
	uint32_t start = r->at, len = 0;
	struct pv_span s;
	uint32_t letter, roman;
	bool upper = pv_isupper(peek(r, 0));

	while (len < 9 && pv_isalpha(peek(r, len)))
		len++;
	if (len == 0 || len > 8)
		return false;
	s = pv_span_sub(r->text, start, (size_t)start + len);
	letter = len <= 3 ? pv_num_letter(s) : 0;
	roman = pv_num_roman(s);
	if (roman > ROMAN_MAX)
		roman = 0;
	if (letter == 0 && roman == 0)
		return false;
	*p = (struct pv_num_part){ .value = letter, .roman = roman,
		.start = start, .len = len,
		.numeral = upper ? PV_NUMERAL_UPPER : PV_NUMERAL_LOWER };
	if (letter == 0) {
		p->value = roman;
		p->roman = 0;
		p->numeral = upper ? PV_NUMERAL_UROMAN : PV_NUMERAL_LROMAN;
	}
	r->at += len;
	return true;
}

static bool
read_word(struct reader *r, struct pv_num_part *p)
{
	uint32_t start = r->at, len = 0, n;

	while (pv_isalpha(peek(r, len)) || peek(r, len) == '-')
		len++;
	n = pv_num_word(pv_span_sub(r->text, start, (size_t)start + len));
	if (n == 0)
		return false;
	*p = (struct pv_num_part){ .value = n, .start = start, .len = len,
		.numeral = PV_NUMERAL_ARABIC };
	r->at += len;
	return true;
}

static bool
read_token(struct reader *r, struct pv_num_part *p)
{
	return read_digits(r, p) || read_letters(r, p);
}

/* "(a)", "(12)", also with a blank inside: "( a )". */
static bool
read_paren(struct reader *r, struct pv_number *out)
{
	if (peek(r, 0) != '(')
		return false;
	r->at++;
	if (peek(r, 0) == ' ')
		r->at++;
	if (!read_token(r, &out->parts[0]))
		return false;
	if (peek(r, 0) == ' ')
		r->at++;
	if (peek(r, 0) != ')' || out->parts[0].len > 8)
		return false;
	r->at++;
	if (peek(r, 0) == '.' && (peek(r, 1) == ' ' || peek(r, 1) == '\0'))
		r->at++;
	out->form = PV_NUM_PAREN;
	out->nparts = 1;
	out->stop = true;
	return true;
}

/* A component after a full stop: digits, or letters that end the number. */
static bool
read_more(struct reader *r, struct pv_number *out)
{
	struct reader save = *r;
	struct pv_num_part *p;

	if (out->nparts >= PV_NUM_PARTS || peek(r, 0) != '.')
		return false;
	p = &out->parts[out->nparts];
	r->at++;
	if (pv_isdigit(peek(r, 0)) ? read_digits(r, p) : (read_letters(r, p) &&
	    p->numeral != PV_NUMERAL_UPPER && p->numeral != PV_NUMERAL_UROMAN &&
	    !pv_isalnum(peek(r, 0)) && peek(r, 0) != '\'')) {
		out->nparts++;
		return true;
	}
	*r = save;
	return false;
}

/* "3.0" heads the sections 3.1, 3.2: it is number 3. */
static void
drop_zero(struct pv_number *out)
{
	const struct pv_num_part *p = &out->parts[out->nparts - 1];

	if (out->nparts == 2 && p->numeral == PV_NUMERAL_ARABIC &&
	    p->value == 0) {
		out->nparts = 1;
		out->stop = true;
	}
}

static bool
read_dotted(struct reader *r, struct pv_number *out)
{
	bool lone;

	if (!read_token(r, &out->parts[0]) &&
	    (out->prefix == PV_NUM_PLAIN || !read_word(r, &out->parts[0])))
		return false;
	out->nparts = 1;
	while (read_more(r, out))
		;
	if (out->nparts >= PV_NUM_PARTS && peek(r, 0) == '.' &&
	    pv_isdigit(peek(r, 1)))
		return false;
	lone = out->nparts == 1;
	out->form = PV_NUM_DOT;
	out->stop = !lone || out->prefix != PV_NUM_PLAIN;
	drop_zero(out);
	if (peek(r, 0) == ')') {
		out->form = PV_NUM_HALF;
		out->stop = true;
		r->at++;
	}
	if (peek(r, 0) == '.' || (peek(r, 0) == ':' && lone)) {
		out->stop = true;
		r->at++;
	}
	return true;
}

/* What may follow a number: white space, the end, a quote, "2.TERM". */
static bool
well_ended(const struct reader *r, const struct pv_number *out)
{
	char c = peek(r, 0), last = r->text.ptr[r->at - 1];

	if (c == '\0' || pv_isspace(c) || c == '(' || c == '"' || c == '[')
		return true;
	if (c == '-' || c == '|')
		return out->prefix != PV_NUM_PLAIN && c == '-' &&
		    pv_isspace(peek(r, 1));
	if (last == '.' || last == ')')
		return pv_isupper(c) && pv_isalpha(peek(r, 1)) &&
		    out->parts[out->nparts - 1].numeral == PV_NUMERAL_ARABIC;
	return false;
}

bool
pv_number_read(struct pv_span text, uint32_t at, uint32_t end,
    struct pv_number *out)
{
	struct reader r = { text, at, end };
	bool letters;

	out->start = at;
	out->nparts = 0;
	out->stop = false;
	out->prefix = (uint8_t)read_prefix(&r);
	if (out->prefix == PV_NUM_PLAIN && peek(&r, 0) == '(') {
		if (!read_paren(&r, out))
			return false;
	} else if (!read_dotted(&r, out)) {
		return false;
	}
	letters = out->parts[0].numeral != PV_NUMERAL_ARABIC;
	if (out->nparts == 1 && letters && !out->stop)
		return false;
	if (!well_ended(&r, out))
		return false;
	out->end = r.at;
	return true;
}

bool
pv_number_token(struct pv_span text, uint32_t at, uint32_t end,
    struct pv_num_part *out)
{
	struct reader r = { text, at, end };

	if (!read_token(&r, out) && !read_word(&r, out))
		return false;
	return !pv_isalnum(peek(&r, 0));
}
