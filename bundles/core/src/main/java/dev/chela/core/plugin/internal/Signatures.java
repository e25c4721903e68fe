package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who signed a jar, by the JDK's own verification (the format is that of {@code jarsigner}; JDK, "JAR File Specification", Signed JAR File).
 * All of it or none: an entry that somebody added to a signed jar would run with the others.
 */
final class Signatures {
    private static final Pattern SIGNATURE_FILE = Pattern.compile("META-INF/[^/]+\\.SF");
    /** What cannot be signed, since it is the signature. */
    private static final Pattern EXEMPT = Pattern.compile("META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]+)");
    private static final String AGAIN = "; copy it again, or ask its author for a new one";

    private Signatures() {}

    /**
     * @return whose signature each entry of the jar bears; none when there is no signature in it
     * @throws Permanent when there is one that does not hold
     */
    static List<Signer> of(Path file) {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            List<JarEntry> entries = Collections.list(jar.entries());
            List<JarEntry> signatures = entries.stream().filter(entry -> SIGNATURE_FILE.matcher(entry.getName()).matches()).toList();
            if (signatures.isEmpty()) {
                return List.of();
            }
            for (JarEntry signature : signatures) {
                coversTheManifest(jar, signature);
            }
            return common(jar, entries);
        } catch (SecurityException broken) {
            throw new Permanent("its signature is broken (" + broken.getMessage() + "): it was changed after it was signed" + AGAIN, broken);
        } catch (IOException e) {
            throw new Permanent("it is damaged (" + e.getMessage() + "); copy it again", e);
        }
    }

    /** The format has signatures of classes alone, under which the manifest's own headers could say anything. */
    private static void coversTheManifest(JarFile jar, JarEntry signature) throws IOException {
        try (InputStream in = jar.getInputStream(signature)) {
            boolean covers = new Manifest(in).getMainAttributes().keySet().stream().map(String::valueOf)
                    .anyMatch(name -> name.endsWith("-Digest-Manifest") || name.endsWith("-Digest-Manifest-Main-Attributes"));
            if (!covers) {
                throw new Permanent("its signature " + signature.getName() + " does not cover its manifest; sign it with jarsigner");
            }
        }
    }

    private static List<Signer> common(JarFile jar, List<JarEntry> entries) throws IOException {
        Set<String> names = new HashSet<>();
        Set<Signer> common = new LinkedHashSet<>();
        boolean first = true;
        for (JarEntry entry : entries) {
            if (!names.add(entry.getName())) {
                throw new Permanent("it has two entries " + entry.getName() + ", of which the signature is of one; build it again");
            }
            if (!entry.isDirectory() && !EXEMPT.matcher(entry.getName()).matches()) {
                Set<Signer> signers = signers(jar, entry);
                if (first) {
                    common.addAll(signers);
                }
                first = false;
                common.retainAll(signers);
                requireOne(common, entry);
            }
        }
        if (jar.getManifest() != null) {
            requireAll(jar.getManifest().getEntries().keySet(), names);
        }
        return List.copyOf(common);
    }

    /** Nothing else tells that something was taken away. */
    private static void requireAll(Set<String> signed, Set<String> there) {
        signed.stream().filter(name -> !there.contains(name)).sorted().findFirst().ifPresent(gone -> {
            throw new Permanent("its signature is broken: " + gone + " was signed and is not in it" + AGAIN);
        });
    }

    private static void requireOne(Set<Signer> common, JarEntry entry) {
        if (common.isEmpty()) {
            throw new Permanent("its signature is broken: " + entry.getName() + " is not signed as the rest of it is, or in a way that this Java"
                    + " does not accept any more" + AGAIN);
        }
    }

    /** Known only when the entry was read to its end. */
    private static Set<Signer> signers(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        CodeSigner[] signers = entry.getCodeSigners();
        return signers == null ? Set.of() : Stream.of(signers)
                .map(signer -> KeyFile.signer(signer.getSignerCertPath().getCertificates().get(0))).collect(Collectors.toSet());
    }
}
