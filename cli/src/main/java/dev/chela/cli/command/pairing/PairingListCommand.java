package dev.chela.cli.command.pairing;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List the people who ask to be let in over a channel, and those who were.")
final class PairingListCommand extends Question {
    @Parameters(index = "0", paramLabel = "CHANNEL", arity = "0..1", defaultValue = "", description = "Only of this one.")
    private String channel;

    PairingListCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.PAIRING);
    }

    @Override
    protected Json ask(Caller caller) {
        Json which = Json.object("channel", channel.isEmpty() ? null : channel);
        Json listed = caller.call("channels.pairing.list", which);
        return Json.object("requests", listed.get("requests"), "commandOwnerConfigured", listed.get("commandOwnerConfigured"),
                "people", caller.call("channels.pairing.people", which).get("people"));
    }

    @Override
    protected String words(Json answer) {
        Table asking = new Table(console(), "CODE", "CHANNEL", "ACCOUNT", "WHO", "ID", "UNTIL");
        for (Json request : answer.get("requests").items()) {
            asking.row(request.at("metadata.code").text(), request.get("channel").text(), request.get("accountId").text(),
                    request.get("senderLabel").text(), request.get("senderId").text(), request.get("expiresAt").text());
        }
        Table people = new Table(console(), "CHANNEL", "ACCOUNT", "WHO", "ID", "SINCE");
        for (Json person : answer.get("people").items()) {
            people.row(person.get("channel").text(), person.get("accountId").text(), person.get("senderLabel").text(),
                    person.get("senderId").text(), person.get("approvedAt").text());
        }
        String known = people.or("Nobody was let in by pairing. Who stands in allowFrom of chela.json5 needs none.");
        return answer.get("requests").items().isEmpty() ? "Nobody asks to be let in.\n\n" + known
                : asking + "\nTo let one in: chela pairing approve CHANNEL CODE\n\n" + known;
    }
}
