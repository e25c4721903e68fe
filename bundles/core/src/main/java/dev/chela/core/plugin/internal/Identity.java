package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What a jar says it is.
 *
 * @param channel whether it has a channel, which must not connect twice
 */
record Identity(String id, String version, boolean channel) {
    private static final Pattern CHANNEL = Pattern.compile("(^|,)\\s*chela\\.channel\\s*([;,]|$)");
    private static final String TEMPLATE = "; build it as examples/tool-dice is built";

    /** @throws Permanent when it is no bundle */
    static Identity of(Candidate candidate) {
        try (JarFile jar = new JarFile(candidate.copy().toFile(), false)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new Permanent("it has no META-INF/MANIFEST.MF, so it is no OSGi bundle" + TEMPLATE);
            }
            return of(manifest.getMainAttributes());
        } catch (IOException e) {
            throw new Permanent("it is not a jar (" + e.getMessage() + "); copy it again", e);
        }
    }

    private static Identity of(Attributes headers) {
        String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null || name.isBlank()) {
            throw new Permanent("its manifest has no Bundle-SymbolicName, so it is no OSGi bundle" + TEMPLATE);
        }
        if (headers.getValue(Constants.FRAGMENT_HOST) != null) {
            throw new Permanent("it is a fragment of " + headers.getValue(Constants.FRAGMENT_HOST)
                    + ", and a fragment cannot be exchanged without its host; make it a bundle of its own");
        }
        String capabilities = headers.getValue(Constants.PROVIDE_CAPABILITY);
        return new Identity(name.split(";")[0].trim(), version(headers.getValue(Constants.BUNDLE_VERSION)).toString(),
                capabilities != null && CHANNEL.matcher(capabilities).find());
    }

    private static Version version(@org.jspecify.annotations.Nullable String text) {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw new Permanent("its Bundle-Version '" + text + "' is not of the form 1.2.3.qualifier", e);
        }
    }
}
