package dev.chela.core.eventwebhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.event.EventType;
import dev.chela.core.eventwebhook.EventWebhooksConfig;
import dev.chela.core.eventwebhook.internal.Receiver.Got;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other systems are told of changes that happen outside of any commit. */
class ConfigNewsTest {
    @TempDir
    private Path root;
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void tells_of_a_change_of_the_configuration_by_its_paths() {
        try (Post post = new Post(root, Post.to(receiver.url()))) {
            post.notices("b", "agents.defaults.model", "tools");
            Got got = receiver.next();
            assertThat(got.at("/type")).isEqualTo("config.changed");
            assertThat(Json.read(got.body()).at("/data/paths")).extracting(JsonNode::asText).containsExactly("agents.defaults.model", "tools");
            assertThat(Json.read(got.body()).has("session")).isFalse();
        }
    }

    @Test
    void tells_once_of_a_change_that_nobody_could_take_down_before_the_gateway_died() {
        try (Post first = new Post(root, Post.to(receiver.url()))) {
            first.startsWith("a");
            first.await(() -> first.told().equals(List.of("a")));
        }
        try (Post second = new Post(root, Post.to(receiver.url()))) {
            second.startsWith("b");
            assertThat(receiver.next().at("/type")).as("the first thing that it ever hears").isEqualTo("config.changed");
            second.await(() -> second.standing().pending() == 0);
        }
        try (Post third = new Post(root, Post.to(receiver.url()))) {
            third.startsWith("b");
            third.desk.close(); // What it began has ended.
            assertThat(third.ledger.read("SELECT id FROM webhook_event", row -> row.text("id"))).hasSize(1);
        }
    }

    @Test
    void keeps_nothing_of_changes_while_nobody_is_to_be_told_of_anything() {
        try (Post post = new Post(root, new EventWebhooksConfig(Map.of(), null, null))) {
            long before = post.ledger.load().commits();
            post.startsWith("a");
            post.notices("b", "session");
            post.happen(EventType.GATEWAY_STARTED, Optional.empty(), "up");
            post.desk.close(); // What it began has ended.
            assertThat(post.ledger.load().commits()).isEqualTo(before);
            assertThat(post.told()).isEmpty();
        }
    }
}
