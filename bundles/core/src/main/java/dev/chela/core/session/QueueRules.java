package dev.chela.core.session;

import dev.chela.core.config.Config;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Settings.Setting;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** How messages wait: what each says itself, else what its session has settled, else what is configured. Safe on any thread. */
@Component(service = QueueRules.class)
public final class QueueRules {
    private static final String PAGE = "webchat";

    private final Sessions sessions;
    private final Config.Live<QueueConfig> config;

    @Activate
    public QueueRules(@Reference Sessions sessions, @Reference Config config) {
        this.sessions = sessions;
        this.config = config.section("messages", QueueConfig.class);
    }

    @Deactivate
    public void close() {
        config.close();
    }

    public QueueRule rule(Input input) {
        Queue own = input.said().manner().queue();
        QueueRule settled = rule(sessions.open(input.said().session()), channel(input));
        return own == Queue.USUAL ? settled : new QueueRule(own, settled.debounce(), settled.cap(), settled.drop());
    }

    /** @param channel empty for that of the session's last message */
    public QueueRule rule(Session session, String channel) {
        String over = channel.isEmpty() ? ReturnAddress.read(session.address()).map(ReturnAddress::channel).orElse(PAGE) : channel;
        return settled(session.settings(), config.get().rule(over));
    }

    /** How long a message waits for more of the same person in the same place; zero where none are awaited. */
    public Duration quiet(Input input) {
        return ReturnAddress.read(input.origin()).map(from -> config.get().inbound().quiet(from.channel())).orElse(Duration.ZERO);
    }

    private static String channel(Input input) {
        return ReturnAddress.read(input.origin()).map(ReturnAddress::channel).orElse(PAGE);
    }

    private static QueueRule settled(Settings own, QueueRule configured) {
        return new QueueRule(
                word(own, Setting.QUEUE_MODE).map(Queue::valueOf).orElse(configured.mode()),
                word(own, Setting.QUEUE_DEBOUNCE).map(ms -> Duration.ofMillis(Long.parseLong(ms))).orElse(configured.debounce()),
                word(own, Setting.QUEUE_CAP).map(Integer::valueOf).orElse(configured.cap()),
                word(own, Setting.QUEUE_DROP).map(QueueRule.Drop::valueOf).orElse(configured.drop()));
    }

    private static Optional<String> word(Settings own, Setting setting) {
        return Optional.of(own.get(setting)).filter(value -> !value.isEmpty()).map(value -> value.toUpperCase(Locale.ROOT));
    }
}
