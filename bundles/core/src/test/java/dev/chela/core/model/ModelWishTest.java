package dev.chela.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.core.turn.internal.PacedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a provider that has the credentials {@code test:default} and {@code work}. */
class ModelWishTest {
    private final PacedModel models = new PacedModel();

    @ParameterizedTest
    @CsvSource({"test/scripted,test/scripted,''", "test/scripted@work,test/scripted,work", "test/scripted@test:default,test/scripted,test:default",
            "test/scripted@20250514,test/scripted@20250514,''", "test/scripted@20250514@work,test/scripted@20250514,work",
            "test/scripted@latest,test/scripted@latest,''", "' test/far/scripted@work ',test/far/scripted,work"})
    void a_wish_is_a_model_and_perhaps_a_credential(String wish, String model, String profile) {
        assertThat(ModelWish.of(models, wish)).isEqualTo(new ModelWish(ModelRef.parse(model), profile));
    }

    @Test
    void neither_a_model_nor_a_credential_is_made_up() {
        assertThatThrownBy(() -> ModelWish.of(models, "nobody/one@work")).isInstanceOf(Permanent.class).hasMessageContaining("nobody/one");
        assertThatThrownBy(() -> ModelWish.of(models, "test/scripted@")).isInstanceOf(Permanent.class).hasMessageContaining("no credential ''");
        assertThatThrownBy(() -> ModelWish.of(models, "test/scripted@home")).isInstanceOf(Permanent.class).hasMessageContaining("test:default, work");
    }
}
