package dev.chela.cli.doctor;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import dev.chela.cli.target.ConfigFile;
import dev.chela.cli.target.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of the section {@code hooks} lets other systems do more than its owner may have meant. Nothing where hooks are off. */
final class WebhookChecks {
    private static final String CHECK = "hooks";
    private static final int SHORT = 24;

    private final Surroundings surroundings;
    private final ConfigFile file;

    WebhookChecks(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.file = new ConfigFile(surroundings);
    }

    List<Finding> all() {
        Json config;
        try {
            config = file.read();
        } catch (Failure unreadable) {
            return List.of(); // Which the check of the file itself tells.
        }
        return config.at("hooks.enabled").isTrue() ? checked(config) : List.of();
    }

    private List<Finding> checked(Json config) {
        List<Finding> findings = new ArrayList<>();
        value(config, "hooks.token").ifPresent(token -> token(config, token).ifPresent(findings::add));
        Json hooks = config.get("hooks");
        if (hooks.get("allowRequestSessionKey").isTrue() && hooks.get("allowedSessionKeyPrefixes").items().isEmpty()) {
            findings.add(Finding.warn(CHECK, "callers may speak in any conversation, the owner's own included",
                    "Set hooks.allowedSessionKeyPrefixes, for instance to [\"hook:\"]."));
        }
        hooks.get("mappings").items().stream().filter(mapping -> mapping.get("allowUnsafeExternalContent").isTrue()).forEach(mapping ->
                findings.add(Finding.warn(CHECK, "the mapping " + mapping.get("id").text(mapping.at("match.path").text())
                        + " tells the model what others wrote as if its owner had", "Take allowUnsafeExternalContent out.")));
        return findings.isEmpty() ? List.of(Finding.ok(CHECK, "other systems may start turns, in marks and with a token of their own")) : findings;
    }

    private Optional<Finding> token(Json config, String token) {
        boolean shared = value(config, "gateway.auth.token").or(() -> value(config, "gateway.auth.password")).or(this::generated).filter(token::equals).isPresent();
        if (shared) {
            return Optional.of(Finding.fail(CHECK, "hooks.token is the gateway's own secret", "Choose another: whoever calls a hook could do everything."));
        }
        return token.length() < SHORT ? Optional.of(Finding.warn(CHECK, "hooks.token has less than " + SHORT + " characters",
                "Choose a longer one, for instance with: openssl rand -hex 32")) : Optional.empty();
    }

    /** Empty where it is not set, or is not known here: a variable of the gateway's own environment. */
    private Optional<String> value(Json config, String path) {
        try {
            return Optional.of(file.text(config, path)).filter(text -> !text.isBlank());
        } catch (Failure unknownVariable) {
            return Optional.empty();
        }
    }

    private Optional<String> generated() {
        try {
            return Files.exists(surroundings.tokenFile()) ? Optional.of(Files.readString(surroundings.tokenFile()).strip()) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty(); // Which the check of that file tells.
        }
    }
}
