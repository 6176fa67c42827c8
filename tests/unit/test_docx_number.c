/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "check.h"
#include "docx_cases.h"
#include "ingest/docx.h"
#include "ingest/docx_list.h"

#define ROOT_NS "http://schemas.openxmlformats.org/"
#define W_NS ROOT_NS "wordprocessingml/2006/main"
#define PACKAGE_NS ROOT_NS "package/2006/"
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* A part: what stands between the tags of its root. */
static struct pv_span
part(struct pv_arena *arena, const char *root, const char *body)
{
	size_t room = strlen(body) + 256;
	char *p = pv_arena_alloc(arena, room);

	if (p == NULL)
		abort();
	snprintf(p, room, "%s<w:%s xmlns:w=\"%s\">%s</w:%s>", XML_HEAD, root,
	    W_NS, body, root);
	return pv_span_str(p);
}

static struct pv_docx_ppr
take(const char *ppr)
{
	struct pv_docx_ppr p;
	struct pv_tokens t;
	struct pv_tok tok;

	pv_docx_ppr_init(&p);
	pv_tokens_init_xml(&t, pv_span_str(ppr));
	while (pv_tokens_next(&t, &tok))
		if (tok.kind == PV_TOK_OPEN)
			(void)pv_docx_ppr_take(&p, &tok);
	return p;
}

static void
check_line(struct pv_docx_counters *c, const char *name,
    const struct docx_line *l)
{
	struct pv_docx_ppr p = take(l->ppr);
	struct pv_docx_number n;
	bool has;

	p.section_only = p.section_only && l->text[0] == '\0';
	has = pv_docx_count(c, &p, &n);
	if (strstr(l->ppr, "<w:sectPr>") != NULL)
		pv_docx_count_section(c);
	if (has != (l->number != NULL)) {
		check_note(0, name, 0, l->text);
		return;
	}
	if (!has)
		return;
	if (n.bullet)
		n.text = PV_SPAN("*");
	check_str(n.text, l->number, name, (int)n.value, l->text);
}

static void
check_case(const struct docx_case *d)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_docx_styles *s;
	struct pv_docx_counters *c;
	struct pv_err err;

	if (arena == NULL)
		abort();
	if (pv_docx_styles_read(part(arena, "styles", d->styles),
	    part(arena, "numbering", d->numbering), arena, &s, &err) ||
	    pv_docx_counters_new(s, arena, &c, &err))
		abort();
	for (size_t i = 0; i < DOCX_LINES && d->lines[i].ppr != NULL; i++)
		check_line(c, d->name, &d->lines[i]);
	pv_arena_free(arena);
}

static FILE *
create(const char *dir, const char *name)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (f == NULL) {
		perror(path);
		exit(2);
	}
	return f;
}

static void
make_dir(const char *dir, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (mkdir(path, 0777) != 0 && errno != EEXIST) {
		perror(path);
		exit(2);
	}
}

static void
write_file(const char *dir, const char *name, const char *head,
    const char *body, const char *tail)
{
	FILE *f = create(dir, name);

	fprintf(f, XML_HEAD "%s%s%s\n", head, body, tail);
	fclose(f);
}

#define OFFICE "application/vnd.openxmlformats-officedocument." \
	"wordprocessingml."
#define OVERRIDE_PART(name, type) "<Override PartName=\"/word/" name \
	".xml\" ContentType=\"" OFFICE type "+xml\"/>"
#define RELATION_TO(id, type, target) "<Relationship Id=\"" id "\" Type=\"" \
	ROOT_NS "officeDocument/2006/relationships/" type "\" Target=\"" \
	target "\"/>"

static void
write_frame(const char *dir)
{
	write_file(dir, "[Content_Types].xml", "<Types xmlns=\"" PACKAGE_NS
	    "content-types\"><Default Extension=\"rels\" ContentType=\""
	    "application/vnd.openxmlformats-package.relationships+xml\"/>",
	    OVERRIDE_PART("document", "document.main")
	    OVERRIDE_PART("styles", "styles")
	    OVERRIDE_PART("numbering", "numbering"), "</Types>");
	write_file(dir, "_rels/.rels", "<Relationships xmlns=\"" PACKAGE_NS
	    "relationships\">", RELATION_TO("r1", "officeDocument",
	    "word/document.xml"), "</Relationships>");
	write_file(dir, "word/_rels/document.xml.rels", "<Relationships "
	    "xmlns=\"" PACKAGE_NS "relationships\">",
	    RELATION_TO("r1", "styles", "styles.xml")
	    RELATION_TO("r2", "numbering", "numbering.xml"),
	    "</Relationships>");
}

/*
 * The case as the parts of a document in a folder of its name; beside it what
 * is expected, a line a paragraph: label, number, text.
 */
static void
write_case(const char *top, const struct docx_case *d)
{
	char dir[3000], want[256];
	FILE *doc, *f;

	make_dir(top, d->name);
	snprintf(dir, sizeof(dir), "%s/%s", top, d->name);
	make_dir(dir, "_rels");
	make_dir(dir, "word");
	make_dir(dir, "word/_rels");
	write_frame(dir);
	write_file(dir, "word/styles.xml", "<w:styles xmlns:w=\"" W_NS "\">",
	    d->styles, "</w:styles>");
	write_file(dir, "word/numbering.xml", "<w:numbering xmlns:w=\"" W_NS
	    "\">", d->numbering, "</w:numbering>");
	doc = create(dir, "word/document.xml");
	snprintf(want, sizeof(want), "%s.want", d->name);
	f = create(top, want);
	fprintf(doc, XML_HEAD "<w:document xmlns:w=\"%s\"><w:body>\n", W_NS);
	for (size_t i = 0; i < DOCX_LINES && d->lines[i].ppr != NULL; i++) {
		const struct docx_line *l = &d->lines[i];

		fprintf(doc, "<w:p><w:pPr>%s</w:pPr>", l->ppr);
		if (l->text[0] != '\0')
			fprintf(doc, "<w:r><w:t>%s</w:t></w:r>", l->text);
		fprintf(doc, "</w:p>\n");
		fprintf(f, "%s\t%s\t%s\n", l->label != NULL ? l->label : "",
		    l->number != NULL ? l->number : "", l->text);
	}
	fprintf(doc, "</w:body></w:document>\n");
	fclose(doc);
	fclose(f);
}

static void
test_formats(void)
{
	static const struct {
		enum pv_office_format format;
		uint32_t n;
		const char *want;
	} rows[] = {
		{ PV_OFFICE_DECIMAL, 0, "0" }, { PV_OFFICE_ZERO, 7, "07" },
		{ PV_OFFICE_ZERO, 100, "100" },
		{ PV_OFFICE_UPPER_ROMAN, 1994, "MCMXCIV" },
		{ PV_OFFICE_LOWER_ROMAN, 49, "xlix" },
		{ PV_OFFICE_LOWER_ROMAN, 0, "0" },
		{ PV_OFFICE_LOWER_ROMAN, 40000, "40000" },
		{ PV_OFFICE_LOWER_LETTER, 26, "z" },
		{ PV_OFFICE_LOWER_LETTER, 27, "aa" },
		{ PV_OFFICE_UPPER_LETTER, 54, "BBB" },
		{ PV_OFFICE_UPPER_LETTER, 781, "781" },
		{ PV_OFFICE_ORDINAL, 1, "1st" },
		{ PV_OFFICE_ORDINAL, 2, "2nd" },
		{ PV_OFFICE_ORDINAL, 3, "3rd" },
		{ PV_OFFICE_ORDINAL, 11, "11th" },
		{ PV_OFFICE_LOWER_LETTER, 28, "bb" },
		{ PV_OFFICE_LOWER_DIGITS, 26, "z" },
		{ PV_OFFICE_LOWER_DIGITS, 28, "ab" },
		{ PV_OFFICE_UPPER_DIGITS, 703, "AAA" },
		{ PV_OFFICE_ORDINAL, 112, "112th" },
		{ PV_OFFICE_ORDINAL, 123, "123rd" },
		{ PV_OFFICE_CARDINAL_TEXT, 1, "One" },
		{ PV_OFFICE_CARDINAL_TEXT, 14, "Fourteen" },
		{ PV_OFFICE_CARDINAL_TEXT, 40, "Forty" },
		{ PV_OFFICE_CARDINAL_TEXT, 305, "Three hundred five" },
		{ PV_OFFICE_CARDINAL_TEXT, 12000, "Twelve thousand" },
		{ PV_OFFICE_CARDINAL_TEXT, 777777,
		    "Seven hundred seventy-seven "
		    "thousand seven hundred seventy-seven" },
		{ PV_OFFICE_ORDINAL_TEXT, 1, "First" },
		{ PV_OFFICE_ORDINAL_TEXT, 12, "Twelfth" },
		{ PV_OFFICE_ORDINAL_TEXT, 20, "Twentieth" },
		{ PV_OFFICE_ORDINAL_TEXT, 33, "Thirty-third" },
		{ PV_OFFICE_ORDINAL_TEXT, 777777, "Seven hundred seventy-seven "
		    "thousand seven hundred seventy-seventh" },
		{ PV_OFFICE_HEX, 255, "FF" },
		{ PV_OFFICE_CHICAGO, 5, "**" },
		{ PV_OFFICE_CHICAGO, 4, "\302\247" },
		{ PV_OFFICE_IN_PAREN, 3, "(3)" },
		{ PV_OFFICE_IN_FULLSTOP, 3, "3." },
		{ PV_OFFICE_IN_DASH, 3, "- 3 -" },
		{ PV_OFFICE_BULLET, 3, "" }, { PV_OFFICE_NO_NUMBER, 3, "" },
	};
	static const struct {
		const char *name;
		uint32_t n;
		const char *want;
	} scripts[] = {
		{ "chineseCounting", 11, "十一" },
		{ "chineseCountingThousand", 111, "一百一十一" },
		{ "chineseCountingThousand", 2005, "二千零五" },
		{ "chineseLegalSimplified", 10, "壹拾" },
		{ "japaneseCounting", 1105, "千百五" },
		{ "ideographDigital", 105, "一〇五" },
		{ "decimalFullWidth", 42, "４２" },
		{ "decimalEnclosedCircle", 20, "⑳" },
		{ "decimalEnclosedCircle", 21, "21" },
		{ "russianLower", 30, "аа" }, { "ganada", 14, "하" },
		{ "aiueo", 46, "ﾝ" }, { "irohaFullWidth", 2, "ロ" },
		{ "thaiLetters", 0, "0" }, { "japaneseCounting", 10000,
		    "10000" },
	};
	char out[PV_OFFICE_FORMAT_MAX];

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		CHECK_STR(pv_span(out, pv_office_format(PV_OFFICE_SCRIPT,
		    pv_office_script_named(pv_span_str(scripts[i].name)),
		    scripts[i].n, out)), scripts[i].want);
	CHECK_INT(pv_office_script_named(PV_SPAN("decimal")), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		CHECK_STR(pv_span(out, pv_office_format(rows[i].format, 2,
		    rows[i].n, out)), rows[i].want);
}

/*
 * Without arguments the cases are checked; with a folder they are written
 * there, for tests of the whole program and for other programs to read.
 */
int
main(int argc, char **argv)
{
	if (argc == 2) {
		for (size_t i = 0; i < docx_ncases; i++)
			write_case(argv[1], &docx_cases[i]);
		return 0;
	}
	for (size_t i = 0; i < docx_ncases; i++)
		check_case(&docx_cases[i]);
	test_formats();
	return CHECK_DONE();
}
