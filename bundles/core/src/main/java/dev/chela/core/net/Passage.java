package dev.chela.core.net;

import dev.chela.core.guest.Traffic;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where a plugin's traffic comes by: it is asked whether it may, and it is counted.
 *
 * @param guard throws {@link dev.chela.api.fault.Denied} for an address that is not for this plugin
 * @param traffic its account at this moment
 */
public record Passage(Consumer<URI> guard, Supplier<Traffic> traffic) {
    void ask(URI to) {
        guard.accept(to);
    }

    void sent(long bytes) {
        traffic.get().sent(bytes);
    }

    void sent(String text) {
        sent(bytes(text));
    }

    void received(long bytes) {
        traffic.get().received(bytes);
    }

    void received(String text) {
        received(bytes(text));
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
