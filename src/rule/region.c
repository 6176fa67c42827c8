/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/region.h"

/* Short English names (ISO 3166-1), unions, continents; of one word. */
static const char words[] =
    "afghanistan|albania|algeria|andorra|angola|argentina|armenia|australia|"
    "austria|azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgium|"
    "belize|benin|bermuda|bhutan|bolivia|botswana|brazil|brunei|bulgaria|"
    "burundi|cambodia|cameroon|canada|chad|chile|china|colombia|comoros|"
    "congo|croatia|cuba|cyprus|czechia|denmark|djibouti|dominica|ecuador|"
    "egypt|eritrea|estonia|eswatini|ethiopia|fiji|finland|france|gabon|"
    "gambia|georgia|germany|ghana|gibraltar|greece|greenland|grenada|"
    "guatemala|guernsey|guinea|guyana|haiti|honduras|hungary|iceland|india|"
    "indonesia|iran|iraq|ireland|israel|italy|jamaica|japan|jersey|jordan|"
    "kazakhstan|kenya|kiribati|korea|kosovo|kuwait|kyrgyzstan|laos|latvia|"
    "lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg|macao|"
    "madagascar|malawi|malaysia|maldives|mali|malta|mauritania|mauritius|"
    "mexico|micronesia|moldova|monaco|mongolia|montenegro|morocco|"
    "mozambique|myanmar|namibia|nauru|nepal|netherlands|nicaragua|niger|"
    "nigeria|norway|oman|pakistan|palau|palestine|panama|paraguay|peru|"
    "philippines|poland|portugal|qatar|romania|russia|rwanda|samoa|senegal|"
    "serbia|seychelles|singapore|slovakia|slovenia|somalia|spain|sudan|"
    "suriname|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand|"
    "togo|tonga|tunisia|turkey|turkmenistan|tuvalu|uganda|ukraine|uruguay|"
    "uzbekistan|vanuatu|venezuela|vietnam|yemen|zambia|zimbabwe|"
    "england|scotland|wales|britain|iberia|scandinavia|benelux|nordics|"
    "europe|asia|africa|america|americas|oceania|antarctica|asia-pacific|"
    "eurasia|australasia|caribbean|balkans|eu|eea|uk|usa|us|u.s|emea|apac|"
    "latam|asean|efta|gcc|mercosur|cis|dach|mena|uae|prc|"
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|"
    "delaware|florida|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|"
    "louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|"
    "missouri|montana|nebraska|nevada|ohio|oklahoma|oregon|pennsylvania|"
    "tennessee|texas|utah|vermont|virginia|washington|wisconsin|wyoming|"
    "ontario|quebec|bavaria|catalonia|flanders|wallonia";

static const char *const phrases[] = {
	"united states|kingdom of? america?", "united arab emirates",
	"european union|economic ~1 area", "new zealand|york|jersey|mexico|"
	"hampshire|caledonia", "south|north|central|latin america|africa|"
	"korea|asia|dakota|carolina|sudan", "hong kong", "saudi arabia",
	"sri lanka", "costa rica", "puerto rico", "el salvador",
	"czech republic", "dominican republic", "great britain",
	"northern ireland", "middle east", "asia pacific|- pacific",
	"asia - pacific", "far east", "southeast|eastern|western|northern|"
	"southern|central|continental europe|asia|africa", "west virginia",
	"rhode island", "british columbia", "people's republic of china",
	"bosnia and herzegovina", "papua new guinea", "sierra leone",
	"burkina faso", "cape verde", "ivory coast", "north macedonia",
	"san marino", "vatican city", "isle of man", "channel islands",
	"member states", "district of columbia", "nordic countries",
	"trinidad and tobago", "u . s .? a?", "u . k", NULL
};

uint32_t
pv_region_at(const struct pv_tokens *w, uint32_t i)
{
	uint32_t n;

	if (!pv_token_capital(w, i))
		return 0;
	n = pv_phrase_any(w, i, phrases);
	if (n > 0)
		return n;
	/* "us" is a word, and "Us" begins a sentence */
	if (pv_token_in(w, i, "us|cis"))
		return pv_isupper(w->text.ptr[w->t[i].at + 1]) ? 1 : 0;
	return pv_token_in(w, i, words) ? 1 : 0;
}
