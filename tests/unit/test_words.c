/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "diff/diff.h"
#include "diff/myers.h"
#include "mkversion.h"

/* A fixed sequence of numbers that looks random. */
static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* Length of the longest common subsequence, the plain quadratic way. */
static size_t
lcs(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t row[65] = { 0 }, prev, keep, i, j;

	for (i = 0; i < n; i++) {
		prev = 0;
		for (j = 0; j < m; j++) {
			keep = row[j + 1];
			if (a[i] == b[j])
				row[j + 1] = prev + 1;
			else if (row[j] > row[j + 1])
				row[j + 1] = row[j];
			prev = keep;
		}
	}
	return row[m];
}

static void
test_myers(void)
{
	uint32_t a[64], b[64], seed = 7;
	bool gone[64], fresh[64];
	struct pv_vec trace = PV_VEC_INIT(uint32_t);
	struct pv_pair_seq s = { a, b, 0, 0, gone, fresh };
	uint64_t budget;
	size_t i, j, kept;

	for (int round = 0; round < 2000; round++) {
		s.n = next(&seed) % 64;
		s.m = next(&seed) % 64;
		for (i = 0; i < s.n; i++)
			a[i] = next(&seed) % 6;
		for (i = 0; i < s.m; i++)
			b[i] = next(&seed) % 6;
		memset(gone, 0, sizeof(gone));
		memset(fresh, 0, sizeof(fresh));
		budget = 1000000;
		if (pv_myers(&s, 128, &budget, &trace) != PV_MYERS_DONE) {
			check_note(0, __FILE__, __LINE__, "myers gave up");
			continue;
		}
		for (i = j = kept = 0; i < s.n || j < s.m;) {
			if (i < s.n && gone[i]) {
				i++;
			} else if (j < s.m && fresh[j]) {
				j++;
			} else if (i < s.n && j < s.m && a[i] == b[j]) {
				i++;
				j++;
				kept++;
			} else {
				check_note(0, __FILE__, __LINE__, "marks");
				break;
			}
		}
		CHECK_INT(kept, lcs(a, s.n, b, s.m));
	}
	s.n = s.m = 64;
	for (i = 0; i < 64; i++) {
		a[i] = (uint32_t)i;
		b[i] = 100 + (uint32_t)i;
	}
	budget = 1000000;
	CHECK_INT(pv_myers(&s, 20, &budget, &trace), PV_MYERS_CAP);
	budget = 10;
	CHECK_INT(pv_myers(&s, 128, &budget, &trace), PV_MYERS_CAP);
	pv_vec_release(&trace);
}

static struct pv_diff *
diff_of(struct pv_version *a, struct pv_version *b)
{
	struct pv_diff_input in = { { a, NULL }, { b, NULL } };
	struct pv_diff *d = NULL;

	if (pv_diff(&in, &d, NULL) != PV_OK)
		mk_die("diff");
	return d;
}

/* The edits give both texts, and no two changes are neighbours. */
static void
check_cover(const struct pv_clause_change *ch, const char *a, const char *b)
{
	struct pv_buf x = PV_BUF_INIT, y = PV_BUF_INIT;

	for (size_t i = 0; i < ch->nedits; i++) {
		const struct pv_word_edit *e = &ch->edits[i];

		CHECK((e->op == PV_WORD_INSERT) == (e->old_text.len == 0));
		CHECK((e->op == PV_WORD_DELETE) == (e->new_text.len == 0));
		pv_buf_span(&x, e->old_text);
		pv_buf_span(&y, e->new_text);
	}
	CHECK_STR(pv_buf_view(&x), a);
	CHECK_STR(pv_buf_view(&y), b);
	pv_buf_release(&x);
	pv_buf_release(&y);
}

static void
test_edits(void)
{
	static const struct {
		const char *a, *b;
		size_t edits;
	} cases[] = {
		{ "Cirrus shall host the Models for five years.",
		    "Cirrus shall host the Models for seven years.", 4 },
		/* one word without weight does not keep changes apart */
		{ "Northlake shall offer Models to Kestrel and others today.",
		    "Northlake shall offer Weights of Alder and others today.",
		    4 },
		{ "The term ends on notice.", "The term ends on notice!", 2 },
		{ "All fees are due in thirty days.",
		    "All fees, if any, are due in thirty days.", 3 },
		{ "Every Model runs on Cirrus and no other cloud at all.",
		    "Every Model runs on Cirrus.", 3 },
		{ "Fees are due. Cirrus may set them off.",
		    "Fees are due.", 3 },
		{ "Fees are due.", "Fees are due; and", 2 },
	};
	struct mk_clause ca = { "1", "", "", "" }, cb = ca;
	struct pv_version *a, *b;
	struct pv_diff *d;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ca.text = cases[i].a;
		cb.text = cases[i].b;
		a = mk_version(&ca, 1);
		b = mk_version(&cb, 1);
		d = diff_of(a, b);
		CHECK_INT(d->nclauses, 1);
		if (d->nclauses == 1) {
			CHECK_INT(d->clauses[0].kind, PV_EDIT_MODIFIED);
			check_cover(&d->clauses[0], cases[i].a, cases[i].b);
			CHECK_INT(d->clauses[0].nedits, cases[i].edits);
		}
		pv_diff_free(d);
		pv_version_free(a);
		pv_version_free(b);
	}
}

/* A clause too long for one comparison, changed in many places. */
static void
test_long(void)
{
	struct pv_buf x = PV_BUF_INIT, y = PV_BUF_INIT;
	struct mk_clause ca = { "1", "", "", "" }, cb = ca;
	struct pv_version *a, *b;
	struct pv_diff *d;
	uint32_t i;

	for (i = 0; i < 6000; i++) {
		pv_buf_printf(&x, "w%u%s", i, i % 9 == 8 ? ". " : " ");
		if (i / 9 % 3 != 0)
			pv_buf_printf(&y, "w%u%s", i, i % 9 == 8 ? ". " : " ");
		else
			pv_buf_printf(&y, "n%u%s", i, i % 9 == 8 ? ". " : " ");
	}
	x.ptr[--x.len] = y.ptr[--y.len] = '\0';
	ca.text = x.ptr;
	cb.text = y.ptr;
	a = mk_version(&ca, 1);
	b = mk_version(&cb, 1);
	d = diff_of(a, b);
	CHECK_INT(d->nclauses, 1);
	if (d->nclauses == 1) {
		check_cover(&d->clauses[0], x.ptr, y.ptr);
		CHECK(d->clauses[0].similarity > 600);
		CHECK(d->clauses[0].similarity < 700);
	}
	pv_diff_free(d);
	pv_version_free(a);
	pv_version_free(b);
	pv_buf_release(&x);
	pv_buf_release(&y);
}

int
main(void)
{
	test_myers();
	test_edits();
	test_long();
	return CHECK_DONE();
}
