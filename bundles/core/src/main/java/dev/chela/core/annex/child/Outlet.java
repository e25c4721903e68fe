package dev.chela.core.annex.child;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where messages leave, one a line. Safe on any thread. When nobody reads any more they are lost, as is the connection. */
final class Outlet {
    private final OutputStream out;

    Outlet(OutputStream out) {
        this.out = new BufferedOutputStream(out);
    }

    synchronized void send(ObjectNode message) {
        try {
            out.write(Json.write(message).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
            out.flush();
        } catch (IOException gone) {
            System.err.println("nobody reads any more: " + gone.getMessage());
        }
    }
}
