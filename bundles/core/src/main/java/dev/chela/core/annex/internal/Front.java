package dev.chela.core.annex.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.annex.Annex;
import dev.chela.core.annex.Tenant;
import dev.chela.core.guest.Grants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Constants;

/** Makes the bundle that stands for a plugin: its headers as far as they say what it is, and one component. */
final class Front {
    /** Tells it from a plugin that runs in the gateway. */
    static final String HEADER = "Chela-Lane";
    private static final String COMPONENT = "OSGI-INF/tenant.xml";
    private static final List<String> KEPT = List.of(Constants.BUNDLE_SYMBOLICNAME, Constants.BUNDLE_VERSION, Constants.BUNDLE_NAME,
            Constants.BUNDLE_DESCRIPTION, Constants.PROVIDE_CAPABILITY, Grants.HEADER);
    private static final String DESCRIPTION = "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\" name=\"" + Tenant.class.getName()
            + "\" deactivate=\"close\" immediate=\"true\" init=\"2\"><implementation class=\"" + Tenant.class.getName() + "\"/><reference name=\"annex\" interface=\"" + Annex.class.getName()
            + "\" parameter=\"1\"/></scr:component>";

    private Front() {}

    static byte[] of(Path jar) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.IMPORT_PACKAGE, Tenant.class.getPackageName());
        headers.putValue("Service-Component", COMPONENT);
        headers.putValue(HEADER, "child");
        Attributes said = headers(jar);
        KEPT.stream().filter(name -> said.getValue(name) != null).forEach(name -> headers.putValue(name, said.getValue(name)));
        return written(manifest);
    }

    /** @throws Permanent when it has none */
    static Attributes headers(Path file) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new Permanent("it has no META-INF/MANIFEST.MF");
            }
            return manifest.getMainAttributes();
        } catch (IOException e) {
            throw new Permanent("it cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] written(Manifest manifest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
            manifest.write(zip);
            zip.putNextEntry(new ZipEntry(COMPONENT));
            zip.write(DESCRIPTION.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
