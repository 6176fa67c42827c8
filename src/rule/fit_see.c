/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/fit.h"

#include <stdlib.h>
#include <string.h>

#include "rule/fit_wire.h"
#include "rule/weigh.h"

/* Cues of the version, numbered in the order in which they come. */
struct seeing {
	struct pv_buf rows, cues;       /* wire form */
	struct pv_vec keys;             /* uint64_t: by number */
	struct pv_vec slots;            /* uint32_t: number, plus 1; by key */
	struct pv_vec ids;              /* uint32_t: of the row at hand */
	struct pv_buf text;
	uint32_t nrows;
	bool failed;
};

static uint32_t *
slot_of(struct seeing *s, uint64_t key)
{
	size_t mask = s->slots.len - 1, i = key & mask;
	uint32_t *slots = s->slots.ptr;

	while (slots[i] != 0 &&
	    *PV_VEC_AT(&s->keys, const uint64_t, slots[i] - 1) != key)
		i = (i + 1) & mask;
	return &slots[i];
}

/* Keep the table at most half full; its length is a power of two. */
static bool
make_room(struct seeing *s)
{
	size_t want = s->slots.len == 0 ? 1024 : 2 * s->slots.len, i;

	if (2 * s->keys.len < s->slots.len)
		return true;
	pv_vec_clear(&s->slots);
	while (s->slots.len < want)
		if (pv_vec_push(&s->slots) == NULL)
			return false;
	for (i = 0; i < s->keys.len; i++)
		*slot_of(s, *PV_VEC_AT(&s->keys, const uint64_t, i)) =
		    (uint32_t)i + 1;
	return true;
}

static void
add_cue(struct seeing *s, const struct pv_observation *o,
    const struct pv_cue *c)
{
	struct pv_fit_wire_cue w = { .key = c->key, .place = c->place };

	pv_buf_clear(&s->text);
	pv_cue_text(o->reader, c, &s->text);
	w.len = (uint32_t)s->text.len;
	pv_buf_add(&s->cues, &w, sizeof(w));
	pv_buf_span(&s->cues, pv_buf_view(&s->text));
	s->failed |= s->text.failed || !pv_vec_add(&s->keys, &c->key);
}

static bool
number_of(struct seeing *s, const struct pv_observation *o,
    const struct pv_cue *c, uint32_t *out)
{
	uint32_t *slot;

	if (!make_room(s))
		return false;
	slot = slot_of(s, c->key);
	if (*slot == 0) {
		add_cue(s, o, c);
		*slot = (uint32_t)s->keys.len;
	}
	*out = *slot - 1;
	return !s->failed;
}

static void
see(void *ctx, const struct pv_observation *o)
{
	struct seeing *s = ctx;
	struct pv_fit_wire_row w = { .sentence = o->unit->sentence, .at = o->at,
		.nrules = (uint32_t)o->nrules, .ncues = (uint32_t)o->ncues };
	uint32_t id = 0;
	size_t i;

	if (o->unit->sentence == PV_NONE)
		return;
	pv_vec_clear(&s->ids);
	for (i = 0; i < o->ncues && !s->failed; i++)
		s->failed |= !number_of(s, o, &o->cues[i], &id) ||
		    !pv_vec_add(&s->ids, &id);
	pv_buf_add(&s->rows, &w, sizeof(w));
	pv_buf_add(&s->rows, o->rules, o->nrules * sizeof(*o->rules));
	pv_buf_add(&s->rows, s->ids.ptr, s->ids.len * sizeof(uint32_t));
	s->nrows++;
}

enum pv_rc
pv_fit_see(struct pv_scanner *scanner, const struct pv_version *v,
    struct pv_buf *out, struct pv_err *err)
{
	struct seeing s = { .rows = PV_BUF_INIT, .cues = PV_BUF_INIT,
		.keys = PV_VEC_INIT(uint64_t), .slots = PV_VEC_INIT(uint32_t),
		.ids = PV_VEC_INIT(uint32_t), .text = PV_BUF_INIT };
	struct pv_fit_wire_head head = { 0 };
	enum pv_rc rc = pv_scan_observe(scanner, v, see, &s, err);

	head.nrows = s.nrows;
	head.ncues = (uint32_t)s.keys.len;
	if (rc == PV_OK && (s.failed || s.rows.failed || s.cues.failed))
		rc = pv_fail_nomem(err);
	if (rc == PV_OK) {
		pv_buf_add(out, &head, sizeof(head));
		pv_buf_span(out, pv_buf_view(&s.cues));
		pv_buf_span(out, pv_buf_view(&s.rows));
	}
	pv_buf_release(&s.rows);
	pv_buf_release(&s.cues);
	pv_buf_release(&s.text);
	pv_vec_release(&s.keys);
	pv_vec_release(&s.slots);
	pv_vec_release(&s.ids);
	return rc;
}
