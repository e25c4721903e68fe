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
import dev.chela.core.model.Models;
import dev.chela.core.model.AuthConfig;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.model.ModelsConfig.Mode;
import dev.chela.core.model.internal.Providers.Installed;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.Mishap;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResolutionTest {
    private static final Guest GUEST = new Guest(1, "provider", "1.0");

    private final GuestBook guests = new GuestBook();
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final FakeModel local = FakeModel.start();
    private final Map<String, String> environment = new HashMap<>();

    private final ChatProvider cloud = new ChatProvider(
            "cloud", new ProviderInfo(Set.of("openai-completions"), "https://cloud.invalid/v1", List.of("CLOUD_KEY"), "big", 10, false));
    private final ChatProvider near = new ChatProvider(
            "near", new ProviderInfo(Set.of("near"), local.v1().toString(), List.of(), "usual", 40, true));
    private final ChatProvider demo =
            new ChatProvider("demo", new ProviderInfo(Set.of("demo"), "", List.of(), "offline", 1000, true));

    @AfterEach
    void stop() {
        guests.close();
        http.close();
        clock.close();
        local.close();
    }

    @Test
    void auto_takes_a_provider_whose_key_is_in_the_environment() {
        environment.put("CLOUD_KEY", "k");
        assertThat(models(ModelsConfig.EMPTY).resolve("auto")).isEqualTo(ModelRef.parse("cloud/big"));
    }

    @Test
    void auto_takes_a_local_server_that_answers_and_asks_it_once_a_minute() {
        ProviderModels models = models(ModelsConfig.EMPTY);
        assertThat(models.resolve("auto")).isEqualTo(ModelRef.parse("near/small"));
        assertThat(models.resolve("")).isEqualTo(ModelRef.parse("near/small"));
        assertThat(local.requests()).hasSize(1);
    }

    @Test
    void auto_falls_back_to_what_needs_nothing_when_the_local_server_is_silent() {
        local.next(new Mishap.Status(500, Map.of(), ""));
        assertThat(models(ModelsConfig.EMPTY).resolve("auto")).isEqualTo(ModelRef.parse("demo/offline"));
    }

    @Test
    void auto_prefers_what_the_owner_configured() {
        environment.put("CLOUD_KEY", "k");
        assertThat(models(configured("mine", Mode.MERGE)).resolve("auto")).isEqualTo(ModelRef.parse("mine/m1"));
    }

    @Test
    void a_full_name_is_taken_as_it_is_when_its_provider_is_known() {
        assertThat(models(ModelsConfig.EMPTY).resolve("cloud/some/new-model"))
                .isEqualTo(new ModelRef("cloud", "some/new-model"));
    }

    @Test
    void a_bare_name_is_found_where_only_one_provider_has_it() {
        assertThat(models(configured("mine", Mode.MERGE)).resolve("m1")).isEqualTo(ModelRef.parse("mine/m1"));
    }

    @Test
    void an_unknown_wish_is_refused_with_what_would_fit() {
        assertThatThrownBy(() -> models(configured("mine", Mode.MERGE)).resolve("gpt-9"))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("gpt-9")
                .hasMessageContaining("mine/m1")
                .hasMessageContaining("demo");
    }

    @Test
    void replace_hides_what_is_not_configured() {
        ProviderModels models = models(configured("mine", Mode.REPLACE));
        assertThatThrownBy(() -> models.resolve("demo/offline")).isInstanceOf(Permanent.class);
        assertThat(models.list()).extracting(Models.Offer::ref).containsExactly(ModelRef.parse("mine/m1"));
    }

    @Test
    void a_provider_that_leaves_is_no_longer_offered() {
        ProviderModels models = models(ModelsConfig.EMPTY);
        models.remove(near, Duration.ZERO);
        assertThat(models.resolve("auto")).isEqualTo(ModelRef.parse("demo/offline"));
    }

    @Test
    void of_two_generations_the_newer_one_speaks_and_the_older_one_returns_when_it_leaves() {
        Providers providers = new Providers();
        ChatProvider newer = new ChatProvider("near", demo.info());
        providers.add(near, guests.admit(GUEST), 1);
        providers.add(newer, guests.admit(GUEST), 2);
        assertThat(providers.byId("near").map(Installed::provider)).containsSame(newer);
        providers.remove(newer);
        assertThat(providers.byId("near").map(Installed::provider)).containsSame(near);
    }

    @Test
    void what_is_known_of_a_model_comes_from_the_configuration() {
        assertThat(models(configured("mine", Mode.MERGE)).describe(ModelRef.parse("mine/m1")).contextWindow()).isEqualTo(200_000);
        assertThat(models(ModelsConfig.EMPTY).describe(ModelRef.parse("cloud/x")).contextWindow()).isZero();
    }

    @Test
    void a_missing_credential_is_told_with_the_places_where_it_may_be() {
        assertThatThrownBy(() -> catalog(ModelsConfig.EMPTY).route(ModelRef.parse("cloud/big")))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("models.providers.cloud.apiKey")
                .hasMessageContaining("CLOUD_KEY");
    }

    @Test
    void the_configured_key_is_preferred_to_the_environment() {
        environment.put("MINE_API_KEY", "from-env");
        assertThat(catalog(configured("mine", Mode.MERGE)).route(ModelRef.parse("mine/m1")).credential()).isEqualTo("k");
    }

    @Test
    void an_api_that_nobody_speaks_is_named() {
        ModelsConfig config = new ModelsConfig(null, Map.of("odd",
                new ModelsConfig.Provider("http://127.0.0.1:1/v1", null, null, "morse", null, 0, null)));
        assertThatThrownBy(() -> catalog(config).route(ModelRef.parse("odd/x"))).hasMessageContaining("morse");
    }

    @Test
    void a_local_server_may_be_silent_for_longer_and_the_configuration_decides() {
        assertThat(catalog(configured("mine", Mode.MERGE)).route(ModelRef.parse("mine/m1")).idle()).hasSeconds(300);
        ModelsConfig config = new ModelsConfig(null, Map.of("far",
                new ModelsConfig.Provider("https://far.invalid/v1", new Secret("k"), null, null, null, 45, null)));
        assertThat(catalog(config).route(ModelRef.parse("far/x")).idle()).hasSeconds(45);
        environment.put("CLOUD_KEY", "k");
        assertThat(catalog(ModelsConfig.EMPTY).route(ModelRef.parse("cloud/x")).idle()).hasSeconds(120);
    }

    private ProviderModels models(ModelsConfig config) {
        ProviderModels models = new ProviderModels(new FixedConfig(config), http, clock, guests, environment::get);
        models.add(demo, GUEST, 1);
        models.add(near, GUEST, 2);
        models.add(cloud, GUEST, 3);
        return models;
    }

    private Catalog catalog(ModelsConfig config) {
        Providers providers = new Providers();
        providers.add(cloud, guests.admit(GUEST), 1);
        return new Catalog(providers, () -> config, () -> new AuthConfig(null, null, null), environment::get);
    }

    private static ModelsConfig configured(String id, Mode mode) {
        ModelsConfig.Model model = new ModelsConfig.Model("m1", "M 1", false, null, null, 200_000, 8192);
        return new ModelsConfig(mode, Map.of(id,
                new ModelsConfig.Provider("http://127.0.0.1:1/v1", new Secret("k"), null, null, null, 0, List.of(model))));
    }
}
