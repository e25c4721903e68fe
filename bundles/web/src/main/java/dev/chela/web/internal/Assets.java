package dev.chela.web.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the page, by name. They are listed here rather than found by their path, so that no request can name another file.
 * The page itself names the others below a directory that carries a digest of them all: they never change under one address.
 */
final class Assets {
    static final String INDEX = "index.html";
    static final List<String> FILES = List.of(
            "icon.svg",
            "css/base.css", "css/frame.css", "css/log.css", "css/pairing.css", "css/prose.css",
            "js/agent-picker.js", "js/approval-bar.js", "js/approvals.js", "js/blocks.js", "js/channels-page.js", "js/channels.js", "js/chat-log.js", "js/chat.js", "js/composer.js",
            "js/conversation.js", "js/copy.js", "js/credentials.js", "js/dialogs.js", "js/dom.js", "js/files.js", "js/gateway.js",
            "js/greeting.js", "js/highlight.js", "js/ids.js", "js/jobs-page.js", "js/jobs.js", "js/login.js", "js/main.js", "js/markdown.js", "js/media.js", "js/messages.js",
            "js/model-picker.js", "js/pairing-page.js", "js/pairings.js", "js/place.js", "js/plugins-page.js", "js/plugins.js", "js/question-bar.js", "js/questions.js", "js/reading.js", "js/session-list.js",
            "js/sessions.js", "js/theme.js", "js/tool-card.js", "js/view.js", "js/waiting.js", "js/waiting-bar.js",
            "lib/marked/marked.esm.js", "lib/marked/LICENSE.md", "lib/dompurify/purify.es.mjs", "lib/dompurify/LICENSE");

    private final Map<String, Asset> files;
    private final String directory;
    private final Asset index;

    private Assets(Map<String, Asset> files) {
        this.files = files;
        var contents = files.values().stream().map(Asset::plain).toArray(byte[][]::new);
        this.directory = "assets/" + Digests.of(contents);
        var page = new String(read(INDEX), UTF_8).replace("@assets@", directory);
        this.index = Asset.of(INDEX, page.getBytes(UTF_8));
    }

    static Assets load() {
        var files = new LinkedHashMap<String, Asset>();
        FILES.forEach(name -> files.put(name, Asset.of(name, read(name))));
        return new Assets(files);
    }

    Asset index() {
        return index;
    }

    /** Where the files are, relative to the page: {@code assets/<digest>}. */
    String directory() {
        return directory;
    }

    /** @param path relative to the page, {@code assets/<digest>/js/main.js} */
    Optional<Asset> at(String path) {
        var prefix = directory + "/";
        return path.startsWith(prefix) ? Optional.ofNullable(files.get(path.substring(prefix.length()))) : Optional.empty();
    }

    private static byte[] read(String name) {
        try (var in = Assets.class.getResourceAsStream("/site/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the web bundle lacks its file site/" + name + ": build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading site/" + name + " from the web bundle", e);
        }
    }
}
