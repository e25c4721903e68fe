package dev.chela.core.net.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A form as it goes over the wire (RFC 7578): opened as a whole before anything is sent, read once. */
final class Form implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Form.class);
    private static final byte[] LINE = {'\r', '\n'};

    private final String boundary = "chela-" + UUID.randomUUID();
    private final List<InputStream> pieces = new ArrayList<>();
    private final long length;

    /** @throws Permanent when a part cannot be opened */
    Form(List<Part> parts) {
        long sum = 0;
        try {
            for (Part part : parts) {
                sum += piece(head(part)) + part.bytes() + LINE.length;
                pieces.add(part.content().open());
                piece(LINE);
            }
            length = sum + piece(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException unreadable) {
            close();
            throw unreadable instanceof RuntimeException fault ? fault
                    : new Permanent("a file that was to be sent cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private long piece(byte[] text) {
        pieces.add(new ByteArrayInputStream(text));
        return text.length;
    }

    private byte[] head(Part part) {
        String file = part.fileName().isEmpty() ? "" : "; filename=\"" + quoted(part.fileName()) + "\"";
        String type = part.mimeType().isEmpty() ? "" : "Content-Type: " + part.mimeType().replaceAll("[\\r\\n]", "") + "\r\n";
        return ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(part.name()) + "\"" + file + "\r\n" + type + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As browsers write names (WHATWG, multipart/form-data encoding algorithm). */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    long length() {
        return length;
    }

    /** Once. */
    InputStream body() {
        return new java.io.SequenceInputStream(Collections.enumeration(pieces));
    }

    @Override
    public void close() {
        for (InputStream piece : pieces) {
            try {
                piece.close();
            } catch (IOException late) {
                LOG.debug("a file that was sent could not be closed: {}", late.getMessage());
            }
        }
    }
}
