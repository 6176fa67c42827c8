/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/office.h"

#include <stdio.h>

#define IGNORABLE_MAX 2048      /* bytes of a list of prefixes */

bool
pv_office_attr(const struct pv_tok *tok, const char *name,
    struct pv_span *value)
{
	struct pv_span attrs = tok->attrs, want = pv_span_str(name);
	struct pv_attr_text a;

	while (pv_tag_attr(&attrs, &a)) {
		size_t colon = pv_span_find(a.name, PV_SPAN(":"));

		if (colon < a.name.len)
			a.name = pv_span_sub(a.name, colon + 1, a.name.len);
		if (pv_span_eq(a.name, want)) {
			*value = a.value;
			return true;
		}
	}
	return false;
}

size_t
pv_office_declare(const struct pv_tok *tok,
    void (*of)(struct pv_span uri, struct pv_office_binding *b),
    struct pv_vec *bindings)
{
	struct pv_span attrs = tok->attrs;
	struct pv_office_binding b;
	struct pv_attr_text a;
	size_t n = 0;

	if (pv_span_find(attrs, PV_SPAN("xmlns")) == attrs.len)
		return 0;
	while (pv_tag_attr(&attrs, &a)) {
		if (pv_span_eq(a.name, PV_SPAN("xmlns")))
			b.prefix = PV_SPAN("");
		else if (pv_span_starts(a.name, PV_SPAN("xmlns:")))
			b.prefix = pv_span_sub(a.name, 6, a.name.len);
		else
			continue;
		b.ignored = false;
		of(a.value, &b);
		pv_vec_add(bindings, &b);
		n++;
	}
	return n;
}

/* Take the next prefix off a list of them; empty at its end. */
static struct pv_span
next_prefix(struct pv_span *list)
{
	struct pv_span s = pv_span_trim(*list);
	size_t n = 0;

	while (n < s.len && !pv_isspace(s.ptr[n]))
		n++;
	*list = pv_span_sub(s, n, s.len);
	return pv_span_sub(s, 0, n);
}

/* Does a list of names, "a:b c:d", have one of this prefix? */
static bool
has_prefix(struct pv_span list, struct pv_span prefix)
{
	struct pv_span name;

	while ((name = next_prefix(&list)).len > 0)
		if (name.len > prefix.len && name.ptr[prefix.len] == ':' &&
		    pv_span_starts(name, prefix))
			return true;
	return false;
}

void
pv_office_ignore(const struct pv_tok *tok, struct pv_vec *bindings)
{
	struct pv_span list, kept = { NULL, 0 }, prefix;
	struct pv_office_binding *b = bindings->ptr;

	if (pv_span_find(tok->attrs, PV_SPAN("Ignorable")) ==
	    tok->attrs.len || !pv_office_attr(tok, "Ignorable", &list))
		return;
	(void)pv_office_attr(tok, "ProcessContent", &kept);
	list = pv_span_sub(list, 0, IGNORABLE_MAX);
	kept = pv_span_sub(kept, 0, IGNORABLE_MAX);
	while ((prefix = next_prefix(&list)).len > 0) {
		for (size_t i = bindings->len; i-- > 0;) {
			if (!pv_span_eq(b[i].prefix, prefix))
				continue;
			b[i].ignored = !b[i].known &&
			    !has_prefix(kept, prefix);
			break;
		}
	}
}

struct pv_office_binding
pv_office_lookup(const struct pv_vec *bindings, struct pv_span prefix)
{
	const struct pv_office_binding *b = bindings->ptr;

	for (size_t i = bindings->len; i-- > 0;)
		if (pv_span_eq(b[i].prefix, prefix))
			return b[i];
	return (struct pv_office_binding){ .prefix = prefix };
}

void
pv_office_chars(struct pv_buf *out, struct pv_span s, bool raw)
{
	size_t at = 0, amp, used, n;
	char c[4];

	while (at < s.len) {
		amp = raw ? s.len : at + pv_span_find(pv_span_sub(s, at,
		    s.len), PV_SPAN("&"));
		pv_buf_span(out, pv_span_sub(s, at, amp));
		if (amp == s.len)
			break;
		used = pv_charref(pv_span_sub(s, amp, s.len), c, &n);
		if (used == 0) {
			used = 1;
			n = 1;
			c[0] = '&';
		}
		pv_buf_add(out, c, n);
		at = amp + used;
	}
}

size_t
pv_office_note_mark(uint32_t n, const char *after, char out[PV_OFFICE_NOTE_MAX])
{
	return (size_t)snprintf(out, PV_OFFICE_NOTE_MAX, "[^%u]%s", n, after);
}
