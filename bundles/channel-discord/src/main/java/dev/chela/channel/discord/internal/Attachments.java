package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** What messages brought. A file's address is good for a day, so that the message is asked for the one that is good now. */
final class Attachments {
    private final Rest rest;

    Attachments(Rest rest) {
        this.rest = rest;
    }

    InputStream open(MediaRef ref) {
        String[] names = ref.id().split("/");
        if (names.length != 3 || !ref.id().matches("[0-9/]+")) {
            throw new Permanent("'" + ref.id() + "' is no attachment at Discord");
        }
        Answer answer = rest.ask(Call.of("GET", "/channels/" + names[0] + "/messages/" + names[1]));
        if (answer instanceof Answer.Refused no) {
            throw fault(ref, no.toString(), no.passing(), no.retryAfter());
        }
        for (JsonNode file : ((Answer.Ok) answer).body().path("attachments")) {
            if (file.path("id").asText().equals(names[2])) {
                return download(ref, file.path("url").asText());
            }
        }
        throw new Permanent("the message has no file " + ref.name() + " any more");
    }

    private InputStream download(MediaRef ref, String address) {
        Http.Streaming answer = rest.file(address);
        if (answer.status() == 200) {
            return answer.body();
        }
        try {
            answer.close();
        } catch (IOException broken) {
            throw new Transient("the file " + ref.name() + " broke off: " + broken.getMessage(), Duration.ZERO, broken);
        }
        throw fault(ref, "HTTP status " + answer.status(), answer.status() == 429 || answer.status() >= 500, Duration.ZERO);
    }

    private static RuntimeException fault(MediaRef ref, String why, boolean passing, Duration after) {
        String what = "Discord does not hand over " + ref.name() + ": " + why;
        return passing ? new Transient(what, after) : new Permanent(what);
    }
}
