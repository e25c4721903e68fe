package dev.chela.gateway.internal.auth;

import java.util.Map;

/**
 * A handshake that ends here: the answer to {@code connect}, and how the connection is closed after it.
 *
 * @param retryAfterMs negative when trying again does not help
 */
public final class Refused extends RuntimeException {
    public static final int POLICY = 1008;
    private final String code;
    private final transient Map<String, Object> details;
    private final int closeCode;
    private final String closeReason;
    private final long retryAfterMs;

    public Refused(String code, String message, Map<String, Object> details, int closeCode, String closeReason, long retryAfterMs) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
        this.closeCode = closeCode;
        this.closeReason = closeReason;
        this.retryAfterMs = retryAfterMs;
    }

    public static Refused invalid(String message, Map<String, Object> details) {
        return new Refused("INVALID_REQUEST", message, details, POLICY, message, -1);
    }

    /** The rooms behind the door are not ready yet. */
    public static Refused starting() {
        return new Refused("UNAVAILABLE", "gateway starting; retry shortly", Map.of("reason", "startup-sidecars"),
                1013, "gateway starting", 500);
    }

    /** A credential that is missing or wrong. */
    static Refused unauthorized(String message, String code, String reason, String nextStep) {
        return invalid("unauthorized: " + message, Map.of(
                "code", code, "authReason", reason, "canRetryWithDeviceToken", false, "recommendedNextStep", nextStep));
    }

    /** @param why such as {@code trusted_proxy_user_missing} */
    static Refused notVouchedFor(String why) {
        boolean nobody = why.equals("trusted_proxy_user_missing");
        return unauthorized("the proxy's word does not count: " + why, nobody ? "AUTH_IDENTITY_HEADER_REQUIRED" : "AUTH_UNAUTHORIZED", why,
                "review_auth_configuration");
    }

    static Refused locked(long retryAfterMs) {
        String message = "unauthorized: too many failed authentication attempts (retry later)";
        return new Refused("INVALID_REQUEST", message, Map.of(
                "code", "AUTH_RATE_LIMITED", "authReason", "rate_limited", "canRetryWithDeviceToken", false,
                "recommendedNextStep", "wait_then_retry"), POLICY, message, retryAfterMs);
    }

    public String code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }

    public int closeCode() {
        return closeCode;
    }

    public String closeReason() {
        return closeReason;
    }

    public long retryAfterMs() {
        return retryAfterMs;
    }
}
