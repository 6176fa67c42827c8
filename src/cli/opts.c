/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* getopt_long */
#endif
#include "cli/opts.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "cli/cli.h"
#include "cli/name.h"

const struct opt opt_table[OPT_COUNT] = {
	{ OPT_FORMAT, "format", 'f', "FORMAT", "how to print results" },
	{ OPT_RULES, "rules", 'r', "PACK",
	  "add a rule pack, or use a folder of packs instead" },
	{ OPT_JIT, "jit", 0, NULL,
	  "compile the patterns of --rules to machine code, too" },
	{ OPT_DB, "db", 'd', "DB", "the store [$PROVISO_DB or proviso.db]" },
	{ OPT_MIN_CONFIDENCE, "min-confidence", 'm', "X",
	  "leave out findings below X (0 to 1)" },
	{ OPT_FAIL_ON, "fail-on", 0, "WHAT",
	  "exit with 1 on PROVISION:STANCE, or on these changes" },
	{ OPT_PROVISION, "provision", 0, "NAME",
	  "the provision that is asked for: exclusivity" },
	{ OPT_SUBTYPE, "subtype", 0, "NAME", "only this subtype of it" },
	{ OPT_ONLY, "only", 0, "WHAT",
	  "what may change (diff), or which changes to tell (watch)" },
	{ OPT_SIDE_BY_SIDE, "side-by-side", 0, NULL,
	  "in html, old and new clauses in two columns" },
	{ OPT_AS_OF, "as-of", 0, "DATE",
	  "leave out what takes effect after DATE (2027-01-31)" },
	{ OPT_CLAUSE, "clause", 0, "LABEL",
	  "the clause that is asked for: 4.2(b)" },
	{ OPT_SINCE, "since", 0, "DATE",
	  "what versions of DATE (2027-01-31) and later changed" },
	{ OPT_CHECK, "check", 0, "NAME",
	  "only these checks, or with -NAME all but these" },
	{ OPT_GOLD, "gold", 0, "FILE",
	  "labelled text to score against or fit to, or a folder of it" },
	{ OPT_PART, "part", 0, "PART",
	  "labelled text of this part: dev, fit, test or all [all; fit: all but test]" },
	{ OPT_FOLD, "fold", 0, "K/N",
	  "leave every N-th text out of the fit, from the K-th on" },
	{ OPT_OUT, "out", 0, "DIR", "write files to DIR" },
	{ OPT_OUTPUT, "output", 'o', "FILE",
	  "write to FILE and not to standard output" },
	{ OPT_COVERAGE, "coverage", 0, NULL,
	  "say how much of the text stands in clauses" },
	{ OPT_CHANGES, "changes", 0, "HOW",
	  "tracked changes: accept, reject or, in text, all" },
	{ OPT_TYPE, "type", 0, "TYPE",
	  "documents of an EDGAR submission to read [EX-10*]" },
	{ OPT_FILES_FROM, "files-from", 'T', "FILE",
	  "read paths from FILE, one a line" },
	{ OPT_NULL, "null", '0', NULL, "--files-from is NUL-separated" },
	{ OPT_HIDDEN, "hidden", 0, NULL,
	  "read names that begin with a dot, too" },
	{ OPT_GIT, "git", 0, "REPO",
	  "scan every version of the files that a repository recorded" },
	{ OPT_PATHS, "paths", 0, "GLOB", "of --git, only files like this" },
	{ OPT_AGREEMENT, "agreement", 0, "KEY",
	  "they are versions of this agreement" },
	{ OPT_LABEL, "label", 0, "LABEL", "it is the version of this label" },
	{ OPT_SHARD, "shard", 0, "I/N", "only the I-th of N parts" },
	{ OPT_KEEP_RAW, "keep-raw", 0, NULL,
	  "store the original bytes, too" },
	{ OPT_PARAM, "param", 'p', "K=V", "bind :K of the query to V" },
	{ OPT_JOBS, "jobs", 'j', "N", "worker processes [one a processor]" },
	{ OPT_MAX_SIZE, "max-size", 0, "BYTES",
	  "refuse larger documents; K, M, G [64M]" },
	{ OPT_TIMEOUT, "timeout", 0, "SECONDS",
	  "give up on a document after this [30; 0 = never]" },
	{ OPT_SANDBOX, "sandbox", 0, "WHEN",
	  "lock readers in: auto, require or off" },
	{ OPT_COLOR, "color", 0, "WHEN", "auto, always or never" },
	{ OPT_QUIET, "quiet", 'q', NULL, "no warnings, progress or summary" },
	{ OPT_VERBOSE, "verbose", 'v', NULL, "say more" },
	{ OPT_HELP, "help", 'h', NULL, "show help and exit" },
	{ OPT_VERSION, "version", 'V', NULL,
	  "show the version and exit; more with -v" },
};

#define DEFAULT_MAX_SIZE (UINT64_C(64) << 20)
#define DEFAULT_TIMEOUT_MS 30000
#define LONG_ONLY 256   /* getopt's value of option id: LONG_ONLY + id */

void
opts_init(struct opts *o)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	memset(o, 0, sizeof(*o));
	o->max_size = DEFAULT_MAX_SIZE;
	o->timeout_ms = DEFAULT_TIMEOUT_MS;
	o->jobs = cpus < 1 ? 1 : cpus > 64 ? 64 : (unsigned)cpus;
}

void
opts_free(struct opts *o)
{
	free(o->rules.items);
	free(o->fail_on.items);
	free(o->only.items);
	free(o->params.items);
	free(o->checks.items);
	free(o->gold.items);
	free(o->git.items);
	free(o->paths.items);
}

bool
opt_allowed(const struct cmd *cmd, enum opt_id id)
{
	uint64_t mask = cmd == NULL ? 0 : cmd->opts;

	return ((mask | OPTS_COMMON) & OPT_BIT(id)) != 0;
}

/* Remember an argument; the list may point into argv. */
static bool
list_add(struct list *l, const char *item)
{
	const char **items = realloc(l->items,
	    (l->count + 1) * sizeof(*items));

	if (items == NULL)
		return false;
	items[l->count] = item;
	l->items = items;
	l->count++;
	return true;
}

static bool
parse_when(const char *arg, const char *always, const char *never,
    enum when *out)
{
	if (strcmp(arg, "auto") == 0)
		*out = WHEN_AUTO;
	else if (strcmp(arg, always) == 0)
		*out = WHEN_ALWAYS;
	else if (strcmp(arg, never) == 0)
		*out = WHEN_NEVER;
	else
		return false;
	return true;
}

/* Bytes, with K, M or G for powers of 1024. */
static bool
parse_size(const char *arg, uint64_t *out)
{
	static const char units[] = "KMG";
	struct pv_span s = pv_span_str(arg);
	unsigned shift = 0;
	const char *unit;
	uint64_t n;

	if (s.len > 0 && !pv_isdigit(s.ptr[s.len - 1])) {
		unit = strchr(units, s.ptr[s.len - 1] & ~0x20);
		if (unit == NULL || *unit == '\0')
			return false;
		shift = 10 * (unsigned)(unit - units + 1);
		s.len--;
	}
	if (!pv_num_parse(s, (UINT64_C(1) << 31) >> shift, &n) || n == 0)
		return false;
	*out = n << shift;
	return true;
}

/* A decimal fraction between 0 and 1, in thousandths. */
static bool
parse_fraction(const char *arg, int32_t *out)
{
	struct pv_span s = pv_span_str(arg), frac = PV_SPAN("");
	size_t dot = pv_span_find(s, PV_SPAN("."));
	uint64_t whole = 0, n = 0;
	size_t i;

	if (dot < s.len)
		frac = pv_span_sub(s, dot + 1, s.len);
	s = pv_span_sub(s, 0, dot);
	if (s.len + frac.len == 0 ||
	    (s.len > 0 && !pv_num_parse(s, 1, &whole)))
		return false;
	for (i = 0; i < 3 || i < frac.len; i++) {
		if (i < frac.len && !pv_isdigit(frac.ptr[i]))
			return false;
		if (i < 3)
			n = n * 10 + (i < frac.len ?
			    (uint64_t)(frac.ptr[i] - '0') : 0);
	}
	if (whole == 1 && n > 0)
		return false;
	*out = (int32_t)(whole * 1000 + n);
	return true;
}

static bool
parse_shard(const char *arg, struct opts *o)
{
	struct pv_span s = pv_span_str(arg);
	size_t slash = pv_span_find(s, PV_SPAN("/"));
	uint64_t i, n;

	if (!pv_num_parse(pv_span_sub(s, 0, slash), 1000000, &i) ||
	    !pv_num_parse(pv_span_sub(s, slash + 1, s.len), 1000000, &n) ||
	    i < 1 || i > n)
		return false;
	o->shard = (uint32_t)i;
	o->shards = (uint32_t)n;
	return true;
}

/* K/N, where K counts from 0. */
static bool
parse_fold(const char *arg, struct opts *o)
{
	struct pv_span s = pv_span_str(arg);
	size_t slash = pv_span_find(s, PV_SPAN("/"));
	uint64_t k, n;

	if (!pv_num_parse(pv_span_sub(s, 0, slash), 1000000, &k) ||
	    !pv_num_parse(pv_span_sub(s, slash + 1, s.len), 1000000, &n) ||
	    n < 2 || k >= n)
		return false;
	o->fold = (uint32_t)k;
	o->folds = (uint32_t)n;
	return true;
}

static bool
parse_changes(const char *arg, enum pv_changes *out)
{
	if (strcmp(arg, "accept") == 0)
		*out = PV_CHANGES_ACCEPT;
	else if (strcmp(arg, "reject") == 0)
		*out = PV_CHANGES_REJECT;
	else if (strcmp(arg, "all") == 0)
		*out = PV_CHANGES_ALL;
	else
		return false;
	return true;
}

static bool
parse_part(const char *arg, enum part *out)
{
	if (strcmp(arg, "all") == 0)
		*out = PART_ALL;
	else if (strcmp(arg, "dev") == 0)
		*out = PART_DEV;
	else if (strcmp(arg, "test") == 0)
		*out = PART_TEST;
	else if (strcmp(arg, "fit") == 0)
		*out = PART_FIT;
	else
		return false;
	return true;
}

static bool
parse_number(const char *arg, uint64_t least, uint64_t most, uint64_t *out)
{
	return pv_num_parse(pv_span_str(arg), most, out) && *out >= least;
}

/* A key as it is made of names: to be found by it, it must be like that. */
static bool
is_slug(const char *arg)
{
	struct pv_buf slug = PV_BUF_INIT;
	bool same;

	name_slug(&slug, pv_span_str(arg));
	same = slug.len > 0 && !slug.failed &&
	    pv_span_eq(pv_buf_view(&slug), pv_span_str(arg));
	pv_buf_release(&slug);
	return same;
}

/* Take one option; false when its argument is wrong. */
static bool
set(struct opts *o, enum opt_id id, const char *arg)
{
	uint64_t n = 0;
	bool ok = true;

	switch (id) {
	case OPT_FORMAT: o->format = arg; break;
	case OPT_RULES: ok = list_add(&o->rules, arg); break;
	case OPT_JIT: o->jit = true; break;
	case OPT_DB: o->db = arg; break;
	case OPT_MIN_CONFIDENCE:
		ok = parse_fraction(arg, &o->min_confidence);
		break;
	case OPT_FAIL_ON: ok = list_add(&o->fail_on, arg); break;
	case OPT_PROVISION: o->provision = arg; break;
	case OPT_SUBTYPE: o->subtype = arg; break;
	case OPT_ONLY: ok = list_add(&o->only, arg); break;
	case OPT_SIDE_BY_SIDE: o->side_by_side = true; break;
	case OPT_CHECK: ok = list_add(&o->checks, arg); break;
	case OPT_GOLD: ok = list_add(&o->gold, arg); break;
	case OPT_PART: ok = parse_part(arg, &o->part); break;
	case OPT_FOLD: ok = parse_fold(arg, o); break;
	case OPT_AS_OF: o->as_of = arg; break;
	case OPT_CLAUSE: o->clause = arg; break;
	case OPT_SINCE: o->since = arg; break;
	case OPT_OUT: o->out = arg; break;
	case OPT_OUTPUT: o->output = arg; break;
	case OPT_COVERAGE: o->coverage = true; break;
	case OPT_CHANGES: ok = parse_changes(arg, &o->changes); break;
	case OPT_TYPE: o->type = arg; break;
	case OPT_FILES_FROM: o->files_from = arg; break;
	case OPT_NULL: o->null = true; break;
	case OPT_HIDDEN: o->hidden = true; break;
	case OPT_GIT: ok = list_add(&o->git, arg); break;
	case OPT_PATHS: ok = list_add(&o->paths, arg); break;
	case OPT_AGREEMENT:
		ok = is_slug(arg);
		o->agreement = arg;
		break;
	case OPT_LABEL:
		ok = arg[0] != '\0' && strpbrk(arg, "\t\n\r") == NULL;
		o->label = arg;
		break;
	case OPT_SHARD: ok = parse_shard(arg, o); break;
	case OPT_KEEP_RAW: o->keep_raw = true; break;
	case OPT_PARAM:
		ok = strchr(arg, '=') != NULL && list_add(&o->params, arg);
		break;
	case OPT_JOBS:
		ok = parse_number(arg, 1, 256, &n);
		o->jobs = (unsigned)n;
		break;
	case OPT_MAX_SIZE: ok = parse_size(arg, &o->max_size); break;
	case OPT_TIMEOUT:
		ok = parse_number(arg, 0, 86400, &n);
		o->timeout_ms = (uint32_t)n * 1000;
		o->timeout_told = true;
		break;
	case OPT_SANDBOX:
		ok = parse_when(arg, "require", "off", &o->sandbox);
		break;
	case OPT_COLOR:
		ok = parse_when(arg, "always", "never", &o->color);
		break;
	case OPT_QUIET: o->quiet = true; break;
	case OPT_VERBOSE: o->verbose = true; break;
	case OPT_HELP: o->help = true; break;
	case OPT_VERSION: o->version = true; break;
	case OPT_COUNT: break;
	}
	return ok;
}

/* getopt's form of the table, for one command. */
struct getopt_form {
	struct option longs[OPT_COUNT + 1];
	char shorts[2 * OPT_COUNT + 3];
};

static void
make_form(struct getopt_form *f, const struct cmd *cmd)
{
	const struct opt *t;
	size_t i, n = 0, s = 0;

	memset(f, 0, sizeof(*f));
	if (cmd == NULL)
		f->shorts[s++] = '+';   /* stop at the command */
	f->shorts[s++] = ':';           /* tell a missing argument apart */
	for (i = 0; i < OPT_COUNT; i++) {
		t = &opt_table[i];
		if (!opt_allowed(cmd, t->id))
			continue;
		f->longs[n].name = t->name;
		f->longs[n].has_arg = t->arg != NULL;
		f->longs[n++].val = LONG_ONLY + (int)t->id;
		if (t->letter == 0)
			continue;
		f->shorts[s++] = t->letter;
		if (t->arg != NULL)
			f->shorts[s++] = ':';
	}
}

static bool
find_id(int got, enum opt_id *id)
{
	size_t i;

	for (i = 0; i < OPT_COUNT; i++) {
		if (got == LONG_ONLY + (int)opt_table[i].id ||
		    (got < LONG_ONLY && got == opt_table[i].letter)) {
			*id = opt_table[i].id;
			return true;
		}
	}
	return false;
}

/* The option that a word names in full, or NULL. */
static const struct opt *
find_word(const char *word)
{
	size_t i, len;

	if (strncmp(word, "--", 2) != 0)
		return NULL;
	word += 2;
	len = strcspn(word, "=");
	for (i = 0; i < OPT_COUNT; i++) {
		if (strlen(opt_table[i].name) == len &&
		    memcmp(opt_table[i].name, word, len) == 0)
			return &opt_table[i];
	}
	return NULL;
}

/* An option of other commands. */
static void
complain_misplaced(const struct cmd *cmd, const struct opt *opt)
{
	if (cmd == NULL)
		usage_error(cmd, "'--%s' stands behind a command", opt->name);
	else
		usage_error(cmd, "'%s' takes no '--%s'%s", cmd->name,
		    opt->name, opt->id == OPT_CHANGES && cmd == &cmd_scan ?
		    ": documents are stored with their changes accepted" :
		    "");
}

/* An option that the command does not know. */
static void
complain_unknown(const struct cmd *cmd, const char *word)
{
	const char *names[OPT_COUNT + 1], *guess;
	size_t i, n = 0;

	for (i = 0; i < OPT_COUNT; i++) {
		if (opt_allowed(cmd, opt_table[i].id))
			names[n++] = opt_table[i].name;
	}
	names[n] = NULL;
	if (optopt != 0 && optopt < LONG_ONLY) {
		usage_error(cmd, "unknown option '-%c'", optopt);
		return;
	}
	if (find_word(word) != NULL) {
		complain_misplaced(cmd, find_word(word));
		return;
	}
	guess = strncmp(word, "--", 2) == 0 ? closest(word + 2, names) : NULL;
	if (guess != NULL)
		usage_error(cmd, "unknown option '%s'; did you mean '--%s'?",
		    word, guess);
	else
		usage_error(cmd, "unknown option '%s'", word);
}

bool
opts_parse(struct opts *o, const struct cmd *cmd, int *argc, char ***argv)
{
	struct getopt_form form;
	enum opt_id id;
	int got;

	make_form(&form, cmd);
	opterr = 0;
	optind = 0;     /* glibc and musl: begin anew */
	while ((got = getopt_long(*argc, *argv, form.shorts, form.longs,
	    NULL)) != -1) {
		if (got == '?') {
			complain_unknown(cmd, (*argv)[optind - 1]);
			return false;
		}
		if (got == ':') {
			usage_error(cmd, "option '%s' needs an argument",
			    (*argv)[optind - 1]);
			return false;
		}
		if (find_id(got, &id) && !set(o, id, optarg)) {
			usage_error(cmd, "bad argument '%s' of --%s", optarg,
			    opt_table[id].name);
			return false;
		}
	}
	if (o->changes == PV_CHANGES_ALL && cmd != &cmd_text) {
		usage_error(cmd, "--changes all is for 'text' alone");
		return false;
	}
	*argc -= optind;
	*argv += optind;
	return true;
}
