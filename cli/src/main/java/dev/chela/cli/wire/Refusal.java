package dev.chela.cli.wire;

import dev.chela.cli.json.Json;

/** The gateway's "no" to one request: its error as it came. */
public final class Refusal extends Exception {
    private final String method;
    private final Json error;

    Refusal(String method, Json error) {
        super(error.get("message").text("the gateway gave no reason"), null, false, false);
        this.method = method;
        this.error = error;
    }

    public String method() {
        return method;
    }

    /** Such as INVALID_REQUEST. */
    public String code() {
        return error.get("code").text();
    }

    /** The finer reason below the code, such as AUTH_TOKEN_MISMATCH; empty when there is none. */
    public String detail() {
        return error.at("details.code").text(error.at("details.reason").text());
    }

    public Json details() {
        return error.get("details");
    }

    public boolean isRetryable() {
        return error.get("retryable").isTrue();
    }

    public long retryAfterMillis() {
        return error.get("retryAfterMs").number().orElse(0L);
    }
}
