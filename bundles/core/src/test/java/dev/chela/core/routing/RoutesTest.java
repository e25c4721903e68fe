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
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
        assertThat(Routes.key(scope, AgentId.MAIN, "telegram", "work", message).value()).isEqualTo(key);
    }
}
