package dev.chela.core.session.internal;

import dev.chela.core.home.Home;
import dev.chela.core.session.Branch;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Search;
import dev.chela.core.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Goes through the files, past what is kept in memory: a search must not push out the transcripts in use. */
@Component
public final class TranscriptSearch implements Search {
    private static final long MOST_BYTES = 256L << 20;
    private static final Set<String> ROLES = Set.of("user", "assistant");
    private static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::score)
            .thenComparing(hit -> hit.entry().message().path("timestamp").asLong()).reversed();

    private final Home home;

    @Activate
    public TranscriptSearch(@Reference Home home) {
        this.home = home;
    }

    @Override
    public Found find(String query, List<Session> among, int limit) {
        Words words = Words.of(query);
        List<Hit> best = new ArrayList<>();
        boolean truncated = false;
        long left = MOST_BYTES;
        for (Session session : among) {
            Path file = home.root().resolve(session.file());
            left -= file.toFile().length();
            if (left < 0) {
                return new Found(List.copyOf(best), true);
            }
            best.addAll(hits(session, file, words));
            best.sort(BEST_FIRST);
            truncated |= best.size() > limit;
            best.subList(Math.min(limit, best.size()), best.size()).clear();
        }
        return new Found(List.copyOf(best), truncated);
    }

    private static List<Hit> hits(Session session, Path file, Words words) {
        List<Hit> hits = new ArrayList<>();
        for (Entry entry : Branch.to(session.leaf(), TailReader.read(file, JsonlTranscripts::begins))) {
            if (ROLES.contains(entry.role()) && entry.seq() <= session.entries()) {
                String text = entry.text();
                OptionalDouble score = words.score(text);
                score.ifPresent(points -> hits.add(new Hit(session, entry, words.snippet(text), points)));
            }
        }
        return hits;
    }
}
