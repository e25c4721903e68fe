package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.json.Json;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Json5Test {
    private static Document parse(String text) {
        return Json5.parse("chela.json5", text);
    }

    /** The cells are JSON5 and the same in JSON; {@code ~} stands for a line end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{a:1}|{\"a\":1}",
        "{'a':'b'}|{\"a\":\"b\"}",
        "{\"a\":[1,2,],}|{\"a\":[1,2]}",
        "{a:1/* one */,// two~b:2}|{\"a\":1,\"b\":2}",
        "{$_a1:true}|{\"$_a1\":true}",
        "{a:+1,b:-2}|{\"a\":1,\"b\":-2}",
        "{a:.5,b:5.}|{\"a\":0.5,\"b\":5.0}",
        "{a:0xFF,b:-0x10,c:[0x1,0X2]}|{\"a\":255,\"b\":-16,\"c\":[1,2]}",
        "{a:1e3}|{\"a\":1000.0}",
        "{a:'0xFF',b:'//x',c:'/*x*/'}|{\"a\":\"0xFF\",\"b\":\"//x\",\"c\":\"/*x*/\"}",
        "{a0x1:2}|{\"a0x1\":2}",
        "{a:'one \\~two'}|{\"a\":\"one two\"}",
        "{a:'it\\'s',b:\"a'b\",c:'a\"b'}|{\"a\":\"it's\",\"b\":\"a'b\",\"c\":\"a\\\"b\"}",
        "{a:'\\x41\\v\\q'}|{\"a\":\"A\\u000Bq\"}",
        "{a:null,b:{}}|{\"a\":null,\"b\":{}}",
        "{a:'ü €'}|{\"a\":\"ü €\"}",
    })
    void reads_what_json5_adds_to_json(String json5, String json) {
        Document document = parse(json5.replace('~', '\n'));
        assertThat(document.issues()).isEmpty();
        assertThat(Json.write(document.tree())).isEqualTo(Json.write(Json.read(json)));
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        assertThat(parse("\uFEFF{a:1}").tree().get("a").asInt()).isEqualTo(1);
    }

    @Test
    void every_key_and_element_has_its_line_even_behind_respelled_text() {
        Document document = parse("{\n a: 'x\\\ny',\n b: {\n  c: [\n   0x10,\n   2 ] } }");
        assertThat(document.issues()).isEmpty();
        assertThat(document.places().entrySet().stream().map(e -> e.getKey() + "@" + e.getValue().line()).sorted()
                .collect(Collectors.toList())).containsExactly("a@2", "b.c.0@6", "b.c.1@7", "b.c@5", "b@4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{a:1|1|is not JSON5",
        "{~~a:}|3|is not JSON5",
        "[1]|1|must hold one object",
        "{}~{}|2|goes on after",
        "{a:1,~a:2}|2|is written twice, first in line 1",
        "{a:01}|1|is not JSON5",
        "{a:0xZ}|1|is not JSON5",
        "{a:'b}|1|is not JSON5",
        "{a b:1}|1|is not JSON5",
        "/* {}|1|is not JSON5",
    })
    void what_is_not_json5_is_one_issue_with_its_line(String text, int line, String message) {
        Document document = parse(text.replace('~', '\n'));
        assertThat(document.tree()).isEmpty();
        assertThat(document.issues()).hasSize(1);
        assertThat(document.issues().get(0).message()).contains(message);
        assertThat(document.issues().get(0).line()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "// nothing\n"})
    void an_empty_file_is_an_issue(String text) {
        assertThat(parse(text).issues()).extracting(issue -> issue.message()).containsExactly("chela.json5 is empty; write at least {}");
    }

    @Test
    void deep_nesting_is_refused_before_it_hurts() {
        assertThat(parse("{a:" + "[".repeat(100_000)).issues()).hasSize(1);
        assertThat(parse("{a:".repeat(100_000)).issues()).hasSize(1);
    }

    @Test
    void binary_content_is_refused() {
        assertThat(parse("{a:\0}").issues()).extracting(issue -> issue.message()).containsExactly("chela.json5 is not a text file");
    }

    @Test
    void a_trailing_backslash_ends_in_an_issue_and_no_exception() {
        assertThat(parse("{a:'\\").issues()).hasSize(1);
        assertThat(parse("{a:'x\\x4").issues()).hasSize(1);
    }
}
