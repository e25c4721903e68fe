package dev.chela.api.grant;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The power to send messages to people over channels, besides answering them. What is sent is kept on disk first, and once for each
 * call, however often that is run.
 */
@ProviderType
public interface Messages {
    /**
     * Whom a target means.
     *
     * @throws dev.chela.api.fault.Permanent when there is no such channel, account or person, or several are meant; it says which there are
     * @throws dev.chela.api.fault.Denied when policy keeps this conversation from writing there
     */
    Place find(Target target);

    /**
     * Does something there, and waits a little until the platform has taken it. Faults as {@link #find}.
     *
     * @throws dev.chela.api.fault.Permanent also when the channel cannot do this
     */
    Done act(Target target, Action action) throws InterruptedException;

    /**
     * @param to the platform's id of a person, {@code group:ID} or {@code channel:ID}, or a name as it is known here; empty for where the
     *     conversation's last message came from
     * @param channel empty for the one that is meant by the rest
     * @param account empty for the channel's first
     * @param thread empty for none
     */
    record Target(String channel, String account, String to, String thread) {}

    /** @param can of {@code Post}, {@code Edit}, {@code Delete}, {@code React}, {@code Poll}, {@code Files} */
    record Place(String channel, String account, String id, String name, Set<String> can) {
        public Place {
            can = Set.copyOf(can);
        }
    }

    /** Message ids are the platform's. */
    sealed interface Action {
        /**
         * @param replyTo empty for no answer to anything; {@link #ANSWERED} for the message that this turn answers
         * @param files what goes with it, {@link #MOST_FILES} at most; the text may be empty then
         */
        record Send(String text, String replyTo, List<Enclosure> files) implements Action {
            public static final String ANSWERED = "*";
            public static final int MOST_FILES = 10;

            public Send {
                files = List.copyOf(files);
            }

            public Send(String text, String replyTo) {
                this(text, replyTo, List.of());
            }
        }

        /** @param message empty for the one that this turn answers */
        record React(String message, String emoji, boolean add) implements Action {}

        record Edit(String message, String text) implements Action {}

        record Delete(String message) implements Action {}

        /** @param most how many of the choices one person may take */
        record Poll(String question, List<String> choices, int most) implements Action {
            public Poll {
                choices = List.copyOf(choices);
            }

            public Poll(String question, List<String> choices) {
                this(question, choices, 1);
            }
        }
    }

    /** A file that is to be sent: where it is, or what is in it. Name and MIME type are empty where nobody says. */
    sealed interface Enclosure {
        String name();

        String mimeType();

        /** @param place a path that this conversation may read, an http(s) address of the public internet, or a {@code data:} URL */
        record At(String place, String name, String mimeType) implements Enclosure {
            public At(String place) {
                this(place, "", "");
            }
        }

        record Holding(byte[] content, String name, String mimeType) implements Enclosure {}
    }

    enum State { SENT, ON_ITS_WAY, IN_DOUBT, REFUSED }

    /** @param messages the platform's ids of what it became @param why what speaks against it; empty when it was sent */
    record Done(Place place, State state, List<String> messages, String why) {
        public Done {
            messages = List.copyOf(messages);
        }
    }
}
