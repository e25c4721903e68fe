package dev.chela.testkit.irc;

import dev.chela.testkit.process.Daemon;
import dev.chela.testkit.socket.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A network of one real server, ngircd, of its own for each test. People and bots need {@link #PASSWORD}. */
public final class Network implements AutoCloseable {
    public static final String PASSWORD = "let-me-in-please";
    private static final int ATTEMPTS = 5;

    private final Path directory;
    private final List<Person> people = new ArrayList<>();
    private Daemon server;
    private int port;

    /** @throws UncheckedIOException when the server does not start */
    public Network() {
        try {
            directory = Files.createTempDirectory("irc");
            start(Ports.free());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static boolean installed() {
        return Files.isExecutable(Path.of("/usr/sbin/ngircd"));
    }

    /** On this machine, without TLS. */
    public int port() {
        return port;
    }

    /** Somebody else may have taken the port that was free; then it is another one. */
    private void start(int wanted) throws IOException {
        port = wanted;
        for (int attempt = 1; !listens(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IOException("ngircd does not listen on any of " + ATTEMPTS + " ports");
            }
            port = Ports.free();
        }
    }

    private boolean listens() throws IOException {
        Path config = Files.writeString(directory.resolve("ngircd.conf"), """
                [Global]
                Name = irc.test
                Info = A network for tests
                Listen = 127.0.0.1
                Ports = %d
                Password = %s
                MotdPhrase = hello
                [Limits]
                MaxConnectionsIP = 0
                MaxJoins = 0
                MaxPenaltyTime = 0
                [Options]
                Ident = no
                PAM = no
                DNS = no
                """.formatted(port, PASSWORD));
        Optional<Daemon> ready = Daemon.start(List.of("/usr/sbin/ngircd", "-n", "-f", config.toString()), "ready.");
        ready.ifPresent(daemon -> server = daemon);
        return ready.isPresent();
    }

    /** Ends as if its machine did, and comes again on the same port. */
    public void crash() {
        server.close();
        try {
            start(port);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Somebody who is there when this returns. */
    public Person person(String nick) {
        Person person = new Person(port, nick);
        people.add(person);
        return person;
    }

    @Override
    public void close() {
        people.forEach(Person::close);
        server.close();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
