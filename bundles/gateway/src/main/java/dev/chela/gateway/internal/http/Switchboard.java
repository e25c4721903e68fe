package dev.chela.gateway.internal.http;

import dev.chela.api.http.Route;
import dev.chela.api.task.Clock;
import dev.chela.gateway.internal.Workers;
import dev.chela.gateway.internal.auth.Peer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what is no WebSocket: finds the endpoint and makes sure that it may be called. */
public final class Switchboard {
    private final Clock clock;
    private final Workers workers;
    private final Endpoints endpoints;
    private final Doorman doorman;

    public Switchboard(Clock clock, Workers workers, Endpoints endpoints, Doorman doorman) {
        this.clock = clock;
        this.workers = workers;
        this.endpoints = endpoints;
        this.doorman = doorman;
    }

    /** @param peer empty when nobody can tell from whom it comes: such a request learns no more than whether the gateway runs */
    void handle(Request request, Response response, Callback callback, Optional<Peer> peer) {
        String path = Paths.decoded(request);
        if (Paths.climbs(path) || Paths.beforeName(request).filter(before -> !endpoints.takeNames(before)).isPresent()) {
            refuse(request, response, callback, 400, "Bad Request", "invalid_request", Map.of());
        } else {
            handle(endpoints.at(path), request, response, callback, peer);
        }
    }

    private void handle(List<Endpoints.Entry> here, Request request, Response response, Callback callback, Optional<Peer> peer) {
        if (peer.isEmpty() && here.stream().noneMatch(entry -> entry.endpoint() instanceof Probe)) {
            refuse(request, response, callback, 403, "The proxy that sent this is not among gateway.trustedProxies, or does not "
                    + "say in X-Forwarded-For for whom it asks", "proxy_attribution_required", Map.of());
            return;
        }
        if (here.isEmpty()) {
            refuse(request, response, callback, 404, "Not found", "not_found", Map.of());
            return;
        }
        String method = request.getMethod();
        Optional<Endpoints.Entry> entry = here.stream().filter(e -> e.answers(method)).findFirst();
        if (entry.isPresent()) {
            enter(entry.get(), request, response, callback, peer);
        } else if (method.equals("OPTIONS")) {
            Answers.head(response, 204, Map.of("Allow", Endpoints.allowed(here)));
            response.write(true, null, callback);
        } else {
            refuse(request, response, callback, 405, "Method not allowed", "method_not_allowed",
                    Map.of("Allow", Endpoints.allowed(here)));
        }
    }

    private void enter(Endpoints.Entry entry, Request request, Response response, Callback callback, Optional<Peer> peer) {
        Optional<Doorman.Refusal> refusal = entry.route().access() == Route.Access.PUBLIC
                ? Optional.empty() : doorman.check(entry.route().access(), authorization(request), peer.orElseThrow());
        if (refusal.isPresent()) {
            Doorman.Refusal no = refusal.get();
            refuse(request, response, callback, no.status(), no.message(), no.type(),
                    no.retryAfter() == 0 ? Map.of() : Map.of("Retry-After", Long.toString(no.retryAfter())));
        } else if (request.getLength() > entry.route().maxBody()) {
            refuse(request, response, callback, 413, "The body is larger than " + entry.route().maxBody() + " bytes",
                    "too_large", Map.of("Connection", "close"));
        } else if (!workers.start(new Exchange(clock, entry, request, response, callback, peer.map(Peer::ip).orElse(""))::run)) {
            refuse(request, response, callback, 503, "The server is busy", "unavailable", Map.of("Retry-After", "1"));
        }
    }

    private void refuse(Request request, Response response, Callback callback, int status, String message, String type, Map<String, String> more) {
        Answers.error(request, response, new Drain(clock, request, callback), status, message, type, more);
    }

    private static String authorization(Request request) {
        String value = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return value == null ? "" : value;
    }
}
