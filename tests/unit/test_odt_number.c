/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "check.h"
#include "ingest/odt.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define ROOT(content) "<o:document xmlns:o=\"" OASIS "office:1.0\" " \
	"xmlns:text=\"" OASIS "text:1.0\" xmlns:style=\"" OASIS \
	"style:1.0\" xmlns:x=\"urn:x\">" content "</o:document>"
#define LEVEL(n, more) "<text:list-level-style-number text:level=\"" #n \
	"\" " more "/>"
#define FORMAT(f) "style:num-format=\"" f "\" "
#define PREFIX(s) "style:num-prefix=\"" s "\" "
#define SUFFIX(s) "style:num-suffix=\"" s "\" "
#define SHOWN(n) "text:display-levels=\"" #n "\" "
#define FORM(s) "x:num-list-format=\"" s "\" "

#define LINES 12

/* Levels of a list one after the other, and what is printed of each. */
static const struct {
	const char *name, *levels;
	struct { uint8_t level; int start; const char *number; } lines[LINES];
} cases[] = {
	{ "plain", LEVEL(1, FORMAT("1") SUFFIX(".")),
	  { { 1, -1, "1." }, { 1, -1, "2." }, { 1, 7, "7." }, { 1, -1, "8." },
	    { 1, 0, "0." }, { 0, -1, NULL }, { 1, -1, "1." } } },
	{ "formats", LEVEL(1, FORMAT("I")) LEVEL(2, FORMAT("i"))
	  LEVEL(3, FORMAT("A")) LEVEL(4, FORMAT("a"))
	  LEVEL(5, FORMAT("a") "style:num-letter-sync=\"true\"")
	  LEVEL(6, FORMAT("01, 02, 03, ...")) LEVEL(7, FORMAT("1st"))
	  LEVEL(8, FORMAT("One")) LEVEL(9, FORMAT("First"))
	  LEVEL(10, FORMAT("A") "style:num-letter-sync=\"true\""),
	  { { 1, 4, "IV" }, { 2, 9, "ix" }, { 3, 28, "AB" }, { 4, 27, "aa" },
	    { 5, 28, "bb" }, { 6, 3, "03" }, { 7, 22, "22nd" },
	    { 8, 21, "Twenty-one" }, { 9, 3, "Third" }, { 10, 27, "AA" },
	    { 11, -1, NULL } } },
	{ "levels shown", LEVEL(1, FORMAT("I") PREFIX("Article "))
	  LEVEL(2, FORMAT("1") SHOWN(2)) LEVEL(3, FORMAT("a") SHOWN(2)
	  PREFIX("(") SUFFIX(")")) LEVEL(4, FORMAT("1") SHOWN(9)),
	  { { 1, -1, "Article I" }, { 2, -1, "I.1" }, { 3, -1, "(1.a)" },
	    { 3, -1, "(1.b)" }, { 4, -1, "I.1.b.1" }, { 2, -1, "I.2" },
	    { 3, -1, "(2.a)" }, { 1, -1, "Article II" },
	    { 2, -1, "II.1" } } },
	{ "passed over", LEVEL(1, FORMAT("1")) LEVEL(2, FORMAT("1") SHOWN(2))
	  LEVEL(3, FORMAT("1") SHOWN(3)),
	  { { 3, -1, "1.1.1" }, { 2, -1, "1.2" }, { 1, -1, "2" },
	    { 3, -1, "2.1.1" } } },
	{ "start of a level", LEVEL(1, FORMAT("1")
	  "text:start-value=\"5\"") LEVEL(2, FORMAT("1") SHOWN(2)
	  "text:start-value=\"3\""),
	  { { 2, -1, "5.3" }, { 1, -1, "6" }, { 2, -1, "6.3" },
	    { 2, -1, "6.4" } } },
	{ "a level without figures", LEVEL(1, FORMAT(""))
	  LEVEL(2, FORMAT("1") SHOWN(2)) LEVEL(3, FORMAT("") PREFIX("Note:")
	  SHOWN(3)),
	  { { 1, -1, NULL }, { 2, -1, "1" }, { 2, -1, "2" },
	    { 3, -1, "Note:" } } },
	{ "form", LEVEL(1, FORMAT("I") FORM("ARTICLE %1%") PREFIX("no"))
	  LEVEL(2, FORMAT("1") FORM("Section %1%.%2%"))
	  LEVEL(3, FORMAT("1") FORM("%1%.%2%-%3%") "x:is-legal=\"true\"")
	  LEVEL(4, FORMAT("1") FORM("100%%4%% %5%")),
	  { { 1, 2, "ARTICLE II" }, { 2, -1, "Section II.1" },
	    { 3, -1, "2.1-1" }, { 4, -1, "100%1%" } } },
	{ "form past a level without figures", LEVEL(1, FORMAT(""))
	  LEVEL(2, FORMAT("1") FORM("%1%.%2%)")),
	  { { 1, -1, NULL }, { 2, -1, "1)" } } },
	{ "bullets", "<text:list-level-style-bullet text:level=\"1\" "
	  "text:bullet-char=\"-\"/>" LEVEL(2, FORMAT("1") SHOWN(2)),
	  { { 1, -1, "\342\200\242" }, { 2, -1, "1" },
	    { 3, -1, "\342\200\242" } } },
	{ "hidden", LEVEL(1, FORMAT("1") "text:style-name=\"Hidden\""),
	  { { 1, -1, NULL } } }
};

static struct pv_odt_styles *
read_styles(const char *levels, struct pv_arena *arena)
{
	struct pv_odt_styles *s;
	struct pv_buf xml = PV_BUF_INIT;
	struct pv_span text;

	pv_buf_printf(&xml, ROOT("<o:styles><style:style style:name=\"Hidden\" "
	    "style:family=\"text\"><style:text-properties text:display=\"none\""
	    "/></style:style><text:list-style style:name=\"L\">%s"
	    "</text:list-style></o:styles>"), levels);
	text = pv_arena_dup(arena, pv_buf_view(&xml));
	pv_buf_release(&xml);
	if (pv_odt_styles_read(text, text, arena, &s, NULL) != PV_OK)
		abort();
	return s;
}

static void
test_numbers(void)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_odt_counters c;
	struct pv_odt_number n;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pv_odt_place p = { .list = 1, .style =
		    pv_odt_list_style(read_styles(cases[i].levels, arena),
		    PV_SPAN("L")) };

		CHECK(p.style != NULL);
		pv_odt_counters_init(&c, NULL);
		for (size_t k = 0; k < LINES && (cases[i].lines[k].level > 0 ||
		    cases[i].lines[k].start != 0); k++) {
			const char *want = cases[i].lines[k].number;
			bool has;

			p.level = cases[i].lines[k].level;
			p.start = cases[i].lines[k].start;
			has = pv_odt_count(&c, &p, &n);
			CHECK(has == (want != NULL));
			if (has && want != NULL)
				check_str(n.text, want, cases[i].name, (int)k,
				    cases[i].name);
		}
		pv_odt_counters_release(&c);
	}
	pv_arena_free(arena);
}

static void
test_lengths(void)
{
	static const struct { const char *s; bool ok; int32_t twips; } t[] = {
		{ "1in", true, 1440 }, { "0.5in", true, 720 },
		{ "2.54cm", true, 1440 }, { "25.4mm", true, 1440 },
		{ "12pt", true, 240 }, { "1pc", true, 240 },
		{ "-0.25in", true, -360 }, { "96px", true, 1440 },
		{ ".5in", true, 720 }, { "0in", true, 0 }, { "5%", false, 0 },
		{ "in", false, 0 }, { "", false, 0 }, { "-", false, 0 },
		{ "1", false, 0 }, { "99999999999in", false, 0 }
	};
	int32_t n;

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		n = 0;
		CHECK(pv_odt_length(pv_span_str(t[i].s), &n) == t[i].ok);
		CHECK(n == t[i].twips);
	}
}

#define STYLE(name, more, content) "<style:style style:name=\"" name \
	"\" style:family=\"paragraph\" " more ">" content "</style:style>"
#define PARENT(name) "style:parent-style-name=\"" name "\" "
#define TEXT(more) "<style:text-properties " more "/>"

/* Chains of parents, circles, and automatic styles in front of common ones. */
static void
test_styles(void)
{
	static const char xml[] = ROOT("<o:styles>"
	    STYLE("A", "style:list-style-name=\"L\"",
	    TEXT("fo:font-weight=\"bold\" fo:font-style=\"italic\""))
	    STYLE("B", PARENT("A"), TEXT("fo:font-weight=\"normal\""))
	    STYLE("C", PARENT("D"), TEXT("text:display=\"none\""))
	    STYLE("D", PARENT("C"), TEXT("fo:font-weight=\"700\""))
	    STYLE("E", PARENT("E"), "")
	    "</o:styles><o:automatic-styles>"
	    STYLE("B", PARENT("B") "style:list-style-name=\"\"",
	    TEXT("style:text-underline-style=\"solid\""))
	    "</o:automatic-styles>");
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_span text = pv_span_str(xml);
	const struct pv_odt_look *b, *c, *d;
	struct pv_odt_styles *s;

	if (pv_odt_styles_read(text, text, arena, &s, NULL) != PV_OK)
		abort();
	b = pv_odt_para_look(s, PV_SPAN("B"));
	CHECK(b->face.bold == PV_ODT_OFF && b->face.italic == PV_ODT_ON);
	CHECK(b->face.underline == PV_ODT_ON);
	CHECK(b->list.ptr != NULL && b->list.len == 0);
	CHECK(pv_odt_para_look(s, PV_SPAN("A"))->list.len == 1);
	c = pv_odt_para_look(s, PV_SPAN("C"));
	d = pv_odt_para_look(s, PV_SPAN("D"));
	CHECK(c->face.hidden == PV_ODT_ON && d->face.bold == PV_ODT_ON);
	CHECK(pv_odt_para_look(s, PV_SPAN("E"))->face.bold == PV_ODT_UNSET);
	CHECK(pv_odt_para_look(s, PV_SPAN("F"))->list.ptr == NULL);
	CHECK(pv_odt_list_style(s, PV_SPAN("L")) == NULL);
	CHECK(pv_odt_outline(s) == NULL);
	pv_arena_free(arena);
}

int
main(void)
{
	test_lengths();
	test_styles();
	test_numbers();
	return CHECK_DONE();
}
