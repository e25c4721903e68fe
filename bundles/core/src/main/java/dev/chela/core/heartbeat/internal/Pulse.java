package dev.chela.core.heartbeat.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agent;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.DirectPolicy;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.Heartbeat;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Round;
import dev.chela.core.inbox.Said;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.usage.BudgetConfig;
import dev.chela.core.usage.BudgetConfig.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How one agent's heart beats, and what each beat says.
 *
 * @param said what the configuration says, for it and for all
 * @param key where the configuration says it
 */
record Pulse(Agent agent, Heartbeat said, String key) {
    private static final Duration USUAL = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int SLACK = 300;
    private static final Amount BEAT = new Amount(1.0, 500_000L);
    private static final Amount DAY = new Amount(5.0, 5_000_000L);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm (VV)", Locale.ROOT);
    private static final String ORDER = "This is your regular look at what you look after; nobody wrote it and nobody waits. Go through the list below and do"
            + " what is due now; do not take up old tasks of this conversation again. When there is nothing that your person should know, call"
            + " heartbeat_respond with notify false, or without that tool answer with HEARTBEAT_OK and nothing else. Otherwise say what they should know,"
            + " in short, in its notificationText with notify true, or as your answer and without that word: it is sent to them.";

    Duration every() {
        return said.interval().orElse(USUAL);
    }

    boolean beats() {
        return !every().isZero();
    }

    String target() {
        return said.target() == null ? "last" : said.target();
    }

    String to() {
        return said.to() == null ? "" : said.to();
    }

    String account() {
        return said.accountId() == null ? "" : said.accountId();
    }

    boolean tellsDirectly() {
        return said.directPolicy() != DirectPolicy.BLOCK;
    }

    boolean hasOwnPrompt() {
        return said.prompt() != null;
    }

    String prompt() {
        return said.prompt() == null ? ORDER : said.prompt();
    }

    String model() {
        return said.model() == null ? "" : said.model();
    }

    int slack() {
        return said.ackMaxChars() == null ? SLACK : said.ackMaxChars();
    }

    boolean active(Instant now) {
        return said.activeHours() == null || said.activeHours().contain(now);
    }

    /** @throws dev.chela.api.fault.Permanent when what is configured is no conversation of this agent */
    SessionKey session() {
        return said.session() == null ? SessionKeys.main(agent.id()) : SessionKeys.read(said.session(), agent.id());
    }

    Amount day() {
        return said.most(BudgetConfig.Budget::day, DAY);
    }

    private Duration timeout() {
        Duration usual = every().compareTo(LONGEST) < 0 && beats() ? every() : LONGEST;
        return said.timeoutSeconds() == null ? usual : Duration.ofSeconds(said.timeoutSeconds());
    }

    private Round round() {
        Set<Round.Part> without = EnumSet.noneOf(Round.Part.class);
        if (Boolean.TRUE.equals(said.lightContext())) {
            without.add(Round.Part.FILES);
        }
        if (Boolean.TRUE.equals(said.isolatedSession())) {
            without.add(Round.Part.TALK);
        }
        return new Round(slack(), without, said.most(BudgetConfig.Budget::turn, BEAT), key() + ".budget.turn");
    }

    /** What a beat says in a conversation. */
    Said words(SessionKey session, Checklist list, Instant now) {
        ZoneId zone = said.activeHours() == null ? ZoneId.systemDefault() : said.activeHours().zone();
        String text = "[heartbeat] " + prompt() + "\n\nIt is " + TIME.format(now.atZone(zone)) + "." + told(list);
        Manner manner = new Manner(Manner.Queue.FOLLOWUP, Optional.of(timeout())).literally().during(round());
        return new Said(session, text, List.of(), model(), manner);
    }

    private String told(Checklist list) {
        if (!list.isEmpty()) {
            return "\n\n# " + Checklist.FILE + "\n" + list.text().strip();
        }
        return hasOwnPrompt() ? "" : "\n\n" + Checklist.FILE + " is empty; look at what you were told just now.";
    }
}
