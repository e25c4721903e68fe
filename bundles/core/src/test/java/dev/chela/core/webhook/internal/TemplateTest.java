package dev.chela.core.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.json.Json;
import dev.chela.core.webhook.Webhooks.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Facts FACTS = new Facts(Json.read("""
            {"who":"Ann","n":7,"yes":true,"nothing":null,"path":[{"x":"first"},{"x":"second"}],"deep":{"er":{"est":"gold"}},"a.b":"dotted",
             "trap":"{{who}}","dollar":"$1 \\\\ back","größe":"XL"}"""),
            new Call("push/it", Map.of("x-github-event", List.of("push"), "authorization", List.of("Bearer key"),
                    "x-hub-signature-256", List.of("sha256=00")), Map.of("q", "asked"), new byte[0]),
            Instant.parse("2026-11-22T01:00:00Z"));

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {{who}}                       | Ann
            {{ payload.who }}!            | Ann!
            {{payload.path[0].x}}         | first
            {{path[1].x}}                 | second
            {{path}}                      | push/it
            {{payload.path[*].x}}         | 'first
            second'
            {{payload.deep}}              | {"er":{"est":"gold"}}
            {{deep.er.est}}               | gold
            {{n}}{{yes}}                  | 7true
            {{größe}}                     | XL
            [{{nobody}}{{payload.path[9].x}}{{nothing}}{{who.name}}] | []
            {{headers.X-GitHub-Event}}    | push
            [{{headers.authorization}}{{headers.x-hub-signature-256}}] | []
            {{query.q}}                   | asked
            {{now}}                       | 2026-11-22T01:00:00Z
            {{trap}}                      | {{who}}
            {{dollar}}                    | $1 \\ back
            {who} {{{who}}}               | {who} {Ann}
            """)
    void a_place_is_filled_with_what_is_there(String template, String filled) {
        assertThat(new Template(template).fill(FACTS::text)).isEqualTo(filled.replace("\\\\", "\\"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{}}", "{{ }}", "{{a b}}", "{{a..b}}", "{{a[x]}}", "{{a.}}", "{{constructor()}}", "{{a | upper}}"})
    void a_place_that_cannot_be_understood_is_named(String template) {
        assertThatThrownBy(() -> Template.check("so: " + template)).isInstanceOf(Permanent.class).hasMessageContaining(template);
    }

    @Test
    void what_looks_like_a_place_and_is_none_is_text() {
        assertThatCode(() -> Template.check("{a} {{ {b} }} }}{{ {\"json\": {\"x\": {}}}")).doesNotThrowAnyException();
    }

    @Test
    void the_owner_s_lines_before_and_after_the_places_stand_apart() {
        Template.Parts parts = new Template("Say what happened.\n\nBy {{who}}\nand nobody else, {{n}} times.\n\nBe short.\n").parts();
        assertThat(parts.before()).isEqualTo("Say what happened.");
        assertThat(parts.filled().text()).isEqualTo("By {{who}}\nand nobody else, {{n}} times.");
        assertThat(parts.after()).isEqualTo("Be short.");
        assertThat(new Template("Good morning").parts()).isEqualTo(new Template.Parts("Good morning", new Template(""), ""));
        assertThat(new Template("Hello {{who}}").parts()).isEqualTo(new Template.Parts("", new Template("Hello {{who}}"), ""));
    }
}
