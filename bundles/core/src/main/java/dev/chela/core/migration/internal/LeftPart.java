package dev.chela.core.migration.internal;

import dev.chela.core.migration.internal.Findings.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what of the other house has no place in this one. */
public final class LeftPart {
    private static final Map<String, String> PLACES = places();

    private LeftPart() {}

    private static Map<String, String> places() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("devices", "paired devices stay paired with the other gateway only; let them in here with: chela devices approve");
        places.put("identity", "who the other gateway is to its devices; this one is itself");
        places.put("exec-approvals.json", "what may be run without asking; look through it and allow it anew when you are asked");
        places.put("hooks", "hooks are programs; they do not run here");
        places.put("cron/runs", "what jobs did in the other gateway stays its own history");
        places.put("memory", "the index of memories is made anew from the files of the workspaces");
        places.put("sandboxes", "sandboxes are made anew when they are needed");
        places.put("settings", "settings of its speech");
        places.put(".env", "secrets: give the gateway the variables that it needs, in its own .env");
        places.put("state/openclaw.sqlite", "is of a newer release, which keeps pairings and jobs in a database; that is not read");
        return places;
    }

    public static void tell(SourceHouse source, Findings findings) {
        PLACES.forEach((place, why) -> {
            if (Files.exists(source.root().resolve(place))) {
                findings.left(Kind.OTHER, place, why);
            }
        });
        for (Path agent : SourceHouse.list(source.root().resolve("agents"))) {
            tell(source, agent.resolve("agent/auth-profiles.json"), findings,
                    "keys and logins of model providers; give them here as variables such as ANTHROPIC_API_KEY");
            tell(source, agent.resolve("agent/openclaw-agent.sqlite"), findings,
                    "is of a newer release, which keeps sessions in a database; that is not read. Export them to JSONL there");
        }
        for (Path credential : SourceHouse.list(source.root().resolve("credentials"))) {
            if (!credential.getFileName().toString().matches(".*-(allowFrom|pairing)\\.json")) {
                tell(source, credential, findings, "logins of channels; log in to them here");
            }
        }
    }

    private static void tell(SourceHouse source, Path place, Findings findings, String why) {
        if (Files.exists(place)) {
            findings.left(Kind.OTHER, source.relative(place), why);
        }
    }
}
