/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/image.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/sum.h"
#include "base/vec.h"

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ MADV_WILLNEED
#endif

#define MAGIC "proviso\n"
#define ORDER UINT32_C(0x01020304)
#define ALIGN ((size_t)16)
#define CONTENTS_MAX ((size_t)1 << 30)

struct head {
	char magic[8];
	uint32_t order;         /* ORDER, as the machine writes it */
	uint32_t word;          /* bytes of a pointer */
	uint64_t sum;           /* of the head with 0 here, up to the tail */
	uint64_t key, contents, pointers, tail; /* bytes of each part */
	uint64_t root;          /* offset in the contents */
};
_Static_assert(sizeof(struct head) % 16 == 0, "what follows is aligned");

/* The same block of both arenas. */
struct piece {
	uintptr_t a, b;
	size_t len;
	size_t at;              /* in the contents */
};

struct pv_image_maker {
	struct pv_vec pieces;   /* struct piece, by address */
	struct pv_buf contents, twin;
	struct pv_buf pointers; /* uint32_t */
};

static size_t
padding(size_t len)
{
	return (ALIGN - len % ALIGN) % ALIGN;
}

static void
pad(struct pv_buf *b)
{
	static const char zero[ALIGN];

	pv_buf_add(b, zero, padding(b->len));
}

static uint64_t
sum_of(const struct head *head, struct pv_span file)
{
	struct head h = *head;
	uint64_t sum;

	h.sum = 0;
	sum = pv_sum64(0, pv_span((const char *)&h, sizeof(h)));
	return pv_sum64(sum, pv_span_sub(file, sizeof(h), file.len));
}

/* ----------------------------------------------------------------- making */

static void
maker_free(struct pv_image_maker *m)
{
	pv_vec_release(&m->pieces);
	pv_buf_release(&m->contents);
	pv_buf_release(&m->twin);
	pv_buf_release(&m->pointers);
	free(m);
}

static int
by_address(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	return x->a < y->a ? -1 : x->a > y->a;
}

static enum pv_rc
differ(struct pv_err *err)
{
	return pv_fail(err, PV_ESYS, "E-IMAGE",
	    "what was built twice is not the same");
}

/* Copy all blocks of both. */
static enum pv_rc
take_blocks(struct pv_image_maker *m, const struct pv_arena *arena,
    const struct pv_arena *twin, struct pv_err *err)
{
	struct pv_arena_block a = { NULL, 0, NULL }, b = a;
	static const char nothing[ALIGN];
	struct piece *p;

	pv_buf_add(&m->contents, nothing, ALIGN);
	pv_buf_add(&m->twin, nothing, ALIGN);
	while (pv_arena_next(arena, &a)) {
		if (!pv_arena_next(twin, &b) || a.len != b.len ||
		    a.len > CONTENTS_MAX - m->contents.len)
			return differ(err);
		p = pv_vec_push(&m->pieces);
		if (p != NULL)
			*p = (struct piece){ (uintptr_t)a.ptr,
				(uintptr_t)b.ptr, a.len, m->contents.len };
		pv_buf_add(&m->contents, a.ptr, a.len);
		pv_buf_add(&m->twin, b.ptr, b.len);
	}
	if (pv_arena_next(twin, &b))
		return differ(err);
	if (m->pieces.failed || m->contents.failed || m->twin.failed)
		return pv_fail_nomem(err);
	if (m->pieces.len > 0)
		qsort(m->pieces.ptr, m->pieces.len, sizeof(*p), by_address);
	return PV_OK;
}

enum pv_rc
pv_image_begin(const struct pv_arena *arena, const struct pv_arena *twin,
    struct pv_image_maker **out, struct pv_err *err)
{
	struct pv_image_maker *m = calloc(1, sizeof(*m));
	enum pv_rc rc;

	if (m == NULL)
		return pv_fail_nomem(err);
	m->pieces = (struct pv_vec)PV_VEC_INIT(struct piece);
	rc = take_blocks(m, arena, twin, err);
	if (rc == PV_OK)
		*out = m;
	else
		maker_free(m);
	return rc;
}

/* The block that an address is in, or just behind; NULL: in none. */
static const struct piece *
piece_of(const struct pv_image_maker *m, uintptr_t address)
{
	size_t lo = 0, hi = m->pieces.len, mid;
	const struct piece *p;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (PV_VEC_AT(&m->pieces, struct piece, mid)->a <= address)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == 0)
		return NULL;
	p = PV_VEC_AT(&m->pieces, struct piece, lo - 1);
	return address - p->a <= p->len ? p : NULL;
}

void
pv_image_blank(struct pv_image_maker *m, const void *ptr, size_t len)
{
	const struct piece *p = piece_of(m, (uintptr_t)ptr);
	size_t at;

	if (p == NULL)
		return;
	at = p->at + (size_t)((uintptr_t)ptr - p->a);
	memset(m->contents.ptr + at, 0, len);
	memset(m->twin.ptr + at, 0, len);
}

/* Make offsets of the pointers. */
static bool
find_pointers(struct pv_image_maker *m)
{
	uintptr_t a, b;
	size_t at;

	for (at = 0; at < m->contents.len; at += sizeof(a)) {
		const struct piece *p;
		uint32_t word = (uint32_t)(at / sizeof(a));

		memcpy(&a, m->contents.ptr + at, sizeof(a));
		memcpy(&b, m->twin.ptr + at, sizeof(b));
		if (a == b)
			continue;
		p = piece_of(m, a);
		if (p == NULL || a - p->a != b - p->b)
			return false;
		a = p->at + (a - p->a);
		memcpy(m->contents.ptr + at, &a, sizeof(a));
		pv_buf_add(&m->pointers, &word, sizeof(word));
	}
	pad(&m->pointers);
	return true;
}

enum pv_rc
pv_image_end(struct pv_image_maker *m, const void *root, struct pv_span key,
    struct pv_span tail, struct pv_buf *out, struct pv_err *err)
{
	const struct piece *p = piece_of(m, (uintptr_t)root);
	struct head h = { .magic = MAGIC, .order = ORDER,
		.word = sizeof(void *), .tail = tail.len };
	size_t start = out->len;

	if (p == NULL || !find_pointers(m)) {
		maker_free(m);
		return differ(err);
	}
	h.key = key.len + padding(key.len);
	h.contents = m->contents.len;
	h.pointers = m->pointers.len;
	h.root = p->at + ((uintptr_t)root - p->a);
	pv_buf_add(out, &h, sizeof(h));
	pv_buf_span(out, key);
	pad(out);
	pv_buf_span(out, pv_buf_view(&m->contents));
	pv_buf_span(out, pv_buf_view(&m->pointers));
	if (!out->failed && !m->pointers.failed) {
		struct pv_span all = pv_span_sub(pv_buf_view(out), start,
		    out->len);

		h.sum = sum_of(&h, all);
		memcpy(out->ptr + start, &h, sizeof(h));
	}
	pv_buf_span(out, tail);
	out->failed |= m->pointers.failed;
	maker_free(m);
	return out->failed ? pv_fail_nomem(err) : PV_OK;
}

/* ----------------------------------------------------------------- taking */

struct pv_image {
	char *map;
	size_t len, sound;      /* all, and what comes before the tail */
	char *contents;
	uint64_t root;
	struct pv_span tail;
};

static enum pv_rc
refuse(struct pv_err *err, const char *why)
{
	return pv_fail(err, PV_EINPUT, "E-IMAGE", "%s", why);
}

static enum pv_rc
map_file(int fd, struct pv_image *im, struct pv_err *err)
{
	struct stat sb;
	void *map;

	if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode) ||
	    sb.st_size < (off_t)sizeof(struct head) ||
	    (uintmax_t)sb.st_size > SIZE_MAX / 2)
		return refuse(err, "too short");
	im->len = (size_t)sb.st_size;
	map = mmap(NULL, im->len, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		return pv_fail_nomem(err);
	im->map = map;
	return PV_OK;
}

/* Whether the parts fill the file, each where it may be. */
static bool
is_whole(const struct head *h, size_t len)
{
	uint64_t left = len - sizeof(*h), parts[4] = { h->key, h->contents,
		h->pointers, h->tail };
	size_t i;

	for (i = 0; i < 4; i++) {
		if (parts[i] > left || (i < 3 && parts[i] % ALIGN != 0))
			return false;
		left -= parts[i];
	}
	return left == 0 && h->contents <= CONTENTS_MAX;
}

static bool
is_key(const struct head *h, struct pv_span key, const char *at)
{
	static const char zero[ALIGN];
	size_t more = padding(key.len);

	return h->key == key.len + more &&
	    pv_span_eq(pv_span(at, key.len), key) &&
	    memcmp(at + key.len, zero, more) == 0;
}

/* Offsets become pointers. */
static bool
relocate(const struct pv_image *im, const struct head *h, const char *list)
{
	uintptr_t base = (uintptr_t)im->contents, value;
	size_t n = (size_t)h->pointers / sizeof(uint32_t), i;
	uint32_t word;

	for (i = 0; i < n; i++) {
		memcpy(&word, list + i * sizeof(word), sizeof(word));
		if (word == 0)
			break; /* padding */
		if (word >= h->contents / sizeof(value))
			return false;
		memcpy(&value, im->contents + word * sizeof(value),
		    sizeof(value));
		if (value > h->contents)
			return false;
		value += base;
		memcpy(im->contents + word * sizeof(value), &value,
		    sizeof(value));
	}
	return true;
}

static enum pv_rc
take(struct pv_image *im, struct pv_span key, size_t root_size,
    struct pv_err *err)
{
	struct head h;
	size_t sound;

	memcpy(&h, im->map, sizeof(h));
	if (memcmp(h.magic, MAGIC, sizeof(h.magic)) != 0 || h.order != ORDER ||
	    h.word != sizeof(void *))
		return refuse(err, "no image of this machine");
	if (!is_whole(&h, im->len))
		return refuse(err, "damaged");
	if (!is_key(&h, key, im->map + sizeof(h)))
		return refuse(err, "of another program");
	sound = im->len - (size_t)h.tail;
	/* all of it is about to be read: better at once than page by page */
	(void)madvise(im->map, sound, MADV_POPULATE_READ);
	if (sum_of(&h, pv_span(im->map, sound)) != h.sum)
		return refuse(err, "damaged");
	im->sound = sound;
	if (mprotect(im->map, sound, PROT_READ | PROT_WRITE) != 0)
		return pv_fail_nomem(err);
	im->contents = im->map + sizeof(h) + h.key;
	im->root = h.root;
	im->tail = pv_span(im->map + sound, (size_t)h.tail);
	if (h.root % ALIGN != 0 || h.root > h.contents ||
	    h.contents - h.root < root_size ||
	    !relocate(im, &h, im->contents + h.contents))
		return refuse(err, "damaged");
	return PV_OK;
}

enum pv_rc
pv_image_open(int fd, struct pv_span key, size_t root_size,
    struct pv_image **out, struct pv_err *err)
{
	struct pv_image *im = calloc(1, sizeof(*im));
	enum pv_rc rc;

	if (im == NULL)
		return pv_fail_nomem(err);
	rc = map_file(fd, im, err);
	if (rc == PV_OK)
		rc = take(im, key, root_size, err);
	if (rc == PV_OK)
		*out = im;
	else
		pv_image_close(im);
	return rc;
}

void
pv_image_close(struct pv_image *image)
{
	if (image == NULL)
		return;
	if (image->map != NULL)
		(void)munmap(image->map, image->len);
	free(image);
}

void *
pv_image_root(const struct pv_image *image)
{
	return image->contents + image->root;
}

struct pv_span
pv_image_tail(const struct pv_image *image)
{
	return image->tail;
}

void
pv_image_seal(const struct pv_image *image)
{
	(void)mprotect(image->map, image->sound, PROT_READ);
}
