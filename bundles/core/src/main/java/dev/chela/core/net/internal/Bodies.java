package dev.chela.core.net.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Whole bodies, up to a size. */
final class Bodies {
    private Bodies() {}

    /** @throws Permanent when there is more than {@code most} */
    static byte[] read(InputStream body, long most, String from) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            if (all.size() + count > most) {
                throw new Permanent(from + " sent more than the " + most + " bytes allowed");
            }
            all.write(buffer, 0, count);
        }
        return all.toByteArray();
    }

    /** The beginning of a body that explains a refusal. */
    static byte[] start(BodyStream body) {
        try (body) {
            return body.readNBytes(64 * 1024);
        } catch (IOException broken) {
            // The status alone says enough.
            return new byte[0];
        }
    }

    static Fault fault(IOException failure, String from) {
        return failure instanceof BodyStream.Broken broken
                ? broken.fault()
                : new Transient(from + " broke off its answer: " + failure.getMessage(), Duration.ZERO);
    }
}
