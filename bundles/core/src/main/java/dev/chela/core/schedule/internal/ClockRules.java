package dev.chela.core.schedule.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * Which instant a time on the wall is. A time that a clock change leaves out is the instant of the change, so that several such times
 * are one; a time that a clock change repeats is its first instant alone.
 */
record ClockRules(ZoneId zone) {
    Instant instant(LocalDateTime wall) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        // In an overlap this is the offset before the change: the first of the two.
        return wall.toInstant(zone.getRules().getOffset(wall));
    }

    LocalDateTime wall(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }
}
