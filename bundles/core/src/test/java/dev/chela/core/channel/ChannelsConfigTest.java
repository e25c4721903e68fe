package dev.chela.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    @Test
    void senders_are_compared_without_the_channels_name_and_case() {
        AccountSettings account = config(Map.of("allowFrom", List.of(42, "telegram:Anna", " BOB "))).accounts("telegram").get(0);
        assertThat(account.names("42")).isTrue();
        assertThat(account.names("anna")).isTrue();
        assertThat(account.names("bob")).isTrue();
        assertThat(account.names("4")).isFalse();
        assertThat(account.isOpen()).isFalse();
    }

    @Test
    void a_star_opens_the_account_and_names_nobody() {
        AccountSettings account = config(Map.of("allowFrom", List.of("*"))).accounts("telegram").get(0);
        assertThat(account.isOpen()).isTrue();
        assertThat(account.names("*")).isFalse();
        assertThat(account.names("42")).isFalse();
    }
}
