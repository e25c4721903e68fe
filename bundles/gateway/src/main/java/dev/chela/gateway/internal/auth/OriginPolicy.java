package dev.chela.gateway.internal.auth;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which web pages may connect: those that this gateway served under a name that only exists here, and those that the owner
 * listed. A public name is not trusted even if it matches, since it may point here only to fool a browser.
 */
public final class OriginPolicy {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-f:.]+]?");

    private OriginPolicy() {}

    public static boolean allows(Peer peer, List<String> listed) {
        String origin = peer.origin().toLowerCase(Locale.ROOT);
        if (origin.isEmpty() || listed.stream().anyMatch(entry -> matches(entry, origin))) {
            return true;
        }
        String authority = authority(origin);
        return !authority.isEmpty()
                && authority.equals(peer.host().toLowerCase(Locale.ROOT))
                && privateName(withoutPort(authority));
    }

    /** Whether a {@code Host} header names this machine in a way that no public name server can. */
    public static boolean privateHost(String header) {
        return privateName(withoutPort(header.toLowerCase(Locale.ROOT)));
    }

    private static boolean matches(String entry, String origin) {
        return entry.equals("*") || entry.toLowerCase(Locale.ROOT).equals(origin);
    }

    private static String authority(String origin) {
        try {
            URI uri = URI.create(origin);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getRawAuthority() != null ? uri.getRawAuthority() : "";
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static String withoutPort(String authority) {
        return authority.replaceFirst(":\\d+$", "");
    }

    private static boolean privateName(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost") || host.endsWith(".local") || host.endsWith(".ts.net")) {
            return true;
        }
        return ADDRESS.matcher(host).matches() && privateAddress(host);
    }

    private static boolean privateAddress(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
            return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress() || uniqueLocal;
        } catch (UnknownHostException malformed) {
            return false;
        }
    }
}
