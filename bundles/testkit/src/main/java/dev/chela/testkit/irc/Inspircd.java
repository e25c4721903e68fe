package dev.chela.testkit.irc;

import dev.chela.testkit.process.Daemon;
import dev.chela.testkit.process.OwnCertificate;
import dev.chela.testkit.socket.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A network of one real server, inspircd, also over TLS, with services, atheme, at which people have accounts. Of its own for each test. */
public final class Inspircd implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/inspircd");
    private static final Path SERVICES = Path.of("/usr/bin/atheme-services");

    private final Path directory;
    private final OwnCertificate certificate;
    private final int port = Ports.free();
    private final int tlsPort = Ports.free();
    private final int linkPort = Ports.free();
    private final List<Person> people = new ArrayList<>();
    private Daemon server;
    private Daemon services;

    /** @throws UncheckedIOException when it does not start */
    public Inspircd() {
        try {
            directory = Files.createTempDirectory("inspircd");
            Files.createDirectory(directory.resolve("data"));
            certificate = OwnCertificate.in(directory, "irc.test");
            Files.writeString(directory.resolve("motd"), "hello\n");
            Files.writeString(directory.resolve("inspircd.conf"), settings());
            Files.writeString(directory.resolve("atheme.conf"), settingsOfServices());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server = startServer();
        try {
            services = startServices();
        } catch (RuntimeException unlinked) {
            server.close();
            throw unlinked;
        }
    }

    public static boolean installed() {
        return Files.isExecutable(SERVER) && Files.isExecutable(SERVICES);
    }

    private Daemon startServer() {
        List<String> command = new ArrayList<>(List.of(SERVER.toString(), "--nofork", "--config", directory.resolve("inspircd.conf").toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--runasroot");
        }
        return Daemon.begin(command, "is now running as");
    }

    private Daemon startServices() {
        return Daemon.begin(List.of(SERVICES.toString(), "-n", "-c", directory.resolve("atheme.conf").toString(), "-l", directory.resolve("services.log").toString(),
                "-p", directory.resolve("services.pid").toString(), "-D", directory.resolve("data").toString()), "finished synching with uplink");
    }

    private String settings() {
        String modules = Stream.of("ssl_gnutls", "cap", "sasl", "services_account", "ircv3", "ircv3_accounttag", "ircv3_servertime", "ircv3_ctctags", "ircv3_msgid",
                "spanningtree", "sha256").map("<module name=\"%s\">\n"::formatted).reduce("", String::concat);
        return modules + """
                <server name="irc.test" description="A network for tests" network="Test" id="0IT">
                <admin name="nobody" email="nobody@irc.test" nick="nobody">
                <sslprofile name="own" provider="gnutls" certfile="%2$s" keyfile="%3$s">
                <bind address="127.0.0.1" port="%4$d" type="clients">
                <bind address="127.0.0.1" port="%5$d" type="clients" sslprofile="own">
                <bind address="127.0.0.1" port="%6$d" type="servers">
                <connect allow="*" timeout="60" localmax="100" globalmax="100" commandrate="1000000" fakelag="no" resolvehostnames="no">
                <link name="services.test" ipaddr="127.0.0.1" port="%6$d" allowmask="127.0.0.0/8" sendpass="between-servers" recvpass="between-servers">
                <uline server="services.test" silent="yes">
                <sasl target="services.test">
                <files motd="%1$s/motd">
                <path datadir="%1$s/data" logdir="%1$s">
                <log method="file" type="*" level="default" target="%1$s/log">
                <pid file="%1$s/pid">
                <power diepass="" restartpass="">
                """.formatted(directory, certificate.certificate(), certificate.key(), port, tlsPort, linkPort);
    }

    private String settingsOfServices() {
        String modules = Stream.of("protocol/inspircd", "backend/opensex", "crypto/posix", "nickserv/main", "nickserv/register", "saslserv/main", "saslserv/plain")
                .map("loadmodule \"modules/%s\";\n"::formatted).reduce("", String::concat);
        return modules + """
                serverinfo {
                  name = "services.test"; desc = "Services"; numeric = "00S"; recontime = 1; netname = "Test"; hidehostsuffix = "users.test";
                  adminname = "nobody"; adminemail = "nobody@irc.test"; registeremail = "nobody@irc.test"; auth = none; mta = "/bin/true"; loglevel = { error; info; network; };
                  maxlogins = 9; maxusers = 9; maxnicks = 9; maxchans = 9; emaillimit = 9; emailtime = 300; mdlimit = 9; casemapping = rfc1459;
                };
                uplink "irc.test" { host = "127.0.0.1"; port = %d; send_password = "between-servers"; receive_password = "between-servers"; };
                nickserv { nick = "NickServ"; user = "NickServ"; host = "services.test"; real = "Accounts"; };
                saslserv { nick = "SaslServ"; user = "SaslServ"; host = "services.test"; real = "Logins"; };
                general { permissive_mode; helpchan = "#help"; };
                """.formatted(linkPort);
    }

    /** On this machine, without TLS. */
    public int port() {
        return port;
    }

    public int tlsPort() {
        return tlsPort;
    }

    /** SHA-256 of its certificate, with colons. */
    public String fingerprint() {
        return certificate.fingerprint();
    }

    /** Somebody who is there when this returns, without TLS. */
    public Person person(String nick) {
        Person person = new Person(port, nick);
        people.add(person);
        return person;
    }

    /** The same, who has made an account of this name and is logged in to it. */
    public Person member(String nick, String password) {
        Person person = person(nick);
        person.send("PRIVMSG NickServ :REGISTER " + password + " " + nick + "@irc.test");
        person.until(said -> said.command().equals("900"));
        return person;
    }

    /** What the server says of somebody's account; empty where nobody is logged in. */
    public String accountOf(String nick, Person asker) {
        asker.send("WHOIS " + nick);
        String account = "";
        for (Said said = asker.until(any -> true); !said.command().equals("318"); said = asker.until(any -> true)) {
            account = said.command().equals("330") && said.parameter(1).equals(nick) ? said.parameter(2) : account;
        }
        return account;
    }

    /** Nobody can log in any more; who is logged in stays. */
    public void servicesLeave() {
        services.end();
    }

    public void servicesReturn() {
        services = startServices();
    }

    /** The server ends as if its machine did, and comes again on the same ports; the services have put down what they know. */
    public void crash() {
        services.end();
        server.close();
        server = startServer();
        services = startServices();
    }

    @Override
    public void close() {
        people.forEach(Person::close);
        services.close();
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
