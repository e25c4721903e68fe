package dev.chela.channel.email.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A submission server that does what it is told, one connection after the other: what no real one does on demand. */
final class Clerk implements AutoCloseable {
    /** Ends the connection instead of an answer. */
    static final String HANGS_UP = "";

    private final ServerSocket socket;
    private final Map<String, String> answers = new HashMap<>(Map.of("EHLO", "250-clerk.test\r\n250-SIZE 1000000\r\n250 AUTH PLAIN LOGIN", "AUTH", "235 2.7.0 welcome",
            "MAIL", "250 ok", "RCPT", "250 ok", "DATA", "354 go on", ".", "250 taken", "QUIT", "221 bye", "HELLO", "220 clerk.test ESMTP"));
    private final List<String> heard = new ArrayList<>();
    private final List<String> heads = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();

    Clerk() throws IOException {
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "clerk");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param said a verb, {@code HELLO} for the greeting, or a dot for the end of a letter */
    Clerk answers(String said, String answer) {
        synchronized (heard) {
            answers.put(said, answer);
        }
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** The heads of the letters. */
    List<String> heads() {
        synchronized (heard) {
            return List.copyOf(heads);
        }
    }

    List<String> commands() {
        synchronized (heard) {
            return List.copyOf(commands);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket visitor = socket.accept()) {
                talk(visitor);
            } catch (IOException gone) {
                continue; // So is whoever comes next, or nobody comes.
            }
        }
    }

    private void talk(Socket visitor) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(visitor.getInputStream(), StandardCharsets.UTF_8));
        boolean letter = false;
        boolean head = false;
        boolean on = answer(visitor.getOutputStream(), "HELLO");
        for (String line = on ? in.readLine() : null; line != null; line = in.readLine()) {
            synchronized (heard) {
                heard.add(line);
                head &= !line.isEmpty();
                (head ? heads : letter ? new ArrayList<String>() : commands).add(line);
            }
            if (!letter || line.equals(".")) {
                String verb = line.split(" ")[0];
                if (!answer(visitor.getOutputStream(), verb)) {
                    return;
                }
                letter = verb.equals("DATA");
                head = letter;
            }
        }
    }

    private boolean answer(OutputStream out, String said) throws IOException {
        String answer;
        synchronized (heard) {
            answer = answers.getOrDefault(said, "500 what?");
        }
        if (!answer.equals(HANGS_UP)) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return !answer.equals(HANGS_UP);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
