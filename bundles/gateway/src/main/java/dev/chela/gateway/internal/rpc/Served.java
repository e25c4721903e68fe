package dev.chela.gateway.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.chela.api.fault.Defect;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.gateway.internal.Tenant;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One method of the protocol, ready to be called. */
final class Served {
    private static final Shape NOTHING = (node, at) -> {
        if (!node.isObject()) {
            throw new Invalid(at, "must be object");
        }
        if (!node.isEmpty()) {
            throw new Invalid(at, "unexpected property '" + node.fieldNames().next() + "'");
        }
        return node;
    };

    private final RpcMethods service;
    private final Method method;
    private final Rpc terms;
    private final Tenant tenant;
    private final OwnMapper mapper;
    private final int callerAt;
    private final int paramsAt;
    private final @Nullable Repeats repeats;
    private volatile @Nullable Shape params;

    Served(RpcMethods service, Method method, Tenant tenant, OwnMapper mapper) {
        this.service = service;
        this.method = method;
        this.terms = method.getAnnotation(Rpc.class);
        this.tenant = tenant;
        this.mapper = mapper;
        this.repeats = terms.freshMs() > 0 ? new Repeats(Duration.ofMillis(terms.freshMs()), System::nanoTime) : null;
        Class<?>[] types = method.getParameterTypes();
        this.callerAt = indexOf(types, true);
        this.paramsAt = indexOf(types, false);
        if (types.length > 2 || types.length == 2 && callerAt < 0 || types.length == 2 && paramsAt < 0) {
            throw new Defect(method + " is marked @Rpc: it may take one record of parameters and a Caller, nothing else");
        }
        method.setAccessible(true);
    }

    private static int indexOf(Class<?>[] types, boolean caller) {
        for (int i = 0; i < types.length; i++) {
            if ((types[i] == Caller.class) == caller) {
                return i;
            }
        }
        return -1;
    }

    Rpc terms() {
        return terms;
    }

    /** For the result: it knows the classes of this service and is gone with it. */
    ObjectMapper mapper() {
        return mapper.get();
    }

    /** Derived at the first call. Two first calls at once derive the same. */
    private Shape params() {
        Shape known = params;
        if (known == null) {
            known = paramsAt < 0 ? NOTHING : new Shapes(mapper()).of(method.getGenericParameterTypes()[paramsAt]);
            params = known;
        }
        return known;
    }

    /** The parameters as the method wants them. */
    Object read(@Nullable JsonNode given) {
        JsonNode node = given == null || given.isNull() ? JsonNodeFactory.instance.objectNode() : given;
        try {
            return params().read(node, "");
        } catch (Invalid invalid) {
            throw RpcFault.invalid("invalid " + terms.value() + " params: " + invalid.getMessage());
        }
    }

    /** False when the service is going: then the method is to be looked up again. Whoever enters must leave. */
    boolean enter() {
        return tenant.enter();
    }

    void leave() {
        tenant.leave();
    }

    /** What {@link #call} gives, or gave somebody else just before where that is the same. */
    @Nullable Object answer(@Nullable JsonNode given, Object read, Caller caller) throws Throwable {
        boolean plain = given == null || given.isEmpty();
        return repeats != null && plain ? repeats.answer(mapper(), () -> call(read, caller)) : call(read, caller);
    }

    /** The one place where a method of another bundle is called. The caller has entered. */
    private @Nullable Object call(Object read, Caller caller) throws Throwable {
        try {
            return method.invoke(service, arguments(read, caller));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object[] arguments(Object read, Caller caller) {
        Object[] arguments = new Object[method.getParameterCount()];
        if (callerAt >= 0) {
            arguments[callerAt] = caller;
        }
        if (paramsAt >= 0) {
            arguments[paramsAt] = read;
        }
        return arguments;
    }
}
