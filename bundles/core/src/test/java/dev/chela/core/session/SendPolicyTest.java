package dev.chela.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.id.SessionKey;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.SendPolicy.Action;
import dev.chela.core.session.SendPolicy.Match;
import dev.chela.core.session.SendPolicy.Rule;
import dev.chela.core.session.SendPolicy.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendPolicyTest {
    private static final SessionKey ROOM = new SessionKey("agent:main:telegram:channel:-100");

    private static ReturnAddress at(String channel, Kind kind) {
        return new ReturnAddress(channel, "default", new Conversation("-100", kind, "", "", ""), "42", new ReplyTo("", "", false, ""));
    }

    private static Action ruled(Action usual, Rule... rules) {
        return new Rules(usual, List.of(rules)).rule(ROOM, at("telegram", Kind.GROUP));
    }

    private static Rule rule(Action action, String channel) {
        return new Rule(action, new Match(channel, null, null, null));
    }

    @Test
    void unless_it_says_otherwise_everything_is_sent() {
        assertThat(new SendPolicy(null).sendPolicy().rule(ROOM, at("telegram", Kind.GROUP))).isEqualTo(Action.ALLOW);
        assertThat(ruled(Action.DENY)).isEqualTo(Action.DENY);
    }

    @Test
    void one_rule_that_forbids_is_enough_wherever_it_stands() {
        assertThat(ruled(Action.ALLOW, rule(Action.ALLOW, "telegram"), rule(Action.DENY, "Telegram"))).isEqualTo(Action.DENY);
        assertThat(ruled(Action.DENY, rule(Action.ALLOW, "telegram"))).isEqualTo(Action.ALLOW);
        assertThat(ruled(Action.DENY, rule(Action.ALLOW, "irc"))).isEqualTo(Action.DENY);
        assertThat(ruled(null, new Rule(Action.DENY, null))).isEqualTo(Action.DENY);
        assertThatThrownBy(() -> new Rule(null, null)).hasMessageContaining("action");
    }

    @ParameterizedTest
    @CsvSource({"GROUP,,,true", "DIRECT,,,false", ",telegram:,,true", ",agent:main:,,false", ",,agent:main:telegram:,true", ",,agent:other:,false",
        "GROUP,telegram:,agent:main:,true", "GROUP,irc:,agent:main:,false"})
    void all_that_a_rule_says_must_fit(Kind kind, String prefix, String raw, boolean fits) {
        Rule rule = new Rule(Action.DENY, new Match(null, kind, prefix, raw));
        assertThat(ruled(Action.ALLOW, rule)).isEqualTo(fits ? Action.DENY : Action.ALLOW);
    }
}
