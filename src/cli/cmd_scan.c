/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/gate.h"
#include "cli/msg.h"
#include "cli/packs.h"
#include "cli/progress.h"
#include "cli/scan.h"

/* The signal that asked to stop, 0 = none.  Only a handler writes it. */
static volatile sig_atomic_t stopped_by;

static void
on_signal(int sig)
{
	stopped_by = sig;
}

static bool
stop(void *ctx)
{
	(void)ctx;
	return stopped_by != 0;
}

/* The first signal ends the scan in order, a second one at once. */
static void
catch_signals(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction act, old;
	size_t i;

	memset(&act, 0, sizeof(act));
	act.sa_handler = on_signal;
	act.sa_flags = (int)SA_RESETHAND;
	sigemptyset(&act.sa_mask);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		/* nohup: what was ignored stays so */
		if (sigaction(signals[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			sigaction(signals[i], &act, NULL);
	}
}

/* "proviso: 412 documents: 409 stored, 2 refused, 1 unchanged; 37 findings" */
static void
summarize(const struct cli *c, const struct scan *s)
{
	const struct { uint64_t n; const char *what; } rows[] = {
		{ s->stored, "stored" }, { s->refused, "refused" },
		{ s->unchanged, "unchanged" }
	};
	uint64_t all = s->stored + s->refused + s->unchanged;
	struct pv_buf b = PV_BUF_INIT;
	const char *between = ": ";
	size_t i;

	if (c->opt.quiet)
		return;
	pv_buf_printf(&b, "%llu document%s", (unsigned long long)all,
	    all == 1 ? "" : "s");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].n == 0 && !(i == 0 && all > 0))
			continue;
		pv_buf_printf(&b, "%s%llu %s", between,
		    (unsigned long long)rows[i].n, rows[i].what);
		between = ", ";
	}
	pv_buf_printf(&b, "; %llu finding%s",
	    (unsigned long long)s->tally.findings,
	    s->tally.findings == 1 ? "" : "s");
	if (s->gaps > 0)
		pv_buf_printf(&b, "; %llu rule limit%s",
		    (unsigned long long)s->gaps, s->gaps == 1 ? "" : "s");
	if (s->warnings > 0 && !c->opt.verbose)
		pv_buf_printf(&b, "; %llu warning%s, which --verbose tells",
		    (unsigned long long)s->warnings,
		    s->warnings == 1 ? "" : "s");
	if (!b.failed)
		msg_note("%s", b.ptr);
	pv_buf_release(&b);
}

/* What the scan as a whole comes to. */
static enum status
judge(struct cli *c, const struct scan *s)
{
	struct pv_err err;

	if (s->stored + s->unchanged + s->refused == 0) {
		if (c->opt.shards > 0 || s->passed_over > 0)
			return STATUS_OK;
		pv_fail(&err, PV_EINPUT, "E-NOINPUT",
		    "there are no documents");
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	if (s->stored + s->unchanged == 0)
		return STATUS_TROUBLE;
	if (s->refused > 0 || s->gaps > 0)
		c->incomplete = true;
	return STATUS_OK;
}

static enum status
scan(struct cli *c, struct pv_rules *rules, int argc, char **argv)
{
	struct scan s;
	struct pv_err err;
	enum status status = STATUS_TROUBLE;
	enum pv_rc rc;

	catch_signals();
	rc = scan_init(&s, c, rules, stop, &err);
	if (rc == PV_OK)
		rc = scan_run(&s, argv, (size_t)argc, &err);
	progress_end();
	if (stopped_by != 0 && rc == PV_ESYS)
		rc = PV_OK;
	if (rc == PV_OK)
		rc = scan_finish(&s, &err);
	if (rc != PV_OK)
		msg_error(rc == PV_EDB ? pv_span_str(db_path(c)) :
		    PV_SPAN(""), &err);
	else
		status = judge(c, &s);
	if (rc == PV_OK && !c->opt.quiet)
		tally_print(&s.tally, &c->out.buf, c->color);
	out_flush(&c->out);
	if (rc == PV_OK)
		summarize(c, &s);
	scan_free(&s);
	return status;
}

/* A label names one version: of one file. */
static bool
check_told(const struct cli *c, int argc, char **argv)
{
	const struct opts *o = &c->opt;
	struct stat sb;

	if (o->paths.count > 0 && o->git.count == 0) {
		usage_error(c->cmd, "--paths chooses in what --git reads");
		return false;
	}
	if (o->label == NULL)
		return true;
	if (o->agreement == NULL)
		usage_error(c->cmd, "--label needs --agreement");
	else if (argc != 1 || o->files_from != NULL || o->git.count > 0 ||
	    (stat(argv[0], &sb) == 0 && S_ISDIR(sb.st_mode)))
		usage_error(c->cmd, "--label is for one file");
	else
		return true;
	return false;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct pv_rules *rules = NULL;
	enum status status;
	struct pv_err err;

	if (argc < 1 && c->opt.files_from == NULL && c->opt.git.count == 0)
		return usage_error(c->cmd, "give files or folders");
	if (!check_told(c, argc, argv))
		return STATUS_TROUBLE;
	if (packs_load(c, NULL, 0, &rules, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	status = gate_check_findings(c, rules) ?
	    scan(c, rules, argc, argv) : STATUS_TROUBLE;
	pv_rules_free(rules);
	if (stopped_by != 0) {
		/* end as the signal would have ended us */
		signal(stopped_by, SIG_DFL);
		raise(stopped_by);
	}
	return status;
}

const struct cmd cmd_scan = {
	"scan", "PATH...", "read, tag and store files and folders",
	"Folders are walked; symbolic links out of them are not followed, names\n"
	"that begin with a dot are left out.  A file that is stored already and\n"
	"did not change is not read again.  Each document is stored whole or not\n"
	"at all; what is refused is named.  Members of ZIP and tar archives are\n"
	"documents of their own: DIR/x.zip!/inner/a.txt.\n"
	"\n"
	"A folder whose files are all named by date or version (2024-05-01.txt,\n"
	"terms-v2.md) holds the versions of one agreement, whose key is the\n"
	"folder's name; any other file is an agreement of its own.\n"
	"\n"
	"Examples:\n"
	"    proviso scan contracts/ --db contracts.db\n"
	"    find . -name '*.htm' | proviso scan --files-from -\n"
	"    proviso scan --git terms.git --paths '*.md' --db terms.db\n"
	"    proviso scan --shard 3/16 --db part3.db /archive\n",
	(OPTS_TAG & ~OPT_BIT(OPT_CHANGES)) | OPT_BIT(OPT_DB) | OPT_BIT(OPT_JOBS) |
	    OPT_BIT(OPT_FILES_FROM) | OPT_BIT(OPT_NULL) |
	    OPT_BIT(OPT_HIDDEN) | OPT_BIT(OPT_SHARD) | OPT_BIT(OPT_GIT) |
	    OPT_BIT(OPT_PATHS) | OPT_BIT(OPT_AGREEMENT) | OPT_BIT(OPT_LABEL) |
	    OPT_BIT(OPT_KEEP_RAW) | OPT_BIT(OPT_MIN_CONFIDENCE) |
	    OPT_BIT(OPT_FAIL_ON),
	"text", run
};
