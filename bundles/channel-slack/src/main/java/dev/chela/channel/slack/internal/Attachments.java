package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/** What messages brought. */
final class Attachments {
    private final WebApi api;

    Attachments(WebApi api) {
        this.api = api;
    }

    InputStream open(MediaRef ref) {
        if (!ref.id().matches("F[A-Z0-9]{2,30}")) {
            throw new Permanent("'" + ref.id() + "' is no file at Slack");
        }
        Answer answer = api.ask(Call.of("files.info").with("file", ref.id()));
        if (answer instanceof Answer.Refused no) {
            throw fault(ref, no.toString(), no.passing(), no.retryAfter());
        }
        JsonNode file = ((Answer.Ok) answer).body().path("file");
        String address = file.path("url_private_download").asText(file.path("url_private").asText(""));
        if (address.isEmpty() || file.path("is_external").asBoolean()) {
            throw new Permanent("the file " + ref.name() + " does not lie at Slack");
        }
        return download(ref, address);
    }

    /** Who may not have it is shown a page to log in by. */
    private InputStream download(MediaRef ref, String address) {
        Http.Streaming answer = api.file(address);
        boolean page = answer.headers().getOrDefault("content-type", List.of("")).get(0).startsWith("text/html") && !ref.mimeType().equals("text/html");
        if (answer.status() == 200 && !page) {
            return answer.body();
        }
        try {
            answer.close();
        } catch (IOException broken) {
            throw new Transient("the file " + ref.name() + " broke off: " + broken.getMessage(), Duration.ZERO, broken);
        }
        throw page ? fault(ref, "the app needs the scope files:read", false, Duration.ZERO)
                : fault(ref, "HTTP status " + answer.status(), answer.status() == 429 || answer.status() >= 500, Duration.ZERO);
    }

    private static RuntimeException fault(MediaRef ref, String why, boolean passing, Duration after) {
        String what = "Slack does not hand over " + ref.name() + ": " + why;
        return passing ? new Transient(what, after) : new Permanent(what);
    }
}
