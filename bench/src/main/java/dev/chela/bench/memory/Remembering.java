package dev.chela.bench.memory;

import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.config.internal.FileConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.memory.Memories;
import dev.chela.core.memory.internal.IndexedMemories;
import dev.chela.core.model.internal.ProviderModels;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.LocalSecrets;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.store.internal.SqliteIndexFiles;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.SystemClock;
import dev.chela.model.openai.OpenAi;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The memory room as the gateway has it, on a disk of its own, with an embedding model behind HTTP or without one. */
final class Remembering implements AutoCloseable {
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final GuestBook guests = new GuestBook();
    private final FakeModel server = FakeModel.start();
    private final LockedHome home;
    private final FileConfig config;
    private final ProviderModels models;
    private final IndexedMemories memories;
    final Agent agent;

    Remembering(Path root, boolean hybrid) throws IOException {
        Files.writeString(root.resolve("chela.json5"), """
                { models: { providers: { fake: { baseUrl: "%s", apiKey: "none-at-all", api: "openai-completions" } } },
                  agents: { defaults: { memorySearch: { provider: "%s", model: "looks" } } } }
                """.formatted(server.v1(), hybrid ? "fake" : "none"));
        home = new LockedHome(root);
        HomeEnvironment environment = new HomeEnvironment(home, Map.of());
        ShapeRedactor redactor = new ShapeRedactor();
        config = new FileConfig(home, environment, new LocalSecrets(home, environment, redactor), redactor, new InProcessEvents(), clock);
        models = new ProviderModels(config, http, clock, guests, name -> null);
        models.add(new OpenAi(), new Guest(1, "model-openai", "1"), 1);
        memories = new IndexedMemories(home, new SqliteIndexFiles(home), new NothingSaid(), models, clock, config);
        agent = new Agent(AgentId.MAIN, "main", Agent.Identity.NONE, "auto", List.of(), root.resolve("workspace"), Duration.ZERO);
    }

    Memories.Status index() {
        return memories.refresh(agent, new CancelSource());
    }

    Found search(String text) {
        return memories.search(agent, new Query(text, 5, 0, Corpus.MEMORY), new CancelSource());
    }

    @Override
    public void close() throws IOException {
        memories.close();
        config.close();
        guests.close();
        http.close();
        server.close();
        clock.close();
        home.close();
    }
}
