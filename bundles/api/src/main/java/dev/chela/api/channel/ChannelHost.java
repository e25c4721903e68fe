package dev.chela.api.channel;

import dev.chela.api.net.Http;
import dev.chela.api.task.TaskScope;
import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/** What the host gives one open account; dead after the account is closed. */
@ProviderType
public interface ChannelHost {
    /** On disk, with the event's cursor, in one commit. DUPLICATE is success. */
    Receipt accept(RawEvent raw);

    /** The last one committed, or {@link Cursor#NONE}. */
    Cursor cursor(String name);

    void report(Health health);

    /** The platform answered just now. Shown as the time of the last proven round trip; cheap, and meant to be called at each of them. */
    void proven();

    /** @throws dev.chela.api.fault.Denied when the field is not one of {@link ChannelInfo#secretFields()} or is not set */
    String secret(String field);

    /** Small values that outlive a swap: resume ids, rate budgets. */
    State state();

    /**
     * What the host keeps of a file that is to be sent. Whoever asks closes it; what is left open is closed with the account.
     *
     * @throws dev.chela.api.fault.Permanent when the host keeps no such file
     */
    InputStream media(MediaRef ref);

    Http http();

    TaskScope tasks();
}
