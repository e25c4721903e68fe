package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetouchTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{}|{a: 1}|{~  a: 1~}",
        "{a: 1}|{}|{}",
        "{a: 1, b: 2}|{a: 1}|{a: 1 }",
        "{a: 1, b: 2}|{b: 2}|{b: 2}",
        "{a: 1}|{a: 1, b: {c: [1, {d: 2}]}}|{a: 1, b: {~  c: [~    1,~    {~      d: 2~    }~  ]~}}",
        "{~\t\"a\": 1~}|{a: 1, b: 'x'}|{~\t\"a\": 1,~\t\"b\": \"x\"~}",
        "{~  a: 1 // one~}|{a: 1, b: 2}|{~  a: 1, // one~  b: 2~}",
        "{~  a: 1, // one~  // two~  b: 2, // three~}|{a: 1}|{~  a: 1, // one~  // two~}",
        "{ 'a b': 0x10, c: '}{' /* , */ , d: [1, '],'] }|{'a b': 17, c: '}{', d: []}|{ 'a b': 17, c: '}{' /* , */ , d: [] }",
        "// top~{a: {b: 1, c: 2}}~// end|{a: {c: 2}}|// top~{a: {c: 2}}~// end",
        "{a: {}}|{a: {b: 1}}|{a: {~  b: 1~}}"})
    void changes_what_differs_and_nothing_else(String before, String after, String expected) {
        String text = before.replace('~', '\n');
        ObjectNode wanted = Json5.parse("", after).tree();

        String done = Retouch.of(text, Json5.parse("", text).tree(), wanted);

        assertThat(done).isEqualTo(expected.replace('~', '\n'));
        assertThat(Json5.parse("", done).tree()).isEqualTo(wanted);
    }
}
