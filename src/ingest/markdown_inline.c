/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/markdown.h"

#include "ingest/cue.h"

#include "ingest/html.h"

/*
 * Inline structure by the rules of CommonMark 0.31, chapter 6, with one
 * exception throughout: asterisks and underscores that stand for something
 * blacked out or blank ("[***]", "***", "____") are text.
 *
 * A paragraph becomes a row of pieces; runs of emphasis marks are matched in
 * it (appendix "An algorithm for parsing nested emphasis and links"), then it
 * is written out.
 */

enum piece_kind { TEXT, ENTITY, MARKUP, TARGET, COMMENT, TAG, DELIM };

struct piece {
	uint8_t kind;           /* enum piece_kind */
	char c;                 /* of DELIM */
	bool open, close;       /* of DELIM: may be an opener, a closer */
	bool space;             /* of TAG: separates words */
	int8_t strong, weak;    /* of TAG: change of emphasis */
	uint32_t start, end;    /* bytes of the paragraph */
	uint32_t left, right;   /* of DELIM: marks used at either end */
	uint32_t close_strong, close_weak, open_strong, open_weak;
	struct pv_span text;    /* of ENTITY and TARGET */
};

struct bracket { uint32_t piece; bool image; };

/* Widest fence of a code span, longest tag. */
#define CODE_MAX 63
#define TAG_MAX 4096

void
pv_md_inline_init(struct pv_md_inline *in, struct pv_span text,
    struct pv_blocks *out)
{
	const struct pv_mem *mem = pv_arena_mem(out->arena);

	memset(in, 0, sizeof(*in));
	in->text = text;
	in->out = out;
	in->pieces = (struct pv_vec)PV_VEC_INIT(struct piece);
	in->brackets = (struct pv_vec)PV_VEC_INIT(struct bracket);
	in->openers = (struct pv_vec)PV_VEC_INIT(uint32_t);
	in->starts = (struct pv_vec)PV_VEC_INIT(uint32_t);
	in->pieces.mem = in->brackets.mem = in->openers.mem = mem;
	in->starts.mem = mem;
	in->buf.mem = mem;
}

void
pv_md_inline_release(struct pv_md_inline *in)
{
	if (in->pieces.failed || in->brackets.failed || in->openers.failed ||
	    in->buf.failed || in->starts.failed)
		in->out->blocks.failed = true;
	pv_vec_release(&in->pieces);
	pv_vec_release(&in->brackets);
	pv_vec_release(&in->openers);
	pv_vec_release(&in->starts);
	pv_buf_release(&in->buf);
}

static struct piece *
piece_at(struct pv_md_inline *in, size_t i)
{
	return PV_VEC_AT(&in->pieces, struct piece, i);
}

/* NULL when memory is out, which the vector remembers. */
static struct piece *
add(struct pv_md_inline *in, enum piece_kind kind, size_t start, size_t end)
{
	struct piece *p;

	if (kind == TEXT && in->pieces.len > 0) {
		p = piece_at(in, in->pieces.len - 1);
		if (p->kind == TEXT && p->end == start) {
			p->end = (uint32_t)end;
			return p;
		}
	}
	p = pv_vec_push(&in->pieces);
	if (p == NULL)
		return NULL;
	p->kind = (uint8_t)kind;
	p->start = (uint32_t)start;
	p->end = (uint32_t)end;
	return p;
}

static bool
is_punct(char c)
{
	return c > ' ' && c < 0x7F && !pv_isalnum(c);
}

static size_t
run_of(struct pv_span s, size_t at)
{
	size_t n = 1;

	while (at + n < s.len && s.ptr[at + n] == s.ptr[at])
		n++;
	return n;
}

static char
byte_at(struct pv_span s, size_t at)
{
	return at < s.len ? s.ptr[at] : ' ';
}

/*
 * Three or more marks with no word at either side, or one between digits:
 * something blacked out, a blank to fill in, a product.
 */
static bool
is_blackout(struct pv_span s, size_t at, size_t n)
{
	char before = at > 0 ? s.ptr[at - 1] : ' ', after = byte_at(s, at + n);

	if (n >= 3)
		return (pv_isspace(before) || is_punct(before)) &&
		    (pv_isspace(after) || is_punct(after));
	return n == 1 && pv_isdigit(before) && pv_isdigit(after);
}

/* What stands beside a run of emphasis marks: white space, punctuation. */
struct beside { bool blank, punct; };

/* The dashes, quotation marks and dots of U+2010 to U+203A. */
static bool
is_wide_punct(struct pv_span s)
{
	return s.len >= 3 && (unsigned char)s.ptr[0] == 0xE2 &&
	    (unsigned char)s.ptr[1] == 0x80 && (unsigned char)s.ptr[2] >= 0x90;
}

static struct beside
look_back(struct pv_span s, size_t at)
{
	struct pv_span head = pv_span_sub(s, 0, at);

	return (struct beside){ at == 0 || pv_cue_blank_tail(head) > 0,
		at > 0 && (is_punct(s.ptr[at - 1]) || (at >= 3 &&
		is_wide_punct(pv_span_sub(s, at - 3, at)))) };
}

static struct beside
look_ahead(struct pv_span s, size_t at)
{
	struct pv_span tail = pv_span_sub(s, at, s.len);

	return (struct beside){ at >= s.len || pv_marker_blank(tail) > 0,
		at < s.len && (is_punct(s.ptr[at]) || is_wide_punct(tail)) };
}

/* A run of emphasis marks; flanking as CommonMark 6.2 defines it. */
static size_t
scan_delim(struct pv_md_inline *in, struct pv_span s, size_t at)
{
	size_t n = run_of(s, at);
	struct beside before = look_back(s, at), after = look_ahead(s, at + n);
	bool left, right;
	struct piece *p;

	if (is_blackout(s, at, n) || (s.ptr[at] == '~' && n != 2)) {
		add(in, TEXT, at, at + n);
		return at + n;
	}
	left = !after.blank && (!after.punct || before.blank || before.punct);
	right = !before.blank && (!before.punct || after.blank ||
	    after.punct);
	p = add(in, DELIM, at, at + n);
	if (p == NULL)
		return at + n;
	p->c = s.ptr[at];
	p->open = left && (p->c != '_' || !right || before.punct);
	p->close = right && (p->c != '_' || !left || after.punct);
	return at + n;
}

static size_t
scan_escape(struct pv_md_inline *in, struct pv_span s, size_t at)
{
	if (at + 1 < s.len && is_punct(s.ptr[at + 1])) {
		add(in, MARKUP, at, at + 1);
		add(in, TEXT, at + 1, at + 2);
		return at + 2;
	}
	/* at the end of a line: a hard break */
	add(in, at + 1 < s.len && s.ptr[at + 1] == '\n' ? MARKUP : TEXT, at,
	    at + 1);
	return at + 1;
}

static size_t
scan_code(struct pv_md_inline *in, struct pv_span s, size_t at)
{
	size_t n = run_of(s, at), i, m, end = s.len;

	/* A fence that found no partner once has none further on. */
	if (n > CODE_MAX || in->nocode >> n & 1)
		end = at;
	for (i = at + n; i < end; i += m) {
		m = 1;
		if (s.ptr[i] != '`')
			continue;
		m = run_of(s, i);
		if (m != n)
			continue;
		add(in, MARKUP, at, at + n);
		add(in, TEXT, at + n, i);
		add(in, MARKUP, i, i + n);
		return i + n;
	}
	if (n <= CODE_MAX)
		in->nocode |= (uint64_t)1 << n;
	add(in, TEXT, at, at + n);
	return at + n;
}

static size_t
scan_entity(struct pv_md_inline *in, struct pv_span s, size_t at)
{
	struct piece *p;
	char c[4];
	size_t n, used;

	used = pv_charref(pv_span_sub(s, at, s.len), c, &n);
	if (used == 0) {
		add(in, TEXT, at, at + 1);
		return at + 1;
	}
	p = add(in, ENTITY, at, at + used);
	if (p != NULL) {
		p->text = pv_arena_dup(in->out->arena, pv_span(c, n));
		if (p->text.ptr == NULL)
			in->pieces.failed = true;
	}
	return at + used;
}

/* <https://...> or <name@host>: the text stays. */
static size_t
scan_autolink(struct pv_md_inline *in, struct pv_span s, size_t at)
{
	size_t i, end = s.len - at > TAG_MAX ? at + TAG_MAX : s.len;
	bool link = false;

	for (i = at + 1; i < end && s.ptr[i] != '>'; i++) {
		if (pv_isspace(s.ptr[i]) || s.ptr[i] == '<')
			return 0;
		link |= s.ptr[i] == '@' || (s.ptr[i] == ':' && i > at + 2);
	}
	if (i == end || !link)
		return 0;
	add(in, MARKUP, at, at + 1);
	add(in, TEXT, at + 1, i);
	add(in, MARKUP, i, i + 1);
	return i + 1;
}

/* Spans that a template marks as headings: class="header_2". */
static bool
is_head_span(const struct pv_tok *tok)
{
	struct pv_span v;

	return pv_tag_find(tok->attrs, "class", &v) &&
	    (pv_span_ifind(v, PV_SPAN("header")) < v.len ||
	    pv_span_ifind(v, PV_SPAN("heading")) < v.len);
}

static void
warn_hidden(struct pv_md_inline *in, const struct pv_tok *tok, size_t src)
{
	struct pv_css none = {
		.rules = PV_VEC_INIT(struct pv_css_rule), .sorted = true };
	struct pv_html_style style;

	pv_html_style(&none, tok, &style);
	if (style.bits & PV_STYLE_HIDDEN)
		pv_blocks_diag(in->out, PV_SEV_WARNING, (uint32_t)src,
		    "W-HIDDEN", "text that a reader may not see");
}

static uint32_t source_of(const struct pv_md_inline *in, size_t at);

static void
tag_piece(struct pv_md_inline *in, const struct pv_tok *tok, size_t at)
{
	struct piece *p = add(in, TAG, at, at + tok->len);
	unsigned kind;
	int8_t step = tok->kind == PV_TOK_OPEN ? 1 : -1;

	if (p == NULL)
		return;
	(void)pv_html_tag(tok->name, &kind);
	if (kind & PV_HTML_STRONG)
		p->strong = step;
	if (kind & PV_HTML_WEAK)
		p->weak = step;
	p->space = kind & PV_HTML_BLOCK ||
	    pv_span_ieq(tok->name, PV_SPAN("br"));
	if (pv_span_ieq(tok->name, PV_SPAN("span"))) {
		p->strong = step > 0 ? is_head_span(tok) : 0;
		p->c = step > 0 ? '<' : '>';
	}
	if (tok->kind == PV_TOK_OPEN)
		warn_hidden(in, tok, source_of(in, at));
}

static size_t
scan_comment(struct pv_md_inline *in, struct pv_span s, size_t at)
{
	struct pv_span rest = pv_span_sub(s, at, s.len);
	size_t end;

	if (in->nocomment || !pv_span_starts(rest, PV_SPAN("<!--")))
		return 0;
	end = pv_span_find(rest, PV_SPAN("-->"));
	in->nocomment = end == rest.len;
	if (in->nocomment)
		return 0;
	add(in, COMMENT, at, at + end + 3);
	return at + end + 3;
}

/* Bytes from "<" to ">" without another "<", or 0. */
static size_t
angle_len(struct pv_span s, size_t at)
{
	size_t i, end = s.len - at > TAG_MAX ? at + TAG_MAX : s.len;

	for (i = at + 1; i < end && s.ptr[i] != '<'; i++)
		if (s.ptr[i] == '>')
			return i + 1 - at;
	return 0;
}

/* A tag that HTML knows, a comment, an autolink, or text. */
static size_t
scan_angle(struct pv_md_inline *in, struct pv_span s, size_t at)
{
	struct pv_tokens t;
	struct pv_tok tok;
	size_t n;

	n = scan_comment(in, s, at);
	if (n == 0)
		n = scan_autolink(in, s, at);
	if (n > 0)
		return n;
	n = angle_len(s, at);
	pv_tokens_init(&t, pv_span_sub(s, at, at + n));
	if (n > 0 && pv_tokens_next(&t, &tok)) {
		if ((tok.kind == PV_TOK_OPEN || tok.kind == PV_TOK_CLOSE) &&
		    tok.prefix.len == 0 && pv_html_tag_known(tok.name)) {
			tag_piece(in, &tok, at);
			return at + tok.len;
		}
	}
	add(in, TEXT, at, at + 1);
	return at + 1;
}

static size_t
scan_open(struct pv_md_inline *in, struct pv_span s, size_t at, bool image)
{
	size_t from = at + image, n;
	struct bracket *b;

	/* "[***]", "[*]" */
	if (byte_at(s, from + 1) == '*') {
		n = run_of(s, from + 1);
		if (byte_at(s, from + 1 + n) == ']') {
			add(in, TEXT, at, from + n + 2);
			return from + n + 2;
		}
	}
	b = pv_vec_push(&in->brackets);
	if (b != NULL) {
		b->piece = (uint32_t)in->pieces.len;
		b->image = image;
	}
	/* A piece of its own, which a link turns into markup. */
	if (add(in, MARKUP, at, from + 1) != NULL)
		piece_at(in, in->pieces.len - 1)->kind = TAG;
	return from + 1;
}

static size_t
scan_close(struct pv_md_inline *in, struct pv_span s, size_t at)
{
	struct pv_span url, label;
	struct piece *open, *p;
	struct bracket b;
	size_t end;

	if (in->brackets.len == 0 || in->pieces.failed) {
		add(in, TEXT, at, at + 1);
		return at + 1;
	}
	b = *PV_VEC_AT(&in->brackets, struct bracket, --in->brackets.len);
	open = piece_at(in, b.piece);
	label = pv_span_sub(s, open->end, at);
	end = pv_md_link_end(in, s, at, label, &url);
	if (end == 0) {
		add(in, TEXT, at, at + 1);
		return at + 1;
	}
	open->kind = MARKUP;
	url = pv_arena_dup(in->out->arena, url);
	if (url.ptr == NULL)
		in->pieces.failed = true;
	else
		pv_blocks_link(in->out, source_of(in, open->start), url);
	add(in, MARKUP, at, at + 1);
	p = add(in, TARGET, at + 1, end);
	return p == NULL ? s.len : end;
}

static bool
is_special(char c)
{
	return c == '\\' || c == '`' || c == '<' || c == '&' || c == '*' ||
	    c == '_' || c == '~' || c == '[' || c == ']' || c == '!';
}

static size_t
scan_one(struct pv_md_inline *in, struct pv_span s, size_t at)
{
	size_t from = at;

	switch (s.ptr[at]) {
	case '\\':
		return scan_escape(in, s, at);
	case '`':
		return scan_code(in, s, at);
	case '<':
		return scan_angle(in, s, at);
	case '&':
		return scan_entity(in, s, at);
	case '*':
	case '_':
	case '~':
		return scan_delim(in, s, at);
	case '[':
		return scan_open(in, s, at, false);
	case ']':
		return scan_close(in, s, at);
	case '!':
		if (byte_at(s, at + 1) == '[')
			return scan_open(in, s, at, true);
		break;
	}
	do {
		at++;
	} while (at < s.len && !is_special(s.ptr[at]));
	add(in, TEXT, from, at);
	return at;
}

static uint32_t
remains(const struct piece *p)
{
	return p->end - p->start - p->left - p->right;
}

/* CommonMark's rules 9 and 10. */
static bool
pairs(const struct piece *o, const struct piece *c)
{
	uint32_t a = o->end - o->start, b = c->end - c->start;

	if (o->c != c->c)
		return false;
	if ((o->close || c->open) && (a + b) % 3 == 0 &&
	    (a % 3 != 0 || b % 3 != 0))
		return false;
	return true;
}

static void
pair(struct piece *o, struct piece *c)
{
	uint32_t n = remains(o) >= 2 && remains(c) >= 2 ? 2 : 1;

	o->right += n;
	c->left += n;
	if (o->c == '~')
		return;
	if (n == 2) {
		o->open_strong++;
		c->close_strong++;
	} else {
		o->open_weak++;
		c->close_weak++;
	}
}

/*
 * openers is the stack of runs that may still be closed; bottoms[] remembers,
 * by kind of closer, down to where the stack has been searched in vain.
 */
static void
match_closer(struct pv_md_inline *in, uint32_t at, uint32_t bottoms[18])
{
	struct piece *c = piece_at(in, at), *o;
	uint32_t kind, k, *stack = in->openers.ptr;
	size_t n;

	kind = (c->c == '*' ? 0u : c->c == '_' ? 6u : 12u) +
	    (c->open ? 3u : 0u) + (c->end - c->start) % 3;
	while (remains(c) > 0) {
		for (n = in->openers.len; n > 0; n--) {
			k = stack[n - 1];
			if (k + 1 <= bottoms[kind]) {
				n = 0;
				break;
			}
			if (pairs(piece_at(in, k), c))
				break;
		}
		if (n == 0) {
			bottoms[kind] = at;
			return;
		}
		o = piece_at(in, stack[n - 1]);
		pair(o, c);
		if (c->c == '~' && !in->told_struck) {
			in->told_struck = true;
			pv_blocks_diag(in->out, PV_SEV_WARNING,
			    source_of(in, o->start), "W-STRUCK",
			    "struck text is read as if it stood");
		}
		in->openers.len = remains(o) > 0 ? n : n - 1;
	}
}

static void
match_delims(struct pv_md_inline *in)
{
	uint32_t bottoms[18] = { 0 };
	uint32_t i;

	in->openers.len = 0;
	for (i = 0; i < in->pieces.len; i++) {
		if (piece_at(in, i)->kind != DELIM)
			continue;
		if (piece_at(in, i)->close)
			match_closer(in, i, bottoms);
		if (piece_at(in, i)->open && remains(piece_at(in, i)) > 0)
			pv_vec_add(&in->openers, &i);
	}
}

/* Writing out: paragraph bytes back to lines of the document. */
struct writer {
	struct pv_md_inline *in;
	struct pv_lead *lead;
	size_t line;            /* current line, and its first byte in buf */
	uint32_t base;
	int strong, weak;
	uint64_t spans;         /* one bit an open span: is it a heading? */
	unsigned nspans;
};

static uint32_t
line_len(const struct pv_md_inline *in, size_t i)
{
	return in->lines[i].end - in->lines[i].start;
}

static uint32_t
source_of(const struct pv_md_inline *in, size_t at)
{
	const uint32_t *starts = in->starts.ptr;
	size_t lo = 0, hi = in->starts.len, mid;

	if (hi == 0)
		return 0;
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (starts[mid] <= at)
			lo = mid;
		else
			hi = mid;
	}
	return in->lines[lo].start + (uint32_t)(at - starts[lo]);
}

/* The next stretch of [*at, end) that is one stretch of the document. */
static struct pv_range
stretch(struct writer *w, uint32_t *at, uint32_t end)
{
	const struct pv_md_inline *in = w->in;
	uint32_t n, len, from = *at;

	while (w->line + 1 < in->nlines &&
	    from > w->base + line_len(in, w->line)) {
		w->base += line_len(in, w->line) + 1;
		w->line++;
	}
	/* the byte after a line is its line feed */
	len = line_len(in, w->line) + (w->line + 1 < in->nlines);
	n = w->base + len - from;
	if (n > end - from)
		n = end - from;
	*at = from + n;
	from = in->lines[w->line].start + (from - w->base);
	return (struct pv_range){ from, from + n };
}

static enum pv_emphasis
emphasis(const struct writer *w)
{
	if (w->strong > 0)
		return PV_EMPH_STRONG;
	return w->weak > 0 ? PV_EMPH_WEAK : PV_EMPH_NONE;
}

static void
write_text(struct writer *w, uint32_t at, uint32_t end)
{
	struct pv_range r;
	struct pv_span s;

	while (at < end) {
		r = stretch(w, &at, end);
		s = pv_span_sub(w->in->text, r.start, r.end);
		pv_blocks_text(w->in->out, s, r.start, r.end - r.start);
		pv_lead_text(w->lead, s, emphasis(w));
	}
}

static void
write_skip(struct writer *w, uint32_t at, uint32_t end,
    enum pv_skip_reason why)
{
	struct pv_range r;

	while (at < end) {
		r = stretch(w, &at, end);
		pv_blocks_skip(w->in->out, r.start, r.end - r.start, why);
	}
}

static void
write_delim(struct writer *w, const struct piece *p)
{
	write_skip(w, p->start, p->start + p->left, PV_SKIP_MARKUP);
	w->strong -= (int)p->close_strong;
	w->weak -= (int)p->close_weak;
	write_text(w, p->start + p->left, p->end - p->right);
	w->strong += (int)p->open_strong;
	w->weak += (int)p->open_weak;
	write_skip(w, p->end - p->right, p->end, PV_SKIP_MARKUP);
}

/* </span> ends the emphasis of the <span> that it belongs to. */
static void
span_tag(struct writer *w, const struct piece *p)
{
	if (p->c == '<') {
		w->nspans++;
		w->spans = w->spans << 1 | (p->strong > 0);
		w->strong += p->strong;
	} else if (p->c == '>' && w->nspans > 0) {
		w->nspans--;
		w->strong -= (int)(w->spans & 1);
		w->spans >>= 1;
	}
}

static void
write_tag(struct writer *w, const struct piece *p)
{
	char c = w->in->buf.ptr[p->start];
	uint32_t at = p->start;

	/* a bracket that no link used */
	if (c == '[' || c == '!') {
		write_text(w, p->start, p->end);
		return;
	}
	if (p->space) {
		at = source_of(w->in, p->start);
		pv_blocks_text(w->in->out, PV_SPAN(" "), at, 0);
		pv_lead_text(w->lead, PV_SPAN(" "), PV_EMPH_NONE);
	}
	write_skip(w, p->start, p->end, PV_SKIP_MARKUP);
	if (p->c != '\0') {
		span_tag(w, p);
		return;
	}
	w->strong = w->strong + p->strong < 0 ? 0 : w->strong + p->strong;
	w->weak = w->weak + p->weak < 0 ? 0 : w->weak + p->weak;
}

static void
write_entity(struct writer *w, const struct piece *p)
{
	uint32_t at = p->start;
	struct pv_range r = stretch(w, &at, p->end);

	pv_blocks_text(w->in->out, p->text, r.start, p->end - p->start);
	pv_lead_text(w->lead, p->text, emphasis(w));
}

static void
write_piece(struct writer *w, const struct piece *p)
{
	switch ((enum piece_kind)p->kind) {
	case TEXT:
		write_text(w, p->start, p->end);
		return;
	case ENTITY:
		write_entity(w, p);
		return;
	case MARKUP:
		write_skip(w, p->start, p->end, PV_SKIP_MARKUP);
		return;
	case TARGET:
		write_skip(w, p->start, p->end, PV_SKIP_URL);
		return;
	case COMMENT:
		write_skip(w, p->start, p->end, PV_SKIP_COMMENT);
		return;
	case TAG:
		write_tag(w, p);
		return;
	case DELIM:
		write_delim(w, p);
		return;
	}
}

void
pv_md_inline_add(struct pv_md_inline *in, const struct pv_range *lines,
    size_t nlines, struct pv_lead *lead)
{
	struct writer w = { .in = in, .lead = lead };
	struct pv_span s;
	uint32_t start;
	size_t i, at;

	pv_buf_clear(&in->buf);
	in->starts.len = 0;
	for (i = 0; i < nlines; i++) {
		if (i > 0)
			pv_buf_char(&in->buf, '\n');
		start = (uint32_t)in->buf.len;
		pv_vec_add(&in->starts, &start);
		pv_buf_span(&in->buf, pv_span_sub(in->text, lines[i].start,
		    lines[i].end));
	}
	in->lines = lines;
	in->nlines = nlines;
	in->pieces.len = in->brackets.len = 0;
	in->nocode = 0;
	in->nocomment = false;
	s = pv_buf_view(&in->buf);
	for (at = 0; at < s.len; )
		at = scan_one(in, s, at);
	if (in->pieces.failed || in->buf.failed || in->starts.failed) {
		/* the next paragraph clears the buffer */
		in->out->blocks.failed = true;
		return;
	}
	match_delims(in);
	for (i = 0; i < in->pieces.len; i++)
		write_piece(&w, piece_at(in, i));
}
