package dev.chela.console.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * Who may connect: the system user that the gateway runs as. The permissions of the directory say the same; asking the kernel who
 * is at the other end holds even where somebody has opened the directory. Not even root is let in by mistake: whoever may become
 * that user does so, visibly.
 */
record Peer(String owner) {
    /** @param socket made by this process just now, so that its owner is who this process is */
    static Peer ownerOf(Path socket) throws IOException {
        return new Peer(Files.getOwner(socket, LinkOption.NOFOLLOW_LINKS).getName());
    }

    /** @throws IOException when this system cannot tell who connects: then nobody may */
    static void mustBeKnowable() throws IOException {
        try (SocketChannel any = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            if (!any.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
                throw new IOException("this system does not tell which user connects to a socket");
            }
        }
    }

    /** Why this client is not let in; empty when it is. */
    Optional<String> refusal(SocketChannel client) throws IOException {
        String user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        return user.equals(owner)
                ? Optional.empty()
                : Optional.of("This console is for the user " + owner + ", whom the gateway runs as; you are " + user + ".");
    }
}
