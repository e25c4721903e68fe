package dev.chela.core.migration.internal;

import dev.chela.core.hash.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** A file line by line, with a digest of what was taken of it so far; only one line is in memory. Not a channel: those end at an interrupt. */
final class SourceLines implements AutoCloseable {
    private final InputStream in;
    private final MessageDigest digest = Sha256.begin();
    private long bytes;
    private long number;

    SourceLines(Path file) throws IOException {
        in = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16);
    }

    /** @param whole false for the last one when no line break ends it: somebody may be writing it */
    record Line(long number, byte[] raw, boolean whole) {
        String text() {
            return new String(raw, StandardCharsets.UTF_8);
        }
    }

    /** Skips what was taken before. @return whether it is still the same */
    boolean skip(ImportRows.Taken taken) throws IOException {
        byte[] chunk = new byte[1 << 16];
        while (bytes < taken.bytes()) {
            int read = in.read(chunk, 0, (int) Math.min(chunk.length, taken.bytes() - bytes));
            if (read < 0) {
                return false;
            }
            digest.update(chunk, 0, read);
            bytes += read;
        }
        number = taken.lines();
        return digest().equals(taken.digest());
    }

    Optional<Line> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int one = in.read();
        while (one >= 0 && one != '\n') {
            line.write(one);
            one = in.read();
        }
        if (one < 0 && line.size() == 0) {
            return Optional.empty();
        }
        number++;
        if (one == '\n') {
            take(line.toByteArray(), true);
        }
        return Optional.of(new Line(number, line.toByteArray(), one == '\n'));
    }

    /** Says that a last line without an end was taken all the same. */
    void takeUnended(Line line) {
        take(line.raw(), false);
    }

    private void take(byte[] line, boolean ended) {
        digest.update(line);
        bytes += line.length;
        if (ended) {
            digest.update((byte) '\n');
            bytes++;
        }
    }

    /** What was taken of the file by now, beside what it was before. */
    ImportRows.Taken taken(ImportRows.Taken before, String leaf) {
        return new ImportRows.Taken(before.origin(), before.session(), before.sessionId(), bytes, number, digest(), leaf);
    }

    /** How many bytes were taken. */
    long bytes() {
        return bytes;
    }

    private String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
