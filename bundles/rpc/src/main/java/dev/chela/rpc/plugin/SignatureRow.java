package dev.chela.rpc.plugin;

import dev.chela.core.plugin.Signature;
import dev.chela.core.plugin.Signer;
import java.util.Optional;

/**
 * Whose word a jar bears.
 *
 * @param state {@code unsigned}, {@code trusted} or {@code unknown}
 * @param fingerprint of the signer's key
 * @param signer what the certificate says whose it is
 * @param trustedBy the file in {@code trust/}
 * @param words the same, for people
 */
record SignatureRow(String state, Optional<String> fingerprint, Optional<String> signer, Optional<String> trustedBy, String words) {
    static SignatureRow of(Signature signature) {
        if (signature instanceof Signature.Trusted trusted) {
            return of("trusted", trusted.signer(), Optional.of(trusted.file()), signature.words());
        }
        return signature instanceof Signature.Unknown unknown ? of("unknown", unknown.signer(), Optional.empty(), signature.words())
                : new SignatureRow("unsigned", Optional.empty(), Optional.empty(), Optional.empty(), signature.words());
    }

    private static SignatureRow of(String state, Signer signer, Optional<String> file, String words) {
        return new SignatureRow(state, Optional.of(signer.fingerprint()), Optional.of(signer.name()).filter(name -> !name.isEmpty()), file, words);
    }
}
