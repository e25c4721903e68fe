package dev.chela.console.command;

import dev.chela.api.task.Clock;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "sessions", description = "Lists the conversations, last touched first.")
public final class SessionsCommand extends HouseCommand {
    @Option(name = "--agent", description = "Only those of this agent.")
    @Completion(AgentNames.class)
    private @Nullable String agent;

    @Reference
    private Sessions sessions;

    @Reference
    private Runs runs;

    @Reference
    private Clock clock;

    @Override
    void run(PrintStream out) {
        Table table = new Table("There is no conversation yet. Begin one: chela:send hello",
                "Key", "State", "Touched", "Prompt", "Title");
        sessions.list().stream().filter(session -> agent == null || session.key().agent().value().equals(agent)).forEach(session -> table.row(session.key(), state(session), ago(session) + " ago",
                Plain.tokens(session.last().contextTokens()),
                session.label().isEmpty() ? session.last().title() : session.label()));
        print(table, out);
    }

    private String state(Session session) {
        return runs.active(session.key()).isPresent() ? "running" : session.last().state();
    }

    private String ago(Session session) {
        return Plain.time(Duration.ofMillis(clock.now().toEpochMilli() - session.updatedAt()));
    }
}
