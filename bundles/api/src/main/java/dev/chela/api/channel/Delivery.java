package dev.chela.api.channel;

import java.time.Duration;
import java.util.List;

/** What became of a delivery. */
public sealed interface Delivery {
    record Sent(List<MessageRef> refs) implements Delivery {}

    record Retry(Duration after) implements Delivery {}

    /** It may have arrived; sending again could double it. */
    record InDoubt(String why) implements Delivery {}

    record Rejected(Refusal kind, String detail) implements Delivery {}
}
