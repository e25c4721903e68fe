package dev.chela.gateway.internal.server;

import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Clock;
import dev.chela.gateway.internal.PrivateFiles;
import dev.chela.gateway.internal.config.Settings;
import dev.chela.gateway.internal.tls.PemFiles;
import dev.chela.gateway.internal.tls.Seal;
import dev.chela.gateway.internal.tls.ServerCertificate;
import java.nio.file.Path;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a port with TLS, and tells the command line of this machine, in {@code run/gateway.fingerprint}, which certificate is the gateway's. */
final class SealedDoor {
    private static final Logger LOG = LoggerFactory.getLogger(SealedDoor.class);

    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private final Path fingerprint;

    private SealedDoor(Path home) {
        fingerprint = home.resolve("run").resolve("gateway.fingerprint");
    }

    /** @throws Permanent when the certificate cannot be used or the port cannot be had */
    static JettyServer.Door open(JettyServer server, Settings wanted, PemFiles files, Clock clock, Path home) {
        SealedDoor sealed = new SealedDoor(home);
        Seal seal = new Seal(files, clock, sealed::show);
        try {
            return server.open(wanted.host(), wanted.port(), sealed.factory, seal::close);
        } catch (Permanent taken) {
            seal.close();
            throw taken;
        }
    }

    private void show(ServerCertificate certificate) {
        try {
            if (factory.isRunning()) {
                factory.reload(now -> now.setSslContext(certificate.context()));
            } else {
                factory.setSslContext(certificate.context());
            }
        } catch (Exception e) { // Jetty declares no narrower one.
            throw new Permanent("the new certificate cannot be shown: " + e.getMessage(), e);
        }
        PrivateFiles.write(fingerprint, certificate.fingerprint() + "\n");
        LOG.info("the certificate's SHA-256 is {}", certificate.fingerprint());
    }
}
