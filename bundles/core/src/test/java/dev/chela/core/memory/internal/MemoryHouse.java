package dev.chela.core.memory.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.Secret;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Hit;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.FixedConfig;
import dev.chela.core.agent.Agent;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.json.Json;
import dev.chela.core.memory.internal.MemorySettings.Defaults;
import dev.chela.core.memory.internal.MemorySettings.MemorySearch;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.model.internal.ProviderModels;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.session.Blocks;
import dev.chela.core.session.Entry;
import dev.chela.core.session.SendPolicy;
import dev.chela.core.session.internal.JsonlFiles;
import dev.chela.core.session.internal.JsonlTranscripts;
import dev.chela.core.session.internal.SqliteSessions;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteIndexFiles;
import dev.chela.core.store.internal.SqliteLedger;
import dev.chela.core.task.CancelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The memory room on a real disk, with as many agents as a test wants. */
final class MemoryHouse implements AutoCloseable {
    private final LockedHome home;
    final QuietClock clock = new QuietClock();
    private final GuestBook guests = new GuestBook();
    private final JdkHttp http = new JdkHttp(clock);
    private final InProcessEvents events = new InProcessEvents();
    final SqliteLedger ledger;
    final SqliteSessions sessions;
    final JsonlTranscripts transcripts;
    final IndexedMemories memories;

    MemoryHouse(Path root) {
        this(root, MemorySearch.NONE, Map.of());
    }

    MemoryHouse(Path root, MemorySearch defaults, Map<String, MemorySettings.Entry> entries) {
        this(root, defaults, entries, "");
    }

    /** @param embedder the address of a server that the provider {@code fake} asks; empty for none */
    MemoryHouse(Path root, MemorySearch defaults, Map<String, MemorySettings.Entry> entries, String embedder) {
        home = new LockedHome(root);
        ProviderModels models = new ProviderModels(new FixedConfig(new ModelsConfig(null, Map.of("fake",
                new ModelsConfig.Provider(null, new Secret("none"), null, null, null, 0, List.of())))), http, clock, guests, name -> null);
        if (!embedder.isEmpty()) {
            models.add(new EmbeddingProvider(embedder), new Guest(1, "model-fake", "1"), 1);
        }
        ledger = new SqliteLedger(home, events, LedgerOptions.production());
        sessions = new SqliteSessions(ledger, events, clock, home, new FixedConfig(new SendPolicy(null)));
        transcripts = new JsonlTranscripts(home, events);
        memories = new IndexedMemories(home, new SqliteIndexFiles(home), new JsonlFiles(sessions, home), models, clock,
                new FixedConfig(new MemorySettings(new Defaults(defaults), entries)));
    }

    Agent agent(String id) {
        return new Agent(new AgentId(id), id, Agent.Identity.NONE, "auto", List.of(),
                home.directory("agents/" + id + "/workspace"), Duration.ZERO);
    }

    Path write(Agent agent, String name, String text) throws IOException {
        Path file = agent.workspace().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Found search(Agent agent, String query) {
        return memories.search(agent, new Query(query, 0, -1, Corpus.ALL), new CancelSource());
    }

    /** Somebody says something, or is answered. */
    void said(SessionKey key, String role, String text) {
        ObjectNode message = Json.object().put("role", role);
        message.putArray("content").add(Blocks.text(text));
        Entry entry = Entry.message(UUID.randomUUID().toString(), clock.now(), message);
        sessions.commit(key, "say", "test", (session, step) -> transcripts.append(step, session, List.of(entry)));
    }

    Found talk(Agent agent, String query, SessionKey asking) {
        return memories.search(agent, new Query(query, 0, -1, Corpus.SESSIONS), Optional.of(asking), new CancelSource());
    }

    List<String> paths(Agent agent, String query) {
        return search(agent, query).hits().stream().map(Hit::path).toList();
    }

    @Override
    public void close() {
        memories.close();
        transcripts.close();
        sessions.close();
        ledger.close();
        guests.close();
        http.close();
        clock.close();
        home.close();
    }
}
