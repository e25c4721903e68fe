package dev.chela.core.media;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Action.Send;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.net.Http;
import dev.chela.core.config.Config;
import dev.chela.core.media.internal.DataUrl;
import dev.chela.core.net.Fetch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Gets files that are to be sent from where they are, and keeps them. Blocks. Safe on any thread. */
@Component(service = Enclosures.class)
public final class Enclosures {
    private static final String LOCAL = "file://";
    private static final Pattern WEB = Pattern.compile("(?i)https?:.*", Pattern.DOTALL);

    private final MediaStore store;
    private final Fetch fetch;
    private final Config.Live<MediaConfig> config;

    @Activate
    public Enclosures(@Reference MediaStore store, @Reference Http http, @Reference Config config) {
        this(store, new Fetch(http.outside(java.util.Set.of())), config);
    }

    Enclosures(MediaStore store, Fetch fetch, Config config) {
        this.store = store;
        this.fetch = fetch;
        this.config = config.section("messages", MediaConfig.class);
    }

    @Deactivate
    public void close() {
        config.close();
    }

    /** Where paths lead, for whoever asks for a file. */
    @FunctionalInterface
    public interface Reach {
        /** No path leads anywhere. */
        Reach NOWHERE = path -> {
            throw new dev.chela.api.fault.Denied("no file of this machine may be sent from here: '" + path + "'");
        };

        /** @throws dev.chela.api.fault.Denied when it may not be read */
        Path of(String path);
    }

    /**
     * All of them, or none.
     *
     * @param channel for messages
     * @throws Permanent when the channel cannot send files, there are too many, or one is not there or is too large
     * @throws dev.chela.api.fault.Transient when one cannot be had now
     * @throws dev.chela.api.fault.Denied when one may not be had
     */
    public Kept gather(List<Enclosure> wanted, String channel, Capabilities can, Reach reach) {
        refuse(wanted, channel, can);
        long most = Math.min(config.get().delivery().most(), can.files().largest());
        List<MediaRef> refs = new ArrayList<>();
        try {
            for (Enclosure one : wanted) {
                refs.add(keep(one, most, reach));
            }
            return new Kept(refs, store::release);
        } catch (RuntimeException failed) {
            refs.forEach(store::release);
            throw failed;
        }
    }

    /** @throws Permanent when there is one file, and the channel cannot send any */
    private static void refuse(List<Enclosure> wanted, String channel, Capabilities can) {
        if (!wanted.isEmpty() && can.files().largest() <= 0) {
            throw new Permanent(channel + " cannot send files");
        }
        if (wanted.size() > Send.MOST_FILES) {
            throw new Permanent("a message takes " + Send.MOST_FILES + " files at most, not " + wanted.size());
        }
    }

    private MediaRef keep(Enclosure one, long most, Reach reach) {
        if (one instanceof Enclosure.Holding holding) {
            return keep(holding.content(), holding.name(), holding.mimeType(), most);
        }
        Enclosure.At at = (Enclosure.At) one;
        String place = at.place().strip();
        if (place.startsWith("data:")) {
            DataUrl data = DataUrl.read(place);
            return keep(data.content(), at.name(), at.mimeType().isEmpty() ? data.mimeType() : at.mimeType(), most);
        }
        return WEB.matcher(place).matches() ? fetch.get(place, (answer, name, type) ->
                store.keep(answer, first(at.name(), name), first(at.mimeType(), type), most)) : file(at, place, most, reach);
    }

    private MediaRef keep(byte[] content, String name, String mimeType, long most) {
        try {
            return store.keep(new ByteArrayInputStream(content), name, mimeType, most);
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can always be read", impossible);
        }
    }

    private MediaRef file(Enclosure.At at, String place, long most, Reach reach) {
        Path path = found(place, reach);
        try (InputStream content = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return store.keep(content, first(at.name(), path.getFileName().toString()), at.mimeType(), most);
        } catch (IOException unreadable) {
            throw new Permanent("'" + place + "' cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * A file of this machine as it is at this moment, for somebody who looks at it. Nothing of it is kept.
     *
     * @param most bytes
     * @throws Permanent when it is not there, or larger
     * @throws dev.chela.api.fault.Denied when it may not be had
     */
    public Shown look(String place, long most, Reach reach) {
        return Shown.of(found(place, reach), place, Math.min(most, config.get().delivery().most()));
    }

    private static Path found(String place, Reach reach) {
        Path path = reach.of(place.startsWith(LOCAL) ? place.substring(LOCAL.length()) : place);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new Permanent("'" + place + "' is no file");
        }
        return path;
    }

    private static String first(String one, String other) {
        return one.isBlank() ? other : one;
    }
}
