package dev.chela.core.session.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.home.Home;
import dev.chela.core.json.Json;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.TranscriptFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** JSON Lines files of one directory. */
@Component
public final class JsonlFiles implements TranscriptFiles {
    private static final Pattern OVER = Pattern.compile(".*\\.[0-9a-f]{8}-[0-9a-f-]{27}\\.jsonl");
    private static final String ENDING = ".jsonl";

    private final Sessions sessions;
    private final Home home;

    @Activate
    public JsonlFiles(@Reference Sessions sessions, @Reference Home home) {
        this.sessions = sessions;
        this.home = home;
    }

    @Override
    public List<Kept> list(AgentId agent) {
        Path directory = home.root().resolve("agents/" + agent + "/state/transcripts");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        Map<String, String> inUse = new HashMap<>();
        sessions.list().stream().filter(session -> session.key().agent().equals(agent))
                .forEach(session -> inUse.put(name(session), session.key().value()));
        List<Kept> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> kept(file, inUse.get(file.getFileName().toString())).ifPresent(kept::add));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory + ": " + e.getMessage(), e);
        }
        kept.sort(Comparator.comparingLong(Kept::changed).reversed().thenComparing(Kept::name));
        return List.copyOf(kept);
    }

    private static String name(Session session) {
        return session.file().substring(session.file().lastIndexOf('/') + 1);
    }

    private Optional<Kept> kept(Path file, String key) {
        String name = file.getFileName().toString();
        if (key == null && !OVER.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            String shown = key == null ? name.substring(0, name.length() - ENDING.length()) : key;
            return Optional.of(new Kept(shown, home.root().relativize(file).toString(), now.size(), now.lastModifiedTime().toMillis()));
        } catch (IOException gone) {
            return Optional.empty(); // Deleted meanwhile.
        }
    }

    @Override
    public Optional<Beginning> beginning(Kept transcript) {
        List<Beginning> found = new ArrayList<>();
        read(transcript, 0, (entry, end) -> {
            String key = entry.body().path("sessionKey").asText();
            if (entry.type().equals("session") && !key.isEmpty()) {
                found.add(new Beginning(new SessionKey(key), entry.id()));
            }
            return false;
        });
        return found.stream().findFirst();
    }

    @Override
    public void read(Kept transcript, long from, Reader reader) {
        Path file = home.root().resolve(transcript.file());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ).position(from);
                InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16)) {
            lines(in, from, reader);
        } catch (java.nio.file.NoSuchFileException gone) {
            return; // Rolled over or deleted since it was listed: the next listing tells.
        } catch (IOException e) {
            throw new Transient("transcript " + file + " could not be read: " + e.getMessage(), Duration.ZERO, e);
        }
    }

    /** A line without its end is still being written. What is no entry is passed over, as everywhere. */
    private static void lines(InputStream in, long from, Reader reader) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long at = from;
        for (int next = in.read(); next >= 0; next = in.read()) {
            at++;
            if (next != '\n') {
                line.write(next);
                continue;
            }
            Optional<Entry> entry = entry(line.toString(StandardCharsets.UTF_8));
            line.reset();
            if (entry.isPresent() && !reader.entry(entry.get(), at)) {
                return;
            }
        }
    }

    private static Optional<Entry> entry(String line) {
        try {
            return Json.read(line) instanceof ObjectNode body ? Optional.of(new Entry(body)) : Optional.empty();
        } catch (Permanent notJson) {
            return Optional.empty();
        }
    }
}
