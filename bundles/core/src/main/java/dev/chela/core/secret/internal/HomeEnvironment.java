package dev.chela.core.secret.internal;

import dev.chela.core.home.Home;
import dev.chela.core.secret.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three places in their order. {@code ./.env} of the working directory is not among them: it may be anybody's. */
@Component
public final class HomeEnvironment implements Environment {
    private static final Logger LOG = LoggerFactory.getLogger(HomeEnvironment.class);

    private final Map<String, String> process;
    private final Path file;
    private volatile Map<String, String> dotEnv = Map.of();
    private volatile Map<String, String> inline = Map.of();

    @Activate
    public HomeEnvironment(@Reference Home home) {
        this(home, System.getenv());
    }

    public HomeEnvironment(Home home, Map<String, String> process) {
        this.process = Map.copyOf(process);
        this.file = home.root().resolve(".env");
        refresh();
    }

    @Override
    public Optional<String> value(String name) {
        return filled(process, name).or(() -> filled(dotEnv, name)).or(() -> filled(inline, name));
    }

    private static Optional<String> filled(Map<String, String> from, String name) {
        return Optional.ofNullable(from.get(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public void refresh() {
        if (!Files.isRegularFile(file)) {
            dotEnv = Map.of();
            return;
        }
        try {
            dotEnv = DotEnv.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read, its variables stay as they were: {}", file, unreadable.toString());
        }
    }

    @Override
    public void inline(Map<String, String> variables) {
        inline = Map.copyOf(variables);
    }
}
