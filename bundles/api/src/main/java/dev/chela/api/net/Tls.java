package dev.chela.api.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * TLS for a plugin that speaks a protocol of its own over a socket of its own.
 *
 * @param fingerprint SHA-256 of the one certificate that is trusted, whoever signed it and whatever name it bears, in lower-case hex without
 *     colons; empty for those that Java trusts and that bear the server's name
 * @param key where the configuration says so, such as {@code channels.irc.fingerprint}; for messages
 */
public record Tls(String fingerprint, String key) {
    /**
     * Shakes hands over a socket that stands.
     *
     * @return what closes the other with it
     * @throws IOException when the server shows another certificate, or none
     */
    public SSLSocket over(Socket plain, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) sockets().createSocket(plain, host, port, true);
        if (fingerprint.isEmpty()) {
            SSLParameters named = secured.getSSLParameters();
            named.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(named);
        }
        secured.startHandshake();
        return secured;
    }

    private SSLSocketFactory sockets() throws IOException {
        if (fingerprint.isEmpty()) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Pinned(this)}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException missing) {
            throw new IOException("this Java has no TLS: " + missing.getMessage(), missing);
        }
    }

    private record Pinned(Tls wanted) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            try {
                String found = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded()));
                if (!found.equals(wanted.fingerprint())) {
                    throw new CertificateException("the server's certificate has the SHA-256 " + found + ", not that of " + wanted.key());
                }
            } catch (GeneralSecurityException unreadable) {
                throw new CertificateException("the server's certificate cannot be checked: " + unreadable.getMessage(), unreadable);
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
