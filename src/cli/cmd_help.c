/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/help.h"

#include <string.h>

#include "base/json.h"

/* One option as a line of help. */
static void
put_option(struct pv_buf *out, const struct opt *t)
{
	size_t at, start = out->len;

	if (t->letter != 0)
		pv_buf_printf(out, "  -%c, --%s", t->letter, t->name);
	else
		pv_buf_printf(out, "      --%s", t->name);
	if (t->arg != NULL)
		pv_buf_printf(out, "=%s", t->arg);
	for (at = out->len - start; at < 30; at++)
		pv_buf_char(out, ' ');
	pv_buf_printf(out, " %s\n", t->help);
}

static void
put_formats(struct pv_buf *out, const char *formats)
{
	const char *p;

	pv_buf_str(out, "\nFormats: ");
	for (p = formats; *p != '\0'; p++)
		pv_buf_str(out, *p == ' ' ? ", " :
		    (const char[]){ *p, '\0' });
	pv_buf_char(out, '\n');
}

void
help_command(struct pv_buf *out, const struct cmd *cmd)
{
	size_t i;

	pv_buf_printf(out, "Usage: proviso %s [OPTION]... %s\n\n", cmd->name,
	    cmd->args);
	pv_buf_printf(out, "%c%s.\n\n", cmd->summary[0] & ~0x20,
	    cmd->summary + 1);
	pv_buf_str(out, cmd->details);
	pv_buf_str(out, "\nOptions:\n");
	for (i = 0; i < OPT_COUNT; i++) {
		if (opt_allowed(cmd, opt_table[i].id))
			put_option(out, &opt_table[i]);
	}
	if (opt_allowed(cmd, OPT_FORMAT))
		put_formats(out, cmd->formats);
}

void
help_program(struct pv_buf *out)
{
	size_t i;

	pv_buf_str(out,
	    "Usage: proviso COMMAND [OPTION]... [OPERAND]...\n\n"
	    "Find the provisions that matter in agreements about models and\n"
	    "clouds, and what becomes of them from version to version.\n\n"
	    "    proviso tag agreement.txt\n"
	    "    proviso diff 2019.txt 2023.txt\n"
	    "    proviso scan contracts/ --db contracts.db\n\n"
	    "Commands:\n");
	for (i = 0; commands[i] != NULL; i++)
		pv_buf_printf(out, "  %-10s %s\n", commands[i]->name,
		    commands[i]->summary);
	pv_buf_str(out, "\nOptions of all commands:\n");
	for (i = 0; i < OPT_COUNT; i++) {
		if (opt_allowed(NULL, opt_table[i].id))
			put_option(out, &opt_table[i]);
	}
	pv_buf_str(out,
	    "\nExit status: 0 nothing to report, 1 differences or a gate, 2 "
	    "trouble,\n3 something could not be evaluated.\n"
	    "'proviso help COMMAND' tells more.\n");
}

/* The option table for completions and checks: an object an option. */
static void
put_table(struct pv_buf *out, const struct cmd *cmd)
{
	const struct opt *t;
	struct pv_json j;
	char letter[2] = "";
	size_t i, n;

	for (i = 0; i < OPT_COUNT; i++) {
		t = &opt_table[i];
		if (!opt_allowed(cmd, t->id))
			continue;
		letter[0] = t->letter;
		const struct { const char *key, *value; } rows[] = {
			{ "command", cmd->name }, { "option", t->name },
			{ "letter", letter },
			{ "argument", t->arg == NULL ? "" : t->arg },
			{ "help", t->help },
		};
		j = (struct pv_json){ .out = out };
		pv_json_open(&j, '{');
		for (n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
			pv_json_key(&j, rows[n].key);
			pv_json_str(&j, pv_span_str(rows[n].value));
		}
		pv_json_close(&j, '}');
		pv_buf_char(out, '\n');
	}
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	const struct cmd *cmd = argc == 1 ? find_command(argv[0]) : NULL;
	size_t i;

	if (argc > 1)
		return usage_error(c->cmd, "give the name of one command");
	if (argc == 1 && cmd == NULL)
		return usage_error(NULL, "there is no command '%s'", argv[0]);
	if (is_format(c, "jsonl")) {
		for (i = 0; commands[i] != NULL; i++) {
			if (cmd == NULL || cmd == commands[i])
				put_table(&c->out.buf, commands[i]);
		}
	} else if (cmd != NULL) {
		help_command(&c->out.buf, cmd);
	} else {
		help_program(&c->out.buf);
	}
	return STATUS_OK;
}

const struct cmd cmd_help = {
	"help", "[COMMAND]", "show help about a command",
	"With --format jsonl the table of commands and options, for completions.\n"
	"\n"
	"Example:\n"
	"    proviso help scan\n",
	OPT_BIT(OPT_FORMAT), "text jsonl", run
};
