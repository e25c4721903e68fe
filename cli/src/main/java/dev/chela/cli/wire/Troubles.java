package dev.chela.cli.wire;

import dev.chela.cli.Failure;
import dev.chela.cli.target.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Every way in which talking to a gateway fails, in words that name the address and the next step. */
public final class Troubles {
    private Troubles() {}

    static Failure notReached(Target target, IOException fault) {
        String url = target.url().toString();
        if (fault instanceof UnknownHostException) {
            return Failure.unreachable("No host is called " + target.url().getHost() + ". Check --url " + url + ".");
        }
        if (fault instanceof ConnectException) {
            return Failure.unreachable("No gateway answers at " + url + ". "
                    + (target.isLoopback()
                            ? "Start it with: ./chela gateway start"
                            : "Check the address and that the gateway listens there."));
        }
        if (fault instanceof Dialer.NotAGateway) {
            return Failure.unreachable("What listens at " + url + " is no gateway: " + fault.getMessage()
                    + ". Name another port with --port, or free this one.");
        }
        if (fault instanceof SocketTimeoutException) {
            return Failure.unreachable("The gateway at " + url
                    + " took the connection and then said nothing for 15 s. Look at its log, or restart it: ./chela gateway restart");
        }
        if (fault instanceof SSLException) {
            return Failure.unreachable("No secure connection to " + url + ": " + fault.getMessage() + ".");
        }
        if (fault instanceof WebSocket.Closed closed) {
            return Failure.unreachable("The gateway at " + url + " closed the connection (" + closed.code() + ": "
                    + closed.getMessage() + ").");
        }
        return Failure.unreachable("The connection to " + url + " failed: " + fault.getMessage() + ".");
    }

    static Failure notLetIn(Target target, Refusal refusal) {
        String url = target.url().toString();
        String next = nextStep(target, refusal);
        return Failure.unreachable("The gateway at " + url + " did not let us in: " + refusal.getMessage() + "." + next);
    }

    private static String nextStep(Target target, Refusal refusal) {
        Target.Secret secret = target.secret();
        switch (refusal.detail()) {
            case "AUTH_TOKEN_MISMATCH":
            case "AUTH_PASSWORD_MISMATCH":
            case "AUTH_UNAUTHORIZED":
                return secret == null ? WHERE_TO_FIND : " It refused the " + secret + "; pass the right one with --token.";
            case "AUTH_REQUIRED":
            case "AUTH_TOKEN_MISSING":
            case "AUTH_PASSWORD_MISSING":
                return secret == null ? WHERE_TO_FIND : " We sent a " + secret + "; it wants another kind of secret.";
            case "AUTH_RATE_LIMITED":
                return " Wait " + Math.max(1, refusal.retryAfterMillis() / 1000) + " s and try again.";
            case "PROTOCOL_MISMATCH":
                return " Use a command line and a gateway of the same release.";
            case "PAIRING_REQUIRED":
                return " Where the gateway runs, its owner approves it with: ./chela devices approve "
                        + refusal.details().get("requestId").text() + ". Then try again.";
            default:
                return "";
        }
    }

    private static final String WHERE_TO_FIND =
            " Pass its secret with --token; the gateway keeps it in $CHELA_HOME/credentials/gateway-token.";

    /** A request was refused. */
    public static Failure refused(Refusal refusal) {
        String code = refusal.code().isEmpty() ? "" : " (" + refusal.code() + ")";
        return Failure.refused(refusal.method() + ": " + refusal.getMessage() + code);
    }

    /** The connection ended before an answer. */
    public static Failure lost(Target target, String method, IOException fault) {
        return Failure.unreachable("No answer to " + method + " from " + target.url() + ": " + fault.getMessage()
                + ". Look at the gateway with: ./chela logs");
    }
}
