package dev.chela.httpapi.internal.metrics;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.api.rpc.Connections;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.eventwebhook.EventWebhooks;
import dev.chela.core.eventwebhook.EventWebhooks.Standing;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.guest.Guests.Account;
import dev.chela.core.guest.Traffic;
import dev.chela.core.inbox.Intake;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.LedgerLoad;
import dev.chela.core.turn.Turns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /metrics}. Counters count from when this component began; what is a gauge is measured when asked for. */
@Component(service = HttpEndpoint.class)
public final class Metrics implements HttpEndpoint {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** The rooms that are measured when somebody asks. */
    private record Rooms(Intake intake, Outbox outbox, Runs runs, Sessions sessions, Ledger ledger, Connections connections,
            EventWebhooks webhooks, Guests guests) {}

    private final Rooms rooms;
    private final AtomicLongArray ended = new AtomicLongArray(Runs.State.values().length);
    private final LongAdder input = new LongAdder();
    private final LongAdder output = new LongAdder();
    private final List<Registration> listening;

    @Activate
    public Metrics(
            @Reference Intake intake, @Reference Outbox outbox, @Reference Runs runs, @Reference Sessions sessions,
            @Reference Ledger ledger, @Reference Connections connections, @Reference EventWebhooks webhooks, @Reference Guests guests,
            @Reference Events events) {
        rooms = new Rooms(intake, outbox, runs, sessions, ledger, connections, webhooks, guests);
        listening = List.of(
                events.listen(Turns.Ended.class, end -> ended.incrementAndGet(end.settled().state().ordinal())),
                events.listen(AgentEvent.Spent.class, spent -> {
                    input.add(spent.inputTokens());
                    output.add(spent.outputTokens());
                }));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }

    @Override
    public Route route() {
        return new Route(Set.of("GET"), "/metrics", Access.GATEWAY_TOKEN, 0, Duration.ofSeconds(10));
    }

    @Override
    public Reply handle(Request request) {
        Exposition text = new Exposition();
        runs(text);
        queues(text);
        webhooks(text);
        plugins(text);
        machine(text);
        return new Reply.Full(200, Map.of("Content-Type", TYPE, "Cache-Control", "no-store"),
                text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void runs(Exposition text) {
        text.gauge("chela_connections", "Clients connected by WebSocket.", rooms.connections().list().size());
        text.gauge("chela_sessions", "Sessions that exist.", rooms.sessions().count());
        text.gauge("chela_runs_active", "Runs that hold their session now.", rooms.runs().all().size());
        text.family("chela_runs_total", "counter", "Runs that ended.");
        for (Runs.State state : List.of(Runs.State.OK, Runs.State.ERROR, Runs.State.ABORTED)) {
            text.sample("chela_runs_total", "state=\"" + state.name().toLowerCase(java.util.Locale.ROOT) + '"', ended.get(state.ordinal()));
        }
        text.family("chela_tokens_total", "counter", "Tokens that models counted.")
                .sample("chela_tokens_total", "direction=\"input\"", input.sum())
                .sample("chela_tokens_total", "direction=\"output\"", output.sum());
    }

    private void queues(Exposition text) {
        LedgerLoad ledger = rooms.ledger().load();
        text.family("chela_queue_depth", "gauge", "What waits to be worked on.")
                .sample("chela_queue_depth", "queue=\"inbox\"", rooms.intake().waiting())
                .sample("chela_queue_depth", "queue=\"outbox\"", rooms.outbox().waiting())
                .sample("chela_queue_depth", "queue=\"ledger\"", ledger.waiting());
        text.counter("chela_ledger_commits_total", "Steps committed to disk.", ledger.commits());
        text.counter("chela_ledger_batches_total", "Transactions that the steps went into.", ledger.batches());
        text.gauge("chela_ledger_last_sync_seconds", "How long the newest transaction took to reach the disk.", ledger.lastSyncNanos() / 1e9);
        text.gauge("chela_ledger_full", "1 while the disk is full and commits are refused.", ledger.full() ? 1 : 0);
    }

    private void webhooks(Exposition text) {
        List<Standing> endpoints = rooms.webhooks().endpoints();
        if (endpoints.isEmpty()) {
            return;
        }
        family(text, "chela_webhook_pending", "gauge", "Events that wait for an endpoint, dead letters included.", endpoints, Standing::pending);
        family(text, "chela_webhook_dead_letters", "gauge", "Events that an endpoint did not take.", endpoints, Standing::dead);
        family(text, "chela_webhook_lost_total", "counter", "Events for which an endpoint's queue had no room.", endpoints, Standing::lost);
        family(text, "chela_webhook_failing", "gauge", "1 while an endpoint's last attempt failed.", endpoints, each -> each.fault().isEmpty() ? 0 : 1);
    }

    private static void family(Exposition text, String name, String type, String help, List<Standing> endpoints, ToLongFunction<Standing> value) {
        text.family(name, type, help);
        endpoints.forEach(each -> text.sample(name, "endpoint=\"" + label(each.name()) + '"', value.applyAsLong(each)));
    }

    /** Of the generations that are there now, since each started. */
    private void plugins(Exposition text) {
        Map<String, List<Account>> plugins = rooms.guests().accounts().stream()
                .collect(Collectors.groupingBy(account -> labels(account.guest()), TreeMap::new, Collectors.toList()));
        plugins(text, "chela_plugin_calls_total", "counter", "Calls into a plugin.", plugins, Account::calls);
        plugins(text, "chela_plugin_faults_total", "counter", "Mistakes of a plugin, and calls that took too long.", plugins, Account::faults);
        plugins(text, "chela_plugin_seconds_total", "counter", "How long calls were in a plugin.", plugins, account -> account.effort().inside().toMillis() / 1e3);
        plugins(text, "chela_plugin_cpu_seconds_total", "counter", "Processor time of the threads that called a plugin, within it.", plugins, account -> account.effort().processor().toNanos() / 1e9);
        plugins(text, "chela_plugin_allocated_bytes_total", "counter", "What they allocated there.", plugins, account -> account.effort().allocated());
        traffic(text, "chela_plugin_sent_bytes_total", "Bytes of bodies and messages that a plugin sent over the network.", plugins, Traffic.Sum::sent);
        traffic(text, "chela_plugin_received_bytes_total", "Bytes of bodies and messages that it received.", plugins, Traffic.Sum::received);
        traffic(text, "chela_plugin_tokens_total", "Tokens of its models' questions and answers.", plugins, Traffic.Sum::tokens);
        plugins(text, "chela_plugin_running", "gauge", "Calls that are in a plugin now.", plugins, Account::running);
    }

    private void traffic(Exposition text, String name, String help, Map<String, List<Account>> plugins, ToLongFunction<Traffic.Sum> value) {
        text.family(name, "counter", help);
        plugins.forEach((labels, accounts) -> text.sample(name, labels, value.applyAsLong(rooms.guests().traffic(accounts.get(0).guest()).sum())));
    }

    private static void plugins(Exposition text, String name, String type, String help, Map<String, List<Account>> plugins, ToDoubleFunction<Account> value) {
        text.family(name, type, help);
        plugins.forEach((labels, accounts) -> text.sample(name, labels, accounts.stream().mapToDouble(value).sum()));
    }

    /** Two builds of one version are one series: there is one line for each set of labels. */
    private static String labels(Guest guest) {
        return "plugin=\"" + label(guest.plugin()) + "\",version=\"" + label(guest.version()) + '"';
    }

    private static String label(String text) {
        return text.replaceAll("[\\\\\"\n]", "_");
    }

    private static void machine(Exposition text) {
        Runtime runtime = Runtime.getRuntime();
        text.family("jvm_memory_used_bytes", "gauge", "Memory in use.")
                .sample("jvm_memory_used_bytes", "area=\"heap\"", runtime.totalMemory() - runtime.freeMemory());
        text.family("jvm_memory_committed_bytes", "gauge", "Memory taken from the system.")
                .sample("jvm_memory_committed_bytes", "area=\"heap\"", runtime.totalMemory());
        text.family("jvm_memory_max_bytes", "gauge", "Memory that may be taken at most.")
                .sample("jvm_memory_max_bytes", "area=\"heap\"", runtime.maxMemory());
    }
}
