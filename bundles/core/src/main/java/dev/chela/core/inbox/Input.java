package dev.chela.core.inbox;

import dev.chela.api.fault.Defect;

/**
 * Something that starts a turn.
 *
 * @param id unique over all sources; the run that it starts has the same id
 * @param source {@code chat}, {@code agent}, {@code channel:telegram}, {@link Intake#WEBHOOK}, …
 * @param account the account of the source; empty when it has none
 * @param eventId the source's own id of it: the idempotency key
 * @param origin what a reply needs to find its way back, opaque to everybody but the outbox; empty when replies go nowhere
 * @param receivedAt milliseconds since 1970
 */
public record Input(String id, String source, String account, String eventId, What what, String origin, long receivedAt) {
    /** @throws Defect when it is still raw */
    public Said said() {
        if (what instanceof Said said) {
            return said;
        }
        throw new Defect("input " + id + " has not been understood yet");
    }

    /** What came in. */
    public sealed interface What permits Said, Raw {}

    /** As a platform sent it. Events of one lane are understood in order. */
    public record Raw(String lane, String contentType, byte[] body) implements What {}
}
