package dev.chela.channel.telegram.internal;

import dev.chela.api.channel.Capabilities.Album;
import dev.chela.api.channel.Capabilities.Files;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import java.util.Optional;
import java.util.Set;

/** Which files Telegram takes, and as what. Pure. The limits are the Bot API's (core.telegram.org/bots/api, "Sending files"). */
final class Uploads {
    private static final int CAPTION = 1_024;
    private static final long LARGEST = 50_000_000;
    private static final long LARGEST_PHOTO = 10_000_000;
    static final Album ALBUM = new Album(10, LARGEST_PHOTO, Set.of("image/jpeg", "image/png", "image/webp", "video/mp4"));
    static final Files FILES = new Files(LARGEST, CAPTION, ALBUM);

    private Uploads() {}

    /** A picture that is too large for one is a document. */
    static String kind(MediaRef file) {
        return switch (file.mimeType()) {
            case "image/jpeg", "image/png", "image/webp" -> file.bytes() > LARGEST_PHOTO ? "document" : "photo";
            case "image/gif" -> "animation";
            case "audio/ogg", "audio/opus" -> "voice";
            case "audio/mpeg", "audio/mp4", "audio/m4a", "audio/x-m4a" -> "audio";
            case "video/mp4" -> "video";
            default -> "document";
        };
    }

    /** Whether all of them are one message. */
    static boolean together(Outbound.Post post) {
        return post.media().size() > 1 && post.media().size() <= ALBUM.most() && post.buttons().isEmpty() && post.media().stream().allMatch(ALBUM::takes);
    }

    static Optional<Delivery.Rejected> unfit(MediaRef file) {
        if (file.kept()) {
            return file.bytes() <= LARGEST ? Optional.empty() : Optional.of(new Delivery.Rejected(Refusal.TOO_LARGE,
                    "the file '" + file.name() + "' has " + file.bytes() + " bytes; Telegram takes files of up to " + LARGEST + " from bots"));
        }
        return known(file) ? Optional.empty() : Optional.of(new Delivery.Rejected(Refusal.BAD_FORMAT,
                "the file '" + file.id() + "' is neither kept here, nor Telegram's own, nor at a web address"));
    }

    /** A file's id at Telegram has no colon and no slash. */
    private static boolean known(MediaRef media) {
        return media.id().startsWith("https://") || media.id().startsWith("http://") || media.id().matches("[A-Za-z0-9_-]{8,}");
    }
}
