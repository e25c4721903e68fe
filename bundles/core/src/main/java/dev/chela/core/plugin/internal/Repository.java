package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.core.net.Fetch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** One place with files in the layout of Maven. */
sealed interface Repository {
    /** Takes what lies there; empty when there is nothing. Faults as {@link Fetch#get}. */
    <T> Optional<T> find(String path, Taking<T> taking) throws IOException;

    /** Where a file of it lies, for people. */
    String told(String path);

    /** Whether what it says of its files can have been written by somebody else on the way here. */
    boolean open();

    @FunctionalInterface
    interface Taking<T> {
        T take(InputStream body) throws IOException;
    }

    /** @param address as {@link MavenSettings} lets it pass */
    static Repository of(String address, Http http) {
        URI at = URI.create(address.replaceFirst("/+$", ""));
        return "file".equalsIgnoreCase(at.getScheme()) ? new Directory(Path.of(at)) : new Web(at, Downloads.way(http, at));
    }

    record Directory(Path root) implements Repository {
        @Override
        public <T> Optional<T> find(String path, Taking<T> taking) throws IOException {
            Path file = root.resolve(path);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try (InputStream body = open(file)) {
                return Optional.of(taking.take(body));
            }
        }

        private static InputStream open(Path file) {
            try {
                return Files.newInputStream(file);
            } catch (IOException unreadable) {
                throw new Permanent(file + " cannot be read: " + unreadable.getMessage(), unreadable);
            }
        }

        @Override
        public String told(String path) {
            return root.resolve(path).toString();
        }

        @Override
        public boolean open() {
            return false;
        }
    }

    record Web(URI root, Fetch fetch) implements Repository {
        private static final Set<String> HERE = Set.of("localhost", "[::1]");

        @Override
        public <T> Optional<T> find(String path, Taking<T> taking) {
            return fetch.find(told(path), (body, name, type) -> taking.take(body));
        }

        @Override
        public String told(String path) {
            return root + "/" + path;
        }

        @Override
        public boolean open() {
            return !"https".equalsIgnoreCase(root.getScheme()) && !here(root.getHost());
        }

        /** Without asking anybody for the address of a name. */
        private static boolean here(String host) {
            return HERE.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
        }
    }
}
