package dev.chela.core.schedule.internal;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.TreeSet;
import java.util.BitSet;

/**
 * Which instants an expression of numbers, ranges, lists and steps names: walks every minute of the calendar and asks each field, and
 * shares no code with what it judges.
 */
final class CronOracle {
    private final BitSet second;
    private final BitSet minute;
    private final BitSet hour;
    private final BitSet day;
    private final BitSet month;
    private final BitSet weekday;
    private final boolean anyDay;
    private final boolean anyWeekday;

    CronOracle(String expression) {
        String[] fields = expression.split(" ");
        int at = fields.length - 5;
        second = at == 0 ? set("0", 0, 59) : set(fields[0], 0, 59);
        minute = set(fields[at], 0, 59);
        hour = set(fields[at + 1], 0, 23);
        day = set(fields[at + 2], 1, 31);
        month = set(fields[at + 3], 1, 12);
        weekday = set(fields[at + 4], 0, 6);
        anyDay = fields[at + 2].equals("*");
        anyWeekday = fields[at + 4].equals("*");
    }

    private static BitSet set(String field, int from, int to) {
        BitSet set = new BitSet();
        for (String part : field.split(",")) {
            String[] step = part.split("/");
            String[] range = step[0].equals("*") ? new String[] {"" + from, "" + to} : step[0].split("-");
            int first = Integer.parseInt(range[0]);
            int last = range.length > 1 ? Integer.parseInt(range[1]) : first;
            for (int value = first; value <= last; value += step.length > 1 ? Integer.parseInt(step[1]) : 1) {
                set.set(value);
            }
        }
        return set;
    }

    /** Milliseconds since 1970, later than {@code from} and not later than {@code to}. */
    List<Long> between(long from, long to, ZoneId zone) {
        return between(from, to, zone, Integer.MAX_VALUE);
    }

    /** @param most of how many it is enough to know that there are more */
    List<Long> between(long from, long to, ZoneId zone, int most) {
        TreeSet<Long> due = new TreeSet<>();
        LocalDateTime end = LocalDateTime.ofEpochSecond(to / 1000 + 90_000, 0, ZoneOffset.UTC);
        LocalDateTime begin = LocalDateTime.ofEpochSecond(from / 1000 - 90_000, 0, ZoneOffset.UTC);
        for (LocalDateTime date = begin.toLocalDate().atStartOfDay(); date.isBefore(end) && due.tailSet(from, false).size() <= most;
                date = date.plusDays(1)) {
            if (isOn(date)) {
                times(date, zone.getRules(), due);
            }
        }
        return List.copyOf(due.subSet(from, false, to, true));
    }

    private boolean isOn(LocalDateTime date) {
        boolean dayFits = day.get(date.getDayOfMonth());
        boolean weekdayFits = weekday.get(date.getDayOfWeek().getValue() % 7);
        boolean fits = anyDay ? anyWeekday || weekdayFits : anyWeekday ? dayFits : dayFits || weekdayFits;
        return fits && month.get(date.getMonthValue());
    }

    private void times(LocalDateTime date, ZoneRules rules, TreeSet<Long> due) {
        for (int h = hour.nextSetBit(0); h >= 0; h = hour.nextSetBit(h + 1)) {
            for (int m = minute.nextSetBit(0); m >= 0; m = minute.nextSetBit(m + 1)) {
                for (int s = second.nextSetBit(0); s >= 0; s = second.nextSetBit(s + 1)) {
                    due.add(instant(date.withHour(h).withMinute(m).withSecond(s), rules));
                }
            }
        }
    }

    private static long instant(LocalDateTime wall, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(wall);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = rules.getTransition(wall);
            return gap.toEpochSecond() * 1000;
        }
        return offsets.stream().mapToLong(wall::toEpochSecond).min().orElseThrow() * 1000;
    }
}
