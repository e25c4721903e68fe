package dev.chela.core.schedule.internal;

import dev.chela.api.fault.Permanent;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a job's result goes.
 *
 * @param primary where the result itself goes
 * @param failure where it is told that the job fails, when it says so
 * @param completion an address that gets the log's entry beside it; empty for none
 */
record Delivery(Route primary, Optional<Route> failure, String completion) {
    static final Delivery NONE = new Delivery(Route.NOWHERE, Optional.empty(), "");

    enum Mode { NONE, ANNOUNCE, WEBHOOK }

    /**
     * One place.
     *
     * @param channel {@code last} for wherever somebody last wrote from
     * @param to a target on the channel, or an address; empty for wherever somebody last wrote from
     */
    record Route(Mode mode, String channel, String to, String account, String thread) {
        static final Route NOWHERE = new Route(Mode.NONE, "last", "", "", "");

        static Route read(Fields route, String otherwise) {
            Mode mode = Mode.valueOf(route.word("mode", otherwise, List.of("none", "announce", "webhook")).toUpperCase(Locale.ROOT));
            String to = route.text("to").orElse("");
            if (mode == Mode.WEBHOOK) {
                checkAddress(to, route.at() + "/to");
            }
            return new Route(mode, route.text("channel").orElse("last"), to, route.text("accountId").orElse(""),
                    route.text("threadId").orElse(""));
        }
    }

    private static void checkAddress(String to, String at) {
        URI uri;
        try {
            uri = URI.create(to);
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("at " + at + ": is no address: " + malformed.getMessage(), malformed);
        }
        if (!List.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new Permanent("at " + at + ": must be an http or https address without a password in it");
        }
    }

    static Delivery read(Fields delivery) {
        delivery.only(Set.of("mode", "channel", "to", "accountId", "threadId", "bestEffort", "failureDestination", "completionDestination"), Map.of());
        Optional<Route> failure = delivery.has("failureDestination")
                ? Optional.of(Route.read(delivery.object("failureDestination")
                        .only(Set.of("mode", "channel", "to", "accountId"), Map.of()), "announce"))
                : Optional.empty();
        String completion = "";
        if (delivery.has("completionDestination")) {
            Fields to = delivery.object("completionDestination").only(Set.of("mode", "to"), Map.of());
            completion = to.required("to");
            checkAddress(completion, to.at() + "/to");
        }
        return new Delivery(Route.read(delivery, "none"), failure, completion);
    }
}
