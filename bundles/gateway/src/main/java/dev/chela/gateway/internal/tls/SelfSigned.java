package dev.chela.gateway.internal.tls;

import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A certificate that nobody vouches for, made once by the JDK's own {@code keytool}: the JDK has no public API for it, and this takes a
 * second, once, in a process of its own.
 */
final class SelfSigned {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final String PASSWORD = "CHELA_KEYTOOL_PASSWORD";
    private static final String DAYS = "3650";
    private static final int PATIENCE_SECONDS = 60;

    private SelfSigned() {}

    static void write(PemFiles files) {
        Path scratch = files.key().resolveSibling(".gateway-" + UUID.randomUUID() + ".p12");
        String password = UUID.randomUUID().toString();
        try {
            PrivateFiles.directory(scratch.getParent());
            keytool(scratch, password);
            KeyStore store = KeyStore.getInstance(scratch.toFile(), password.toCharArray());
            byte[] key = store.getKey("gateway", password.toCharArray()).getEncoded();
            PrivateFiles.write(files.key(), pem("PRIVATE KEY", key));
            PrivateFiles.write(files.certificate(), pem("CERTIFICATE", store.getCertificate("gateway").getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new Permanent("no certificate could be made for gateway.tls (" + e.getMessage() + "): name one of your own with "
                    + "gateway.tls.certPath and gateway.tls.keyPath", e);
        } finally {
            delete(scratch);
        }
    }

    private static void keytool(Path store, String password) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        ProcessBuilder builder = new ProcessBuilder(List.of(tool.toString(), "-genkeypair", "-alias", "gateway", "-keyalg", "EC",
                "-groupname", "secp256r1", "-dname", "CN=chela-gateway", "-ext", "san=" + String.join(",", names()),
                "-ext", "eku=serverAuth", "-validity", DAYS, "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass:env", PASSWORD));
        builder.environment().put(PASSWORD, password);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), Charset.defaultCharset()).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(tool + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    /** By what names and addresses people reach this machine today. */
    private static Set<String> names() throws SocketException {
        Set<String> names = new LinkedHashSet<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:0:0:0:0:0:0:0:1"));
        try {
            String host = InetAddress.getLocalHost().getHostName();
            if (HOST.matcher(host).matches()) {
                names.add("dns:" + host);
            }
        } catch (UnknownHostException nameless) {
            // A machine without a name that it could look up is reached by its addresses.
        }
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .forEach(address -> names.add("ip:" + address.getHostAddress().replaceFirst("%.*", "")));
        return names;
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + new String(LINES.encode(encoded), StandardCharsets.US_ASCII) + "\n-----END " + what + "-----\n";
    }

    private static void delete(Path scratch) {
        try {
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot delete " + scratch + ", which holds a key: delete it by hand", e);
        }
    }
}
