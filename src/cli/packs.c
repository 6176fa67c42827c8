/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* AT_FDCWD */
#endif
#include "cli/packs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/vec.h"
#include "cli/cache.h"
#include "cli/data.h"
#include "cli/msg.h"
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
	struct pv_buf installed;    /* the compiled form of the installed packs,
	                             * when these are they */
	struct pv_rules_opts opts;
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
	pv_buf_release(&l->installed);
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
	pv_buf_clear(&l->installed);
	if (!is_folder(path))
		return add_file(l, pv_span_str(path), err);
	if (*defaults)
		release(l);
	*defaults = false;
	return data_each(path, ".yaml", add_file, l, err);
}

/* The folder of the packs, and what was compiled of it beside it. */
static void
find_folder(struct loading *l, struct pv_buf *dir)
{
	const char *env = getenv("PROVISO_RULES");

	data_dir("PROVISO_RULES", "rules", dir);
	/* a folder of anyone's may have anything beside it */
	if (dir->failed || (env != NULL && env[0] != '\0'))
		return;
	pv_buf_add(&l->installed, dir->ptr, dir->len - 1);
	pv_buf_str(&l->installed, ".compiled");
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

	find_folder(l, &dir);
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
	l->opts.untrusted = l->strangers && !c->opt.jit;
	l->opts.at_once = l->strangers || c->cmd == &cmd_rules;
	l->opts.message = packs_message;
	return rc;
}

static enum pv_rc
compile(struct loading *l, struct pv_rules **out, struct pv_err *err)
{
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
	if (rc == PV_OK)
		rc = pv_rules_new(sources, l->packs.len, &l->opts, out, err);
	free(sources);
	return rc;
}

/* ---------------------------------------------------------- compiled before */

/* Whether a file holds these bytes and no others. */
static bool
is_file(const char *path, struct pv_span bytes)
{
	static const struct pv_io_limits lim = { PACK_MAX, true };
	char part[32768];
	ssize_t n;
	int fd;

	if (pv_io_open(AT_FDCWD, path, &lim, &fd, NULL, NULL) != PV_OK)
		return false;
	for (;;) {
		n = read(fd, part, sizeof(part));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || (size_t)n > bytes.len ||
		    memcmp(part, bytes.ptr, (size_t)n) != 0)
			break;
		bytes = pv_span_sub(bytes, (size_t)n, bytes.len);
	}
	close(fd);
	return n == 0 && bytes.len == 0;
}

static bool
is_pack(void *ctx, size_t i, struct pv_span bytes)
{
	struct loading *l = ctx;

	return is_file(PV_VEC_AT(&l->packs, struct pack, i)->path.ptr, bytes);
}

/* Rules from a compiled form, if it is one of these packs. */
static bool
take(struct loading *l, const char *path, struct pv_rules **out)
{
	struct pv_rules_saved saved = { .fd = cache_open(path),
		.npacks = l->packs.len, .same = is_pack, .ctx = l };
	enum pv_rc rc;

	if (saved.fd < 0)
		return false;
	rc = pv_rules_take(&saved, &l->opts, out, NULL);
	close(saved.fd);
	return rc == PV_OK;
}

/* Where the compiled form of these packs is kept; false: nowhere. */
static bool
kept(const struct loading *l, struct pv_buf *path)
{
	struct pv_buf paths = PV_BUF_INIT;
	bool ok;
	size_t i;

	for (i = 0; i < l->packs.len; i++) {
		pv_buf_span(&paths, pv_buf_view(
		    &PV_VEC_AT(&l->packs, struct pack, i)->path));
		pv_buf_char(&paths, '\0');
	}
	ok = !paths.failed && cache_path(pv_buf_view(&paths), path);
	pv_buf_release(&paths);
	return ok;
}

static void
keep(const char *path, const struct pv_rules *rules)
{
	struct pv_buf image = PV_BUF_INIT;

	if (pv_rules_save(rules, &image, NULL) == PV_OK)
		(void)cache_keep(path, pv_buf_view(&image));
	pv_buf_release(&image);
}

/* Rules of the packs, from a compiled form if there is one. */
static enum pv_rc
load(const struct cli *c, struct loading *l, struct pv_rules **out,
    struct pv_err *err)
{
	struct pv_buf path = PV_BUF_INIT;
	bool keeps = kept(l, &path);
	const char *from = NULL;
	enum pv_rc rc = PV_OK;

	if (l->installed.len > 0 && take(l, l->installed.ptr, out))
		from = l->installed.ptr;
	else if (keeps && take(l, path.ptr, out))
		from = path.ptr;
	else
		rc = compile(l, out, err);
	if (rc == PV_OK && from == NULL && keeps)
		keep(path.ptr, *out);
	if (rc == PV_OK && c->opt.verbose && from != NULL)
		msg_note("rules from '%s'", from);
	else if (rc == PV_OK && c->opt.verbose)
		msg_note("rules compiled from %zu packs", l->packs.len);
	pv_buf_release(&path);
	return rc;
}

enum pv_rc
packs_load(const struct cli *c, char **extra, int nextra,
    struct pv_rules **out, struct pv_err *err)
{
	struct loading l = { .packs = PV_VEC_INIT(struct pack) };
	enum pv_rc rc = choose(c, extra, nextra, &l, err);

	/* who works on packs wants to know all about them */
	if (rc == PV_OK && c->cmd == &cmd_rules)
		rc = compile(&l, out, err);
	else if (rc == PV_OK)
		rc = load(c, &l, out, err);
	release(&l);
	return rc;
}

enum pv_rc
packs_compile(const struct cli *c, char **extra, int nextra,
    const char *path, struct pv_err *err)
{
	struct loading l = { .packs = PV_VEC_INIT(struct pack) };
	struct pv_buf image = PV_BUF_INIT;
	struct pv_rules *rules = NULL;
	enum pv_rc rc = choose(c, extra, nextra, &l, err);

	if (rc == PV_OK && !take(&l, path, &rules)) {
		rc = compile(&l, &rules, err);
		if (rc == PV_OK)
			rc = pv_rules_save(rules, &image, err);
		if (rc == PV_OK)
			rc = cache_write(path, pv_buf_view(&image), 0644, err);
	}
	pv_rules_free(rules);
	pv_buf_release(&image);
	release(&l);
	return rc;
}
