package dev.chela.core.process.internal;

import dev.chela.api.fault.Denied;
import dev.chela.core.process.ChildVariables.Variable;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands around the commands of one call: the sandbox of its conversation, or nothing.
 *
 * @param further folders that can be read besides, of skills
 */
public record Walls(Optional<Sandbox> sandbox, Bubblewrap bubblewrap, List<Path> further) {
    boolean stand() {
        return sandbox.isPresent();
    }

    /** The name of the world that children are born into. */
    String name() {
        return sandbox.map(box -> box.directory().toString()).orElse("");
    }

    /** Who is in a sandbox must not speak to a shell outside of it; who is outside may look after both. */
    boolean show(String world) {
        return !stand() || world.equals(name());
    }

    /** @throws Denied when a sandbox is demanded and cannot be made, or the directory is not in it */
    List<String> before(Path directory) {
        if (!stand()) {
            return List.of();
        }
        bubblewrap.trouble().ifPresent(why -> {
            throw new Denied("commands of this conversation may only run in a sandbox (sandbox.mode of this agent or of agents.defaults): " + why);
        });
        Sandbox box = sandbox.get();
        if (!box.shows(directory)) {
            throw new Denied("the working directory " + directory + " is not in this conversation's sandbox, which has " + box.directory());
        }
        return bubblewrap.before(box, directory, further);
    }

    Map<String, String> complete(Map<String, String> environment, Map<String, Variable> given) {
        Map<String, String> complete = bubblewrap.variables(sandbox.orElseThrow());
        complete.putAll(environment);
        given.forEach((name, variable) -> complete.put(name, variable.value()));
        complete.put("CHELA_SHELL", "exec");
        return complete;
    }
}
