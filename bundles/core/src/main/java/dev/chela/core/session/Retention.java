package dev.chela.core.session;

import dev.chela.api.id.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What of one agent is to be put aside, and what goes. Pure. */
public final class Retention {
    private static final Pattern ASIDE = Pattern.compile(".*\\.[0-9a-f]{8}-[0-9a-f-]{27}\\.jsonl|.*\\.jsonl\\.deleted\\.\\d+");

    private Retention() {}

    /** @param name without its directory */
    public record Transcript(String name, long bytes, Instant changed) {
        boolean isDeleted() {
            return name.contains(".jsonl.deleted.");
        }
    }

    /**
     * @param archive sessions that lists no longer show, and that come back when somebody says something there
     * @param delete sessions that machines made and nobody comes back to
     * @param remove transcripts that no session has any more
     * @param bytes how much they are
     * @param above by how many bytes there is still too much; 0 for none
     */
    public record Plan(List<SessionKey> archive, List<SessionKey> delete, List<String> remove, long bytes, long above) {
        public boolean isEmpty() {
            return archive.isEmpty() && delete.isEmpty() && remove.isEmpty();
        }
    }

    /** @param busy sessions where something runs or waits */
    public static Plan plan(MaintenanceConfig config, List<Session> sessions, Predicate<SessionKey> busy, List<Transcript> files, Instant now) {
        List<Session> going = new ArrayList<>();
        List<Session> staying = new ArrayList<>();
        for (Session session : sessions.stream().sorted(Comparator.comparingLong(Session::updatedAt)).toList()) {
            boolean counts = isMachines(session.key()) || session.look().archivedAt() == 0;
            if (counts) {
                boolean goes = !isProtected(session, busy) && Instant.ofEpochMilli(session.updatedAt()).plus(rest(config, session.key())).isBefore(now);
                (goes ? going : staying).add(session);
            }
        }
        staying.stream().filter(session -> !isProtected(session, busy)).limit(Math.max(0, staying.size() - config.maxEntries())).forEach(going::add);
        List<SessionKey> keys = going.stream().map(Session::key).toList();
        Set<String> remove = removed(config, sessions, files, now);
        long all = files.stream().mapToLong(Transcript::bytes).sum();
        long bytes = files.stream().filter(file -> remove.contains(file.name())).mapToLong(Transcript::bytes).sum();
        return new Plan(keys.stream().filter(key -> !isMachines(key)).toList(), keys.stream().filter(Retention::isMachines).toList(),
                List.copyOf(remove), bytes, Math.max(0, all - bytes - config.most()));
    }

    private static Duration rest(MaintenanceConfig config, SessionKey key) {
        return key.rest().startsWith("dashboard:") ? config.archiveDashboardAfter() : config.pruneAfter();
    }

    /** What people come back to: the main session, conversations over channels, and what they pinned. */
    private static boolean isProtected(Session session, Predicate<SessionKey> busy) {
        return session.isMain() || session.look().pinnedAt() > 0 || SessionKeys.scope(session.key()).isPresent() || busy.test(session.key());
    }

    private static boolean isMachines(SessionKey key) {
        String rest = key.rest();
        return rest.startsWith("hook:") || rest.startsWith("subagent:") || rest.startsWith("cron:") && rest.contains(":run:");
    }

    /** Those whose time is over; and when there is too much, the deleted before the others, the oldest first, until there is room again. */
    private static Set<String> removed(MaintenanceConfig config, List<Session> sessions, List<Transcript> files, Instant now) {
        Set<String> inUse = new HashSet<>();
        sessions.forEach(session -> inUse.add(session.file().substring(session.file().lastIndexOf('/') + 1)));
        List<Transcript> aside = files.stream().filter(file -> ASIDE.matcher(file.name()).matches() && !inUse.contains(file.name()))
                .sorted(Comparator.comparing((Transcript file) -> !file.isDeleted()).thenComparing(Transcript::changed)).toList();
        long left = files.stream().mapToLong(Transcript::bytes).sum();
        boolean full = left > config.most();
        Optional<Instant> limit = config.retention().map(now::minus);
        Set<String> remove = new HashSet<>();
        for (Transcript file : aside) {
            boolean old = !file.isDeleted() && limit.filter(file.changed()::isBefore).isPresent();
            if (old || full && left > config.highWater()) {
                remove.add(file.name());
                left -= file.bytes();
            }
        }
        return remove;
    }
}
