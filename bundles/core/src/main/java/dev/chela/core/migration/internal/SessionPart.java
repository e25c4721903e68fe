package dev.chela.core.migration.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.home.Home;
import dev.chela.core.migration.internal.Findings.Kind;
import dev.chela.core.migration.internal.ImportRows.Taken;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import dev.chela.core.store.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Brings every session over, with all its lines, and the transcripts that no session has any more. */
public final class SessionPart {
    private static final String INDEX = "sessions.json";

    private final Home home;
    private final Sessions sessions;
    private final ImportRows rows;
    private final PastTranscripts past;
    private final Growth growth;

    public SessionPart(Home home, Ledger ledger, Sessions sessions) {
        this.home = home;
        this.sessions = sessions;
        this.rows = new ImportRows(ledger);
        this.past = new PastTranscripts(home, ledger);
        this.growth = new Growth(home, sessions);
    }

    public void bring(SourceHouse source, Findings findings) {
        if (!findings.rehearsal()) {
            sweep(home.directory(Findings.DIRECTORY + "/half"));
        }
        source.sessions().forEach((name, directory) -> WorkspacePart.agent(name).ifPresentOrElse(
                id -> findings.guard(Kind.SESSIONS, () -> new OneAgent(source, id, directory, findings).bring()),
                () -> findings.left(Kind.SESSIONS, source.relative(directory), "agent " + name + " has no name that an agent can have here")));
        source.sessions().keySet().stream().filter(name -> !source.agents().containsKey(name)).forEach(name -> findings.note("agent " + name
                + " is not configured; its sessions can be read, and nobody answers in them until there is: chela agents add " + name));
    }

    /** What an import left that was cut off before its file got a place: nothing knows of it. */
    private static void sweep(Path halves) {
        try {
            for (Path half : SourceHouse.list(halves)) {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + halves + ": " + e.getMessage(), e);
        }
    }

    private final class OneAgent {
        private final SourceHouse source;
        private final AgentId agent;
        private final Path directory;
        private final Findings findings;
        private final SourceSettings settings = new SourceSettings();
        private final LiveTranscripts live = new LiveTranscripts(home, sessions, settings);
        private final Set<Path> seen = new HashSet<>();
        private final Set<SessionKey> keys = new HashSet<>();

        OneAgent(SourceHouse source, AgentId agent, Path directory, Findings findings) {
            this.source = source;
            this.agent = agent;
            this.directory = directory;
            this.findings = findings;
        }

        void bring() {
            try {
                for (SourceSession session : SourceSession.read(directory.resolve(INDEX), findings)) {
                    guarded(session);
                }
                for (Path file : SourceHouse.list(directory)) {
                    rest(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
            }
            settings.tell(findings);
        }

        /** One session that cannot be read keeps no other from being brought. */
        private void guarded(SourceSession session) {
            try {
                session(session);
            } catch (Permanent | IOException failed) {
                findings.left(Kind.SESSIONS, session.key(), String.valueOf(failed.getMessage()));
            }
        }

        private void session(SourceSession session) throws IOException {
            SessionKey key = key(session.key());
            Optional<Path> transcript = session.transcript(directory);
            boolean shared = transcript.isPresent() && !seen.add(transcript.get());
            String place = source.relative(transcript.orElse(directory.resolve(INDEX)));
            String origin = transcript.isEmpty() || shared ? place + "#" + session.key() : place;
            Optional<Taken> taken = rows.of(origin);
            if (taken.isPresent()) {
                findings.there(Kind.SESSIONS, 1);
                transcript.ifPresent(file -> again(file, taken.get()));
            } else if (live.isFree(key) && keys.add(key)) {
                live.bring(session, key, transcript, origin, findings);
            } else {
                transcript.ifPresent(file -> aside(file, new Taken(origin, "", "", 0, 0, "", "")));
                findings.left(Kind.SESSIONS, session.key(), key + " has begun here already, and goes on"
                        + (transcript.isPresent() ? "; what was said in OpenClaw is kept as a past transcript" : ""));
            }
        }

        /** The main session may have another name there. */
        private SessionKey key(String said) {
            String main = source.config().path("session").path("mainKey").asText("main");
            SessionKey key = SessionKeys.read(said, agent);
            SessionKey own = key.agent().equals(agent) ? key : new SessionKey("agent:" + agent + ":" + key.rest());
            return own.rest().equals(main) ? SessionKeys.main(agent) : own;
        }

        private void rest(Path file) throws IOException {
            String name = file.getFileName().toString();
            if (seen.contains(file) || name.equals(INDEX) || name.endsWith(".lock")) {
                return;
            }
            if (!PastTranscripts.isOne(name)) {
                findings.left(Kind.PAST, source.relative(file), "is no transcript");
                return;
            }
            Optional<Taken> taken = rows.of(source.relative(file));
            if (taken.isPresent()) {
                again(file, taken.get());
            } else {
                aside(file, new Taken(source.relative(file), "", "", 0, 0, "", ""));
            }
        }

        /** As it lies there, from where it was taken last. */
        private void aside(Path file, Taken taken) {
            read(file, lines -> {
                lines.skip(taken);
                for (Optional<SourceLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                    line.filter(each -> !each.whole()).ifPresent(lines::takeUnended);
                }
                if (lines.bytes() > taken.bytes()) {
                    past.bring(file, agent.value(), lines.taken(taken, taken.leaf()), taken.bytes(), findings);
                }
            });
        }

        /** Brought before: what was added since comes, where it belongs if that is still there. */
        private void again(Path file, Taken taken) {
            read(file, lines -> {
                boolean same = lines.skip(taken);
                if (same && file.toFile().length() == taken.bytes()) {
                    findings.there(taken.session().isEmpty() ? Kind.PAST : Kind.LINES, taken.session().isEmpty() ? 1 : taken.lines());
                } else if (same && growth.fits(taken)) {
                    findings.there(Kind.LINES, taken.lines());
                    growth.bring(taken, lines, findings);
                } else if (same) {
                    aside(file, taken);
                } else {
                    rewritten(file, taken);
                }
            });
        }

        private void rewritten(Path file, Taken taken) {
            if (growth.fits(taken)) {
                read(file, lines -> growth.sift(taken, lines, findings));
            } else {
                aside(file, new Taken(taken.origin(), "", "", 0, 0, "", ""));
            }
        }

        private void read(Path file, Reading reading) {
            try (SourceLines lines = new SourceLines(file)) {
                reading.read(lines);
            } catch (IOException e) {
                findings.left(Kind.LINES, source.relative(file), "cannot be read: " + e.getMessage());
            }
        }
    }

    @FunctionalInterface
    private interface Reading {
        void read(SourceLines lines) throws IOException;
    }
}
