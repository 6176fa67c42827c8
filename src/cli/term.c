/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/term.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/num.h"

static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0';
}

static bool
has_value(const char *name, const char *value)
{
	const char *got = getenv(name);

	return got != NULL && strcmp(got, value) == 0;
}

bool
term_color(enum when when)
{
	switch (when) {
	case WHEN_ALWAYS:
		return true;
	case WHEN_NEVER:
		return false;
	case WHEN_AUTO:
		break;
	}
	if (is_set("NO_COLOR"))
		return false;
	if (is_set("CLICOLOR_FORCE") && !has_value("CLICOLOR_FORCE", "0"))
		return true;
	if (has_value("CLICOLOR", "0") || has_value("TERM", "dumb"))
		return false;
	return isatty(STDOUT_FILENO) != 0;
}

unsigned
term_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	uint64_t n;

	if (columns != NULL &&
	    pv_num_parse(pv_span_str(columns), 10000, &n) && n > 0)
		return (unsigned)n;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}
