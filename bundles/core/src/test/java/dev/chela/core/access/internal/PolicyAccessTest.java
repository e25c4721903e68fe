package dev.chela.core.access.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.id.SessionKey;
import dev.chela.core.FixedConfig;
import dev.chela.core.access.Access;
import dev.chela.core.access.Pairings;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Said;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.store.Step;
import dev.chela.core.turn.internal.Roster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is heard, by what stands in the configuration. {@code paired} was let in by the owner, {@code olga} is the owner. */
class PolicyAccessTest {
    private static final AccessConfig.Commands COMMANDS = new AccessConfig.Commands(List.of("telegram:olga"), null);

    private static Access access(String channel, AccessConfig.Commands commands) {
        return access(channel, commands, Settings.NONE);
    }

    private static Access access(String channel, AccessConfig.Commands commands, Settings settled) {
        Map<String, Object> channels = Map.of("telegram", Json.plain(Json.read(channel.replace('\'', '"'))));
        return new PolicyAccess(new FixedConfig(new ChannelsConfig(channels), new AccessConfig(commands, new AccessConfig.Messages(new AccessConfig.GroupChat(List.of("\\bhouse\\b"))), null)),
                new Roster(Path.of("w")), new OnePaired(), key -> settled);
    }

    private static Input wrote(String sender, Kind kind, String chat, String text, boolean called) {
        ReturnAddress from = new ReturnAddress("telegram", "default", new Conversation(chat, kind, "", "", ""), sender, ReplyTo.NONE, "", "", called, "");
        return new Input("i", "channel:telegram", "default", "e",
                new Said(new SessionKey("agent:main:main"), text, List.of(), ""), from.write(), 0);
    }

    private static String word(Access.Verdict verdict) {
        if (verdict instanceof Access.Admitted may) {
            return (may.owner() ? "owner" : may.orders() ? "orders" : "words") + (may.spoken() ? "" : ", not meant");
        }
        return verdict instanceof Access.Unknown ? "unknown" : "refused";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                                                 | mallory | unknown",
        "{}                                                 | paired  | orders",
        "{'allowFrom':['alice']}                            | alice   | orders",
        "{'allowFrom':['telegram:Alice']}                   | ALICE   | orders",
        "{'allowFrom':['alice']}                            | mallory | unknown",
        "{'allowFrom':['olga']}                             | olga    | owner",
        "{}                                                 | olga    | unknown",
        "{'allowFrom':['*']}                                | mallory | orders",
        "{'allowFrom':['*']}                                | *       | orders",
        "{'allowFrom':['alice']}                            | *       | unknown",
        "{'dmPolicy':'allowlist','allowFrom':['alice']}     | alice   | orders",
        "{'dmPolicy':'allowlist','allowFrom':['alice']}     | paired  | orders",
        "{'dmPolicy':'allowlist','allowFrom':['alice']}     | mallory | refused",
        "{'dmPolicy':'allowlist'}                           | mallory | refused",
        "{'dmPolicy':'open','allowFrom':['*']}              | mallory | orders",
        "{'dmPolicy':'open'}                                | mallory | refused",
        "{'dmPolicy':'open','allowFrom':['alice']}          | paired  | refused",
        "{'dmPolicy':'disabled','allowFrom':['*']}          | olga    | refused",
        "{'accounts':{'default':{'dmPolicy':'allowlist'}},'allowFrom':['alice']} | bob | refused",
        "{'accounts':{'work':{}},'allowFrom':['*']}         | alice   | refused",
    })
    void directly(String channel, String sender, String verdict) {
        assertThat(word(access(channel, COMMANDS).judge(wrote(sender, Kind.DIRECT, sender, "hi", false)))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                                                                      | alice  | family | refused",
        "{'allowFrom':['alice']}                                                 | alice  | family | orders",
        "{'allowFrom':['alice'],'groupAllowFrom':['bob']}                        | alice  | family | refused",
        "{'allowFrom':['alice'],'groupAllowFrom':['bob']}                        | bob    | family | orders",
        "{'allowFrom':['alice'],'groupAllowFrom':[]}                             | alice  | family | refused",
        "{'groupAllowFrom':['*']}                                                | paired | family | orders",
        "{}                                                                      | paired | family | refused",
        "{'groupPolicy':'open'}                                                  | bob    | family | words",
        "{'groupPolicy':'open','groupAllowFrom':['bob']}                         | bob    | family | orders",
        "{'groupPolicy':'disabled','groupAllowFrom':['*']}                       | bob    | family | refused",
        "{'groupAllowFrom':['*'],'groups':{'work':{}}}                           | bob    | family | refused",
        "{'groupPolicy':'open','groups':{'work':{}}}                             | bob    | family | refused",
        "{'groupAllowFrom':['*'],'groups':{'Family':{}}}                         | bob    | FAMILY | orders",
        "{'groupAllowFrom':['*'],'groups':{'*':{}}}                              | bob    | family | orders",
        "{'groupAllowFrom':['*'],'groups':{'*':{},'family':{'enabled':false}}}   | bob    | family | refused",
        "{'groupAllowFrom':['*'],'groups':{'family':{'allowFrom':['eve']}}}      | bob    | family | refused",
        "{'groups':{'family':{'allowFrom':['eve']}}}                             | eve    | family | orders",
    })
    void in_a_group_where_it_is_mentioned(String channel, String sender, String group, String verdict) {
        assertThat(word(access(channel, COMMANDS).judge(wrote(sender, Kind.GROUP, group, "hi", true)))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'groupAllowFrom':['*']}                                                          | hi              | orders, not meant",
        "{'groupAllowFrom':['*']}                                                          | House, are you? | orders",
        "{'groupAllowFrom':['*']}                                                          | in the houses   | orders, not meant",
        "{'groupAllowFrom':['*'],'groups':{'*':{'requireMention':false}}}                  | hi              | orders",
        "{'groupAllowFrom':['*'],'groups':{'*':{'requireMention':false},'family':{}}}      | hi              | orders",
        "{'groupAllowFrom':['*'],'groups':{'*':{'requireMention':false},'family':{'requireMention':true}}} | hi | orders, not meant",
    })
    void in_a_group_where_the_platform_says_nothing_of_a_mention(String channel, String text, String verdict) {
        assertThat(word(access(channel, COMMANDS).judge(wrote("bob", Kind.GROUP, "family", text, false)))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"telegram, orders", "*, orders", "discord, words"})
    void where_somebody_is_said_to_give_orders_nobody_else_does(String channel, String anna) {
        Access access = access("{'allowFrom':['anna','bob']}", new AccessConfig.Commands(null, Map.of(channel, List.of("anna"))));
        assertThat(word(access.judge(wrote("anna", Kind.DIRECT, "anna", "/status", false)))).isEqualTo(anna);
        assertThat(word(access.judge(wrote("bob", Kind.DIRECT, "bob", "/status", false)))).isEqualTo("words");
    }

    @Test
    void a_refusal_names_the_person_and_the_key_and_never_the_words() {
        Access.Refused refused = (Access.Refused) access("{'dmPolicy':'allowlist'}", COMMANDS)
                .judge(wrote("mallory", Kind.DIRECT, "mallory", "the secret plan", false));
        assertThat(refused.why()).contains("mallory", "channels.telegram.allowFrom").doesNotContain("plan");
    }

    @Test
    void who_came_through_the_gateway_is_the_owner_and_what_nobody_vouches_for_is_refused() {
        Said said = new Said(new SessionKey("agent:main:main"), "hi", List.of(), "");
        Access access = access("{}", COMMANDS);
        assertThat(access.judge(new Input("i", "chat", "", "e", said, "", 0))).isEqualTo(Access.Admitted.OWNER);
        assertThat(access.judge(new Input("i", "elsewhere", "", "e", said, "", 0))).isInstanceOf(Access.Refused.class);
    }

    @Test
    void another_system_is_heard_and_is_never_the_owner_though_its_answer_goes_to_the_owner() {
        Access access = access("{}", COMMANDS);
        Input toOlga = wrote("olga", Kind.DIRECT, "olga", "/status", true);
        Input called = new Input("i", Intake.WEBHOOK, "", "e", toOlga.what(), toOlga.origin(), 0);
        assertThat(word(access.judge(called))).isEqualTo("words");
        assertThat(access.owns(called)).isFalse();
        assertThat(access.owns(toOlga)).isTrue();
    }

    @Test
    void what_the_owner_said_in_a_group_goes_before_what_is_configured_of_mentions() {
        String open = "{'groupPolicy':'open'}";
        Input unmeant = wrote("alice", Kind.GROUP, "town", "among ourselves", false);
        assertThat(word(access(open, COMMANDS, Settings.NONE.with(Setting.ACTIVATION, "always")).judge(unmeant))).isEqualTo("words");
        assertThat(word(access("{'groupPolicy':'open','groups':{'*':{'requireMention':false}}}", COMMANDS,
                Settings.NONE.with(Setting.ACTIVATION, "mention")).judge(unmeant))).isEqualTo("words, not meant");
    }

    private static final class OnePaired implements Pairings {
        @Override
        public boolean knows(String channel, String account, String sender) {
            return sender.equals("paired");
        }

        @Override
        public void ask(ReturnAddress stranger, BiConsumer<Step.Builder, Optional<Request>> together) {
            throw new AssertionError("judging asks for nothing");
        }

        @Override
        public List<Request> pending() {
            return List.of();
        }

        @Override
        public List<Person> people() {
            return List.of();
        }

        @Override
        public Optional<Request> approve(String channel, String account, String idOrCode, boolean tell) {
            return Optional.empty();
        }

        @Override
        public boolean admit(String channel, String account, String sender) {
            return false;
        }

        @Override
        public Optional<Request> dismiss(String channel, String account, String idOrCode) {
            return Optional.empty();
        }

        @Override
        public boolean remove(String channel, String account, String sender) {
            return false;
        }
    }
}
