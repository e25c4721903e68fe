package dev.chela.cli.command.agents;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete an agent and its sessions; its workspace is moved to the trash of the gateway's home.")
final class AgentsDeleteCommand extends Question {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela agents list shows it.")
    private String id;

    @Option(names = "--force", description = "Do not ask first.")
    private boolean force;

    AgentsDeleteCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        if (!force) {
            confirm();
        }
        return caller.call("agents.delete", Json.object("agentId", id));
    }

    private void confirm() {
        if (!console().interactive()) {
            throw Failure.usage("Nobody is at the terminal to say yes. To delete agent " + id + " without being asked: --force");
        }
        console().err().print("Delete agent " + id + " with its sessions, and move its workspace to the trash? [y/N] ");
        console().err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(console().in(), StandardCharsets.UTF_8)).readLine();
            if (answer == null || !answer.strip().matches("(?i)y|yes")) {
                throw Failure.of("Nothing was deleted.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected String words(Json answer) {
        StringBuilder text = new StringBuilder("Deleted agent " + answer.get("agentId").text() + ".");
        answer.get("removed").items().stream().filter(removed -> removed.get("method").text().equals("trash"))
                .forEach(removed -> text.append("\nIn the trash: ").append(removed.get("path").text()));
        answer.get("failed").items().forEach(failed ->
                text.append("\nLeft where it is: ").append(failed.get("path").text()).append(": ").append(failed.get("reason").text()));
        if (answer.get("purgeFailed").isTrue()) {
            text.append("\nSome of its sessions still have a tool that does not end; they are listed by: chela sessions");
        }
        return text.toString();
    }
}
