package dev.chela.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.model.ModelAccess;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.Pace;
import dev.chela.api.task.Cancellation;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.output.FinishReason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the host relies on in every provider that asks a server. Extend it in the provider's tests. */
@Timeout(30)
public abstract class ModelProviderContract {
    private static final String SECRET = "sk-contract-0123456789abcdef";

    protected FakeModel server;
    protected final Token token = new Token();

    protected abstract ModelProvider provider();

    /** Where the provider would find the server. */
    protected abstract URI baseUrl(FakeModel server);

    /** The host's client: {@code TurnClients.bind}. */
    protected abstract HttpClientBuilder http(Cancellation token, Duration idle);

    /** The request header that carries a credential, and its value; empty for a provider that sends none. */
    protected abstract Map<String, String> credentialHeader(String credential);

    protected String credential() {
        return SECRET;
    }

    @BeforeEach
    void startServer() {
        server = FakeModel.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void streams_the_words_in_order_and_counts_the_tokens() {
        Heard heard = ask("echo one two three");
        assertThat(heard.error()).isNull();
        assertThat(heard.deltas()).containsExactly("one", " two", " three");
        assertThat(heard.response().aiMessage().text()).isEqualTo("one two three");
        assertThat(heard.response().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(heard.response().tokenUsage().outputTokenCount()).isEqualTo(3);
        assertThat(heard.response().tokenUsage().inputTokenCount()).isPositive();
    }

    @Test
    void keeps_every_character_of_the_text() {
        Heard heard = ask("echo gruß 日本 \uD83E\uDD80 \"quoted\" back\\slash");
        assertThat(heard.response().aiMessage().text()).isEqualTo("gruß 日本 \uD83E\uDD80 \"quoted\" back\\slash");
    }

    @Test
    void calls_a_tool_and_answers_with_its_result() {
        UserMessage wish = UserMessage.from("tool read {\"path\":\"a.txt\"}");
        Heard first = ask(Duration.ofSeconds(60), wish);
        assertThat(first.response().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        AiMessage call = first.response().aiMessage();
        ToolExecutionRequest request = call.toolExecutionRequests().get(0);
        assertThat(request.name()).isEqualTo("read");
        assertThat(request.arguments().replaceAll("\\s", "")).isEqualTo("{\"path\":\"a.txt\"}");
        Heard second = ask(Duration.ofSeconds(60), wish, call, ToolExecutionResultMessage.from(request, "the content"));
        assertThat(second.response().aiMessage().text()).isEqualTo("the content");
    }

    @Test
    void sends_the_credential_the_configured_headers_and_the_system_message() {
        ask(Duration.ofSeconds(60), SystemMessage.from("be brief"), UserMessage.from("echo hi"));
        Map<String, String> headers = server.last().headers();
        assertThat(headers).containsAllEntriesOf(credentialHeader(credential())).containsEntry("x-extra", "1");
        assertThat(server.last().body().toString()).contains("be brief").contains("\"read\"");
    }

    @Test
    void opening_a_model_does_not_call_out() {
        provider().open("fake-1", access(Duration.ofSeconds(60)));
        assertThat(server.connections()).isZero();
    }

    @Test
    void lists_what_the_server_offers() {
        server.offer("fake-1", "fake-2");
        assertThat(provider().models(access(Duration.ofSeconds(60)))).extracting(ModelInfo::id).contains("fake-1", "fake-2");
    }

    /** Of a provider that offers embeddings at all. */
    @Test
    void embeds_texts_in_their_order_in_one_request() {
        provider().embeddings("fake-embed", access(Duration.ofSeconds(60))).ifPresent(model -> {
            assertThat(server.connections()).as("opening does not call out").isZero();
            List<float[]> vectors = model.embedAll(List.of(TextSegment.from("a red boat"), TextSegment.from("grüße 猫"))).content()
                    .stream().map(dev.langchain4j.data.embedding.Embedding::vector).toList();
            assertThat(vectors.get(0)).isEqualTo(Embedding.of("a red boat"));
            assertThat(vectors.get(1)).isEqualTo(Embedding.of("grüße 猫"));
            assertThat(server.requests()).hasSize(1);
            assertThat(server.last().headers()).containsAllEntriesOf(credentialHeader(credential())).containsEntry("x-extra", "1");
            assertThat(provider().embeddingModel()).isNotEmpty();
        });
    }

    @Test
    void ends_before_the_first_byte_when_the_turn_is_cancelled() throws Exception {
        server.next(new Mishap.Hang(-1));
        AtomicBoolean interrupted = new AtomicBoolean();
        CompletableFuture<Heard> asking = CompletableFuture.supplyAsync(() -> {
            Heard heard = ask("echo never");
            interrupted.set(Thread.interrupted());
            return heard;
        });
        server.awaitRequests(1);
        token.cancel();
        assertThat(asking.get(60, TimeUnit.SECONDS).error()).isInstanceOf(CancellationException.class);
        assertThat(interrupted).as("the thread goes on with other work").isFalse();
        server.awaitAborted(1);
    }

    @Test
    void ends_in_mid_stream_when_the_turn_is_cancelled() {
        Heard heard = new Heard(token::cancel);
        provider().open("fake-1", access(Duration.ofSeconds(60))).chat(request(UserMessage.from("count 500 [delay=20]")), heard);
        assertThat(heard.error()).isInstanceOf(CancellationException.class);
        assertThat(heard.deltas()).hasSize(1);
        server.awaitAborted(1);
    }

    @Test
    void does_not_ask_at_all_for_a_turn_that_was_cancelled_before() {
        token.cancel();
        assertThat(ask("echo never").error()).isInstanceOf(CancellationException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_rate_limit_is_a_transient_fault_that_keeps_what_retry_after_said() {
        server.next(new Mishap.Status(429, Map.of("Retry-After", "7"), "{\"error\":{\"message\":\"slow down\"}}"));
        assertThat(ask("echo hi").error())
                .isInstanceOfSatisfying(Transient.class, fault -> assertThat(fault.after()).isEqualTo(Duration.ofSeconds(7)))
                .hasMessageContaining("slow down");
    }

    @Test
    void an_overload_is_a_transient_fault() {
        server.next(new Mishap.Status(529, Map.of(), "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}"));
        assertThat(ask("echo hi").error()).isInstanceOf(Transient.class);
    }

    @Test
    void a_wrong_key_is_a_permanent_fault_that_does_not_show_the_key() {
        server.next(new Mishap.Status(401, Map.of(), "{\"error\":{\"message\":\"bad key " + SECRET + "\"}}"));
        assertThat(ask("echo hi").error())
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("401")
                .hasMessageNotContaining("0123456789");
    }

    @Test
    void a_connection_cut_in_mid_stream_is_a_transient_fault() {
        server.next(new Mishap.Cut(2));
        Heard heard = ask("count 5");
        // The JDK's client may tell of the cut before it hands over what came just before.
        assertThat(heard.deltas()).hasSizeLessThanOrEqualTo(2);
        assertThat(heard.error()).isInstanceOf(Transient.class);
    }

    @Test
    void a_call_of_a_tool_that_is_cut_in_the_middle_is_no_answer_but_a_transient_fault() {
        server.next(new Mishap.HalfCall());
        Heard heard = ask("tool read {\"path\":\"a.txt\"}");
        assertThat(heard.response()).isNull();
        assertThat(heard.error()).isInstanceOf(Transient.class);
    }

    @Test
    void an_answer_that_ends_early_is_not_complete() {
        server.next(new Mishap.Short(2));
        Heard heard = ask("count 5");
        assertThat(heard.response() == null || heard.response().finishReason() == null).isTrue();
    }

    @Test
    void silence_in_mid_stream_is_a_transient_fault() {
        server.next(new Mishap.Hang(1));
        assertThat(ask(Duration.ofSeconds(1), UserMessage.from("count 5")).error()).isInstanceOf(Transient.class);
        server.awaitAborted(1);
    }

    @Test
    void a_frame_that_is_not_json_fails_the_answer() {
        server.next(new Mishap.Garbage(1));
        Heard heard = ask("count 5");
        assertThat(heard.error()).isNotNull();
        assertThat(heard.response()).isNull();
    }

    @Test
    void a_failure_told_inside_the_stream_is_a_fault() {
        server.next(new Mishap.Late("overloaded_error", "too busy"));
        assertThat(ask("echo hi").error()).isInstanceOf(Transient.class).hasMessageContaining("too busy");
    }

    @Test
    void a_web_page_in_place_of_an_answer_is_a_permanent_fault() {
        server.next(new Mishap.Page());
        assertThat(ask("echo hi").error()).isInstanceOf(Permanent.class).hasMessageContaining("baseUrl");
    }

    @Test
    void a_connection_is_used_again() {
        ask("echo one");
        ask("echo two");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void each_level_of_thinking_that_it_offers_is_told_to_the_model() {
        ask("echo hi");
        var plain = server.last().body();
        for (String level : provider().thinkingLevels()) {
            Heard heard = new Heard();
            provider().open("fake-1", access(Duration.ofSeconds(60), level)).chat(request(UserMessage.from("echo hi")), heard);
            assertThat(heard.deltas()).as(level).containsExactly("hi");
            assertThat(server.last().body()).as(level).isNotEqualTo(plain);
        }
    }

    @Test
    void each_pace_is_told_by_whoever_has_a_faster_service() {
        ask("echo hi");
        var usual = server.last().body();
        List<Object> told = new ArrayList<>(List.of(usual));
        for (Pace pace : provider().fastHosts().isEmpty() ? List.<Pace>of() : List.of(Pace.FAST, Pace.STANDARD)) {
            Heard heard = new Heard();
            provider().open("fake-1", access(Duration.ofSeconds(60), "", pace)).chat(request(UserMessage.from("echo hi")), heard);
            assertThat(heard.deltas()).as(pace.name()).containsExactly("hi");
            told.add(server.last().body());
        }
        assertThat(told).doesNotHaveDuplicates();
    }

    protected final Heard ask(String text) {
        return ask(Duration.ofSeconds(60), UserMessage.from(text));
    }

    protected final Heard ask(Duration idle, ChatMessage... messages) {
        Heard heard = new Heard();
        provider().open("fake-1", access(idle)).chat(request(messages), heard);
        return heard;
    }

    protected static ChatRequest request(ChatMessage... messages) {
        ToolSpecification read = ToolSpecification.builder()
                .name("read")
                .description("reads a file")
                .parameters(JsonObjectSchema.builder().addStringProperty("path").required("path").build())
                .build();
        return ChatRequest.builder().messages(messages).toolSpecifications(List.of(read)).build();
    }

    protected final ModelAccess access(Duration idle) {
        return access(idle, "");
    }

    protected final ModelAccess access(Duration idle, String thinking) {
        return access(idle, thinking, Pace.USUAL);
    }

    protected final ModelAccess access(Duration idle, String thinking, Pace pace) {
        return new Access(baseUrl(server), credential(), Map.of("X-Extra", "1"), http(token, idle), token, idle, 100, 32_768, thinking, pace);
    }

    private record Access(
            URI baseUrl,
            String credential,
            Map<String, String> headers,
            HttpClientBuilder http,
            Cancellation cancellation,
            Duration idle,
            int maxTokens,
            int contextWindow,
            String thinking,
            Pace pace) implements ModelAccess {}
}
