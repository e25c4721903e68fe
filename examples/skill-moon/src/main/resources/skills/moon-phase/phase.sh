#!/bin/sh
# The mean moon: 29.530589 days from new moon to new moon, counted from the one of 6 January 2000, 18:14 UTC.
day=${1:-$(date -u +%F)}
case $day in
    [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;;
    *) echo "\"$day\" is no day; give one like 2026-11-24" >&2 && exit 2 ;;
esac
echo "$day" | awk -F- '{
    shift = int((14 - $2) / 12); year = $1 + 4800 - shift; month = $2 + 12 * shift - 3
    julian = $3 + int((153 * month + 2) / 5) + 365 * year + int(year / 4) - int(year / 100) + int(year / 400) - 32045
    age = julian - 2451550.26; age = age - 29.530589 * int(age / 29.530589); if (age < 0) age += 29.530589
    split("new,waxing crescent,first quarter,waxing gibbous,full,waning gibbous,last quarter,waning crescent", names, ",")
    printf "%s: %.1f days old, %s\n", $0, age, names[int(age / 29.530589 * 8 + 0.5) % 8 + 1]
}'
