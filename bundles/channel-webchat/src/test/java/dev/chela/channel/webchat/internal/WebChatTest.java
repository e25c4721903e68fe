package dev.chela.channel.webchat.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Receipt;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.State;
import dev.chela.api.channel.Tone;
import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.api.task.TaskScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebChatTest {
    private final Host host = new Host();
    private final WebChat type = new WebChat();

    @Test
    void is_connected_as_soon_as_it_is_open_and_needs_no_settings() {
        try (var channel = type.open(new Account("default", Map.of()), host)) {
            assertThat(host.told).extracting(Health::status).containsExactly(Health.Status.CONNECTED);
            assertThat(channel.probe().ok()).isTrue();
        }
        assertThat(type.info().id()).isEqualTo("webchat");
        assertThat(type.info().secretFields()).isEmpty();
    }

    @Test
    void refuses_a_delivery_rather_than_pretend_that_it_arrived() {
        var here = new Conversation("page", Conversation.Kind.DIRECT, "", "", "");
        var post = new Outbound.Post(here, ReplyTo.NONE, new Rendered("markdown", "hello"), List.of(), List.of(), Tone.NORMAL);
        try (var channel = type.open(new Account("default", Map.of()), host)) {
            assertThat(channel.capabilities().kinds()).isEmpty();
            assertThat(channel.deliver(post, new DeliveryKey("r:1"))).isInstanceOfSatisfying(Delivery.Rejected.class, refused -> {
                assertThat(refused.kind()).isEqualTo(Refusal.FORBIDDEN);
                assertThat(refused.detail()).contains("Write to a session");
            });
        }
    }

    @Test
    void holds_no_files() {
        try (var channel = type.open(new Account("default", Map.of()), host)) {
            assertThatThrownBy(() -> channel.media(new MediaRef("f1", "image/png", "a.png", 3))).isInstanceOf(Permanent.class).hasMessageContaining("f1");
        }
    }

    /** Takes what is reported; the channel uses nothing else of its host. */
    private static final class Host implements ChannelHost {
        @Override
        public java.io.InputStream media(MediaRef ref) {
            throw new Permanent("nothing is kept");
        }

        final List<Health> told = new ArrayList<>();

        @Override
        public void report(Health health) {
            told.add(health);
        }

        @Override
        public void proven() {
            throw new UnsupportedOperationException("WebChat has no platform");
        }

        @Override
        public Receipt accept(RawEvent raw) {
            throw new UnsupportedOperationException("WebChat accepts nothing");
        }

        @Override
        public Cursor cursor(String name) {
            return Cursor.NONE;
        }

        @Override
        public String secret(String field) {
            throw new UnsupportedOperationException("WebChat has no secrets");
        }

        @Override
        public State state() {
            throw new UnsupportedOperationException("WebChat has no state");
        }

        @Override
        public Http http() {
            throw new UnsupportedOperationException("WebChat asks nobody");
        }

        @Override
        public TaskScope tasks() {
            throw new UnsupportedOperationException("WebChat runs nothing");
        }
    }
}
