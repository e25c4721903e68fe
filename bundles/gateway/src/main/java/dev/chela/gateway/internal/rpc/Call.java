package dev.chela.gateway.internal.rpc;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.fault.Defect;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.Scope;
import dev.chela.gateway.internal.json.Frames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The caller of one request. */
public final class Call implements Caller {
    private final Requester requester;
    private final String id;
    private final ObjectMapper mapper;

    /** @param mapper knows the classes of whoever answers */
    public Call(Requester requester, String id, ObjectMapper mapper) {
        this.requester = requester;
        this.id = id;
        this.mapper = mapper;
    }

    static RpcFault missing(Scope scope) {
        return new RpcFault("FORBIDDEN", "missing scope: " + scope.wire(), Map.of(
                "code", "MISSING_SCOPE", "missingScope", scope.wire(), "requiredScopes", List.of(scope.wire())), -1);
    }

    @Override
    public String connection() {
        return requester.connection();
    }

    @Override
    public Set<Scope> scopes() {
        return requester.scopes();
    }

    @Override
    public Set<String> caps() {
        return requester.caps();
    }

    @Override
    public String client() {
        return requester.client();
    }

    @Override
    public void require(Scope scope) {
        if (!requester.may(scope)) {
            throw missing(scope);
        }
    }

    @Override
    public void interim(Object payload) {
        try {
            requester.send(Frames.ok(mapper, id, payload));
        } catch (IOException e) {
            throw new Defect("an interim answer cannot be encoded: " + payload.getClass().getName(), e);
        }
    }

    @Override
    public void subscribe(String topic) {
        requester.subscribe(topic);
    }

    @Override
    public void unsubscribe(String topic) {
        requester.unsubscribe(topic);
    }

    @Override
    public boolean subscribed(String topic) {
        return requester.subscribed(topic);
    }

    @Override
    public void watching(List<String> sessionKeys) {
        requester.watching(sessionKeys);
    }
}
