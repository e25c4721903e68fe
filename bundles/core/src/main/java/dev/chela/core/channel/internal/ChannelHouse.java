package dev.chela.core.channel.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Delivery;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.Parcel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The channels that are here: none yet, so that nothing is ready and everything waits. */
@Component
public final class ChannelHouse implements Carrier {
    private static final Capabilities CAUTIOUS =
            new Capabilities(1_000, Capabilities.Unit.BYTES, "plain", Duration.ZERO, Set.of("Post"), false);

    @Activate
    public ChannelHouse() {}

    @Override
    public boolean ready(String channel, String account) {
        return false;
    }

    @Override
    public Delivery deliver(Parcel parcel) {
        return new Delivery.Retry(Duration.ofMinutes(1));
    }

    @Override
    public Optional<Delivery> recall(Parcel parcel) {
        return Optional.empty();
    }

    @Override
    public Capabilities capabilities(String channel, String account) {
        return CAUTIOUS;
    }
}
