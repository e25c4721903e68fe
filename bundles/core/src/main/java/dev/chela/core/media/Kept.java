package dev.chela.core.media;

import dev.chela.api.channel.MediaRef;
import java.util.List;

/** Files that lie on disk until this is closed; after that, as long as a delivery names them. Close it once the commit is made. */
public final class Kept implements AutoCloseable {
    public static final Kept NOTHING = new Kept(List.of(), ref -> { });

    private final List<MediaRef> refs;
    private final java.util.function.Consumer<MediaRef> release;

    Kept(List<MediaRef> refs, java.util.function.Consumer<MediaRef> release) {
        this.refs = List.copyOf(refs);
        this.release = release;
    }

    /** In the order that was wished for. */
    public List<MediaRef> refs() {
        return refs;
    }

    @Override
    public void close() {
        refs.forEach(release);
    }
}
