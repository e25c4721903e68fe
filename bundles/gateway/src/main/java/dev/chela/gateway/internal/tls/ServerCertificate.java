package dev.chela.gateway.internal.tls;

import dev.chela.api.fault.Permanent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate with its key, ready to be shown.
 *
 * @param fingerprint SHA-256 of the certificate, in hexadecimal digits with colons, as browsers and OpenClaw's {@code --tls-fingerprint} write it
 */
public record ServerCertificate(SSLContext context, String fingerprint, Instant until) {
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final byte[] PROBE = {1, 2, 3};

    /** @throws Permanent when the files are not what they should be, or do not belong together; the message names the setting and the file */
    public static ServerCertificate read(PemFiles files) {
        List<X509Certificate> chain = new ArrayList<>(certificates(files.certificate(), "gateway.tls.certPath"));
        files.authorities().ifPresent(file -> chain.addAll(certificates(file, "gateway.tls.caPath")));
        PrivateKey key = key(files.key(), chain.get(0));
        if (!belongs(key, chain.get(0))) {
            throw new Permanent("gateway.tls.keyPath names " + files.key() + ", which is not the key of the certificate in " + files.certificate());
        }
        try {
            return new ServerCertificate(context(key, chain), fingerprint(chain.get(0)), chain.get(0).getNotAfter().toInstant());
        } catch (GeneralSecurityException | IOException e) {
            throw new Permanent("the certificate in " + files.certificate() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(Path file, String setting) {
        String text = PemFiles.read(file, setting);
        try {
            List<X509Certificate> read = new ArrayList<>();
            ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                read.add((X509Certificate) one);
            }
            if (!read.isEmpty()) {
                return read;
            }
        } catch (CertificateException malformed) {
            throw new Permanent(setting + " names " + file + ", which is no certificate in PEM: " + malformed.getMessage(), malformed);
        }
        throw new Permanent(setting + " names " + file + ", in which there is no certificate: it should begin with -----BEGIN CERTIFICATE-----");
    }

    private static PrivateKey key(Path file, X509Certificate certificate) {
        Matcher pem = KEY.matcher(PemFiles.read(file, "gateway.tls.keyPath"));
        if (!pem.find()) {
            throw new Permanent("gateway.tls.keyPath names " + file + ", in which there is no key that begins with -----BEGIN PRIVATE KEY-----: "
                    + "convert what is there with openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new Permanent("gateway.tls.keyPath names " + file + ", whose key is not of the kind that its certificate has ("
                    + certificate.getPublicKey().getAlgorithm() + ")", malformed);
        }
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        String kind = key.getAlgorithm();
        try {
            Signature signature = Signature.getInstance(kind.equals("EC") ? "SHA256withECDSA" : kind.equals("RSA") ? "SHA256withRSA" : kind);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    private static SSLContext context(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("gateway", key, new char[0], chain.toArray(new Certificate[0]));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }
}
