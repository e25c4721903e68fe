package dev.chela.core.schedule.internal;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.chela.api.fault.Permanent;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which times of a calendar an expression names. Knows no zone, so that the rules for clock changes stand in one place ({@link
 * ClockRules}) and are ours. Where both a day of the month and a day of the week are given, either is enough, as cron has it.
 */
final class CronTable {
    private static final int FIELDS = 5;
    private static final Map<String, String> NICKNAMES = Map.of("@yearly", "0 0 1 1 *", "@annually", "0 0 1 1 *", "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0", "@daily", "0 0 * * *", "@midnight", "0 0 * * *", "@hourly", "0 * * * *");
    /** The longest that one may wait for a time that exists: the 29th of February over a century without one. */
    private static final int YEARS = 9;

    private final ExecutionTime times;
    private final String expression;

    private CronTable(ExecutionTime times, String expression) {
        this.times = times;
        this.expression = expression;
    }

    /** @throws Permanent naming the expression and what is wrong with it */
    static CronTable read(String expression) {
        String plain = NICKNAMES.getOrDefault(expression.strip().toLowerCase(Locale.ROOT), expression.strip()).replace('?', '*');
        int fields = plain.split("\\s+").length;
        if (fields != FIELDS && fields != FIELDS + 1) {
            throw new Permanent("cron expression '" + expression + "' has " + fields + " fields; it must have five (minute, hour, day,"
                    + " month, weekday) or six (a second before them)");
        }
        try {
            Cron cron = new CronParser(definition()).parse(fields == FIELDS ? "0 " + plain : plain).validate();
            return new CronTable(ExecutionTime.forCron(cron), expression);
        } catch (IllegalArgumentException wrong) {
            throw new Permanent("cron expression '" + expression + "' is not one: " + wrong.getMessage(), wrong);
        }
    }

    private static CronDefinition definition() {
        return CronDefinitionBuilder.defineCron()
                .withSeconds().and().withMinutes().and().withHours().and()
                .withDayOfMonth().supportsL().supportsW().supportsLW().and()
                .withMonth().and()
                .withDayOfWeek().withValidRange(0, 7).withMondayDoWValue(1).withIntMapping(7, 0).supportsHash().supportsL().and()
                .instance();
    }

    /** The first time later than this; empty when the expression names no day that exists. */
    Optional<LocalDateTime> after(LocalDateTime time) {
        return times.nextExecution(ZonedDateTime.of(time, ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime)
                .filter(found -> found.isBefore(time.plusYears(YEARS)));
    }

    @Override
    public String toString() {
        return expression;
    }
}
