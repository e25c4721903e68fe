package dev.chela.core.outbox;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Outbound;
import dev.chela.api.id.RunId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One frozen thing on its way: sent again, it is the same to the letter.
 *
 * @param over the delivery whose message this is to take the place of; empty for a message of its own
 * @param passing whether nobody misses it when it does not arrive
 */
public record Parcel(DeliveryKey key, String channel, String account, Outbound out, Optional<DeliveryKey> over, boolean passing) {
    private static final Pattern PART = Pattern.compile("(.+):[1-9][0-9]*(?::again)?");

    public Parcel(DeliveryKey key, String channel, String account, Outbound out) {
        this(key, channel, account, out, Optional.empty(), false);
    }

    /** How the parts of a run's answer are called, from 1. */
    public static DeliveryKey part(RunId run, int number) {
        return new DeliveryKey(run + ":" + number);
    }

    /** The run of whose answer this is a part, if it is one. */
    public Optional<RunId> run() {
        Matcher part = PART.matcher(key.value());
        return part.matches() ? Optional.of(new RunId(part.group(1))) : Optional.empty();
    }

    /** A message of its own, since there is none whose place it could take. */
    public Parcel alone() {
        return new Parcel(key, channel, account, out);
    }

    /** What must stay in order: one conversation of one account. */
    public String lane() {
        return chat() + out.to().threadId();
    }

    /** How the lanes begin that the same people read: all threads with one person, of several people one thread alone. */
    public String readers() {
        return out.to().kind() == Conversation.Kind.DIRECT ? chat() : lane();
    }

    private String chat() {
        return channel + " " + account + " " + out.to().id() + " ";
    }
}
