package dev.chela.core.plugin;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.core.hash.Sha256;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.net.Fetch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Jars from addresses. What they hold is known beforehand, or they are not used. Blocks. Safe on any thread. */
@Component(service = Downloads.class)
public final class Downloads {
    private static final long MOST = 100L << 20;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*\\.jar");

    private final Path directory;
    private final Http http;

    @Activate
    public Downloads(@Reference Home home, @Reference Http http) throws IOException {
        this.http = http;
        directory = home.directory("plugins/downloads");
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path file : left.filter(each -> !each.equals(directory)).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Hands over a file for as long as it is used.
     *
     * @param address {@code http} or {@code https}, ending with the jar's name. Its host may stand within the house, since an administrator
     *        named it; where it leads on to may not.
     * @param sha256 of the jar, in hexadecimal
     * @throws Permanent when the address or the digest is none, there is no such file, or it is another one, or larger than 100 MiB
     * @throws dev.chela.api.fault.Denied when the address leads into the house
     * @throws dev.chela.api.fault.Transient when the file cannot be had now
     */
    public <T> T with(String address, String sha256, Function<Path, T> use) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new Permanent("'" + sha256 + "' is no SHA-256: give the 64 hexadecimal digits that the jar's publisher tells");
        }
        URI at = uri(address);
        Path place = directory.resolve(UUID.randomUUID().toString());
        Path jar = place.resolve(name(at));
        try {
            PrivateFiles.directory(place);
            PrivateFiles.create(jar);
            Fetch fetch = new Fetch(http.outside(Set.of(at.getAuthority().toLowerCase(Locale.ROOT))));
            fetch.get(address, (body, name, type) -> keep(body, jar));
            check(jar, sha256);
            return use.apply(jar);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + jar + ": " + e.getMessage(), e);
        } finally {
            remove(jar);
            remove(place);
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

    private static Path keep(InputStream body, Path jar) throws IOException {
        try (var out = Files.newOutputStream(jar, StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] part = new byte[1 << 16];
            long size = 0;
            for (int read = body.read(part); read >= 0; read = body.read(part)) {
                size += read;
                if (size > MOST) {
                    throw new Permanent("what lies there is larger than " + (MOST >> 20) + " MiB");
                }
                out.write(part, 0, read);
            }
        }
        return jar;
    }

    private static void check(Path jar, String wanted) throws IOException {
        String found = Sha256.hex(jar);
        if (!found.equalsIgnoreCase(wanted)) {
            throw new Permanent("what lies there has the SHA-256 " + found + ", not the one that was given; nothing was installed");
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }
}
