package dev.chela.cli.command.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevKeyTest {
    @TempDir
    private Path home;

    private Path file() {
        return home.resolve("credentials/dev-key.p12");
    }

    @Test
    void is_made_once_and_signs_all_of_a_jar_also_one_that_it_has_signed_before() throws IOException {
        Path jar = jar();
        DevKey.at(file()).sign(jar);
        DevKey again = DevKey.at(file());
        again.sign(jar);
        assertThat(again.fingerprint()).hasSize(64).isEqualTo(DevKey.at(file()).fingerprint());
        try (JarFile signed = new JarFile(jar.toFile(), true)) {
            JarEntry entry = signed.getJarEntry("words.txt");
            assertThat(signed.getInputStream(entry).readAllBytes()).isEqualTo("words".getBytes());
            assertThat(entry.getCodeSigners()).hasSize(1);
        }
    }

    @Test
    void what_is_no_key_is_told_with_the_way_out() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "no key");
        assertThatThrownBy(() -> DevKey.at(file())).isInstanceOf(Failure.class).hasMessageContaining(file().toString()).hasMessageContaining("Delete it");
    }

    private Path jar() throws IOException {
        Path jar = home.resolve("a.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("words.txt"));
            out.write("words".getBytes());
        }
        return jar;
    }
}
