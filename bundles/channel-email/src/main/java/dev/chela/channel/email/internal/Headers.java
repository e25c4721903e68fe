package dev.chela.channel.email.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The head of a letter or of a part of one, unfolded, as it was written (RFC 5322, section 2.2). */
final class Headers {
    private static final int MOST = 1_000;

    private record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();

    static Headers of(byte[] head) {
        Headers headers = new Headers();
        StringBuilder field = new StringBuilder();
        for (String line : text(head).split("\r?\n")) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                field.append(line);
            } else {
                headers.add(field.toString());
                field.setLength(0);
                field.append(line);
            }
        }
        headers.add(field.toString());
        return headers;
    }

    /** Not everybody writes UTF-8 where anything but ASCII is forbidden anyway. */
    static String text(byte[] raw) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException other) {
            return new String(raw, StandardCharsets.ISO_8859_1);
        }
    }

    private void add(String field) {
        int colon = field.indexOf(':');
        if (colon > 0 && fields.size() < MOST) {
            fields.add(new Field(field.substring(0, colon).strip().toLowerCase(Locale.ROOT), field.substring(colon + 1).strip()));
        }
    }

    /** @param name in small letters */
    List<String> all(String name) {
        return fields.stream().filter(field -> field.name.equals(name)).map(Field::value).toList();
    }

    Optional<String> first(String name) {
        return fields.stream().filter(field -> field.name.equals(name)).map(Field::value).findFirst();
    }

    boolean has(String prefix) {
        return fields.stream().anyMatch(field -> field.name.startsWith(prefix));
    }

    /** What the part is, in small letters; text where nobody says, and where it is no type. */
    String type() {
        String type = Parameters.value(first("content-type").orElse("")).toLowerCase(Locale.ROOT);
        return type.matches("[a-z0-9.+-]{1,80}/[a-z0-9.+-]{1,120}") ? type : "text/plain";
    }

    String parameter(String field, String name) {
        return first(field).map(value -> Parameters.of(value).getOrDefault(name, "")).orElse("");
    }

    boolean attached() {
        return Parameters.value(first("content-disposition").orElse("")).equalsIgnoreCase("attachment");
    }

    String encoding() {
        return first("content-transfer-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
    }
}
