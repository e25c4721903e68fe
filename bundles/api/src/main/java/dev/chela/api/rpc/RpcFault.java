package dev.chela.api.rpc;

import java.util.Map;

/** An answer that refuses. It becomes the protocol's error, word by word. */
public final class RpcFault extends RuntimeException {
    private final String code;
    private final transient Map<String, Object> details;
    private final long retryAfterMs;

    /**
     * @param code {@code INVALID_REQUEST}, {@code FORBIDDEN}, {@code UNAVAILABLE}, {@code NOT_PAIRED}
     * @param details further fields, empty for none
     * @param retryAfterMs when trying again makes sense; negative when it does not
     */
    public RpcFault(String code, String message, Map<String, Object> details, long retryAfterMs) {
        super(message);
        this.code = code;
        this.details = details;
        this.retryAfterMs = retryAfterMs;
    }

    public static RpcFault invalid(String message) {
        return new RpcFault("INVALID_REQUEST", message, Map.of(), -1);
    }

    public static RpcFault invalid(String message, Map<String, Object> details) {
        return new RpcFault("INVALID_REQUEST", message, details, -1);
    }

    public static RpcFault unavailable(String message, long retryAfterMs) {
        return new RpcFault("UNAVAILABLE", message, Map.of(), retryAfterMs);
    }

    public String code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }

    public long retryAfterMs() {
        return retryAfterMs;
    }
}
