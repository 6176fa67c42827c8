/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/office.h"

#include <stdio.h>

/*
 * Numbers of lists in other scripts (ECMA-376 17.18.59): alphabets, digits
 * one for one, and the counting of East Asia.
 */
enum kind {
	ALPHABET,               /* from its last character on they double */
	CYCLE,                  /* from its last character on it is decimal */
	DIGITS,                 /* ten of them */
	COUNTING,               /* ten digits, then ten, hundred, thousand */
	COUNTING_ONES,          /* the same; one is said in front of them */
	COUNTING_BARE           /* and here never, nor are zeros said */
};

struct script { const char *name, *chars; enum kind kind; };

#define HAN "零一二三四五六七八九十百千"
#define AIUEO_HALF \
	"ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀ" \
	"ﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐ" \
	"ﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
#define AIUEO \
	"アイウエオカキクケコサシスセソタ" \
	"チツテトナニヌネノハヒフヘホマミ" \
	"ムメモヤユヨラリルレロワヲン"
#define IROHA_HALF \
	"ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀ" \
	"ﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌ" \
	"ｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
#define IROHA \
	"イロハニホヘトチリヌルヲワカヨタ" \
	"レソツネナラムウヰノオクヤマケフ" \
	"コエテアサキユメミシヱヒモセスン"

static const struct script scripts[] = {
	{ "aiueo", AIUEO_HALF, ALPHABET },
	{ "aiueoFullWidth", AIUEO, ALPHABET },
	{ "arabicAlpha",
	    "أبتثجحخدذرزسشصضطظعغف"
	    "قكلمنهوي",
	    ALPHABET },
	{ "chineseCounting", HAN, COUNTING },
	{ "chineseCountingThousand", HAN, COUNTING },
	{ "chineseLegalSimplified",
	    "零壹贰叁肆伍陆柒捌玖拾佰仟",
	    COUNTING_ONES },
	{ "chosung", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", ALPHABET },
	{ "decimalEnclosedCircle",
	    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
	    CYCLE },
	{ "decimalFullWidth", "０１２３４５６７８９", DIGITS },
	{ "decimalFullWidth2", "０１２３４５６７８９", DIGITS },
	{ "ganada", "가나다라마바사아자차카타파하", ALPHABET },
	{ "hebrew2", "אבגדהוזחטיכלמנסעפצקרשת", ALPHABET },
	{ "hindiNumbers", "०१२३४५६७८९", DIGITS },
	{ "ideographDigital", "〇一二三四五六七八九", DIGITS },
	{ "ideographEnclosedCircle", "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", CYCLE },
	{ "ideographLegalTraditional",
	    "零壹貳參肆伍陸柒捌玖拾佰仟",
	    COUNTING_ONES },
	{ "ideographTraditional", "甲乙丙丁戊己庚辛壬癸", CYCLE },
	{ "ideographZodiac", "子丑寅卯辰巳午未申酉戌亥", CYCLE },
	{ "iroha", IROHA_HALF, ALPHABET },
	{ "irohaFullWidth", IROHA, ALPHABET },
	{ "japaneseCounting", HAN, COUNTING_BARE },
	{ "japaneseDigitalTenThousand", "〇一二三四五六七八九", DIGITS },
	{ "japaneseLegal",
	    "〇壱弐参四伍六七八九拾百阡",
	    COUNTING_ONES },
	{ "koreanCounting",
	    "영일이삼사오육칠팔구십백천",
	    COUNTING_BARE },
	{ "koreanDigital", "영일이삼사오육칠팔구", DIGITS },
	{ "koreanDigital2", "零一二三四五六七八九", DIGITS },
	{ "russianLower",
	    "абвгдежзиклмнопрстуф"
	    "хцчшщыэюя",
	    ALPHABET },
	{ "russianUpper",
	    "АБВГДЕЖЗИКЛМНОПРСТУФ"
	    "ХЦЧШЩЫЭЮЯ",
	    ALPHABET },
	{ "taiwaneseCounting", HAN, COUNTING },
	{ "taiwaneseCountingThousand", HAN, COUNTING },
	{ "taiwaneseDigital", "〇一二三四五六七八九", DIGITS },
	{ "thaiLetters",
	    "กขคงจฉชซฌญฎฏฐฑฒณดตถท"
	    "ธนบปผฝพฟภมยรลวศษสหฬอ"
	    "ฮ",
	    ALPHABET },
	{ "thaiNumbers", "๐๑๒๓๔๕๖๗๘๙", DIGITS }
};

unsigned
pv_office_script_named(struct pv_span name)
{
	for (unsigned i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		if (pv_span_eq(name, pv_span_str(scripts[i].name)))
			return i + 1;
	return 0;
}

/* Bytes of the UTF-8 sequence that s begins with. */
static size_t
char_len(const char *s)
{
	unsigned char c = (unsigned char)*s;

	return c == 0 ? 0 : c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static unsigned
count_chars(const char *s)
{
	unsigned n = 0;

	for (; *s != '\0'; s += char_len(s))
		n++;
	return n;
}

struct out { char *ptr; size_t len; };

static void
put(struct out *o, const char *chars, unsigned i)
{
	size_t n;

	for (; i > 0; i--)
		chars += char_len(chars);
	n = char_len(chars);
	if (n > PV_OFFICE_FORMAT_MAX - o->len)
		return;
	memcpy(o->ptr + o->len, chars, n);
	o->len += n;
}

/*
 * 1 to 9999.  In front of ten, where nothing stands before it, "one" is said
 * in numbers of law only: 十一, but 一百一十一.
 */
static void
put_counted(struct out *o, const struct script *s, uint32_t n)
{
	static const uint32_t units[] = { 1000, 100, 10, 1 };
	bool begun = false, gap = false, one;
	uint32_t digit;

	for (unsigned i = 0; i < 4; i++) {
		digit = n / units[i] % 10;
		if (digit == 0) {
			gap = begun && s->kind != COUNTING_BARE;
			continue;
		}
		one = s->kind == COUNTING_ONES ||
		    (s->kind == COUNTING && (begun || i < 2));
		if (gap)
			put(o, s->chars, 0);
		if (digit > 1 || i == 3 || one)
			put(o, s->chars, digit);
		if (i < 3)
			put(o, s->chars, 12 - i);
		gap = false;
		begun = true;
	}
}

static void
put_digits(struct out *o, const char *chars, uint32_t n)
{
	char tmp[16];
	int len = snprintf(tmp, sizeof(tmp), "%u", n);

	for (int i = 0; i < len; i++)
		put(o, chars, (unsigned)(tmp[i] - '0'));
}

size_t
pv_office_script(unsigned script, uint32_t n, char out[PV_OFFICE_FORMAT_MAX])
{
	const struct script *s;
	struct out o = { out, 0 };
	unsigned all;

	if (script == 0 || script > sizeof(scripts) / sizeof(scripts[0]))
		return 0;
	s = &scripts[script - 1];
	all = count_chars(s->chars);
	switch (s->kind) {
	case ALPHABET:
		if (n > 0 && (n - 1) / all < PV_OFFICE_FORMAT_MAX / 4)
			for (uint32_t i = 0; i <= (n - 1) / all; i++)
				put(&o, s->chars, (n - 1) % all);
		break;
	case CYCLE:
		if (n > 0 && n <= all)
			put(&o, s->chars, n - 1);
		break;
	case DIGITS:
		put_digits(&o, s->chars, n);
		break;
	case COUNTING:
	case COUNTING_ONES:
	case COUNTING_BARE:
		if (n > 0 && n < 10000)
			put_counted(&o, s, n);
		break;
	}
	return o.len;
}
