package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.gateway.internal.auth.Attribution;
import dev.chela.gateway.internal.auth.Peer;
import dev.chela.gateway.internal.config.GatewayConfig;
import dev.chela.gateway.internal.config.GatewayConfig.Auth;
import dev.chela.gateway.internal.config.GatewayConfig.AuthMode;
import dev.chela.gateway.internal.config.GatewayConfig.TrustedProxy;
import dev.chela.gateway.internal.config.Network;
import dev.chela.gateway.internal.config.Overrides;
import dev.chela.gateway.internal.config.Settings;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionTest {
    private static final String PROXY = "10.0.0.1";
    private static final String PERSON = "203.0.113.7";

    private static Optional<Peer> peer(GatewayConfig config, String socket, String... headers) throws UnknownHostException {
        Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            sent.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
        }
        Overrides none = new Overrides(Path.of("/nowhere"), OptionalInt.empty(), Optional.empty(), Optional.of("t"));
        return new Attribution(Settings.resolve(config, none).proxies(), InetAddress.getByName(socket), List.copyOf(sent.keySet()),
                name -> sent.getOrDefault(name, List.of())).peer();
    }

    private static GatewayConfig trusting(String... proxies) {
        return new GatewayConfig(null, null, null, null, null, null, List.of(proxies), null, null);
    }

    private static GatewayConfig vouching(TrustedProxy rules) {
        Auth auth = new Auth(AuthMode.TRUSTED_PROXY, null, null, null, rules);
        return new GatewayConfig(null, null, null, null, auth, null, List.of(PROXY, "127.0.0.1", "::1"), null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Host", "Forwarded", "X-Real-IP"})
    void tells_nobody_from_the_headers_of_a_proxy_that_is_not_trusted(String header) throws Exception {
        assertThat(peer(trusting(), "127.0.0.1", header, PERSON)).isEmpty();
        assertThat(peer(trusting(PROXY), "10.0.0.2", header, PERSON)).isEmpty();
    }

    @Test
    void takes_who_comes_without_a_proxy_for_what_the_socket_says() throws Exception {
        assertThat(peer(trusting(), "127.0.0.1")).hasValueSatisfying(peer -> assertThat(peer.local()).isTrue());
        assertThat(peer(trusting("127.0.0.1"), "127.0.0.1")).hasValueSatisfying(peer -> assertThat(peer.local()).isTrue());
        assertThat(peer(trusting(), "10.0.0.2")).hasValueSatisfying(peer -> assertThat(peer.local()).isFalse());
        assertThat(peer(trusting(PROXY), PROXY)).as("a proxy that does not say for whom it asks").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "203.0.113.7 | 203.0.113.7",
        "1.2.3.4, 203.0.113.7 | 203.0.113.7",
        "127.0.0.1, 203.0.113.7, 10.0.0.1 | 203.0.113.7",
        "203.0.113.7:4711 | 203.0.113.7",
        "[2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
        "2001:db8::1 | 2001:db8:0:0:0:0:0:1"})
    void believes_of_the_hops_the_last_that_no_trusted_proxy_is(String hops, String person) throws Exception {
        assertThat(peer(trusting(PROXY), PROXY, "X-Forwarded-For", hops)).hasValueSatisfying(peer -> {
            assertThat(peer.ip()).isEqualTo(person);
            assertThat(peer.proxied()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "unknown", "localhost", "203.0.113.7, somebody", ""})
    void tells_nobody_from_hops_that_name_no_person(String hops) throws Exception {
        assertThat(peer(trusting(PROXY), PROXY, "X-Forwarded-For", hops)).isEmpty();
    }

    @Test
    void reads_x_real_ip_only_when_told_so_and_only_where_there_is_nothing_better() throws Exception {
        GatewayConfig fallback = new GatewayConfig(null, null, null, null, null, null, List.of(PROXY), true, null);
        assertThat(peer(trusting(PROXY), PROXY, "X-Real-IP", PERSON)).isEmpty();
        assertThat(peer(fallback, PROXY, "X-Real-IP", PERSON)).hasValueSatisfying(peer -> assertThat(peer.ip()).isEqualTo(PERSON));
        assertThat(peer(fallback, PROXY, "X-Real-IP", "1.2.3.4", "X-Forwarded-For", PERSON))
                .hasValueSatisfying(peer -> assertThat(peer.ip()).isEqualTo(PERSON));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/24,10.0.0.255,true", "10.0.0.0/24,10.0.1.0,false", "10.0.0.0/23,10.0.1.0,true", "10.0.0.128/25,10.0.0.127,false",
        "0.0.0.0/0,8.8.8.8,true", "0.0.0.0/0,2001:db8::1,false", "fd00::/8,fd12::1,true", "fd00::/8,fe80::1,false",
        "10.0.0.1,10.0.0.1,true", "10.0.0.1,::ffff:10.0.0.1,true"})
    void knows_a_trusted_proxy_by_its_address_or_range(String listed, String socket, boolean trusted) throws Exception {
        assertThat(Network.of(listed).contains(InetAddress.getByName(socket))).isEqualTo(trusted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "10.0.0", "256.0.0.1", "10.0.0.1/33", "10.0.0.1/", "10.0.0.1/x", "", "fd00::/129", "::g"})
    void refuses_what_is_no_address_and_looks_up_no_name(String listed) {
        assertThatThrownBy(() -> trusting(listed)).hasMessageContaining("gateway.trustedProxies").hasMessageContaining("\"" + listed + "\"");
    }

    @Test
    void lets_a_proxy_vouch_by_the_owner_s_rules_alone() throws Exception {
        TrustedProxy rules = new TrustedProxy("X-User", List.of("x-verified"), List.of("ada@example.org"), null);
        String[] whole = {"X-Forwarded-For", PERSON, "x-verified", "yes", "x-user", "ada@example.org"};
        assertThat(peer(vouching(rules), PROXY, whole).orElseThrow().voucher().user()).isEqualTo("ada@example.org");
        assertThat(refusal(rules, PROXY, "X-Forwarded-For", PERSON, "x-user", "ada@example.org")).isEqualTo("trusted_proxy_missing_header_x-verified");
        assertThat(refusal(rules, PROXY, "X-Forwarded-For", PERSON, "x-verified", "yes", "x-user", " ")).isEqualTo("trusted_proxy_user_missing");
        assertThat(refusal(rules, PROXY, "X-Forwarded-For", PERSON, "x-verified", "yes", "x-user", "ada@example.org", "x-user", "eve@example.org"))
                .isEqualTo("trusted_proxy_user_missing");
        assertThat(refusal(rules, PROXY, "X-Forwarded-For", PERSON, "x-verified", "yes", "x-user", "eve@example.org"))
                .isEqualTo("trusted_proxy_user_not_allowed");
        assertThat(refusal(rules, "127.0.0.1", whole)).isEqualTo("trusted_proxy_loopback_source");
        assertThat(refusal(rules, "10.0.0.9")).isEqualTo("trusted_proxy_untrusted_source");
    }

    @Test
    void does_not_take_this_machine_s_own_outer_address_for_a_proxy() throws Exception {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()).findFirst();
        if (own.isPresent()) {
            String address = own.get().getHostAddress().replaceFirst("%.*", "");
            Auth auth = new Auth(AuthMode.TRUSTED_PROXY, null, null, null, new TrustedProxy("x-user", null, null, true));
            GatewayConfig config = new GatewayConfig(null, null, null, null, auth, null, List.of(address), null, null);
            assertThat(peer(config, address, "X-Forwarded-For", PERSON, "x-user", "ada").orElseThrow().voucher().refusal())
                    .isEqualTo("trusted_proxy_local_interface_source");
        }
    }

    private static String refusal(TrustedProxy rules, String socket, String... headers) throws Exception {
        return peer(vouching(rules), socket, headers).orElseThrow().voucher().refusal();
    }
}
