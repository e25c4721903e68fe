package dev.chela.api.grant;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** The power to reach files. */
@ProviderType
public interface Files {
    /**
     * Where a path given by a model leads: relative ones start at the workspace, {@code ~} is the home directory. Symbolic links
     * are followed before policy is asked.
     *
     * @throws dev.chela.api.fault.Denied when policy confines the agent to its workspace and the path leads out of it
     */
    Path resolve(String path);

    /**
     * As {@link #resolve}, for what is only read: policy may let that lead further, to the folders of skills.
     *
     * @throws dev.chela.api.fault.Denied as {@link #resolve}
     */
    Path readable(String path);
}
