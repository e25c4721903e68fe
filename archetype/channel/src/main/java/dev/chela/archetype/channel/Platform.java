package dev.chela.archetype.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The platform's HTTP API: messages are fetched after a number, and sent under a key. */
final class Platform {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long LONGEST_ANSWER = 1 << 20;

    private final Http http;
    private final URI root;
    private final String token;

    Platform(Http http, URI root, String token) {
        this.http = http;
        this.root = root;
        this.token = token;
    }

    /**
     * What was written after the message of that number; the platform waits so long for one.
     *
     * @throws Transient when there was no answer
     * @throws Denied when the token is refused
     */
    JsonNode after(long number, int seconds) {
        return ask("GET", "/messages?after=" + number + "&wait=" + seconds, new byte[0], Duration.ofSeconds(seconds + 10));
    }

    /** @return the new message's number. Under a key that it knows, the platform answers with that of the message it has */
    long send(String to, String text, String key) {
        String message = JsonNodeFactory.instance.objectNode().put("to", to).put("text", text).put("key", key).toString();
        return ask("POST", "/messages", message.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(20)).path("id").asLong();
    }

    private JsonNode ask(String method, String path, byte[] body, Duration within) {
        Map<String, List<String>> headers = Map.of("Authorization", List.of("Bearer " + token), "Content-Type", List.of("application/json"));
        Http.Answer answer = http.send(new Http.Call(method, root.resolve(path), headers, body, within), LONGEST_ANSWER);
        if (answer.status() == 401) {
            throw new Denied("the platform does not know this token");
        }
        if (answer.status() == 429 || answer.status() >= 500) {
            throw new Transient("the platform is busy: HTTP status " + answer.status(), Duration.ofSeconds(5));
        }
        if (answer.status() != 200) {
            throw new Permanent("the platform refuses it: HTTP status " + answer.status());
        }
        return read(answer.body());
    }

    static JsonNode read(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new Transient("the platform sent what is no JSON", Duration.ofSeconds(5), malformed);
        }
    }
}
