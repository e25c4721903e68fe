package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.MediaRef;
import java.util.List;

/**
 * One call of the Bot API that is to be made.
 *
 * @param uploads files that go with it: one is the parameter that is called as its kind, several are named by {@code attach://file0} and so on
 */
record Call(String method, ObjectNode parameters, List<MediaRef> uploads) {
    private static final int LONGEST = 4_096;

    Call(String method, ObjectNode parameters) {
        this(method, parameters, List.of());
    }

    /** How the part is called that holds a file. */
    String field(int upload) {
        return uploads.size() == 1 ? Uploads.kind(uploads.get(0)) : "file" + upload;
    }

    long bytes() {
        return uploads.stream().mapToLong(MediaRef::bytes).sum();
    }

    /** Whether its words have marks. */
    boolean marked() {
        return parameters.has("parse_mode") || parameters.path("media").path(0).has("parse_mode");
    }

    /** The same with its words only: Telegram did not understand the marks. */
    Call plain() {
        ObjectNode bare = parameters.deepCopy();
        bare(bare);
        if (bare.path("media").isArray()) {
            bare.path("media").forEach(Call::bare);
        }
        return new Call(method, bare, uploads);
    }

    private static void bare(JsonNode said) {
        ObjectNode with = (ObjectNode) said;
        with.remove("parse_mode");
        for (String name : new String[] {"text", "caption"}) {
            if (with.has(name)) {
                with.put(name, words(with.path(name).asText()));
            }
        }
    }

    /** With the addresses of links behind their words, where there is room for them. */
    static String words(String html) {
        String told = bare(html.replaceAll("<a href=\"([^\"]*)\">(.*?)</a>", "$2 ($1)"));
        return told.length() <= LONGEST ? told : bare(html);
    }

    private static String bare(String html) {
        return html.replaceAll("<[^>]*>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    }
}
