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
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/**
 * Changes several files at once. It acts: a hunk that only inserts would insert again in a second run, and a crash between two of
 * its files leaves one of them old. After a crash the model looks for itself.
 */
@Capability(namespace = "chela.tool", attribute = "name=apply_patch")
@Component
public final class ApplyPatch implements Tool<ApplyPatch.Request> {
    /** What the model gives. */
    public record Request(@Describe("The patch, from '*** Begin Patch' to '*** End Patch'") String input) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("apply_patch", """
                Change several files with one patch; either all of it is applied or nothing. Format:
                *** Begin Patch
                *** Add File: path
                +each line of the new file
                *** Update File: path
                *** Move to: new path (optional)
                @@ a line to go to first (optional)
                 context line
                -removed line
                +added line
                *** End of File (optional, after a hunk that is at the end)
                *** Delete File: path
                *** End Patch""", Effect.ACTS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws IOException {
        Files files = call.grant(Files.class);
        Changes changes = Changes.of(PatchParser.parse(given.input()), Disk.of(call), files::resolve);
        call.cancellation().check();
        changes.commit();
        return ToolResult.text(changes.summary());
    }
}
