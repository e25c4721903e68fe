package dev.chela.core.config.internal;

import java.util.Map;

/** The keys that this room reads itself, from the tree, before any section is bound; claimed so that they are checked and known. */
final class OwnKeys {
    private OwnKeys() {}

    /** @param vars variables for whoever finds none of that name in the process or in {@code .env} */
    record Env(Map<String, Object> vars) {}

    /** @param providers files by a name that references use */
    record Stores(Map<String, Store> providers) {}

    record Store(String source, String path) {}
}
