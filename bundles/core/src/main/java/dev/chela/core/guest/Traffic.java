package dev.chela.core.guest;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a generation of a plugin had the host carry for it: bytes over the network, and tokens of what its models were asked and answered.
 * What its own code opens past the host is not in it. Safe on any thread.
 */
public final class Traffic {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder tokens = new LongAdder();

    /**
     * What was carried so far.
     *
     * @param sent bytes of bodies and of WebSocket messages, without what encloses them; also of what did not arrive
     * @param received likewise; of a stream of events what they said
     * @param tokens in and out, as the models' providers count them
     */
    public record Sum(long sent, long received, long tokens) {}

    public void sent(long bytes) {
        sent.add(bytes);
    }

    public void received(long bytes) {
        received.add(bytes);
    }

    public void tokens(long count) {
        tokens.add(count);
    }

    public Sum sum() {
        return new Sum(sent.sum(), received.sum(), tokens.sum());
    }
}
