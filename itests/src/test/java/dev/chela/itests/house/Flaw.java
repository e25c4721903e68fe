package dev.chela.itests.house;

import java.util.Arrays;

/** What can be wrong with a build of a plugin. What its code does wrong, {@link dev.chela.itests.sample.Sabotage} does. */
public enum Flaw {
    NONE("nothing"),
    CORRUPT("its jar is cut off"),
    UNRESOLVABLE("it imports what nothing exports"),
    BAD_SIGNATURE("it was changed after it was signed"),
    MISSING_GRANT("it wants what there is no grant for"),
    WRONG_API("it was built against another version of the API"),
    THROWS_ON_ACTIVATION("it throws when it is activated"),
    HANGS_ON_ACTIVATION("it hangs when it is activated"),
    FAILS_ITS_PROBE("it waits for a service that there is not"),
    FAILS_IN_USE("it starts well, and fails when it is used"),
    LEAKS_A_THREAD("it leaves a thread behind"),
    HANGS_ON_DEACTIVATION("it hangs when it is deactivated"),
    STOPS_THE_GATEWAY_AS_IT_STARTS("the process dies while it starts"),
    STOPS_THE_GATEWAY_AS_IT_LEAVES("the process dies while it is released");

    private final String words;

    Flaw(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public byte[] spoil(byte[] jar) {
        return this == CORRUPT ? Arrays.copyOf(jar, jar.length / 2) : jar;
    }

    public String imports(String good) {
        return switch (this) {
            case UNRESOLVABLE -> good + (good.isEmpty() ? "" : ",") + "com.example.ducks";
            case WRONG_API -> good.replaceFirst("^([a-z.]+)", "$1;version=\"[99,100)\"");
            default -> good;
        };
    }

    /** Of its component. */
    public String references() {
        return this == FAILS_ITS_PROBE ? "<reference name=\"wanted\" interface=\"java.util.function.Supplier\"/>" : "";
    }
}
