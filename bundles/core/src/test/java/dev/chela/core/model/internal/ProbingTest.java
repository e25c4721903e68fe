package dev.chela.core.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.config.Secret;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ProviderInfo;
import dev.chela.core.FixedConfig;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.model.ModelProbe.Finding;
import dev.chela.core.model.ModelProbe.Verdict;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.Mishap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a provider answers, found out by asking it once. */
class ProbingTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SystemClock clock = new SystemClock();
    private final GuestBook guests = new GuestBook();
    private final JdkHttp http = new JdkHttp(clock);
    private FakeModel server;
    private ProviderModels models;

    @BeforeEach
    void start() {
        server = FakeModel.start();
        ModelsConfig.Provider provider = new ModelsConfig.Provider(server.v1().toString(), new Secret("none"), null, "openai-completions",
                null, 0, List.of(new ModelsConfig.Model("one", null, false, null, null, 1000, 100)));
        models = new ProviderModels(new FixedConfig(new ModelsConfig(null, Map.of("fake", provider))), http, clock, guests, name -> null);
        models.add(new ChatProvider("openai", new ProviderInfo(Set.of("openai-completions"), "", List.of(), "", 20, false)),
                new Guest(1, "model-openai", "1.0"), 1);
    }

    @AfterEach
    void stop() {
        guests.close();
        http.close();
        server.close();
        clock.close();
    }

    @Test
    void a_provider_that_answers_is_well_and_one_that_is_not_there_has_no_model() {
        Finding found = models.probe("fake", LONG);
        assertThat(found.verdict()).isEqualTo(Verdict.OK);
        assertThat(found.model()).contains(new ModelRef("fake", "one"));
        assertThat(found.error()).isEmpty();
        assertThat(models.probe("nobody", LONG).verdict()).isEqualTo(Verdict.NO_MODEL);
    }

    @Test
    void what_goes_wrong_is_told_by_its_kind_and_not_tried_again() {
        server.next(status(401), status(429), status(402), status(400), status(500));
        assertThat(models.probe("fake", LONG)).satisfies(found -> {
            assertThat(found.verdict()).isEqualTo(Verdict.AUTH);
            assertThat(found.error()).contains("401");
        });
        assertThat(models.probe("fake", LONG).verdict()).isEqualTo(Verdict.RATE_LIMIT);
        assertThat(models.probe("fake", LONG).verdict()).isEqualTo(Verdict.BILLING);
        assertThat(models.probe("fake", LONG).verdict()).isEqualTo(Verdict.FORMAT);
        assertThat(models.probe("fake", LONG).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void who_says_nothing_until_the_deadline_is_late() {
        server.next(new Mishap.Hang(-1));
        assertThat(models.probe("fake", Duration.ofMillis(300))).satisfies(found -> {
            assertThat(found.verdict()).isEqualTo(Verdict.TIMEOUT);
            assertThat(found.error()).contains("300 ms");
        });
    }

    private static Mishap status(int code) {
        return new Mishap.Status(code, Map.of(), "{\"error\":{\"message\":\"no\"}}");
    }
}
