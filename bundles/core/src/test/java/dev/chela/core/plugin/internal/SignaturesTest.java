package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars signed as {@code jarsigner} signs them, and what somebody may have done to them since. */
class SignaturesTest {
    @TempDir static Path keys;
    private static SigningKey author;
    private static SigningKey other;

    @TempDir Path root;

    @BeforeAll
    static void make() throws Exception {
        author = new SigningKey(keys, "author");
        other = new SigningKey(keys, "other");
    }

    private static byte[] plugin() throws IOException {
        return PluginJar.tool("echo", "one").bytes();
    }

    private List<Signer> signers(byte[] jar) throws IOException {
        return Signatures.of(Files.write(root.resolve("x.jar"), jar));
    }

    private void broken(Consumer<Map<String, byte[]>> change, String why) throws Exception {
        byte[] jar = SignedJars.changed(author.sign(plugin()), change);
        assertThatThrownBy(() -> signers(jar)).isInstanceOf(Permanent.class).hasMessageContaining("signature").hasMessageContaining(why);
    }

    @Test
    void a_jar_is_of_nobody_or_of_whoever_signed_all_of_it() throws Exception {
        assertThat(signers(plugin())).isEmpty();
        assertThat(signers(author.sign(plugin()))).containsExactly(new Signer(author.fingerprint(), "CN=author"));
        assertThat(signers(SignedJars.changed(author.sign(plugin()), entries -> {}))).as("packed again").hasSize(1);
    }

    @Test
    void two_may_sign_and_whoever_did_not_sign_what_was_added_does_not_count() throws Exception {
        assertThat(signers(other.sign(author.sign(plugin())))).extracting(Signer::name).containsExactlyInAnyOrder("CN=author", "CN=other");
        byte[] more = SignedJars.changed(author.sign(plugin()), entries -> entries.put("more.txt", new byte[3]));
        assertThat(signers(other.sign(more))).extracting(Signer::name).containsExactly("CN=other");
    }

    @Test
    void an_entry_that_was_changed_breaks_it() throws Exception {
        broken(entries -> entries.put("answer", "two".getBytes(StandardCharsets.UTF_8)), "broken (SHA-");
    }

    @Test
    void an_entry_that_was_added_breaks_it_also_one_that_only_a_later_java_would_run() throws Exception {
        broken(entries -> entries.put("more.txt", new byte[3]), "more.txt is not signed as the rest");
        broken(entries -> entries.put("META-INF/versions/17/dev/chela/Evil.class", new byte[3]), "Evil.class is not signed");
    }

    @Test
    void an_entry_that_was_taken_away_breaks_it() throws Exception {
        broken(entries -> entries.remove("answer"), "answer was signed and is not in it");
    }

    @Test
    void the_manifest_cannot_say_something_else_than_what_was_signed() throws Exception {
        broken(entries -> entries.computeIfPresent("META-INF/MANIFEST.MF", (name, old) -> new String(old, StandardCharsets.UTF_8)
                .replace("Bundle-Version: 1.0.0", "Bundle-Version: 9.0.0").getBytes(StandardCharsets.UTF_8)), "changed after it was signed");
    }

    @Test
    void a_signature_that_leaves_the_manifest_open_does_not_count() throws Exception {
        broken(entries -> entries.computeIfPresent("META-INF/AUTHOR.SF", (name, old) -> new String(old, StandardCharsets.UTF_8)
                .replaceAll("(?m)^SHA.*-Digest-Manifest.*\r?\n( .*\r?\n)?", "").getBytes(StandardCharsets.UTF_8)), "");
    }

    @Test
    void what_others_left_of_a_signature_in_a_jar_that_was_packed_anew_breaks_it() throws Exception {
        broken(entries -> entries.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8)), "");
    }
}
