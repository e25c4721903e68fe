package dev.chela.api.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/** A program that the host runs. Output is kept bounded: its head and its tail survive, what was between is counted. */
@ProviderType
public interface Child {
    String id();

    String command();

    long pid();

    Instant startedAt();

    /** Waits for the end. @return whether it ended in time */
    boolean await(Duration atMost) throws InterruptedException;

    /** Empty while it runs; 128 plus the signal's number when a signal ended it. */
    OptionalInt exitCode();

    /** Whether its own time limit ended it. */
    boolean timedOut();

    /** Standard output and error, interleaved as they came. */
    Output output();

    /** What came since the last call of this method. */
    String drain();

    /** Keeps it running and listed after the call that started it ends. */
    void toBackground();

    /** Writes to its standard input. @param end whether to close it then */
    void write(byte[] bytes, boolean end);

    /** Ends its whole process group: first politely, after two seconds by force. Returns when it is gone. */
    void kill();

    /** Takes it out of the list, after ending it. */
    void remove();

    /** @param dropped how many bytes between head and tail were not kept */
    record Output(String head, String tail, long dropped) {
        public String text() {
            return dropped == 0 ? head + tail : head + "\n… " + dropped + " bytes left out …\n" + tail;
        }
    }
}
