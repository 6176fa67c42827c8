/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create */
#endif
#include "base/image.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/sum.h"
#include "check.h"

/* A list that ends, and a loop of it. */
struct node {
	struct node *next, *first;
	const char *name;
	uint32_t number;
	void *own;              /* of this process */
};
struct tree {
	struct node *nodes;
	const char *behind;     /* the end of a string */
	size_t n;
};

#define NODES 100
#define KEY PV_SPAN("key of the test")
#define TAIL PV_SPAN("what stands behind")

/* Of image.c: where its head holds what. */
#define HEAD_SUM 16
#define HEAD_KEY 24
#define HEAD_ROOT 56
#define HEAD_LEN 64

static struct tree *
build(struct pv_arena *arena, uint32_t seed)
{
	struct tree *t = pv_arena_alloc(arena, sizeof(*t));
	uint32_t i;

	t->nodes = pv_arena_array(arena, NODES, sizeof(*t->nodes));
	t->n = NODES;
	for (i = 0; i < NODES; i++) {
		struct node *x = &t->nodes[i];

		x->first = t->nodes;
		x->next = i + 1 < NODES ? x + 1 : NULL;
		x->name = pv_arena_dup(arena, PV_SPAN("a name")).ptr;
		x->number = i ^ seed;
		x->own = arena;
		(void)pv_arena_alloc(arena, 8 * i);
	}
	t->behind = t->nodes[3].name + 6;
	return t;
}

/* The image of such a tree; ok is what pv_image_begin() and _end() said. */
static struct pv_buf
image(uint32_t seed, bool blank, bool *ok)
{
	struct pv_arena *a = pv_arena_new(NULL), *b = pv_arena_new(NULL);
	struct tree *t = build(a, 0);
	struct pv_buf out = PV_BUF_INIT;
	struct pv_image_maker *m;
	size_t i;

	(void)build(b, seed);
	*ok = pv_image_begin(a, b, &m, NULL) == PV_OK;
	for (i = 0; *ok && blank && i < NODES; i++)
		pv_image_blank(m, &t->nodes[i].own, sizeof(void *));
	if (*ok)
		*ok = pv_image_end(m, t, KEY, TAIL, &out, NULL) == PV_OK;
	pv_arena_free(a);
	pv_arena_free(b);
	return out;
}

static int
file_of(struct pv_span bytes)
{
	int fd = memfd_create("image", 0);

	if (fd < 0 || write(fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len)
		abort();
	return fd;
}

static struct pv_image *
try_open(struct pv_span bytes, struct pv_span key)
{
	struct pv_image *im = NULL;
	int fd = file_of(bytes);

	if (pv_image_open(fd, key, sizeof(struct tree), &im, NULL) != PV_OK)
		im = NULL;
	close(fd);
	return im;
}

static void
test_taken(void)
{
	bool ok, same;
	struct pv_buf b = image(0, true, &ok), again = image(0, true, &same);
	struct pv_image *im;
	const struct tree *t;
	size_t i;

	CHECK(ok && same);
	CHECK(pv_span_eq(pv_buf_view(&b), pv_buf_view(&again)));
	im = try_open(pv_buf_view(&b), KEY);
	CHECK(im != NULL);
	if (im == NULL)
		return;
	t = pv_image_root(im);
	CHECK_INT(t->n, NODES);
	for (i = 0; i < NODES; i++) {
		const struct node *x = &t->nodes[i];

		CHECK_INT(x->number, i);
		CHECK(x->first == t->nodes);
		CHECK(x->next == (i + 1 < NODES ? x + 1 : NULL));
		CHECK(x->own == NULL);
		CHECK_STR(pv_span_str(x->name), "a name");
	}
	CHECK(t->behind == t->nodes[3].name + 6);
	CHECK_STR(pv_image_tail(im), "what stands behind");
	pv_image_seal(im);
	pv_image_close(im);
	pv_buf_release(&b);
	pv_buf_release(&again);
}

/* What depends on more than what it was built from has no image. */
static void
test_not_made(void)
{
	struct pv_buf b;
	bool ok;

	b = image(1, true, &ok);
	CHECK(!ok);
	pv_buf_release(&b);
	b = image(0, false, &ok);
	CHECK(!ok);
	pv_buf_release(&b);
}

/* A changed byte, wherever it is, or a cut; the tail is the caller's. */
static void
test_damaged(void)
{
	bool ok;
	struct pv_buf b = image(0, true, &ok);
	size_t i, sound = b.len - TAIL.len, taken = 0;

	for (i = 0; i < sound; i += i < 512 ? 1 : 61) {
		struct pv_image *im;

		b.ptr[i] ^= (char)(1 << i % 8);
		im = try_open(pv_buf_view(&b), KEY);
		taken += im != NULL;
		pv_image_close(im);
		b.ptr[i] ^= (char)(1 << i % 8);
	}
	for (i = 0; i < b.len; i += i < 256 ? 1 : 997) {
		struct pv_image *im =
		    try_open(pv_span_sub(pv_buf_view(&b), 0, i), KEY);

		taken += im != NULL;
		pv_image_close(im);
	}
	CHECK_INT(taken, 0);
	CHECK(try_open(pv_buf_view(&b), PV_SPAN("key of the tess")) == NULL);
	CHECK(try_open(pv_buf_view(&b), PV_SPAN("key")) == NULL);
	pv_buf_release(&b);
}

static uint64_t
get(const struct pv_buf *b, size_t at)
{
	uint64_t n;

	memcpy(&n, b->ptr + at, sizeof(n));
	return n;
}

/* Change a word and mend the checksum: it must be refused for itself. */
static void
refused(size_t at, uint64_t value)
{
	bool ok;
	struct pv_buf b = image(0, true, &ok);
	uint64_t sum = 0;
	struct pv_image *im;

	CHECK(ok && at + sizeof(value) <= b.len);
	memcpy(b.ptr + at, &value, sizeof(value));
	memcpy(b.ptr + HEAD_SUM, &sum, sizeof(sum));
	sum = pv_sum64(0, pv_span(b.ptr, HEAD_LEN));
	sum = pv_sum64(sum, pv_span(b.ptr + HEAD_LEN,
	    b.len - TAIL.len - HEAD_LEN));
	memcpy(b.ptr + HEAD_SUM, &sum, sizeof(sum));
	im = try_open(pv_buf_view(&b), KEY);
	CHECK(im == NULL);
	pv_image_close(im);
	pv_buf_release(&b);
}

static void
test_wrong(void)
{
	bool ok;
	struct pv_buf b = image(0, true, &ok);
	uint64_t key = get(&b, HEAD_KEY), contents = get(&b, HEAD_KEY + 8),
	    pointers = get(&b, HEAD_KEY + 16), root = get(&b, HEAD_ROOT), n;
	size_t list = HEAD_LEN + key + contents;
	uint32_t word;

	memcpy(&word, b.ptr + list, sizeof(word));
	/* a pointer to behind the contents, and far behind */
	refused(HEAD_LEN + key + word * sizeof(void *), contents + 1);
	refused(HEAD_LEN + key + word * sizeof(void *), UINT64_MAX);
	/* a pointer that is not in the contents */
	n = get(&b, list) >> 32 << 32;
	refused(list, n | contents / sizeof(void *));
	refused(list, n | UINT32_MAX);
	/* the root, and the parts */
	refused(HEAD_ROOT, contents);
	refused(HEAD_ROOT, contents + 16);
	refused(HEAD_ROOT, root + 8);
	refused(HEAD_KEY, key + 16);
	refused(HEAD_KEY + 8, UINT64_MAX - 15);
	refused(HEAD_KEY + 16, pointers + 32);
	refused(HEAD_KEY + 24, TAIL.len + 1);
	pv_buf_release(&b);
}

static void
test_sum(void)
{
	char text[200];
	size_t i, k, same = 0;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 7);
	for (i = 0; i < sizeof(text); i++) {
		uint64_t was = pv_sum64(1, pv_span(text, sizeof(text)));

		for (k = 0; k < 8; k++) {
			text[i] ^= (char)(1 << k);
			same += pv_sum64(1, pv_span(text, sizeof(text))) == was;
			text[i] ^= (char)(1 << k);
		}
		same += pv_sum64(1, pv_span(text, i)) == was;
	}
	CHECK_INT(same, 0);
	CHECK(pv_sum64(0, PV_SPAN("a")) != pv_sum64(1, PV_SPAN("a")));
	CHECK(pv_sum64(0, PV_SPAN("")) != pv_sum64(0, pv_span("", 1)));
}

int
main(void)
{
	test_sum();
	test_taken();
	test_not_made();
	test_damaged();
	test_wrong();
	return CHECK_DONE();
}
