package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.hash.Sha256;
import dev.chela.core.plugin.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the public keys out of a file: certificates (X.509, RFC 5280) in PEM (RFC 7468) or DER, and bare public keys in PEM. */
final class KeyFile {
    /** Certificates have a few thousand bytes. */
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_NAME = 80;
    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

    private KeyFile() {}

    /** @throws Permanent telling why there is none in it */
    static List<Signer> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new Permanent(file.getFileName() + " is too large for a key: more than " + MOST_BYTES + " bytes");
            }
            return parse(content);
        } catch (IOException e) {
            throw new Permanent(file + " cannot be read: " + e, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Permanent(file.getFileName() + " holds neither a certificate (X.509) nor a public key: " + e.getMessage(), e);
        }
    }

    private static List<Signer> parse(byte[] content) throws GeneralSecurityException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<Signer> signers = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            signers.add(switch (block.group(1)) {
                case "CERTIFICATE" -> certificate(der);
                case "PUBLIC KEY" -> new Signer(fingerprint(key(der)), "");
                default -> throw new CertificateException("it holds a " + block.group(1) + ", which does not belong here");
            });
        }
        return List.copyOf(signers.isEmpty() ? List.of(certificate(content)) : signers);
    }

    private static Signer certificate(byte[] der) throws CertificateException {
        return signer(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
    }

    private static byte[] key(byte[] der) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)).getEncoded();
            } catch (InvalidKeySpecException another) {
                continue;
            }
        }
        throw new GeneralSecurityException("its key is none of " + String.join(", ", ALGORITHMS));
    }

    static Signer signer(Certificate certificate) {
        String name = certificate instanceof X509Certificate x509 ? x509.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?") : "";
        return new Signer(fingerprint(certificate.getPublicKey().getEncoded()), name.substring(0, Math.min(MOST_NAME, name.length())));
    }

    private static String fingerprint(byte[] key) {
        return Sha256.hex(key, 32);
    }
}
