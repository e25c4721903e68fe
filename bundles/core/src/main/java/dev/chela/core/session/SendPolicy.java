package dev.chela.core.session;

import dev.chela.api.channel.Conversation;
import dev.chela.api.id.SessionKey;
import dev.chela.core.outbox.ReturnAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of the section {@code session} that says which conversations' answers leave the house over a channel. Who asks over the
 * socket is answered all the same.
 */
public record SendPolicy(@Nullable Rules sendPolicy) {
    public SendPolicy {
        sendPolicy = sendPolicy == null ? new Rules(null, null) : sendPolicy;
    }

    public enum Action { ALLOW, DENY }

    /** @param default_ what holds where no rule fits: to allow, unless it says otherwise */
    public record Rules(@Nullable Action default_, @Nullable List<Rule> rules) {
        public Rules {
            default_ = default_ == null ? Action.ALLOW : default_;
            rules = rules == null ? List.of() : rules;
        }

        /** One rule that forbids is enough, wherever it stands. */
        public Action rule(SessionKey key, ReturnAddress to) {
            List<Action> said = rules.stream().filter(rule -> rule.match().fits(key, to)).map(Rule::action).toList();
            return said.contains(Action.DENY) ? Action.DENY : said.isEmpty() ? default_ : Action.ALLOW;
        }
    }

    /** @param match what it is about; everything, unless it says so */
    public record Rule(@Nullable Action action, @Nullable Match match) {
        public Rule {
            if (action == null) {
                throw new IllegalArgumentException("a rule needs an action, \"allow\" or \"deny\"");
            }
            match = match == null ? new Match(null, null, null, null) : match;
        }
    }

    /**
     * All that is said must fit.
     *
     * @param keyPrefix of the session's key, behind {@code agent:<id>:}
     * @param rawKeyPrefix of the whole key
     */
    public record Match(
            @Nullable String channel, Conversation.@Nullable Kind chatType, @Nullable String keyPrefix, @Nullable String rawKeyPrefix) {
        boolean fits(SessionKey key, ReturnAddress to) {
            return (channel == null || channel.equalsIgnoreCase(to.channel()))
                    && (chatType == null || chatType == to.conversation().kind())
                    && begins(key.rest(), keyPrefix) && begins(key.value(), rawKeyPrefix);
        }

        private static boolean begins(String key, @Nullable String prefix) {
            return prefix == null || key.startsWith(prefix.toLowerCase(Locale.ROOT));
        }
    }
}
