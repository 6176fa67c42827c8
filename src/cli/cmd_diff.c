/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/diff.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/num.h"
#include "cli/amended.h"
#include "cli/cli.h"
#include "cli/gate.h"
#include "cli/key.h"
#include "cli/msg.h"
#include "cli/only.h"
#include "cli/packs.h"
#include "cli/pair.h"
#include "cli/reader.h"
#include "store/store.h"
#include "view/view.h"

/* One side: a file, a file with its amendments, or KEY@LABEL in the store. */
struct side {
	const char *name;
	const char *path;           /* what is read for it */
	struct reading r;
	struct doc_key key;
	bool stored;
	bool made;                  /* by amendments */
	struct amended amended;
	char made_path[AMENDED_PATH];
	int fd;                     /* of the text that they made */
	struct pv_span *controls, *removers;
	bool ready;                 /* it can be compared as it is */
	struct pv_buf shown;        /* its name for people, when it differs */
};

/* A file of that name comes first; a key has an "@" and no slash. */
static bool
is_stored(const char *operand)
{
	return strchr(operand, '@') != NULL && strchr(operand, '/') == NULL &&
	    access(operand, F_OK) != 0;
}

/*
 * "BASE+AMENDMENT...": no file has that name, but one has what stands before
 * the first "+".
 */
static bool
is_amended(const char *operand)
{
	const char *plus = strchr(operand, '+');
	char *base;
	bool yes;

	if (plus == NULL || plus == operand || strstr(plus, "++") != NULL ||
	    operand[strlen(operand) - 1] == '+' || access(operand, F_OK) == 0)
		return false;
	base = strndup(operand, (size_t)(plus - operand));
	yes = base != NULL && (strcmp(base, "-") == 0 ||
	    access(base, F_OK) == 0);
	free(base);
	return yes;
}

/* Read what an operand joins, and have its text as a file. */
static enum status
read_amended(struct cli *c, struct side *side)
{
	size_t n = 1, i = 0;
	char *names = strdup(side->name), *p, **paths;
	enum status status = STATUS_TROUBLE;
	struct pv_err err;

	for (p = names; p != NULL && *p != '\0'; p++)
		n += *p == '+';
	paths = calloc(n, sizeof(*paths));
	if (names == NULL || paths == NULL) {
		pv_fail_nomem(&err);
		msg_trouble(&err);
		goto out;
	}
	for (p = names; i < n; p = p + strlen(p) + 1) {
		paths[i++] = p;
		p[strcspn(p, "+")] = '\0';
	}
	doc_key_of_file(pv_span_str(paths[0]), &side->key);
	status = amended_read(c, paths, n, &side->amended);
	if (status == STATUS_OK && amended_open(&side->amended, &side->fd,
	    side->made_path, &err) != PV_OK) {
		msg_trouble(&err);
		status = STATUS_TROUBLE;
	}
	side->path = side->made_path;
	/* what is read keeps no name; the files' are parts of the operand */
	for (i = 0; i < side->amended.count && status == STATUS_OK; i++)
		side->amended.files[i] = pv_span(side->name +
		    (paths[i] - names), strlen(paths[i]));
out:
	free(paths);
	free(names);
	return status;
}

/* Who controls what, or took it out. */
static bool
read_controls(struct side sides[2])
{
	bool ok = true;

	for (int i = 0; i < 2; i++) {
		struct side *s = &sides[i], *other = &sides[1 - i];

		if (!s->made)
			continue;
		s->controls = amended_controls(&s->amended, s->r.version);
		ok = ok && s->controls != NULL;
		if (other->made)
			continue;
		other->removers = amended_removers(&s->amended,
		    other->r.version);
		ok = ok && other->removers != NULL;
	}
	return ok;
}

static void
release(struct side *s)
{
	reading_release(&s->r);
	doc_key_release(&s->key);
	pv_buf_release(&s->shown);
	amended_release(&s->amended);
	if (s->fd >= 0)
		close(s->fd);
	free(s->controls);
	free(s->removers);
}

/* A stored version; ready when it was tagged with the rules in use. */
static enum pv_rc
from_store(struct pv_store *s, const struct pv_rules *rules,
    struct side *side, struct pv_err *err)
{
	enum pv_rc rc;
	struct pv_span name = pv_span_str(side->name);
	size_t at = pv_span_find(name, PV_SPAN("@"));
	struct pv_span key = pv_span_sub(name, 0, at);
	struct pv_span label = pv_span_sub(name, at + 1, name.len);

	pv_buf_span(&side->key.key, key);
	rc = pv_store_get(s, key, label, &side->r.version,
	    &side->r.findings, err);
	return rc == PV_OK ? pv_store_current(s, side->r.version,
	    pv_span_str(pv_rules_digest(rules)), &side->ready, err) : rc;
}

static enum status
read_stored(struct cli *c, const struct pv_rules *rules,
    struct side sides[2])
{
	struct pv_store *s = NULL;
	const char *subject = db_path(c);
	struct pv_err err;
	enum pv_rc rc;
	int i;

	if (!sides[0].stored && !sides[1].stored)
		return STATUS_OK;
	rc = pv_store_open(db_path(c), PV_STORE_READ, &s, &err);
	for (i = 0; i < 2 && rc == PV_OK; i++) {
		if (!sides[i].stored)
			continue;
		subject = sides[i].name;
		rc = from_store(s, rules, &sides[i], &err);
	}
	if (rc != PV_OK)
		msg_error(pv_span_str(subject), &err);
	pv_store_abort(s);
	return rc == PV_OK ? STATUS_OK : STATUS_TROUBLE;
}

/* Clauses whose findings may differ, for every one that does itself. */
#define TAGGED_TOO 2

struct files {
	struct side *sides[2];      /* those that are not ready */
};

static void
keep(void *ctx, size_t index, const char *path, struct reading *r)
{
	struct files *f = ctx;
	struct side *side = f->sides[index];

	if (!side->stored && !side->made)
		doc_key_of_file(pv_span_str(path), &side->key);
	reading_release(&side->r);
	side->r = *r;
	side->r.raw = PV_SPAN("");
	side->ready = true;
	memset(r, 0, sizeof(*r));
}

/*
 * Read what is not ready: files, and texts that other rules tagged; and tag
 * it, given rules.
 */
static enum status
read_files(struct cli *c, const struct pv_rules *rules, struct side sides[2])
{
	struct files f;
	const struct pv_version *stored[2];
	struct reader_batch b = { .cli = c, .rules = rules,
		.want = READER_LINES, .stored = stored,
		.before = sides[0].name == sides[1].name,
		.each = keep, .ctx = &f };
	char *paths[2];
	size_t n = 0, i;
	struct pv_err err;

	if (rules != NULL) {
		b.want |= READER_TAG;
		b.alike = true;
	}
	for (i = 0; i < 2; i++) {
		if (sides[i].ready)
			continue;
		memcpy(&paths[n], &sides[i].path, sizeof(paths[n]));
		stored[n] = sides[i].r.version;
		f.sides[n++] = &sides[i];
	}
	if (n == 0)
		return STATUS_OK;
	if (reader_files(&b, paths, n, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	return b.nrefused == 0 ? STATUS_OK : STATUS_TROUBLE;
}

/* One document against itself: people are told which side is meant. */
static struct pv_span
shown(const struct cli *c, struct side *side, const char *which)
{
	if (which == NULL || is_format(c, "json") || is_format(c, "jsonl"))
		return pv_span_str(side->name);
	pv_buf_str(&side->shown, side->name);
	pv_buf_str(&side->shown, which);
	return pv_buf_view(&side->shown);
}

/* Nothing was ever changed in it: that is no difference, but said. */
static void
tell_unchanged(const struct cli *c, const struct side sides[2])
{
	const struct pv_version *a = sides[0].r.version;
	const struct pv_version *b = sides[1].r.version;

	if (!c->opt.quiet && pv_span_eq(a->text, b->text))
		msg_put(&(struct msg){ .path = pv_span_str(sides[0].name),
			.text = PV_SPAN("no tracked change touches the text"),
			.severity = PV_SEV_NOTE });
}

/*
 * The time of tracked changes: the one at which builds that can be repeated
 * stop the clock, else the epoch, so that the same versions give the same
 * bytes.  False when it is none.
 */
#define WHEN_MAX UINT64_C(253370764799) /* the year 9998 ends */
static bool
read_when(uint64_t *seconds)
{
	const char *env = getenv("SOURCE_DATE_EPOCH");

	*seconds = 0;
	return env == NULL || env[0] == '\0' ||
	    pv_num_parse(pv_span_str(env), WHEN_MAX, seconds);
}

/* A view gets what else changed, but redlines all of it. */
static void
show(struct cli *c, struct side sides[2], struct pv_diff *d)
{
	const struct pv_view *view = pv_view_find(pv_span_str(c->opt.format));
	bool one = sides[0].name == sides[1].name;
	struct pv_buf only = PV_BUF_INIT;
	struct pv_view_opts o = {
		.color = c->color, .width = c->width,
		.side_by_side = c->opt.side_by_side,
		.doc = reading_doc(&sides[0].r, shown(c, &sides[0],
		    one ? " (before)" : NULL),
		    pv_buf_view(&sides[0].key.key)),
		.newer = reading_doc(&sides[1].r, shown(c, &sides[1],
		    one ? " (after)" : NULL),
		    pv_buf_view(&sides[1].key.key)),
	};

	o.doc.controls = sides[0].controls;
	o.doc.removers = sides[0].removers;
	o.newer.controls = sides[1].controls;
	only_name(c, &only);
	o.only = pv_buf_view(&only);
	(void)read_when(&o.when);
	if (!is_format(c, "html") && !is_format(c, "docx"))
		only_rest(d);
	if (view != NULL && view->diff != NULL)
		view->diff(&c->out.buf, d, &o);
	c->out.buf.failed = c->out.buf.failed || only.failed;
	pv_buf_release(&only);
}

static enum status
tell(struct cli *c, const struct pv_rules *rules, struct side sides[2],
    struct pv_diff *d)
{
	struct pv_err err;

	if (!read_controls(sides)) {
		pv_fail_nomem(&err);
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	if (c->opt.only.count > 0 && !only_mark(c, rules, d))
		return STATUS_TROUBLE;
	if (sides[0].name == sides[1].name)
		tell_unchanged(c, sides);
	if (c->opt.fail_on.count > 0 ? gate_diff(c, d) : d->substantive)
		c->found = true;
	show(c, sides, d);
	return STATUS_OK;
}

/* Both sides have all findings. */
static enum status
compare_tagged(struct cli *c, const struct pv_rules *rules,
    struct side sides[2])
{
	struct pv_diff_input in = {
		{ sides[0].r.version, sides[0].r.findings },
		{ sides[1].r.version, sides[1].r.findings }
	};
	struct pv_diff *d = NULL;
	enum status status;
	struct pv_err err;

	if (pv_diff(&in, &d, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	status = tell(c, rules, sides, d);
	pv_diff_free(d);
	return status;
}

/* Tag both sides as far as it takes, which needs the rules now at the latest. */
static enum pv_rc
tag_sides(struct cli *c, struct pv_rules **rules, struct side sides[2],
    const struct pv_diffing *x, struct pair_found *found, struct pv_err *err)
{
	const struct pv_version *const v[2] = { sides[0].r.version,
		sides[1].r.version };
	enum pv_rc rc = *rules != NULL ? PV_OK :
	    packs_load(c, NULL, 0, rules, err);
	int i;

	if (rc == PV_OK &&
	    TAGGED_TOO * pv_diff_unsettled(x) >= PV_HASTEN_BYTES)
		pv_rules_hasten(*rules, c->opt.jobs);
	if (rc == PV_OK)
		rc = reader_pair(c, *rules, v, found, err);
	for (i = 0; i < 2; i++) {
		sides[i].r.findings = found->findings[i];
		if (rc == PV_OK)
			report_gaps(c, pv_span_str(sides[i].name), v[i],
			    sides[i].r.findings);
	}
	return rc;
}

/* Neither side has any: they are tagged where that tells anything. */
static enum status
compare_read(struct cli *c, struct pv_rules **rules, struct side sides[2])
{
	struct pv_diff_input in = { { sides[0].r.version, NULL },
	    { sides[1].r.version, NULL } };
	struct pair_found found = { .wire = PV_BUF_INIT };
	struct pv_diff_rest rest = { pair_next, &found };
	struct pv_diffing *x = NULL;
	struct pv_diff *d = NULL;
	enum status status = STATUS_TROUBLE;
	struct pv_err err;
	enum pv_rc rc = pv_diff_begin(&in, &x, &err);

	if (rc == PV_OK && !pv_diff_quiet(x))
		rc = tag_sides(c, rules, sides, x, &found, &err);
	if (rc == PV_OK) {
		rc = pv_diff_end(x, sides[0].r.findings, sides[1].r.findings,
		    &rest, &d, &err);
		x = NULL;
	}
	if (rc == PV_OK && found.short_of)
		rc = pv_fail(&err, PV_ESYS, "E-WIRE",
		    "the reader sent nonsense");
	if (rc == PV_OK)
		status = tell(c, *rules, sides, d);
	else
		msg_trouble(&err);
	pv_diff_free(d);
	pv_diffing_free(x);
	pv_buf_release(&found.wire);
	return status;
}

static bool
check_docx(const struct cli *c)
{
	uint64_t seconds;

	if (!is_format(c, "docx"))
		return true;
	if (isatty(STDOUT_FILENO)) {
		usage_error(c->cmd, "a Word document is not for a terminal; "
		    "write it to a file with >redline.docx");
		return false;
	}
	if (!read_when(&seconds)) {
		usage_error(c->cmd, "SOURCE_DATE_EPOCH is not a number of "
		    "seconds");
		return false;
	}
	return true;
}

/* A document alone is compared with what it was before its changes. */
static bool
check_one(struct cli *c, const char *operand)
{
	if (is_stored(operand) || is_amended(operand)) {
		usage_error(c->cmd, "give another version to compare this one "
		    "with");
		return false;
	}
	if (c->opt.changes != PV_CHANGES_DEFAULT) {
		usage_error(c->cmd, "--changes is for two versions; one alone "
		    "is compared as before its changes and after them");
		return false;
	}
	c->opt.changes = PV_CHANGES_ACCEPT;
	return true;
}

/* How often "-" is named: alone, or joined to others. */
static int
count_pipes(int argc, char **argv)
{
	int n = 0;

	for (int i = 0; i < argc; i++) {
		const char *p = argv[i];

		if (strcmp(p, "-") == 0) {
			n++;
			continue;
		}
		for (; is_amended(argv[i]) && *p != '\0'; p++)
			n += *p == '-' && (p == argv[i] || p[-1] == '+') &&
			    (p[1] == '+' || p[1] == '\0');
	}
	return n;
}

static bool
check(struct cli *c, int argc, char **argv)
{

	if (argc != 1 && argc != 2)
		usage_error(c->cmd, "give an old and a new version, or one "
		    "document with tracked changes");
	else if (!gate_check_changes(c) || !only_check(c))
		return false;
	else if (c->opt.side_by_side && !is_format(c, "html"))
		usage_error(c->cmd, "--side-by-side is for --format html");
	else if (c->opt.as_of != NULL &&
	    !pv_date_is_iso(pv_span_str(c->opt.as_of)))
		usage_error(c->cmd, "'%s' is no date; write it as "
		    "2027-01-31", c->opt.as_of);
	else if (count_pipes(argc, argv) > 1)
		usage_error(c->cmd,
		    "only one version can come from standard input");
	else
		return check_docx(c) && (argc == 2 || check_one(c, argv[0]));
	return false;
}

/* Given rules, all is tagged. */
static enum status
read_sides(struct cli *c, const struct pv_rules *rules, struct side sides[2])
{
	enum status status = STATUS_OK;

	for (int i = 0; i < 2 && status == STATUS_OK; i++)
		if (sides[i].made)
			status = read_amended(c, &sides[i]);
	if (status == STATUS_OK)
		status = read_stored(c, rules, sides);
	return status == STATUS_OK ? read_files(c, rules, sides) : status;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct side sides[2];
	struct pv_rules *rules = NULL;
	enum status status;
	struct pv_err err;
	bool whole;
	int i;

	if (!check(c, argc, argv))
		return STATUS_TROUBLE;
	memset(sides, 0, sizeof(sides));
	for (i = 0; i < 2; i++) {
		sides[i].name = sides[i].path = argv[argc == 1 ? 0 : i];
		sides[i].made = is_amended(sides[i].name);
		sides[i].stored = !sides[i].made && is_stored(sides[i].name);
		sides[i].fd = -1;
	}
	/* what is named may stand in any clause; what is stored is tagged */
	whole = c->opt.only.count > 0 || sides[0].stored || sides[1].stored;
	if ((whole || c->opt.rules.count > 0) &&
	    packs_load(c, NULL, 0, &rules, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	status = read_sides(c, whole ? rules : NULL, sides);
	if (status == STATUS_OK && sides[0].ready && sides[1].ready)
		status = whole ? compare_tagged(c, rules, sides) :
		    compare_read(c, &rules, sides);
	for (i = 0; i < 2; i++)
		release(&sides[i]);
	pv_rules_free(rules);
	return status;
}

const struct cmd cmd_diff = {
	"diff", "OLD [NEW]", "tell what changed between two versions",
	"Each version is a file, an agreement with its amendments as\n"
	"BASE+AMENDMENT..., or KEY@LABEL for one in the store (KEY@ is the\n"
	"latest).  One document alone is compared with itself: as before its\n"
	"tracked changes and as after them.\n"
	"\n"
	"First what became of the provisions, then definitions, cross-references\n"
	"and clauses; renumbering, rewrapping and page furniture are counted, not\n"
	"shown.  The exit status is 1 when something of substance changed; with\n"
	"--fail-on only on the changes that it names (lost, gained, weakened,\n"
	"strengthened, changed, moved).\n"
	"\n"
	"With --only, what it names may change, and what else changed is told:\n"
	"clauses by their labels, with their sub-clauses; provisions by name;\n"
	"'definitions'.\n"
	"\n"
	"Examples:\n"
	"    proviso diff 2019.txt 2023.txt\n"
	"    proviso diff redline.docx\n"
	"    proviso diff hosting.txt hosting.txt+first.txt+second.txt\n"
	"    proviso diff --format html 2019.txt 2023.txt >redline.html\n"
	"    proviso diff --format docx 2019.txt 2023.txt >redline.docx\n"
	"    proviso diff --only 7.2,definitions agreed.docx signed.docx\n"
	"    proviso diff --fail-on lost,weakened northlake@2019-07 northlake@\n",
	OPTS_TAG | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_DB) | OPT_BIT(OPT_JOBS) |
	    OPT_BIT(OPT_FAIL_ON) | OPT_BIT(OPT_ONLY) |
	    OPT_BIT(OPT_SIDE_BY_SIDE) | OPT_BIT(OPT_AS_OF),
	"text json jsonl markdown html docx", run
};
