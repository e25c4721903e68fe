package dev.chela.core.eventwebhook.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.event.EventType;
import dev.chela.core.event.Events;
import dev.chela.core.eventwebhook.EventWebhooks;
import dev.chela.core.eventwebhook.EventWebhooksConfig.Endpoint;
import dev.chela.core.eventwebhook.EventWebhooksConfig;
import dev.chela.core.eventwebhook.internal.DeliveryRows.Tally;
import dev.chela.core.guest.Arrivals;
import dev.chela.core.secret.Redactor;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step.Change;
import dev.chela.core.store.Step;
import dev.chela.core.task.Scope;
import java.net.URI;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that what was taken down is POSTed, and answers those who ask about it. Where no endpoint is configured it does nothing. */
@Component(immediate = true)
public final class EventWebhookDesk implements EventWebhooks {
    private static final Logger LOG = LoggerFactory.getLogger(EventWebhookDesk.class);

    private final Ledger ledger;
    private final Clock clock;
    private final Sender sender;
    private final DeliveryRows rows;
    private final Scope scope = new Scope("chela-webhooks");
    private final Dispatch dispatch;
    private final Retention retention;
    private final Config.Live<EventWebhooksConfig> config;
    private final ConfigNews news;
    private final List<Registration> listening;

    @Activate
    public EventWebhookDesk(@Reference Ledger ledger, @Reference Config config, @Reference Events events, @Reference Clock clock,
            @Reference Http http, @Reference Redactor redactor) {
        this(ledger, config, events, clock, http, redactor, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param dice from 0 to 1, for what is to be irregular */
    EventWebhookDesk(Ledger ledger, Config config, Events events, Clock clock, Http http, Redactor redactor, DoubleSupplier dice) {
        this.ledger = ledger;
        this.clock = clock;
        this.sender = new Sender(http, redactor, clock);
        this.rows = new DeliveryRows(ledger);
        this.config = config.section("webhooks", EventWebhooksConfig.class);
        this.retention = new Retention(ledger, rows, clock, scope, this.config::get);
        this.dispatch = new Dispatch(rows, new Courier(ledger, rows, sender, clock, dice), clock, scope);
        this.news = new ConfigNews(ledger, rows, config, () -> configured().values().stream().anyMatch(each -> Boolean.TRUE.equals(each.enabled())));
        this.listening = List.of(
                events.listen(Recorder.Queued.class, queued -> dispatch.wake(queued.endpoint(), queued.stream())),
                events.listen(ConfigChanged.class, changed -> news.changed(changed.changedPaths())));
        this.config.onChange(now -> changed());
        serve().forEach(dispatch::wakeAll);
    }

    @Deactivate
    public void close() {
        listening.forEach(Registration::close);
        config.close();
        retention.close();
        dispatch.close();
        scope.close();
    }

    private Map<String, Endpoint> configured() {
        return Objects.requireNonNull(config.get().endpoints());
    }

    /** @return the endpoints that are new, or that have other settings than before */
    private synchronized Set<String> serve() {
        retention.begin();
        return dispatch.serve(configured());
    }

    /** Whoever changed an endpoint's settings has perhaps repaired it. Not on the thread that reloads: that must not wait for a disk. */
    private void changed() {
        Set<String> endpoints = serve();
        if (endpoints.isEmpty()) {
            return;
        }
        start("webhook settings", () -> endpoints.forEach(name -> {
            commit("webhook-hurry", List.of(DeliveryRows.hurry(name)));
            dispatch.wakeAll(name);
        }));
    }

    private void start(String what, Runnable work) {
        try {
            scope.start(what, work);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("{} is done after the next start", what, stopping);
        }
    }

    /** Every section of the configuration has been claimed by now: it is known whether the file is the one in force. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindArrivals(Arrivals arrivals) {
        start("webhook configuration", news::compare);
    }

    void unbindArrivals(Arrivals arrivals) {
        LOG.debug("the plugins were here: nothing is to be compared any more");
    }

    @Override
    public List<Standing> endpoints() {
        Map<String, Endpoint> endpoints = configured();
        List<Tally> tallies = rows.tallies();
        Set<String> known = new HashSet<>(tallies.stream().map(Tally::endpoint).toList());
        Stream<Tally> fresh = endpoints.keySet().stream().filter(name -> !known.contains(name)).map(Tally::none);
        return Stream.concat(tallies.stream().filter(each -> endpoints.containsKey(each.endpoint()) || each.pending() > 0), fresh)
                .map(each -> standing(each, Optional.ofNullable(endpoints.get(each.endpoint()))))
                .sorted(Comparator.comparing(Standing::name)).toList();
    }

    private static Standing standing(Tally tally, Optional<Endpoint> endpoint) {
        return new Standing(tally.endpoint(), endpoint.map(each -> shown(URI.create(Objects.requireNonNull(each.url())))).orElse(""),
                endpoint.isPresent(), endpoint.map(each -> Objects.requireNonNull(each.enabled())).orElse(false),
                endpoint.map(each -> Objects.requireNonNull(each.events())).orElse(List.of()),
                tally.pending(), tally.dead(), tally.lost(), tally.deliveredAt(), tally.fault(), tally.faultAt());
    }

    /** A path can be a credential as much as a query: that of Slack's webhooks is. */
    private static String shown(URI address) {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    @Override
    public List<DeadLetter> deadLetters(String endpoint, int most) {
        if (!endpoint.isEmpty()) {
            checkKnown(endpoint);
        }
        return rows.letters(endpoint, most);
    }

    @Override
    public int replay(String endpoint, Selection which) {
        return each(endpoint, which, "webhook-replay", event -> DeliveryRows.again(endpoint, event));
    }

    @Override
    public int skip(String endpoint, Selection which) {
        long now = clock.now().toEpochMilli();
        return each(endpoint, which, "webhook-skip", event -> DeliveryRows.skipped(endpoint, event, now));
    }

    private int each(String endpoint, Selection which, String name, Function<String, List<Change>> change) {
        checkKnown(endpoint);
        int count = 0;
        Set<String> streams = new HashSet<>();
        for (String event : events(endpoint, which)) {
            Optional<DeliveryRows.Due> due = rows.find(endpoint, event);
            if (due.isPresent() && commit(name, change.apply(event)) == Outcome.APPLIED) {
                count++;
                streams.add(due.get().event().stream());
            }
        }
        if (count == 0 && which instanceof Selection.One one) {
            throw new Permanent("webhook " + endpoint + " has no such event, or it is in no state for this: " + one.id()
                    + "; `chela webhooks dead` lists the dead letters");
        }
        streams.forEach(stream -> dispatch.hurry(endpoint, stream));
        return count;
    }

    private List<String> events(String endpoint, Selection which) {
        if (which instanceof Selection.One one) {
            return List.of(one.id());
        }
        return which instanceof Selection.Since since ? rows.since(endpoint, since.at()) : rows.dead(endpoint);
    }

    private void checkKnown(String endpoint) {
        if (!configured().containsKey(endpoint) && rows.tallies().stream().noneMatch(each -> each.endpoint().equals(endpoint))) {
            throw unknown(endpoint);
        }
    }

    private Permanent unknown(String endpoint) {
        return new Permanent("there is no webhook '" + endpoint + "'; webhooks.endpoints names: " + String.join(", ", configured().keySet()));
    }

    @Override
    public Tried test(String name) {
        Endpoint endpoint = Optional.ofNullable(configured().get(name)).orElseThrow(() -> unknown(name));
        Happening test = new Happening(Recorder.id(), EventType.WEBHOOK_TEST.word(), "", clock.now().toEpochMilli(), "{}");
        Attempt attempt = sender.post(endpoint, test.id(), test.body(0));
        return new Tried(test.id(), attempt.status(), attempt.fault());
    }

    private Outcome commit(String name, List<Change> changes) {
        Step.Builder step = Step.named(name);
        changes.forEach(step::change);
        return ledger.commit(step.build());
    }
}
