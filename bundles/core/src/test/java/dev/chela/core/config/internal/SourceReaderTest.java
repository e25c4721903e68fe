package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.config.Config.Issue;
import dev.chela.core.secret.internal.HomeEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceReaderTest {
    @TempDir
    Path root;

    private Bench bench;

    @BeforeEach
    void begin() {
        bench = new Bench(root);
    }

    private Source read(Map<String, String> variables) {
        return new SourceReader(root.resolve("chela.json5"), new HomeEnvironment(bench.home(), variables)).read();
    }

    private Source read() {
        return read(Map.of());
    }

    private static List<String> messages(List<Issue> issues) {
        return issues.stream().map(issue -> issue.line() + " " + issue.path() + " " + issue.message()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "${NAME}, value",
        "${NAME}/v1, value/v1",
        "a${NAME}b${NAME}, avaluebvalue",
        "$${NAME}, ${NAME}",
        "$${NAME}${NAME}, ${NAME}value",
        "${name}, ${name}",
        "$NAME, $NAME",
        "${1NAME}, ${1NAME}",
        "${MISSING}, ${MISSING}",
        "${EMPTY}, ${EMPTY}",
        "${BACK}, a\\$1",
    })
    void variables_stand_for_their_values(String written, String read) {
        bench.file("{ x: ['" + written + "'] }");
        Source source = read(Map.of("NAME", "value", "EMPTY", "", "BACK", "a\\$1"));
        assertThat(source.tree().at("/x/0").asText()).isEqualTo(read);
    }

    @Test
    void a_missing_variable_is_a_warning_with_its_line() {
        bench.file("{\n  a: { b: '${NOPE}' } }");
        Source source = read();
        assertThat(source.issues()).isEmpty();
        assertThat(messages(source.warnings())).containsExactly(
                "2 a.b names the variable NOPE, which is not set; the value stays as it is written");
        assertThat(source.unresolved()).containsExactly(KeyPath.of("a.b"));
    }

    @Test
    void the_process_comes_before_the_file_of_variables_and_that_before_the_configurations_own() throws IOException {
        Files.writeString(root.resolve(".env"), "A=dot\nB=dot\n");
        bench.file("{ env: { vars: { A: 'own', B: 'own', C: 'own' } }, x: '${A} ${B} ${C}' }");
        assertThat(read(Map.of("A", "process")).tree().get("x").asText()).isEqualTo("process dot own");
    }

    @Test
    void an_included_file_stands_in_the_place_of_its_name_and_keys_beside_it_win() {
        bench.write("models.json5", "{\n providers: { a: 1, b: 2 },\n other: '${NAME}' }");
        bench.write("more.json5", "{ providers: { b: 3 } }");
        bench.file("{ models: { $include: ['models.json5', './more.json5'], providers: { c: 4 } } }");
        Source source = read(Map.of("NAME", "value"));
        assertThat(source.issues()).isEmpty();
        assertThat(source.tree().toString()).isEqualTo("{\"models\":{\"providers\":{\"a\":1,\"b\":3,\"c\":4},\"other\":\"value\"}}");
        assertThat(source.issue(KeyPath.of("models.providers.a"), "bad"))
                .isEqualTo(new Issue("models.providers.a", "bad (models.json5)", 2));
        assertThat(source.usesIncludes()).isTrue();
    }

    @Test
    void includes_nest_relative_to_the_file_that_names_them() throws IOException {
        Files.createDirectory(root.resolve("sub"));
        bench.write("sub/one.json5", "{ $include: 'two.json5' }").write("sub/two.json5", "{ x: 1 }");
        bench.file("{ $include: 'sub/one.json5' }");
        assertThat(read().tree().toString()).isEqualTo("{\"x\":1}");
    }

    @Test
    void a_bad_include_is_an_issue_where_it_is_named(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("out.json5"), "{}");
        Files.createSymbolicLink(root.resolve("link.json5"), elsewhere.resolve("out.json5"));
        bench.write("self.json5", "{ $include: 'self.json5' }").write("bad.json5", "{\n\nx }");
        bench.file("{ a: { $include: 'none.json5' },\n b: { $include: 'link.json5' },\n c: { $include: 'self.json5' },\n"
                + " d: { $include: 'bad.json5' },\n e: { $include: 5 },\n f: { $include: 'chela.json5' } }");
        assertThat(messages(read().issues())).satisfiesExactly(
                none -> assertThat(none).isEqualTo("1 a.$include none.json5 cannot be included: there is no such file beside chela.json5"),
                link -> assertThat(link).startsWith("2 b.$include link.json5 cannot be included: it lies outside"),
                self -> assertThat(self).isEqualTo("1 c.$include self.json5 includes itself"),
                bad -> assertThat(bad).startsWith("3  bad.json5 is not JSON5"),
                number -> assertThat(number).isEqualTo("5 e.$include must be the name of a file, or a list of names"),
                main -> assertThat(main).isEqualTo("6 f.$include chela.json5 includes itself"));
    }

    @Test
    void a_chain_of_includes_has_an_end() {
        for (int i = 0; i < 20; i++) {
            bench.write("f" + i + ".json5", "{ $include: 'f" + (i + 1) + ".json5' }");
        }
        bench.file("{ $include: 'f0.json5' }");
        assertThat(read().issues()).hasSize(1).first().extracting(Issue::message).asString().contains("more than 10 levels");
    }

    @Test
    void hostile_files_are_one_issue_each() throws IOException {
        Path file = root.resolve("chela.json5");
        Files.write(file, new byte[10 << 20]);
        assertThat(read().issues()).hasSize(1).first().extracting(Issue::message).asString().contains("10485760 bytes");
        Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28, 0, 1});
        assertThat(read().issues()).hasSize(1).first().extracting(Issue::message).asString().contains("UTF-8");
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(read().issues()).hasSize(1).first().extracting(Issue::message).asString().contains("not a regular file");
    }
}
