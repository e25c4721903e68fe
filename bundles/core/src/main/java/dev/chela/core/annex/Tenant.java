package dev.chela.core.annex;

import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The one component of a bundle that stands for a plugin ({@link Annex#front}), which describes it in its own jar. It offers the
 * plugin's tools as that bundle's own services: so they come and go with the plugin's generation, and which they are need not be known
 * beforehand. Making it waits for the process, since an exchange goes on when the newcomer can be called.
 */
public final class Tenant {
    private final Map<Said, ServiceRegistration<?>> offered = new HashMap<>();
    private final BundleContext context;
    private final Annex.Stay stay;
    private boolean leaving;

    public Tenant(BundleContext context, Annex annex) throws InterruptedException {
        this.context = context;
        this.stay = annex.open(context.getBundle(), this::offer);
    }

    /** Two of which all is the same are one. */
    private record Said(ToolInfo info, Arguments<?> arguments) {
        static Said of(Tool<?> tool) {
            return new Said(tool.info(), tool.arguments());
        }
    }

    private synchronized void offer(List<Tool<?>> tools) {
        if (leaving) {
            return;
        }
        Map<Said, Tool<?>> wanted = tools.stream().collect(Collectors.toMap(Said::of, tool -> tool, (one, same) -> one));
        wanted.forEach((said, tool) -> offered.computeIfAbsent(said, fresh -> context.registerService(Tool.class, tool, null)));
        offered.entrySet().removeIf(entry -> {
            boolean gone = !wanted.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().unregister();
            }
            return gone;
        });
    }

    /** Whoever takes a tool from the registry lets its calls drain first. */
    public void close() {
        synchronized (this) {
            leaving = true;
            offered.values().forEach(ServiceRegistration::unregister);
            offered.clear();
        }
        stay.close();
    }
}
