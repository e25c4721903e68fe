package dev.chela.core.turn.internal.tools;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.core.agent.Agent;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Program;
import dev.chela.core.turn.Tidings;
import dev.chela.core.turn.internal.prompt.Prompts;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.Toolbox.Desk;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Which tools a run's model is offered: what policy lets everybody use who takes part, and what the program brings that asked. */
final class Offer {
    private final Rooms rooms;
    private final ActiveRun run;
    private final Agent agent;
    private final Leeway leeway;
    private final Supplier<List<ModelRef>> candidates;

    /** @param candidates the models that may answer, the first choice first */
    Offer(Rooms rooms, ActiveRun run, Agent agent, Leeway leeway, Supplier<List<ModelRef>> candidates) {
        this.rooms = rooms;
        this.run = run;
        this.agent = agent;
        this.leeway = leeway;
        this.candidates = candidates;
    }

    /** A function of the program takes the place of a tool of the same name. */
    List<ToolSpecification> tools() {
        Program program = run.input().said().manner().program();
        List<ToolSpecification> offered = new ArrayList<>();
        for (Program.Function function : program.functions()) {
            offered.add(Prompts.specification(function.name(), function.description(), function.parameters()));
        }
        Desk desk = desk(candidates.get().subList(0, 1));
        List<ToolSpecification> permitted = rooms.toolbox().offered(desk);
        if (permitted.isEmpty()) {
            refuseToGoOn(rooms.toolbox().allowing(desk));
        }
        permitted.stream().filter(tool -> !program.runs(tool.name()) && lets(tool.name())).filter(leeway::offers).forEach(offered::add);
        return offered;
    }

    /** Whether a tool belongs to this run. */
    boolean lets(String tool) {
        return run.input().said().manner().program().lets(tool) && (run.isRound() || !tool.equals(Tidings.RESPOND));
    }

    /** Who says what an agent may use wants it to use something: without it, it would make up what it cannot look up. */
    private static void refuseToGoOn(List<String> allowing) {
        if (!allowing.isEmpty()) {
            throw new Permanent("none of the tools that are allowed here exists or passes the rest of the tool policy; "
                    + "see " + String.join(", ", allowing) + ", and what chela doctor says of it");
        }
    }

    /** Everybody who has spoken to this run, and whatever model may have written the call. */
    private Desk desk(List<ModelRef> models) {
        List<Input> heard = new ArrayList<>(List.of(run.input()));
        run.steered().forEach(id -> rooms.intake().find(id).ifPresent(kept -> heard.add(kept.input())));
        return new Desk(agent, run.session(), models, heard);
    }

    /** At which the call of an answer is made. */
    Desk desk() {
        return desk(run.answered() ? List.of(run.model()) : candidates.get());
    }
}
