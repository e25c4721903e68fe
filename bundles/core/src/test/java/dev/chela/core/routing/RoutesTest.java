package dev.chela.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import dev.chela.api.id.AgentId;
import dev.chela.core.routing.SessionScope.DmScope;
import dev.chela.core.routing.SessionScope.GroupScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource({
        "DIRECT,  42,      '',  7,      MAIN,                     agent:main:main",
        "DIRECT,  42,      '',  7,      PER_PEER,                 agent:main:peer:7",
        "DIRECT,  42,      '',  7,      PER_CHANNEL_PEER,         agent:main:telegram:peer:7",
        "DIRECT,  42,      '',  7,      PER_ACCOUNT_CHANNEL_PEER, agent:main:telegram:work:peer:7",
        "DIRECT,  42,      9,   7,      PER_PEER,                 agent:main:peer:7",
        "GROUP,   -100,    '',  7,      MAIN,                     agent:main:telegram:channel:-100",
        "GROUP,   -100,    '',  7,      PER_PEER,                 agent:main:telegram:channel:-100",
        "GROUP,   -100,    5,   7,      MAIN,                     agent:main:telegram:channel:-100:thread:5",
        "CHANNEL, News,    '',  7,      MAIN,                     agent:main:telegram:channel:news",
        "GROUP,   '!a:b',  'x:y', 7,    MAIN,                     agent:main:telegram:channel:!a%3ab:thread:x%3ay",
        "DIRECT,  42,      '',  '@A:b', PER_PEER,                 agent:main:peer:@a%3ab",
    })
    void a_message_belongs_to(Kind kind, String chat, String thread, String sender, DmScope scope, String key) {
        Conversation where = new Conversation(chat, kind, thread, "", "");
        Inbound.Message message = new Inbound.Message(new Origin(where, "m", Instant.EPOCH),
                new Sender(sender, "", "", false, false, true, Set.of()), Text.of("hi"), List.of(), ReplyTo.NONE);
        Facts facts = Facts.of("telegram", "work", true, message);
        assertThat(Routes.key(new SessionScope(scope), AgentId.MAIN, facts).value()).isEqualTo(key);
    }

    @Test
    void groups_share_the_main_session_where_that_is_said() {
        Facts facts = new Facts("telegram", "work", true, Kind.GROUP, "-100", "", "", Set.of(), "7");
        assertThat(Routes.key(new SessionScope(null, GroupScope.MAIN, null), AgentId.MAIN, facts).rest()).isEqualTo("main");
    }

    @ParameterizedTest
    @CsvSource({"telegram, 7, PER_PEER, peer:anna", "discord, Anna#1, PER_CHANNEL_PEER, discord:peer:anna", "slack, 7, PER_PEER, peer:anna",
        "slack, 8, PER_PEER, peer:8", "telegram, 7, MAIN, main"})
    void one_person_on_several_channels_is_one_where_that_is_said(String channel, String id, DmScope scope, String key) {
        SessionScope links = new SessionScope(scope, null, Map.of("Anna", List.of(7, "discord:anna#1")));
        Facts facts = new Facts(channel, "work", true, Kind.DIRECT, id, "", "", Set.of(), id);
        assertThat(Routes.key(links, AgentId.MAIN, facts).rest()).isEqualTo(key);
    }
}
