package dev.chela.testkit.irc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Somebody else on the network, by a client of its own that knows no more than sockets. */
public final class Person implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;
    private final List<Said> heard = new ArrayList<>();
    /** How much of it has been looked at: an answer may come while something else is waited for. */
    private int looked;
    private int asked;

    Person(int port, String nick) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
            send("PASS " + Network.PASSWORD);
            send("NICK " + nick);
            send("USER " + nick + " 0 * :" + nick);
            until(said -> said.command().equals("376"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public void send(String line) {
        try {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Looks through what was heard since it last looked, and hears on, until something was said that fits. */
    public Said until(Predicate<Said> fits) {
        while (true) {
            Said said = looked < heard.size() ? heard.get(looked) : next();
            looked++;
            if (fits.test(said)) {
                return said;
            }
        }
    }

    private Said next() {
        try {
            String line = in.readLine();
            if (line == null) {
                throw new AssertionError("the server ended the connection; heard " + heard);
            }
            Said said = Said.of(line);
            if (said.command().equals("PING")) {
                send("PONG :" + said.last());
            }
            heard.add(said);
            return said;
        } catch (IOException broken) {
            throw new AssertionError("heard only " + heard, broken);
        }
    }

    /** All that the server had for us before now. */
    public List<Said> settled() {
        String token = "person-" + ++asked;
        send("PING :" + token);
        Said said;
        do {
            said = next();
        } while (!said.command().equals("PONG") || !said.last().equals(token));
        return List.copyOf(heard);
    }

    /** Says something to a nick as soon as there is somebody of that nick. */
    public void tells(String nick, String text) {
        long missing = -1;
        for (long before = -2; missing != before; ) {
            before = missing(nick);
            send("PRIVMSG " + nick + " :" + text);
            missing = missing(nick);
        }
    }

    private long missing(String nick) {
        return settled().stream().filter(said -> said.command().equals("401") && said.parameter(1).equalsIgnoreCase(nick)).count();
    }

    /** Goes into a channel and waits there for somebody. */
    public void meets(String nick, String channel) {
        send("JOIN " + channel);
        Said names = until(said -> said.command().equals("353") && said.parameter(2).equals(channel));
        if (!List.of(names.last().replaceAll("[@+~&%]", "").split(" ")).contains(nick)) {
            until(said -> said.command().equals("JOIN") && said.nick().equals(nick));
        }
    }

    /** Waits until so much was said to us or where we are. @return all of it */
    public List<String> await(int count) {
        while (heard.stream().filter(Said::isWords).count() < count) {
            next();
        }
        return texts();
    }

    /** What was said to us or where we are, in order. */
    public List<String> texts() {
        return settled().stream().filter(Said::isWords).map(Said::last).toList();
    }

    /** What one of them said to us or where we are, in order. */
    public List<String> texts(String nick) {
        return settled().stream().filter(said -> said.isWords() && said.nick().equals(nick)).map(Said::last).toList();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
