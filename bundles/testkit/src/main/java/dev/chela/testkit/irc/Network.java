package dev.chela.testkit.irc;

import dev.chela.testkit.socket.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A network of one real server, ngircd, of its own for each test. People and bots need {@link #PASSWORD}. */
public final class Network implements AutoCloseable {
    public static final String PASSWORD = "let-me-in-please";
    private static final int ATTEMPTS = 5;

    private final Path directory;
    private final List<Person> people = new ArrayList<>();
    private Process server;
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
        server = new ProcessBuilder("/usr/sbin/ngircd", "-n", "-f", config.toString()).redirectErrorStream(true).start();
        BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("ready.")) {
                drain(said);
                return true;
            }
        }
        return false;
    }

    /** Or its output would fill up and stop it. */
    private static void drain(BufferedReader said) {
        Thread reader = new Thread(() -> read(said), "ngircd's output");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            return; // So it was ended, and its output with it.
        }
    }

    /** Ends as if its machine did, and comes again on the same port. */
    public void crash() {
        kill();
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

    private void kill() {
        server.destroyForcibly();
        try {
            if (!server.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("ngircd does not end");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        people.forEach(Person::close);
        kill();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
