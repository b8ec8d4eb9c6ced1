/* date.h - calendar days, without clocks, zones or locales.
 *
 * A date is a count of days since 1970-01-01 (proleptic Gregorian); ISO 8601 is the only form read.
 */
#ifndef SOLEUS_DATE_H
#define SOLEUS_DATE_H

#include <stdint.h>

#include "str.h"

typedef int32_t date;
#define DATE_NONE INT32_MIN

/* YYYY-MM-DD, a day that exists, years 1000 to 9999. */
bool date_parse(struct str s, date *out);
void date_split(date d, int *year, int *month, int *day);
/* 1 Monday … 7 Sunday. */
int date_weekday(date d);
/* Adds YYYY-MM-DD. */
void date_add_iso(struct buf *out, date d);

#endif
