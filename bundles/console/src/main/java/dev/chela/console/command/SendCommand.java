package dev.chela.console.command;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Said;
import dev.chela.core.model.Models;
import dev.chela.core.session.Runs;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.turn.Turns;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "chela", name = "send",
        description = "Sends a message and shows the answer as it comes. Ctrl-C stops the turn.")
public final class SendCommand extends HouseCommand {
    @Argument(name = "message", description = "What to say.", required = true, multiValued = true)
    private List<String> words;

    @Option(name = "-s", aliases = "--session", description = "The session's key; the default agent's main one when not given.")
    @Completion(SessionNames.class)
    private String key = "main";

    @Option(name = "-m", aliases = "--model", description = "The model for this turn alone.")
    @Completion(ModelNames.class)
    private String model = "";

    @Reference
    private Intake intake;

    @Reference
    private Runs runs;

    @Reference
    private Events events;

    @Reference
    private Agents agents;

    @Reference
    private Models models;

    @Reference
    private Clock clock;

    @Override
    void run(PrintStream out) throws InterruptedException {
        SessionKey session = SessionKeys.read(key, agents.primary().id());
        agents.get(session.agent());
        String id = "console-" + UUID.randomUUID();
        String wanted = model.isEmpty() ? "" : models.resolve(model).toString();
        Answer answer = new Answer(id, session, out);
        try (Registration text = events.listen(AgentEvent.class, answer::hear);
                Registration end = events.listen(Turns.Ended.class, answer::hear)) {
            intake.submit(new Input(id, "console", "", id,
                    new Said(session, String.join(" ", words), List.of(), wanted), "", clock.now().toEpochMilli()));
            conclude(answer.follow());
        } catch (InterruptedException e) {
            runs.abort(session, Optional.of(answer.run()), "console");
            throw e;
        }
    }

    private static void conclude(Runs.Settled settled) {
        if (settled.state() == Runs.State.ERROR) {
            throw new Permanent("The turn failed: " + settled.error());
        }
        if (settled.state() == Runs.State.ABORTED) {
            throw new Permanent("The turn was stopped.");
        }
    }
}
