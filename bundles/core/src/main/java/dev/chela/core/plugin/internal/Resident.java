package dev.chela.core.plugin.internal;

import dev.chela.core.plugin.Signer;
import dev.chela.core.plugin.internal.PluginBook.Entry;
import java.util.List;
import org.osgi.framework.Bundle;

/**
 * A generation that is installed.
 *
 * @param signers of its jar
 */
record Resident(Entry entry, Bundle bundle, Identity identity, List<Signer> signers) {
    String file() {
        return entry.file();
    }

    String sha256() {
        return entry.generation().sha256();
    }
}
