package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Plugins.Installed;
import dev.chela.core.plugin.Signature;
import dev.chela.core.plugin.Signer;
import dev.chela.core.plugin.Trust;
import dev.chela.core.plugin.Trust.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in whole jars whose signature holds, and by policy only those that a trusted key has signed. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Trust trust;

    Gate(Trust trust) {
        this.trust = trust;
    }

    /**
     * @return who signed it; nobody where the policy lets that pass
     * @throws Permanent telling what is wrong with the jar, or why it is kept out
     */
    List<Signer> pass(Candidate jar) {
        Inspection.check(jar);
        return known(jar.copy());
    }

    /** The same, of a jar that was found to be whole before. */
    List<Signer> known(Path jar) {
        List<Signer> signers = Signatures.of(jar);
        Signature signature = trust.judge(signers);
        if (!signature.trusted() && trust.policy() == Policy.REQUIRE) {
            throw new Permanent("it is " + signature.words() + ", and plugins.trust.policy is 'require'; " + remedy(signature) + unread());
        }
        return signers;
    }

    private static String remedy(Signature signature) {
        return signature instanceof Signature.Unsigned
                ? "sign it (jarsigner) with a key that chela plugins trust list shows, or set the policy to 'warn'"
                : "if that fingerprint is what its author tells, save the certificate (keytool -printcert -rfc -jarfile JAR) and"
                        + " call chela plugins trust add FILE";
    }

    private String unread() {
        List<String> problems = trust.keys().problems();
        return problems.isEmpty() ? "" : problems.stream().collect(Collectors.joining("; ", " (in trust/: ", ")"));
    }

    Signature signature(List<Signer> signers) {
        return trust.judge(signers);
    }

    /** Of a jar whatever is wrong with it: one with a broken signature has none. */
    Signature signature(Path jar) {
        try {
            return trust.judge(Signatures.of(jar));
        } catch (Permanent broken) {
            return new Signature.Unsigned();
        }
    }

    /** Whether it is to be said of a plugin. */
    boolean warns(List<Signer> signers) {
        return trust.policy() == Policy.WARN && !trust.judge(signers).trusted();
    }

    /** At start, of all in one line. */
    void tell(List<Installed> plugins) {
        List<String> unsure = trust.policy() != Policy.WARN ? List.of()
                : plugins.stream().filter(plugin -> !plugin.signature().trusted()).map(Installed::file).toList();
        if (!unsure.isEmpty()) {
            LOG.warn("not signed by a key that is trusted here: {}; chela plugins trust list tells more", Names.list(unsure));
        }
    }
}
