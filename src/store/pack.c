/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/pack.h"

#include <string.h>

#include "model/valid.h"

#define ROW_MAX 20

/* One array of the version as rows of numbers. */
struct table {
	size_t elem;            /* bytes an element */
	unsigned cols;
	void (*get)(const void *elem, uint32_t *row);
	void (*set)(void *elem, const uint32_t *row);
};

static void
get_words(const void *elem, uint32_t *row, size_t words)
{
	memcpy(row, elem, words * sizeof(*row));
}

static void
get_clause(const void *elem, uint32_t *row)
{
	const struct pv_clause *c = elem;

	row[0] = c->parent;
	row[1] = c->next;
	row[2] = c->line;
	row[3] = c->depth;
	row[4] = c->kind;
	row[5] = c->flags;
	row[6] = c->label.off;
	row[7] = c->label.len;
	row[8] = c->num.start;
	row[9] = c->num.end;
	row[10] = c->heading.start;
	row[11] = c->heading.end;
	row[12] = c->stem.start;
	row[13] = c->stem.end;
	row[14] = c->tail.start;
	row[15] = c->tail.end;
	row[16] = c->all.start;
	row[17] = c->all.end;
}

static void
set_clause(void *elem, const uint32_t *row)
{
	struct pv_clause *c = elem;

	c->parent = row[0];
	c->next = row[1];
	c->line = row[2];
	c->depth = (uint16_t)(row[3] & UINT16_MAX);
	c->kind = (uint8_t)(row[4] > UINT8_MAX ? UINT8_MAX : row[4]);
	c->flags = (uint8_t)(row[5] & UINT8_MAX);
	c->label = (struct pv_sref){ row[6], row[7] };
	c->num = (struct pv_range){ row[8], row[9] };
	c->heading = (struct pv_range){ row[10], row[11] };
	c->stem = (struct pv_range){ row[12], row[13] };
	c->tail = (struct pv_range){ row[14], row[15] };
	c->all = (struct pv_range){ row[16], row[17] };
}

/* Structs that are nothing but uint32_t members are their own rows. */
#define WORDS(type) (sizeof(struct type) / sizeof(uint32_t))
#define PLAIN(name, type)                                               \
	static void get_##name(const void *elem, uint32_t *row)         \
	{                                                               \
		get_words(elem, row, WORDS(type));                      \
	}                                                               \
	static void set_##name(void *elem, const uint32_t *row)         \
	{                                                               \
		memcpy(elem, row, sizeof(struct type));                 \
	}

PLAIN(map, pv_map_run)
PLAIN(skip, pv_skip)
PLAIN(link, pv_link)
PLAIN(sentence, pv_sentence)
PLAIN(def, pv_def)
PLAIN(ref, pv_ref)
PLAIN(party, pv_party)
PLAIN(oddity, pv_oddity)
PLAIN(diag, pv_diag)

static const struct table map_table =
    { sizeof(struct pv_map_run), WORDS(pv_map_run), get_map, set_map };
static const struct table skip_table =
    { sizeof(struct pv_skip), WORDS(pv_skip), get_skip, set_skip };
static const struct table link_table =
    { sizeof(struct pv_link), WORDS(pv_link), get_link, set_link };
static const struct table clause_table =
    { sizeof(struct pv_clause), 18, get_clause, set_clause };
static const struct table sentence_table =
    { sizeof(struct pv_sentence), WORDS(pv_sentence), get_sentence,
    set_sentence };
static const struct table def_table =
    { sizeof(struct pv_def), WORDS(pv_def), get_def, set_def };
static const struct table ref_table =
    { sizeof(struct pv_ref), WORDS(pv_ref), get_ref, set_ref };
static const struct table party_table =
    { sizeof(struct pv_party), WORDS(pv_party), get_party, set_party };
static const struct table oddity_table =
    { sizeof(struct pv_oddity), WORDS(pv_oddity), get_oddity, set_oddity };
static const struct table diag_table =
    { sizeof(struct pv_diag), WORDS(pv_diag), get_diag, set_diag };

static void
put_number(struct pv_buf *out, uint32_t n)
{
	while (n >= 0x80) {
		pv_buf_char(out, (char)(n | 0x80));
		n >>= 7;
	}
	pv_buf_char(out, (char)n);
}

static void
put_table(struct pv_buf *out, const struct table *t, const void *elems,
    size_t count)
{
	uint32_t row[ROW_MAX], last[ROW_MAX] = { 0 }, delta;
	size_t i;
	unsigned c;

	put_number(out, (uint32_t)count);
	for (i = 0; i < count; i++) {
		t->get((const char *)elems + i * t->elem, row);
		for (c = 0; c < t->cols; c++) {
			delta = row[c] - last[c];
			put_number(out, delta & 0x80000000u ?
			    ~(delta << 1) : delta << 1);
			last[c] = row[c];
		}
	}
}

static void
put_string(struct pv_buf *out, struct pv_sref s)
{
	put_number(out, s.off);
	put_number(out, s.len);
}

/*
 * A document is its content: the name of the file that it was read from,
 * which was added last, is left out.
 */
void
pv_pack(const struct pv_version *v, struct pv_buf *out)
{
	static const struct pv_sref none = { 0, 0 };
	bool last = (size_t)v->name.off + v->name.len == v->pool.len;
	struct pv_span pool = last ?
	    pv_span_sub(v->pool, 0, v->name.off) : v->pool;

	put_number(out, PV_PACK_FORM);
	put_string(out, last ? none : v->name);
	put_string(out, v->title);
	put_string(out, v->date);
	put_table(out, &map_table, v->map, v->nmap);
	put_table(out, &skip_table, v->skips, v->nskips);
	put_table(out, &link_table, v->links, v->nlinks);
	put_table(out, &clause_table, v->clauses, v->nclauses);
	put_table(out, &sentence_table, v->sentences, v->nsentences);
	put_table(out, &def_table, v->defs, v->ndefs);
	put_table(out, &ref_table, v->refs, v->nrefs);
	put_table(out, &party_table, v->parties, v->nparties);
	put_table(out, &oddity_table, v->oddities, v->noddities);
	put_table(out, &diag_table, v->diags, v->ndiags);
	put_number(out, (uint32_t)pool.len);
	pv_buf_span(out, pool);
}

/* A reading position; after the first fault everything reads as 0. */
struct in {
	struct pv_span rest;
	struct pv_arena *arena;
	bool bad, nomem;
};

static uint32_t
take_number(struct in *in)
{
	uint32_t n = 0;
	unsigned shift;
	unsigned char byte;

	for (shift = 0; shift < 35; shift += 7) {
		if (in->rest.len == 0)
			break;
		byte = (unsigned char)in->rest.ptr[0];
		in->rest.ptr++;
		in->rest.len--;
		n |= (uint32_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return n;
	}
	in->bad = true;
	return 0;
}

static struct pv_sref
take_string(struct in *in)
{
	struct pv_sref s;

	s.off = take_number(in);
	s.len = take_number(in);
	return s;
}

static void *
take_table(struct in *in, const struct table *t, size_t *count)
{
	uint32_t row[ROW_MAX] = { 0 }, coded;
	size_t n = take_number(in), i;
	unsigned c;
	char *elems;

	/* Every row takes at least a byte a field. */
	if (in->bad || in->nomem || n > in->rest.len / t->cols) {
		in->bad = true;
		return NULL;
	}
	elems = pv_arena_array(in->arena, n + 1, t->elem);
	if (elems == NULL) {
		in->nomem = true;
		return NULL;
	}
	for (i = 0; i < n; i++) {
		for (c = 0; c < t->cols; c++) {
			coded = take_number(in);
			row[c] += coded & 1 ? ~(coded >> 1) : coded >> 1;
		}
		t->set(elems + i * t->elem, row);
	}
	*count = n;
	return elems;
}

static void
take_pool(struct in *in, struct pv_version *v)
{
	size_t n = take_number(in);

	if (in->bad || n != in->rest.len) {
		in->bad = true;
		return;
	}
	v->pool = pv_arena_dup(in->arena, in->rest);
	v->pool_cap = v->pool.len;
	in->nomem = in->nomem || v->pool.ptr == NULL;
}

enum pv_rc
pv_unpack(struct pv_span blob, struct pv_version *v, struct pv_err *err)
{
	struct in in = { .rest = blob, .arena = v->arena };
	uint32_t form = take_number(&in);

	in.bad = in.bad || form < 1 || form > PV_PACK_FORM;
	v->name = take_string(&in);
	v->title = take_string(&in);
	v->date = take_string(&in);
	v->map = take_table(&in, &map_table, &v->nmap);
	v->skips = take_table(&in, &skip_table, &v->nskips);
	v->links = take_table(&in, &link_table, &v->nlinks);
	v->clauses = take_table(&in, &clause_table, &v->nclauses);
	v->sentences = take_table(&in, &sentence_table, &v->nsentences);
	v->defs = take_table(&in, &def_table, &v->ndefs);
	v->refs = take_table(&in, &ref_table, &v->nrefs);
	v->parties = take_table(&in, &party_table, &v->nparties);
	if (form > 1)
		v->oddities = take_table(&in, &oddity_table, &v->noddities);
	v->diags = take_table(&in, &diag_table, &v->ndiags);
	take_pool(&in, v);
	if (in.nomem)
		return pv_fail_nomem(err);
	if (in.bad || !pv_version_valid(v))
		return pv_fail(err, PV_EDB, "E-DBDATA",
		    "a stored document makes no sense");
	return PV_OK;
}
