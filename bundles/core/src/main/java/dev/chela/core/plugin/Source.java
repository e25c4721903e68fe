package dev.chela.core.plugin;

import dev.chela.api.fault.Permanent;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a jar comes from. */
public sealed interface Source {
    /** As {@link #of} reads it, without what may be a secret. */
    String told();

    /** @param jar on this machine */
    record Local(Path jar) implements Source {
        @Override
        public String told() {
            return jar.toUri().toString();
        }
    }

    /**
     * @param address {@code http} or {@code https}
     * @param sha256 what it must be
     */
    record Web(String address, String sha256) implements Source {
        @Override
        public String told() {
            return address.replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//");
        }
    }

    /** @param sha256 what it must be; when empty the repository's own checksum must be right */
    record Maven(Coordinates coordinates, Optional<String> sha256) implements Source {
        @Override
        public String told() {
            return coordinates.toString();
        }
    }

    /** From somebody's hand, which laid it into {@code deploy/}. It cannot be got again. */
    record Unknown() implements Source {
        @Override
        public String told() {
            return "";
        }
    }

    /**
     * @param text {@code mvn:…}, {@code http://…}, {@code https://…}, {@code file:/…}, or a path; empty when it is not known
     * @param sha256 what an address must have
     * @throws Permanent when it is nothing of these
     */
    static Source of(String text, Optional<String> sha256) {
        if (text.isEmpty()) {
            return new Unknown();
        }
        if (Places.MAVEN.matcher(text).matches()) {
            return new Maven(Coordinates.of(text), sha256);
        }
        if (Places.WEB.matcher(text).matches()) {
            return new Web(text, sha256.orElseThrow(() -> new Permanent("what lies at an address is used only if it is what you mean: say its SHA-256")));
        }
        return new Local(path(text));
    }

    /** @throws Permanent when it is none */
    static Path path(String text) {
        try {
            return Places.FILE.matcher(text).matches() ? Path.of(URI.create(text)) : Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new Permanent("'" + text + "' is not a path: " + malformed.getMessage(), malformed);
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("'" + text + "' is no address of a file: " + malformed.getMessage(), malformed);
        }
    }

    /** How the kinds of places begin. */
    final class Places {
        static final Pattern MAVEN = Pattern.compile("(?i)mvn:.*");
        static final Pattern WEB = Pattern.compile("(?i)https?://.*");
        static final Pattern FILE = Pattern.compile("(?i)file:.*");

        private Places() {}
    }
}
