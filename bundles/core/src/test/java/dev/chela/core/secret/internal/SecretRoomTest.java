package dev.chela.core.secret.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.core.home.Home;
import dev.chela.core.secret.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRoomTest {
    @TempDir
    Path root;

    private final ShapeRedactor redactor = new ShapeRedactor();
    private LocalSecrets secrets;

    @BeforeEach
    void begin() {
        Home home = new Home() {
            @Override
            public Path root() {
                return root;
            }

            @Override
            public Path directory(String relative) {
                throw new UnsupportedOperationException("no directory is wanted here");
            }
        };
        secrets = new LocalSecrets(home, new HomeEnvironment(home, Map.of("MY_KEY", "correct-horse-battery")), redactor);
    }

    private Path secret(String text, String permissions) throws IOException {
        Path file = Files.writeString(root.resolve("key"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void a_variable_is_resolved_and_never_shown_again() {
        assertThat(secrets.resolve(new SecretRef("env", "", "MY_KEY")).reveal()).isEqualTo("correct-horse-battery");
        assertThat(redactor.redact("key=correct-horse-battery!")).isEqualTo("key=[redacted]!");
    }

    @Test
    void a_private_file_is_read_whole_or_by_pointer() throws IOException {
        secret("{ \"api\": { \"key\": \"from-a-file\" } }\n", "rw-------");
        assertThat(secrets.resolve(new SecretRef("file", "key", "/api/key")).reveal()).isEqualTo("from-a-file");
        secret("plain-one\n", "r--------");
        assertThat(secrets.resolve(new SecretRef("file", "key", "value")).reveal()).isEqualTo("plain-one");
    }

    @Test
    void a_file_that_others_can_read_is_refused() throws IOException {
        secret("plain", "rw-r-----");
        assertThatThrownBy(() -> secrets.resolve(new SecretRef("file", "key", "value")))
                .isInstanceOf(Denied.class).hasMessageContaining("chmod 600");
    }

    @Test
    void what_cannot_be_resolved_says_what_to_do_and_quotes_nothing() throws IOException {
        secret("hush-hush-hush { not json", "rw-------");
        assertThatThrownBy(() -> secrets.resolve(new SecretRef("file", "key", "/x")))
                .isInstanceOf(Permanent.class).hasMessageNotContaining("hush").hasNoCause();
        assertThatThrownBy(() -> secrets.resolve(new SecretRef("env", "", "NOPE"))).hasMessageContaining("set it, or put it into");
        assertThatThrownBy(() -> secrets.resolve(new SecretRef("env", "", "a b"))).hasMessageContaining("not the name");
        assertThatThrownBy(() -> secrets.resolve(new SecretRef("exec", "", "x"))).hasMessageContaining("not built here");
        assertThatThrownBy(() -> secrets.resolve(new SecretRef("file", "none", "value"))).hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Authorization: Bearer abc.def-ghi123|Authorization: Bearer [redacted]",
        "key sk-proj-abcdefghijklmnop1234 used|key [redacted] used",
        "sk-ant-api03-abcdefghijklmnopqrst|[redacted]",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789|[redacted]",
        "github_pat_11ABCDEFG0123456789|[redacted]",
        "xoxb-1234567890-abcdefghij|[redacted]",
        "AIzaSyA1234567890abcdefghijklmnopqrstuv|[redacted]",
        "https://api.telegram.org/bot123456789:AAHabcdefghijklmnopqrstuvwxyz12345/getMe|https://api.telegram.org/[redacted]/getMe",
        "GET /x?token=abcdef&y=1|GET /x?token=[redacted]&y=1",
        "AKIAIOSFODNN7EXAMPLE|[redacted]",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijk|[redacted]",
    })
    void well_known_shapes_are_taken_out(String text, String clean) {
        assertThat(redactor.redact(text)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a task-list of sk-8 items", "the bearer of news", "12:30:45 noon", "mask-ed", "agent:main:main"})
    void ordinary_text_stays_the_same_object(String text) {
        assertThat(redactor.redact(text)).isSameAs(text);
    }

    @Test
    void a_secret_within_a_longer_one_leaves_no_rest_and_short_ones_are_not_searched_for() {
        redactor.keep(new Secret("hushhush"));
        redactor.keep(new Secret("hushhush-and-more"));
        redactor.keep(new Secret("none"));
        assertThat(redactor.redact("hushhush-and-more, hushhush, none")).isEqualTo("[redacted], [redacted], none");
    }

    @Test
    void a_private_key_is_taken_out_whole() {
        String text = "x -----BEGIN RSA PRIVATE KEY-----\nabc\ndef\n-----END RSA PRIVATE KEY----- y";
        assertThat(redactor.redact(text)).isEqualTo("x [redacted] y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-----BEGIN PRIVATE KEY-----", "Bearer ", "1234567890:", "eyJaaaaaaaaaa.", "?token=", "sk-"})
    void a_hostile_line_costs_no_more_than_its_length(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> redactor.redact(text));
    }

    @Test
    void variables_in_a_file_may_be_quoted_exported_and_commented() {
        assertThat(DotEnv.parse("# c\nA=1\nexport B = two # note\nC='a # b'\nD=\"x\\ny\\\"z\"\n\nbroken\n1X=no\nE=\nF=a#b\r\nG=\"open\n"))
                .isEqualTo(Map.of("A", "1", "B", "two", "C", "a # b", "D", "x\ny\"z", "E", "", "F", "a#b", "G", "\"open"));
    }
}
