package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Reads a jar to its end before the framework sees it: whether it is whole, and whether this Java can run it. */
final class Inspection {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int OFFSET = 44;

    private Inspection() {}

    /** @throws Permanent telling what is wrong */
    static void check(Candidate candidate) {
        try (JarFile jar = new JarFile(candidate.copy().toFile(), false)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                check(jar, entries.nextElement());
            }
        } catch (IOException e) {
            throw new Permanent("it is damaged (" + e.getMessage() + "); copy it again", e);
        }
    }

    private static void check(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                checkClass(entry.getName(), new DataInputStream(in));
            }
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void checkClass(String name, DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new Permanent("its " + name + " is not a class; build it again");
        }
        in.readUnsignedShort();
        int java = in.readUnsignedShort() - OFFSET;
        int here = Runtime.version().feature();
        if (java > here) {
            throw new Permanent("its " + name + " was compiled for Java " + java + " and this gateway runs on Java " + here
                    + "; compile it with --release 17");
        }
    }
}
