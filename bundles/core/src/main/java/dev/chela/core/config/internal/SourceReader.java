package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.json.Json;
import dev.chela.core.secret.Environment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the file, what it includes, and the variables it names. Never throws: what went wrong is an issue of the {@link Source}. */
final class SourceReader {
    static final long LARGEST = 1 << 20;

    private final Path file;
    private final Environment environment;

    SourceReader(Path file, Environment environment) {
        this.file = file;
        this.environment = environment;
    }

    /** An absent file is an empty configuration. */
    Source read() {
        environment.refresh();
        if (!Files.exists(file)) {
            return empty(false, "", List.of());
        }
        try {
            return of(file.getFileName().toString(), text(file));
        } catch (IOException unreadable) {
            return empty(true, "", List.of(new Issue("", unreadable.getMessage(), 0)));
        }
    }

    /** Lets {@code env.vars} of this source be variables for everybody, in the place of those of a source that was only tried. */
    void inForce(Source source) {
        environment.inline(inline(source.written()));
    }

    /** A text that was kept, as if it stood in the file's place. */
    Source of(String name, String text) {
        Document document = Json5.parse(name, text);
        if (!document.issues().isEmpty()) {
            return empty(true, text, document.issues());
        }
        Includes includes = new Includes(Source.real(file), name);
        OlderAgents.Reading whole = OlderAgents.of(includes.resolve(document));
        return substituted(text, whole.document(), includes.files(), whole.notes());
    }

    private Source substituted(String text, Document whole, Set<Path> files, List<Issue> notes) {
        environment.inline(inline(whole.tree()));
        Substitution substitution = new Substitution(environment::value);
        ObjectNode tree = substitution.object(whole.tree(), KeyPath.ROOT);
        Source source = new Source(true, text, whole.tree(), tree, whole.places(), Set.copyOf(substitution.unresolved()),
                files, whole.issues(), List.of());
        List<Issue> warnings = new ArrayList<>(notes);
        substitution.missing().forEach((at, name) -> warnings.add(source.issue(at, "names the variable " + name
                + ", which is not set; the value stays as it is written")));
        warnings.sort(Comparator.comparingInt(Issue::line));
        return new Source(true, text, whole.tree(), tree, whole.places(), source.unresolved(), files, whole.issues(),
                List.copyOf(warnings));
    }

    private static Map<String, String> inline(JsonNode tree) {
        Map<String, String> variables = new HashMap<>();
        tree.path("env").path("vars").properties().forEach(variable -> {
            if (variable.getValue().isValueNode() && !variable.getValue().isNull()) {
                variables.put(variable.getKey(), variable.getValue().asText());
            }
        });
        return variables;
    }

    static Source empty(boolean exists, String text, List<Issue> issues) {
        return new Source(exists, text, Json.object(), Json.object(), Map.of(), Set.of(), Set.of(), issues, List.of());
    }

    /** @throws IOException with a message for people */
    static String text(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file)) {
            throw new IOException(name + " is not a regular file");
        }
        long size = Files.size(file);
        if (size > LARGEST) {
            throw new IOException(name + " has " + size + " bytes; a configuration of more than " + LARGEST + " is not read");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
        } catch (CharacterCodingException binary) {
            throw new IOException(name + " is not a text file in UTF-8", binary);
        } catch (IOException unreadable) {
            throw new IOException(name + " cannot be read: " + unreadable, unreadable);
        }
    }
}
