package dev.chela.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.testkit.telegram.Heard.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files that come with a call, and what Telegram says of those that it does not take. */
final class Uploads {
    static final Set<String> KINDS = Set.of("photo", "document", "voice", "audio", "video", "animation");
    private static final Set<String> ALBUMS = Set.of("photo", "video");
    private static final String ATTACH = "attach://";
    private static final int LARGEST_PHOTO = 10 * 1024 * 1024;
    private static final int LARGEST = 50 * 1024 * 1024;
    private static final int SMALLEST_ALBUM = 2;
    private static final int LARGEST_ALBUM = 10;

    private Uploads() {}

    /** The file itself, unless the platform has it or is to fetch it. @param ask says in the field where it is */
    static Optional<Upload> file(String field, JsonNode ask, Map<String, Upload> files, String kind) {
        String place = ask.path(field).asText();
        String name = place.startsWith(ATTACH) ? place.substring(ATTACH.length()) : field;
        if (!files.containsKey(name) && (place.isEmpty() || place.startsWith(ATTACH))) {
            throw Refusal.of(400, place.isEmpty() ? "Bad Request: there is no " + kind + " in the request" : "Bad Request: file part not found: " + name);
        }
        Optional<Upload> file = Optional.ofNullable(files.get(name));
        int size = file.map(found -> found.content().length()).orElse(0);
        if (kind.equals("photo") && size > LARGEST_PHOTO) {
            throw Refusal.of(400, "Bad Request: file of size " + size + " bytes is too big for a photo; the maximum size is " + LARGEST_PHOTO + " bytes");
        }
        if (size > LARGEST) {
            throw Refusal.of(413, "Request Entity Too Large");
        }
        return file;
    }

    static List<Optional<Upload>> album(JsonNode media, Map<String, Upload> files) {
        if (media.size() < SMALLEST_ALBUM || media.size() > LARGEST_ALBUM) {
            throw Refusal.of(400, "Bad Request: group send failed: an album has 2 to 10 items, not " + media.size());
        }
        List<Optional<Upload>> found = new ArrayList<>();
        media.forEach(item -> {
            if (!ALBUMS.contains(item.path("type").asText())) {
                throw Refusal.of(400, "Bad Request: type \"" + item.path("type").asText() + "\" can't be used in sendMediaGroup");
            }
            found.add(file("media", item, files, item.path("type").asText()));
        });
        return found;
    }
}
