package dev.chela.gateway.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.Scope;
import dev.chela.api.rpc.Write;
import dev.chela.gateway.internal.json.Encoding;
import dev.chela.gateway.internal.json.Frames;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request's bytes to its answer. The checks are made in the protocol's order: frame, role, scope, method, parameters. */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final MethodTable methods;
    private final WriteLimit writes;
    private final ObjectMapper mapper = Encoding.mapper();

    public Dispatcher(MethodTable methods, WriteLimit writes) {
        this.methods = methods;
        this.writes = writes;
    }

    /** Answers on the calling thread; blocks for as long as the method does. */
    public void handle(byte[] text, Requester requester) {
        JsonNode frame;
        try {
            frame = mapper.readTree(text);
        } catch (IOException notJson) {
            LOG.debug("{} sent what is not JSON: {}", requester.connection(), notJson.getMessage());
            return;
        }
        if (frame.isMissingNode()) {
            LOG.debug("{} sent an empty frame", requester.connection());
            return;
        }
        String wrong = whatIsWrong(frame);
        if (wrong.isEmpty()) {
            answer(frame, requester);
        } else {
            refuse(requester, idOf(frame), RpcFault.invalid("invalid request frame: " + wrong));
        }
    }

    /** Answers a request that is not even looked at. */
    public void refuseUnread(byte[] text, Requester requester) {
        try {
            refuse(requester, idOf(mapper.readTree(text)), RpcFault.unavailable("The server is busy; try again shortly", 500));
        } catch (IOException notJson) {
            LOG.debug("{} sent what is not JSON: {}", requester.connection(), notJson.getMessage());
        }
    }

    private static String whatIsWrong(JsonNode frame) {
        if (!frame.isObject()) {
            return "at root: must be object";
        }
        if (!"req".equals(frame.path("type").textValue())) {
            return "at /type: must be equal to constant";
        }
        for (String name : new String[] {"id", "method"}) {
            JsonNode value = frame.get(name);
            if (value == null) {
                return "at root: must have required property '" + name + "'";
            }
            if (!value.isTextual() || value.textValue().isEmpty()) {
                return "at /" + name + ": must be a string of at least one character";
            }
        }
        return "";
    }

    private static String idOf(JsonNode frame) {
        String id = frame.path("id").textValue();
        return id == null || id.isEmpty() ? "invalid" : id;
    }

    private void answer(JsonNode frame, Requester requester) {
        String id = frame.get("id").textValue();
        String name = frame.get("method").textValue();
        if (!Requester.OPERATOR.equals(requester.role())) {
            refuse(requester, id, RpcFault.invalid("unauthorized role: " + requester.role()));
            requester.strike();
            return;
        }
        requester.pardon();
        try {
            Served served = enter(name, requester);
            try {
                requester.send(result(served, id, frame.get("params"), requester));
            } finally {
                served.leave();
            }
        } catch (Throwable fault) {
            refuse(requester, id, translate(name, fault));
        }
    }

    private byte[] result(Served served, String id, @Nullable JsonNode params, Requester requester) throws Throwable {
        Object read = served.read(params);
        // What is refused for its parameters has written nothing, and keeps nobody from saying it rightly.
        if (served.terms().write() == Write.CONTROL_PLANE) {
            writes.count(served.terms().value(), requester.origin());
        }
        return Frames.ok(served.mapper(), id, served.answer(params, read, new Call(requester, id, served.mapper())));
    }

    /** A service that is going has left the table already, so that the next look finds its successor or nothing. */
    private Served enter(String name, Requester requester) {
        Served served = admit(name, requester);
        while (!served.enter()) {
            served = admit(name, requester);
        }
        return served;
    }

    private Served admit(String name, Requester requester) {
        Served served = methods.find(name).orElse(null);
        // A method that nobody serves has no scope; only an administrator is told that it does not exist.
        Scope scope = served == null ? Scope.ADMIN : served.terms().scope();
        if (!requester.may(scope)) {
            throw Call.missing(scope);
        }
        if (served == null) {
            throw RpcFault.invalid("unknown method: " + name);
        }
        return served;
    }

    private static RpcFault translate(String name, Throwable fault) {
        if (fault instanceof RpcFault known) {
            return known;
        }
        if (fault instanceof Permanent) {
            return RpcFault.invalid(text(fault));
        }
        if (fault instanceof Denied) {
            return new RpcFault("FORBIDDEN", text(fault), Map.of(), -1);
        }
        if (fault instanceof Transient passing) {
            return RpcFault.unavailable(text(fault), passing.after().toMillis());
        }
        LOG.error("{} failed", name, fault);
        return new RpcFault("UNAVAILABLE", text(fault), Map.of(), -1);
    }

    private static String text(Throwable fault) {
        @Nullable String message = fault.getMessage();
        return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
    }

    private void refuse(Requester requester, String id, RpcFault fault) {
        requester.send(Frames.error(mapper, id, fault.code(), text(fault), fault.details(), fault.retryAfterMs()));
    }
}
