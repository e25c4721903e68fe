package dev.chela.core.annex.internal;

import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Grants.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a child reaches beside itself.
 *
 * @param network the whole of it: hosts are not told apart from outside a process
 * @param roots directories that it may change
 */
record Wants(boolean network, List<Path> roots) {
    /** @param header {@link Grants#HEADER}; without it nothing is wanted */
    static Wants of(Optional<String> header) {
        Grants grants = header.map(Grants::parse).orElse(Grants.parse("none"));
        return new Wants(grants.include(Kind.NETWORK), grants.names(Kind.FILES).stream().map(Wants::place).sorted().toList());
    }

    /** Where it leads to: a link in a directory that a plugin may change could lead anywhere. */
    static Path place(String root) {
        return real(Path.of(root.startsWith("~/") ? System.getProperty("user.home") + root.substring(1) : root));
    }

    static Path real(Path place) {
        try {
            return place.toRealPath();
        } catch (IOException absent) {
            return place.toAbsolutePath().normalize();
        }
    }

    /** What of its walls that opens, for people; empty for nothing. */
    List<String> words() {
        return Stream.concat(network ? Stream.of("the network") : Stream.empty(), roots.stream().map(root -> "the files of " + root)).toList();
    }
}
