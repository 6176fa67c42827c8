/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create */
#endif
#include <sys/mman.h>
#include <unistd.h>

#include "base/build.h"
#include "check.h"
#include "model/wire.h"
#include "rule/compiled.h"
#include "version_build.h"

#define EX "    match: [x]\n    no_match: [y]\n"

static const char pack_a[] =
    "provision: only\n"
    "title: Only\n"
    "lattice: true\n"
    "lexicon:\n"
    "  cloud: '(?: cirrus | alder )'\n"
    "guards:\n"
    "  - {id: court, scope: sentence, pattern: 'courts?', match: [court]}\n"
    "rules:\n"
    "  - id: through\n    weight: 1.0\n    subtype: hosting\n"
    "    strength: exclusive\n"
    "    pattern: 'only \\s+ on \\s+ (?<cloud> {{cloud}} )'\n"
    "    attributes: {channel: API}\n" EX
    "  - id: head\n    unit: heading\n    weight: 0.5\n"
    "    pattern: 'exclusivity'\n" EX;
static const char pack_b[] =
    "provision: only\n"
    "fitted: nothing\n"
    "weights:\n"
    "  - bias: -1.0\n    threshold: 0.5\n    support: 0.0\n"
    "    rules: {through: 2.5}\n"
    "    cues: {words hosted: 0.5, heading exclusivity: 0.25}\n";

static struct pv_pack_source packs[] = {
	{ { "a.yaml", 6 }, { pack_a, sizeof(pack_a) - 1 } },
	{ { "b.yaml", 6 }, { pack_b, sizeof(pack_b) - 1 } },
};
#define PACKS (sizeof(packs) / sizeof(packs[0]))

static const struct build_line lines[] = {
	{ 1, PV_CLAUSE_SECTION, "1", "Exclusivity",
	    "The Models are hosted only on Cirrus. They run only on Alder.", 0,
	    false },
	{ 1, PV_CLAUSE_SECTION, "2", "Law",
	    "Courts sit only on Cirrus ground.", 0, false },
};

static bool
same(void *ctx, size_t i, struct pv_span bytes)
{
	const struct pv_pack_source *p = ctx;

	return pv_span_eq(p[i].bytes, bytes);
}

static int
file_of(struct pv_span bytes)
{
	int fd = memfd_create("rules", 0);

	if (fd < 0 || write(fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len)
		abort();
	return fd;
}

static struct pv_rules *
take(struct pv_span image, struct pv_pack_source *of, size_t n, bool at_once)
{
	struct pv_rules_opts opts = { .at_once = at_once };
	struct pv_rules_saved saved = { file_of(image), n, same, of };
	struct pv_rules *r = NULL;
	struct pv_err err = { PV_OK, "", 0, 0, "" };

	if (pv_rules_take(&saved, &opts, &r, &err) != PV_OK) {
		CHECK_STR(pv_span_str(err.code), "E-IMAGE");
		r = NULL;
	}
	close(saved.fd);
	return r;
}

/* What the rules say of the text, in wire form. */
static struct pv_buf
tag(const struct pv_rules *r, const struct pv_version *v, size_t *n)
{
	struct pv_buf out = PV_BUF_INIT;
	struct pv_findings *f = NULL;
	struct pv_scanner *s = NULL;

	if (pv_scanner_new(r, &s, NULL) != PV_OK ||
	    pv_scan(s, v, &f, NULL) != PV_OK)
		abort();
	CHECK_INT(f->ngaps, 0);
	*n = f->nitems;
	pv_wire_findings(f, &out);
	pv_findings_free(f);
	pv_scanner_free(s);
	return out;
}

static void
check_same(const struct pv_rules *r, const struct pv_version *v,
    struct pv_span want)
{
	size_t n;
	struct pv_buf got = tag(r, v, &n);

	CHECK(pv_span_eq(pv_buf_view(&got), want));
	pv_buf_release(&got);
}

static struct pv_buf
save(const struct pv_rules_opts *opts)
{
	struct pv_buf out = PV_BUF_INIT;
	struct pv_rules *r = NULL;

	if (pv_rules_new(packs, PACKS, opts, &r, NULL) != PV_OK ||
	    pv_rules_save(r, &out, NULL) != PV_OK)
		abort();
	pv_rules_free(r);
	return out;
}

/* However they were compiled, the same packs give the same bytes. */
static void
test_bytes(struct pv_span image)
{
	static const struct pv_rules_opts all[] = { { .at_once = true },
		{ .untrusted = true }, { .at_once = true, .untrusted = true } };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct pv_buf b = save(&all[i]);

		CHECK(pv_span_eq(pv_buf_view(&b), image));
		pv_buf_release(&b);
	}
}

static void
test_taken(struct pv_span image, const struct pv_version *v)
{
	struct pv_rules *r = NULL;
	struct pv_buf want;
	size_t n;

	if (pv_rules_new(packs, PACKS, NULL, &r, NULL) != PV_OK)
		abort();
	want = tag(r, v, &n);
	CHECK_INT(n, 2);
	pv_rules_free(r);
	r = take(image, packs, PACKS, true);
	CHECK(r != NULL);
	if (r == NULL)
		return;
	check_same(r, v, pv_buf_view(&want));
	CHECK_INT(pv_rules_nprovisions(r), 1);
	CHECK_STR(pv_rules_provision(r, 0).provision, "only");
	CHECK_STR(pv_rules_provision(r, 0).title, "");
	CHECK_STR(pv_rules_rule(r, 0).id, "only.through");
	CHECK_STR(pv_rules_rule(r, 0).pattern, "");
	CHECK_STR(pv_rules_rule(r, 0).expanded,
	    "only \\s+ on \\s+ (?<cloud> (?:(?: cirrus | alder )\n) )");
	pv_rules_hasten(r, 1);
	check_same(r, v, pv_buf_view(&want));
	pv_rules_free(r);
	pv_buf_release(&want);
}

/* Other packs, fewer and more. */
static void
test_other(struct pv_span image)
{
	struct pv_pack_source other[3] = { packs[0], packs[1], packs[0] };
	struct pv_rules *r;

	CHECK((r = take(image, other, 1, false)) == NULL);
	CHECK((r = take(image, other, 3, false)) == NULL);
	other[1].bytes.len--;
	CHECK((r = take(image, other, 2, false)) == NULL);
	other[1] = packs[0];
	other[0] = packs[1];
	CHECK((r = take(image, other, 2, false)) == NULL);
}

/*
 * Behind what the image's own checksum covers: no byte of it, and no cut, can
 * do more than to have the rules refused or a pattern compiled again.
 */
static void
test_damaged(struct pv_buf *image, const struct pv_version *v)
{
	struct pv_rules *r = take(pv_buf_view(image), packs, PACKS, false);
	size_t n, i, taken = 0, len = sizeof(pack_a) + 20000;
	struct pv_buf want = tag(r, v, &n);

	pv_rules_free(r);
	for (i = image->len < len ? 0 : image->len - len; i < image->len;
	     i += 3) {
		image->ptr[i] ^= (char)(1 << i % 8);
		r = take(pv_buf_view(image), packs, PACKS, false);
		if (r != NULL) {
			taken++;
			check_same(r, v, pv_buf_view(&want));
			pv_rules_free(r);
		}
		image->ptr[i] ^= (char)(1 << i % 8);
	}
	CHECK(taken > 0);
	for (i = 1; i < len && i < image->len; i += 17)
		CHECK((r = take(pv_span_sub(pv_buf_view(image), 0,
		    image->len - i), packs, PACKS, false)) == NULL);
	pv_buf_release(&want);
}

int
main(void)
{
	size_t n = sizeof(lines) / sizeof(lines[0]);
	struct pv_version *v = build_version(lines, n);
	struct pv_buf id = PV_BUF_INIT, image;

	if (!pv_build_id(&id)) {
		printf("# no build id\n0 passed, 0 failed\n");
		return 0;
	}
	pv_buf_release(&id);
	image = save(NULL);
	test_bytes(pv_buf_view(&image));
	test_taken(pv_buf_view(&image), v);
	test_other(pv_buf_view(&image));
	test_damaged(&image, v);
	pv_buf_release(&image);
	pv_version_free(v);
	return CHECK_DONE();
}
