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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An IMAP server without IDLE, one connection after the other, that can be told to do what no real one does on demand. */
final class Pigeon implements AutoCloseable {
    /** What is said instead of the usual answer. */
    interface Mood {
        /** @return lines, of which TAG stands for the command's; nothing for silence; null for what is usual */
        @Nullable String answer(String command);
    }

    private final ServerSocket socket;
    private final List<String> heard = new ArrayList<>();
    private final Map<Integer, String> letters = new TreeMap<>();
    private volatile Mood mood = command -> null;

    Pigeon() throws IOException {
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "pigeon");
        thread.setDaemon(true);
        thread.start();
    }

    Pigeon in(Mood other) {
        mood = other;
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    void brings(int number, String letter) {
        synchronized (heard) {
            letters.put(number, letter.replace("\n", "\r\n"));
        }
    }

    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
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
        OutputStream out = visitor.getOutputStream();
        out.write("* OK pigeon\r\n".getBytes(StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.substring(line.indexOf(' ') + 1);
            synchronized (heard) {
                heard.add(command);
            }
            String said = mood.answer(command);
            said = said == null ? usual(command) : said;
            out.write(said.replace("TAG", line.split(" ")[0]).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String usual(String command) {
        synchronized (heard) {
            if (command.startsWith("CAPABILITY")) {
                return "* CAPABILITY IMAP4rev1\r\nTAG OK\r\n";
            }
            if (command.startsWith("EXAMINE")) {
                return "* 0 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 5]\r\nTAG OK [READ-ONLY]\r\n";
            }
            if (command.startsWith("UID SEARCH UID ")) {
                int from = Integer.parseInt(command.substring(15, command.indexOf(':')));
                StringBuilder found = new StringBuilder();
                letters.keySet().stream().filter(number -> number >= from).forEach(number -> found.append(' ').append(number));
                return "* SEARCH" + (found.isEmpty() && !letters.isEmpty() ? " 1" : found) + "\r\nTAG OK\r\n";
            }
            if (command.startsWith("UID FETCH ")) {
                String letter = letters.get(Integer.valueOf(command.split(" ")[2]));
                String part = command.contains("HEADER") ? letter.substring(0, letter.indexOf("\r\n\r\n") + 4) : letter;
                return "* 1 FETCH (UID " + command.split(" ")[2] + " RFC822.SIZE " + letter.length() + " BODY[] {" + part.length() + "}\r\n" + part + " FLAGS ())\r\nTAG OK\r\n";
            }
            return "TAG OK\r\n";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
