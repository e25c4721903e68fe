package dev.chela.core.task;

/** Ends the process, in order. */
public final class Exit {
    private Exit() {}

    /**
     * Returns at once: the exit waits for the bundles ({@code boot} stops them), one of which is calling here.
     *
     * @param code of the process
     */
    public static void with(int code) {
        new Thread(() -> System.exit(code), "chela-leaving").start();
    }
}
