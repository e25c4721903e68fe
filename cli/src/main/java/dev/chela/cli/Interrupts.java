package dev.chela.cli;

/** Ctrl-C (or a polite kill), as something that tests can press. */
public interface Interrupts {
    /** Has the action run when the process is told to end; closing what it returns takes it back. */
    Registration onInterrupt(Runnable action);

    /** Takes an action back. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** The JVM's shutdown hooks: the process then ends with the shell's own code for the signal. */
    static Interrupts ofThisProcess() {
        return action -> {
            Thread hook = new Thread(action, "chela-interrupt");
            Runtime.getRuntime().addShutdownHook(hook);
            return () -> remove(hook);
        };
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown has begun: the hook is running, and ends with the process.
        }
    }
}
