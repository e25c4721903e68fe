package dev.chela.core.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.core.FixedConfig;
import dev.chela.core.guest.GrantSettings.Policy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Who is held to what, by what stands in the manifests of bundles in a real framework. */
class ManifestsTest {
    private static final URI THERE = URI.create("https://a.example/");

    @TempDir
    private Path root;
    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, root.toString()));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }

    private Guest guest(String location, String... headers) throws Exception {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "sample" + location.hashCode());
        for (String header : headers) {
            main.putValue(Grants.HEADER, header);
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        Bundle bundle = framework.getBundleContext().installBundle(location, new ByteArrayInputStream(jar.toByteArray()));
        return new Guest(bundle.getBundleId(), bundle.getSymbolicName(), "1.0.0");
    }

    private Bounds bounds(Policy policy, Guest guest) {
        Manifests manifests = new Manifests(framework.getBundleContext(), new FixedConfig(new GrantSettings(policy)));
        GuestBook book = new GuestBook(Instant::now, manifests::grants, hurry -> () -> { });
        try {
            assertThat(book.admit(guest).bounds()).isEqualTo(book.bounds(guest));
            return book.bounds(guest);
        } finally {
            book.close();
            manifests.close();
        }
    }

    @Test
    void who_says_what_it_wants_is_held_to_it_wherever_it_is_from_and_whatever_the_policy_is() throws Exception {
        for (Guest guest : List.of(guest("chela:0001", "network;hosts=a.example"), guest("reference:file:x.jar", "network;hosts=a.example"))) {
            for (Policy policy : Policy.values()) {
                Bounds bounds = bounds(policy, guest);
                bounds.network(THERE, Set.of());
                assertThatThrownBy(() -> bounds.network(URI.create("https://b.example/"), Set.of())).isInstanceOf(Denied.class).hasMessageContaining(guest.plugin());
                assertThatThrownBy(() -> bounds.secret("token")).isInstanceOf(Denied.class);
            }
        }
    }

    @Test
    void a_plugin_that_does_not_say_it_gets_everything_unless_that_is_required() throws Exception {
        Guest silent = guest("chela:0002");
        bounds(Policy.WARN, silent).network(THERE, Set.of());
        bounds(Policy.WARN, silent).secret("token");
        Bounds strict = bounds(Policy.REQUIRE, silent);
        assertThatThrownBy(() -> strict.network(THERE, Set.of("a.example"))).isInstanceOf(Denied.class)
                .hasMessageEndingWith("its manifest needs Chela-Grants: network;hosts=\"a.example\"");
        assertThatThrownBy(() -> strict.secret("token")).isInstanceOf(Denied.class);
    }

    @Test
    void what_came_with_the_distribution_need_not_say_it() throws Exception {
        bounds(Policy.REQUIRE, guest("reference:file:y.jar")).network(THERE, Set.of());
    }

    @Test
    void a_bundle_that_is_gone_gets_nothing() {
        assertThatThrownBy(() -> bounds(Policy.WARN, new Guest(4711, "gone", "1")).network(THERE, Set.of())).isInstanceOf(Denied.class);
    }
}
