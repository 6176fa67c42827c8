/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "cli/name.h"

#define ENTRIES_MAX 10000
#define GLOBS_MAX 256   /* which are tried one by one */

/* A line without its comment and the blanks around it. */
struct line {
	struct pv_span text;
	size_t indent;
	unsigned number;
};

struct parser {
	struct pv_span rest;
	struct line line;
	struct pv_arena *arena;
	struct pv_vec entries;      /* struct listing_entry */
	struct pv_vec paths;        /* struct pv_span, of the entry at hand */
	struct pv_vec places, globs;    /* struct listing_place */
	size_t dash;                /* column of the dashes of entries */
	size_t column;              /* ... of the keys of the one at hand */
	bool in_paths;              /* "paths:" was the last line, or its list */
};

#define FAULT(err, ...) pv_fail(err, PV_EINPUT, "E-LISTING", __VA_ARGS__)

/* ----------------------------------------------------------------- scalars */

/* Where a quoted scalar ends: behind its second quote; 0 = nowhere. */
static size_t
quoted_end(struct pv_span s)
{
	size_t i;

	for (i = 1; i < s.len; i++) {
		if (s.ptr[0] == '"' && s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == s.ptr[0] && s.ptr[0] == '\'' &&
		    i + 1 < s.len && s.ptr[i + 1] == '\'')
			i++;
		else if (s.ptr[i] == s.ptr[0])
			return i + 1;
	}
	return 0;
}

static bool
is_quoted(struct pv_span s)
{
	return s.len > 0 && (s.ptr[0] == '"' || s.ptr[0] == '\'');
}

/* The inside of a quoted scalar: '' and \" \\ stand for one character. */
static enum pv_rc
unquote(struct parser *p, struct pv_span s, struct pv_span *out,
    struct pv_err *err)
{
	struct pv_buf b = PV_BUF_INIT;
	size_t i;

	for (i = 1; i + 1 < s.len; i++) {
		if (s.ptr[0] == '"' && s.ptr[i] == '\\') {
			i++;
			if (s.ptr[i] != '"' && s.ptr[i] != '\\') {
				pv_buf_release(&b);
				return FAULT(err, "only \\\" and \\\\ are "
				    "known between quotes");
			}
		} else if (s.ptr[i] == '\'' && s.ptr[0] == '\'') {
			i++;
		}
		pv_buf_char(&b, s.ptr[i]);
	}
	*out = pv_arena_dup(p->arena, pv_buf_view(&b));
	pv_buf_release(&b);
	return b.failed || out->ptr == NULL ? pv_fail_nomem(err) : PV_OK;
}

/* A whole scalar, with nothing behind it. */
static enum pv_rc
scalar(struct parser *p, struct pv_span s, struct pv_span *out,
    struct pv_err *err)
{
	if (is_quoted(s)) {
		if (quoted_end(s) != s.len)
			return FAULT(err, "a quote does not end");
		return unquote(p, s, out, err);
	}
	/* what YAML would take for something else */
	if (s.len > 0 && strchr("&*!|>%@`{}[],#?", s.ptr[0]) != NULL &&
	    !(s.len > 1 && (s.ptr[0] == '*' || s.ptr[0] == '?')))
		return FAULT(err, "put a value that begins with '%c' between "
		    "quotes", s.ptr[0]);
	*out = pv_arena_dup(p->arena, s);
	return out->ptr == NULL ? pv_fail_nomem(err) : PV_OK;
}

/* ---------------------------------------------------------------- settings */

static enum pv_rc
add_path(struct parser *p, struct pv_span s, struct pv_err *err)
{
	struct pv_span path;
	enum pv_rc rc = scalar(p, s, &path, err);

	if (rc != PV_OK)
		return rc;
	while (pv_span_starts(path, PV_SPAN("./")))
		path = pv_span_sub(path, 2, path.len);
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	if (path.len == 0 || path.ptr[0] == '/' ||
	    pv_span_eq(path, PV_SPAN("..")) ||
	    pv_span_starts(path, PV_SPAN("../")))
		return FAULT(err, "a path must lead to a file below the "
		    "folder");
	return pv_vec_add(&p->paths, &path) ? PV_OK : pv_fail_nomem(err);
}

/* "[a, 'b, c']" */
static enum pv_rc
add_row(struct parser *p, struct pv_span s, struct pv_err *err)
{
	size_t end;
	enum pv_rc rc = PV_OK;

	if (s.ptr[s.len - 1] != ']')
		return FAULT(err, "a list does not end with its line");
	s = pv_span_trim(pv_span_sub(s, 1, s.len - 1));
	while (s.len > 0 && rc == PV_OK) {
		end = is_quoted(s) ? quoted_end(s) : 0;
		end += pv_span_find(pv_span_sub(s, end, s.len),
		    PV_SPAN(","));
		rc = add_path(p, pv_span_trim(pv_span_sub(s, 0, end)), err);
		s = pv_span_trim(pv_span_sub(s, end + 1, s.len));
	}
	return rc;
}

static bool
is_date(struct pv_span s)
{
	size_t i;

	if (s.len != 4 && s.len != 7 && s.len != 10)
		return false;
	for (i = 0; i < s.len; i++) {
		if (i == 4 || i == 7 ? s.ptr[i] != '-' :
		    !pv_isdigit(s.ptr[i]))
			return false;
	}
	return s.len == 4 || pv_span_eq(name_date(s).text, s);
}

static bool
is_label(struct pv_span s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
			return false;
	}
	return s.len > 0;
}

/* A setting that may be said once. */
static enum pv_rc
set(struct parser *p, struct pv_span *to, struct pv_span value,
    bool (*good)(struct pv_span s), struct pv_err *err)
{
	enum pv_rc rc;

	if (to->len > 0)
		return FAULT(err, "is said twice for one entry");
	rc = scalar(p, value, to, err);
	return rc == PV_OK && !good(*to) ? FAULT(err, "'%.*s' is no such value",
	    PV_FMT(*to)) : rc;
}

static enum pv_rc
setting(struct parser *p, struct pv_span key, struct pv_span value,
    struct pv_err *err)
{
	struct listing_entry *e = PV_VEC_AT(&p->entries, struct listing_entry,
	    p->entries.len - 1);

	if (pv_span_eq(key, PV_SPAN("agreement")))
		return set(p, &e->agreement, value, name_is_slug, err);
	if (pv_span_eq(key, PV_SPAN("label")))
		return set(p, &e->label, value, is_label, err);
	if (pv_span_eq(key, PV_SPAN("date")))
		return set(p, &e->date, value, is_date, err);
	if (pv_span_eq(key, PV_SPAN("path")))
		return add_path(p, value, err);
	if (!pv_span_eq(key, PV_SPAN("paths")))
		return FAULT(err, "there is no setting '%.*s'; known are "
		    "agreement, path, paths, label and date", PV_FMT(key));
	if (value.len > 0 && value.ptr[0] == '[')
		return add_row(p, value, err);
	if (value.len > 0)
		return FAULT(err, "'paths' is a list; 'path' is one");
	p->in_paths = true;
	return PV_OK;
}

/* "key: value" */
static enum pv_rc
pair(struct parser *p, struct pv_span s, struct pv_err *err)
{
	size_t colon = pv_span_find(s, PV_SPAN(":"));

	p->in_paths = false;
	if (colon == s.len || (colon + 1 < s.len && s.ptr[colon + 1] != ' '))
		return FAULT(err, "expected 'key: value'");
	return setting(p, pv_span_sub(s, 0, colon),
	    pv_span_trim(pv_span_sub(s, colon + 1, s.len)), err);
}

/* ----------------------------------------------------------------- entries */

static bool
is_glob(struct pv_span path)
{
	return memchr(path.ptr, '*', path.len) != NULL ||
	    memchr(path.ptr, '?', path.len) != NULL;
}

/* The entry at hand is complete: it must name an agreement and a path. */
static enum pv_rc
end_entry(struct parser *p, struct pv_err *err)
{
	struct listing_place l = { .entry = p->entries.len - 1 };
	struct listing_entry *e;
	size_t i;

	if (p->entries.len == 0)
		return PV_OK;
	e = PV_VEC_AT(&p->entries, struct listing_entry, p->entries.len - 1);
	p->line.number = p->line.text.len == 0 ? e->line : p->line.number;
	if (e->agreement.len == 0 || p->paths.len == 0)
		return FAULT(err, "the entry of line %u says no %s", e->line,
		    e->agreement.len == 0 ? "agreement" : "path");
	for (i = 0; i < p->paths.len; i++) {
		l.path = *PV_VEC_AT(&p->paths, struct pv_span, i);
		if (e->label.len > 0 && (i > 0 || is_glob(l.path)))
			return FAULT(err, "the entry of line %u has a label, "
			    "which is for one file", e->line);
		pv_vec_add(is_glob(l.path) ? &p->globs : &p->places, &l);
	}
	pv_vec_clear(&p->paths);
	if (p->globs.len > GLOBS_MAX)
		return FAULT(err, "more than %d paths with * or ?", GLOBS_MAX);
	return p->globs.failed || p->places.failed ? pv_fail_nomem(err) :
	    PV_OK;
}

static enum pv_rc
begin_entry(struct parser *p, struct pv_err *err)
{
	struct listing_entry *e;
	enum pv_rc rc = end_entry(p, err);

	if (rc != PV_OK)
		return rc;
	if (p->entries.len >= ENTRIES_MAX)
		return FAULT(err, "more than %d entries", ENTRIES_MAX);
	e = pv_vec_push(&p->entries);
	if (e == NULL)
		return pv_fail_nomem(err);
	e->line = p->line.number;
	p->dash = p->line.indent;
	return PV_OK;
}

static enum pv_rc
take_line(struct parser *p, struct pv_err *err)
{
	const struct line *l = &p->line;
	bool dash = l->text.ptr[0] == '-' &&
	    (l->text.len == 1 || l->text.ptr[1] == ' ');
	struct pv_span s = l->text;
	enum pv_rc rc;

	if (dash) {
		s = pv_span_trim(pv_span_sub(s, 1, s.len));
		if (p->in_paths && l->indent > p->dash)
			return add_path(p, s, err);
		if (p->entries.len > 0 && l->indent != p->dash)
			return FAULT(err, "a dash in another column");
		rc = begin_entry(p, err);
		p->column = l->indent + (size_t)(s.ptr - l->text.ptr);
		return rc == PV_OK ? pair(p, s, err) : rc;
	}
	if (p->entries.len == 0)
		return pv_span_eq(s, PV_SPAN("agreements:")) ||
		    pv_span_eq(s, PV_SPAN("---")) ? PV_OK :
		    FAULT(err, "expected '- agreement: KEY'");
	if (l->indent != p->column)
		return FAULT(err, "a setting in another column");
	return pair(p, s, err);
}

/* Without a comment, which begins behind a blank and outside of quotes. */
static struct pv_span
without_comment(struct pv_span s)
{
	char quote = 0;
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (quote == '"' && s.ptr[i] == '\\')
			i++;
		else if (quote != 0)
			quote = s.ptr[i] == quote ? 0 : quote;
		else if ((s.ptr[i] == '"' || s.ptr[i] == '\'') && i > 0 &&
		    strchr(" [,", s.ptr[i - 1]) != NULL)
			quote = s.ptr[i];
		else if (s.ptr[i] == '#' && (i == 0 || s.ptr[i - 1] == ' '))
			break;
	}
	return pv_span_sub(s, 0, i < s.len ? i : s.len);
}

static enum pv_rc
next_line(struct parser *p, struct pv_err *err)
{
	size_t end = pv_span_find(p->rest, PV_SPAN("\n"));
	struct pv_span s = pv_span_sub(p->rest, 0, end);

	p->rest = pv_span_sub(p->rest, end + 1, p->rest.len);
	p->line.number++;
	if (s.len > 0 && s.ptr[s.len - 1] == '\r')
		s.len--;
	if (memchr(s.ptr, '\t', s.len) != NULL)
		return FAULT(err, "a tab: columns are made of blanks");
	s = without_comment(s);
	p->line.text = pv_span_trim(s);
	p->line.indent = (size_t)(p->line.text.ptr - s.ptr);
	return p->line.text.len > 0 ? take_line(p, err) : PV_OK;
}

static enum pv_rc
parse(struct parser *p, struct pv_span text, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;

	if (pv_utf8_check(text) < text.len ||
	    (text.len > 0 && memchr(text.ptr, 0, text.len) != NULL))
		return FAULT(err, "is not UTF-8");
	p->rest = pv_span_starts(text, PV_SPAN("\xef\xbb\xbf")) ?
	    pv_span_sub(text, 3, text.len) : text;
	while (p->rest.len > 0 && rc == PV_OK)
		rc = next_line(p, err);
	p->line.text = PV_SPAN("");
	return rc == PV_OK ? end_entry(p, err) : rc;
}

static int
by_path(const void *a, const void *b)
{
	const struct listing_place *x = a, *y = b;
	int order = pv_span_cmp(x->path, y->path);

	return order != 0 ? order : (x->entry > y->entry) -
	    (x->entry < y->entry);
}

static enum pv_rc
freeze(struct parser *p, struct listing *l, struct pv_err *err)
{
	if (p->places.len > 0)
		qsort(p->places.ptr, p->places.len, p->places.elem, by_path);
	l->arena = p->arena;
	l->entries = pv_vec_freeze(&p->entries, p->arena, &l->nentries);
	l->places = pv_vec_freeze(&p->places, p->arena, &l->nplaces);
	l->globs = pv_vec_freeze(&p->globs, p->arena, &l->nglobs);
	return l->entries == NULL || l->places == NULL || l->globs == NULL ?
	    pv_fail_nomem(err) : PV_OK;
}

enum pv_rc
listing_parse(struct pv_span text, struct listing **out, unsigned *line,
    struct pv_err *err)
{
	struct parser p = { .arena = pv_arena_new(NULL),
		.entries = PV_VEC_INIT(struct listing_entry),
		.paths = PV_VEC_INIT(struct pv_span),
		.places = PV_VEC_INIT(struct listing_place),
		.globs = PV_VEC_INIT(struct listing_place) };
	struct listing *l = p.arena == NULL ? NULL :
	    pv_arena_alloc(p.arena, sizeof(*l));
	enum pv_rc rc = l == NULL ? pv_fail_nomem(err) :
	    parse(&p, text, err);

	*line = p.line.number;
	if (rc == PV_OK)
		rc = freeze(&p, l, err);
	pv_vec_release(&p.entries);
	pv_vec_release(&p.paths);
	pv_vec_release(&p.places);
	pv_vec_release(&p.globs);
	if (rc != PV_OK)
		pv_arena_free(p.arena);
	else
		*out = l;
	return rc;
}

void
listing_free(struct listing *l)
{
	if (l != NULL)
		pv_arena_free(l->arena);
}

/* The first entry that has this very path; nentries = none. */
static size_t
find_place(const struct listing *l, struct pv_span path)
{
	size_t lo = 0, hi = l->nplaces, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (pv_span_cmp(l->places[mid].path, path) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < l->nplaces && pv_span_eq(l->places[lo].path, path) ?
	    l->places[lo].entry : l->nentries;
}

const struct listing_entry *
listing_find(const struct listing *l, struct pv_span path)
{
	size_t best = find_place(l, name_base(path)), i, at;

	for (i = 1; i <= path.len; i++) {
		if (i < path.len && path.ptr[i] != '/')
			continue;
		at = find_place(l, pv_span_sub(path, 0, i));
		best = at < best ? at : best;
	}
	for (i = 0; i < l->nglobs && l->globs[i].entry < best; i++) {
		if (name_fits(l->globs[i].path, path))
			best = l->globs[i].entry;
	}
	return best < l->nentries ? &l->entries[best] : NULL;
}
