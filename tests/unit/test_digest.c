/* SPDX-License-Identifier: MIT */
#include "base/digest.h"
#include "check.h"

/* FIPS 180-2 examples. */
static void
test_sha256(void)
{
	char hex[PV_SHA256_HEX + 1];

	pv_sha256(PV_SPAN("abc"), hex);
	CHECK_STR(pv_span_str(hex), "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	pv_sha256(pv_span(NULL, 0), hex);
	CHECK_STR(pv_span_str(hex), "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	pv_sha256(PV_SPAN("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmno"
	    "mnopnopq"), hex);
	CHECK_STR(pv_span_str(hex), "248d6a61d20638b8e5c026930c3e6039"
	    "a33ce45964ff2167f6ecedd419db06c1");
}

/* The same everywhere: stored values may depend on it. */
static void
test_hash(void)
{
	CHECK(pv_hash64(PV_SPAN("clause")) == pv_hash64(PV_SPAN("clause")));
	CHECK(pv_hash64(PV_SPAN("clause")) != pv_hash64(PV_SPAN("Clause")));
	CHECK(pv_hash64(pv_span(NULL, 0)) == pv_hash64(PV_SPAN("")));
	CHECK(pv_hash64(PV_SPAN("")) == UINT64_C(0x1e924b9d737700d7));
}

int
main(void)
{
	test_sha256();
	test_hash();
	return CHECK_DONE();
}
