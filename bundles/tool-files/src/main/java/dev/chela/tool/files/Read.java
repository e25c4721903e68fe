package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Files;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Shows a file. */
@Capability(namespace = "chela.tool", attribute = "name=read")
@Component
public final class Read implements Tool<Read.Request> {
    private static final long MOST_IMAGE_BYTES = 5_000_000;

    /** What the model gives. */
    public record Request(
            @Describe("File to read; relative to the workspace, absolute, or under ~") String path,
            @Describe("First line to show, from 1") Optional<Integer> offset,
            @Describe("How many lines to show, at most 2000") Optional<Integer> limit) {
        public Request {
            offset.ifPresent(line -> check("offset", line));
            limit.ifPresent(count -> check("limit", count));
        }

        private static void check(String name, int given) {
            if (given < 1) {
                throw new IllegalArgumentException("argument '" + name + "' must be at least 1, not " + given);
            }
        }
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("read", "Read a text file, or look at an image (PNG, JPEG, GIF, WebP). At most 2000 lines or 50 KB come at"
                + " once; the result then says with which offset to continue.", Effect.READS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws IOException {
        Path file = call.grant(Files.class).readable(given.path());
        Disk.mustBeFile(file, given.path());
        Disk disk = Disk.of(call);
        byte[] start = disk.start(file);
        Optional<String> image = Kind.image(start);
        if (image.isPresent()) {
            return image(disk, file, given.path(), image.get());
        }
        if (Kind.isBinary(start)) {
            throw new Permanent("'" + given.path() + "' is a binary file of " + java.nio.file.Files.size(file)
                    + " bytes; use exec with a program that understands it");
        }
        return ToolResult.text(Lines.show(disk.open(file), given.offset().orElse(1), given.limit()));
    }

    private static ToolResult image(Disk disk, Path file, String name, String type) throws IOException {
        byte[] picture = disk.bytes(file, (int) MOST_IMAGE_BYTES + 1);
        if (picture.length > MOST_IMAGE_BYTES) {
            throw new Permanent("the image '" + name + "' has " + java.nio.file.Files.size(file) + " bytes; at most " + MOST_IMAGE_BYTES
                    + " can be shown. Make it smaller first");
        }
        return new ToolResult(
                List.of(new Content.Text("image " + name + " (" + type + ")"), new Content.Image(type, picture)),
                Outcome.OK, Map.of());
    }
}
