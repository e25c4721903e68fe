package dev.chela.cli.command.approvals;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A change of what runs without a person's word: the list is read, and written as a whole if nobody else was quicker. */
abstract class ApprovalsChange extends Question {
    ApprovalsChange(Console console) {
        super(console);
    }

    @Override
    protected final Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    /** @param lists the entries of each agent, to be changed */
    abstract void change(Map<String, List<Json>> lists);

    @Override
    protected final Json ask(Caller caller) {
        Json before = caller.call("exec.approvals.get", Json.object());
        Map<String, List<Json>> lists = new LinkedHashMap<>();
        before.at("file.agents").fields().forEach((agent, said) -> lists.put(agent, new ArrayList<>(said.get("allowlist").items())));
        change(lists);
        Map<String, Object> agents = new LinkedHashMap<>();
        lists.forEach((agent, entries) -> agents.put(agent, Json.object("allowlist", entries)));
        Json file = Json.object("version", 1, "defaults", before.at("file.defaults"), "agents", agents);
        return caller.call("exec.approvals.set", Json.object("file", file, "baseHash", before.get("hash").text()));
    }
}
