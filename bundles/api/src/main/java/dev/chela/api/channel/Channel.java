package dev.chela.api.channel;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** One open account. Never called twice at once for one lane. */
@ConsumerType
public interface Channel extends AutoCloseable {
    /** A value; a change is announced by {@link ChannelHost#report}. */
    Capabilities capabilities();

    /** Pure: an upgraded bundle re-reads what an older one stored. */
    List<Inbound> parse(RawEvent raw);

    /** Blocks within the host's deadline. The key is the platform's own de-duplication token where it has one. */
    Delivery deliver(Outbound out, DeliveryKey key);

    /** Did it arrive? Empty when this platform cannot tell. */
    Optional<Delivery> recall(Outbound out, DeliveryKey key);

    /** Typing, read: best effort, never stored. May come while something is being delivered; one conversation gets one at a time. */
    void hint(Conversation to, Hint hint);

    /**
     * What a message brought. Blocks within the host's deadline, which includes the reading. The host caps the size and closes it.
     *
     * @throws dev.chela.api.fault.Transient when the platform does not hand it over now, which the host asks again for a few times
     */
    InputStream media(MediaRef ref);

    /** A live check whose answer says what to fix. */
    Probe probe();

    /** No further accept(); deliver() still works. Idempotent. */
    void quiesce();

    /** Nothing of it remains: no thread, socket or timer. */
    @Override
    void close();
}
