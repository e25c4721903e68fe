package dev.chela.core.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.core.guest.Grants.Kind;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {
    private static final Guest GUEST = new Guest(7, "sample.echo", "1.0.0");

    private static Bounds bounds(String header) {
        return new Bounds(GUEST, Optional.of(Grants.parse(header)));
    }

    @Test
    void a_header_is_read_as_osgi_writes_it_and_told_in_words() {
        Grants grants = Grants.parse("network;hosts=\"API.example.com, *.example.org\", files;roots:List<String>=\"workspace,~/notes\",exec,\n secrets;names=botToken");
        assertThat(grants.names(Kind.NETWORK)).containsExactlyInAnyOrder("api.example.com", "*.example.org");
        assertThat(grants.names(Kind.FILES)).containsExactlyInAnyOrder("workspace", "~/notes");
        assertThat(grants.include(Kind.EXEC)).isTrue();
        assertThat(grants.include(Kind.SESSIONS)).isFalse();
        assertThat(grants.words()).containsExactly("network (*.example.org, api.example.com)", "files (workspace, ~/notes)", "exec", "secrets (botToken)");
        assertThat(Grants.parse("none").words()).containsExactly("nothing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "teleport | wants 'teleport', which is none of network, files, exec, secrets, sessions, channels",
        "none,exec | wants 'none'",
        "'' | wants ''",
        "exec,exec | has 'exec' twice",
        "exec;hosts=a | has 'hosts=a' at 'exec', which takes nothing",
        "network;names=a | has 'names=a' at 'network', which takes hosts=",
        "network;hosts | has 'hosts' at 'network'",
        "network;hosts=\"a,,b\" | has an empty name at 'network'"})
    void what_cannot_be_read_is_told_with_an_example(String header, String why) {
        assertThatThrownBy(() -> Grants.parse(header)).isInstanceOf(Permanent.class).hasMessageContaining("its Chela-Grants").hasMessageContaining(why)
                .hasMessageContaining("it is for instance network;hosts=");
    }

    @ParameterizedTest
    @CsvSource({"api.example.com, true", "API.Example.COM, true", "example.com, false", "x.api.example.com, false", "a.example.org, true",
        "a.b.example.org, true", "example.org, false", ".example.org, false", "badexample.org, false", "owner.example, true"})
    void a_host_is_reached_that_it_names_or_the_owner_does(String host, boolean reached) {
        Bounds bounds = bounds("network;hosts=\"api.example.com,*.example.org\"");
        URI uri = URI.create("https://x.example/").resolve("//" + (host.startsWith(".") ? "" : host) + "/path");
        if (host.startsWith(".")) {
            assertThat(Grants.parse("network;hosts=\"*.example.org\"").includesHost(host)).isFalse();
        } else if (reached) {
            assertThatCode(() -> bounds.network(uri, Set.of("owner.example"))).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> bounds.network(uri, Set.of("owner.example"))).isInstanceOf(Denied.class)
                    .hasMessage("the plugin sample.echo 1.0.0 asks for the host '" + host + "', which it was not granted; its manifest needs Chela-Grants:"
                            + " network;hosts=\"" + host + "\"");
        }
    }

    @Test
    void where_it_wants_no_network_the_owners_word_gives_it_none() {
        assertThatThrownBy(() -> bounds("exec").network(URI.create("https://owner.example/"), Set.of("owner.example"))).isInstanceOf(Denied.class);
        assertThatCode(() -> bounds("network").network(URI.create("http://127.0.0.1:8081/x"), Set.of("127.0.0.1"))).doesNotThrowAnyException();
    }

    @Test
    void a_secret_is_given_by_its_name_and_a_kind_as_a_whole() {
        Bounds bounds = bounds("secrets;names=token,exec");
        bounds.secret("token");
        bounds.require(Kind.EXEC);
        assertThatThrownBy(() -> bounds.secret("password")).isInstanceOf(Denied.class).hasMessageContaining("the secret 'password'")
                .hasMessageEndingWith("Chela-Grants: secrets;names=\"password\"");
        assertThatThrownBy(() -> bounds.require(Kind.SESSIONS)).isInstanceOf(Denied.class).hasMessageEndingWith("Chela-Grants: sessions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://anywhere.example/", "wss://anywhere.example/"})
    void who_is_not_held_to_anything_gets_everywhere(String uri) {
        Bounds free = new Bounds(GUEST, Optional.empty());
        free.network(URI.create(uri), Set.of());
        free.secret("any");
        free.require(Kind.EXEC);
        assertThat(free.grants()).isEmpty();
    }
}
