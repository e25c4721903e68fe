package dev.chela.core.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.CountedTokens;
import dev.chela.api.model.Pace;
import dev.chela.api.model.ProviderInfo;
import dev.chela.core.FixedConfig;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.model.FaultKind;
import dev.chela.core.model.Models;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.CancelSource;
import dev.chela.core.usage.Spend;
import dev.chela.core.usage.Tokens;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.Mishap;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions to real servers, over the real client; only time is made up. */
@Timeout(60)
class AskingTest {
    private static final ModelRef FIRST = ModelRef.parse("fake/one");
    private static final ModelRef PROXIED = ModelRef.parse("proxied/one");
    private static final ModelRef SECOND = ModelRef.parse("spare/two");

    private final LeapingClock clock = new LeapingClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final GuestBook guests = new GuestBook();
    private final CancelSource token = new CancelSource();
    private final Recorder listener = new Recorder();
    private FakeModel server;
    private FakeModel spare;
    private ProviderModels models;

    @BeforeEach
    void start() {
        server = FakeModel.start();
        spare = FakeModel.start();
        models = new ProviderModels(config(), http, clock, guests, name -> null);
        models.add(
                new ChatProvider("openai", new ProviderInfo(Set.of("openai-completions"), "", List.of(), "", 20, false)),
                new Guest(1, "model-openai", "1.0"), 1);
    }

    private FixedConfig config() {
        return new FixedConfig(new ModelsConfig(null, Map.of("fake", provider(server), "spare", provider(spare),
                "proxied", provider(server.v1().toString().replace("127.0.0.1", "localhost")))));
    }

    private static ModelsConfig.Provider provider(FakeModel at) {
        return provider(at.v1().toString());
    }

    private static ModelsConfig.Provider provider(String at) {
        ModelsConfig.Model priced = new ModelsConfig.Model(
                "one", null, true, null, new ModelsConfig.Cost(3, 15, 0, 0), 1000, 100);
        return new ModelsConfig.Provider(
                at, new Secret("none"), null, "openai-completions", null, 0, List.of(priced));
    }

    @AfterEach
    void stop() {
        guests.close();
        http.close();
        server.close();
        spare.close();
    }

    @Test
    void an_answer_streams_to_the_listener_on_the_asking_thread() {
        ChatResponse answer = ask("echo one two three", FIRST);
        assertThat(answer.aiMessage().text()).isEqualTo("one two three");
        assertThat(listener.heard).first().isEqualTo("asking fake/one");
        assertThat(String.join("", listener.heard.subList(1, listener.heard.size()))).isEqualTo("one two three");
        assertThat(listener.threads).containsOnly(Thread.currentThread());
    }

    @Test
    void an_answer_holds_no_type_of_the_provider() {
        ChatResponse answer = ask("echo hi", FIRST);
        assertThat(answer.metadata().getClass().getName()).doesNotContain("openai");
        assertThat(answer.tokenUsage().getClass().getName()).doesNotContain("openai");
    }

    @Test
    void what_was_spent_follows_the_configured_price() {
        assertThat(models.spent(FIRST, new TokenUsage(2_000, 1_000)).cost()).isEqualByComparingTo("0.021");
        assertThat(models.spent(FIRST, new CountedTokens(2_000, 1_000, 500, 500, 0)).cost()).isEqualByComparingTo("0.021");
        assertThat(new ModelsConfig.Cost(3, 15, 0.3, 3.75).price().of(new Tokens(2_000, 0), 1_000, 400).inputCost()).isEqualByComparingTo("0.0036");
        assertThat(models.spent(SECOND, new TokenUsage(2_000, 1_000)).cost()).isEqualByComparingTo("0");
        assertThat(models.spent(FIRST, null)).isEqualTo(Spend.NOTHING);
    }

    @Test
    void a_rate_limit_is_waited_for_as_long_as_the_server_says() {
        server.next(busy(429, "7"), busy(429, "11"));
        assertThat(ask("echo hi", FIRST).aiMessage().text()).isEqualTo("hi");
        assertThat(clock.waits()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(11));
        assertThat(listener.heard).filteredOn(line -> line.startsWith("retrying")).hasSize(2);
    }

    @Test
    void a_rate_limit_is_met_ten_times_at_most() {
        server.next(Collections.nCopies(20, busy(429, "1")).toArray(Mishap[]::new));
        assertThatThrownBy(() -> ask("echo hi", FIRST)).isInstanceOf(Transient.class);
        assertThat(server.requests()).hasSize(10);
    }

    @Test
    void an_overload_is_given_up_after_ninety_seconds() {
        server.next(Collections.nCopies(20, busy(503, "")).toArray(Mishap[]::new));
        assertThatThrownBy(() -> ask("echo hi", FIRST)).isInstanceOf(Transient.class).hasMessageContaining("503");
        Duration waited = clock.waits().stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(waited).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(90));
        assertThat(clock.waits().get(1)).isGreaterThan(clock.waits().get(0));
    }

    @Test
    void a_wrong_key_is_not_tried_twice_but_the_next_model_is_asked() {
        server.next(new Mishap.Status(401, Map.of(), "{\"error\":{\"message\":\"no\"}}"));
        assertThat(ask("echo hi", FIRST, SECOND).aiMessage().text()).isEqualTo("hi");
        assertThat(server.requests()).hasSize(1);
        assertThat(listener.heard).containsExactly("asking fake/one", "asking spare/two", "hi");
    }

    @Test
    void a_refused_key_is_told_with_the_places_where_a_better_one_may_be_set() {
        server.next(new Mishap.Status(401, Map.of(), "{\"error\":{\"message\":\"no such key\"}}"));
        assertThatThrownBy(() -> ask("echo hi", FIRST))
                .isInstanceOf(Permanent.class)
                .hasMessageContainingAll("401", "no such key", "models.providers.fake.apiKey", "FAKE_API_KEY")
                .satisfies(fault -> assertThat(FaultKind.of(fault)).isEqualTo(FaultKind.AUTH));
    }

    @Test
    void a_frame_that_is_not_json_before_the_first_word_and_a_failing_server_are_tried_again() {
        server.next(new Mishap.Garbage(0), busy(500, ""));
        assertThat(ask("echo hi", FIRST).aiMessage().text()).isEqualTo("hi");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void a_call_of_a_tool_that_is_cut_is_asked_for_again_as_a_whole() {
        server.next(new Mishap.HalfCall());
        ChatResponse answer = ask("tool dice {\"sides\":6}", FIRST);
        assertThat(answer.aiMessage().toolExecutionRequests()).singleElement()
                .satisfies(call -> assertThat(call.arguments()).contains("\"sides\":6"));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void a_model_that_failed_is_asked_last_until_it_has_cooled_down() {
        server.next(new Mishap.Status(404, Map.of(), "{}"));
        ask("echo hi", FIRST, SECOND);
        ask("echo hi", FIRST, SECOND);
        assertThat(server.requests()).hasSize(1);
        clock.leap(Duration.ofSeconds(31));
        ask("echo hi", FIRST, SECOND);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void a_server_that_wants_a_long_pause_is_left_for_the_next_model() {
        server.next(busy(429, "120"));
        ask("echo hi", FIRST, SECOND);
        assertThat(clock.waits()).isEmpty();
        assertThat(spare.requests()).hasSize(1);
    }

    @Test
    void nothing_is_repeated_once_a_part_was_shown() {
        server.next(new Mishap.Short(2));
        assertThatThrownBy(() -> ask("count 5", FIRST, SECOND)).isInstanceOf(Transient.class);
        assertThat(server.requests()).hasSize(1);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void an_answer_cut_before_its_first_word_is_asked_for_again() {
        server.next(new Mishap.Cut(0), new Mishap.Short(0), new Mishap.Drop(), new Mishap.Drop());
        assertThat(ask("count 2", FIRST).aiMessage().text()).isEqualTo("1 2");
    }

    @Test
    void a_refused_conversation_that_is_too_long_is_told_as_such_and_goes_to_no_other_model() {
        server.next(new Mishap.Status(
                400, Map.of(), "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"too long\"}}"));
        assertThatThrownBy(() -> ask("echo hi", FIRST, SECOND))
                .isInstanceOf(Permanent.class)
                .satisfies(fault -> assertThat(FaultKind.of(fault)).isEqualTo(FaultKind.OVERFLOW));
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void a_mistake_of_the_listener_is_never_blamed_on_the_model() {
        listener.thrown = new Defect("a row was missing");
        assertThatThrownBy(() -> ask("count 500 [delay=20]", FIRST, SECOND)).isSameAs(listener.thrown);
        server.awaitAborted(1);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void a_wait_ends_with_the_turn() {
        server.next(busy(429, "5"));
        listener.onRetry = () -> token.cancel("stop");
        assertThatThrownBy(() -> ask("echo hi", FIRST, SECOND)).isInstanceOf(CancellationException.class);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void a_cancelled_turn_ends_in_mid_stream() {
        listener.onText = () -> token.cancel("stop");
        assertThatThrownBy(() -> ask("count 500 [delay=20]", FIRST, SECOND)).isInstanceOf(CancellationException.class);
        server.awaitAborted(1);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void a_server_that_is_not_there_is_a_transient_fault() {
        server.close();
        assertThatThrownBy(() -> ask("echo hi", FIRST)).isInstanceOf(Transient.class).hasMessageContaining("no connection");
    }

    @Test
    void a_reasoning_model_is_told_how_hard_to_think_and_one_that_does_not_know_the_word_is_not() {
        assertThat(models.thinkingLevels(FIRST)).containsExactly("low");
        assertThat(models.thinkingLevels(ModelRef.parse("fake/two"))).isEmpty();
        assertThat(models.thinkingLevels(ModelRef.parse("nobody/one"))).isEmpty();
        assertThat(effort("low", FIRST)).isEqualTo("low");
        assertThat(effort("high", FIRST)).isEmpty();
        assertThat(effort("low", ModelRef.parse("fake/two"))).isEmpty();
    }

    private String effort(String thinking, ModelRef model) {
        ChatRequest request = ChatRequest.builder().messages(UserMessage.from("echo hi")).build();
        models.ask(new Models.Question(List.of(model), request, token, thinking), listener);
        return server.last().body().path("reasoning_effort").asText();
    }

    @Test
    void a_faster_service_is_asked_for_where_there_is_one_and_nowhere_else() {
        assertThat(models.canBeFast(FIRST)).isTrue();
        assertThat(models.canBeFast(PROXIED)).isFalse();
        assertThat(models.canBeFast(ModelRef.parse("nobody/one"))).isFalse();
        assertThat(tier(FIRST, Pace.FAST)).isEqualTo("FAST");
        assertThat(tier(FIRST, Pace.STANDARD)).isEqualTo("STANDARD");
        assertThat(tier(FIRST, Pace.USUAL)).isEmpty();
        assertThat(tier(PROXIED, Pace.FAST)).isEmpty();
    }

    private String tier(ModelRef model, Pace pace) {
        ChatRequest request = ChatRequest.builder().messages(UserMessage.from("echo hi")).build();
        models.ask(new Models.Question(List.of(model), request, token, "", "", Models.Pin.NONE, pace), listener);
        return server.last().body().path("service_tier").asText();
    }

    private ChatResponse ask(String text, ModelRef... refs) {
        ChatRequest request = ChatRequest.builder().messages(UserMessage.from(text)).build();
        return models.ask(new Models.Question(List.of(refs), request, token), listener);
    }

    private static Mishap busy(int status, String retryAfter) {
        Map<String, String> headers = retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", retryAfter);
        return new Mishap.Status(status, headers, "{\"error\":{\"message\":\"busy\"}}");
    }

    private static final class Recorder implements Models.Listener {
        private final List<String> heard = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private Runnable onText = () -> {};
        private Runnable onRetry = () -> {};
        private RuntimeException thrown;

        @Override
        public void asking(ModelRef model) {
            heard.add("asking " + model);
        }

        @Override
        public void text(String delta) {
            heard.add(delta);
            threads.add(Thread.currentThread());
            onText.run();
            if (thrown != null) {
                throw thrown;
            }
        }

        @Override
        public void thinking(String delta) {
            heard.add("thinking " + delta);
        }

        @Override
        public void retrying(String why, Duration after) {
            heard.add("retrying " + why);
            onRetry.run();
        }
    }
}
