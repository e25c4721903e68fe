package dev.chela.httpapi.internal.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.inbox.Media;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.Fields;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a message: a text, or parts of text and pictures. Pictures come inline; an address is not fetched. */
record Contents(String text, List<Media> media) {
    private static final int MOST_PICTURES = 8;
    private static final Set<String> TEXTS = Set.of("text", "input_text", "output_text", "refusal");
    private static final Pattern DATA = Pattern.compile("data:(image/(?:png|jpeg|gif|webp));base64,(.+)", Pattern.DOTALL);

    static Contents read(Fields message, String field) {
        JsonNode content = message.get(field);
        if (!message.has(field)) {
            return new Contents("", List.of());
        }
        if (content.isTextual()) {
            return new Contents(content.asText(), List.of());
        }
        if (!content.isArray()) {
            throw ApiRefusal.invalid(message.at(field), "must be a string or an array of parts");
        }
        List<String> texts = new ArrayList<>();
        List<Media> media = new ArrayList<>();
        for (Fields part : message.objects(field)) {
            String type = part.required("type");
            if (TEXTS.contains(type)) {
                texts.add(part.text(type.equals("refusal") ? "refusal" : "text"));
            } else if (type.equals("image_url")) {
                media.add(picture(part.object("image_url"), "url"));
            } else if (type.equals("input_image")) {
                media.add(picture(part, "image_url"));
            } else {
                throw ApiRefusal.invalid(part.at("type"), "'" + type + "' is not understood here: send text or pictures");
            }
        }
        if (media.size() > MOST_PICTURES) {
            throw ApiRefusal.invalid(message.at(field), "must have at most " + MOST_PICTURES + " pictures");
        }
        return new Contents(String.join("\n", texts), List.copyOf(media));
    }

    private static Media picture(Fields part, String field) {
        Matcher matcher = DATA.matcher(part.required(field));
        if (!matcher.matches()) {
            throw ApiRefusal.invalid(part.at(field), "must be a data: URL with base64 of image/png, image/jpeg, image/gif or image/webp");
        }
        try {
            Base64.getDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException malformed) {
            throw ApiRefusal.invalid(part.at(field), "is not base64: " + malformed.getMessage());
        }
        return new Media(matcher.group(1), "picture", matcher.group(2));
    }
}
