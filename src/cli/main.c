/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("proviso 0.1.0");
		return fflush(stdout) == 0 ? 0 : 2;
	}
	fputs("usage: proviso --version\n", stderr);
	return 2;
}
