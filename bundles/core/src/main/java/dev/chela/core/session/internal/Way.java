package dev.chela.core.session.internal;

import dev.chela.core.session.Entry;

/** Goes a conversation back from its end, past what stands on other branches. It is shown the entries newest first. */
final class Way {
    private String next;

    /** @param tip the id of its last entry */
    Way(String tip) {
        next = tip;
    }

    /** @return whether the conversation leads through this entry */
    boolean leadsThrough(Entry entry) {
        if (!entry.id().equals(next)) {
            return false;
        }
        next = entry.parent();
        return true;
    }
}
