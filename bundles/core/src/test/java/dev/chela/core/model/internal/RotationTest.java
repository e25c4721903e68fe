package dev.chela.core.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ProviderInfo;
import dev.chela.core.FixedConfig;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.model.AuthConfig;
import dev.chela.core.model.FaultKind;
import dev.chela.core.model.Models;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.CancelSource;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.Mishap;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Several credentials of one provider, told apart by what a real server is shown; only time is made up. */
@Timeout(60)
class RotationTest {
    private static final ModelRef MODEL = ModelRef.parse("fake/one");
    private static final ModelRef SPARE = ModelRef.parse("spare/two");

    private final LeapingClock clock = new LeapingClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final GuestBook guests = new GuestBook();
    private final FakeModel server = FakeModel.start();
    private final FakeModel spare = FakeModel.start();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        guests.close();
        http.close();
        server.close();
        spare.close();
    }

    private ProviderModels models(Map<String, List<String>> order) {
        return models(order, null);
    }

    private ProviderModels models(Map<String, List<String>> order, AuthConfig.@Nullable Cooldowns cooldowns) {
        Map<String, AuthConfig.Profile> profiles = new LinkedHashMap<>();
        profiles.put("work", new AuthConfig.Profile("fake", "api_key", null, new Secret("key-of-work")));
        profiles.put("home", new AuthConfig.Profile("fake", null, null, new Secret("key-of-home")));
        profiles.put("described", new AuthConfig.Profile("fake", "oauth", "a@example.org", null));
        ProviderModels models = new ProviderModels(new FixedConfig(new AuthConfig(profiles, order, cooldowns),
                new ModelsConfig(null, Map.of("fake", provider(server), "spare", provider(spare)))), http, clock, guests, name -> null);
        models.add(new ChatProvider("openai", new ProviderInfo(Set.of("openai-completions"), "", List.of(), "", 20, false)),
                new Guest(1, "model-openai", "1.0"), 1);
        return models;
    }

    private static ModelsConfig.Provider provider(FakeModel at) {
        return new ModelsConfig.Provider(at.v1().toString(), new Secret("key-of-default"), null, "openai-completions", null, 0, List.of());
    }

    private void ask(ProviderModels models, String conversation, ModelRef... refs) {
        ChatRequest request = ChatRequest.builder().messages(UserMessage.from("echo hi")).build();
        assertThat(models.ask(new Models.Question(List.of(refs), request, new CancelSource(), "", conversation), new Ear()).aiMessage().text()).isEqualTo("hi");
        clock.leap(Duration.ofSeconds(1));
    }

    /** Whose keys the server was shown, in order. */
    private List<String> shown() {
        return server.requests().stream().map(request -> request.headers().get("authorization").replace("Bearer key-of-", "")).toList();
    }

    private void askWith(ProviderModels models, String profile, ModelRef... refs) {
        ChatRequest request = ChatRequest.builder().messages(UserMessage.from("echo hi")).build();
        models.ask(new Models.Question(List.of(refs), request, new CancelSource(), "", "a", new Models.Pin("fake", profile)), new Ear());
    }

    @Test
    void the_one_that_a_person_chose_is_used_alone_even_when_it_fails_and_another_provider_may_still_help() {
        ProviderModels models = models(null);
        askWith(models, "home", MODEL);
        askWith(models, "home", MODEL);
        assertThat(shown()).containsExactly("home", "home");
        server.forget();
        server.next(refusing(401));
        assertThatThrownBy(() -> askWith(models, "home", MODEL)).isInstanceOf(Permanent.class);
        assertThat(shown()).containsExactly("home");
        server.next(refusing(401));
        askWith(models, "home", MODEL, SPARE);
        assertThat(spare.requests()).hasSize(1);
    }

    @Test
    void one_that_is_gone_is_not_replaced_by_another() {
        assertThatThrownBy(() -> askWith(models(null), "sold", MODEL)).isInstanceOf(Permanent.class)
                .hasMessageContaining("sold").hasMessageContaining("/model fake/one");
        assertThat(server.requests()).isEmpty();
    }

    private static Mishap refusing(int status) {
        return new Mishap.Status(status, Map.of(), "{\"error\":{\"message\":\"no\"}}");
    }

    @Test
    void conversations_take_the_credentials_by_turns_and_each_stays_with_its_own() {
        ProviderModels models = models(null);
        for (String conversation : List.of("a", "b", "c", "b", "a", "d")) {
            ask(models, conversation, MODEL);
        }
        assertThat(shown()).containsExactly("default", "work", "home", "work", "default", "home");
    }

    @Test
    void one_that_is_asked_too_often_gives_way_at_once_and_rests_longer_each_time() {
        ProviderModels models = models(Map.of("fake", List.of("work", "home")));
        server.next(refusing(429));
        ask(models, "", MODEL);
        assertThat(shown()).containsExactly("work", "home");
        assertThat(clock.waits()).isEmpty();
        assertThat(heard).anyMatch(line -> line.contains("now with the credential home"));
        server.forget();
        ask(models, "", MODEL);
        clock.leap(Duration.ofSeconds(30));
        server.next(refusing(429));
        ask(models, "", MODEL);
        clock.leap(Duration.ofSeconds(40));
        ask(models, "", MODEL);
        clock.leap(Duration.ofSeconds(30));
        ask(models, "", MODEL);
        assertThat(shown()).containsExactly("home", "work", "home", "home", "work");
    }

    @Test
    void one_that_is_refused_or_out_of_money_rests_for_ten_minutes_and_says_why() {
        ProviderModels models = models(Map.of("fake", List.of("work", "home", "fake:default")));
        server.next(refusing(401), refusing(402));
        ask(models, "", MODEL);
        assertThat(shown()).containsExactly("work", "home", "default");
        assertThat(models.credentials("fake")).extracting(Models.Held::profile).containsExactly("fake:default", "work", "home");
        assertThat(models.credentials("fake")).extracting(held -> held.why().orElse(null)).containsExactly(null, FaultKind.AUTH, FaultKind.BILLING);
        assertThat(models.credentials("fake").get(1).restsUntil()).hasValueSatisfying(until ->
                assertThat(Duration.between(clock.now(), until)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10)));
        clock.leap(Duration.ofMinutes(11));
        ask(models, "", MODEL);
        assertThat(shown()).last().isEqualTo("work");
        assertThat(models.credentials("fake").get(0).failures()).isZero();
    }

    @Test
    void the_next_model_is_asked_when_no_credential_is_left() {
        ProviderModels models = models(Map.of("fake", List.of("work", "home")));
        server.next(refusing(401), refusing(403));
        ask(models, "", MODEL, SPARE);
        assertThat(shown()).containsExactly("work", "home");
        assertThat(spare.requests()).hasSize(1);
        server.next(refusing(401), refusing(401));
        assertThatThrownBy(() -> ask(models, "", MODEL)).isInstanceOf(Permanent.class).hasMessageContaining("401");
    }

    @Test
    void what_another_credential_would_not_help_against_is_asked_again_with_the_same() {
        ProviderModels models = models(Map.of("fake", List.of("work", "home")));
        server.next(refusing(503));
        ask(models, "", MODEL);
        assertThat(shown()).containsExactly("work", "work");
    }

    @Test
    void no_secret_is_shown() {
        assertThat(models(null).credentials("fake").toString()).contains("fake:default", "work", "home").doesNotContain("key-of", "described");
    }

    private final class Ear implements Models.Listener {
        @Override
        public void asking(ModelRef model) {
            heard.add("asking " + model);
        }

        @Override
        public void text(String delta) {
            heard.add(delta);
        }

        @Override
        public void thinking(String delta) {
            heard.add(delta);
        }

        @Override
        public void retrying(String why, Duration after) {
            heard.add(why);
        }
    }

    @Test
    void one_that_is_out_of_money_rests_as_long_as_is_configured_and_twice_as_long_the_next_time() {
        ProviderModels models = models(Map.of("fake", List.of("work", "home")), new AuthConfig.Cooldowns(5, Map.of("spare", 1), 8, null));
        server.next(refusing(402));
        ask(models, "", MODEL);
        assertThat(rest(models)).isBetween(Duration.ofMinutes(299), Duration.ofHours(5));
        clock.leap(Duration.ofHours(6));
        server.next(refusing(402));
        ask(models, "", MODEL);
        assertThat(rest(models)).isBetween(Duration.ofMinutes(479), Duration.ofHours(8));
        clock.leap(Duration.ofHours(25));
        server.next(refusing(402));
        ask(models, "", MODEL);
        assertThat(rest(models)).isBetween(Duration.ofMinutes(299), Duration.ofHours(5));
    }

    private Duration rest(ProviderModels models) {
        return models.credentials("fake").stream().filter(held -> held.profile().equals("work")).findFirst().orElseThrow().restsUntil()
                .map(until -> Duration.between(clock.now(), until)).orElseThrow();
    }
}
