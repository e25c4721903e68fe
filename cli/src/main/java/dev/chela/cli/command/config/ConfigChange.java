package dev.chela.cli.command.config;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;

/** A command that changes one place of the configuration, as it was when the command read it. */
public abstract class ConfigChange extends Question {
    protected ConfigChange(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    /** @param value null takes away what is there */
    protected final Json change(Caller caller, Json before, ConfigPath path, Object value) {
        ConfigPath.Patch patch = path.setting(before.get("sourceConfig"), value);
        try {
            return caller.call("config.patch", Json.object("raw", patch.tree().toString(),
                    "baseHash", before.get("exists").isTrue() ? before.get("hash") : null,
                    "replacePaths", patch.lists().isEmpty() ? null : patch.lists()));
        } catch (Failure lost) {
            throw lost.type().equals(Failure.UNREACHABLE) && path.parts().get(0).equals("gateway") ? moved(path) : lost;
        }
    }

    /** A new address or a new secret ends every connection, ours before the answer. */
    private static Failure moved(ConfigPath path) {
        return Failure.unreachable("The gateway ended its connections while it took the change of " + path
                + ", as it does when its address or its secrets change. See what is in force: chela config get " + path);
    }

    protected static String done(String what, Json answer) {
        return answer.get("noop").isTrue()
                ? "Nothing to change: " + answer.get("path").text() + " says that already."
                : what + " in " + answer.get("path").text() + "; it is in force.";
    }
}
