package dev.chela.itests.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Does what its jar says that this build of a plugin does wrong. */
public final class Sabotage {
    /** Where it lies in the jar; absent in one that does nothing wrong. */
    public static final String ENTRY = "sabotage";
    private static final int KILLED = 137;

    private Sabotage() {}

    static void activating() {
        switch (plan()) {
            case "THROWS_ON_ACTIVATION" -> throw new IllegalStateException("the boiler burst");
            case "HANGS_ON_ACTIVATION" -> hang();
            case "STOPS_THE_GATEWAY_AS_IT_STARTS" -> Runtime.getRuntime().halt(KILLED);
            case "LEAKS_A_THREAD" -> leak();
            default -> { }
        }
    }

    static void deactivating() {
        switch (plan()) {
            case "HANGS_ON_DEACTIVATION" -> hang();
            case "STOPS_THE_GATEWAY_AS_IT_LEAVES" -> Runtime.getRuntime().halt(KILLED);
            default -> { }
        }
    }

    static void used() {
        if (plan().equals("FAILS_IN_USE")) {
            throw new IllegalStateException("the boiler is cold");
        }
    }

    private static void leak() {
        Thread thread = new Thread(Sabotage::hang, "leaked");
        thread.setDaemon(true);
        thread.start();
    }

    /** Heeds no interrupt, and never returns. */
    static IllegalStateException hang() {
        while (true) {
            LockSupport.park();
            Thread.interrupted();
        }
    }

    private static String plan() {
        try (InputStream in = Sabotage.class.getResourceAsStream("/" + ENTRY)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
