package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.Plugins.Refused;
import dev.chela.core.plugin.Signature;
import dev.chela.core.plugin.Trust.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom the gateway lets in under each policy, when a jar is dropped and when the gateway starts. */
class TrustTest {
    @TempDir static Path keys;
    private static SigningKey author;

    @TempDir Path root;

    @BeforeAll
    static void make() throws Exception {
        author = new SigningKey(keys, "author");
    }

    private static byte[] signed(String answer) throws Exception {
        return author.sign(PluginJar.tool("echo", answer).bytes());
    }

    @Test
    void under_require_what_is_not_signed_is_refused_with_the_way_out_and_what_is_there_goes_on() throws Exception {
        try (Container container = new Container(root, Policy.REQUIRE)) {
            container.drop("echo.jar", PluginJar.tool("echo", "bad"));
            assertThat(container.refused()).contains("it is not signed, and plugins.trust.policy is 'require'; sign it (jarsigner)");
            container.trust.add(author.certificate());
            assertThat(container.refused()).as("looked at again").contains("it is not signed");
            container.drop("echo.jar", signed("good"));
            container.changed();
            container.drop("echo.jar", PluginJar.tool("echo", "bad"));
            assertThat(container.refused()).contains("it is not signed");
            assertThat(container.call("echo")).isEqualTo("good hello");
            assertThat(container.generations()).hasSize(1);
        }
    }

    @Test
    void whose_key_is_added_is_let_in_at_once() throws Exception {
        try (Container container = new Container(root, Policy.REQUIRE)) {
            container.drop("echo.jar", signed("good"));
            assertThat(container.refused()).contains("signed by CN=author (key " + author.fingerprint() + "), which nobody here trusts")
                    .contains("chela plugins trust add FILE");
            Files.writeString(root.resolve("home/trust/poem.pem"), "I am a poem");
            container.plugins.refresh();
            assertThat(container.refused()).as("the key may have been meant to be there").contains("poem.pem holds neither a certificate");

            container.trust.add(author.certificate());
            assertThat(container.changed().file()).isEqualTo("echo.jar");
            assertThat(container.call("echo")).isEqualTo("good hello");
            assertThat(container.plugins.list()).singleElement().satisfies(plugin -> assertThat(plugin.signature().trusted()).isTrue());
            assertThat(container.plugins.ties("sample.echo").signature()).get().isInstanceOf(Signature.Trusted.class);

            container.trust.remove(author.fingerprint());
            assertThat(container.call("echo")).as("what runs runs on").isEqualTo("good hello");
            assertThat(container.plugins.list()).singleElement().satisfies(plugin -> assertThat(plugin.signature().trusted()).isFalse());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_broken_signature_is_refused_whatever_the_policy_is(Policy policy) throws Exception {
        try (Container container = new Container(root, policy)) {
            container.trust.add(author.certificate());
            container.drop("echo.jar", SignedJars.with(signed("good"), "more.txt", new byte[3]));
            assertThat(container.refused()).contains("its signature is broken: more.txt is not signed");
            assertThat(container.generations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "REQUIRE", mode = EnumSource.Mode.EXCLUDE)
    void else_everybody_is_let_in(Policy policy) throws Exception {
        try (Container container = new Container(root, policy)) {
            container.drop("echo.jar", PluginJar.tool("echo", "plain"));
            container.changed();
            container.drop("echo.jar", signed("signed"));
            container.changed();
            assertThat(container.call("echo")).isEqualTo("signed hello");
            assertThat(container.plugins.list()).singleElement().satisfies(plugin -> assertThat(plugin.signature()).isInstanceOf(Signature.Unknown.class));
        }
    }

    @Test
    void what_nobody_trusts_any_more_is_not_started_again_until_somebody_does() throws Exception {
        try (Container container = new Container(root, Policy.REQUIRE)) {
            container.trust.add(author.certificate());
            container.drop("echo.jar", signed("one"));
            container.changed();
        }
        try (Container container = new Container(root, Policy.REQUIRE)) {
            container.settled();
            assertThat(container.call("echo")).isEqualTo("one hello");
        }
        Files.delete(root.resolve("home/trust/author.pem"));
        for (int start = 0; start < 2; start++) {
            try (Container container = new Container(root, Policy.REQUIRE)) {
                assertThat(container.refused()).contains("which nobody here trusts");
                assertThat(container.call("echo")).contains("there is no tool 'echo'");
                assertThat(container.generations()).isEmpty();
                assertThat(container.plugins.refused()).singleElement().extracting(Refused::file).isEqualTo("echo.jar");
                assertThat(container.deploy.resolve("echo.jar.status")).content().contains("refused at ", author.fingerprint());
            }
        }
        try (Container container = new Container(root, Policy.REQUIRE)) {
            container.refused();
            container.trust.add(author.certificate());
            container.changed();
            assertThat(container.call("echo")).isEqualTo("one hello");
        }
    }

    @Test
    void an_earlier_generation_is_judged_as_any_other_when_it_is_to_come_back() throws Exception {
        try (Container container = new Container(root, Policy.OFF)) {
            container.drop("echo.jar", PluginJar.tool("echo", "plain"));
            container.changed();
            container.drop("echo.jar", signed("signed"));
            container.changed();
            container.trust.add(author.certificate());
        }
        try (Container container = new Container(root, Policy.REQUIRE)) {
            container.settled();
            assertThatThrownBy(() -> container.plugins.rollback("sample.echo", "")).isInstanceOf(Permanent.class).hasMessageContaining("it is not signed");
            assertThat(container.call("echo")).isEqualTo("signed hello");
        }
    }

    @Test
    void it_is_foreseen() throws Exception {
        try (Container container = new Container(root, Policy.REQUIRE)) {
            Path jar = Files.write(root.resolve("echo.jar"), PluginJar.tool("echo", "plain").bytes());
            Outlook plain = container.plugins.verify(jar);
            assertThat(plain.problem()).contains("it is not signed");
            assertThat(plain.signature()).isEqualTo(new Signature.Unsigned());
            container.trust.add(author.certificate());
            Outlook good = container.plugins.verify(Files.write(jar, signed("good")));
            assertThat(good.problem()).isEmpty();
            assertThat(good.signature().trusted()).isTrue();
            assertThat(container.plugins.verify(Files.write(jar, SignedJars.with(signed("good"), "more.txt", new byte[3]))).problem()).contains("signature is broken");
        }
    }
}
