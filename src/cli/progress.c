/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/progress.h"

#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/msg.h"

#define EVERY_MS 100    /* between two drawings */
#define BAR 30          /* columns */

static struct {
	bool on, drawn;
	uint64_t total, done;
	uint64_t last_ms;
} bar;

static uint64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void
write_quietly(struct pv_span s)
{
	/* a progress bar that cannot be drawn is not worth a word */
	if (pv_io_write_all(STDERR_FILENO, s, NULL) != PV_OK)
		bar.on = false;
}

static void
hide(void)
{
	if (bar.drawn)
		write_quietly(PV_SPAN("\r\033[K"));
	bar.drawn = false;
}

static void
draw(void)
{
	struct pv_buf b = PV_BUF_INIT;
	uint64_t full, i;

	if (!bar.on)
		return;
	pv_buf_char(&b, '\r');
	if (bar.total > 0) {
		full = bar.done >= bar.total ? BAR :
		    bar.done * BAR / bar.total;
		pv_buf_char(&b, '[');
		for (i = 0; i < BAR; i++)
			pv_buf_char(&b, i < full ? '#' : '.');
		pv_buf_printf(&b, "] %llu/%llu documents\033[K",
		    (unsigned long long)bar.done,
		    (unsigned long long)bar.total);
	} else {
		pv_buf_printf(&b, "%llu documents\033[K",
		    (unsigned long long)bar.done);
	}
	write_quietly(pv_buf_view(&b));
	bar.drawn = true;
	pv_buf_release(&b);
}

void
progress_start(uint64_t total)
{
	memset(&bar, 0, sizeof(bar));
	bar.on = true;
	bar.total = total;
	bar.last_ms = now_ms();
	msg_around(hide, draw);
	draw();
}

void
progress_step(void)
{
	uint64_t now;

	if (!bar.on)
		return;
	bar.done++;
	now = now_ms();
	if (now - bar.last_ms < EVERY_MS && bar.done < bar.total)
		return;
	bar.last_ms = now;
	draw();
}

void
progress_more(uint64_t n)
{
	if (bar.total > 0)
		bar.total += n;
}

void
progress_end(void)
{
	hide();
	bar.on = false;
	msg_around(NULL, NULL);
}
