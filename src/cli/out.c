/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/out.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/msg.h"

#define ENOUGH ((size_t)1 << 16)

bool
out_flush(struct out *o)
{
	struct pv_err err;

	if (o->gone || o->failed)
		pv_buf_clear(&o->buf);
	if (o->buf.failed) {
		pv_fail_nomem(&err);
		msg_error(PV_SPAN("standard output"), &err);
		o->failed = true;
	} else if (o->buf.len > 0) {
		errno = 0;
		if (pv_io_write_all(STDOUT_FILENO, pv_buf_view(&o->buf),
		    &err) != PV_OK) {
			o->gone = errno == EPIPE;
			o->failed = !o->gone;
			if (o->failed)
				msg_error(PV_SPAN("standard output"), &err);
		}
	}
	pv_buf_clear(&o->buf);
	return !o->gone && !o->failed;
}

bool
out_more(struct out *o)
{
	if (o->buf.len < ENOUGH && !o->buf.failed)
		return !o->gone && !o->failed;
	return out_flush(o);
}

bool
out_close(struct out *o)
{
	struct pv_err err;

	out_flush(o);
	/* some file systems tell about a full disk only now */
	if (!o->gone && !o->failed && close(dup(STDOUT_FILENO)) != 0 &&
	    errno != EBADF) {
		pv_fail(&err, PV_EIO, "E-WRITE", "cannot write");
		msg_error(PV_SPAN("standard output"), &err);
		o->failed = true;
	}
	pv_buf_release(&o->buf);
	return !o->failed;
}
