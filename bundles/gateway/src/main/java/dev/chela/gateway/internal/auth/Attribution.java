package dev.chela.gateway.internal.auth;

import dev.chela.gateway.internal.auth.Peer.Voucher;
import dev.chela.gateway.internal.config.GatewayConfig.TrustedProxy;
import dev.chela.gateway.internal.config.Network;
import dev.chela.gateway.internal.config.Settings.Proxies;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds out from whom a request comes. A proxy's headers are believed from the proxies that the owner trusts alone; with them from anyone
 * else, nobody can tell a person at this machine from one far away, so nobody is told anything.
 */
public final class Attribution {
    private static final String FORWARDED_FOR = "x-forwarded-for";
    private static final String REAL_IP = "x-real-ip";
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]+)](?::\\d+)?|([^:]+):\\d+");

    private final Proxies proxies;
    private final InetAddress socket;
    private final List<String> names;
    private final Function<String, List<String>> headers;

    /**
     * @param socket the other end of the connection
     * @param names of all headers
     * @param headers the values of one, by its name in any case
     */
    public Attribution(Proxies proxies, InetAddress socket, List<String> names, Function<String, List<String>> headers) {
        this.proxies = proxies;
        this.socket = socket;
        this.names = names;
        this.headers = headers;
    }

    /** Empty when it cannot be told: {@code proxy_attribution_required}. */
    public Optional<Peer> peer() {
        boolean forwarded = names.stream().anyMatch(this::tellsOfProxy);
        boolean proxy = proxies.trusted(socket);
        if (!forwarded && (!proxy || socket.isLoopbackAddress())) {
            return Optional.of(from(socket, false, Voucher.refused(proxy ? "trusted_proxy_loopback_source" : "trusted_proxy_untrusted_source")));
        }
        // Somebody at the proxy's own machine is not told from the proxy's owner: loopback behind a proxy is nobody.
        return proxy ? client().filter(person -> !person.isLoopbackAddress()).map(person -> from(person, true, voucher())) : Optional.empty();
    }

    private Peer from(InetAddress address, boolean proxied, Voucher voucher) {
        return new Peer(address, proxied, one("origin"), one("host"), voucher);
    }

    private boolean tellsOfProxy(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("forwarded") || lower.equals(REAL_IP) || lower.startsWith("x-forwarded-")
                || proxies.users().filter(rules -> rules.userHeader().equalsIgnoreCase(name)).isPresent();
    }

    /** Read from the right, where each proxy adds whom it saw: the first whom we do not trust is the person, whatever they wrote before. */
    private Optional<InetAddress> client() {
        List<String> hops = headers.apply(FORWARDED_FOR).stream().flatMap(line -> Stream.of(line.split(","))).map(String::strip).toList();
        if (hops.isEmpty()) {
            return proxies.realIp() ? Network.address(one(REAL_IP)) : Optional.empty();
        }
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<InetAddress> hop = Network.address(withoutPort(hops.get(i)));
            if (hop.isEmpty() || !proxies.trusted(hop.get())) {
                return hop;
            }
        }
        return Optional.empty();
    }

    private static String withoutPort(String hop) {
        Matcher port = WITH_PORT.matcher(hop);
        return !port.matches() ? hop : port.group(1) != null ? port.group(1) : port.group(2);
    }

    private Voucher voucher() {
        return proxies.users().map(this::voucher).orElseGet(() -> Voucher.refused("trusted_proxy_config_missing"));
    }

    private Voucher voucher(TrustedProxy rules) {
        if (socket.isLoopbackAddress() ? !rules.allowLoopback() : ownInterface()) {
            return Voucher.refused(socket.isLoopbackAddress() ? "trusted_proxy_loopback_source" : "trusted_proxy_local_interface_source");
        }
        Optional<String> missing = rules.requiredHeaders().stream().filter(name -> one(name).isEmpty()).findFirst();
        if (missing.isPresent()) {
            return Voucher.refused("trusted_proxy_missing_header_" + missing.get());
        }
        String user = one(rules.userHeader());
        if (user.isEmpty()) {
            return Voucher.refused("trusted_proxy_user_missing");
        }
        return rules.allowUsers().isEmpty() || rules.allowUsers().contains(user)
                ? Voucher.of(user) : Voucher.refused("trusted_proxy_user_not_allowed");
    }

    /** A program of this machine that takes the way round by its outer address is no more a proxy than over loopback. */
    private boolean ownInterface() {
        try {
            return NetworkInterface.getByInetAddress(socket) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }

    /** Empty when it is missing, and when it is there more than once: which of them to believe would be a guess. */
    private String one(String name) {
        List<String> values = headers.apply(name);
        return values.size() == 1 ? values.get(0).strip() : "";
    }
}
