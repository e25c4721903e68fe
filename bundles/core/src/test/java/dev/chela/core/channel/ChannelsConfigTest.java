package dev.chela.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsConfigTest {
    private static ChannelsConfig config(Map<String, Object> telegram) {
        return new ChannelsConfig(Map.of("telegram", telegram, "defaults", Map.of("groupPolicy", "open")));
    }

    @Test
    void a_channel_without_accounts_has_one() {
        assertThat(config(Map.of("token", "t")).accounts("telegram"))
                .containsExactly(new AccountSettings("telegram", "default", true, Map.of("token", "t")));
    }

    @Test
    void accounts_inherit_from_their_channel_and_override_it() {
        List<AccountSettings> accounts = config(Map.of("mode", "poll", "allowFrom", List.of(1), "accounts", Map.of(
                "home", Map.of("token", "h"), "work", Map.of("token", "w", "mode", "hook", "enabled", false)))).accounts("telegram");
        assertThat(accounts).containsExactly(
                new AccountSettings("telegram", "home", true, Map.of("token", "h", "mode", "poll", "allowFrom", List.of(1))),
                new AccountSettings("telegram", "work", false, Map.of("token", "w", "mode", "hook", "allowFrom", List.of(1))));
    }

    @Test
    void what_is_null_says_nothing() {
        Map<String, Object> home = new HashMap<>(Map.of("token", "h"));
        home.put("mode", null);
        assertThat(config(Map.of("mode", "poll", "accounts", Map.of("home", home))).account("telegram", "home").orElseThrow().settings())
                .isEqualTo(Map.of("token", "h", "mode", "poll"));
    }

    @Test
    void an_album_is_waited_for_as_long_as_is_said_and_a_second_otherwise() {
        assertThat(config(Map.of()).account("telegram", "default").orElseThrow().albumWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config(Map.of("mediaGroupFlushMs", 250)).account("telegram", "default").orElseThrow().albumWait()).isEqualTo(Duration.ofMillis(250));
        assertThatThrownBy(() -> config(Map.of("accounts", Map.of("home", Map.of("mediaGroupFlushMs", "soon"))))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channels.telegram.accounts.home.mediaGroupFlushMs").hasMessageContaining("soon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example:3128", "http://proxy.example", "http://proxy.example:0", "http://proxy.example:70000", "https://proxy.example:3128", "http://ada:open-sesame@proxy.example:3128", "socks5://proxy.example:1080"})
    void a_proxy_that_cannot_be_used_is_refused_without_its_password(String proxy) {
        assertThatThrownBy(() -> config(Map.of("accounts", Map.of("home", Map.of("proxy", proxy))))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channels.telegram.accounts.home.proxy must be an HTTP proxy without a password").hasMessageNotContaining("open-sesame");
    }

    @Test
    void an_account_goes_by_way_of_its_channel_s_proxy_unless_it_has_one() {
        ChannelsConfig config = config(Map.of("proxy", "http://proxy.example:3128/", "accounts", Map.of("home", Map.of(), "work", Map.of("proxy", "http://10.0.0.1:8080"))));
        assertThat(config.account("telegram", "home").orElseThrow().proxy()).contains(InetSocketAddress.createUnresolved("proxy.example", 3128));
        assertThat(config.account("telegram", "work").orElseThrow().proxy()).contains(InetSocketAddress.createUnresolved("10.0.0.1", 8080));
        assertThat(config(Map.of()).account("telegram", "default").orElseThrow().proxy()).isEmpty();
    }

    @Test
    void a_channel_that_is_off_is_off_for_all_its_accounts() {
        assertThat(config(Map.of("enabled", false, "accounts", Map.of("home", Map.of("enabled", true)))).accounts("telegram"))
                .extracting(AccountSettings::enabled).containsExactly(false);
    }

    @Test
    void keys_that_hold_for_all_channels_are_no_channels() {
        assertThat(config(Map.of()).ids()).containsExactly("telegram");
        assertThat(config(Map.of()).accounts("defaults")).isEmpty();
        assertThat(config(Map.of()).accounts("slack")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"dmPolicy, pairing|allowlist|open|disabled", "groupPolicy, open|allowlist|disabled"})
    void a_policy_that_is_none_is_refused_with_its_place_and_the_words_there_are(String key, String words) {
        assertThatThrownBy(() -> config(Map.of(key, "opne"))).hasMessage(
                "channels.telegram." + key + " is \"opne\"; it must be one of " + words.replace("|", ", "));
        assertThatThrownBy(() -> config(Map.of("accounts", Map.of("work", Map.of(key, 1)))))
                .hasMessageStartingWith("channels.telegram.accounts.work." + key + " is \"1\"");
    }
}
