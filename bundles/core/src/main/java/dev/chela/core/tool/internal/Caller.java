package dev.chela.core.tool.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.guest.GrantSource;
import dev.chela.core.tool.ToolRequest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a tool and makes a result of whatever comes of it. */
public final class Caller {
    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

    private final Function<Class<?>, @Nullable GrantSource<?>> sources;

    public Caller(Function<Class<?>, @Nullable GrantSource<?>> sources) {
        this.sources = sources;
    }

    /**
     * @param meant looks the tool up; asked again when the generation it gave was withdrawn before the call had begun
     */
    public ToolResult run(ToolRequest request, Supplier<Bound> meant) throws InterruptedException {
        try {
            return Trim.to(request.mostChars(), enter(request, meant));
        } catch (CancellationException | InterruptedException stopped) {
            throw stopped;
        } catch (Exception fault) {
            return ToolResult.error(message(request, fault));
        }
    }

    private ToolResult enter(ToolRequest request, Supplier<Bound> meant) throws Exception {
        Bound tool = meant.get();
        JsonNode arguments = Binder.parse(request.arguments());
        while (true) {
            AtomicBoolean begun = new AtomicBoolean();
            Bound current = tool;
            try {
                return current.desk().call(request.tool(), request.deadline(), request.cancellation(), () -> {
                    begun.set(true);
                    return run(current, request, arguments);
                });
            } catch (Transient withdrawn) {
                tool = meant.get();
                if (begun.get() || tool == current) {
                    throw withdrawn;
                }
            }
        }
    }

    private ToolResult run(Bound tool, ToolRequest request, JsonNode arguments) throws Exception {
        try (LiveCall call = new LiveCall(request, tool.guest(), tool.powers(), sources)) {
            return tool.run(arguments, call);
        }
    }

    private static String message(ToolRequest request, Exception fault) {
        if (fault instanceof Fault && !(fault instanceof Defect)) {
            return fault.getMessage();
        }
        Throwable cause = fault instanceof ExecutionException ? fault.getCause() : fault;
        LOG.warn("tool {} failed in call {}", request.tool(), request.callId(), cause);
        return request.tool() + " failed: " + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }
}
