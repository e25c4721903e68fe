package dev.chela.api.hook;

/** What a hook says to what passes. */
public sealed interface Verdict<P extends Passage> {
    static <P extends Passage> Verdict<P> pass() {
        return new Pass<>();
    }

    static <P extends Passage> Verdict<P> replace(P with) {
        return new Replace<>(with);
    }

    static <P extends Passage> Verdict<P> stop(String why) {
        return new Stop<>(why);
    }

    /** It goes on as it is. */
    record Pass<P extends Passage>() implements Verdict<P> {}

    /** It goes on like this. What a passage's description names as fixed must be the same. */
    record Replace<P extends Passage>(P with) implements Verdict<P> {}

    /** It does not go on. @param why for people and for the model, together with the name of the plugin */
    record Stop<P extends Passage>(String why) implements Verdict<P> {}
}
