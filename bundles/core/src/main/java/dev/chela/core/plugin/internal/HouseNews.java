package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.hook.Passage.Gateway;
import dev.chela.api.hook.Passage.Moment;
import dev.chela.api.hook.Passage.Plugged;
import dev.chela.api.hook.Passage;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.event.EventType;
import dev.chela.core.event.Events;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.hook.Hooks;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.PluginChanged;
import dev.chela.core.plugin.PluginsUp;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.Nightfall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the hooks that the gateway has started or stops, and which plugins come and go meanwhile; and other systems, in a commit, of the
 * start and the stop. What a plugin's coming means to them is in the commit that records it.
 */
@Component(service = HouseNews.class, immediate = true)
public final class HouseNews {
    private static final Logger LOG = LoggerFactory.getLogger(HouseNews.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final BundleContext context;
    private final Hooks hooks;
    private final Ledger ledger;
    private final Clock clock;
    private final List<Registration> listening;

    @Activate
    public HouseNews(BundleContext context, @Reference Hooks hooks, @Reference Ledger ledger, @Reference Events events,
            @Reference Clock clock) {
        this.context = context;
        this.hooks = hooks;
        this.ledger = ledger;
        this.clock = clock;
        listening = List.of(
                events.listen(PluginsUp.class, up -> started()),
                events.listen(PluginChanged.class, changed -> hooks.tell(plugged(changed))),
                Nightfall.at(context, this::stopping));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }

    private void started() {
        keep(EventType.GATEWAY_STARTED);
        hooks.tell(new Gateway(Moment.STARTED));
    }

    /** Nothing is true of it but that it happened: where nobody wants to hear of it, nothing is written. */
    private void keep(EventType type) {
        String version = context.getBundle().getVersion().toString();
        try {
            ledger.commit(Step.named(type.word()).fact(PublicEvent.of(type, data -> data.put("version", version))).build());
        } catch (Fault full) {
            LOG.warn("{} is told to no other system: {}", type.word(), full.getMessage());
        }
    }

    static Passage plugged(PluginChanged changed) {
        return new Plugged(changed.after().or(changed::before).map(Generation::id).orElse(""),
                changed.before().map(Generation::version).orElse(""), changed.after().map(Generation::version).orElse(""));
    }

    /** While every bundle still works: the framework stops none before this returns. */
    private void stopping() {
        keep(EventType.GATEWAY_STOPPING);
        if (hooks.at(Gateway.class)) {
            CancelSource token = new CancelSource();
            try (Registration limit = clock.after(FAREWELL, () -> token.cancel("the gateway stops"))) {
                hooks.pass(new Gateway(Moment.STOPPING), token);
            } catch (CancellationException late) {
                LOG.warn("a hook was not ready with the gateway's stop within {} s, and is left behind", FAREWELL.toSeconds());
            }
        }
    }
}
