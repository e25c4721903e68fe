package dev.chela.rpc.config;

import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.event.Events;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code config.changed}: no values, so that whoever may read it may not therefore read the configuration. */
@Component(service = ConfigRelay.class, immediate = true)
public final class ConfigRelay {
    private final Registration listening;

    @Activate
    public ConfigRelay(@Reference Events events, @Reference Broadcaster clients, @Reference Clock clock) {
        listening = events.listen(ConfigChanged.class, changed -> clients.send(new Push("config.changed",
                Map.of("path", changed.path(), "hash", changed.hash(), "ts", clock.now().toEpochMilli()),
                Audience.READERS, new Slow.Keep())));
    }

    @Deactivate
    public void stop() {
        listening.close();
    }
}
