/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_OUT_H
#define PV_CLI_OUT_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * Standard output.  Text is added to buf; out_flush() writes it.  A reader who
 * went away (head, a pager) is no error: `gone` is set and the rest dropped.
 */
struct out {
	struct pv_buf buf;
	bool gone;
	bool failed;            /* reported once already */
};

/* Write what is there; false when writing makes no sense any more. */
bool out_flush(struct out *o);
/* The same once there is enough to be worth a system call. */
bool out_more(struct out *o);
/* Write the rest and free; false when anything was lost. */
bool out_close(struct out *o);

#endif
