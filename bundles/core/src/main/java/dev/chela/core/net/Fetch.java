package dev.chela.core.net;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files from addresses that others name, wherever these lead on to. Blocks. Safe on any thread. */
public final class Fetch {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final int MOST_REDIRECTS = 5;
    private static final int TRY_LATER = 429;
    private static final Set<Integer> MISSING = Set.of(404, 410);

    private final Http outside;

    /** @param outside the way there, {@link Http#outside}: each address is judged by the host's guard */
    public Fetch(Http outside) {
        this.outside = outside;
    }

    /** Takes an answer's body before the connection is closed. */
    @FunctionalInterface
    public interface Taking<T> {
        T take(InputStream body, String name, String mimeType) throws IOException;
    }

    /**
     * @throws dev.chela.api.fault.Denied when an address leads into the house
     * @throws Permanent for an answer that is no file; Transient when it cannot be had now
     */
    public <T> T get(String address, Taking<T> taking) {
        return follow(address, taking, Set.of()).orElseThrow();
    }

    /** As {@link #get}, empty where the answer is that there is no such file. */
    public <T> Optional<T> find(String address, Taking<T> taking) {
        return follow(address, taking, MISSING);
    }

    private <T> Optional<T> follow(String address, Taking<T> taking, Set<Integer> none) {
        URI at = uri(address);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            try (Http.Streaming answer = outside.open(new Http.Call("GET", at, Map.of("Accept", List.of("*/*")), new byte[0], WITHIN))) {
                List<String> onward = answer.headers().getOrDefault("location", List.of());
                if (answer.status() / 100 != 3 || onward.isEmpty()) {
                    return none.contains(answer.status()) ? Optional.empty() : Optional.of(taken(answer, at, taking));
                }
                at = onward(at, onward.get(0));
            } catch (IOException broken) {
                throw new Transient(told(at) + " broke off: " + broken.getMessage(), Duration.ZERO, broken);
            }
        }
        throw new Permanent(told(at) + " leads on more than " + MOST_REDIRECTS + " times");
    }

    /** What was asked for safely is not asked for in clear on the way. */
    private static URI onward(URI from, String location) {
        URI next = from.resolve(uri(location));
        if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(next.getScheme())) {
            throw new Permanent(told(from) + " leads from https to " + next.getScheme());
        }
        return next;
    }

    private static <T> T taken(Http.Streaming answer, URI at, Taking<T> taking) throws IOException {
        if (answer.status() == TRY_LATER || answer.status() >= 500) {
            throw new Transient(told(at) + " answered " + answer.status(), Duration.ZERO);
        }
        if (answer.status() != 200) {
            throw new Permanent(told(at) + " answered " + answer.status());
        }
        String path = at.getPath() == null ? "" : at.getPath();
        return taking.take(answer.body(), path.substring(path.lastIndexOf('/') + 1),
                answer.headers().getOrDefault("content-type", List.of("")).get(0));
    }

    private static URI uri(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("this is no address from which a file can be had", malformed);
        }
    }

    /** Without what may be a secret. */
    private static String told(URI at) {
        return at.getScheme() + "://" + at.getHost() + (at.getPath() == null ? "" : at.getPath());
    }
}
