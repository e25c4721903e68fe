package dev.chela.itests.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Scripts in folders whose word counts, in the assembled distribution. */
class FolderHookIT extends OneHouse {
    @Override
    protected String settings() {
        return super.settings().replace("session: {", "hooks: { internal: { enabled: true }, timeoutMs: 60000 },\n  session: {");
    }

    private void hook(String name, String metadata, String script) throws IOException {
        Path folder = Files.createDirectories(gateway.home().resolve("hooks").resolve(name));
        Files.writeString(folder.resolve("handler.sh"), script);
        Files.writeString(folder.resolve("HOOK.md"), "---\nname: " + name + "\ndescription: for a test\nmetadata: {\"openclaw\": " + metadata + "}\n---\n");
    }

    @Test
    void a_script_that_was_saved_a_moment_ago_stops_a_call_and_changes_a_message() throws IOException {
        String call = "tool exec {\"command\":\"echo forbidden fruit\"}";
        wire.converse(key(), call, fresh("run"));
        assertThat(history().toString()).contains("forbidden fruit").doesNotContain("not in this garden");
        hook("guard", "{\"decides\": [\"tool:call\"], \"onFault\": \"stop\"}",
                "if grep -q 'forbidden fruit'; then echo '{\"stop\": \"not in this garden\"}'; fi\n");
        hook("door", "{\"decides\": [\"message:received\"]}", "if grep -q 'open sesame'; then echo '{\"content\": \"echo it opens\"}'; fi\n");
        wire.converse(key(), call, fresh("run"));
        assertThat(history().toString()).contains("The call was not made", "guard: not in this garden");
        assertThat(wire.converse(key(), "open sesame", fresh("run"))).contains("it opens");
        JsonNode status = wire.call("hooks.status", "{}");
        assertThat(status.path("hooks")).extracting(hook -> hook.path("name").asText() + " " + hook.path("decides")).containsExactly(
                "door [\"message:received\"]", "guard [\"tool:call\"]");
        assertThat(status.path("plugins").toString()).doesNotContain("Guards");
    }
}
