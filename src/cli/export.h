/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_EXPORT_H
#define PV_CLI_EXPORT_H

#include "cli/cli.h"

/*
 * Write a store into the folder --out: as csv or jsonl a file for each view,
 * as markdown a page for each agreement and README.md, which lists them.
 */
enum status export_store(struct cli *c);

#endif
