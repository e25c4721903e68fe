package dev.chela.rpc.channel;

import dev.chela.api.grant.Messages.Action.Send;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.rpc.RpcFault;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The files that a client wants sent.
 *
 * @param places paths as the agent may read them, http(s) addresses, {@code data:} URLs; what is named twice goes once
 * @param buffer the content of one more, in base64, or as a {@code data:} URL
 * @param filename and {@code contentType}: of the buffer, else of the only place
 */
record Enclosed(List<String> places, Optional<String> buffer, Optional<String> filename, Optional<String> contentType) {
    /** @param at what a refusal begins with; the property follows */
    List<Enclosure> files(String at) {
        List<Enclosure> files = new ArrayList<>();
        buffer.ifPresent(content -> files.add(held(at, content)));
        LinkedHashSet<String> named = new LinkedHashSet<>(places);
        if (named.stream().anyMatch(String::isBlank)) {
            throw RpcFault.invalid(at + "mediaUrl: must not be empty");
        }
        boolean described = buffer.isEmpty() && named.size() == 1;
        if (!described && buffer.isEmpty() && (filename.isPresent() || contentType.isPresent())) {
            throw RpcFault.invalid(at + (filename.isPresent() ? "filename" : "contentType") + ": says something of one file, and there are " + named.size());
        }
        named.forEach(place -> files.add(described ? new Enclosure.At(place, filename.orElse(""), contentType.orElse("")) : new Enclosure.At(place)));
        if (files.size() > Send.MOST_FILES) {
            throw RpcFault.invalid(at + "mediaUrls: a message takes " + Send.MOST_FILES + " files at most, not " + files.size());
        }
        return List.copyOf(files);
    }

    private Enclosure held(String at, String content) {
        if (content.startsWith("data:")) {
            return new Enclosure.At(content, filename.orElse(""), contentType.orElse(""));
        }
        try {
            return new Enclosure.Holding(Base64.getDecoder().decode(content.replaceAll("\\s", "")), filename.orElse(""), contentType.orElse(""));
        } catch (IllegalArgumentException malformed) {
            throw RpcFault.invalid(at + "buffer: must be base64");
        }
    }
}
