package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Defect;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.internal.Binder.Bound;
import dev.chela.core.secret.SecretRef;
import dev.chela.core.secret.internal.ShapeRedactor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinderTest {
    enum Mode { OFF, TRUSTED_PROXY }

    record Inner(String name, @Range(min = 1) int size) {}

    record Short(String text) {
        static Short of(String text) {
            return new Short(text);
        }
    }

    record Picky(int a, int b) {
        Picky {
            if (a > b) {
                throw new IllegalArgumentException("a must not be larger than b");
            }
        }
    }

    record All(String text, int number, Integer boxed, long big, double fraction, boolean flag, Boolean boxedFlag, Mode mode,
            @Range(min = 1000, max = 60_000) Duration pause, Secret token, Optional<Integer> maybe, List<String> list,
            Set<String> set, Map<String, Inner> map, List<Inner> inners, Inner inner, Short brief, Picky picky, Object any,
            ObjectNode tree, String default_, @Range(min = 1, max = 9) Integer port) {}

    private static Bound<All> bind(String json5) {
        Document document = Json5.parse("", "{ all: {\n" + json5 + "\n} }");
        assertThat(document.issues()).isEmpty();
        Source source = new Source(true, "", document.tree(), document.tree(), document.places(), Set.of(), Set.<Path>of(),
                List.of(), List.of());
        return Binder.bind(KeyPath.of("all"), All.class, source, BinderTest::secret, new ShapeRedactor());
    }

    private static Secret secret(SecretRef ref) {
        return new Secret(ref.source() + ":" + ref.id());
    }

    private static All good(String json5) {
        Bound<All> bound = bind(json5);
        assertThat(bound.issues()).isEmpty();
        return bound.value().orElseThrow();
    }

    @Test
    void absent_values_are_null_zero_false_or_empty() {
        All all = good("");
        assertThat(all.text()).isNull();
        assertThat(all.number()).isZero();
        assertThat(all.flag()).isFalse();
        assertThat(all.boxedFlag()).isNull();
        assertThat(all.maybe()).isEmpty();
        assertThat(all.list()).isNull();
        assertThat(all.port()).isNull();
        assertThat(good("text: null, maybe: null").text()).isNull();
    }

    @Test
    void all_kinds_of_values_are_bound() {
        All all = good("""
                text: "t", number: 0x10, boxed: 2.0, big: 9007199254740993, fraction: 1.5, flag: true, mode: "trusted-proxy",
                pause: "30s", token: "geheim", maybe: 3, list: ["a"], set: ["b", "b"], map: { "x.y": { name: "n", size: 1 } },
                inners: [{ size: 2 }], inner: { name: "i", size: 3 }, brief: "b", picky: { a: 1, b: 2 }, any: { k: [1, "x"] },
                tree: { z: 1 }, default: "d", port: 9""");
        assertThat(all.number()).isEqualTo(16);
        assertThat(all.boxed()).isEqualTo(2);
        assertThat(all.big()).isEqualTo(9007199254740993L);
        assertThat(all.mode()).isEqualTo(Mode.TRUSTED_PROXY);
        assertThat(all.pause()).isEqualTo(Duration.ofSeconds(30));
        assertThat(all.token().reveal()).isEqualTo("geheim");
        assertThat(all.maybe()).contains(3);
        assertThat(all.set()).containsExactly("b");
        assertThat(all.map().get("x.y").name()).isEqualTo("n");
        assertThat(all.inners().get(0).size()).isEqualTo(2);
        assertThat(all.brief().text()).isEqualTo("b");
        assertThat(all.any()).isEqualTo(Map.of("k", List.of(1, "x")));
        assertThat(all.tree().get("z").asInt()).isEqualTo(1);
        assertThat(all.default_()).isEqualTo("d");
    }

    @Test
    void an_object_in_a_secrets_place_is_a_reference() {
        assertThat(good("token: { source: 'env', id: 'NAME' }").token().reveal()).isEqualTo("env:NAME");
    }

    @Test
    void an_enum_takes_its_name_with_either_dash() {
        assertThat(good("mode: 'trusted_proxy'").mode()).isEqualTo(Mode.TRUSTED_PROXY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "text: 1|all.text|must be a text, but is 1",
        "number: 'x'|all.number|must be a whole number, but is \"x\"",
        "number: 1.5|all.number|must be a whole number, but is 1.5",
        "number: 3000000000|all.number|must be -2147483648 to 2147483647, but is 3000000000",
        "big: 1e400|all.big|must be a whole number, but is Infinity",
        "fraction: NaN|all.fraction|must be a number, but is NaN",
        "flag: 'true'|all.flag|must be true or false, but is \"true\"",
        "mode: 'of'|all.mode|must be one of off, trusted-proxy, but is \"of\"; did you mean \"off\"?",
        "pause: 'soon'|all.pause|must be a duration like \"30s\", \"5m\", \"1h\", or milliseconds, but is \"soon\"",
        "pause: '2m'|all.pause|must be 1000 to 60000, but is 120000 milliseconds",
        "pause: -5|all.pause|must be a duration like \"30s\", \"5m\", \"1h\", or milliseconds, but is -5",
        "token: ['hush-hush']|all.token|must be a text, or a reference {source: \"env\", id: \"NAME\"}, but is a list",
        "list: 'a'|all.list|must be a list, but is \"a\"",
        "list: [1]|all.list.0|must be a text, but is 1",
        "map: []|all.map|must be an object, but is a list",
        "map: { \"x.y\": { size: 'z' } }|all.map[\"x.y\"].size|must be a whole number, but is \"z\"",
        "inner: 'x'|all.inner|must be an object, but is \"x\"",
        "inners: [{}, { size: 0 }]|all.inners.1.size|must be 1 to 2147483647, but is 0",
        "brief: 5|all.brief|must be a text or an object, but is 5",
        "picky: { a: 2, b: 1 }|all.picky|a must not be larger than b",
        "port: 10|all.port|must be 1 to 9, but is 10",
    })
    void a_value_that_does_not_fit_is_an_issue(String json5, String path, String message) {
        Bound<All> bound = bind(json5);
        assertThat(bound.value()).isEmpty();
        assertThat(bound.issues()).containsExactly(new Issue(path, message, 2));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        assertThat(bind("text: 1,\nnumber: 'x',\ninner: { size: 0 }").issues()).extracting(Issue::line).containsExactly(2, 3, 4);
    }

    record Keys(Integer apiKey, Boolean password) {}

    @Test
    void a_message_does_not_show_what_may_be_a_secret() {
        Document document = Json5.parse("", "{ keys: { apiKey: 'correct-horse', password: 'battery' } }");
        Source source = new Source(true, "", document.tree(), document.tree(), document.places(), Set.of(), Set.of(), List.of(), List.of());
        Bound<Keys> bound = Binder.bind(KeyPath.of("keys"), Keys.class, source, BinderTest::secret, new ShapeRedactor());
        assertThat(bound.issues()).extracting(Issue::message)
                .containsExactly("must be a whole number, but is a text", "must be true or false, but is a text");
    }

    record Impossible(Path path) {}

    @Test
    void a_type_that_no_setting_can_be_is_our_own_mistake() {
        Document document = Json5.parse("", "{ x: { path: 'a' } }");
        Source source = new Source(true, "", document.tree(), document.tree(), document.places(), Set.of(), Set.of(), List.of(), List.of());
        assertThatThrownBy(() -> Binder.bind(KeyPath.of("x"), Impossible.class, source, BinderTest::secret, new ShapeRedactor()))
                .isInstanceOf(Defect.class).hasMessageContaining("x.path");
    }
}
