package dev.chela.core.migration;

import dev.chela.api.channel.Button;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.FixedConfig;
import dev.chela.core.access.internal.PairingBook;
import dev.chela.core.agent.internal.ConfiguredAgents;
import dev.chela.core.agent.internal.DiskWorkspaceFiles;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.config.internal.FileConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.Post;
import dev.chela.core.routing.internal.RoutingConfig;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.LocalSecrets;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.session.Blocks;
import dev.chela.core.session.Entry;
import dev.chela.core.session.ResetConfig;
import dev.chela.core.session.SendPolicy;
import dev.chela.core.session.internal.JsonlTranscripts;
import dev.chela.core.session.internal.SqliteSessions;
import dev.chela.core.store.Step;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteLedger;
import dev.chela.core.turn.internal.HeldClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rooms that an import writes to, real ones on a real disk. */
final class ImportHouse implements AutoCloseable {
    private final InProcessEvents events = new InProcessEvents();
    private final HeldClock clock = new HeldClock();
    final LockedHome home;
    private final SqliteLedger ledger;
    final SqliteSessions sessions;
    final JsonlTranscripts transcripts;
    final FileConfig config;
    final ConfiguredAgents agents;
    final PairingBook pairings;
    final OpenClawImport imports;

    ImportHouse(Path root) {
        home = new LockedHome(root);
        ledger = new SqliteLedger(home, events, LedgerOptions.production());
        sessions = new SqliteSessions(ledger, events, clock, home, new FixedConfig(new SendPolicy(null)));
        transcripts = new JsonlTranscripts(home, events);
        HomeEnvironment environment = new HomeEnvironment(home, Map.of());
        ShapeRedactor redactor = new ShapeRedactor();
        config = new FileConfig(home, environment, new LocalSecrets(home, environment, redactor), redactor, events, clock);
        agents = new ConfiguredAgents(config, home);
        config.section("session", ResetConfig.class);
        config.section("", RoutingConfig.class);
        config.section("channels", ChannelsConfig.class);
        config.judge();
        pairings = new PairingBook(ledger, new Silence(), clock);
        imports = new OpenClawImport(home, ledger, sessions, agents, new DiskWorkspaceFiles(), config, config, config, pairings, clock);
    }

    /** Nobody is told anything by an import. */
    private static final class Silence implements Post {
        @Override
        public void reply(Step.Builder step, RunId run, String origin, String text, List<MediaRef> files) {
            throw new AssertionError("nobody wrote");
        }

        @Override
        public void ask(Step.Builder step, RunId run, String origin, String text, List<Button> buttons) {
            throw new AssertionError("nobody wrote");
        }

        @Override
        public boolean shows(String origin) {
            return false;
        }

        @Override
        public void show(Step.Builder step, RunId run, String origin, String text) {
            throw new AssertionError("nobody wrote");
        }

        @Override
        public void withdraw(Step.Builder step, RunId run, String origin) {
            throw new AssertionError("nobody wrote");
        }

        @Override
        public void queue(Step.Builder step, DeliveryKey key, String channel, String account, Outbound out) {
            throw new AssertionError("nobody wrote");
        }
    }

    void say(SessionKey key, String text) {
        var message = Json.object().put("role", "user");
        message.putArray("content").add(Blocks.text(text));
        sessions.commit(key, "say", "test", (current, step) -> transcripts.append(step, current,
                List.of(Entry.message(UUID.randomUUID().toString(), clock.now(), message))));
    }

    @Override
    public void close() throws IOException {
        agents.close();
        config.close();
        transcripts.close();
        sessions.close();
        ledger.close();
        clock.close();
        home.close();
    }
}
