package dev.chela.rpc.config;

import dev.chela.api.rpc.RpcFault;
import dev.chela.core.config.ConfigEditor.Outcome;
import java.util.Map;

/** A configuration that was not written, in the protocol's words. */
public final class Refusals {
    private Refusals() {}

    public static RpcFault of(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return RpcFault.invalid(refused.why(), Map.of("issues", refused.issues().stream().map(issue -> Map.<String, Object>of(
                    "path", issue.path(), "message", issue.message(), "line", issue.line())).toList()));
        }
        return RpcFault.invalid("config changed since last load; re-run config.get and retry");
    }
}
