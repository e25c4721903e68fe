package dev.chela.core.migration.internal;

import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.migration.internal.Findings.Kind;
import dev.chela.core.migration.internal.ImportRows.Taken;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Transcripts that no session has any more: byte for byte, in names that say what became of them. */
final class PastTranscripts {
    private static final Pattern NAME = Pattern.compile("(.+?)\\.jsonl(?:\\.(reset|deleted)\\.(.+))?");
    /** As the other house writes a time into a file's name. */
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d)-(\\d\\d)-(\\d\\d)(\\.\\d+)?Z");

    private final Home home;
    private final Ledger ledger;

    PastTranscripts(Home home, Ledger ledger) {
        this.home = home;
        this.ledger = ledger;
    }

    /** Whether it has the name of a transcript, or of what a transcript became. */
    static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    /** Under the name of the file. @param since how many bytes of it are here already */
    void bring(Path file, String agent, Taken taken, long since, Findings findings) throws IOException {
        bring(file, agent, "openclaw." + plain(file.getFileName().toString()), taken, since, findings);
    }

    private void bring(Path file, String agent, String name, Taken taken, long since, Findings findings) throws IOException {
        String directory = "agents/" + agent + "/state/transcripts/";
        findings.brought(Kind.PAST, 1);
        findings.note("past transcripts of agent " + agent + ": " + home.root().resolve(directory) + "/openclaw.*");
        if (findings.rehearsal()) {
            return;
        }
        Path half = home.directory(Findings.DIRECTORY + "/half").resolve(UUID.randomUUID() + ".jsonl");
        copy(file, half, since);
        ledger.commit(Step.named("import").move(home.root().relativize(half).toString(), directory + free(home.directory(directory), name, file))
                .change(taken.change()).build());
    }

    private static void copy(Path from, Path to, long since) throws IOException {
        PrivateFiles.create(to);
        try (InputStream in = new FileInputStream(from.toFile()); FileOutputStream out = new FileOutputStream(to.toFile())) {
            in.skipNBytes(since);
            in.transferTo(out);
            out.getFD().sync();
        }
        Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** {@code openclaw.<id>.jsonl}, with a number where there is one already; of a deleted one, this house's own form. */
    private static String free(Path directory, String name, Path file) throws IOException {
        Matcher parts = NAME.matcher(name);
        boolean known = parts.matches();
        String id = known ? parts.group(1) : name;
        String end = known && "deleted".equals(parts.group(2)) ? ".jsonl.deleted." + millis(parts.group(3), file) : ".jsonl";
        String free = id + end;
        for (int again = 2; Files.exists(directory.resolve(free)); again++) {
            free = id + "." + again + end;
        }
        return free;
    }

    private static long millis(String said, Path file) throws IOException {
        Matcher time = TIME.matcher(said);
        try {
            return said.matches("\\d{12,14}") ? Long.parseLong(said)
                    : time.matches() ? Instant.parse(time.replaceAll("$1:$2:$3$4Z")).toEpochMilli() : Files.getLastModifiedTime(file).toMillis();
        } catch (DateTimeException unclear) {
            return Files.getLastModifiedTime(file).toMillis();
        }
    }
}
