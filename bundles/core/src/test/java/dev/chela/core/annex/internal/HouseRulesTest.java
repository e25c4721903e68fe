package dev.chela.core.annex.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a jar before it gets a process of its own. */
class HouseRulesTest {
    private static final int MIB = 1 << 20;
    private static final String OFFER = "<provide interface=\"dev.chela.api.channel.ChannelType\"/>";

    @TempDir
    private Path root;
    private HouseRules rules;

    @BeforeEach
    void home() throws IOException {
        rules = new HouseRules(Files.createDirectory(root.resolve("home")));
    }

    /** @param bytes of the description, which ends with an offer of a channel */
    private Path jar(int bytes) throws IOException {
        Path jar = root.resolve("sample.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("OSGI-INF/sample.xml"));
            out.write((" ".repeat(bytes - OFFER.length()) + OFFER).getBytes(StandardCharsets.US_ASCII));
        }
        return jar;
    }

    @Test
    void a_description_that_unpacks_to_more_than_a_mebibyte_is_refused_by_its_name() throws IOException {
        Path bomb = jar(64 * MIB);
        assertThat(Files.size(bomb)).as("packed").isLessThan(MIB / 8);
        assertThatThrownBy(() -> rules.check(bomb)).isInstanceOf(Permanent.class)
                .hasMessage("its OSGI-INF/sample.xml is larger than 1 MiB, which is the most that is read of one");
    }

    @Test
    void one_byte_too_many_is_too_many_and_one_of_a_mebibyte_is_read_to_its_end() throws IOException {
        Path over = jar(MIB + 1);
        assertThatThrownBy(() -> rules.check(over)).isInstanceOf(Permanent.class).hasMessageContaining("larger than 1 MiB");
        Path most = jar(MIB);
        assertThatThrownBy(() -> rules.check(most)).isInstanceOf(Permanent.class)
                .hasMessageContaining("it offers the service dev.chela.api.channel.ChannelType");
    }
}
