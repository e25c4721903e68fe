package dev.chela.core.migration.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.home.Home;
import dev.chela.core.migration.internal.Findings.Kind;
import dev.chela.core.migration.internal.ImportRows.Taken;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What OpenClaw wrote into a transcript after it was brought over. When nobody went on with the conversation here, it goes on where
 * OpenClaw left it; otherwise what was said there stands beside it, as another branch.
 */
final class Growth {
    private static final int LINES_AT_ONCE = 1_000;

    private final Home home;
    private final Sessions sessions;

    Growth(Home home, Sessions sessions) {
        this.home = home;
        this.sessions = sessions;
    }

    /** Whether the session is still the one that was made of the transcript. */
    boolean fits(Taken taken) {
        return !taken.session().isEmpty() && sessions.find(new SessionKey(taken.session()))
                .filter(session -> session.id().equals(taken.sessionId()) && session.entries() > 0).isPresent();
    }

    /** @param lines skipped up to what was taken before */
    void bring(Taken taken, SourceLines lines, Findings findings) throws IOException {
        bring(taken, ids(taken), none -> false, lines, findings);
    }

    /** Of a transcript that was written anew, what is not here yet. @param lines from the beginning */
    void sift(Taken taken, SourceLines lines, Findings findings) throws IOException {
        Set<String> here = ids(taken);
        bring(taken, here, line -> Rewriting.read(line.text()).filter(body -> here.contains(body.path("id").asText())).isPresent(),
                lines, findings);
    }

    private void bring(Taken taken, Set<String> here, Predicate<SourceLines.Line> known, SourceLines lines, Findings findings)
            throws IOException {
        Rewriting rewriting = new Rewriting(taken.sessionId(), here, taken.leaf());
        Aside aside = new Aside(home, taken.origin());
        List<Entry> waiting = new ArrayList<>();
        Taken before = taken;
        for (Optional<SourceLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (!known.test(line.get())) {
                Optional<Entry> entry = rewriting.entry(line.get());
                entry.ifPresentOrElse(waiting::add, keep(aside, line.get()));
                line.filter(last -> entry.isPresent() && !last.whole()).ifPresent(lines::takeUnended);
            }
            if (waiting.size() == LINES_AT_ONCE) {
                before = append(waiting, before, lines, rewriting, findings);
                waiting.clear();
            }
        }
        aside.write(taken.origin(), findings);
        append(waiting, before, lines, rewriting, findings);
    }

    private static Runnable keep(Aside aside, SourceLines.Line line) {
        return () -> {
            if (!line.text().isBlank()) {
                aside.keep(line);
            }
        };
    }

    private Taken append(List<Entry> entries, Taken before, SourceLines lines, Rewriting rewriting, Findings findings) {
        SessionKey key = new SessionKey(before.session());
        Taken after = lines.taken(before, rewriting.leaf());
        findings.brought(Kind.LINES, entries.size());
        if (!findings.rehearsal() && !after.equals(before)) {
            sessions.commit(key, "import", "agent.input.settled", (current, step) -> {
                step.change(after.change());
                Session now = current;
                for (Entry entry : entries) {
                    Entry placed = entry.at(entry.parent(), now.entries() + 1);
                    long at = Instant.parse(placed.body().path("timestamp").asText()).toEpochMilli();
                    now = now.advanced(now.leaf(), 1, Math.max(now.updatedAt(), at));
                    step.line(placed.in(now));
                    step.fact(new Transcripts.Appended(key, placed));
                }
                return !current.leaf().equals(before.leaf()) ? now
                        : goesOn(before.leaf(), entries) ? now.advanced(after.leaf(), 0, now.updatedAt())
                        : now.branching(after.leaf(), UUID.randomUUID().toString(), now.last().preview());
            });
        }
        return after;
    }

    /** Whether each follows the one before it, the first of them the leaf. */
    private static boolean goesOn(String leaf, List<Entry> entries) {
        String last = leaf;
        for (Entry entry : entries) {
            if (!entry.parent().equals(last)) {
                return false;
            }
            last = entry.id();
        }
        return true;
    }

    private Set<String> ids(Taken taken) throws IOException {
        Session session = sessions.open(new SessionKey(taken.session()));
        Set<String> ids = new HashSet<>();
        try (Stream<String> lines = Files.lines(home.root().resolve(session.file()), StandardCharsets.UTF_8)) {
            lines.map(Rewriting::read).flatMap(Optional::stream).map((JsonNode body) -> body.path("id").asText()).forEach(ids::add);
        }
        return ids;
    }
}
