package dev.chela.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionKeysTest {
    private static final AgentId MAIN = AgentId.MAIN;

    @ParameterizedTest
    @CsvSource({
        "main, agent:main:main",
        "' MAIN ', agent:main:main",
        "agent:work:main, agent:work:main",
        "Agent:Work:Main, agent:work:main",
        "dm:anna, agent:main:peer:anna",
        "direct:anna, agent:main:peer:anna",
        "telegram:dm:42, agent:main:telegram:peer:42",
        "telegram:direct:42, agent:main:telegram:peer:42",
        "telegram:group:-100, agent:main:telegram:channel:-100",
        "slack:room:C1:thread:9, agent:main:slack:channel:c1:thread:9",
        "telegram:group:-1:topic:7, agent:main:telegram:channel:-1:topic:7",
        "telegram:bot2:dm:42, agent:main:telegram:bot2:peer:42",
        "telegram:dm:dm:42, agent:main:telegram:dm:peer:42",
        "telegram:group:dm, agent:main:telegram:channel:dm",
        "cron:room:run:1, agent:main:cron:room:run:1",
        "hook:group, agent:main:hook:group",
        "explicit:dm:x, agent:main:explicit:dm:x",
        "subagent:direct, agent:main:subagent:direct",
        "dashboard:0F0C, agent:main:dashboard:0f0c",
        "tui-0F0C, agent:main:tui-0f0c",
        "my notes/2026 ✓, agent:main:my notes/2026 ✓",
        "a%3ab, agent:main:a%3ab"
    })
    void reads_what_a_client_means(String text, String key) {
        assertThat(SessionKeys.read(text, MAIN)).isEqualTo(new SessionKey(key));
        assertThat(SessionKeys.read(key, MAIN)).as("a key in full is itself").isEqualTo(new SessionKey(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "agent:", "agent::main", "agent:main:", "agent:main", "agent:../etc:main", "agent:a b:main",
        "a\u0000b", "a\nb", "a\u007fb"})
    void refuses_what_cannot_be_a_key(String text) {
        assertThatThrownBy(() -> SessionKeys.read(text, MAIN)).isInstanceOf(Permanent.class).message().isNotBlank()
                .doesNotContain("\u0000", "\n", "\u007f");
    }

    @Test
    void takes_512_characters_and_no_more() {
        assertThat(SessionKeys.read("x".repeat(512), MAIN).rest()).hasSize(512);
        assertThatThrownBy(() -> SessionKeys.read("x".repeat(513), MAIN)).isInstanceOf(Permanent.class).hasMessageContaining("513");
    }

    @Test
    void parts_are_encoded_so_that_nobody_can_forge_a_key() {
        assertThat(SessionKeys.part("Anna")).isEqualTo("anna");
        assertThat(SessionKeys.part("a:peer:b")).isEqualTo("a%3apeer%3ab");
        assertThat(SessionKeys.part("100%")).isEqualTo("100%25");
        assertThat(SessionKeys.part("a\n\u0000")).isEqualTo("a%0a%00");
    }

    @Test
    void every_key_has_a_file_name_of_its_own_that_is_safe_everywhere() {
        String longKey = "telegram:peer:" + "é".repeat(200);
        List<String> rests = List.of("main", "telegram:peer:42", "telegram~peer~42", "telegram%3apeer:42", "..", ".", "../../etc/passwd",
                "a/b", "a\\b", "c:\\x", "nul", "✓", "%e2%9c%93", " ", "a b", longKey, longKey + "x", "x".repeat(120), "x".repeat(121));
        Set<String> names = new HashSet<>();
        for (String rest : rests) {
            String name = SessionKeys.fileName(new SessionKey("agent:main:" + rest)) + ".jsonl";
            assertThat(name).matches("[a-z0-9._~%-]+").hasSizeLessThanOrEqualTo(134).isNotEqualTo("..").doesNotContain("/");
            assertThat(names.add(name)).as(name).isTrue();
        }
    }

    /** Ids with everything in them that a platform might use; 100,000 of them with {@code -Pfull}. */
    @Test
    void a_place_is_read_back_from_the_key_that_was_made_of_it() {
        Random random = new Random(5);
        List<String> ids = List.of("42", "-100", "a:b", "100%", "%3a", "peer", "channel", "thread", "!room:matrix.org", "é", "a b", "a\nb", "x");
        for (int sample = 0; sample < Integer.getInteger("chela.samples", 2_000); sample++) {
            String channel = List.of("telegram", "peer", "irc").get(random.nextInt(3));
            String id = ids.get(random.nextInt(ids.size())) + ids.get(random.nextInt(ids.size())) + random.nextInt(3);
            String thread = random.nextBoolean() ? "" : "t" + ids.get(random.nextInt(ids.size())) + "1";
            SessionKeys.Scope place = random.nextBoolean() ? SessionKeys.Scope.person("", "", id)
                    : random.nextBoolean() ? SessionKeys.Scope.person(channel, random.nextBoolean() ? "" : "work", id)
                    : new SessionKeys.Scope(channel, "", true, id, thread, !thread.isEmpty() && random.nextBoolean());
            SessionKey key = place.key(MAIN);
            assertThat(SessionKeys.scope(key)).as(key.value()).contains(place);
            assertThat(SessionKeys.read(key.value(), MAIN)).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "dashboard:1", "explicit:peer:x", "cron:channel:run:1", "telegram:channel:1:thread", "peer", "notes", "a:b:c:d"})
    void other_keys_are_no_place_on_a_channel(String rest) {
        assertThat(SessionKeys.scope(new SessionKey("agent:main:" + rest))).isEmpty();
    }
}
