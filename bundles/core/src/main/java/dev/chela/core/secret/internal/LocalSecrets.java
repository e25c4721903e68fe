package dev.chela.core.secret.internal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.core.home.Home;
import dev.chela.core.json.Json;
import dev.chela.core.secret.Environment;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.SecretRef;
import dev.chela.core.secret.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Secrets of this machine: environment variables, and files that no other user can read. */
@Component
public final class LocalSecrets implements Secrets {
    private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]{0,127}");
    private static final long LARGEST = 1 << 20;
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Home home;
    private final Environment environment;
    private final Redactor redactor;

    @Activate
    public LocalSecrets(@Reference Home home, @Reference Environment environment, @Reference Redactor redactor) {
        this.home = home;
        this.environment = environment;
        this.redactor = redactor;
    }

    @Override
    public Secret resolve(SecretRef ref) {
        Secret secret = new Secret(switch (ref.source()) {
            case "env" -> variable(ref.id());
            case "file" -> inFile(ref);
            default -> throw new Permanent("the secret source \"" + ref.source()
                    + "\" is not built here; use \"env\" or \"file\"");
        });
        redactor.keep(secret);
        return secret;
    }

    private String variable(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Permanent("\"" + name + "\" is not the name of an environment variable (capital letters, digits, _)");
        }
        return environment.value(name).orElseThrow(() -> new Permanent(
                "the environment variable " + name + " is not set; set it, or put it into " + home.root().resolve(".env")));
    }

    private String inFile(SecretRef ref) {
        Path file = home.root().resolve(ref.path());
        String text = read(file);
        if (ref.id().isEmpty() || ref.id().equals("value")) {
            return text.strip();
        }
        if (!ref.id().startsWith("/")) {
            throw new Permanent("the id \"" + ref.id() + "\" of a secret in " + file + " must be \"value\" or a JSON pointer");
        }
        return pointed(file, text, ref.id());
    }

    private static String pointed(Path file, String text, String pointer) {
        JsonNode found;
        try {
            found = Json.read(text).at(JsonPointer.compile(pointer));
        } catch (Permanent malformed) {
            // Not the cause: a parser's message quotes the text it could not read.
            throw new Permanent(file + " holds no JSON, so \"" + pointer + "\" cannot be looked up in it");
        }
        if (!found.isTextual()) {
            throw new Permanent(file + " holds no text at " + pointer);
        }
        return found.textValue();
    }

    private static String read(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new Permanent("the secret's file " + file + " does not exist or is no regular file");
            }
            if (Files.size(file) > LARGEST) {
                throw new Permanent("the secret's file " + file + " is larger than 1 MiB");
            }
            requirePrivate(file);
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Permanent("the secret's file " + file + " cannot be read: " + e, e);
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new Denied("other users can read the secret's file " + file + "; run: chmod 600 " + file);
        }
    }
}
