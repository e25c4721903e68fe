package dev.chela.core.heartbeat.internal;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import dev.chela.core.config.Durations;
import dev.chela.core.usage.BudgetConfig;
import dev.chela.core.usage.BudgetConfig.Amount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the section {@code agents} says of heartbeats: for all agents, and for one. */
record HeartbeatConfig(@Nullable Choice defaults, @Nullable Map<String, Choice> entries) {
    record Choice(@Nullable Heartbeat heartbeat) {}

    enum DirectPolicy { ALLOW, BLOCK }

    /**
     * @param every a text like {@code 30m}, or minutes as a number; zero for none
     * @param target {@code last}, {@code owner}, {@code none}, or a channel
     * @param to whom on that channel
     * @param session whose conversation it takes place in; {@code main}
     * @param ackMaxChars how many letters may stand beside HEARTBEAT_OK
     * @param lightContext without the files of the workspace
     * @param isolatedSession without what was said before
     */
    record Heartbeat(
            @Nullable Object every, @Nullable ActiveHours activeHours, @Nullable String target, @Nullable String to, @Nullable String accountId,
            @Nullable DirectPolicy directPolicy, @Nullable String session, @Nullable String model, @Nullable String prompt,
            @Range(min = 0, max = 100_000) @Nullable Integer ackMaxChars, @Range(min = 1) @Nullable Integer timeoutSeconds,
            @Nullable Boolean lightContext, @Nullable Boolean isolatedSession, BudgetConfig.@Nullable Budget budget) {
        static final Heartbeat UNSAID = new Heartbeat(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

        private static final Pattern MINUTES = Pattern.compile("[0-9]{1,6}");
        private static final Duration LEAST = Duration.ofSeconds(1);

        Heartbeat {
            interval(every);
            if (to != null && (target == null || target.equals("last") || target.equals("none") || target.equals("owner"))) {
                throw new IllegalArgumentException("to says whom on a channel, so that target must name the channel");
            }
        }

        /** This one, and where it says nothing the other. */
        Heartbeat or(Heartbeat other) {
            return new Heartbeat(first(every, other.every), first(activeHours, other.activeHours), first(target, other.target),
                    target == null ? other.to : to, first(accountId, other.accountId), first(directPolicy, other.directPolicy),
                    first(session, other.session), first(model, other.model), first(prompt, other.prompt), first(ackMaxChars, other.ackMaxChars),
                    first(timeoutSeconds, other.timeoutSeconds), first(lightContext, other.lightContext),
                    first(isolatedSession, other.isolatedSession), first(budget, other.budget));
        }

        private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
            return one == null ? other : one;
        }

        Optional<Duration> interval() {
            return interval(every);
        }

        private static Optional<Duration> interval(@Nullable Object every) {
            if (every == null) {
                return Optional.empty();
            }
            String text = String.valueOf(every).strip();
            Optional<Duration> interval = Durations.parse(MINUTES.matcher(text).matches() ? text + "m" : text)
                    .filter(given -> given.isZero() || given.compareTo(LEAST) >= 0);
            if (interval.isEmpty()) {
                throw new IllegalArgumentException("every is \"" + every + "\"; it must be a duration like \"30m\", minutes as a number, or 0 for no heartbeats");
            }
            return interval;
        }

        /** What one beat may cost, or all of a day. */
        Amount most(Function<BudgetConfig.Budget, @Nullable Amount> span, Amount usual) {
            Amount own = budget == null ? null : span.apply(budget);
            return own == null ? usual : new Amount(first(own.money(), usual.money()), first(own.tokens(), usual.tokens()));
        }
    }

    /** Where to say more of an agent's. */
    String place(AgentId agent) {
        Choice own = entries == null ? null : entries.get(agent.value());
        return own == null || own.heartbeat() == null ? "agents.defaults.heartbeat" : "agents.entries." + agent + ".heartbeat";
    }

    /** Empty where an agent has none: when some agents have an entry for it, only those have heartbeats; else the first one has. */
    Optional<Heartbeat> of(AgentId agent, AgentId primary) {
        Map<String, Heartbeat> own = new LinkedHashMap<>();
        if (entries != null) {
            entries.forEach((id, choice) -> Stream.ofNullable(choice).flatMap(some -> Stream.ofNullable(some.heartbeat())).forEach(beat -> own.put(id, beat)));
        }
        Heartbeat common = defaults == null || defaults.heartbeat() == null ? Heartbeat.UNSAID : defaults.heartbeat();
        if (own.isEmpty()) {
            return agent.equals(primary) ? Optional.of(common) : Optional.empty();
        }
        return Optional.ofNullable(own.get(agent.value())).map(entry -> entry.or(common));
    }
}
