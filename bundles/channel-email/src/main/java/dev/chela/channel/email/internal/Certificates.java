package dev.chela.channel.email.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Which certificates a server may show. */
final class Certificates {
    private Certificates() {}

    static SSLSocketFactory sockets(Endpoint there) throws IOException {
        if (there.fingerprint().isEmpty()) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Pinned(there.fingerprint())}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException missing) {
            throw new IOException("this Java has no TLS: " + missing.getMessage(), missing);
        }
    }

    /** Trusts one certificate, whoever signed it. */
    private record Pinned(String fingerprint) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            try {
                String found = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded()));
                if (!found.equals(fingerprint)) {
                    throw new CertificateException("the server's certificate has the SHA-256 " + found + ", not that of channels.email.fingerprint");
                }
            } catch (GeneralSecurityException unreadable) {
                throw new CertificateException("the server's certificate cannot be trusted: " + unreadable.getMessage(), unreadable);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("nobody connects to us");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
