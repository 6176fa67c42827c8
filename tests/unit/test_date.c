/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include "check.h"

int
main(void)
{
	static const struct {
		const char *in, *iso;
		size_t len;
	} rows[] = {
		{ "31 December 2030.", "2030-12-31", 16 },
		{ "December 31, 2030 and", "2030-12-31", 17 },
		{ "Jan. 5, 2020", "2020-01-05", 12 },
		{ "5th day of May, 2020", "2020-05-05", 20 },
		{ "1st May 2020", "2020-05-01", 12 },
		{ "2030-12-31T", "2030-12-31", 10 },
		{ "9/28/2005", "2005-09-28", 9 },
		{ "May 2020", NULL, 0 },
		{ "13/45/2005", NULL, 0 },
		{ "31 days", NULL, 0 },
		{ "12345 May 2020", NULL, 0 },
		{ "Maybe 3, 2020", NULL, 0 },
		{ "30 February 2028", NULL, 0 },
		{ "29 February 2028", "2028-02-29", 16 },
		{ "February 29, 2027", NULL, 0 },
		{ "2/29/2000", "2000-02-29", 9 },
		{ "2100-02-29", NULL, 0 },
		{ "2030-04-31", NULL, 0 },
		{ "", NULL, 0 },
	};
	char iso[PV_DATE_LEN + 1];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(pv_date_read(pv_span_str(rows[i].in), iso),
		    rows[i].len);
		if (rows[i].iso != NULL)
			CHECK_STR(pv_span_str(iso), rows[i].iso);
	}
	CHECK(pv_date_is_iso(PV_SPAN("2028-02-29")));
	CHECK(!pv_date_is_iso(PV_SPAN("2027-02-29")));
	CHECK(!pv_date_is_iso(PV_SPAN("2030-12-31T")));
	CHECK(!pv_date_is_iso(PV_SPAN("5 May 2020")));
	CHECK(!pv_date_is_iso(PV_SPAN("12/31/2030"))); /* as long */
	CHECK(!pv_date_is_iso(PV_SPAN("")));
	return CHECK_DONE();
}
