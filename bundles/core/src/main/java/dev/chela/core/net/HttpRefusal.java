package dev.chela.core.net;

import java.io.IOException;

/** What a server said when it refused: the cause of a fault, for those who must tell one refusal from another. */
public final class HttpRefusal extends IOException {
    private final int status;
    private final String code;

    /**
     * @param status 0 when it came inside a stream that had begun well
     * @param code the server's own word for it, empty when it gave none
     */
    public HttpRefusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
