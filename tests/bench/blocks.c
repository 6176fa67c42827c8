/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "blocks.h"

#include "ingest/block.h"
#include "ingest/decode.h"

enum pv_rc
read_blocks(struct pv_span html, struct pv_err *err)
{
	struct pv_version *v = pv_version_new(NULL);
	struct pv_decoded in;
	struct pv_blocks b;
	enum pv_rc rc;

	if (v == NULL)
		return pv_fail_nomem(err);
	pv_blocks_init(&b, v->arena);
	rc = pv_decode(html, &b, &in, err);
	if (rc == PV_OK) {
		b.text = in.text;
		rc = pv_reader_html.read(in.text, &b, err);
	}
	pv_blocks_release(&b);
	pv_version_free(v);
	return rc;
}
