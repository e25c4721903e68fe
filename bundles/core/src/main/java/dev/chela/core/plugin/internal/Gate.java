package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.annex.Annex;
import dev.chela.core.annex.Lane;
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

/**
 * Lets in whole jars whose signature holds, and by policy only those that a trusted key has signed: others then run in a process of their
 * own, in a sandbox, where such a process can have all that they want.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Trust trust;
    private final Annex annex;

    Gate(Trust trust, Annex annex) {
        this.trust = trust;
        this.annex = annex;
    }

    /**
     * @return who signed it, nobody where the policy lets that pass, and where it is to run
     * @throws Permanent telling what is wrong with the jar, or why it is kept out
     */
    Admission pass(Candidate jar, String id) {
        Inspection.check(jar);
        return known(jar.copy(), id);
    }

    /** The same, of a jar that was found to be whole before. */
    Admission known(Path jar, String id) {
        List<Signer> signers = Signatures.of(jar);
        Signature signature = trust.judge(signers);
        if (!signature.trusted() && trust.policy() == Policy.REQUIRE) {
            confine(jar, id, signature);
            return new Admission(signers, Lane.CHILD);
        }
        Lane lane = annex.named(id).orElseGet(annex::usual);
        if (lane == Lane.CHILD) {
            fits(jar, "; let it run in the gateway (plugins.lane.entries) if you trust it");
        }
        return new Admission(signers, lane);
    }

    private void fits(Path jar, String remedy) {
        try {
            annex.check(jar);
        } catch (Permanent unfit) {
            throw new Permanent(unfit.getMessage() + remedy, unfit);
        }
    }

    /** Whom nobody vouches for is let in behind walls or not at all, and has nothing opened in them by its own word alone. */
    private void confine(Path jar, String id, Signature signature) {
        String stranger = "it is " + signature.words() + ", and plugins.trust.policy is 'require'; " + remedy(signature) + unread();
        if (annex.named(id).filter(Lane.HOUSE::equals).isPresent()) {
            throw new Permanent(stranger + " (plugins.lane.entries wants it in the gateway)");
        }
        annex.wallTrouble().ifPresent(trouble -> {
            throw new Permanent(stranger + " (else it would run in a process of its own, in a sandbox, and there is none: " + trouble + ")");
        });
        try {
            annex.check(jar);
        } catch (Permanent unfit) {
            throw new Permanent(stranger + " (and " + unfit.getMessage() + ")", unfit);
        }
        List<String> openings = annex.openings(jar);
        if (annex.named(id).isEmpty() && !openings.isEmpty()) {
            throw new Permanent(stranger + " (it could run in a sandbox, but wants " + String.join(", ", openings)
                    + " there; if it may have that, set plugins.lane.entries.\"" + id + "\" to 'child')");
        }
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

    /** Where somebody would run, for people; empty for the gateway's own process. */
    String elsewhere(Lane lane) {
        return lane == Lane.HOUSE ? "" : new Annex.Fare(0, annex.wallTrouble().orElse(""), "").words();
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
