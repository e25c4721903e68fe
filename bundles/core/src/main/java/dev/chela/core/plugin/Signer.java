package dev.chela.core.plugin;

/**
 * A key that signs plugins. The key counts, not what a certificate says of it: neither its dates nor who issued it.
 *
 * @param fingerprint SHA-256 of the public key (the DER encoding of its SubjectPublicKeyInfo), 64 hexadecimal digits
 * @param name what the certificate says whose it is, for people: nobody vouches for it; empty of a bare key
 */
public record Signer(String fingerprint, String name) {
    @Override
    public String toString() {
        return name.isEmpty() ? "the key " + fingerprint : name + " (key " + fingerprint + ")";
    }
}
