package dev.chela.core.migration.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.json.Json;
import dev.chela.core.migration.internal.Findings.Kind;
import dev.chela.core.migration.internal.ImportRows.Taken;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a session of an index entry and its transcript. The transcript is written beside the others first, and gets its place in the
 * step that makes the session: there is all of it or nothing.
 */
final class LiveTranscripts {
    private final Home home;
    private final Sessions sessions;
    private final SourceSettings settings;

    LiveTranscripts(Home home, Sessions sessions, SourceSettings settings) {
        this.home = home;
        this.sessions = sessions;
        this.settings = settings;
    }

    /** Where a new session may begin: nothing was said in it, and no file bears its name. */
    boolean isFree(SessionKey key) {
        Session there = sessions.open(key);
        return there.entries() == 0 && !Files.exists(home.root().resolve(there.file()));
    }

    /** @param origin the transcript's place in the source */
    void bring(SourceSession source, SessionKey key, Optional<Path> transcript, String origin, Findings findings) throws IOException {
        String sessionId = source.id().isEmpty() ? UUID.randomUUID().toString() : source.id();
        Rewriting rewriting = new Rewriting(sessionId);
        Taken taken = new Taken(origin, key.value(), sessionId, 0, 0, "", "");
        Optional<Path> made = Optional.empty();
        if (transcript.isPresent()) {
            Path half = home.root().resolve(Findings.DIRECTORY).resolve("half").resolve(UUID.randomUUID() + ".jsonl");
            taken = write(transcript.get(), half, rewriting, taken, findings);
            made = Optional.of(half);
        }
        if (!findings.rehearsal()) {
            begin(source, key, rewriting, taken, made);
        }
        settings.miss(source);
        findings.brought(Kind.SESSIONS, 1);
        findings.brought(Kind.LINES, rewriting.telling().entries());
    }

    private Taken write(Path from, Path to, Rewriting rewriting, Taken taken, Findings findings) throws IOException {
        Aside aside = new Aside(home, taken.origin());
        try (SourceLines lines = new SourceLines(from); OutputStream out = out(to, findings.rehearsal())) {
            for (Optional<SourceLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                Optional<Entry> entry = rewriting.entry(line.get());
                if (entry.isPresent()) {
                    out.write(line(entry.get().body().put("seq", rewriting.telling().entries()), rewriting, taken.session()));
                } else if (!line.get().text().isBlank()) {
                    aside.keep(line.get());
                }
                if (entry.isPresent() && !line.get().whole()) {
                    lines.takeUnended(line.get());
                }
            }
            aside.write(taken.origin(), findings);
            return lines.taken(taken, rewriting.leaf());
        }
    }

    private static byte[] line(ObjectNode body, Rewriting rewriting, String key) {
        if (rewriting.telling().entries() == 1 && body.path("type").asText().equals("session")) {
            body.put("sessionKey", key);
        }
        return (Json.write(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static OutputStream out(Path file, boolean rehearsal) throws IOException {
        if (rehearsal) {
            return OutputStream.nullOutputStream();
        }
        PrivateFiles.directory(file.getParent());
        PrivateFiles.create(file);
        return new Synced(new FileOutputStream(file.toFile()));
    }

    /** On disk when it is closed. */
    private static final class Synced extends BufferedOutputStream {
        private final FileOutputStream file;

        Synced(FileOutputStream file) {
            super(file, 1 << 16);
            this.file = file;
        }

        @Override
        public void close() throws IOException {
            try (file) {
                flush();
                file.getFD().sync();
            }
        }
    }

    private void begin(SourceSession source, SessionKey key, Rewriting rewriting, Taken taken, Optional<Path> half) {
        sessions.commit(key, "import", "create", (current, step) -> {
            half.ifPresent(file -> step.move(home.root().relativize(file).toString(), current.file()));
            step.change(taken.change());
            return settings.settle(source, session(source, current, rewriting, taken));
        });
    }

    private static Session session(SourceSession source, Session current, Rewriting rewriting, Taken taken) {
        Telling told = rewriting.telling();
        long updated = first(source.number("updatedAt"), told.latest(), current.updatedAt());
        long created = first(told.first(), source.number("sessionStartedAt"), updated);
        String title = first(source.text("displayName"), source.text("subject"), told.title());
        Session.Last last = told.entries() == 0 ? Session.Last.NONE : new Session.Last("", "done", "", 0, created, updated,
                source.number("totalTokens"), title, told.preview());
        return new Session(current.key(), taken.sessionId(), current.file(), "", "", "", created, updated,
                first(source.number("sessionStartedAt"), created, updated), taken.sessionId(), taken.leaf(), told.entries(), last,
                told.spent(), Session.Look.NONE, Session.Source.NONE, SourceAddress.of(source, current.key()), dev.chela.core.session.Settings.NONE,
                first(source.number("lastInteractionAt"), source.number("updatedAt"), updated));
    }

    private static long first(long one, long other, long third) {
        return one > 0 ? one : other > 0 ? other : third;
    }

    private static String first(String one, String other, String third) {
        return !one.isEmpty() ? one : !other.isEmpty() ? other : third;
    }
}
