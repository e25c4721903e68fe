package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.core.config.ConfigEditor.Outcome;
import dev.chela.core.secret.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {
    private static final String FILE = """
            // mine
            {
              gateway: {
                port: 18789, // the usual one
                auth: { token: "${TOKEN}" },
              },
              /* names */
              list: ["a", "b"],
              name: "I am ${WHO}"
            }
            """;

    record Auth(Secret token) {}

    record Gateway(@Range(min = 1, max = 65535) Integer port, Auth auth) {}

    record Root(List<String> list, String name, List<Map<String, Object>> items, Map<String, String> more) {}

    @TempDir
    Path root;

    private Bench bench;
    private FileConfig config;

    @BeforeEach
    void begin() {
        bench = new Bench(root, Map.of("TOKEN", "secret-token", "WHO", "Chela"));
    }

    @AfterEach
    void end() throws IOException {
        bench.close();
    }

    private FileConfig open(String text) {
        config = bench.file(text).open();
        config.section("gateway", Gateway.class);
        config.section("", Root.class);
        config.judge();
        return config;
    }

    private String file() throws IOException {
        return Files.readString(root.resolve("chela.json5"));
    }

    private Outcome.Written patched(String raw, String... replacePaths) {
        Outcome outcome = config.patch(raw, List.of(replacePaths), Optional.of(config.current().hash()));
        assertThat(outcome).isInstanceOf(Outcome.Written.class);
        return (Outcome.Written) outcome;
    }

    private static String refusal(Outcome outcome) {
        return ((Outcome.Refused) outcome).why();
    }

    @Test
    void a_patch_changes_what_it_names_and_leaves_every_comment_where_it_was() throws Exception {
        open(FILE);

        Outcome.Written written = patched("{gateway: {port: 4000}, more: {k: 'v'}}");

        assertThat(file()).isEqualTo(FILE.replace("18789", "4000")
                .replace("\"I am ${WHO}\"", "\"I am ${WHO}\",\n  more: {\n    k: \"v\"\n  }"));
        assertThat(written.changedPaths()).containsExactly("gateway.port", "more");
        assertThat(written.now().valid()).isTrue();
        assertThat(written.now().tree().at("/gateway/port").asInt()).isEqualTo(4000);
        assertThat(bench.change().changedPaths()).contains("gateway.port");
    }

    @Test
    void null_removes_a_key_with_its_line_and_an_absent_key_stays() throws Exception {
        open(FILE);

        assertThat(patched("{gateway: {port: null}, name: null}").changedPaths()).containsExactly("gateway.port", "name");

        assertThat(file()).isEqualTo("""
                // mine
                {
                  gateway: {
                    auth: { token: "${TOKEN}" },
                  },
                  /* names */
                  list: ["a", "b"]
                }
                """);
    }

    @Test
    void the_file_and_its_copies_are_private_and_no_more_than_five_copies_are_kept() throws Exception {
        open(FILE);
        for (int port = 1; port <= 7; port++) {
            patched("{gateway: {port: " + port + "}}");
        }

        for (String name : List.of("chela.json5", "chela.json5.bak", "chela.json5.bak.4")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(name)))).isEqualTo("rw-------");
        }
        assertThat(Files.readString(root.resolve("chela.json5.bak"))).contains("port: 6");
        assertThat(Files.readString(root.resolve("chela.json5.bak.4"))).contains("port: 2");
        assertThat(root.resolve("chela.json5.bak.5")).doesNotExist();
    }

    @Test
    void a_writer_that_read_an_older_file_is_told_so() throws Exception {
        open(FILE);
        String hash = config.current().hash();
        bench.file(FILE.replace("18789", "5000"));

        assertThat(config.patch("{name: 'x'}", List.of(), Optional.of(hash))).isInstanceOf(Outcome.Outdated.class);
        assertThat(file()).contains("5000").contains("I am");
    }

    @Test
    void what_does_not_fit_is_refused_with_its_place_and_the_file_is_as_it_was() throws Exception {
        open(FILE);

        assertThat(refusal(config.patch("{gateway: {port: 70000}}", List.of(), Optional.empty()))).contains("gateway.port", "65535");
        assertThat(refusal(config.patch("{gatewey: {}}", List.of(), Optional.empty()))).contains("did you mean \"gateway\"?");
        assertThat(refusal(config.patch("{gateway", List.of(), Optional.empty()))).contains("the patch is not JSON5");
        assertThat(refusal(config.set("[]", Optional.empty()))).contains("must hold one object");
        assertThat(file()).isEqualTo(FILE);
        assertThat(config.current().valid()).isTrue();
        assertThat(root.resolve("chela.json5.bak")).doesNotExist();
    }

    @Test
    void placeholders_and_the_values_of_variables_are_put_back_to_what_the_file_says() throws Exception {
        open(FILE);
        String shown = config.current().tree().toString();
        assertThat(shown).contains(Redactor.PLACEHOLDER, "I am Chela").doesNotContain("secret-token");

        Outcome same = config.set(shown, Optional.of(config.current().hash()));
        Outcome other = config.set(shown.replace("18789", "18790"), Optional.of(config.current().hash()));

        assertThat(((Outcome.Written) same).changedPaths()).isEmpty();
        assertThat(((Outcome.Written) other).changedPaths()).containsExactly("gateway.port");
        assertThat(file()).isEqualTo(FILE.replace("18789", "18790"));
    }

    @Test
    void a_placeholder_where_nothing_is_hidden_is_refused() {
        open(FILE);

        assertThat(refusal(config.patch("{more: {key: '" + Redactor.PLACEHOLDER + "'}}", List.of(), Optional.empty())))
                .contains("more.key", "write the value itself");
    }

    @Test
    void a_text_with_comments_stands_as_it_was_sent() throws Exception {
        open(FILE);
        String sent = "{ // new\n  gateway: {auth: {token: '" + Redactor.PLACEHOLDER + "'}} }\n";

        config.set(sent, Optional.empty());

        assertThat(file()).isEqualTo(sent.replace("'" + Redactor.PLACEHOLDER + "'", "\"${TOKEN}\""));
    }

    @Test
    void a_list_loses_entries_only_where_the_writer_names_it_and_entries_with_ids_merge() throws Exception {
        open("{list: ['a', 'b'], items: [{id: 'x', n: 1}, {id: 'y', n: 2}]}");

        assertThat(refusal(config.patch("{list: ['b']}", List.of(), Optional.empty()))).contains("list", "replacePaths");
        patched("{list: ['b']}", "list");
        patched("{items: [{id: 'y', n: 3}, {id: 'z'}]}");

        assertThat(config.current().tree().toString())
                .isEqualTo("{\"list\":[\"b\"],\"items\":[{\"id\":\"x\",\"n\":1},{\"id\":\"y\",\"n\":3},{\"id\":\"z\"}]}");
    }

    @Test
    void what_an_included_file_says_is_not_changed_and_the_file_is_named() throws Exception {
        bench.write("gateway.json5", "{port: 7000}");
        open("{\n  gateway: { $include: 'gateway.json5', auth: {token: 'abcdef'} },\n  name: 'n'\n}\n");

        assertThat(refusal(config.patch("{gateway: {port: 7001}}", List.of(), Optional.empty()))).contains("gateway.port", "gateway.json5");
        patched("{gateway: {auth: {token: 'ghijkl'}}, name: 'm'}");
        Outcome set = config.set(config.current().written().toString().replace("\"m\"", "\"o\""), Optional.empty());

        assertThat(((Outcome.Written) set).changedPaths()).containsExactly("name");
        assertThat(file()).isEqualTo("{\n  gateway: { $include: 'gateway.json5', auth: {token: \"ghijkl\"} },\n  name: \"o\"\n}\n");
        assertThat(config.current().included()).singleElement().asString().endsWith("gateway.json5");
        assertThat(Files.readString(root.resolve("gateway.json5"))).isEqualTo("{port: 7000}");
    }

    @Test
    void without_a_file_one_is_made() throws Exception {
        config = bench.open();
        config.section("gateway", Gateway.class);
        config.judge();

        patched("{gateway: {port: 1234}}");

        assertThat(file()).isEqualTo("{\n  gateway: {\n    port: 1234\n  }\n}\n");
    }

    @Test
    void a_file_that_cannot_be_read_is_not_patched_but_may_be_replaced() throws Exception {
        open("{ gateway: ");

        assertThat(refusal(config.patch("{name: 'x'}", List.of(), Optional.empty()))).contains("not JSON5");
        assertThat(config.set("{name: 'x'}", Optional.empty())).isInstanceOf(Outcome.Written.class);
        assertThat(config.current().valid()).isTrue();
    }

    @Test
    void when_a_section_does_not_take_what_was_written_the_file_is_put_back() throws Exception {
        open(FILE);
        FileConfigTest.Recorder exec = new FileConfigTest.Recorder();
        exec.refused = "never";
        config.bind(exec);

        assertThat(refusal(config.patch("{tools: {exec: {ask: 'never'}}}", List.of(), Optional.empty()))).contains("cannot do never");
        assertThat(file()).isEqualTo(FILE);
        assertThat(config.current().valid()).isTrue();
        assertThat(exec.applied).endsWith("on-miss");
    }

    @Test
    void the_schema_says_what_the_sections_read_and_where_secrets_are() {
        open(FILE);

        var described = config.describe();

        assertThat(described.schema().at("/properties/gateway/properties/port").toString())
                .isEqualTo("{\"type\":\"integer\",\"minimum\":1,\"maximum\":65535}");
        assertThat(described.schema().at("/properties/list/items/type").asText()).isEqualTo("string");
        assertThat(described.secrets()).contains("gateway.auth.token");
        assertThat(described.sections()).contains("gateway", "env");
    }
}
