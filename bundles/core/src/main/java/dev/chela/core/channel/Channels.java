package dev.chela.core.channel;

import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import dev.chela.core.guest.Guest;
import java.time.Duration;
import java.util.List;

/** The channels that are here, and their accounts. Safe on any thread. */
public interface Channels {
    /** What an input's source begins with when it came over a channel; the channel's id follows. */
    String SOURCE = "channel:";

    /** Installed now, by id. */
    List<Installed> types();

    /** Configured for channels that are installed, by channel and account. */
    List<AccountStatus> accounts();

    /** Channels that the configuration speaks of and no bundle here brings. Their settings are kept, unread. */
    List<String> dormant();

    /** What an event means, as the channel's present version reads it. Blocks, five seconds at most. */
    Reading read(String channel, String account, RawEvent raw);

    /**
     * What a message brought. Blocks, a minute at most.
     *
     * @param most bytes
     * @throws dev.chela.api.fault.Transient when it cannot be had now: the account is not open, the platform is in trouble
     * @throws dev.chela.api.fault.Permanent when it never can, or is larger
     */
    byte[] media(String channel, String account, MediaRef ref, int most);

    /** A live check. Blocks as long as it is given, half a minute at most. */
    Probe probe(String channel, String account, Duration within);

    /**
     * Notes that somebody wrote who may not.
     *
     * @return whether it is the first time since the account was opened
     */
    boolean refused(String channel, String account, String sender);

    /** Closes an account until it is started by hand, or the gateway starts again. Blocks until it is closed, half a minute at most. */
    void stop(String channel, String account);

    /** Opens an account that was stopped by hand. Blocks until it was tried. */
    void start(String channel, String account);

    /**
     * Stops an account and forgets what its channel keeps of it: logins, resume ids, rate budgets. How far it has read stays.
     *
     * @return whether there was anything to forget
     */
    boolean logout(String channel, String account);

    /** The status of an account changed. */
    record Changed(String channel, String account) {}

    record Installed(ChannelInfo info, Guest guest) {}

    /**
     * @param open whether it can deliver now
     * @param lastInboundAt milliseconds since 1970; 0 for never since the account was opened
     * @param lastProvenAt when the platform last answered, as far as the channel tells; 0 for never
     * @param restarts how often it had to be opened again
     * @param lastFault empty when there was none
     * @param refused who wrote and may not, the first hundred
     */
    record AccountStatus(String channel, String account, boolean enabled, boolean open, Health health, long lastInboundAt,
            long lastOutboundAt, long lastProvenAt, int restarts, String lastFault, List<String> refused) {}

    sealed interface Reading {
        record Understood(List<Inbound> events) implements Reading {}

        /** The account is not open. */
        record Away() implements Reading {}

        /** The channel could not read it. Another version of it may. */
        record Unreadable(String why) implements Reading {}
    }
}
