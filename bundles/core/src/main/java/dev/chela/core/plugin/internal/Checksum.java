package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a repository publishes beside a file, in a file with an ending more: the digits, perhaps with a name before or after them. Those that are asked for first come first. */
enum Checksum {
    SHA256("SHA-256", 64), SHA512("SHA-512", 128), SHA1("SHA-1", 40);

    private static final int MOST = 4096;

    private final String algorithm;
    private final Pattern digits;

    Checksum(String algorithm, int digits) {
        this.algorithm = algorithm;
        this.digits = Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{" + digits + "}(?![0-9a-fA-F])");
    }

    String ending() {
        return "." + name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * @param where the published file lies, for people
     * @throws Permanent when it has no such digits, or the jar has others
     */
    void check(Path jar, InputStream published, String where) throws IOException {
        Matcher said = digits.matcher(new String(published.readNBytes(MOST), StandardCharsets.ISO_8859_1));
        if (!said.find()) {
            throw new Permanent(where + " holds no " + algorithm + "; nothing was installed");
        }
        String found = of(jar);
        if (!found.equalsIgnoreCase(said.group())) {
            throw new Permanent("the jar has the " + algorithm + " " + found + ", but " + where + " says " + said.group() + "; nothing was installed");
        }
    }

    private String of(Path jar) throws IOException {
        MessageDigest digest = begin();
        try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private MessageDigest begin() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}
