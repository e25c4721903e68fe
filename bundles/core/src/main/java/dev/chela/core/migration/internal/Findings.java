package dev.chela.core.migration.internal;

import dev.chela.api.fault.Fault;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.json.Json;
import dev.chela.core.migration.Report;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what one import finds. Used by one thread. */
public final class Findings {
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);
    /** Below the home directory: what is kept aside, and reports. */
    public static final String DIRECTORY = "import/openclaw";

    private final Path source;
    private final boolean rehearsal;
    private final Map<Kind, long[]> counts = new EnumMap<>(Kind.class);
    private final List<Report.Left> left = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    public Findings(Path source, boolean rehearsal) {
        this.source = source;
        this.rehearsal = rehearsal;
    }

    /** What there is, in the order in which it is told. */
    public enum Kind {
        CONFIGURATION("configuration values"), WORKSPACE_FILES("workspace files"), SKILL_FILES("skill files"), SESSIONS("sessions"),
        LINES("transcript lines"), PAST("past transcripts"), PAIRINGS("pairings"), JOBS("cron jobs"), OTHER("other");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Whether nothing is to be written. */
    public boolean rehearsal() {
        return rehearsal;
    }

    void brought(Kind kind, long number) {
        count(kind, 0, number);
    }

    void there(Kind kind, long number) {
        count(kind, 1, number);
    }

    void left(Kind kind, String what, String why) {
        count(kind, 2, 1);
        left.add(new Report.Left(kind.words, what, why));
    }

    private void count(Kind kind, int column, long number) {
        counts.computeIfAbsent(kind, none -> new long[3])[column] += number;
    }

    void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    /** What one part meets keeps no other from being brought. */
    public void guard(Kind kind, Runnable part) {
        try {
            part.run();
        } catch (Fault | UncheckedIOException failed) {
            LOG.warn("the import of {} from {} broke off", kind.words, source, failed);
            left(kind, source.toString(), "broke off: " + failed.getMessage() + "; once that is mended, import again");
        }
    }

    public Report report() {
        List<Report.Count> all = Stream.of(Kind.values()).filter(counts::containsKey)
                .map(kind -> new Report.Count(kind.words, counts.get(kind)[0], counts.get(kind)[1], counts.get(kind)[2])).toList();
        return new Report(source, rehearsal, all, left, notes);
    }

    /** The whole report, for whoever asks later. */
    public void keep(Home home, Instant now) {
        String time = now.toString().replaceAll("[^0-9TZ]", "").toLowerCase(Locale.ROOT);
        Path file = home.directory(DIRECTORY).resolve("report-" + time + ".json");
        note("this report: " + file);
        PrivateFiles.write(file, Json.write(Json.tree(report())) + "\n");
    }
}
