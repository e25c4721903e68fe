package dev.chela.core.tool.internal;

import dev.chela.core.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log, once per change, which allowed tools do not exist: most often they are misspelt, or their plugin is away. */
public final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    private volatile Looked last = new Looked(null, List.of());
    private volatile Map<String, List<String>> told = Map.of();

    private record Looked(@org.jspecify.annotations.Nullable Pipeline pipeline, List<String> tools) {}

    public void tell(Pipeline pipeline, List<ToolSpec> all) {
        List<String> tools = all.stream().map(ToolSpec::name).toList();
        Looked now = new Looked(pipeline, tools);
        if (last.equals(now)) {
            return;
        }
        last = now;
        Map<String, List<String>> strangers = pipeline.strangers(tools);
        if (!strangers.equals(told)) {
            strangers.forEach((where, names) -> LOG.warn("{} names {}, and there is no such tool; there are {}", where,
                    String.join(", ", names), String.join(", ", tools)));
        }
        told = strangers;
    }
}
