/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/pack.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "model/valid.h"
#include "store/code.h"

#define ROW_MAX 18
#define ROWS_MORE 4096  /* than bytes: what is about no byte */

/*
 * What a number of a row is told from, since the distance to it is what is
 * coded: number a of the same row, which comes before it; number a of the row
 * before; or the end there of what begins at a and has the length b.
 */
struct guess {
	enum { HERE, LAST, AFTER } how;
	unsigned char a, b;
};

/* One array of the version as rows of numbers. */
struct table {
	size_t elem;            /* bytes an element */
	unsigned cols;
	void (*get)(const void *elem, uint32_t *row);
	void (*set)(void *elem, const uint32_t *row);
	struct guess guesses[ROW_MAX];
};

/* Structs that are nothing but uint32_t members are their own rows. */
#define WORDS(type) (sizeof(struct type) / sizeof(uint32_t))
#define PLAIN(name, type, ...)                                          \
	static void get_##name(const void *elem, uint32_t *row)         \
	{                                                               \
		memcpy(row, elem, sizeof(struct type));                 \
	}                                                               \
	static void set_##name(void *elem, const uint32_t *row)         \
	{                                                               \
		memcpy(elem, row, sizeof(struct type));                 \
	}                                                               \
	static const struct table name##_table = { sizeof(struct type), \
		WORDS(type), get_##name, set_##name, { __VA_ARGS__ } };

PLAIN(map, pv_map_run, { AFTER, 0, 2 }, { AFTER, 1, 2 }, { LAST, 2, 0 })
PLAIN(skip, pv_skip, { AFTER, 0, 1 }, { LAST, 1, 0 }, { LAST, 2, 0 })
PLAIN(link, pv_link, { LAST, 0, 0 }, { AFTER, 1, 2 }, { LAST, 2, 0 })
PLAIN(sentence, pv_sentence, { LAST, 0, 0 }, { LAST, 2, 0 }, { HERE, 1, 0 },
    { LAST, 3, 0 })
PLAIN(def, pv_def, { AFTER, 0, 1 }, { LAST, 1, 0 }, { LAST, 3, 0 },
    { HERE, 2, 0 }, { HERE, 2, 0 }, { HERE, 3, 0 }, { LAST, 6, 0 },
    { LAST, 7, 0 }, { LAST, 8, 0 })
PLAIN(ref, pv_ref, { LAST, 1, 0 }, { HERE, 0, 0 }, { LAST, 2, 0 },
    { HERE, 2, 0 }, { LAST, 4, 0 }, { AFTER, 5, 6 }, { LAST, 6, 0 },
    { LAST, 7, 0 }, { LAST, 8, 0 })
PLAIN(party, pv_party, { AFTER, 0, 1 }, { LAST, 1, 0 }, { AFTER, 2, 3 },
    { LAST, 3, 0 }, { AFTER, 4, 5 }, { LAST, 5, 0 }, { LAST, 7, 0 },
    { HERE, 6, 0 })
PLAIN(oddity, pv_oddity, { LAST, 1, 0 }, { HERE, 0, 0 }, { LAST, 2, 0 },
    { LAST, 3, 0 }, { LAST, 4, 0 }, { LAST, 5, 0 })
PLAIN(diag, pv_diag, { LAST, 0, 0 }, { LAST, 1, 0 }, { LAST, 2, 0 },
    { LAST, 3, 0 }, { AFTER, 4, 5 }, { LAST, 5, 0 }, { AFTER, 6, 7 },
    { LAST, 7, 0 })

/* A clause begins where the stem before it ends; one part follows another. */
enum {
	ALL_START, NUM_START, NUM_END, HEAD_START, HEAD_END, STEM_START,
	STEM_END, TAIL_START, TAIL_END, ALL_END, PARENT, NEXT, LINE, DEPTH,
	KIND, FLAGS, LABEL_OFF, LABEL_LEN, CLAUSE_COLS
};

static void
get_clause(const void *elem, uint32_t *row)
{
	const struct pv_clause *c = elem;

	row[ALL_START] = c->all.start;
	row[NUM_START] = c->num.start;
	row[NUM_END] = c->num.end;
	row[HEAD_START] = c->heading.start;
	row[HEAD_END] = c->heading.end;
	row[STEM_START] = c->stem.start;
	row[STEM_END] = c->stem.end;
	row[TAIL_START] = c->tail.start;
	row[TAIL_END] = c->tail.end;
	row[ALL_END] = c->all.end;
	row[PARENT] = c->parent;
	row[NEXT] = c->next;
	row[LINE] = c->line;
	row[DEPTH] = c->depth;
	row[KIND] = c->kind;
	row[FLAGS] = c->flags;
	row[LABEL_OFF] = c->label.off;
	row[LABEL_LEN] = c->label.len;
}

static void
set_clause(void *elem, const uint32_t *row)
{
	struct pv_clause *c = elem;

	c->all = (struct pv_range){ row[ALL_START], row[ALL_END] };
	c->num = (struct pv_range){ row[NUM_START], row[NUM_END] };
	c->heading = (struct pv_range){ row[HEAD_START], row[HEAD_END] };
	c->stem = (struct pv_range){ row[STEM_START], row[STEM_END] };
	c->tail = (struct pv_range){ row[TAIL_START], row[TAIL_END] };
	c->parent = row[PARENT];
	c->next = row[NEXT];
	c->line = row[LINE];
	c->depth = (uint16_t)(row[DEPTH] & UINT16_MAX);
	c->kind = (uint8_t)(row[KIND] > UINT8_MAX ? UINT8_MAX : row[KIND]);
	c->flags = (uint8_t)(row[FLAGS] & UINT8_MAX);
	c->label = (struct pv_sref){ row[LABEL_OFF], row[LABEL_LEN] };
}

static const struct table clause_table = {
	sizeof(struct pv_clause), CLAUSE_COLS, get_clause, set_clause,
	{ [ALL_START] = { LAST, STEM_END, 0 },
	[NUM_START] = { HERE, ALL_START, 0 },
	[NUM_END] = { HERE, NUM_START, 0 },
	[HEAD_START] = { HERE, NUM_END, 0 },
	[HEAD_END] = { HERE, HEAD_START, 0 },
	[STEM_START] = { HERE, ALL_START, 0 },
	[STEM_END] = { HERE, HEAD_END, 0 },
	[TAIL_START] = { HERE, STEM_END, 0 },
	[TAIL_END] = { HERE, TAIL_START, 0 },
	[ALL_END] = { HERE, TAIL_END, 0 },
	[PARENT] = { LAST, PARENT, 0 },
	[NEXT] = { LAST, NEXT, 0 },
	[LINE] = { LAST, LINE, 0 },
	[DEPTH] = { LAST, DEPTH, 0 },
	[KIND] = { LAST, KIND, 0 },
	[FLAGS] = { LAST, FLAGS, 0 },
	[LABEL_OFF] = { AFTER, LABEL_OFF, LABEL_LEN },
	[LABEL_LEN] = { LAST, LABEL_LEN, 0 } }
};

/* Arrays in their order in a packed structure. */
struct array {
	const struct table *table;
	size_t elems, count;    /* offsets of the members of a version */
};

#define ARRAY(table, elems, count)                                      \
	{ &table##_table, offsetof(struct pv_version, elems),           \
		offsetof(struct pv_version, count) }

static const struct array arrays[] = {
	ARRAY(map, map, nmap),
	ARRAY(skip, skips, nskips),
	ARRAY(link, links, nlinks),
	ARRAY(clause, clauses, nclauses),
	ARRAY(sentence, sentences, nsentences),
	ARRAY(def, defs, ndefs),
	ARRAY(ref, refs, nrefs),
	ARRAY(party, parties, nparties),
	ARRAY(oddity, oddities, noddities),
	ARRAY(diag, diags, ndiags),
};

#define NARRAYS (sizeof(arrays) / sizeof(arrays[0]))

/* How far the number before it was off tells what to expect of the next. */
enum { NEAR, CLOSE, FAR, OFFS };

/* What a packing learns; begins with all 0. */
struct state {
	struct pv_distances counts, numbers[ROW_MAX][OFFS];
	uint32_t was[ROW_MAX];  /* distances in the row before */
	struct pv_chance bytes[128][256];
};

static int
off(uint32_t distance)
{
	return distance == 0 ? NEAR :
	    distance + 8 < 16 ? CLOSE : FAR;
}

static uint32_t
guess(const struct guess *g, const uint32_t *row, const uint32_t *last)
{
	switch (g->how) {
	case HERE:
		return row[g->a];
	case LAST:
		return last[g->a];
	case AFTER:
		return last[g->a] + last[g->b];
	}
	return 0;
}

/* Write a row, or read it. */
static void
code_row(struct pv_code *c, struct state *s, const struct table *t,
    uint32_t *row, const uint32_t *last)
{
	uint32_t g, *was = s->was;
	unsigned i;

	for (i = 0; i < t->cols; i++) {
		g = guess(&t->guesses[i], row, last);
		was[i] = pv_code_distance(c, &s->numbers[i][off(was[i])],
		    row[i] - g);
		row[i] = g + was[i];
	}
}

static void
code_rows(struct pv_code *c, struct state *s, const struct table *t,
    char *elems, size_t count)
{
	uint32_t rows[2][ROW_MAX] = { { 0 } };
	bool reading = c->out == NULL;
	size_t i;

	memset(s->numbers, 0, sizeof(s->numbers));
	memset(s->was, 0, sizeof(s->was));
	for (i = 0; i < count && !c->bad; i++) {
		if (!reading)
			t->get(elems + i * t->elem, rows[i & 1]);
		code_row(c, s, t, rows[i & 1], rows[~i & 1]);
		if (reading)
			t->set(elems + i * t->elem, rows[i & 1]);
	}
}

static void
code_string(struct pv_code *c, struct state *s, struct pv_sref *str)
{
	str->off = pv_code_distance(c, &s->counts, str->off);
	str->len = pv_code_distance(c, &s->counts, str->len);
}

/*
 * The strings: each byte is told from the one before.  in is NULL, or out is.
 */
static void
code_bytes(struct pv_code *c, struct state *s, const char *in, char *out,
    size_t n)
{
	unsigned char byte = 0;
	size_t i;

	for (i = 0; i < n && !c->bad; i++) {
		byte = pv_code_byte(c, s->bytes[byte & 127],
		    in != NULL ? (unsigned char)in[i] : 0);
		if (out != NULL)
			out[i] = (char)byte;
	}
}

static void
write_version(struct pv_code *c, struct state *s, const struct pv_version *v)
{
	static const struct pv_sref none = { 0, 0 };
	bool last = (size_t)v->name.off + v->name.len == v->pool.len;
	size_t pool = last ? v->name.off : v->pool.len;
	struct pv_sref name = last ? none : v->name;
	struct pv_sref title = v->title, date = v->date;
	const char *member;
	void *elems;
	size_t count, i;

	code_string(c, s, &name);
	code_string(c, s, &title);
	code_string(c, s, &date);
	for (i = 0; i < NARRAYS; i++) {
		member = (const char *)v;
		memcpy(&elems, member + arrays[i].elems, sizeof(elems));
		memcpy(&count, member + arrays[i].count, sizeof(count));
		pv_code_distance(c, &s->counts, (uint32_t)count);
		code_rows(c, s, arrays[i].table, elems, count);
	}
	pv_code_distance(c, &s->counts, (uint32_t)pool);
	code_bytes(c, s, v->pool.ptr, NULL, pool);
}

/*
 * A document is its content: the name of the file that it was read from,
 * which was added last, is left out.
 */
void
pv_pack(const struct pv_version *v, struct pv_buf *out)
{
	struct state *s = calloc(1, sizeof(*s));
	struct pv_code c;

	if (s == NULL) {
		out->failed = true;
		return;
	}
	pv_buf_char(out, PV_PACK_FORM);
	pv_code_write(&c, out);
	write_version(&c, s, v);
	pv_code_end(&c);
	free(s);
}

/* ----------------------------------------------------------------- reading */

/* Where to read into, and how much of anything can be meant. */
struct room {
	struct pv_arena *arena;
	uint64_t rows;          /* no more than there are bytes to be about */
	uint64_t decisions;     /* no more than a code so long can hold */
	bool nomem;
};

static size_t
read_count(struct pv_code *c, struct state *s, struct room *room,
    unsigned decisions)
{
	uint32_t n = pv_code_distance(c, &s->counts, 0);

	if (n > room->rows || (uint64_t)n * decisions > room->decisions)
		c->bad = true;
	return c->bad ? 0 : n;
}

static void
read_array(struct pv_code *c, struct state *s, const struct array *a,
    struct room *room, struct pv_version *v)
{
	size_t count = read_count(c, s, room, a->table->cols);
	void *elems = pv_arena_array(room->arena, count + 1, a->table->elem);

	if (elems == NULL) {
		room->nomem = c->bad = true;
		return;
	}
	code_rows(c, s, a->table, elems, count);
	memcpy((char *)v + a->elems, &elems, sizeof(elems));
	memcpy((char *)v + a->count, &count, sizeof(count));
}

static void
read_pool(struct pv_code *c, struct state *s, struct room *room,
    struct pv_version *v)
{
	size_t n = read_count(c, s, room, 8);
	char *pool = pv_arena_alloc(room->arena, n + 1);

	if (pool == NULL) {
		room->nomem = c->bad = true;
		return;
	}
	code_bytes(c, s, NULL, pool, n);
	v->pool = pv_span(pool, n);
	v->pool_cap = n;
}

static void
read_version(struct pv_code *c, struct state *s, struct room *room,
    struct pv_version *v)
{
	size_t i;

	code_string(c, s, &v->name);
	code_string(c, s, &v->title);
	code_string(c, s, &v->date);
	for (i = 0; i < NARRAYS && !c->bad; i++)
		read_array(c, s, &arrays[i], room, v);
	if (!c->bad)
		read_pool(c, s, room, v);
}

enum pv_rc
pv_unpack(struct pv_span blob, struct pv_version *v, struct pv_err *err)
{
	struct room room = { v->arena,
		(uint64_t)v->text.len + v->source_len + ROWS_MORE,
		PV_CODE_MOST(blob.len), false };
	struct state *s = calloc(1, sizeof(*s));
	struct pv_code c;
	bool good;

	if (s == NULL)
		return pv_fail_nomem(err);
	good = blob.len > 0 && blob.ptr[0] == PV_PACK_FORM;
	if (good) {
		pv_code_read(&c, pv_span_sub(blob, 1, blob.len));
		read_version(&c, s, &room, v);
		good = pv_code_end(&c);
	}
	free(s);
	if (room.nomem)
		return pv_fail_nomem(err);
	if (!good || !pv_version_valid(v))
		return pv_fail(err, PV_EDB, "E-DBDATA",
		    "a stored document makes no sense");
	return PV_OK;
}
