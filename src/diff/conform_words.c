/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/conformer.h"

#include <string.h>

#include "model/redaction.h"

static bool
is_word(char c)
{
	return pv_isalnum(c) || (unsigned char)c >= 0x80;
}

/* The next place of the words in [from, end), not inside longer ones. */
static uint32_t
next_words(struct pv_span s, struct pv_span w, uint32_t from, uint32_t end)
{
	while (from < end) {
		size_t at = from + pv_span_find(pv_span_sub(s, from, end), w);

		if (at + w.len > end)
			return end;
		if (!(at > 0 && is_word(s.ptr[at - 1]) &&
		    is_word(w.ptr[0])) &&
		    !(at + w.len < s.len && is_word(s.ptr[at + w.len]) &&
		    is_word(w.ptr[w.len - 1])))
			return (uint32_t)at;
		from = (uint32_t)at + 1;
	}
	return end;
}

static uint32_t
count_words(struct pv_span s, struct pv_span w, struct pv_range in)
{
	uint32_t n = 0, i = in.start;

	for (; (i = next_words(s, w, i, in.end)) < in.end;
	    i += (uint32_t)w.len)
		n++;
	return n;
}

/* Words without a last full stop that may be the instruction's. */
static struct pv_span
strict(struct pv_words w)
{
	if (w.loose && w.text.len > 1)
		w.text.len--;
	return w.text;
}

/* "Cirrus Inc.": the full stop is the name's. */
static bool
is_abbreviated(struct pv_span s)
{
	static const char *const ends[] = { " Inc.", " Corp.", " Co.",
		" Ltd.", " Pty.", " Bros.", " Jr.", " Sr." };
	size_t n = s.len;

	for (size_t k = 0; k < sizeof(ends) / sizeof(ends[0]); k++)
		if (pv_span_ends(s, pv_span_str(ends[k])))
			return true;
	/* "N.A.", "L.P." */
	return n > 3 && s.ptr[n - 1] == '.' && pv_isupper(s.ptr[n - 2]) &&
	    s.ptr[n - 3] == '.';
}

static bool
is_redacted(struct pv_span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (pv_redaction_at(pv_span_sub(s, i, s.len),
		    pv_span("", 0)) > 0)
			return true;
	return false;
}

/* Do the words end the clause, but for its last mark? */
static bool
at_end(struct pv_conformer *c, const struct pv_spot *spot, struct pv_span w,
    uint32_t *count)
{
	struct pv_span s = pv_span_trim(pv_span_sub(pv_buf_view(&c->text),
	    spot->at.start, spot->at.end));

	if (!pv_span_ends(s, w) && s.len > 0 &&
	    strchr(".;,:", s.ptr[s.len - 1]) != NULL)
		s.len--;
	if (pv_span_ends(s, w))
		return true;
	*count = 0;
	return pv_conform_no(c, "the words \"%.*s\" are not at its end",
	    (int)(w.len > 80 ? 80 : w.len), w.ptr);
}

/* The words as they stand in the text; false when that is not one thing. */
static bool
find_words(struct pv_conformer *c, const struct pv_operation *op,
    const struct pv_spot *spot, struct pv_span *w, uint32_t *count)
{
	bool insert = op->kind == PV_OP_INSERT_WORDS;
	struct pv_words words = insert ? op->anchor : op->old_words;
	struct pv_span s = pv_buf_view(&c->text);

	*w = words.text;
	if (w->len == 0)
		return pv_conform_no(c, "it quotes no words");
	if (is_redacted(*w))
		return pv_conform_no(c, "the quoted words are redacted");
	*count = count_words(s, *w, spot->at);
	if (*count == 0 && words.loose) {
		*w = strict(words);
		*count = count_words(s, *w, spot->at);
	}
	if (*count == 0)
		return pv_conform_no(c, "the words \"%.*s\" are not there",
		    (int)(words.text.len > 80 ? 80 : words.text.len),
		    words.text.ptr);
	if (!insert && op->place == PV_AT_END)
		return at_end(c, spot, *w, count);
	if (*count > 1 && op->nth == 0)
		return pv_conform_no(c, "the words \"%.*s\" are there %u "
		    "times", (int)(w->len > 80 ? 80 : w->len), w->ptr,
		    *count);
	if (op->nth > 0 && (uint32_t)op->nth > *count)
		return pv_conform_no(c, "the words \"%.*s\" are there only "
		    "%u times", (int)(w->len > 80 ? 80 : w->len), w->ptr,
		    *count);
	return true;
}

/* Bytes to strike: of two blanks around the words one goes with them. */
static struct pv_range
strike(struct pv_span s, uint32_t at, size_t len)
{
	struct pv_range r = { at, at + (uint32_t)len };
	bool left = at > 0 && s.ptr[at - 1] == ' ';
	char after = r.end < s.len ? s.ptr[r.end] : '\n';

	if (left && (after == ' ' || after == '\n' ||
	    strchr(".,;:)", after) != NULL))
		r.start--;
	else if (!left && after == ' ' && (at == 0 ||
	    s.ptr[at - 1] == '\n' || s.ptr[at - 1] == '('))
		r.end++;
	return r;
}

static struct pv_span
joined(struct pv_conformer *c, const char *a, struct pv_span s, const char *b)
{
	struct pv_buf out = PV_BUF_INIT;

	pv_buf_str(&out, a);
	pv_buf_span(&out, s);
	pv_buf_str(&out, b);
	s = pv_arena_dup(c->arena, pv_buf_view(&out));
	c->draft.failed = c->draft.failed || out.failed || s.ptr == NULL;
	pv_buf_release(&out);
	return s;
}

/* What one hit becomes. */
static void
add_splice(struct pv_conformer *c, const struct pv_operation *op,
    struct pv_range hit, struct pv_span put)
{
	struct pv_span s = pv_buf_view(&c->text);
	struct pv_splice x = { hit, put };

	/* one full stop ends both the name and the sentence */
	if (is_abbreviated(put) && hit.end < s.len && s.ptr[hit.end] == '.')
		x.text.len = --put.len;
	if (op->kind == PV_OP_STRIKE_WORDS) {
		x.at = strike(s, hit.start, hit.end - hit.start);
	} else if (op->kind == PV_OP_INSERT_WORDS &&
	    op->place == PV_AT_BEFORE) {
		x.at.end = hit.start;
		x.text = put.len > 0 && pv_isspace(put.ptr[put.len - 1]) ?
		    put : joined(c, "", put, " ");
	} else if (op->kind == PV_OP_INSERT_WORDS) {
		/* between two: behind the first of them */
		if (op->old_words.text.len > 0)
			hit.end = hit.start +
			    (uint32_t)op->old_words.text.len;
		x.at.start = x.at.end = hit.end;
		x.text = put.len > 0 && strchr(" ,.;:)", put.ptr[0]) != NULL ?
		    put : joined(c, " ", put, "");
	}
	pv_vec_add(&c->splices, &x);
}

/* "two percent (2%)": what is changed in figures alone is contradicted. */
static bool
in_words_too(struct pv_span s, uint32_t at, size_t len)
{
	return at > 1 && s.ptr[at - 1] == '(' && at + len < s.len &&
	    s.ptr[at + len] == ')' && s.ptr[at - 2] == ' ';
}

static bool
change_hits(struct pv_conformer *c, const struct pv_operation *op,
    const struct pv_spot *spot)
{
	struct pv_span w, put = op->new_words.text;
	struct pv_span s = pv_buf_view(&c->text);
	uint32_t count = 0, i = spot->at.start, k = 0;
	int32_t nth = op->nth;

	if (!find_words(c, op, spot, &w, &count))
		return false;
	/* a full stop that the old words do not have is the instruction's */
	if (op->new_words.loose && (w.ptr[w.len - 1] !=
	    put.ptr[put.len - 1]) && !is_abbreviated(put))
		put = strict(op->new_words);
	if (nth == PV_NTH_LAST || (op->place == PV_AT_END &&
	    op->kind != PV_OP_INSERT_WORDS))
		nth = (int32_t)count;
	pv_vec_clear(&c->splices);
	for (; (i = next_words(s, w, i, spot->at.end)) < spot->at.end;
	    i += (uint32_t)w.len) {
		k++;
		if (op->bare && in_words_too(s, i, w.len))
			return pv_conform_no(c, "%.*s stands there in words, "
			    "too", PV_FMT(w));
		if (nth <= 0 || k == (uint32_t)nth)
			add_splice(c, op, (struct pv_range){ i,
			    i + (uint32_t)w.len }, put);
	}
	pv_draft_splice(&c->draft, spot->node, c->source, c->splices.ptr,
	    c->splices.len);
	return true;
}

static bool
is_sentence(struct pv_span s)
{
	return s.len > 1 && (pv_isupper(s.ptr[0]) || s.ptr[0] == '"') &&
	    strchr(".!?\"", s.ptr[s.len - 1]) != NULL;
}

/* At the end or the beginning of a clause or a sentence. */
static bool
insert_at(struct pv_conformer *c, const struct pv_operation *op,
    const struct pv_spot *spot)
{
	struct pv_span put = op->content.len > 0 ? op->content :
	    op->new_words.text;
	struct pv_span s = pv_buf_view(&c->text);
	bool start = op->place == PV_AT_START || op->place == PV_AT_BEFORE;
	struct pv_splice x = { { spot->at.end, spot->at.end }, put };

	if (put.len == 0)
		return pv_conform_no(c, "the words to put in are not there");
	if (pv_span_find(put, PV_SPAN("\n")) < put.len)
		return pv_conform_no(c, "it does not say where the "
		    "paragraphs go");
	if (pv_span_find(pv_span_sub(s, spot->at.start, spot->at.end),
	    PV_SPAN("\n")) < spot->at.end - spot->at.start && !start)
		return pv_conform_no(c, "it is not clear where %.*s ends",
		    PV_FMT(op->target.label));
	if (!is_sentence(put))
		return pv_conform_no(c, "it does not say on which side of "
		    "the full stop");
	if (start) {
		x.at.start = x.at.end = op->place == PV_AT_START &&
		    op->target.sentence == 0 && op->target.paragraph == 0 ?
		    pv_draft_skip(&c->draft, spot->node, PV_ROLE_BODY) :
		    spot->at.start;
		x.text = joined(c, "", put, " ");
	} else {
		x.text = joined(c, " ", put, "");
	}
	pv_draft_splice(&c->draft, spot->node, c->source, &x, 1);
	return true;
}

bool
pv_conform_words(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_spot spot;

	if (!pv_conform_spot(c, &op->target, &spot))
		return false;
	if (op->kind == PV_OP_INSERT_WORDS && op->anchor.text.len == 0)
		return insert_at(c, op, &spot);
	if (op->kind != PV_OP_STRIKE_WORDS && op->new_words.text.len == 0)
		return pv_conform_no(c, "it quotes no words to put in");
	return change_hits(c, op, &spot);
}

/* Does a citation's word end at byte i, and not a clause's own number? */
static bool
is_cited(struct pv_span s, uint32_t i)
{
	static const char *const words[] = { "section ", "sections ",
		"article ", "articles ", "clause ", "clauses ",
		"paragraph ", "paragraphs " };

	for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++) {
		size_t n = strlen(words[k]);

		if (i > n && s.ptr[i - n - 1] != '\n' &&
		    pv_span_ieq(pv_span_sub(s, i - n, i),
		    pv_span_str(words[k])))
			return true;
	}
	return false;
}

bool
pv_conform_references(struct pv_conformer *c, const struct pv_operation *op)
{
	struct pv_span s = pv_conform_text(c, 0), w = op->target.label;
	uint32_t i = 0, end = (uint32_t)s.len;
	struct pv_splice x;

	if (w.len == 0 || op->other.label.len == 0)
		return pv_conform_no(c, "it does not say what becomes what");
	pv_vec_clear(&c->splices);
	for (; (i = next_words(s, w, i, end)) < end; i += (uint32_t)w.len) {
		uint32_t e = i + (uint32_t)w.len;

		/* "4.6.1" and "4.6" are not the same */
		if (!is_cited(s, i) || (e + 1 < end && s.ptr[e] == '.' &&
		    pv_isdigit(s.ptr[e + 1])))
			continue;
		x = (struct pv_splice){ { i, e }, op->other.label };
		pv_vec_add(&c->splices, &x);
	}
	if (c->splices.len == 0)
		return pv_conform_no(c, "nothing refers to %.*s", PV_FMT(w));
	pv_draft_splice(&c->draft, 0, c->source, c->splices.ptr,
	    c->splices.len);
	return true;
}
