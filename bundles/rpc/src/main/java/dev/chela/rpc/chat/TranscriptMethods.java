package dev.chela.rpc.chat;

import dev.chela.api.config.Range;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.text.Excerpt;
import dev.chela.rpc.session.Keys;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.get} and {@code sessions.preview}: what was said, in full for one session or in short for many. */
@Component(service = RpcMethods.class)
public final class TranscriptMethods implements RpcMethods {
    private static final int DEFAULT_MESSAGES = 200;
    private static final int DEFAULT_ITEMS = 12;
    private static final int MOST_ITEMS = 50;
    private static final int DEFAULT_CHARS = 240;
    private static final int MOST_KEYS = 64;

    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Agents agents;
    private final Clock clock;

    @Activate
    public TranscriptMethods(
            @Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Agents agents, @Reference Clock clock) {
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.agents = agents;
        this.clock = clock;
    }

    public record GetParams(String key, Optional<String> agentId, @Range(min = 1) Optional<Integer> limit) {}

    public record Got(List<Map<String, Object>> messages) {}

    @Rpc(value = "sessions.get", scope = Scope.READ)
    public Got get(GetParams params, Caller caller) {
        Session session = sessions.open(Keys.read(agents, params.key(), params.agentId()));
        List<Entry> newest = transcripts.page(session, 0, params.limit().orElse(DEFAULT_MESSAGES)).messages();
        return new Got(new HistoryBudget(Optional.empty(), Optional.empty()).fit(newest.stream().map(WireMessage::of).toList()));
    }

    public record PreviewParams(
            List<String> keys, @Range(min = 1) Optional<Integer> limit, @Range(min = 20) Optional<Integer> maxChars) {}

    public record Previews(long ts, List<Preview> previews) {}

    /** @param status {@code ok}, {@code missing}, {@code empty} or {@code error}: the key cannot be read */
    public record Preview(String key, String status, List<Item> items) {}

    public record Item(String role, String text) {}

    @Rpc(value = "sessions.preview", scope = Scope.READ)
    public Previews preview(PreviewParams params, Caller caller) {
        if (params.keys().isEmpty() || params.keys().size() > MOST_KEYS) {
            throw RpcFault.invalid("invalid sessions.preview params: at /keys: must have 1 to " + MOST_KEYS + " items");
        }
        int limit = Math.min(MOST_ITEMS, params.limit().orElse(DEFAULT_ITEMS));
        int chars = params.maxChars().orElse(DEFAULT_CHARS);
        return new Previews(clock.now().toEpochMilli(), params.keys().stream().map(key -> preview(key, limit, chars)).toList());
    }

    private Preview preview(String text, int limit, int chars) {
        SessionKey key;
        try {
            key = Keys.read(agents, text, Optional.empty());
        } catch (RpcFault unreadable) {
            return new Preview(text, "error", List.of());
        }
        Optional<Session> session = sessions.find(key);
        if (session.isEmpty()) {
            return new Preview(text, "missing", List.of());
        }
        Deque<Item> items = new ArrayDeque<>();
        transcripts.back(session.get(), entry -> {
            Optional.of(item(entry, chars)).filter(item -> !item.text().isBlank()).ifPresent(items::addFirst);
            return items.size() < limit;
        });
        return new Preview(text, items.isEmpty() ? "empty" : "ok", List.copyOf(items));
    }

    private static Item item(Entry entry, int chars) {
        String role = entry.role().equals("toolResult") ? "tool" : entry.role();
        return new Item(role, Excerpt.of(entry.text().strip(), chars));
    }
}
