package dev.chela.core.turn.internal.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.CountedTokens;
import dev.chela.core.json.Json;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static JsonNode usage(TokenUsage counted) {
        ChatResponse response = ChatResponse.builder().aiMessage(AiMessage.from("hi")).tokenUsage(counted).build();
        return Messages.assistant(response, new ModelRef("test", "one"), "stop", Json.object()).path("usage");
    }

    @Test
    void what_went_through_a_cache_stands_beside_the_input_and_what_was_thought_is_told() {
        JsonNode usage = usage(new CountedTokens(100, 20, 60, 10, 5));
        assertThat(usage.path("input").asInt()).isEqualTo(30);
        assertThat(usage.path("cacheRead").asInt()).isEqualTo(60);
        assertThat(usage.path("cacheWrite").asInt()).isEqualTo(10);
        assertThat(usage.path("output").asInt()).isEqualTo(20);
        assertThat(usage.path("reasoning").asInt()).isEqualTo(5);
        assertThat(usage.path("totalTokens").asInt()).isEqualTo(120);
    }

    @Test
    void nothing_is_said_of_caches_where_nothing_is_known_of_them() {
        assertThat(usage(new TokenUsage(10, 5)).toString()).isEqualTo("{\"input\":10,\"output\":5,\"totalTokens\":15,\"cost\":{}}");
    }
}
