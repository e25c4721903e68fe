package dev.chela.channel.webchat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Capabilities.Files;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.testkit.channel.ChannelContract;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of all channels. There is no platform here: what is said on the page runs over the gateway's own socket, past the channel. */
@Timeout(120)
class WebChatContractTest extends ChannelContract {
    @Override
    protected ChannelType type() {
        return new WebChat();
    }

    /** Else what somebody says on the page could come twice: over the socket, and through here. */
    @Test
    void takes_nothing_in_whatever_it_is_shown() {
        Channel channel = open();
        RawEvent foreign = new RawEvent("e1", "page", Replay.CURSOR, new Cursor("offset", "1"), "application/json",
                "{\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(channel.parse(foreign)).isEmpty();
        assertThat(host().accepted()).isEmpty();
        channel.close();
    }

    @Test
    void offers_nothing_that_could_be_sent_through_it() {
        Channel channel = open();
        assertThat(channel.capabilities().kinds()).isEmpty();
        assertThat(channel.capabilities().files()).isEqualTo(Files.NONE);
        assertThat(channel.capabilities().repeatSafe()).isZero();
        channel.close();
    }
}
