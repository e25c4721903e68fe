package dev.chela.core.eventwebhook.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.PublicFact;
import dev.chela.core.eventwebhook.EventWebhooksConfig;
import dev.chela.core.secret.Redactor;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import dev.chela.core.store.Witness;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Takes down what endpoints are to be told of, in the commit in which it became true. Where there is no endpoint it looks at nothing. */
@Component
public final class Recorder implements Witness {
    private final Content content;
    private final Clock clock;
    private final Config.Live<EventWebhooksConfig> config;
    private volatile List<Subscription> subscriptions = List.of();

    @Activate
    public Recorder(@Reference Config config, @Reference Redactor redactor, @Reference Clock clock) {
        this.content = new Content(redactor);
        this.clock = clock;
        this.config = config.section("webhooks", EventWebhooksConfig.class);
        this.config.onChange(now -> subscribe());
        subscribe();
    }

    @Deactivate
    public void close() {
        config.close();
    }

    /** Something waits for an endpoint, by the commit that this follows. */
    record Queued(String endpoint, String stream) {}

    /** Asks for what is in force rather than be told: of two at once the last to ask knows the newest. */
    private synchronized void subscribe() {
        subscriptions = Objects.requireNonNull(config.get().endpoints()).entrySet().stream()
                .filter(each -> Objects.requireNonNull(each.getValue().enabled()))
                .map(each -> Subscription.of(each.getKey(), each.getValue())).toList();
    }

    @Override
    public String room() {
        return "eventwebhook";
    }

    @Override
    public List<List<String>> tables() {
        return DeliveryRows.TABLES;
    }

    @Override
    public Step seen(Step step) {
        List<Subscription> wanting = subscriptions;
        if (wanting.isEmpty()) {
            return step;
        }
        List<Change> changes = new ArrayList<>();
        Set<Object> queued = new LinkedHashSet<>();
        for (Object fact : step.facts()) {
            if (fact instanceof PublicFact known) {
                known.told().ifPresent(event -> record(event, wanting, changes, queued));
            }
        }
        return changes.isEmpty() ? step : step.and(changes, List.copyOf(queued));
    }

    private void record(PublicEvent event, List<Subscription> wanting, List<Change> changes, Set<Object> queued) {
        List<String> endpoints = wanting.stream().filter(each -> each.wants(event)).map(Subscription::endpoint).toList();
        if (endpoints.isEmpty()) {
            return;
        }
        Happening happening = new Happening(id(), event.type().word(), event.session().map(SessionKey::value).orElse(""),
                clock.now().toEpochMilli(), content.written(event.written()));
        changes.add(DeliveryRows.insert(happening));
        int most = Objects.requireNonNull(config.get().maxPending());
        endpoints.forEach(endpoint -> {
            changes.addAll(DeliveryRows.queue(endpoint, happening, most));
            queued.add(new Queued(endpoint, happening.stream()));
        });
    }

    static String id() {
        return "evt_" + UUID.randomUUID().toString().replace("-", "");
    }
}
