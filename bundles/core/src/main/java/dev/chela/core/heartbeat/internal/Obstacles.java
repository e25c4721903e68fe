package dev.chela.core.heartbeat.internal;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Runs.Active;
import dev.chela.core.usage.BudgetConfig.Amount;
import dev.chela.core.usage.UsageBook.Counted;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** What speaks against a beat that is due. Each obstacle is told in OpenClaw's words, so that clients know it. */
final class Obstacles {
    static final String QUIET = "quiet-hours";
    static final String BUSY = "requests-in-flight";
    static final String EMPTY = "empty-heartbeat-file";
    static final String BUDGET = "budget";
    static final String UNSEEN = "alerts-disabled";

    private final Rooms rooms;

    Obstacles(Rooms rooms) {
        this.rooms = rooms;
    }

    /** @param session in which it would be */
    Optional<String> inTheWay(Pulse pulse, SessionKey session) {
        AgentId agent = pulse.agent().id();
        if (!pulse.active(rooms.clock().now())) {
            return Optional.of(QUIET);
        }
        if (rooms.runs().all().stream().map(Active::session).anyMatch(at -> at.agent().equals(agent)) || !rooms.runs().waiting(session).isEmpty()) {
            return Optional.of(BUSY);
        }
        return overBudget(pulse).map(why -> BUDGET + ": " + why).or(() -> unheard(rooms.destinations().of(pulse)));
    }

    private Optional<String> unheard(Listener listener) {
        if (listener instanceof Listener.Nobody nobody && nobody.misconfigured()) {
            return Optional.of(nobody.why());
        }
        return rooms.visibility(listener).isNothing() ? Optional.of(UNSEEN) : Optional.empty();
    }

    private Optional<String> overBudget(Pulse pulse) {
        Amount most = pulse.day();
        Counted spent = rooms.rows().spent(pulse.agent().id().value(), today(rooms.clock().now()));
        boolean money = most.money() != null && most.money() > 0 && spent.money().compareTo(BigDecimal.valueOf(most.money())) >= 0;
        boolean tokens = most.tokens() != null && most.tokens() > 0 && spent.tokens() >= most.tokens();
        if (!money && !tokens) {
            return Optional.empty();
        }
        String figure = money ? String.format(Locale.ROOT, "$%.2f of $%.2f", spent.money(), most.money())
                : String.format(Locale.ROOT, "%,d of %,d tokens", spent.tokens(), most.tokens());
        return Optional.of("today's heartbeats of agent \"" + pulse.agent().id() + "\" have spent " + figure
                + "; the next one is tomorrow. To allow more, set " + pulse.key() + ".budget.day");
    }

    /** When the day began. */
    static long today(Instant now) {
        ZoneId zone = ZoneId.systemDefault();
        return LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
