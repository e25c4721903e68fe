package dev.chela.gateway.internal.auth;

import dev.chela.api.task.Clock;
import dev.chela.gateway.LoginTickets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tickets that were issued and not yet used, by their hashes. */
@Component(service = {LoginTickets.class, Tickets.class})
public final class Tickets implements LoginTickets {
    private static final Duration VALID = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Instant> open = new ConcurrentHashMap<>();

    @Activate
    public Tickets(@Reference Clock clock) {
        this.clock = clock;
    }

    @Override
    public String issue() {
        Instant now = clock.now();
        open.values().removeIf(now::isAfter);
        String code = Hashes.randomCode();
        open.put(Hashes.hex(code), now.plus(VALID));
        return code;
    }

    /** Uses the ticket up. */
    public boolean redeem(String code) {
        Instant end = open.remove(Hashes.hex(code));
        return end != null && !clock.now().isAfter(end);
    }
}
