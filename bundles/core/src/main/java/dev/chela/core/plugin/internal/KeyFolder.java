package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.config.Config;
import dev.chela.core.config.Config.Live;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.plugin.Signature;
import dev.chela.core.plugin.Signer;
import dev.chela.core.plugin.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code trust/} of the home. What lies there is what counts: nothing of it is kept anywhere else. */
@Component(service = Trust.class)
public final class KeyFolder implements Trust {
    private static final Pattern KEYS = Pattern.compile("[^.].*\\.(pem|cer|crt|der|pub)");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{8,64}");

    private final Home home;
    private final Live<TrustSettings> settings;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Activate
    public KeyFolder(@Reference Home home, @Reference Config config) {
        this.home = home;
        this.settings = config.section("plugins.trust", TrustSettings.class);
        settings.onChange(changed -> tell());
    }

    @Deactivate
    public void close() {
        settings.close();
    }

    private Path directory() {
        return home.directory("trust");
    }

    @Override
    public Policy policy() {
        return Objects.requireNonNull(settings.get().policy(), "the settings have a default");
    }

    @Override
    public Keys keys() {
        List<Key> keys = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName());
            try {
                KeyFile.read(file).forEach(signer -> keys.add(new Key(signer, name)));
            } catch (Permanent unfit) {
                problems.add(String.valueOf(unfit.getMessage()));
            }
        }
        return new Keys(List.copyOf(keys), List.copyOf(problems));
    }

    private List<Path> files() {
        Path directory = directory();
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> KEYS.matcher(String.valueOf(file.getFileName())).matches()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Signature judge(List<Signer> signers) {
        if (signers.isEmpty()) {
            return new Signature.Unsigned();
        }
        return keys().keys().stream().flatMap(key -> signers.stream().filter(signer -> signer.fingerprint().equals(key.signer().fingerprint()))
                        .map(signer -> (Signature) new Signature.Trusted(signer, key.file())))
                .findFirst().orElseGet(() -> new Signature.Unknown(signers.get(0)));
    }

    @Override
    public List<Key> add(Path file) {
        if (!file.isAbsolute() || !Files.isRegularFile(file)) {
            throw new Permanent(file + " is not a file: give the absolute path of a certificate or a public key");
        }
        List<Signer> signers = KeyFile.read(file);
        String said = String.valueOf(file.getFileName());
        String name = KEYS.matcher(said).matches() ? said : said.replaceFirst("^\\.+", "") + ".pem";
        Path place = directory().resolve(name);
        try {
            byte[] content = Files.readAllBytes(file);
            if (Files.exists(place) && Files.mismatch(file, place) >= 0) {
                throw new Permanent(place + " is another file; remove that, or rename this one");
            }
            PrivateFiles.write(place, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + file + " to " + place + ": " + e.getMessage(), e);
        }
        tell();
        return signers.stream().map(signer -> new Key(signer, name)).toList();
    }

    @Override
    public Key remove(String fingerprint) {
        String wanted = fingerprint.toLowerCase(Locale.ROOT);
        if (!FINGERPRINT.matcher(wanted).matches()) {
            throw new Permanent("'" + fingerprint + "' is no fingerprint: give its first 8 hexadecimal digits, or more of its 64");
        }
        List<Key> all = keys().keys();
        List<Key> meant = all.stream().filter(key -> key.signer().fingerprint().startsWith(wanted)).toList();
        if (meant.isEmpty()) {
            throw new Permanent("no key in " + directory() + " has a fingerprint that begins with " + wanted);
        }
        Key key = meant.stream().max(Comparator.comparing(Key::file)).orElseThrow();
        for (Key other : all) {
            boolean same = other.signer().fingerprint().equals(key.signer().fingerprint());
            if (!same && meant.contains(other)) {
                throw new Permanent("several keys begin with " + wanted + "; give more of the fingerprint");
            }
            if (!same && meant.stream().anyMatch(one -> one.file().equals(other.file()))) {
                throw new Permanent(other.file() + " holds other keys, too: edit or delete it in " + directory());
            }
        }
        meant.forEach(this::delete);
        tell();
        return key;
    }

    /** Durable when it returns: a power cut must not trust again whom somebody was told is trusted no more. */
    private void delete(Key key) {
        Path file = directory().resolve(key.file());
        try {
            Files.deleteIfExists(file);
            PrivateFiles.syncDirectory(directory());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }
}
