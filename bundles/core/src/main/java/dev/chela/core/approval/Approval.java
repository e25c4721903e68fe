package dev.chela.core.approval;

import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.PublicFact;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A command that waits for a person's word, or has had it. Times are milliseconds since 1970.
 *
 * @param id short enough to be typed
 * @param call the call of a tool that it is for, the same after a restart
 * @param always whether it may be allowed for good
 * @param resolvedBy who decided; empty as long as nobody did
 * @param resolvedAt when it was decided, expired or was no longer wanted; 0 as long as it waits
 */
public record Approval(
        String id, String call, Order order, boolean always, long createdAt, long expiresAt, State state, String resolvedBy,
        long resolvedAt) {

    /**
     * What is to be run, and for whom.
     *
     * @param binding everything that decides what the command does, as one text; a word for good holds for this alone
     * @param session empty when it is for no conversation
     * @param frozen what the command would run and where, as it stood when a person was asked; empty when nobody looked
     */
    public record Order(String command, String directory, String binding, String agent, String session, String frozen) {
        public Order(String command, String directory, String binding, String agent, String session) {
            this(command, directory, binding, agent, session, "");
        }
    }

    public enum State { PENDING, ALLOWED_ONCE, ALLOWED_ALWAYS, DENIED, EXPIRED, CANCELLED }

    public enum Decision {
        ALLOW_ONCE(State.ALLOWED_ONCE), ALLOW_ALWAYS(State.ALLOWED_ALWAYS), DENY(State.DENIED);

        private final State state;

        Decision(State state) {
            this.state = state;
        }

        public State state() {
            return state;
        }

        /** The protocol's word: {@code allow-once}. */
        public String word() {
            return Approval.word(this);
        }
    }

    public boolean isPending() {
        return state == State.PENDING;
    }

    public boolean isAllowed() {
        return state == State.ALLOWED_ONCE || state == State.ALLOWED_ALWAYS;
    }

    /** What whoever called the tool is told of a word that was no; empty when it was yes. */
    public Optional<String> refusal() {
        return switch (state) {
            case ALLOWED_ONCE, ALLOWED_ALWAYS -> Optional.empty();
            case EXPIRED -> Optional.of("Nobody approved this command in time; it was not run.");
            default -> Optional.of("The person who was asked denied this command; it was not run.");
        };
    }

    public List<Decision> decisions() {
        return always ? List.of(Decision.values()) : List.of(Decision.ALLOW_ONCE, Decision.DENY);
    }

    public Approval in(State now, String by, long at) {
        return new Approval(id, call, order, always, createdAt, expiresAt, now, by, at);
    }

    /** A person is asked, by the commit that this follows; or asked again, after a restart. */
    public record Requested(Approval approval) implements PublicFact {
        @Override
        public Optional<PublicEvent> told() {
            return Optional.of(approval.told(EventType.APPROVAL_REQUESTED));
        }
    }

    /** It is decided, has expired or is no longer wanted, by the commit that this follows. */
    public record Resolved(Approval approval) implements PublicFact {
        @Override
        public Optional<PublicEvent> told() {
            return Optional.of(approval.told(EventType.APPROVAL_RESOLVED));
        }
    }

    private PublicEvent told(EventType type) {
        return PublicEvent.of(type, order.session(), data -> {
            data.put("approvalId", id).put("command", order.command()).put("directory", order.directory()).put("state", word(state))
                    .put("createdAt", createdAt).put("expiresAt", expiresAt);
            if (!isPending()) {
                data.put("resolvedBy", resolvedBy).put("resolvedAt", resolvedAt);
            }
        });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
