/* date.c - days from civil dates and back (H. Hinnant's era arithmetic, chrono-Compatible
 * Low-Level Date Algorithms); see date.h. */
#include "date.h"

#include <ctype.h>

static date
days_from(int year, int month, int day)
{
	int y = year - (month <= 2);
	int era = y / 400, of_era = y - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void
date_split(date d, int *year, int *month, int *day)
{
	int z = d + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
	int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;

	*day = of_year - (153 * m + 2) / 5 + 1;
	*month = m + (m < 10 ? 3 : -9);
	*year = y + era * 400 + (*month <= 2);
}

bool
date_parse(struct str s, date *out)
{
	int number[3] = { 0 }, year, month, day;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || s.p[0] == '0')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int part = i < 4 ? 0 : i < 7 ? 1 : 2;

		if (i == 4 || i == 7)
			continue;
		if (!isdigit((unsigned char)s.p[i]))
			return false;
		number[part] = number[part] * 10 + (s.p[i] - '0');
	}
	if (number[1] < 1 || number[1] > 12 || number[2] < 1 || number[2] > 31)
		return false;
	*out = days_from(number[0], number[1], number[2]);
	date_split(*out, &year, &month, &day);
	return month == number[1] && day == number[2];
}

int
date_weekday(date d)
{
	return ((d + 3) % 7 + 7) % 7 + 1;
}

void
date_add_iso(struct buf *out, date d)
{
	int year, month, day;

	date_split(d, &year, &month, &day);
	buf_printf(out, "%04d-%02d-%02d", year, month, day);
}
