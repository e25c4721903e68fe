package dev.chela.rpc.system;

import dev.chela.api.config.Range;
import dev.chela.api.id.ModelRef;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.model.ModelProbe;
import dev.chela.core.model.ModelProbe.Finding;
import dev.chela.core.secret.Redactor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code models.probe}: does a provider answer with the key that it has? */
@Component(service = RpcMethods.class)
public final class ProbeMethods implements RpcMethods {
    private static final int USUAL_MS = 20_000;
    private static final int LONGEST_MS = 120_000;

    private final ModelProbe probe;
    private final Redactor redactor;

    @Activate
    public ProbeMethods(@Reference ModelProbe probe, @Reference Redactor redactor) {
        this.probe = probe;
        this.redactor = redactor;
    }

    /** @param agentId of no consequence: every agent has the same keys */
    public record Params(String provider, @Range(min = 1, max = LONGEST_MS) Optional<Integer> timeoutMs, Optional<String> agentId) {}

    public record Probed(String provider, String status, Optional<Long> latencyMs, Optional<String> error, List<Target> results) {}

    /** @param label the model that was asked */
    public record Target(String label, String status, Optional<Long> latencyMs, Optional<String> error) {}

    @Rpc(value = "models.probe", scope = Scope.ADMIN)
    public Probed probe(Params params, Caller caller) {
        if (params.provider().isBlank()) {
            throw RpcFault.invalid("invalid models.probe params: at /provider: must not be empty");
        }
        Finding finding = probe.probe(params.provider(), Duration.ofMillis(params.timeoutMs().orElse(USUAL_MS)));
        String status = finding.verdict().name().toLowerCase(Locale.ROOT);
        Optional<String> error = Optional.of(redactor.redact(finding.error())).filter(text -> !text.isEmpty());
        Optional<Long> latency = finding.took().isZero() ? Optional.empty() : Optional.of(finding.took().toMillis());
        List<Target> results = finding.model().map(ModelRef::toString).map(model -> new Target(model, status, latency, error)).stream().toList();
        return new Probed(params.provider(), status, latency, error, results);
    }
}
