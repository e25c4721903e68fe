package dev.chela.core.plugin.internal;

import dev.chela.core.plugin.internal.PluginBook.Entry;
import org.osgi.framework.Bundle;

/** A generation that is installed. */
record Resident(Entry entry, Bundle bundle, Identity identity) {
    String file() {
        return entry.file();
    }

    String sha256() {
        return entry.generation().sha256();
    }
}
