package dev.chela.itests.conformance;

import java.util.List;
import java.util.stream.Stream;

/** The methods that Chela is to have, whether or not it has them yet. */
final class Promised {
    private static final List<String> GROUPS = List.of(
            "agent. identity.get wait",
            "agents. list create update delete files.list files.get files.set workspace.list workspace.get",
            "channels. status start stop logout pairing.list",
            "chat. send history startup metadata message.get abort inject",
            "config. get set apply patch schema schema.lookup",
            "cron. list get status add update remove run runs",
            "device. pair.list pair.approve pair.reject pair.remove pair.rename token.rotate token.revoke scopes.requestUpgrade scopes.waitUpgrade",
            "exec.approval. request list get waitDecision resolve",
            "models. list authStatus probe",
            "plugins. list inspect install setEnabled uninstall refresh",
            "question. request list get resolve waitAnswer",
            "sessions. list describe resolve get preview search subscribe messages.subscribe messages.unsubscribe create patch patchMany reset"
                    + " delete compact send abort steer fork rewind usage viewers.set",
            "tools. catalog effective invoke",
            "usage. status cost",
            "users.prefs. get set",
            "message. action",
            " agent commands.list gateway.identity.get health last-heartbeat logs.tail node.list openclaw.approval.list plugin.approval.list poll send"
                    + " skills.status skills.update status system-event system-presence system.info taskSuggestions.list update.status wake");

    private Promised() {}

    static Stream<String> methods() {
        return GROUPS.stream().flatMap(group -> {
            String[] words = group.split(" ");
            return Stream.of(words).skip(1).map(word -> words[0] + word);
        });
    }
}
