package dev.chela.tool.files;

import dev.chela.api.grant.Files;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/**
 * Replaces one passage of a file. It acts: where the new text holds the old one, a second run would replace again, and where it does
 * not, a second run would report a failure that was none. After a crash the model looks for itself.
 */
@Capability(namespace = "chela.tool", attribute = "name=edit")
@Component
public final class Edit implements Tool<Edit.Request> {
    /** What the model gives. */
    public record Request(
            @Describe("File to edit; relative to the workspace, absolute, or under ~") String path,
            @Describe("The text to replace; it must occur exactly once") String oldText,
            @Describe("What takes its place") String newText) {
        public Request {
            if (oldText.isEmpty()) {
                throw new IllegalArgumentException("argument 'oldText' is empty; use write to make a file");
            }
            if (oldText.equals(newText)) {
                throw new IllegalArgumentException("oldText and newText are the same: nothing would change");
            }
        }
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("edit", "Replace one passage of a text file. oldText must occur exactly once; when it does not occur as it is,"
                + " whole lines that differ only in white space are accepted.", Effect.ACTS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws IOException {
        Path file = call.grant(Files.class).resolve(given.path());
        Disk disk = Disk.of(call);
        Document document = Document.of(disk.text(file, given.path()));
        Passage passage = Passage.find(document.text(), given.oldText().replace("\r\n", "\n"), given.path());
        String changed = passage.replace(document.text(), given.newText().replace("\r\n", "\n"));
        call.cancellation().check();
        disk.replace(file, document.restore(changed));
        return ToolResult.text("edited " + given.path() + " at line " + passage.line(document.text())
                + (passage.exact() ? "" : " (white space differed from oldText)"));
    }
}
