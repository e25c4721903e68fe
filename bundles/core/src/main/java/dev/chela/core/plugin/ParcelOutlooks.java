package dev.chela.core.plugin;

import dev.chela.core.plugin.Plugins.Mode;
import java.nio.file.Path;

/** Tells what would become of feature files and archives. Blocks: what they name is got for it, and left again. Safe on any thread. */
public interface ParcelOutlooks {
    /**
     * What {@link Plugins#bring} would do now, without doing it. None of the code in it runs.
     *
     * @throws dev.chela.api.fault.Permanent telling why it would be refused
     * @throws dev.chela.api.fault.Transient when a swap that is under way takes longer than a minute, or the gateway still takes up what was there
     */
    ParcelOutlook plan(Path parcel, Mode mode);

    /**
     * The same, whatever is wrong with it, and whether or not there is one of that name.
     *
     * @throws dev.chela.api.fault.Permanent when there is no such file, or it is nothing of the kind
     * @throws dev.chela.api.fault.Transient as {@link #plan}
     */
    ParcelOutlook verify(Path parcel);
}
