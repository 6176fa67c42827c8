/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/packs.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/vec.h"
#include "cli/data.h"
#include "cli/name.h"
#include "view/view.h"

#define PACK_MAX (UINT64_C(8) << 20)    /* bytes of a pack */

/* A pack that will be compiled. */
struct pack {
	struct pv_buf path, bytes;
};

struct loading {
	struct pv_vec packs;        /* struct pack */
	bool strangers;             /* some were named by --rules */
};

static void
release(struct loading *l)
{
	struct pack *p;
	size_t i;

	for (i = 0; i < l->packs.len; i++) {
		p = PV_VEC_AT(&l->packs, struct pack, i);
		pv_buf_release(&p->path);
		pv_buf_release(&p->bytes);
	}
	pv_vec_release(&l->packs);
}

/* Add a pack, in the place of one of the same file name if there is one. */
static enum pv_rc
add_file(void *ctx, struct pv_span path, struct pv_err *err)
{
	struct loading *l = ctx;
	struct pack *p = NULL, *q;
	size_t i;

	for (i = 0; i < l->packs.len && p == NULL; i++) {
		q = PV_VEC_AT(&l->packs, struct pack, i);
		if (pv_span_eq(name_base(pv_buf_view(&q->path)),
		    name_base(path)))
			p = q;
	}
	if (p == NULL)
		p = pv_vec_push(&l->packs);
	if (p == NULL)
		return pv_fail_nomem(err);
	pv_buf_clear(&p->path);
	pv_buf_span(&p->path, path);
	return p->path.failed ? pv_fail_nomem(err) : PV_OK;
}

static bool
is_folder(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && S_ISDIR(sb.st_mode);
}

/* A pack or folder that the user named; a folder pushes the defaults out. */
static enum pv_rc
add_named(struct loading *l, const char *path, bool *defaults,
    struct pv_err *err)
{
	l->strangers = true;
	if (!is_folder(path))
		return add_file(l, pv_span_str(path), err);
	if (*defaults)
		release(l);
	*defaults = false;
	return data_each(path, ".yaml", add_file, l, err);
}

static enum pv_rc
choose(const struct cli *c, char **extra, int nextra, struct loading *l,
    struct pv_err *err)
{
	struct pv_buf dir = PV_BUF_INIT;
	bool defaults = true;
	enum pv_rc rc;
	size_t i;
	int n;

	data_dir("PROVISO_RULES", "rules", &dir);
	rc = dir.failed ? pv_fail_nomem(err) :
	    data_each(dir.ptr, ".yaml", add_file, l, err);
	for (i = 0; i < c->opt.rules.count && rc == PV_OK; i++)
		rc = add_named(l, c->opt.rules.items[i], &defaults, err);
	for (n = 0; n < nextra && rc == PV_OK; n++)
		rc = add_named(l, extra[n], &defaults, err);
	if (rc == PV_OK && l->packs.len == 0)
		rc = pv_fail(err, PV_ERULE, "E-RULE",
		    "there are no rule packs in '%s'", dir.ptr);
	pv_buf_release(&dir);
	return rc;
}

/* Compiler-style messages, a line or several, straight to standard error. */
void
packs_message(void *ctx, struct pv_span text)
{
	struct pv_buf b = PV_BUF_INIT;

	(void)ctx;
	pv_view_escape(&b, text, true);
	if (b.len > 0 && b.ptr[b.len - 1] != '\n')
		pv_buf_char(&b, '\n');
	if (pv_io_write_all(STDERR_FILENO, pv_buf_view(&b), NULL) != PV_OK)
		b.failed = true;
	pv_buf_release(&b);
}

static enum pv_rc
compile(const struct cli *c, struct loading *l, struct pv_rules **out,
    struct pv_err *err)
{
	struct pv_rules_opts opts = { 0 };
	struct pv_pack_source *sources;
	struct pv_err why;
	struct pack *p;
	enum pv_rc rc = PV_OK;
	size_t i;

	sources = calloc(l->packs.len, sizeof(*sources));
	if (sources == NULL)
		return pv_fail_nomem(err);
	for (i = 0; i < l->packs.len && rc == PV_OK; i++) {
		p = PV_VEC_AT(&l->packs, struct pack, i);
		rc = data_read(p->path.ptr, PACK_MAX, &p->bytes, &why);
		if (rc != PV_OK)
			rc = pv_fail(err, PV_ERULE, why.code, "'%s': %s",
			    p->path.ptr, why.msg);
		sources[i].name = pv_buf_view(&p->path);
		sources[i].bytes = pv_buf_view(&p->bytes);
	}
	opts.untrusted = l->strangers && !c->opt.jit;
	opts.at_once = l->strangers || c->cmd == &cmd_rules;
	opts.message = packs_message;
	if (rc == PV_OK)
		rc = pv_rules_new(sources, l->packs.len, &opts, out, err);
	free(sources);
	return rc;
}

enum pv_rc
packs_load(const struct cli *c, char **extra, int nextra,
    struct pv_rules **out, struct pv_err *err)
{
	struct loading l = { PV_VEC_INIT(struct pack), false };
	enum pv_rc rc = choose(c, extra, nextra, &l, err);

	if (rc == PV_OK)
		rc = compile(c, &l, out, err);
	release(&l);
	return rc;
}
