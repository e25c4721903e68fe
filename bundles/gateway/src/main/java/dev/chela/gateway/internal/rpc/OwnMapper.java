package dev.chela.gateway.internal.rpc;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.gateway.internal.json.Encoding;
import org.jspecify.annotations.Nullable;

/** The mapper of one service's methods, made when the first of them is called: at a start there are many services and no calls. */
final class OwnMapper {
    private @Nullable ObjectMapper made;

    synchronized ObjectMapper get() {
        if (made == null) {
            made = Encoding.mapper();
        }
        return made;
    }
}
