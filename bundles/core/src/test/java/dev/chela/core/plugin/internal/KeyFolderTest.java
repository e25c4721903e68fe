package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.FixedConfig;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.plugin.Signature;
import dev.chela.core.plugin.Signer;
import dev.chela.core.plugin.Trust.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    @TempDir static Path made;
    private static SigningKey author;
    private static SigningKey other;

    @TempDir Path root;
    private LockedHome home;
    private KeyFolder folder;

    @BeforeAll
    static void make() throws Exception {
        author = new SigningKey(made, "author", List.of("-startdate", "-30d", "-validity", "2"));
        other = new SigningKey(made, "other");
    }

    @BeforeEach
    void open() throws Exception {
        home = new LockedHome(root.resolve("home"));
        folder = new KeyFolder(home, new FixedConfig());
    }

    @AfterEach
    void close() throws Exception {
        folder.close();
        home.close();
    }

    private Path trust() {
        return home.directory("trust");
    }

    @Test
    void a_key_counts_as_soon_as_it_lies_there_however_it_is_written_and_however_old_its_certificate_is() throws Exception {
        Signer signer = new Signer(author.fingerprint(), "CN=author");
        assertThat(folder.judge(List.of(signer))).isEqualTo(new Signature.Unknown(signer));
        for (String name : List.of("a.cer", "a.pem", "a.pub")) {
            byte[] content = switch (name) {
                case "a.cer" -> author.x509().getEncoded();
                case "a.pem" -> ("Somebody's\n" + SigningKey.pem("CERTIFICATE", author.x509().getEncoded())).getBytes();
                default -> SigningKey.pem("PUBLIC KEY", author.x509().getPublicKey().getEncoded()).getBytes();
            };
            Path file = Files.write(trust().resolve(name), content);
            assertThat(folder.judge(List.of(signer))).isEqualTo(new Signature.Trusted(signer, name));
            Files.delete(file);
            assertThat(folder.judge(List.of(signer)).trusted()).isFalse();
        }
        assertThat(folder.judge(List.of())).isEqualTo(new Signature.Unsigned());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(trust()))).isEqualTo("rwx------");
    }

    @Test
    void of_two_signers_one_that_is_trusted_is_enough() throws Exception {
        Files.write(trust().resolve("b.cer"), other.x509().getEncoded());
        Signer one = new Signer(author.fingerprint(), "CN=author");
        Signer two = new Signer(other.fingerprint(), "CN=other");
        assertThat(folder.judge(List.of(one, two))).isEqualTo(new Signature.Trusted(two, "b.cer"));
    }

    @Test
    void what_is_no_key_is_a_problem_and_hides_no_other() throws Exception {
        Files.writeString(trust().resolve("poem.pem"), "I am a poem");
        Files.writeString(trust().resolve("mine.pem"), SigningKey.pem("PRIVATE KEY", new byte[40]));
        Files.writeString(trust().resolve("README.md"), "nothing");
        Files.write(trust().resolve("z.cer"), author.x509().getEncoded());
        assertThat(folder.keys().keys()).extracting(Key::file).containsExactly("z.cer");
        assertThat(folder.keys().problems()).hasSize(2).anyMatch(problem -> problem.contains("poem.pem holds neither a certificate"))
                .anyMatch(problem -> problem.contains("mine.pem") && problem.contains("a PRIVATE KEY, which does not belong here"));
    }

    @Test
    void a_file_is_added_and_its_key_removed_and_whoever_listens_hears_of_it() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        folder.onChange(heard::incrementAndGet);
        Path file = author.certificate();
        assertThat(folder.add(file)).singleElement().isEqualTo(new Key(new Signer(author.fingerprint(), "CN=author"), "author.pem"));
        assertThat(folder.add(file)).as("once more").hasSize(1);
        assertThat(heard).hasValue(2);
        Path namesake = Files.write(Files.createDirectories(root.resolve("more")).resolve("author.pem"), other.x509().getEncoded());
        assertThatThrownBy(() -> folder.add(namesake)).isInstanceOf(Permanent.class).hasMessageContaining("author.pem is another file");

        assertThat(folder.remove(author.fingerprint().substring(0, 10)).file()).isEqualTo("author.pem");
        assertThat(trust()).isEmptyDirectory();
        assertThat(heard).hasValue(3);
        assertThatThrownBy(() -> folder.remove(author.fingerprint())).isInstanceOf(Permanent.class).hasMessageContaining("no key in");
        assertThatThrownBy(() -> folder.remove("00")).isInstanceOf(Permanent.class).hasMessageContaining("first 8 hexadecimal digits");
    }

    @Test
    void a_key_is_not_removed_with_others() throws Exception {
        Files.writeString(trust().resolve("both.pem"), SigningKey.pem("CERTIFICATE", author.x509().getEncoded()) + SigningKey.pem("CERTIFICATE", other.x509().getEncoded()));
        assertThat(folder.keys().keys()).hasSize(2);
        assertThatThrownBy(() -> folder.remove(author.fingerprint())).isInstanceOf(Permanent.class).hasMessageContaining("both.pem holds other keys, too");
        assertThat(folder.keys().keys()).hasSize(2);
    }

    @Test
    void what_is_no_key_is_not_added() throws Exception {
        Path poem = Files.writeString(root.resolve("poem.txt"), "I am a poem");
        assertThatThrownBy(() -> folder.add(poem)).isInstanceOf(Permanent.class).hasMessageContaining("poem.txt holds neither");
        assertThatThrownBy(() -> folder.add(Path.of("poem.txt"))).isInstanceOf(Permanent.class).hasMessageContaining("is not a file");
        assertThat(trust()).isEmptyDirectory();
    }
}
