/* SPDX-License-Identifier: MIT */
/*
 * Make a ZIP for a test: the same bytes every time.
 *
 *   mkzip [OPTION...] OUT DIR           the files below DIR, in order
 *   mkzip [OPTION...] OUT NAME=FILE...  these, in this order
 *
 * Of a folder [Content_Types].xml or mimetype comes first; a mimetype is
 * stored, everything else deflated, or stored with -0.  -n N repeats the last
 * member, with a number in front of its name, so that there are N more.
 * -t FLAGS spoils the last member: e sets the flag of encryption, c makes the
 * CRC wrong, s tells half the size and l twice the size.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* nftw */
#endif
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/crc.h"
#include "base/io.h"
#include "base/vec.h"

#define GZIP_HEAD 10
#define GZIP_TAIL 8
#define DOS_DATE 0x5021u        /* 2020-01-01 */

struct member {
	char *name, *file;
	uint32_t crc, packed, size, at;
	unsigned method, flags;
};

static struct pv_vec members = PV_VEC_INIT(struct member);
static size_t prefix;           /* of a path below the folder */

static void __attribute__((noreturn))
die(const char *what)
{
	fprintf(stderr, "mkzip: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void
add(const char *name, const char *file)
{
	struct member *m = pv_vec_push(&members);

	if (m == NULL)
		die(file);
	m->name = strdup(name);
	m->file = strdup(file);
	if (m->name == NULL || m->file == NULL)
		die(file);
}

static int
visit(const char *path, const struct stat *sb, int type, struct FTW *ftw)
{
	(void)sb;
	(void)ftw;
	if (type == FTW_F)
		add(path + prefix, path);
	return 0;
}

static int
rank(const struct member *m)
{
	return strcmp(m->name, "[Content_Types].xml") != 0 &&
	    strcmp(m->name, "mimetype") != 0;
}

static int
by_name(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (rank(x) != rank(y))
		return rank(x) - rank(y);
	return strcmp(x->name, y->name);
}

/* The data as raw deflate: a gzip file without its head and tail. */
static void
deflate(struct pv_span data, struct pv_buf *out)
{
	struct archive *a = archive_write_new();
	struct archive_entry *e;
	size_t cap = data.len + data.len / 8 + 65536, used = 0;

	if (!pv_buf_reserve(out, cap) || a == NULL ||
	    archive_write_set_format_raw(a) != ARCHIVE_OK ||
	    archive_write_add_filter_gzip(a) != ARCHIVE_OK ||
	    archive_write_set_bytes_per_block(a, 0) != ARCHIVE_OK ||
	    archive_write_open_memory(a, out->ptr, cap, &used) != ARCHIVE_OK)
		die("deflate");
	e = archive_entry_new();
	archive_entry_set_filetype(e, AE_IFREG);
	if (archive_write_header(a, e) != ARCHIVE_OK ||
	    archive_write_data(a, data.ptr, data.len) < 0 ||
	    archive_write_close(a) != ARCHIVE_OK ||
	    used < GZIP_HEAD + GZIP_TAIL)
		die("deflate");
	archive_entry_free(e);
	archive_write_free(a);
	memmove(out->ptr, out->ptr + GZIP_HEAD, used - GZIP_HEAD - GZIP_TAIL);
	out->len = used - GZIP_HEAD - GZIP_TAIL;
}

static void
put(struct pv_buf *out, uint32_t n, int bytes)
{
	for (; bytes > 0; bytes--, n >>= 8)
		pv_buf_char(out, (char)(n & 0xff));
}

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s > 127)
			return false;
	return true;
}

/* What the local header and the directory have in common: 4.3.7, 4.3.12. */
static void
put_common(struct pv_buf *out, const struct member *m)
{
	put(out, 20, 2);
	put(out, m->flags, 2);
	put(out, m->method, 2);
	put(out, 0, 2);
	put(out, DOS_DATE, 2);
	put(out, m->crc, 4);
	put(out, m->packed, 4);
	put(out, m->size, 4);
	put(out, (uint32_t)strlen(m->name), 2);
	put(out, 0, 2);
}

static void
spoil(struct member *m, const char *how)
{
	if (strchr(how, 'e') != NULL)
		m->flags |= 1;
	if (strchr(how, 'c') != NULL)
		m->crc ^= 1;
	if (strchr(how, 's') != NULL)
		m->size /= 2;
	if (strchr(how, 'l') != NULL)
		m->size *= 2;
}

static void
put_member(struct pv_buf *out, struct member *m, bool store, const char *how)
{
	struct pv_buf data = PV_BUF_INIT, packed = PV_BUF_INIT;
	int fd = open(m->file, O_RDONLY | O_CLOEXEC);
	struct pv_span body;

	if (fd < 0 || pv_io_read_all(fd, UINT32_MAX, &data, NULL) != PV_OK)
		die(m->file);
	body = pv_buf_view(&data);
	m->crc = pv_crc32(body);
	m->size = (uint32_t)body.len;
	m->flags = is_ascii(m->name) ? 0 : 1u << 11;
	if (!store && strcmp(m->name, "mimetype") != 0) {
		m->method = 8;
		deflate(body, &packed);
		body = pv_buf_view(&packed);
	}
	m->packed = (uint32_t)body.len;
	m->at = (uint32_t)out->len;
	spoil(m, how);
	pv_buf_str(out, "PK\003\004");
	put_common(out, m);
	pv_buf_str(out, m->name);
	pv_buf_span(out, body);
	pv_buf_release(&data);
	pv_buf_release(&packed);
}

static void
put_directory(struct pv_buf *out)
{
	uint32_t at = (uint32_t)out->len;
	const struct member *m;
	size_t i;

	for (i = 0; i < members.len; i++) {
		m = PV_VEC_AT(&members, struct member, i);
		pv_buf_str(out, "PK\001\002");
		put(out, 20, 2);
		put_common(out, m);
		put(out, 0, 10);        /* comment, disk, attributes */
		put(out, m->at, 4);
		pv_buf_str(out, m->name);
	}
	pv_buf_str(out, "PK\005\006");
	put(out, 0, 4);
	put(out, (uint32_t)members.len, 2);
	put(out, (uint32_t)members.len, 2);
	put(out, (uint32_t)out->len - at - 12, 4);
	put(out, at, 4);
	put(out, 0, 2);
}

/* The last member n times more. */
static void
repeat(unsigned long n)
{
	struct pv_buf name = PV_BUF_INIT;
	struct member last;

	if (members.len == 0)
		return;
	last = *PV_VEC_AT(&members, struct member, members.len - 1);
	for (; n > 0; n--) {
		pv_buf_clear(&name);
		pv_buf_printf(&name, "%lu-%s", n, last.name);
		if (name.failed)
			die(last.name);
		add(name.ptr, last.file);
	}
	pv_buf_release(&name);
}

static void
collect(char **args, int n)
{
	struct stat sb;
	char *eq;
	int i;

	if (n == 1 && stat(args[0], &sb) == 0 && S_ISDIR(sb.st_mode)) {
		prefix = strlen(args[0]) + 1;
		if (nftw(args[0], visit, 16, FTW_PHYS) != 0)
			die(args[0]);
		if (members.len > 0)
			qsort(members.ptr, members.len,
			    sizeof(struct member), by_name);
		return;
	}
	for (i = 0; i < n; i++) {
		eq = strchr(args[i], '=');
		if (eq == NULL) {
			errno = EINVAL;
			die(args[i]);
		}
		*eq = '\0';
		add(args[i], eq + 1);
	}
}

int
main(int argc, char **argv)
{
	struct pv_buf out = PV_BUF_INIT;
	const char *how = "";
	unsigned long more = 0;
	bool store = false;
	size_t i;
	int at = 1, fd;

	for (; at < argc && argv[at][0] == '-'; at++) {
		if (strcmp(argv[at], "-0") == 0)
			store = true;
		else if (strcmp(argv[at], "-t") == 0 && at + 1 < argc)
			how = argv[++at];
		else if (strcmp(argv[at], "-n") == 0 && at + 1 < argc)
			more = strtoul(argv[++at], NULL, 10);
	}
	if (argc - at < 1) {
		fputs("usage: mkzip [-0] [-n N] [-t FLAGS] OUT "
		    "DIR | NAME=FILE...\n", stderr);
		return 2;
	}
	collect(argv + at + 1, argc - at - 1);
	repeat(more);
	for (i = 0; i < members.len; i++)
		put_member(&out, PV_VEC_AT(&members, struct member, i), store,
		    i + 1 == members.len ? how : "");
	put_directory(&out);
	fd = open(argv[at], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0 || out.failed ||
	    pv_io_write_all(fd, pv_buf_view(&out), NULL) != PV_OK ||
	    close(fd) != 0)
		die(argv[at]);
	pv_buf_release(&out);
	return 0;
}
