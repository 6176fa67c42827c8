/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_WORK_H
#define PV_CLI_WORK_H

#include "base/pool.h"

/* What a worker does; ctx is the struct reader (cli/reader.h). */
PV_NODISCARD enum pv_rc work_on(void *ctx, const struct pv_job *job,
    struct pv_buf *reply, struct pv_err *err);

#endif
