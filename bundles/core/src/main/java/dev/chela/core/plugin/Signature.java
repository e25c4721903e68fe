package dev.chela.core.plugin;

/** Whose word a plugin's jar bears, held against the keys that are trusted here. A signature that is broken is not among them: such a jar is refused. */
public sealed interface Signature {
    /** For people, as in "it is …". */
    String words();

    default boolean trusted() {
        return this instanceof Trusted;
    }

    record Unsigned() implements Signature {
        @Override
        public String words() {
            return "not signed";
        }
    }

    /** @param file which says so, in {@code trust/} */
    record Trusted(Signer signer, String file) implements Signature {
        @Override
        public String words() {
            return "signed by " + signer + ", trusted by " + file;
        }
    }

    record Unknown(Signer signer) implements Signature {
        @Override
        public String words() {
            return "signed by " + signer + ", which nobody here trusts";
        }
    }
}
