package dev.chela.core.tool.internal;

import dev.chela.api.task.Cancellation;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolSource;
import dev.chela.core.guest.Desk;
import dev.chela.core.task.CancelSource;
import dev.chela.core.tool.Powers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tools that come many at once. A source that is slow or broken offers nothing this time; the others do. */
public final class Sources {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Cancellation never = new CancelSource();
    private final Map<ToolSource, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(ToolSource source, Desk desk, Powers powers, long order) {}

    public void add(ToolSource source, Desk desk, Powers powers, long order) {
        entries.put(source, new Entry(source, desk, powers, order));
    }

    public void remove(ToolSource source, Duration drain) {
        Entry entry = entries.remove(source);
        if (entry != null && !entry.desk().close(drain)) {
            LOG.warn("calls of tools of {} did not end in time and were interrupted", entry.desk().guest());
        }
    }

    /** Oldest source first. */
    public List<Bound> tools() {
        List<Bound> tools = new ArrayList<>();
        entries.values().stream().sorted(Comparator.comparingLong(Entry::order)).forEach(entry -> addTo(tools, entry));
        return tools;
    }

    private void addTo(List<Bound> tools, Entry entry) {
        try {
            for (Tool<?> tool : entry.desk().call("listing tools", PATIENCE, never, entry.source()::tools)) {
                tools.add(new Bound(tool, entry.desk(), entry.powers(), entry.order()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception fault) {
            LOG.warn("the tools of {} cannot be listed now: {}", entry.desk().guest(), fault.toString());
        }
    }
}
