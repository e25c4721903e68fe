package dev.chela.testkit.mail;

import dev.chela.testkit.process.Command;
import dev.chela.testkit.process.OwnCertificate;
import dev.chela.testkit.socket.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real IMAP server on this machine, over TLS, with one mailbox; letters are laid into it as mail servers do. Its certificate is its own. */
public final class Dovecot implements AutoCloseable {
    public static final String LOGIN = "chela";
    public static final String PASSWORD = "pigeon-loft-17";
    private static final Path SERVER = Path.of("/usr/sbin/dovecot");
    private static final int ATTEMPTS = 5;
    private static final long PATIENCE_SECONDS = 60;

    private final Path directory;
    private final OwnCertificate certificate;
    private final String tokenInfo;
    private final AtomicInteger letters = new AtomicInteger();
    private Process server;
    private int port;

    /** @throws UncheckedIOException when the server does not start */
    public Dovecot() {
        this("");
    }

    /** @param tokenInfo where it asks whose an access token is that it is shown (XOAUTH2), an address to which the token is added; empty for nowhere */
    public Dovecot(String tokenInfo) {
        this.tokenInfo = tokenInfo;
        try {
            directory = Files.createTempDirectory("dovecot");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            certificate = OwnCertificate.in(directory, "mail.test");
            for (String part : new String[] {"tmp", "new", "cur"}) {
                Files.createDirectories(mail().resolve(part));
            }
            if (root()) {
                Command.run("chown", "-R", "mail:mail", directory.resolve("mail").toString());
            }
            start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static boolean installed() {
        return Files.isExecutable(SERVER) && Files.isExecutable(Path.of("/usr/lib/dovecot/imap-login"));
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private Path mail() {
        return directory.resolve("mail").resolve(LOGIN);
    }

    public int port() {
        return port;
    }

    /** SHA-256 of its certificate, with colons. */
    public String fingerprint() {
        return certificate.fingerprint();
    }

    /** On the same port as before, if it ran. */
    public void start() {
        boolean again = port != 0;
        try {
            for (int attempt = 1; !startsOn(again ? port : Ports.free()); attempt++) {
                if (attempt == ATTEMPTS) {
                    Path log = directory.resolve("log");
                    throw new IOException("dovecot does not listen: " + Files.readString(directory.resolve("out")) + (Files.exists(log) ? Files.readString(log) : ""));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private boolean startsOn(int wanted) throws IOException {
        port = wanted;
        Path config = Files.writeString(directory.resolve("dovecot.conf"), config());
        server = new ProcessBuilder(SERVER.toString(), "-F", "-c", config.toString()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile()).start();
        return listens();
    }

    private String config() throws IOException {
        String me = root() ? "mail" : System.getProperty("user.name");
        String group = root() ? "mail" : Command.run("id", "-gn").strip();
        String internal = root() ? "" : "default_internal_user = %1$s\ndefault_login_user = %1$s\ndefault_internal_group = %2$s\n".formatted(me, group);
        return internal + tokens() + """
                base_dir = %1$s/run
                state_dir = %1$s/run
                log_path = %1$s/log
                protocols = imap
                listen = 127.0.0.1
                ssl = required
                ssl_cert = <%2$s
                ssl_key = <%7$s
                ssl_dh =
                first_valid_uid = 1
                mail_location = maildir:%1$s/mail/%%u
                passdb {
                  driver = static
                  args = password=%3$s
                }
                userdb {
                  driver = static
                  args = uid=%4$s gid=%6$s home=%1$s/mail/%%u
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = 0
                  }
                  inet_listener imaps {
                    port = %5$d
                    ssl = yes
                  }
                }
                service anvil {
                  chroot =
                }
                service stats {
                  chroot =
                }
                """.formatted(directory, certificate.certificate(), PASSWORD, me, port, group, certificate.key());
    }

    private String tokens() throws IOException {
        if (tokenInfo.isEmpty()) {
            return "";
        }
        Path asks = Files.writeString(directory.resolve("oauth2.conf"), "tokeninfo_url = " + tokenInfo + "\nusername_attribute = email\n");
        return """
                auth_mechanisms = plain xoauth2
                passdb {
                  driver = oauth2
                  mechanisms = xoauth2
                  args = %s
                }
                """.formatted(asks);
    }

    /** @return not when it ended: somebody else may have taken the port */
    private boolean listens() {
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            boolean answers = answers();
            while (!answers && System.nanoTime() < deadline && !server.waitFor(20, TimeUnit.MILLISECONDS)) {
                answers = answers();
            }
            return answers && server.isAlive();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Lays a letter into the mailbox. @param letter as it travels but for the ends of its lines */
    public void delivers(String letter) {
        try {
            String name = System.currentTimeMillis() + ".M" + letters.incrementAndGet() + ".test";
            Path written = Files.writeString(mail().resolve("tmp").resolve(name), letter);
            if (root()) {
                Command.run("chown", "mail:mail", written.toString());
            }
            Files.move(written, mail().resolve("new").resolve(name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** As if its machine ended. */
    public void kill() {
        List<ProcessHandle> all = Stream.concat(Stream.of(server.toHandle()), server.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.stream().skip(1).forEach(each -> each.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
        try {
            if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("dovecot does not end");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        try {
            Files.deleteIfExists(directory.resolve("run/master.pid"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
