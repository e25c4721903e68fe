package dev.chela.core.process;

import dev.chela.api.config.Range;
import dev.chela.core.process.ExecSettings.Ask;
import dev.chela.core.process.ExecSettings.Mode;
import dev.chela.core.process.ExecSettings.Security;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What agents say of commands themselves: {@code agents.entries.<id>.tools.exec}. What one leaves out is as the house says. */
public record AgentExec(@Nullable Roster agents) {
    public AgentExec {
        agents = agents == null ? new Roster(null) : agents;
    }

    public record Roster(@Nullable Map<String, Entry> entries) {
        public Roster {
            entries = entries == null ? Map.of() : entries;
        }
    }

    public record Entry(@Nullable Own tools) {}

    public record Own(@Nullable Wish exec) {}

    /** As {@link ExecSettings}, without its defaults. */
    public record Wish(
            @Nullable Mode mode, @Nullable Security security, @Nullable Ask ask, @Range(min = 0, max = 604_800) @Nullable Integer timeoutSeconds,
            @Range(min = 0, max = 600_000) @Nullable Integer backgroundMs, @Nullable List<String> pathPrepend) {
        public Wish {
            if (mode != null && (security != null || ask != null)) {
                throw new IllegalArgumentException("an agent's tools.exec.mode stands for security and ask: give either it or them");
            }
        }

        private ExecSettings over(ExecSettings house) {
            boolean modal = mode != null;
            return new ExecSettings(mode, modal ? null : security != null ? security : house.security(), modal ? null : ask != null ? ask : house.ask(),
                    timeoutSeconds != null ? timeoutSeconds : house.timeoutSeconds(), backgroundMs != null ? backgroundMs : house.backgroundMs(),
                    pathPrepend != null ? pathPrepend : house.pathPrepend());
        }
    }

    /** What holds for one agent. */
    public ExecSettings of(String agent, ExecSettings house) {
        Entry entry = java.util.Objects.requireNonNull(agents).entries().get(agent);
        return entry == null || entry.tools() == null || entry.tools().exec() == null ? house : entry.tools().exec().over(house);
    }
}
