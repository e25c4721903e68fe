package dev.chela.testkit.process;

import java.nio.file.Path;

/** A certificate that a server made for itself: nobody vouches for it, and people know it by its fingerprint. */
public record OwnCertificate(Path certificate, Path key) {
    /** @param directory where it is to lie @param name of the server */
    public static OwnCertificate in(Path directory, String name) {
        OwnCertificate own = new OwnCertificate(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
        Command.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name, "-keyout", own.key.toString(),
                "-out", own.certificate.toString());
        return own;
    }

    /** Its SHA-256, with colons. */
    public String fingerprint() {
        String said = Command.run("openssl", "x509", "-in", certificate.toString(), "-noout", "-fingerprint", "-sha256");
        return said.substring(said.indexOf('=') + 1).strip();
    }
}
