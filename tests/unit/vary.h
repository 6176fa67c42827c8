/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_UNIT_VARY_H
#define PV_TESTS_UNIT_VARY_H

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "check.h"
#include "rule/rule.h"

/* The packs of the project, and versions of a text made of it by chance. */

static inline uint64_t
vary_next(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return *seed >> 33;
}

static inline bool
vary_read(const char *path, struct pv_buf *out)
{
	struct pv_err err;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && pv_io_read_all(fd, UINT32_MAX, out, &err) == PV_OK;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* The packs as the program reads them: every .yaml file of the folder. */
static inline struct pv_rules *
vary_rules(const char *root)
{
	static char names[128][512];
	static struct pv_buf bytes[128];
	static struct pv_pack_source packs[128];
	struct pv_rules *r = NULL;
	struct dirent **list;
	struct pv_err err = { .msg = "no packs" };
	size_t n = 0;
	char dir[256];
	int i, count;

	snprintf(dir, sizeof(dir), "%s/rules", root);
	count = scandir(dir, &list, NULL, alphasort);
	for (i = 0; i < count; i++) {
		size_t len = strlen(list[i]->d_name);

		if (n < 128 && len > 5 &&
		    strcmp(list[i]->d_name + len - 5, ".yaml") == 0) {
			snprintf(names[n], sizeof(names[n]), "%s/%s", dir,
			    list[i]->d_name);
			CHECK(vary_read(names[n], &bytes[n]));
			packs[n].name = pv_span_str(
			    strrchr(names[n], '/') + 1);
			packs[n].bytes = pv_buf_view(&bytes[n]);
			n++;
		}
		free(list[i]);
	}
	if (count >= 0)
		free(list);
	if (pv_rules_new(packs, n, NULL, &r, &err) != PV_OK)
		printf("# %s\n", err.msg);
	return r;
}

/* A line, with the line feed that ends it. */
static inline struct pv_span
vary_line(struct pv_span text, size_t *at)
{
	size_t start = *at;

	while (*at < text.len && text.ptr[*at] != '\n')
		(*at)++;
	*at += *at < text.len;
	return pv_span_sub(text, start, *at);
}

/* Every eighth word or so is another one. */
static inline void
vary_words(struct pv_buf *out, struct pv_span line, uint64_t *seed)
{
	static const char *const words[] = { "Alder", "exclusive", "not",
		"Model", "10", "unless", "Section 4.2", "terminate", "the" };
	bool skip = false;

	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == ' ' || line.ptr[i] == '\n') {
			pv_buf_char(out, line.ptr[i]);
			skip = line.ptr[i] == ' ' && vary_next(seed) % 8 == 0;
			if (skip)
				pv_buf_str(out, words[vary_next(seed) % 9]);
		} else if (!skip) {
			pv_buf_char(out, line.ptr[i]);
		}
	}
}

/* Leave out, repeat, put off and reword a line here and there. */
static inline void
vary(struct pv_span text, uint64_t seed, struct pv_buf *out)
{
	struct pv_span line, late = PV_SPAN("");
	size_t at = 0;

	pv_buf_clear(out);
	while (at < text.len) {
		line = vary_line(text, &at);
		switch (vary_next(&seed) % 160) {
		case 0:
			break;
		case 1:
			late = line;
			break;
		case 2:
			pv_buf_span(out, late);
			pv_buf_span(out, line);
			break;
		case 3:
			vary_words(out, line, &seed);
			break;
		default:
			pv_buf_span(out, line);
		}
	}
}

#endif
