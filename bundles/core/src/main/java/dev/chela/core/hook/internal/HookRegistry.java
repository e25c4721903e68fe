package dev.chela.core.hook.internal;

import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.guest.Attempt;
import dev.chela.core.guest.Desk;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.hook.Hooks;
import dev.chela.core.hook.HooksConfig;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.Lanes;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whiteboard of hooks. */
@Component(service = Hooks.class, immediate = true)
public final class HookRegistry implements Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(HookRegistry.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int MOST_UNTOLD = 256;

    private final Map<Object, Bound> bound = new ConcurrentHashMap<>();
    private final Line line = new Line();
    private final Guests guests;
    private final Clock clock;
    private final Config.Live<HooksConfig> settings;
    private final Asking asking;
    private final Scope threads = new Scope("chela-hooks");
    private final Lanes<String> news = new Lanes<>(threads);
    private final AtomicInteger untold = new AtomicInteger();
    private final Cancellation never = new CancelSource();
    private volatile Duration drain = DRAIN;

    @Activate
    public HookRegistry(@Reference Guests guests, @Reference Config config, @Reference Clock clock) {
        this.guests = guests;
        this.clock = clock;
        this.settings = config.section("hooks", HooksConfig.class);
        this.asking = new Asking(line, clock, () -> settings.get().timeoutMs());
    }

    @Deactivate
    public void close() {
        drain = Duration.ZERO;
        threads.close();
        settings.close();
    }

    @Reference(service = Hook.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHook(Hook<?> hook, ServiceReference<Hook<?>> reference) {
        var bundle = reference.getBundle();
        add(hook, new Guest(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString()),
                new Place(reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                        (Long) reference.getProperty(Constants.SERVICE_ID), Hook.STOP.equals(reference.getProperty(Hook.ON_FAULT))));
    }

    /** Returns when running calls have left, ten seconds at most: Declarative Services stops the hook's component after this. */
    void unbindHook(Hook<?> hook) {
        remove(hook);
    }

    /**
     * @param ranking higher is asked earlier
     * @param id of the service
     * @param strict whether its fault stops what passes
     */
    public record Place(int ranking, long id, boolean strict) {}

    /** Takes a hook in; one that does not say where it stands is refused with a warning. */
    public void add(Hook<?> hook, Guest guest, Place place) {
        Desk desk = guests.admit(guest);
        Attempt<Bound> taken = desk.here("Hook.at", () -> Bound.of(hook, desk, place));
        taken.ifFailed(failed -> {
            LOG.warn("the hook {} of {} cannot be used: {}", hook.getClass().getName(), guest, failed.said());
            desk.close(Duration.ZERO);
        });
        if (taken instanceof Attempt.Done<Bound> done) {
            bound.put(hook, done.value());
            line.add(done.value());
        }
    }

    public void remove(Hook<?> hook) {
        Bound gone = bound.remove(hook);
        if (gone != null) {
            line.remove(gone);
            if (!gone.desk().close(drain)) {
                LOG.warn("calls of {} did not end in time and were interrupted", gone.told());
            }
        }
    }

    @Override
    public boolean at(Class<? extends Passage> passage) {
        return !line.at(passage).isEmpty();
    }

    @Override
    public <P extends Passage> Outcome<P> pass(P passing, Cancellation cancellation) {
        P now = passing;
        List<String> changedBy = new ArrayList<>();
        for (Bound hook : line.at(passing.getClass())) {
            Outcome<P> outcome = asking.ask(hook, now, cancellation);
            if (!(outcome instanceof Through<P> through)) {
                return outcome;
            }
            now = through.as();
            changedBy.addAll(through.changedBy());
        }
        return new Through<>(now, List.copyOf(changedBy));
    }

    /** Hooks that are too slow for what happens lose news. */
    @Override
    public void tell(Passage happened) {
        if (!at(happened.getClass())) {
            return;
        }
        if (untold.incrementAndGet() > MOST_UNTOLD) {
            untold.decrementAndGet();
            LOG.warn("{} was not told to the hooks there: {} pieces of news wait for them", happened, MOST_UNTOLD);
            return;
        }
        try {
            news.submit("news", () -> {
                untold.decrementAndGet();
                pass(happened, never);
            });
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} is told to nobody: the gateway stops", happened);
        }
    }

    @Override
    public List<Standing> standing() {
        return line.everybody().stream().map(hook -> new Standing(hook.name(), hook.desk().guest().plugin(), hook.desk().guest().version(),
                hook.at().getSimpleName(), hook.place().ranking(), hook.place().strict(), hook.breaker().faults(),
                hook.breaker().rests(clock.now()))).toList();
    }
}
