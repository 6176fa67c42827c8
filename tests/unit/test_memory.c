/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "check.h"

/* An allocator that fails after `left` calls or for the absurd, and counts live blocks. */
struct fault {
	size_t left;
	long live;
};

static void *
fault_resize(void *ctx, void *ptr, size_t size)
{
	struct fault *f = ctx;
	void *got;

	if (size == 0) {
		f->live -= ptr != NULL;
		free(ptr);
		return NULL;
	}
	if (f->left == 0 || size > SIZE_MAX / 4)
		return NULL;
	f->left--;
	got = realloc(ptr, size);
	f->live += ptr == NULL && got != NULL;
	return got;
}

static void
test_arena(void)
{
	struct fault f = { 100, 0 };
	struct pv_mem mem = { fault_resize, &f };
	struct pv_arena *a = pv_arena_new(&mem);
	struct pv_span copy;
	char *p, *q;
	uint64_t *n;

	CHECK(a != NULL);
	if (a == NULL)
		return;
	p = pv_arena_alloc(a, 3);
	q = pv_arena_alloc(a, 0);
	CHECK(p != NULL && q != NULL && p != q);
	CHECK_INT((uintptr_t)q % _Alignof(max_align_t), 0);
	n = pv_arena_array(a, 100000, sizeof(*n));
	CHECK(n != NULL && n[0] == 0 && n[99999] == 0);
	/* a large object leaves the room of the first chunk in use */
	CHECK((char *)pv_arena_alloc(a, 1) - q < 64);
	CHECK(pv_arena_array(a, SIZE_MAX / 4, 8) == NULL);
	CHECK(pv_arena_alloc(a, SIZE_MAX) == NULL);
	CHECK(pv_arena_alloc(a, SIZE_MAX - 64) == NULL);
	copy = pv_arena_dup(a, PV_SPAN("clause"));
	CHECK_STR(copy, "clause");
	CHECK_INT(copy.ptr[6], 0);
	copy = pv_arena_dup(a, pv_span(NULL, 0));
	CHECK(copy.ptr != NULL && copy.len == 0);
	CHECK(pv_arena_mem(a) == &mem);
	pv_arena_free(a);
	CHECK_INT(f.live, 0);
	pv_arena_free(NULL);
}

static void
test_arena_fault(void)
{
	struct fault f = { 0, 0 };
	struct pv_mem mem = { fault_resize, &f };
	struct pv_arena *a;

	CHECK(pv_arena_new(&mem) == NULL);
	f.left = 1;
	a = pv_arena_new(&mem);
	CHECK(a != NULL && pv_arena_alloc(a, 8) == NULL);
	f.left = 1;
	CHECK(a != NULL && pv_arena_alloc(a, 8) != NULL);
	CHECK(a != NULL && pv_arena_dup(a, PV_SPAN("x")).len == 1);
	pv_arena_free(a);
	CHECK_INT(f.live, 0);
}

static void
test_buf(void)
{
	struct fault f = { 100, 0 };
	struct pv_mem mem = { fault_resize, &f };
	struct pv_buf b = { .mem = &mem };

	pv_buf_u64(&b, 0);
	pv_buf_char(&b, ' ');
	pv_buf_u64(&b, UINT64_MAX);
	CHECK_STR(pv_buf_view(&b), "0 18446744073709551615");
	pv_buf_clear(&b);
	CHECK_STR(pv_buf_view(&b), "");
	pv_buf_printf(&b, "%s-%d", "x", 7);
	pv_buf_printf(&b, "%0300d", 1);
	CHECK_INT(b.len, 303);
	CHECK_INT(b.ptr[b.len], 0);
	CHECK_STR(pv_span_sub(pv_buf_view(&b), 300, 303), "001");
	pv_buf_add(&b, NULL, 0);
	CHECK(!pv_buf_reserve(&b, SIZE_MAX - 10));
	CHECK(b.failed);
	pv_buf_str(&b, "lost");
	CHECK_INT(b.len, 303);
	pv_buf_release(&b);
	CHECK(b.ptr == NULL && !b.failed);
}

/* Fail the n-th allocation until all succeed; nothing leaks or half grows. */
static void
test_buf_fault(void)
{
	struct fault f;
	struct pv_mem mem = { fault_resize, &f };
	bool failed = true;

	for (size_t n = 0; failed && n < 100; n++) {
		struct pv_buf b = { .mem = &mem };
		size_t len = 0;

		f = (struct fault){ n, 0 };
		for (int i = 0; i < 200; i++) {
			pv_buf_printf(&b, "%d, %s;", i, "provision");
			if (b.failed && len == 0)
				len = b.len + 1;
		}
		failed = b.failed;
		CHECK(!failed || len == b.len + 1);
		CHECK(b.ptr == NULL || strlen(b.ptr) == b.len);
		pv_buf_release(&b);
		CHECK_INT(f.live, 0);
	}
	CHECK(!failed);
}

static void
test_vec(void)
{
	struct pv_vec v = PV_VEC_INIT(int);
	struct pv_arena *a = pv_arena_new(NULL);
	size_t len = 99;
	int *frozen;
	int *zero = pv_vec_push(&v);

	CHECK(zero != NULL && *zero == 0);
	for (int i = 1; i < 1000; i++)
		CHECK(pv_vec_add(&v, &i));
	/* an element of the vector itself, at every moment of growth */
	for (int i = 0; i < 1000; i++)
		CHECK(pv_vec_add(&v, PV_VEC_AT(&v, int, 7)));
	CHECK_INT(*PV_VEC_AT(&v, int, 999), 999);
	CHECK_INT(*PV_VEC_AT(&v, int, 1999), 7);
	frozen = a != NULL ? pv_vec_freeze(&v, a, &len) : NULL;
	CHECK(frozen != NULL && frozen[999] == 999);
	CHECK_INT(len, 2000);
	CHECK(v.ptr == NULL && v.len == 0);
	frozen = a != NULL ? pv_vec_freeze(&v, a, &len) : NULL;
	CHECK(frozen != NULL && len == 0);
	pv_arena_free(a);
}

static void
test_vec_fault(void)
{
	struct fault f = { 1, 0 };
	struct pv_mem mem = { fault_resize, &f };
	struct pv_vec v = { .elem = 8, .mem = &mem };
	struct pv_arena *a = pv_arena_new(NULL);
	size_t len = 1;

	for (int i = 0; i < 8; i++)
		CHECK(pv_vec_push(&v) != NULL);
	CHECK(pv_vec_push(&v) == NULL);
	CHECK_INT(v.len, 8);
	f.left = 9;
	CHECK(pv_vec_push(&v) == NULL);
	CHECK(a != NULL && pv_vec_freeze(&v, a, &len) == NULL);
	CHECK_INT(len, 0);
	CHECK_INT(f.live, 0);
	v.elem = SIZE_MAX / 2;
	CHECK(pv_vec_push(&v) == NULL && v.failed);
	pv_vec_clear(&v);
	CHECK(!v.failed);
	pv_vec_release(&v);
	pv_arena_free(a);
}

static void
test_err(void)
{
	struct pv_err err;
	char many[600];

	CHECK_INT(pv_fail(NULL, PV_EDB, NULL, "x"), PV_EDB);
	CHECK_INT(pv_fail(&err, PV_EIO, "E-OPEN", "cannot open '%s'", "a"),
	    PV_EIO);
	CHECK_STR(pv_span_str(err.msg), "cannot open 'a'");
	CHECK_STR(pv_span_str(err.code), "E-OPEN");
	CHECK_INT(err.rc, PV_EIO);
	CHECK_INT(pv_fail_at(&err, PV_ERULE, NULL, 3, 9, "%d", 1), PV_ERULE);
	CHECK(err.line == 3 && err.col == 9 && err.code[0] == '\0');
	CHECK_INT(pv_fail_nomem(&err), PV_ENOMEM);
	CHECK(err.line == 0 && err.col == 0 && err.msg[0] != '\0');
	CHECK_INT(pv_fail_errno(&err, PV_EIO, "E-OPEN", ENOENT, "%s", "a"),
	    PV_EIO);
	CHECK_STR(pv_span_str(err.msg), "a: No such file or directory");
	memset(many, 'x', sizeof(many) - 1);
	many[sizeof(many) - 1] = '\0';
	memcpy(many + sizeof(err.msg) - 2, "\xC3\xA9", 2);
	(void)pv_fail(&err, PV_EIO, "E-A-CODE-TOO-LONG", "%s", many);
	CHECK_INT(strlen(err.msg), sizeof(err.msg) - 2);
	CHECK_INT(strlen(err.code), sizeof(err.code) - 1);
	(void)pv_fail_errno(&err, PV_EIO, NULL, ENOENT, "%s", many + 2);
	CHECK_INT(strlen(err.msg), sizeof(err.msg) - 1);
}

int
main(void)
{
	test_arena();
	test_arena_fault();
	test_buf();
	test_buf_fault();
	test_vec();
	test_vec_fault();
	test_err();
	return CHECK_DONE();
}
