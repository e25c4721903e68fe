package dev.chela.console.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second lock. The first is the file system's: directory 0700, socket 0600. A directory that somebody opens by mistake must not
 * open the shell with it, so the kernel is asked who calls.
 */
record PeerCheck(String owner) {
    private static final Logger LOG = LoggerFactory.getLogger(PeerCheck.class);

    boolean admits(SocketChannel caller) throws IOException {
        if (!caller.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        UnixDomainPrincipal peer = caller.getOption(ExtendedSocketOptions.SO_PEERCRED);
        boolean own = admits(peer.user().getName());
        if (!own) {
            LOG.warn("console: user {} was refused; it belongs to {}", peer.user().getName(), owner);
        }
        return own;
    }

    boolean admits(String user) {
        return owner.equals(user);
    }
}
