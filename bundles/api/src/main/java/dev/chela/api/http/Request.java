package dev.chela.api.http;

import dev.chela.api.task.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Header names are lower case. */
@ProviderType
public interface Request {
    String method();

    /** Path and query as sent; the path is decoded once and free of dot segments. */
    URI uri();

    Map<String, List<String>> headers();

    byte[] body();

    /**
     * The address of whoever asks, as the proxies in {@code gateway.trustedProxies} tell it where one is between; empty where nobody can
     * tell.
     */
    String client();

    /** Cancelled when the client goes. */
    Cancellation cancellation();
}
