package dev.chela.core.memory.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Passage;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agent;
import dev.chela.core.config.Config;
import dev.chela.core.home.Home;
import dev.chela.core.memory.Memories;
import dev.chela.core.memory.internal.MemorySettings.MemorySearch;
import dev.chela.core.model.Embeddings;
import dev.chela.core.session.TranscriptFiles;
import dev.chela.core.store.IndexFiles;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An index file for each agent, so that no search of one can meet a passage of another; opened when it is first asked for. */
@Component(service = Memories.class)
public final class IndexedMemories implements Memories, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedMemories.class);

    private final Home home;
    private final IndexFiles indexes;
    private final Clock clock;
    private final TranscriptFiles transcripts;
    private final Embeddings embeddings;
    private final Scope tasks = new Scope("memory");
    private final Config.Live<MemorySettings> settings;
    private final Map<AgentId, AgentMemory> open = new HashMap<>();
    private final Set<AgentId> embedding = ConcurrentHashMap.newKeySet();
    private final CancelSource stopping = new CancelSource();
    private final Map<AgentId, Agent> followed = new ConcurrentHashMap<>();
    private final MemoryWatch watch;
    private boolean closed;

    @Activate
    public IndexedMemories(@Reference Home home, @Reference IndexFiles indexes, @Reference TranscriptFiles transcripts,
            @Reference Embeddings embeddings, @Reference Clock clock,
            @Reference Config config) {
        this.home = home;
        this.indexes = indexes;
        this.transcripts = transcripts;
        this.embeddings = embeddings;
        this.clock = clock;
        this.settings = config.section("agents", MemorySettings.class);
        this.watch = new MemoryWatch(clock, tasks, this::saved);
    }

    @Override
    public Found search(Agent agent, Query query, Optional<SessionKey> asking, Cancellation cancellation) {
        MemorySearch search = required(agent);
        AgentMemory memory = memory(agent);
        Within within = Within.of(query.corpus(), search, asking);
        if (within.notes()) {
            memory.readFiles(places(agent, search), search, cancellation);
        }
        if (within.talks()) {
            memory.readTalks(search, cancellation);
        }
        follow(agent, search);
        embedLater(agent, memory, search);
        return memory.search(query, within, search, cancellation);
    }

    /** Only where that is worth something: words are looked up in time whenever somebody searches. */
    private void follow(Agent agent, MemorySearch search) {
        if (search.watches() && !agent.equals(followed.put(agent.id(), agent))) {
            Places places = places(agent, search);
            watch.follow(agent.id(), places.directories(), places::concerns);
        }
    }

    /** Somebody has saved a note. */
    private void saved(AgentId id) {
        Agent agent = followed.remove(id);
        MemorySearch search = settings.get().of(id);
        if (agent == null || !search.on()) {
            return;
        }
        try {
            memory(agent).readFiles(places(agent, search), search, stopping);
            follow(agent, search);
            embedLater(agent, memory(agent), search);
        } catch (Fault | CancellationException failed) {
            LOG.debug("what was saved in the memory of {} is looked at when somebody searches", id, failed);
        }
    }

    /** A person who asks does not wait until everything is embedded: what lacks a vector is found by its words. */
    private void embedLater(Agent agent, AgentMemory memory, MemorySearch search) {
        if (memory.lacksVectors(search) && embedding.add(agent.id())) {
            tasks.start("embedding for " + agent.id(), () -> {
                try {
                    memory.embed(search, stopping);
                } finally {
                    embedding.remove(agent.id());
                }
                if (memory.trouble().isEmpty()) {
                    embedLater(agent, memory, search); // What was saved meanwhile started no thread of its own.
                }
            });
        }
    }

    private MemorySearch required(Agent agent) {
        MemorySearch search = settings.get().of(agent.id());
        if (!search.on()) {
            throw new Denied("memory search is switched off for agent " + agent.id() + " (memorySearch.enabled)");
        }
        return search;
    }

    private static Places places(Agent agent, MemorySearch search) {
        return Places.of(agent.workspace(), search.extra());
    }

    @Override
    public Passage read(Agent agent, String path, int from, int lines, Optional<SessionKey> asking) {
        MemorySearch search = required(agent);
        return memory(agent).talk(path, from, lines, Within.of(Corpus.SESSIONS, search, asking))
                .orElseGet(() -> note(agent, search, path, from, lines));
    }

    private static Passage note(Agent agent, MemorySearch search, String path, int from, int lines) {
        Places.Found found = places(agent, search).find(path);
        try {
            return Excerpt.of(found.name(), Places.text(found), from, lines);
        } catch (NoSuchFileException | NotDirectoryException absent) {
            throw new Permanent("there is no file \"" + path + "\" in this memory", absent);
        } catch (IOException e) {
            throw new Permanent("\"" + path + "\" cannot be read: it is reached through a link, or closed to this program (" + e + ")", e);
        }
    }

    @Override
    public Optional<String> embedder(Agent agent) {
        MemorySearch search = settings.get().of(agent.id());
        return search.embedder().isEmpty() ? Optional.empty()
                : Optional.of(embeddings.embedding(search.embedder(), search.embeddingModel()).toString());
    }

    @Override
    public Status status(Agent agent) {
        MemorySearch search = settings.get().of(agent.id());
        AgentMemory memory = memory(agent);
        return new Status(search.on(), index(agent), memory.files(), memory.chunks(), search.on() && memory.behind(places(agent, search), search),
                memory.refused(), memory.vectors(), memory.trouble());
    }

    @Override
    public Status refresh(Agent agent, Cancellation cancellation) {
        MemorySearch search = required(agent);
        memory(agent).readFiles(places(agent, search), search, cancellation);
        if (search.has(MemorySettings.Source.SESSIONS)) {
            memory(agent).readTalks(search, cancellation);
        }
        memory(agent).embed(search, cancellation);
        return status(agent);
    }

    @Override
    public Status rebuild(Agent agent, Cancellation cancellation) {
        required(agent);
        memory(agent).clear();
        return refresh(agent, cancellation);
    }

    private Path index(Agent agent) {
        return home.directory("state/memory").resolve(agent.id() + ".db");
    }

    private synchronized AgentMemory memory(Agent agent) {
        if (closed) {
            throw new Transient("the gateway is stopping", Duration.ofSeconds(5));
        }
        return open.computeIfAbsent(agent.id(), id -> new AgentMemory(id, indexes.open(index(agent), Shelf.FORM, AgentMemory.TABLES), transcripts, embeddings, clock));
    }

    @Override
    @Deactivate
    public void close() {
        stopping.cancel("the gateway is stopping");
        watch.close();
        tasks.close();
        settings.close();
        synchronized (this) {
            closed = true;
            open.values().forEach(AgentMemory::close);
            open.clear();
        }
    }
}
