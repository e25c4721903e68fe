package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.core.hash.Sha256;
import dev.chela.core.net.Fetch;
import dev.chela.core.plugin.Source.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jars from addresses. What they hold is known beforehand, or they are not used. Blocks. Safe on any thread. */
final class Downloads {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*\\.jar");

    private final Landing landing;
    private final Http http;

    Downloads(Landing landing, Http http) {
        this.landing = landing;
        this.http = http;
    }

    /**
     * @param source ends with the jar's name. The host may stand within the house, since an administrator named it; where it leads on to
     *        may not.
     */
    <T> T with(Web source, Function<Path, T> use) {
        checkDigest(source.sha256());
        URI at = uri(source.address());
        return landing.lend(name(at), jar -> {
            way(http, at).get(source.address(), (body, name, type) -> Landing.keep(body, jar));
            check(jar, source.sha256(), "what lies there");
        }, use);
    }

    /** The way to a host that somebody of the house named. */
    static Fetch way(Http http, URI at) {
        return new Fetch(http.outside(Set.of(at.getAuthority().toLowerCase(Locale.ROOT))));
    }

    /** @throws Permanent when it is none */
    static void checkDigest(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new Permanent("'" + sha256 + "' is no SHA-256: give the 64 hexadecimal digits that the jar's publisher tells");
        }
    }

    /** @param what as in "what lies there" */
    static void check(Path jar, String wanted, String what) throws IOException {
        String found = Sha256.hex(jar);
        if (!found.equalsIgnoreCase(wanted)) {
            throw new Permanent(what + " has the SHA-256 " + found + ", not the one that was given; nothing was installed");
        }
    }

    private static URI uri(String address) {
        URI at;
        try {
            at = URI.create(address);
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("'" + address + "' is no address: " + malformed.getMessage(), malformed);
        }
        if (at.getHost() == null || !"https".equalsIgnoreCase(at.getScheme()) && !"http".equalsIgnoreCase(at.getScheme())) {
            throw new Permanent("'" + address + "' is no address of the web: it begins with https:// and a host");
        }
        return at;
    }

    private static String name(URI at) {
        String path = at.getRawPath();
        Matcher name = NAME.matcher(path.substring(path.lastIndexOf('/') + 1));
        if (!name.matches()) {
            throw new Permanent("the address ends with no jar's name, such as dice-1.0.0.jar, by which it would lie in deploy/");
        }
        return name.group();
    }
}
