package dev.chela.testkit.tool;

import dev.chela.api.tool.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.jar.Attributes;

/** The manifest that the build made for the bundle of a tool. */
record Manifest(String provide, String require, String export) {
    static Manifest of(Tool<?> tool) {
        String type = "/" + tool.getClass().getName().replace('.', '/') + ".class";
        String at = String.valueOf(tool.getClass().getResource(type));
        try (InputStream in = URI.create(at.replace(type, "/META-INF/MANIFEST.MF")).toURL().openStream()) {
            Attributes headers = new java.util.jar.Manifest(in).getMainAttributes();
            return new Manifest(header(headers, "Provide-Capability"), header(headers, "Require-Capability"), header(headers, "Export-Package"));
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle of " + tool.getClass().getName() + " has no manifest; did bnd run?", e);
        }
    }

    private static String header(Attributes headers, String name) {
        String value = headers.getValue(name);
        return value == null ? "" : value;
    }
}
