package dev.chela.core.outbox.internal;

import dev.chela.api.channel.Button;
import dev.chela.api.channel.Capabilities.Album;
import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.core.markup.Dialect;
import dev.chela.core.outbox.ReturnAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes posts of a text and files, each of which is one thing to the platform: what became of one says nothing about another, so that
 * none is sent twice because of another.
 */
record Packing(ReturnAddress to, Capabilities can) {
    /** In bytes: what Telegram takes, which is the least of all. */
    private static final int LONGEST_ACTION = 64;

    /**
     * The words first and the files behind, unless the words fit under the first of them.
     *
     * @param captions whether words may stand under a file
     */
    List<Outbound.Post> posts(String text, List<MediaRef> files, boolean captions) {
        List<Rendered> words = Dialect.of(can).parts(text, can);
        List<List<MediaRef>> groups = groups(files);
        List<Rendered> caption = captions && !groups.isEmpty() && words.size() == 1 ? caption(text) : List.of();
        List<Outbound.Post> posts = new ArrayList<>();
        if (caption.size() != 1) {
            words.forEach(part -> posts.add(post(posts.isEmpty(), part, List.of())));
        }
        for (List<MediaRef> group : groups) {
            Rendered under = caption.size() == 1 && posts.isEmpty() ? caption.get(0) : new Rendered("plain", "");
            posts.add(post(posts.isEmpty(), under, group));
        }
        return posts;
    }

    /** The last of the posts has the buttons. */
    static List<Outbound.Post> above(List<Button> buttons, List<Outbound.Post> posts) {
        if (buttons.stream().anyMatch(button -> button.actionId().getBytes(StandardCharsets.UTF_8).length > LONGEST_ACTION)) {
            return posts;
        }
        List<Outbound.Post> all = new ArrayList<>(posts);
        Outbound.Post last = all.remove(all.size() - 1);
        all.add(new Outbound.Post(last.to(), last.replyTo(), last.text(), last.media(), buttons, last.tone()));
        return all;
    }

    private List<Rendered> caption(String text) {
        int limit = can.files().caption();
        return limit <= 0 ? List.of() : Dialect.of(can).parts(text, new Capabilities(Math.min(limit, can.textLimit()), can.unit(), can.dialect(),
                can.repeatSafe(), can.kinds(), can.typing(), can.files()));
    }

    /** Neighbours that can stand together do. */
    private List<List<MediaRef>> groups(List<MediaRef> files) {
        Album album = can.files().album();
        List<List<MediaRef>> groups = new ArrayList<>();
        boolean open = false;
        for (MediaRef file : files) {
            boolean fits = album.takes(file);
            if (fits && open && groups.get(groups.size() - 1).size() < album.most()) {
                groups.get(groups.size() - 1).add(file);
            } else {
                groups.add(new ArrayList<>(List.of(file)));
            }
            open = fits;
        }
        return groups;
    }

    private Outbound.Post post(boolean first, Rendered text, List<MediaRef> files) {
        return new Outbound.Post(to.conversation(), first ? to.replyTo() : ReplyTo.NONE, text, List.copyOf(files), List.of(), Tone.NORMAL);
    }
}
