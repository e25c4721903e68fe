package dev.chela.core.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnersHostsTest {
    @Test
    void the_hosts_of_settings_are_their_addresses_and_what_looks_like_a_name_of_one_however_deep() {
        assertThat(OwnersHosts.of(Map.of("apiRoot", "http://127.0.0.1:8081/x", "host", "IRC.libera.chat:6697", "enabled", true, "poll", 5,
                "more", Map.of("urls", List.of("wss://a.example/", "https://b.example")), "nick", "chela", "words", "see https://c.example/",
                "broken", "https://[")))
                .containsExactlyInAnyOrder("127.0.0.1", "irc.libera.chat", "a.example", "b.example");
        assertThat(OwnersHosts.of(Map.of())).isEmpty();
    }
}
