package dev.chela.channel.irc.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The first words of a connection: capabilities, who we are, and the proof of it. */
final class Welcome {
    /** What a server adds to what it tells, where it can. */
    private static final Set<String> WANTED = Set.of("message-tags", "server-time", "account-tag");
    private static final String SASL = "sasl";
    private static final int CHUNK = 400;
    private static final int MOST_NICKS = 6;

    private final Wire wire;
    private final Settings settings;
    private final String password;
    private final Set<String> offered = new LinkedHashSet<>();
    private final Set<String> granted = new LinkedHashSet<>();
    private String nick;
    private int nicks = 1;

    /** @param password empty for none */
    Welcome(Wire wire, Settings settings, String password) {
        this.wire = wire;
        this.settings = settings;
        this.password = password;
        this.nick = settings.nick();
    }

    /** @param can what the server was asked for and does */
    record In(String nick, Set<String> can) {}

    In enter() throws IOException, Refused {
        wire.send("CAP LS 302");
        if (settings.login().isEmpty() && !password.isEmpty()) {
            wire.send("PASS " + password);
        }
        wire.send("NICK " + nick);
        wire.send("USER " + settings.username() + " 0 * :" + settings.realname());
        while (true) {
            Message said = Message.of(wire.read());
            if (said.command().equals("001")) {
                return new In(said.parameter(0), Set.copyOf(granted));
            }
            heard(said);
        }
    }

    private void heard(Message said) throws IOException, Refused {
        switch (said.command()) {
            case "PING" -> wire.send("PONG :" + said.last());
            case "CAP" -> capabilities(said);
            case "AUTHENTICATE" -> prove();
            case "903", "907" -> wire.send("CAP END");
            case "906" -> throw new IOException("the login was broken off: " + said.last());
            case "902", "904", "905" -> throw new Refused("the network does not take the login " + settings.login() + ": " + said.last(),
                    "Check channels.irc.login and password; a network's services say how an account is made (/msg NickServ HELP REGISTER).");
            case "432" -> throw new Refused("the network does not allow the nick " + nick + ": " + said.last(), "Choose another one for channels.irc.nick.");
            case "433", "436", "437" -> another(said);
            case "464" -> throw wrongPassword();
            case "465" -> throw new Refused("the network has banned this address: " + said.last(), "Ask the network's staff.");
            case "ERROR" -> ended(said.last());
            default -> { }
        }
    }

    private static Refused wrongPassword() {
        return new Refused("the server's password is wrong or missing", "Put the server's password where channels.irc.password points to.");
    }

    /** Some servers, ngircd among them, have no number for it. */
    private static void ended(String why) throws IOException, Refused {
        if (why.toLowerCase(Locale.ROOT).contains("bad password") || why.toLowerCase(Locale.ROOT).contains("server password")) {
            throw wrongPassword();
        }
        throw new IOException("the server ended the connection: " + why);
    }

    private void capabilities(Message said) throws IOException {
        switch (said.parameter(1)) {
            case "LS" -> {
                Arrays.stream(said.last().split(" ")).map(name -> name.split("=")[0]).forEach(offered::add);
                if (!said.parameter(2).equals("*")) {
                    ask();
                }
            }
            case "ACK" -> {
                granted.addAll(Arrays.asList(said.last().strip().split(" ")));
                wire.send(granted.contains(SASL) ? "AUTHENTICATE PLAIN" : "CAP END");
            }
            case "NAK" -> wire.send("CAP END");
            default -> { }
        }
    }

    private void ask() throws IOException {
        boolean login = !settings.login().isEmpty();
        if (login && !offered.contains(SASL)) {
            throw new IOException("the server offers no login by SASL: its services are away, or it has none, and then leave channels.irc.login out or name another server");
        }
        Set<String> wanted = new LinkedHashSet<>(offered);
        wanted.removeIf(name -> !WANTED.contains(name) && !(login && name.equals(SASL)));
        wire.send(wanted.isEmpty() ? "CAP END" : "CAP REQ :" + String.join(" ", wanted));
    }

    /** In parts of 400 characters, of which a full last one is followed by an empty one. */
    private void prove() throws IOException {
        String proof = Base64.getEncoder().encodeToString((settings.login() + "\0" + settings.login() + "\0" + password).getBytes(StandardCharsets.UTF_8));
        int at = 0;
        for (; proof.length() - at >= CHUNK; at += CHUNK) {
            wire.send("AUTHENTICATE " + proof.substring(at, at + CHUNK));
        }
        wire.send("AUTHENTICATE " + (at < proof.length() ? proof.substring(at) : "+"));
    }

    private void another(Message said) throws IOException, Refused {
        if (++nicks > MOST_NICKS) {
            throw new Refused("the nick " + settings.nick() + " and those like it are taken: " + said.last(), "Choose another one for channels.irc.nick.");
        }
        nick = nick + "_";
        wire.send("NICK " + nick);
    }
}
