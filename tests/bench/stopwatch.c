/* SPDX-License-Identifier: MIT */
/*
 * Time commands against each other, interleaved:
 *
 *   stopwatch [-n RUNS] [-m MB] [-o FILE] [-b COMMAND] [-p]
 *	COMMAND [ARG]... [::: COMMAND [ARG]...]...
 *
 * Each round runs every command once, so that a busy moment of the machine
 * hits all of them.  One line a command, of the medians:
 *
 *   WALL CPU MEMORY STATUS
 *
 * seconds, processor seconds of it and its children, KiB and the worst exit
 * status (128+N for a signal).  MEMORY is the largest resident set of one
 * process, or with -p the peak of the sum over all processes of the command:
 * proportional sets, sampled every few milliseconds, so that pages which
 * several share count once.  -m limits the address space of each process, -b
 * is run by sh before each run and not timed.  Standard output and error of the
 * commands go to FILE: some tools search less when nobody reads.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* wait4 */
#endif
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX 99
#define COMMANDS_MAX 32
#define TREE_MAX 64             /* processes of a command that are watched */
#define SAMPLE_NS 4000000

struct command {
	char **argv;
	double wall[RUNS_MAX], cpu[RUNS_MAX], memory[RUNS_MAX];
	int status;
};

static struct {
	int runs;
	long megabytes;
	const char *out, *before;
	bool sum;
} opt = { 1, 0, "/dev/null", NULL, false };

static void
die(const char *what)
{
	fprintf(stderr, "stopwatch: %s: %s\n", what, strerror(errno));
	exit(2);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What follows `key` in a file of /proc, or 0. */
static long
proc_value(pid_t pid, const char *file, const char *key)
{
	char path[64], line[256];
	long value = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, file);
	f = fopen(path, "re");
	if (f == NULL)
		return 0;
	while (value == 0 && fgets(line, sizeof(line), f) != NULL) {
		if (strncmp(line, key, strlen(key)) == 0)
			value = strtol(line + strlen(key), NULL, 10);
	}
	fclose(f);
	return value;
}

/* Append the children of a process. */
static void
add_children(pid_t pid, pid_t *tree, size_t *n)
{
	char path[64];
	FILE *f;
	long child;

	snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children", (long)pid,
	    (long)pid);
	f = fopen(path, "re");
	if (f == NULL)
		return;
	while (*n < TREE_MAX && fscanf(f, "%ld", &child) == 1)
		tree[(*n)++] = (pid_t)child;
	fclose(f);
}

/* KiB that a process and all below it hold now. */
static long
tree_memory(pid_t root)
{
	pid_t tree[TREE_MAX] = { root };
	size_t n = 1, i;
	long sum = 0, one;

	for (i = 0; i < n; i++) {
		one = proc_value(tree[i], "smaps_rollup", "Pss:");
		if (one == 0)
			one = proc_value(tree[i], "status", "VmRSS:");
		sum += one;
		add_children(tree[i], tree, &n);
	}
	return sum;
}

static void
exec_command(char **argv)
{
	struct rlimit lim = { (rlim_t)opt.megabytes << 20,
		(rlim_t)opt.megabytes << 20 };
	int fd = open(opt.out, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0 ||
	    dup2(fd, STDERR_FILENO) < 0 ||
	    (opt.megabytes > 0 && setrlimit(RLIMIT_AS, &lim) != 0))
		_exit(127);
	close(fd);
	execvp(argv[0], argv);
	_exit(127);
}

/* Wait for the end, watching the memory on the way; the peak, in KiB. */
static long
watch(pid_t pid, int *status, struct rusage *use)
{
	static const struct timespec pause = { 0, SAMPLE_NS };
	long peak = 0, at;
	pid_t got;

	for (;;) {
		got = wait4(pid, status, opt.sum ? WNOHANG : 0, use);
		if (got == pid)
			break;
		if (got < 0 && errno != EINTR)
			die("wait");
		at = tree_memory(pid);
		peak = at > peak ? at : peak;
		nanosleep(&pause, NULL);
	}
	return opt.sum ? peak : use->ru_maxrss;
}

static void
run(struct command *c, int round)
{
	struct rusage use;
	double start;
	pid_t pid;
	int status = 0;

	if (opt.before != NULL && system(opt.before) != 0)
		fprintf(stderr, "stopwatch: '%s' failed\n", opt.before);
	fflush(stdout);
	start = now();
	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0)
		exec_command(c->argv);
	c->memory[round] = (double)watch(pid, &status, &use);
	c->wall[round] = now() - start;
	c->cpu[round] = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
	    (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
	status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
	    WEXITSTATUS(status);
	if (status > c->status)
		c->status = status;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *values)
{
	qsort(values, (size_t)opt.runs, sizeof(*values), by_value);
	return (values[(opt.runs - 1) / 2] + values[opt.runs / 2]) / 2;
}

static void
usage(void)
{
	fputs("usage: stopwatch [-n RUNS] [-m MB] [-o FILE] [-b COMMAND] [-p] "
	    "COMMAND... [::: COMMAND...]...\n", stderr);
	exit(2);
}

/* Cut the arguments at ":::"; the number of commands. */
static size_t
split(char **argv, struct command *commands)
{
	size_t n = 0;
	char **p = argv;

	while (*p != NULL) {
		if (n == COMMANDS_MAX)
			usage();
		commands[n++].argv = p;
		while (*p != NULL && strcmp(*p, ":::") != 0)
			p++;
		if (commands[n - 1].argv == p)
			usage();
		if (*p != NULL)
			*p++ = NULL;
	}
	return n;
}

int
main(int argc, char **argv)
{
	static struct command commands[COMMANDS_MAX];
	struct command *c;
	size_t n, i;
	int round, o;

	while ((o = getopt(argc, argv, "+n:m:o:b:p")) != -1) {
		if (o == 'n')
			opt.runs = (int)strtol(optarg, NULL, 10);
		else if (o == 'm')
			opt.megabytes = strtol(optarg, NULL, 10);
		else if (o == 'o')
			opt.out = optarg;
		else if (o == 'b')
			opt.before = optarg;
		else if (o == 'p')
			opt.sum = true;
		else
			usage();
	}
	n = split(argv + optind, commands);
	if (n == 0 || opt.runs < 1 || opt.runs > RUNS_MAX)
		usage();
	for (round = 0; round < opt.runs; round++) {
		for (i = 0; i < n; i++)
			run(&commands[i], round);
	}
	for (i = 0; i < n; i++) {
		c = &commands[i];
		printf("%.6f %.6f %.0f %d\n", median(c->wall), median(c->cpu),
		    median(c->memory), c->status);
	}
	return 0;
}
