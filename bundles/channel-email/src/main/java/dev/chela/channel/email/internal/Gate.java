package dev.chela.channel.email.internal;

import dev.chela.channel.email.internal.Addresses.Person;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which letters are read. Programs that answer letters answer each other for ever, and anybody can write anybody's name on one. Pure. */
final class Gate {
    /** In ASCII alone: elsewhere it is nothing that an answer could name. */
    private static final Pattern ID = Pattern.compile("<[!-;=?-~]{1,400}>");
    private static final List<String> BULK = List.of("bulk", "list", "junk", "auto_reply");
    private static final List<String> LISTS = List.of("list-id", "list-post", "list-unsubscribe", "mailing-list");
    private static final List<String> MACHINES = List.of("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply");

    /** What becomes of a letter. */
    sealed interface Verdict {
        record Read(Person from) implements Verdict {}

        record Ignored(String why) implements Verdict {}
    }

    private final Settings settings;

    Gate(Settings settings) {
        this.settings = settings;
    }

    Verdict judge(Headers head) {
        Optional<Person> from = Addresses.only(head.all("from"));
        if (from.isEmpty()) {
            return new Verdict.Ignored("it does not say who wrote it, or says several");
        }
        String who = from.get().id();
        Optional<String> machine = machine(head, who);
        if (machine.isPresent()) {
            return new Verdict.Ignored("from " + who + ": " + machine.get());
        }
        boolean believed = settings.trustFrom() || Authentication.vouches(head, settings.authservId(), who.substring(who.indexOf('@') + 1));
        return believed ? new Verdict.Read(from.get()) : new Verdict.Ignored("it says that it is from " + who + ", and " + settings.authservId() + " does not vouch for that"
                + Authentication.first(head).filter(other -> !other.equals(settings.authservId())).map(other -> " (" + Said.line(other) + " speaks of it)").orElse(""));
    }

    /** RFC 3834, section 2, and what programs did before it. */
    private Optional<String> machine(Headers head, String who) {
        if (who.equals(settings.address())) {
            return Optional.of("it is our own");
        }
        if (head.first("auto-submitted").map(Parameters::value).filter(value -> !value.equalsIgnoreCase("no")).isPresent()) {
            return Optional.of("a program wrote it");
        }
        if (head.first("precedence").filter(value -> BULK.contains(value.toLowerCase(Locale.ROOT))).isPresent() || LISTS.stream().anyMatch(list -> !head.all(list).isEmpty())) {
            return Optional.of("it went to many");
        }
        boolean bounce = head.first("return-path").filter(path -> path.replaceAll("\\s", "").equals("<>")).isPresent()
                || head.type().equals("multipart/report") || MACHINES.contains(who.substring(0, who.indexOf('@')));
        return bounce ? Optional.of("nobody reads answers to it") : Optional.empty();
    }

    /** By which answers call a letter. */
    static Optional<String> messageId(Headers head) {
        return head.first("message-id").filter(id -> ID.matcher(id).matches());
    }

    static Optional<String> answered(Headers head) {
        return head.first("in-reply-to").flatMap(ids -> ids(ids).findFirst());
    }

    /** The letter that a conversation began with. */
    static Optional<String> root(Headers head) {
        return head.first("references").flatMap(ids -> ids(ids).findFirst()).or(() -> answered(head)).or(() -> messageId(head));
    }

    private static Stream<String> ids(String field) {
        return ID.matcher(field).results().map(MatchResult::group);
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
