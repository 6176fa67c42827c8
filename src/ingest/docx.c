/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx.h"

#include "base/archive.h"
#include "ingest/docx_walk.h"

#define FURNITURE_MAX 512       /* headers and footers that are read */

/* A document while it is read. */
struct package {
	struct pv_span zip;
	struct pv_blocks *out;
	struct pv_arena *arena;
	struct pv_err *err;
	struct pv_vec links;        /* struct pv_office_part: *.rels */
	struct pv_vec parts;        /* struct pv_office_part: the others */
	struct pv_vec wanted;       /* struct pv_span: names of parts */
	struct pv_span main;        /* name of the main part */
	struct pv_docx_rels rels;   /* of the main part */
	bool plain;                 /* it has a member word/document.xml */
};

#define PLAIN_MAIN PV_SPAN("word/document.xml")

static bool
wants_links(void *ctx, struct pv_span name)
{
	struct package *p = ctx;

	p->plain = p->plain || pv_span_ieq(name, PLAIN_MAIN);
	return name.len > 5 && pv_span_ieq(pv_span_sub(name, name.len - 5,
	    name.len), PV_SPAN(".rels"));
}

static bool
wants_parts(void *ctx, struct pv_span name)
{
	const struct package *p = ctx;

	for (size_t i = 0; i < p->wanted.len; i++)
		if (pv_span_ieq(name, *PV_VEC_AT(&p->wanted, struct pv_span,
		    i)))
			return true;
	return false;
}

/* Relationships of part `of`; none when there is no such member. */
static enum pv_rc
read_rels(struct package *p, struct pv_span of, struct pv_docx_rels *out)
{
	struct pv_span name = pv_docx_rels_name(of, p->arena);
	struct pv_office_part *part;
	enum pv_rc rc;

	out->all = (struct pv_vec)PV_VEC_INIT(struct pv_docx_rel);
	out->all.mem = pv_arena_mem(p->arena);
	if (name.ptr == NULL)
		return pv_fail_nomem(p->err);
	part = pv_office_find(&p->links, name);
	if (part == NULL)
		return PV_OK;
	rc = pv_office_check(part, p->arena, p->out, p->err);
	if (rc != PV_OK)
		return rc;
	return pv_docx_rels_read(part->text, of, p->arena, out, p->err);
}

static enum pv_rc
not_word(const struct package *p)
{
	return pv_fail(p->err, PV_EINPUT, "E-FORMAT", "not a Word document");
}

/* The main part is what the package's own relationships say. */
static enum pv_rc
find_main(struct package *p)
{
	struct pv_docx_rels rels;
	const struct pv_docx_rel *rel;
	enum pv_rc rc;

	rc = pv_office_read(p->zip, wants_links, p, p->arena, &p->links,
	    p->err);
	if (rc == PV_OK)
		rc = read_rels(p, PV_SPAN(""), &rels);
	if (rc != PV_OK)
		return rc;
	rel = pv_docx_rel_type(&rels, "officeDocument");
	if (rel != NULL)
		p->main = rel->target;
	else if (p->plain)
		p->main = PLAIN_MAIN;
	else
		rc = not_word(p);
	pv_vec_release(&rels.all);
	return rc == PV_OK ? read_rels(p, p->main, &p->rels) : rc;
}

static bool
is_furniture(const struct pv_docx_rel *r)
{
	return !r->external && (pv_span_eq(r->type, PV_SPAN("header")) ||
	    pv_span_eq(r->type, PV_SPAN("footer")));
}

/* The main part, those that it needs, and its headers and footers. */
static enum pv_rc
read_parts(struct package *p)
{
	static const char *const types[] = { "styles", "numbering",
		"footnotes", "endnotes", "comments" };
	const struct pv_docx_rel *r;
	size_t n = 0;

	pv_vec_add(&p->wanted, &p->main);
	for (size_t t = 0; t < sizeof(types) / sizeof(types[0]); t++) {
		r = pv_docx_rel_type(&p->rels, types[t]);
		if (r != NULL)
			pv_vec_add(&p->wanted, &r->target);
	}
	r = p->rels.all.ptr;
	for (size_t i = 0; i < p->rels.all.len && n < FURNITURE_MAX; i++) {
		if (!is_furniture(&r[i]))
			continue;
		pv_vec_add(&p->wanted, &r[i].target);
		n++;
	}
	if (p->wanted.failed)
		return pv_fail_nomem(p->err);
	return pv_office_read(p->zip, wants_parts, p, p->arena, &p->parts,
	    p->err);
}

/* The checked text of the part of this type, empty when there is none. */
static enum pv_rc
part_text(struct package *p, const char *type, struct pv_span *out)
{
	const struct pv_docx_rel *rel = pv_docx_rel_type(&p->rels, type);
	struct pv_office_part *part = rel == NULL ? NULL :
	    pv_office_find(&p->parts, rel->target);
	enum pv_rc rc = PV_OK;

	*out = pv_span(NULL, 0);
	if (part != NULL)
		rc = pv_office_check(part, p->arena, p->out, p->err);
	if (rc == PV_OK && part != NULL)
		*out = part->text;
	return rc;
}

static void
init_text(struct pv_docx_text *t, const struct pv_mem *mem)
{
	*t = (struct pv_docx_text){
		.rels = { PV_VEC_INIT(struct pv_docx_rel) },
		.extents = PV_VEC_INIT(struct pv_office_extent),
		.notes = PV_VEC_INIT(struct pv_docx_note),
		.ns = PV_VEC_INIT(struct pv_office_binding)
	};
	t->rels.all.mem = mem;
	t->extents.mem = mem;
	t->notes.mem = mem;
	t->ns.mem = mem;
}

static void
release_text(struct pv_docx_text *t)
{
	pv_vec_release(&t->rels.all);
	pv_vec_release(&t->extents);
	pv_vec_release(&t->notes);
	pv_vec_release(&t->ns);
}

/* Refuse a main part whose root element is not that of a Word document. */
static enum pv_rc
check_root(struct package *p, struct pv_span xml)
{
	struct pv_vec ns = PV_VEC_INIT(struct pv_office_binding);
	struct pv_tokens t;
	struct pv_tok tok;
	bool failed, yes = false;

	ns.mem = pv_arena_mem(p->arena);
	pv_tokens_init_xml(&t, xml);
	while (pv_tokens_next(&t, &tok)) {
		if (tok.kind != PV_TOK_OPEN)
			continue;
		(void)pv_office_declare(&tok, pv_docx_bind, &ns);
		yes = pv_span_eq(tok.name, PV_SPAN("document")) &&
		    pv_office_lookup(&ns, tok.prefix).ns == PV_NS_WORD;
		break;
	}
	failed = ns.failed;
	pv_vec_release(&ns);
	if (failed)
		return pv_fail_nomem(p->err);
	return yes ? PV_OK : not_word(p);
}

/* A part that is walked, with what must be known ahead of it. */
static enum pv_rc
prepare(struct package *p, struct pv_span name, struct pv_docx_text *t)
{
	struct pv_office_part *part = pv_office_find(&p->parts, name);
	enum pv_rc rc;

	if (part == NULL)
		return PV_OK;
	rc = pv_office_check(part, p->arena, p->out, p->err);
	if (rc == PV_OK) {
		t->xml = part->text;
		rc = read_rels(p, name, &t->rels);
	}
	return rc == PV_OK ? pv_docx_ahead(t, p->err) : rc;
}

static enum pv_rc
prepare_type(struct package *p, const char *type, struct pv_docx_text *t)
{
	const struct pv_docx_rel *rel = pv_docx_rel_type(&p->rels, type);

	return rel == NULL ? PV_OK : prepare(p, rel->target, t);
}

static enum pv_rc
count_comments(struct package *p, struct pv_office *o)
{
	struct pv_tokens t;
	struct pv_tok tok;
	struct pv_span xml;
	enum pv_rc rc = part_text(p, "comments", &xml);

	if (rc != PV_OK || xml.len == 0)
		return rc;
	pv_tokens_init_xml(&t, xml);
	while (pv_tokens_next(&t, &tok))
		o->comments += tok.kind == PV_TOK_OPEN &&
		    pv_span_eq(tok.name, PV_SPAN("comment"));
	return PV_OK;
}

static enum pv_rc
read_styles(struct package *p, struct pv_docx *d)
{
	struct pv_span styles, numbering = { NULL, 0 };
	enum pv_rc rc = part_text(p, "styles", &styles);

	if (rc == PV_OK)
		rc = part_text(p, "numbering", &numbering);
	if (rc == PV_OK)
		rc = pv_docx_styles_read(styles, numbering, p->arena,
		    &d->styles, p->err);
	for (int i = 0; i < 2 && rc == PV_OK; i++)
		rc = pv_docx_counters_new(d->styles, p->arena,
		    &d->counters[i], p->err);
	return rc;
}

/* Headers and footers belong to no clause; each is read once. */
static enum pv_rc
walk_furniture(struct package *p, struct pv_docx *d)
{
	const struct pv_docx_rel *r = p->rels.all.ptr;
	struct pv_docx_text t;
	enum pv_rc rc = PV_OK;
	size_t n = 0;

	d->office.furniture = true;
	for (size_t i = 0; i < p->rels.all.len && rc == PV_OK; i++) {
		if (!is_furniture(&r[i]) || n++ >= FURNITURE_MAX)
			continue;
		init_text(&t, pv_arena_mem(p->arena));
		rc = prepare(p, r[i].target, &t);
		if (rc == PV_OK)
			rc = pv_docx_walk(d, &t);
		release_text(&t);
	}
	d->office.furniture = false;
	return rc;
}

static enum pv_rc
walk(struct package *p, struct pv_docx *d)
{
	enum pv_rc rc = prepare(p, p->main, &d->body);

	if (rc == PV_OK)
		rc = check_root(p, d->body.xml);
	if (rc == PV_OK)
		rc = prepare_type(p, "footnotes", &d->footnotes);
	if (rc == PV_OK)
		rc = prepare_type(p, "endnotes", &d->endnotes);
	if (rc == PV_OK)
		rc = read_styles(p, d);
	if (rc == PV_OK)
		rc = count_comments(p, &d->office);
	if (rc == PV_OK)
		rc = pv_docx_walk(d, &d->body);
	if (rc == PV_OK)
		rc = walk_furniture(p, d);
	return rc;
}

static void
init_walk(struct pv_docx *d, struct package *p)
{
	const struct pv_mem *mem = pv_arena_mem(p->arena);

	memset(d, 0, sizeof(*d));
	pv_office_init(&d->office, p->out);
	d->arena = p->arena;
	d->err = p->err;
	init_text(&d->body, mem);
	init_text(&d->footnotes, mem);
	init_text(&d->endnotes, mem);
	d->bindings = (struct pv_vec)PV_VEC_INIT(struct pv_office_binding);
	d->boxed = (struct pv_vec)PV_VEC_INIT(struct pv_office_binding);
	d->waiting = (struct pv_vec)PV_VEC_INIT(struct pv_docx_story);
	d->fields = (struct pv_vec)PV_VEC_INIT(struct pv_docx_field);
	d->items = (struct pv_vec)PV_VEC_INIT(struct pv_span);
	d->bindings.mem = mem;
	d->boxed.mem = mem;
	d->waiting.mem = mem;
	d->fields.mem = mem;
	d->items.mem = mem;
	d->instr.mem = mem;
	d->chars.mem = mem;
}

static bool
has_failed(const struct pv_docx *d)
{
	return d->bindings.failed || d->boxed.failed || d->waiting.failed ||
	    d->fields.failed || d->items.failed || d->instr.failed ||
	    d->chars.failed;
}

static void
release_walk(struct pv_docx *d)
{
	pv_office_release(&d->office);
	release_text(&d->body);
	release_text(&d->footnotes);
	release_text(&d->endnotes);
	pv_vec_release(&d->bindings);
	pv_vec_release(&d->boxed);
	pv_vec_release(&d->waiting);
	pv_vec_release(&d->fields);
	pv_vec_release(&d->items);
	pv_buf_release(&d->instr);
	pv_buf_release(&d->chars);
}

static enum pv_rc
read_main(struct package *p)
{
	struct pv_docx *d = pv_arena_alloc(p->arena, sizeof(*d));
	enum pv_rc rc;

	if (d == NULL)
		return pv_fail_nomem(p->err);
	init_walk(d, p);
	rc = walk(p, d);
	if (rc == PV_OK && has_failed(d))
		rc = pv_fail_nomem(p->err);
	if (rc == PV_OK)
		rc = pv_office_finish(&d->office,
		    (enum pv_changes)p->out->changes, p->err);
	release_walk(d);
	return rc;
}

static enum pv_rc
read_zip(struct pv_span zip, struct pv_blocks *out, struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(out->arena);
	struct package p = { .zip = zip, .out = out, .err = err,
		.arena = pv_arena_new(mem),
		.links = PV_VEC_INIT(struct pv_office_part),
		.parts = PV_VEC_INIT(struct pv_office_part),
		.wanted = PV_VEC_INIT(struct pv_span),
		.rels = { PV_VEC_INIT(struct pv_docx_rel) } };
	enum pv_rc rc;

	if (p.arena == NULL)
		return pv_fail_nomem(err);
	p.links.mem = mem;
	p.parts.mem = mem;
	p.wanted.mem = mem;
	p.rels.all.mem = mem;
	rc = find_main(&p);
	if (rc == PV_OK)
		rc = read_parts(&p);
	if (rc == PV_OK && pv_office_find(&p.parts, p.main) == NULL)
		rc = not_word(&p);
	if (rc == PV_OK)
		rc = read_main(&p);
	pv_vec_release(&p.links);
	pv_vec_release(&p.parts);
	pv_vec_release(&p.wanted);
	pv_vec_release(&p.rels.all);
	pv_arena_free(p.arena);
	return rc;
}

static bool
is_zip(const struct pv_source *src)
{
	return pv_archive_sniff(src->bytes) == PV_ARCHIVE_ZIP;
}

static enum pv_rc
read_docx(const struct pv_source *src, struct pv_blocks *out,
    struct pv_err *err)
{
	return read_zip(src->bytes, out, err);
}

/* Any ZIP that a reader before this one has not claimed. */
const struct pv_packed pv_packed_docx = { "docx", PV_FORMAT_DOCX, is_zip,
	read_docx };

static bool
is_rtf(const struct pv_source *src)
{
	return pv_ingest_needs(src->bytes) == PV_CONVERT_DOCX &&
	    pv_span_starts(src->bytes, PV_SPAN("{"));
}

static bool
is_doc(const struct pv_source *src)
{
	return pv_ingest_needs(src->bytes) == PV_CONVERT_DOCX && !is_rtf(src);
}

static enum pv_rc
read_converted(const struct pv_source *src, struct pv_blocks *out,
    struct pv_err *err)
{
	if (src->converted.len == 0)
		return pv_fail(err, PV_EINPUT, "E-TOOL",
		    "the converter to DOCX gave nothing");
	return read_zip(src->converted, out, err);
}

/* What a converter made DOCX of. */
const struct pv_packed pv_packed_doc = { "doc", PV_FORMAT_DOC, is_doc,
	read_converted };
const struct pv_packed pv_packed_rtf = { "rtf", PV_FORMAT_RTF, is_rtf,
	read_converted };
