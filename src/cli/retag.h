/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_RETAG_H
#define PV_CLI_RETAG_H

#include "cli/cli.h"

/*
 * Tag the stored texts with the rules of this run, without their files, and
 * print a row for each provision: findings before and after, and how many of
 * them are new or gone.  Documents that these rules tagged stay as they are.
 */
enum status retag_store(struct cli *c);

#endif
