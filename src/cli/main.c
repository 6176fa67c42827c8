/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli/help.h"
#include "cli/msg.h"
#include "cli/term.h"
#include "cli/version.h"
#include "view/view.h"

#define KEEP (16 << 20)

const struct cmd *const commands[] = {
	&cmd_text, &cmd_clauses, &cmd_tag, &cmd_scan, &cmd_diff,
	&cmd_history, &cmd_watch, &cmd_compare,
	&cmd_matrix, &cmd_report, &cmd_conform, &cmd_effective, &cmd_lint,
	&cmd_rules, &cmd_explain, &cmd_query, &cmd_db, &cmd_help, NULL
};

const struct cmd *
find_command(const char *name)
{
	size_t i;

	for (i = 0; commands[i] != NULL; i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	return NULL;
}

enum status
usage_error(const struct cmd *cmd, const char *fmt, ...)
{
	struct pv_err err;
	char text[sizeof(err.msg)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	pv_fail(&err, PV_EUSAGE, "E-USAGE", "%s", text);
	msg_trouble(&err);
	msg_note("try 'proviso help%s%s'", cmd == NULL ? "" : " ",
	    cmd == NULL ? "" : cmd->name);
	return STATUS_TROUBLE;
}

/* Levenshtein's distance of two short words, at most `most` + 1. */
static size_t
distance(const char *a, const char *b, size_t most)
{
	size_t row[33], i, j, left, diagonal, best;
	size_t n = strlen(a), m = strlen(b);

	if (n > 32 || m > 32)
		return most + 1;
	for (j = 0; j <= m; j++)
		row[j] = j;
	for (i = 1; i <= n; i++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= m; j++) {
			left = row[j];
			best = diagonal + (a[i - 1] != b[j - 1]);
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = left;
		}
	}
	return row[m];
}

const char *
closest(const char *typo, const char *const *names)
{
	size_t most = strlen(typo) < 3 ? 1 : 2, best = most + 1, d;
	const char *found = NULL;

	for (; *names != NULL; names++) {
		d = distance(typo, *names, most);
		if (d < best) {
			best = d;
			found = *names;
		}
	}
	return found;
}

const char *
db_path(const struct cli *c)
{
	const char *env = getenv("PROVISO_DB");

	if (c->opt.db != NULL)
		return c->opt.db;
	return env != NULL && env[0] != '\0' ? env : "proviso.db";
}

bool
is_format(const struct cli *c, const char *format)
{
	return strcmp(c->opt.format, format) == 0;
}

/* Is `word` one of the words of `list`? */
static bool
in_words(const char *list, const char *word)
{
	size_t n = strlen(word), len;

	for (; *list != '\0'; list += len + (list[len] == ' ')) {
		len = strcspn(list, " ");
		if (len == n && memcmp(list, word, n) == 0)
			return true;
	}
	return false;
}

static bool
choose_format(struct cli *c)
{
	if (c->opt.format == NULL)
		c->opt.format = "text"; /* the default of every command */
	if (in_words(c->cmd->formats, c->opt.format))
		return true;
	usage_error(c->cmd, "no format '%s' here; there is: %s",
	    c->opt.format, c->cmd->formats);
	return false;
}

static const struct cmd *
choose_command(const char *name)
{
	const struct cmd *cmd = find_command(name);
	const char *names[32], *guess;
	size_t i;

	if (cmd != NULL)
		return cmd;
	for (i = 0; commands[i] != NULL; i++)
		names[i] = commands[i]->name;
	names[i] = NULL;
	guess = closest(name, names);
	if (guess != NULL)
		usage_error(NULL, "there is no command '%s'; did you mean "
		    "'%s'?", name, guess);
	else
		usage_error(NULL, "there is no command '%s'", name);
	return NULL;
}

/*
 * A descriptor that the caller closed must not become the store's: take its
 * place, standard output with one that cannot be written so that it is noticed.
 */
static bool
guard_descriptors(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		if (open("/dev/null", fd == STDERR_FILENO ? O_WRONLY :
		    O_RDONLY) != fd)
			return false;
	}
	return true;
}

/*
 * Memory that each document and each pattern takes and gives back is not
 * returned to the system in between.  To set one threshold fixes the other at
 * a low one, so both are set.
 */
static void
keep_memory(void)
{
#ifdef __GLIBC__
	(void)mallopt(M_TRIM_THRESHOLD, KEEP);
	(void)mallopt(M_MMAP_THRESHOLD, KEEP / 4);
#endif
}

static enum status
run_command(struct cli *c, int argc, char **argv)
{
	c->cmd = choose_command(argv[0]);
	if (c->cmd == NULL || !opts_parse(&c->opt, c->cmd, &argc, &argv))
		return STATUS_TROUBLE;
	if (c->opt.help) {
		help_command(&c->out.buf, c->cmd);
		return STATUS_OK;
	}
	if (c->opt.version) {
		version_print(&c->out.buf, c->opt.verbose);
		return STATUS_OK;
	}
	if (!choose_format(c))
		return STATUS_TROUBLE;
	c->color = term_color(c->opt.color) && is_format(c, "text");
	c->width = term_width();
	return c->cmd->run(c, argc, argv);
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	if (!opts_parse(&c->opt, NULL, &argc, &argv))
		return STATUS_TROUBLE;
	if (c->opt.version) {
		version_print(&c->out.buf, c->opt.verbose);
		return STATUS_OK;
	}
	if (c->opt.help) {
		help_program(&c->out.buf);
		return STATUS_OK;
	}
	if (argc == 0)
		return usage_error(NULL, "give a command");
	return run_command(c, argc, argv);
}

/* 3 outranks 1 and 0, so that a clean answer means that all was evaluated. */
static enum status
final_status(const struct cli *c, enum status status)
{
	if (status != STATUS_OK)
		return status;
	if (c->incomplete)
		return STATUS_INCOMPLETE;
	return c->found ? STATUS_FOUND : STATUS_OK;
}

int
main(int argc, char **argv)
{
	struct cli c;
	enum status status;

	if (!guard_descriptors())
		return STATUS_TROUBLE;
	keep_memory();
	memset(&c, 0, sizeof(c));
	signal(SIGPIPE, SIG_IGN);       /* told by EPIPE instead */
	opts_init(&c.opt);
	status = run(&c, argc, argv);
	if (!out_close(&c.out))
		status = STATUS_TROUBLE;
	opts_free(&c.opt);
	return (int)final_status(&c, status);
}
