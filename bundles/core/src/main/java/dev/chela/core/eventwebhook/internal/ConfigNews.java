package dev.chela.core.eventwebhook.internal;

import dev.chela.api.fault.Fault;
import dev.chela.core.config.Config;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a fact of each change of the configuration. The file changes outside of any commit: so the commit that tells of it keeps which one
 * was told, and what changed while nobody could commit is found by that, after the next start.
 */
final class ConfigNews {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigNews.class);

    private final Ledger ledger;
    private final DeliveryRows rows;
    private final Config config;
    private final BooleanSupplier wanted;

    /** @param wanted whether there is anybody to be told of anything: else nothing is looked at and nothing is kept */
    ConfigNews(Ledger ledger, DeliveryRows rows, Config config, BooleanSupplier wanted) {
        this.ledger = ledger;
        this.rows = rows;
        this.config = config;
        this.wanted = wanted;
    }

    /** @param paths that differ */
    synchronized void changed(List<String> paths) {
        if (wanted.getAsBoolean()) {
            commit(step(config.current().hash()).fact(PublicEvent.of(EventType.CONFIG_CHANGED, data -> data.set("paths", Json.tree(paths)))));
        }
    }

    /** What changed since the last commit of this kind is told as one change, of which nobody knows what it was. */
    synchronized void compare() {
        if (!wanted.getAsBoolean() || !config.current().valid()) {
            return;
        }
        String now = config.current().hash();
        Optional<String> told = rows.configuration();
        if (told.isEmpty()) {
            commit(step(now));
        } else if (!told.get().equals(now)) {
            changed(List.of());
        }
    }

    private static Step.Builder step(String hash) {
        return Step.named("webhook-config").change(DeliveryRows.configuration(hash));
    }

    private void commit(Step.Builder step) {
        try {
            ledger.commit(step.build());
        } catch (Fault later) {
            LOG.warn("that the configuration changed is told after the next start: {}", later.getMessage());
        }
    }
}
