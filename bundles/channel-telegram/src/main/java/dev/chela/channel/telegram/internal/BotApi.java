package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http.Part;
import dev.chela.api.net.Http;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The Bot API over HTTP. The token stands in every address, so no address of it goes into a message.
 */
final class BotApi {
    private static final Pattern TOKEN = Pattern.compile("([0-9]{1,20}):[A-Za-z0-9_-]{10,200}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_./-]{1,500}");
    private static final Map<String, List<String>> JSON = Map.of("Content-Type", List.of("application/json"));
    private static final long LONGEST_ANSWER = 8L * 1024 * 1024;
    private static final int BAD_GATEWAY = 502;

    private final Http http;
    private final String root;
    private final String token;
    private final Runnable proven;

    /** @param proven told whenever Telegram itself answered */
    BotApi(Http http, String root, String token, Runnable proven) {
        this.http = http;
        this.root = root;
        this.token = token;
        this.proven = proven;
    }

    /** @throws Denied for what cannot be a bot's token */
    static String checked(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new Denied("channels.telegram.botToken does not look like a token of @BotFather's (digits, a colon, letters and digits)");
        }
        return token;
    }

    /** The bot's id is the first half of its token. */
    String botId() {
        return token.substring(0, token.indexOf(':'));
    }

    /**
     * @param timeout to the first byte, and between any two
     * @throws dev.chela.api.fault.Transient when there was no answer; with a {@link dev.chela.api.net.NotSent} when nothing was asked
     */
    Answer call(String method, ObjectNode parameters, Duration timeout) {
        return said(http.send(new Http.Call("POST", address(method), JSON, Json.write(parameters), timeout), LONGEST_ANSWER));
    }

    /** As {@link #call}, with files: what is no text stands as JSON in a form. */
    Answer upload(String method, ObjectNode parameters, List<Part> files, Duration timeout) {
        List<Part> form = new ArrayList<>();
        parameters.properties().forEach(each -> form.add(Part.field(each.getKey(), each.getValue().isValueNode() ? each.getValue().asText()
                : new String(Json.write(each.getValue()), StandardCharsets.UTF_8))));
        form.addAll(files);
        return said(http.send(new Http.Call("POST", address(method), Map.of(), new byte[0], timeout), form, LONGEST_ANSWER));
    }

    private URI address(String method) {
        return URI.create(root + "/bot" + token + "/" + method);
    }

    private Answer said(Http.Answer answer) {
        JsonNode said = tree(answer);
        if (said.path("ok").isBoolean()) {
            proven.run();
        }
        return said.path("ok").asBoolean() ? new Answer.Ok(said.path("result")) : refused(answer.status(), said);
    }

    /** What stands between us and Telegram answers with pages of its own. */
    private static JsonNode tree(Http.Answer answer) {
        try {
            return Json.read(answer.body());
        } catch (Permanent page) {
            return Json.object();
        }
    }

    /** Whoever says that all is well in other words than Telegram's is somebody else. */
    private static Answer.Refused refused(int status, JsonNode said) {
        JsonNode more = said.path("parameters");
        int code = status / 100 == 2 ? BAD_GATEWAY : status;
        return new Answer.Refused(said.path("error_code").asInt(code), said.path("description").asText("HTTP status " + status),
                Duration.ofSeconds(more.path("retry_after").asLong(0)), more.path("migrate_to_chat_id").asText(""));
    }

    /** A file that {@code getFile} named. The caller closes it. */
    InputStream file(String path, Duration timeout) throws IOException {
        if (!FILE.matcher(path).matches() || path.startsWith("/") || path.contains("..")) {
            throw new Permanent("the Bot API server names the file '" + path + "', which lies on its own disk: run it without --local");
        }
        Http.Streaming answer = http.open(new Http.Call("GET", URI.create(root + "/file/bot" + token + "/" + path), Map.of(), new byte[0], timeout));
        if (answer.status() != 200) {
            answer.close();
            throw new Permanent("Telegram did not hand over the file " + path + ": HTTP status " + answer.status());
        }
        return answer.body();
    }
}
