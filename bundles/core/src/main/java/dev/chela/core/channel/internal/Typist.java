package dev.chela.core.channel.internal;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Hint;
import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.AgentEvent.Phase;
import dev.chela.api.id.RunId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.channel.internal.TypingConfig.Mode;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.outbox.Silence;
import dev.chela.core.task.Lanes;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows on platforms that can that an answer is being written, for as long as a run gives a sign of life. */
@Component(service = Typist.class, immediate = true)
public final class Typist {
    private static final Logger LOG = LoggerFactory.getLogger(Typist.class);
    private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(2);
    private static final Set<Phase> ENDS = Set.of(Phase.END, Phase.ERROR, Phase.ABORTED);

    private record Place(String channel, String account, Conversation conversation) {}

    private final Carrier carrier;
    private final Clock clock;
    private final Config.Live<TypingConfig> config;
    private final Scope threads = new Scope("chela-typist");
    private final Lanes<Place> lanes = new Lanes<>(threads);
    private final Map<RunId, Typing> runs = new ConcurrentHashMap<>();
    private final List<Registration> listening;

    @Activate
    public Typist(@Reference Carrier carrier, @Reference Events events, @Reference Config config, @Reference Clock clock) {
        this.carrier = carrier;
        this.clock = clock;
        this.config = config.section("", TypingConfig.class);
        listening = List.of(events.listen(Carrier.Awaited.class, this::begin), events.listen(AgentEvent.class, this::follow));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
        runs.values().forEach(Typing::end);
        runs.clear();
        threads.close();
        config.close();
    }

    private void begin(Carrier.Awaited awaited) {
        ReturnAddress.read(awaited.origin()).filter(to -> carrier.capabilities(to.channel(), to.account()).typing()).ifPresent(to -> {
            Mode mode = config.get().mode(awaited.session().agent().value(), to);
            if (mode != Mode.NEVER) {
                Typing typing = new Typing(new Place(to.channel(), to.account(), to.conversation()), mode);
                Optional.ofNullable(runs.put(awaited.run(), typing)).ifPresent(Typing::end);
                typing.seen(Mode.INSTANT);
            }
        });
    }

    private void follow(AgentEvent event) {
        Typing typing = runs.get(event.run().id());
        if (typing == null) {
            return;
        }
        if (event instanceof AgentEvent.Lifecycle lifecycle && ENDS.contains(lifecycle.phase())) {
            runs.remove(event.run().id(), typing);
            typing.end();
        } else if (event instanceof AgentEvent.Thinking) {
            typing.seen(Mode.THINKING);
        } else if (event instanceof AgentEvent.AssistantText said && !Silence.mayBegin(said.text())) {
            typing.seen(Mode.MESSAGE);
        } else {
            typing.alive();
        }
    }

    private void show(Place place, Hint hint) {
        try {
            lanes.submit(place, () -> carrier.hint(place.channel(), place.account(), place.conversation(), hint));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{} is not told any more: {}", place.channel(), stopped.getMessage());
        }
    }

    /** What is shown of one run. */
    private final class Typing {
        private final Place place;
        private final Mode from;
        private Instant life = clock.now();
        private Optional<Registration> again = Optional.empty();
        private boolean over;

        Typing(Place place, Mode from) {
            this.place = place;
            this.from = from;
        }

        synchronized void alive() {
            life = clock.now();
        }

        /** A word is more than a thought, and a thought more than a beginning. */
        synchronized void seen(Mode sign) {
            alive();
            if (!over && again.isEmpty() && sign.ordinal() >= from.ordinal()) {
                tick();
            }
        }

        private synchronized void tick() {
            if (!over && clock.now().isBefore(life.plus(SIGN_OF_LIFE))) {
                show(place, Hint.TYPING);
                again = Optional.of(clock.after(config.get().interval(), this::tick));
            }
        }

        synchronized void end() {
            boolean shown = again.isPresent() && !over;
            over = true;
            again.ifPresent(Registration::close);
            if (shown) {
                show(place, Hint.IDLE);
            }
        }
    }
}
