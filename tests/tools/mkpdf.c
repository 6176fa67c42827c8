/* SPDX-License-Identifier: MIT */
/*
 * Make a PDF for a test: the same bytes every time.
 *
 *   mkpdf <SCRIPT >OUT
 *
 * A line of the script is
 *
 *   X Y SIZE TEXT       in Helvetica, X and Y points from the upper left
 *   page                a new page of 612 x 792 points
 *   image               a picture that fills the page, as a scanner makes it
 *
 * Text is ASCII; "\ooo" is a byte of WinAnsiEncoding.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/vec.h"

#define WIDTH 612
#define HEIGHT 792
#define FIRST 4                 /* objects in front of the pages */

static struct pv_buf out = PV_BUF_INIT;
static struct pv_vec places = PV_VEC_INIT(size_t); /* of objects, from 1 on */
static struct pv_vec pages = PV_VEC_INIT(struct pv_buf);

static void __attribute__((noreturn))
die(const char *what)
{
	fprintf(stderr, "mkpdf: %s\n", what);
	exit(2);
}

static struct pv_buf *
last_page(void)
{
	return PV_VEC_AT(&pages, struct pv_buf, pages.len - 1);
}

static void
add_page(void)
{
	const struct pv_buf empty = PV_BUF_INIT;

	if (!pv_vec_add(&pages, &empty))
		die("out of memory");
}

/* "72 100 10 Some text" */
static void
add_text(char *line)
{
	char *s = line;
	double v[3];

	for (int i = 0; i < 3; i++) {
		char *end;

		v[i] = strtod(s, &end);
		if (end == s)
			die("a line is no X Y SIZE TEXT");
		s = end;
	}
	s += *s == ' ';
	pv_buf_printf(last_page(), "BT /F1 %.2f Tf %.2f %.2f Td (", v[2], v[0],
	    HEIGHT - v[1]);
	for (; *s != '\0'; s++) {
		if (*s == '(' || *s == ')')
			pv_buf_char(last_page(), '\\');
		pv_buf_char(last_page(), *s);
	}
	pv_buf_str(last_page(), ") Tj ET\n");
}

static void
read_script(void)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	add_page();
	while ((n = getline(&line, &cap, stdin)) >= 0) {
		if (n > 0 && line[n - 1] == '\n')
			line[n - 1] = '\0';
		if (strcmp(line, "page") == 0)
			add_page();
		else if (strcmp(line, "image") == 0)
			pv_buf_printf(last_page(), "q %d 0 0 %d 0 0 cm\n"
			    "BI /W 1 /H 1 /CS /G /BPC 8 ID \200 EI Q\n",
			    WIDTH, HEIGHT);
		else if (line[0] != '\0')
			add_text(line);
	}
	free(line);
}

static void
begin_object(void)
{
	if (!pv_vec_add(&places, &out.len))
		die("out of memory");
	pv_buf_printf(&out, "%zu 0 obj\n", places.len);
}

static void
write_pages(void)
{
	pv_buf_str(&out, "%PDF-1.4\n");
	begin_object();
	pv_buf_str(&out, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
	begin_object();
	pv_buf_str(&out, "<< /Type /Pages /Kids [");
	for (size_t i = 0; i < pages.len; i++)
		pv_buf_printf(&out, " %zu 0 R", FIRST + 2 * i);
	pv_buf_printf(&out, " ] /Count %zu >>\nendobj\n", pages.len);
	begin_object();
	pv_buf_str(&out, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
	    "/Encoding /WinAnsiEncoding >>\nendobj\n");
	for (size_t i = 0; i < pages.len; i++) {
		struct pv_buf *page = PV_VEC_AT(&pages, struct pv_buf, i);

		begin_object();
		pv_buf_printf(&out, "<< /Type /Page /Parent 2 0 R /MediaBox "
		    "[0 0 %d %d] /Contents %zu 0 R /Resources << /Font << "
		    "/F1 3 0 R >> >> >>\nendobj\n", WIDTH, HEIGHT,
		    places.len + 1);
		begin_object();
		pv_buf_printf(&out, "<< /Length %zu >>\nstream\n", page->len);
		pv_buf_span(&out, pv_buf_view(page));
		pv_buf_str(&out, "endstream\nendobj\n");
		pv_buf_release(page);
	}
}

static void
write_index(void)
{
	size_t at = out.len;

	pv_buf_printf(&out, "xref\n0 %zu\n0000000000 65535 f \n",
	    places.len + 1);
	for (size_t i = 0; i < places.len; i++)
		pv_buf_printf(&out, "%010zu 00000 n \n",
		    *PV_VEC_AT(&places, size_t, i));
	pv_buf_printf(&out, "trailer\n<< /Size %zu /Root 1 0 R >>\n"
	    "startxref\n%zu\n%%%%EOF\n", places.len + 1, at);
}

int
main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		die("usage: mkpdf <SCRIPT >OUT");
	read_script();
	write_pages();
	write_index();
	if (out.failed || fwrite(out.ptr, 1, out.len, stdout) != out.len ||
	    fflush(stdout) != 0)
		die("cannot write");
	pv_buf_release(&out);
	pv_vec_release(&places);
	pv_vec_release(&pages);
	return 0;
}
