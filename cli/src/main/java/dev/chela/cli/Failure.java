package dev.chela.cli;

/** What ends a command without success. Its message is all a person sees: the thing, the value, the place, the next step. */
public final class Failure extends RuntimeException {
    /** Something was tried and did not work. */
    public static final int FAILED = 1;
    /** The command line itself makes no sense. */
    public static final int USAGE = 2;
    /** What a shell expects after Ctrl-C. */
    public static final int INTERRUPTED = 130;

    /** The {@link #type} of a gateway that is not there, or lets nobody in. */
    public static final String UNREACHABLE = "gateway_unreachable";

    private final String type;
    private final int exitCode;

    private Failure(String type, String message, int exitCode) {
        super(message, null, false, false);
        this.type = type;
        this.exitCode = exitCode;
    }

    public static Failure of(String message) {
        return new Failure("cli_error", message, FAILED);
    }

    /** The command line is wrong. */
    public static Failure usage(String message) {
        return new Failure("usage_error", message, USAGE);
    }

    /** No gateway, or none that lets us in. */
    public static Failure unreachable(String message) {
        return new Failure(UNREACHABLE, message, FAILED);
    }

    /** The gateway answered, and its answer was no. */
    public static Failure refused(String message) {
        return new Failure("gateway_error", message, FAILED);
    }

    public static Failure interrupted() {
        return new Failure("interrupted", "Stopped.", INTERRUPTED);
    }

    /** For programs: what kind of failure this is. */
    public String type() {
        return type;
    }

    public int exitCode() {
        return exitCode;
    }
}
