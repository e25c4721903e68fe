package dev.chela.channel.email.internal;

import dev.chela.channel.email.internal.Endpoint.Security;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Handing over letters (RFC 5321, RFC 6409). One letter for each connection. */
final class Smtp implements AutoCloseable {
    /** What the server answers last. */
    static final String LETTER = "the letter";
    private static final int TOO_LONG = 1_000;

    /** Writes a letter as it is to be sent. */
    interface Paper {
        void write(Dots to) throws IOException;
    }

    /** What a server answered. @param lines without their codes */
    record Answer(int code, List<String> lines) {
        boolean well() {
            return code >= 200 && code < 400;
        }

        boolean passing() {
            return code >= 400 && code < 500;
        }

        @Override
        public String toString() {
            return code + " " + Said.line(String.join(" ", lines));
        }
    }

    /** The server refused. @param at what it was told */
    static final class Declined extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Answer answer;
        private final String at;

        Declined(String at, Answer answer) {
            super("to " + at + " the server says " + answer);
            this.answer = answer;
            this.at = at;
        }

        Answer answer() {
            return answer;
        }

        String at() {
            return at;
        }
    }

    private final Wire wire;
    private List<String> can = List.of();
    private boolean handedOver;

    Smtp(Wire wire) {
        this.wire = wire;
    }

    /** @throws Refused when it is no use to try again */
    void enter(String login, String password) throws IOException, Refused {
        wire.connect();
        well("the greeting", read());
        hello();
        if (wire.there().security() == Security.STARTTLS) {
            if (!can.contains("STARTTLS")) {
                throw new Refused(wire.there().address() + " offers no STARTTLS", "Set channels.email.smtpTls to tls, and smtpPort to 465.");
            }
            ask("STARTTLS", "STARTTLS");
            wire.secure();
            hello();
        }
        prove(login, password);
    }

    private void hello() throws IOException {
        can = ask("EHLO [127.0.0.1]", "EHLO").lines().stream().skip(1).map(line -> line.strip().toUpperCase(Locale.ROOT)).toList();
    }

    private void prove(String login, String password) throws IOException, Refused {
        List<String> ways = can.stream().filter(line -> line.matches("AUTH[ =].*")).flatMap(line -> Stream.of(line.substring(5).split(" "))).toList();
        Answer answer;
        if (ways.contains("PLAIN")) {
            answer = say("AUTH PLAIN " + base64("\0" + login + "\0" + password));
        } else if (ways.contains("LOGIN")) {
            answer = say("AUTH LOGIN");
            for (String proof : List.of(login, password)) {
                answer = answer.code() == 334 ? say(base64(proof)) : answer;
            }
        } else {
            throw new Refused(wire.there().address() + " takes no password", "It must offer AUTH PLAIN or LOGIN; check channels.email.smtpPort and smtpTls.");
        }
        if (answer.code() >= 500) {
            throw new Refused(wire.there().address() + " does not take the login " + login + ": " + Said.line(answer.toString(), password),
                    "Check channels.email.login and password; many providers want an app password.");
        }
        well("AUTH", answer);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The largest letter that the server takes, if it says so. */
    Optional<Long> largest() {
        return can.stream().filter(line -> line.matches("SIZE [1-9]\\d{0,17}")).map(line -> Long.parseLong(line.substring(5))).findFirst();
    }

    /** @throws Declined when the server does not want it; after any other exception {@link #handedOver} says whether it may have it */
    void send(String from, String to, Paper paper) throws IOException {
        ask("MAIL FROM:<" + from + ">", "MAIL FROM");
        ask("RCPT TO:<" + to + ">", "RCPT TO");
        Answer go = say("DATA");
        if (go.code() != 354) {
            throw new Declined("DATA", go);
        }
        Dots dots = new Dots(wire.out());
        paper.write(dots);
        dots.flush();
        handedOver = true;
        dots.end();
        wire.await();
        well(LETTER, read());
        leave();
    }

    private void leave() {
        try {
            wire.send("QUIT");
        } catch (IOException gone) {
            return; // It has the letter all the same.
        }
    }

    /** Whether the end of a letter was said, which lets the server have it. */
    boolean handedOver() {
        return handedOver;
    }

    private Answer ask(String command, String name) throws IOException {
        return well(name, say(command));
    }

    private Answer say(String command) throws IOException {
        wire.send(command);
        return read();
    }

    private static Answer well(String at, Answer answer) throws Declined {
        if (!answer.well()) {
            throw new Declined(at, answer);
        }
        return answer;
    }

    private Answer read() throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = wire.line();
            if (!line.matches("\\d{3}([ -].*)?") || lines.size() > TOO_LONG) {
                throw new IOException("this is no mail server: " + Said.line(line));
            }
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() < 4 || line.charAt(3) == ' ') {
                return new Answer(Integer.parseInt(line.substring(0, 3)), List.copyOf(lines));
            }
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
