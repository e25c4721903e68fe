package dev.chela.core.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ProviderInfo;
import dev.chela.core.FixedConfig;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.model.Models;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.CancelSource;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.Mishap;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bundle of a provider goes, or is replaced, while its model answers. */
@Timeout(60)
class ProviderSwapTest {
    private static final ModelRef WANTED = ModelRef.parse("fake/one");
    private static final ModelRef FALLBACK = ModelRef.parse("spare/two");
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final LeapingClock clock = new LeapingClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final GuestBook guests = new GuestBook();
    private final FakeModel server = FakeModel.start();
    private final FakeModel spare = FakeModel.start();
    private final FakeModel moved = FakeModel.start();
    private final CountDownLatch speaking = new CountDownLatch(1);
    private final ProviderModels models = new ProviderModels(config(), http, clock, guests, name -> null);
    private final ChatProvider old = provider("fake", server);

    ProviderSwapTest() {
        models.add(old, new Guest(1, "model-fake", "1.0"), 1);
        models.add(provider("spare", spare), new Guest(2, "model-spare", "1.0"), 2);
    }

    private FixedConfig config() {
        ModelsConfig.Provider keyed = new ModelsConfig.Provider(null, new Secret("none"), null, null, null, 0, List.of());
        return new FixedConfig(new ModelsConfig(null, Map.of("fake", keyed, "spare", keyed)));
    }

    private static ChatProvider provider(String id, FakeModel at) {
        return new ChatProvider(id, new ProviderInfo(Set.of(id), at.v1().toString(), List.of(), "", 20, false));
    }

    @AfterEach
    void stop() {
        guests.close();
        http.close();
        server.close();
        spare.close();
        moved.close();
    }

    @Test
    void a_running_answer_becomes_whole_before_its_bundle_may_stop_and_the_next_one_is_the_new_bundles() throws Exception {
        CompletableFuture<String> answer = ask("count 30 [delay=10]", WANTED);
        speaking.await();
        replace(LONG);
        assertThat(guests.accounts()).allSatisfy(account -> assertThat(account.running()).isZero());
        assertThat(answer.get()).startsWith("1 2").endsWith("29 30");
        assertThat(ask("echo hi", WANTED).get()).isEqualTo("hi");
        assertThat(server.requests()).hasSize(1);
        assertThat(moved.requests()).hasSize(1);
    }

    @Test
    void an_answer_that_has_not_begun_at_the_limit_is_asked_for_again_from_the_new_bundle() throws Exception {
        server.next(new Mishap.Hang(-1));
        CompletableFuture<String> answer = ask("echo hi", WANTED, FALLBACK);
        server.awaitRequests(1);
        replace(SHORT);
        server.awaitAborted(1);
        assertThat(answer.get()).isEqualTo("hi");
        assertThat(moved.requests()).hasSize(1);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void an_answer_that_has_not_begun_when_its_bundle_goes_for_good_is_asked_for_from_the_next_model() throws Exception {
        server.next(new Mishap.Hang(-1));
        CompletableFuture<String> answer = ask("echo hi", WANTED, FALLBACK);
        server.awaitRequests(1);
        models.remove(old, SHORT);
        server.awaitAborted(1);
        assertThat(answer.get()).isEqualTo("hi");
        assertThat(spare.requests()).hasSize(1);
    }

    @Test
    void an_answer_of_which_a_part_was_shown_at_the_limit_is_broken_off_and_says_why() throws Exception {
        CompletableFuture<String> answer = ask("count 5000 [delay=10]", WANTED, FALLBACK);
        speaking.await();
        models.remove(old, SHORT);
        server.awaitAborted(1);
        assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class).cause()
                .isInstanceOf(Transient.class).hasMessageContaining("withdrawn or replaced");
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void a_withdrawal_is_no_fault_of_the_plugin() throws Exception {
        server.next(new Mishap.Hang(-1));
        CompletableFuture<String> answer = ask("echo hi", WANTED, FALLBACK);
        server.awaitRequests(1);
        replace(SHORT);
        answer.get();
        assertThat(guests.accounts()).allSatisfy(account -> assertThat(account.faults()).isZero());
    }

    private void replace(Duration limit) {
        models.add(provider("fake", moved), new Guest(3, "model-fake", "2.0"), 3);
        models.remove(old, limit);
    }

    private CompletableFuture<String> ask(String text, ModelRef... refs) {
        ChatRequest request = ChatRequest.builder().messages(UserMessage.from(text)).build();
        Models.Question question = new Models.Question(List.of(refs), request, new CancelSource());
        return CompletableFuture.supplyAsync(() -> models.ask(question, new Ear()).aiMessage().text());
    }

    private final class Ear implements Models.Listener {
        @Override
        public void asking(ModelRef model) {}

        @Override
        public void text(String delta) {
            speaking.countDown();
        }

        @Override
        public void thinking(String delta) {}

        @Override
        public void retrying(String why, Duration after) {}
    }
}
