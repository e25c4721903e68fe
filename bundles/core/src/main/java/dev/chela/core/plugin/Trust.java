package dev.chela.core.plugin;

import dev.chela.api.task.Cancellation.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Whose plugins run here: keys that the owner put into {@code trust/} of the home, as certificates or public keys. The directory is read
 * at each question. A plugin is judged when it is loaded, at the start of the gateway, too; what runs already runs on, where it is. Safe on any thread.
 */
public interface Trust {
    Policy policy();

    /** @return what is in the directory, by file and fingerprint */
    Keys keys();

    /** @param signers of one jar, each of the whole of it; none for a jar that is not signed */
    Signature judge(List<Signer> signers);

    /**
     * Copies a file into the directory. Plugins that were refused for want of it are looked at again.
     *
     * @param file on this machine: certificates (X.509, PEM or DER) or public keys (PEM)
     * @return the keys in it
     * @throws dev.chela.api.fault.Permanent when it holds none, or another file has its name
     */
    List<Key> add(Path file);

    /**
     * Deletes the files that hold a key. A plugin signed by it runs on until it is loaded the next time.
     *
     * @param fingerprint or its beginning, eight digits at least
     * @throws dev.chela.api.fault.Permanent when there is none, several are meant, or a file holds others, too
     */
    Key remove(String fingerprint);

    /** @param listener called when the policy has changed, or {@link #add} or {@link #remove} was called; must not block */
    Registration onChange(Runnable listener);

    /** What becomes of a plugin that is not signed by a trusted key. */
    enum Policy {
        /** It runs in a process of its own, in a sandbox, or is refused. */
        REQUIRE,
        /** It is taken, and said to be such. */
        WARN,
        /** It is taken. */
        OFF;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param file its name in the directory */
    record Key(Signer signer, String file) {}

    /** @param problems one sentence for each file that holds no key */
    record Keys(List<Key> keys, List<String> problems) {}
}
