package dev.chela.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.testkit.model.Dialect.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One connection, request after request. Written on the socket itself, so that it can break off wherever a test wants. */
final class Connection {
    private static final int A_MOMENT = 10;
    private static final int FOREVER = 30_000;

    private final FakeModel model;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Connection(FakeModel model, Socket socket) throws IOException {
        this.model = model;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    void talk() throws IOException {
        for (String line = line(); line != null; line = line()) {
            String[] parts = line.split(" ");
            Map<String, String> headers = headers();
            byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            JsonNode json = Wire.read(new String(body, StandardCharsets.UTF_8));
            Mishap mishap = model.record(new FakeModel.Recorded(parts[0], parts[1], headers, json));
            if (!answer(parts[1].replaceFirst("\\?.*", ""), json, body.length, mishap)) {
                return;
            }
        }
    }

    /** @return whether the connection goes on */
    private boolean answer(String path, JsonNode request, int size, @org.jspecify.annotations.Nullable Mishap mishap) throws IOException {
        if (mishap instanceof Mishap.Drop) {
            return false;
        }
        if (mishap instanceof Mishap.Status refusal) {
            whole(refusal.code(), refusal.headers(), "application/json", refusal.body());
            return true;
        }
        if (mishap instanceof Mishap.Page) {
            whole(200, Map.of(), "text/html; charset=utf-8", "<html><body>Welcome</body></html>");
            return true;
        }
        if (path.endsWith("/embeddings") || path.endsWith("/api/embed")) {
            whole(200, Map.of(), "application/json", Embedding.answer(path, request).toString());
            return true;
        }
        Dialect dialect = Dialect.of(path);
        if (dialect == null) {
            list(path);
            return true;
        }
        Plan plan = Plan.of(dialect.conversation(request));
        int tokens = plan.callsTool() ? 5 : plan.words().size();
        Answer answer = new Answer(model.nextId(), request.path("model").asText(), plan, Math.max(1, size / 4), tokens);
        try {
            return stream(dialect, answer, mishap);
        } catch (IOException gone) {
            model.countAborted();
            throw gone;
        }
    }

    private boolean stream(Dialect dialect, Answer answer, @org.jspecify.annotations.Nullable Mishap mishap) throws IOException {
        if (mishap instanceof Mishap.Hang hang && hang.words() < 0) {
            pause(FOREVER);
        }
        write("HTTP/1.1 200 OK\r\nContent-Type: " + dialect.contentType() + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        if (mishap instanceof Mishap.Late late) {
            chunk(dialect.opening(answer) + dialect.failure(late.type(), late.message()));
            write("0\r\n\r\n");
            return true;
        }
        pause(answer.plan().first());
        chunk(dialect.opening(answer));
        List<String> words = answer.plan().words();
        for (int i = 0; i <= words.size(); i++) {
            if (mishap != null && at(i, mishap)) {
                return misbehave(dialect, mishap);
            }
            if (i > 0 && answer.plan().holds().contains(i)) {
                hold();
            }
            if (i < words.size()) {
                pause(i == 0 ? 0 : answer.plan().delay());
                chunk(dialect.word(answer, words.get(i), i));
            }
        }
        if (mishap instanceof Mishap.HalfCall) {
            String call = dialect.toolCall(answer);
            chunk(call.substring(0, call.length() / 2));
            return false;
        }
        chunk((answer.plan().callsTool() ? dialect.toolCall(answer) : "") + dialect.closing(answer));
        write("0\r\n\r\n");
        return true;
    }

    private void hold() throws IOException {
        for (int before = model.hold(); model.releases() == before;) {
            pause(A_MOMENT);
        }
    }

    private static boolean at(int words, Mishap mishap) {
        return mishap instanceof Mishap.Cut cut && cut.words() == words
                || mishap instanceof Mishap.Short end && end.words() == words
                || mishap instanceof Mishap.Hang hang && hang.words() == words
                || mishap instanceof Mishap.Garbage garbage && garbage.words() == words;
    }

    private boolean misbehave(Dialect dialect, Mishap mishap) throws IOException {
        if (mishap instanceof Mishap.Cut) {
            return false;
        }
        if (mishap instanceof Mishap.Hang) {
            pause(FOREVER);
        }
        if (mishap instanceof Mishap.Garbage) {
            chunk(dialect.garbage());
        }
        write("0\r\n\r\n");
        return true;
    }

    private void list(String path) throws IOException {
        boolean ollama = path.endsWith("/api/tags");
        if (!ollama && !path.contains("/models")) {
            whole(404, Map.of(), "application/json", "{\"error\":{\"message\":\"no route " + path + "\"}}");
            return;
        }
        ObjectNode list = Wire.object();
        for (String name : model.models()) {
            list.withArray(ollama ? "models" : "data").addObject().put(ollama ? "name" : "id", name);
        }
        whole(200, Map.of(), "application/json", list.toString());
    }

    private void whole(int status, Map<String, String> headers, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " As Told\r\nContent-Type: " + type + "\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        write(head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n").append(body).toString());
    }

    private void chunk(String text) throws IOException {
        if (!text.isEmpty()) {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            write(Integer.toHexString(length) + "\r\n" + text + "\r\n");
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits by listening, since a client that goes away is heard at once. */
    private void pause(int millis) throws IOException {
        if (millis == 0) {
            return;
        }
        socket.setSoTimeout(millis);
        in.mark(1);
        try {
            if (in.read() < 0) {
                throw new EOFException("the client went away");
            }
            in.reset();
        } catch (SocketTimeoutException over) {
            // The time is over and the client still there.
        } finally {
            socket.setSoTimeout(0);
        }
    }

    private @org.jspecify.annotations.Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return headers;
    }
}
