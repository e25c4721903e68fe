package dev.chela.console.command;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Query;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.memory.Memories;
import dev.chela.core.memory.Memories.Status;
import dev.chela.core.task.CancelSource;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "memory", description = "Searches what an agent remembers, or lists the indexes of all agents.")
public final class MemoryCommand extends HouseCommand {
    @Argument(name = "words", description = "What to look for.", multiValued = true)
    private @Nullable List<String> words;

    @Option(name = "-a", aliases = "--agent", description = "Whose memory; the default agent's when not given.")
    @Completion(AgentNames.class)
    private @Nullable String agent;

    @Option(name = "-n", aliases = "--limit", description = "How many passages at most.")
    private int limit = 6;

    @Option(name = "--index", description = "Reads the files that changed before it lists.")
    private boolean index;

    @Reference
    private Memories memories;

    @Reference
    private Agents agents;

    @Override
    void run(PrintStream out) {
        if (words == null || words.isEmpty()) {
            list(out);
        } else {
            search(String.join(" ", words), out);
        }
    }

    private void list(PrintStream out) {
        Table table = new Table("There are no agents.", "Agent", "Files", "Passages", "State", "Index");
        for (Agent each : agent == null ? agents.list() : List.of(wanted())) {
            Status status = index ? memories.refresh(each, new CancelSource()) : memories.status(each);
            table.row(each.id().value(), String.valueOf(status.files()), String.valueOf(status.chunks()),
                    !status.enabled() ? "off" : status.behind() ? "behind" : "current", status.index().toString());
        }
        print(table, out);
    }

    private void search(String text, PrintStream out) {
        Found found = memories.search(wanted(), new Query(text, limit, -1, Corpus.ALL), new CancelSource());
        found.hits().forEach(hit -> {
            out.println(String.format(Locale.ROOT, "── %.2f %s#L%d-L%d", hit.score(), Plain.text(hit.path()), hit.from(), hit.to()));
            out.println(Plain.text(hit.snippet()));
        });
        out.println(found.hits().isEmpty() ? "Nothing fits (" + found.note() + ")." : "(" + found.note() + ")");
    }

    private Agent wanted() {
        return agent == null ? agents.primary() : agents.list().stream().filter(each -> each.id().value().equals(agent)).findFirst()
                .orElseThrow(() -> new Permanent("There is no agent '" + agent + "'. See: chela:agents"));
    }
}
