package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Note;
import dev.chela.testkit.http.HttpProxy;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Letter;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Channels of a gateway that reaches their platforms by way of a proxy only. */
class ProxyIT extends OneHouse {
    private static final long OWNER = 1_001;

    private final HttpProxy proxy = new HttpProxy();
    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeDiscord discord = FakeDiscord.start();

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: {
                  telegram: { botToken: "%s", apiRoot: "%s", allowFrom: ["%d"], proxy: "%s" },
                  discord: { proxy: "%s", accounts: { home: { token: "%s", apiRoot: "%s", allowFrom: ["%s"] } } } },
                tools: {""".formatted(FakeTelegram.TOKEN, telegram.root(), OWNER, proxy.address(), proxy.address(), FakeDiscord.TOKEN, discord.root(), FakeDiscord.ALICE));
    }

    @AfterAll
    void hangUp() {
        telegram.close();
        discord.close();
        proxy.close();
    }

    @Test
    void requests_and_lines_go_by_way_of_the_proxy_and_its_end_is_told() throws InterruptedException {
        telegram.room().writes(Letter.from(OWNER, "echo by post"));
        assertThat(telegram.room().await(String.valueOf(OWNER), 1)).containsExactly("by post");
        discord.gateway().await("a session", discord.gateway()::heard);
        discord.world().writes(Note.from(FakeDiscord.ALICE, "echo by wire"));
        assertThat(discord.world().await(discord.world().direct(FakeDiscord.ALICE), 1)).containsExactly("by wire");
        assertThat(proxy.asked()).contains("GET " + place(discord.root()), "POST " + place(telegram.root())).anyMatch(each -> each.startsWith("CONNECT 127.0.0.1:"));
        proxy.close();
        for (String channel : new String[] {"telegram", "discord"}) {
            Until.holds(channel + " says so", () -> !wire.call("channels.status", "{}").path("channelAccounts").path(channel).path(0).path("connected").asBoolean());
        }
    }

    private static String place(URI root) {
        return root.getHost() + ":" + root.getPort();
    }
}
