/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "base/buf.h"

/*
 * The layout of a PDF.  An input whose first byte is odd is its body as it
 * stands; of others four bytes each make a word: where it stands, what it
 * says, and whether a line or a page begins with it.
 */
static void
put_words(const uint8_t *p, size_t n, struct pv_buf *b)
{
	static const char *const words[] = { "4.2", "(a)", "Section", "the",
		"Northlake", "12", "and", "Fees.", "\342\200\242", "Page",
		"means", "EXHIBIT", "____", "1", "host", "exclu-", "sive",
		"\"Term\"", "lasts;", "Models:", "iv", "A", "$20",
		"\302\271", "is", "of", "Cirrus", "By:", "-3-", "*", "may",
		"Agreement" };

	for (; n >= 4; p += 4, n -= 4) {
		unsigned x = p[0] * 2u, y = p[1] * 3u, size = 6 + p[2] / 32u;
		const char *w = words[p[3] % 32];

		if ((p[3] & 0xC0) == 0xC0)
			pv_buf_str(b, "</page><page width=\"600\" "
			    "height=\"800\">");
		if (p[3] & 0x20)
			pv_buf_str(b, "<line>");
		pv_buf_printf(b, "<word xMin=\"%u\" yMin=\"%u\" xMax=\"%u\" "
		    "yMax=\"%u\">%s</word>", x, y,
		    x + (unsigned)strlen(w) * size / 2, y + size, w);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_source src = { .name = PV_SPAN("x.pdf"),
		.bytes = PV_SPAN("%PDF-1.7") };

	pv_buf_str(&b, "<html><doc><page width=\"600\" height=\"800\">");
	if (size > 0 && (data[0] & 1))
		pv_buf_add(&b, data + 1, size - 1);
	else if (size > 0)
		put_words(data + 1, size - 1, &b);
	pv_buf_str(&b, "</page></doc></html>");
	src.converted = pv_buf_view(&b);
	fuzz_source(&src, NULL);
	pv_buf_release(&b);
	return 0;
}
