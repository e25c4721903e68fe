package dev.chela.core.annex.child;

import dev.chela.api.tool.Tool;
import java.util.Map;

/** The plugin, or why there is none. */
interface Lodging extends AutoCloseable {
    /** What keeps it from working, for people; empty when it works. */
    String trouble();

    String name();

    String version();

    /** By name; of two of one name the newer. Asks the plugin. */
    Map<String, Tool<?>> tools();

    /** @param listener called when tools come or go, on any thread */
    void onChange(Runnable listener);

    @Override
    void close();

    record Refused(String trouble) implements Lodging {
        @Override
        public String name() {
            return "";
        }

        @Override
        public String version() {
            return "";
        }

        @Override
        public Map<String, Tool<?>> tools() {
            return Map.of();
        }

        @Override
        public void onChange(Runnable listener) {}

        @Override
        public void close() {}
    }
}
