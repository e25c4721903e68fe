package dev.chela.cli.command.cron;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** When a job is due, as it is typed. */
final class CronWhen {
    private static final Pattern SPAN = Pattern.compile("(\\d+)\\s*(ms|s|m|min|h|d)");

    @Option(names = "--at", paramLabel = "WHEN", description = "Once: 2026-11-30T09:00, with an offset, in --tz, or of UTC; or in a while: 20m.")
    private String at;

    @Option(names = "--every", paramLabel = "SPAN", description = "Again and again: 10m, 1h, 1d.")
    private String every;

    @Option(names = "--cron", paramLabel = "EXPR", description = "Cron expression of five fields, or six with a second before them.")
    private String cron;

    @Option(names = "--tz", paramLabel = "ZONE", description = "Time zone, such as Europe/Berlin.")
    private String zone;

    @Option(names = "--stagger", paramLabel = "SPAN", description = "Later by up to so much, each job by a time of its own.")
    private String stagger;

    @Option(names = "--exact", description = "Not later than it says, also at the full hour.")
    private boolean exact;

    @Option(names = "--on-exit", paramLabel = "SHELL", description = "Once, when this command of the gateway's machine has ended.")
    private String onExit;

    @Option(names = "--on-exit-cwd", paramLabel = "DIR", description = "Where that command runs.")
    private String onExitDirectory;

    /** Empty when nothing was said. @param words in place of an option; null for none */
    Optional<Json> schedule(String words) {
        int said = (at == null ? 0 : 1) + (every == null ? 0 : 1) + (cron == null ? 0 : 1) + (onExit == null ? 0 : 1) + (words == null ? 0 : 1);
        if (said > 1) {
            throw Failure.usage("Say only one of --at, --every, --cron and --on-exit.");
        }
        if (at != null) {
            return Optional.of(at(at));
        }
        if (every != null) {
            return Optional.of(Json.object("kind", "every", "everyMs", span(every).toMillis()));
        }
        if (cron != null) {
            return Optional.of(cron(cron));
        }
        if (onExit != null) {
            return Optional.of(Json.object("kind", "on-exit", "command", onExit, "cwd", onExitDirectory));
        }
        return Optional.ofNullable(words).map(this::read);
    }

    boolean said() {
        return at != null || every != null || cron != null || onExit != null;
    }

    private Json read(String words) {
        String text = words.strip();
        if (text.startsWith("every ")) {
            return Json.object("kind", "every", "everyMs", span(text.substring("every ".length())).toMillis());
        }
        int fields = text.split("\\s+").length;
        return fields == 5 || fields == 6 || text.startsWith("@") ? cron(text) : at(text);
    }

    private Json cron(String expression) {
        Long later = exact ? Long.valueOf(0) : stagger == null ? null : Long.valueOf(span(stagger).toMillis());
        return Json.object("kind", "cron", "expr", expression, "tz", zone, "staggerMs", later);
    }

    private Json at(String when) {
        Matcher span = SPAN.matcher(when.strip());
        if (span.matches()) {
            return Json.object("kind", "at", "at", Instant.now().plus(span(when)).toString());
        }
        try {
            return Json.object("kind", "at", "at", OffsetDateTime.parse(when).toInstant().toString());
        } catch (DateTimeException noOffset) {
            try {
                ZoneId place = zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
                return Json.object("kind", "at", "at", LocalDateTime.parse(when).atZone(place).toInstant().toString());
            } catch (DateTimeException neither) {
                throw Failure.usage("\"" + when + "\" is no time. Write it as 2026-11-30T09:00 or as a span: 20m");
            }
        }
    }

    static Duration span(String text) {
        Matcher span = SPAN.matcher(text.strip());
        if (!span.matches()) {
            throw Failure.usage("\"" + text + "\" is no span of time. Write it as 30s, 10m, 1h or 1d");
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
