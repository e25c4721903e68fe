package dev.chela.gateway.internal.tls;

import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that is shown now. When its files are replaced the new one is checked, and shown from the next connection on. */
public final class Seal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final PemFiles files;
    private final Clock clock;
    private final Consumer<ServerCertificate> shown;
    private List<FileTime> seen;
    private Registration alarm;
    private boolean closed;

    /**
     * Shows the certificate of these files, which is made first when it is the gateway's own and missing or too old.
     *
     * @param shown called at once, and again for each later one
     * @throws Permanent when there is none
     */
    public Seal(PemFiles files, Clock clock, Consumer<ServerCertificate> shown) {
        this.files = files;
        this.clock = clock;
        this.shown = shown;
        shown.accept(first());
        seen = files.written().orElse(List.of());
        alarm = clock.after(LOOK, this::look);
    }

    private ServerCertificate first() {
        if (files.own() && !(Files.exists(files.certificate()) && Files.exists(files.key()))) {
            SelfSigned.write(files);
        }
        ServerCertificate there = ServerCertificate.read(files);
        if (there.until().isAfter(clock.now())) {
            return there;
        }
        if (files.own()) {
            SelfSigned.write(files);
            return ServerCertificate.read(files);
        }
        LOG.warn("the certificate in {} ended on {}: clients will refuse it until it is replaced", files.certificate(), there.until());
        return there;
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        Optional<List<FileTime>> written = files.written().filter(times -> !times.equals(seen));
        if (written.isPresent()) {
            seen = written.get();
            replace();
        }
        alarm = clock.after(LOOK, this::look);
    }

    private void replace() {
        try {
            shown.accept(ServerCertificate.read(files));
        } catch (Permanent unusable) {
            LOG.warn("{}; the certificate before it goes on being shown", unusable.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarm.close();
    }
}
