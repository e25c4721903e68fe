package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files that are sent: each is announced and brought, and then all are shared by one call (docs.slack.dev, "Working with files"). Their ids are
 * kept until it is known what became of that call, for Slack can be asked about a file.
 */
final class Uploads {
    private static final long SLOW_BYTES_A_SECOND = 100_000;
    private static final Duration SHARING = Duration.ofSeconds(2);

    private final WebApi api;
    private final ChannelHost host;

    Uploads(WebApi api, ChannelHost host) {
        this.api = api;
        this.host = host;
    }

    /** @param refused why they were not brought */
    record Brought(List<String> ids, Optional<Answer.Refused> refused) {}

    Brought bring(List<MediaRef> files) {
        List<String> ids = new ArrayList<>();
        for (MediaRef file : files) {
            Answer place = api.ask(Call.of("files.getUploadURLExternal").with("filename", file.name()).with("length", String.valueOf(file.bytes())));
            Optional<Answer.Refused> no = place instanceof Answer.Ok ok ? brought(ok.body().path("upload_url").asText(), file) : Optional.of((Answer.Refused) place);
            if (no.isPresent()) {
                return new Brought(List.of(), no);
            }
            ids.add(((Answer.Ok) place).body().path("file_id").asText());
        }
        return new Brought(List.copyOf(ids), Optional.empty());
    }

    private Optional<Answer.Refused> brought(String address, MediaRef file) {
        Part part = new Part("filename", file.name(), file.mimeType(), file.bytes(), () -> host.media(file));
        try {
            return api.bring(address, part, Sending.WITHIN.plusSeconds(file.bytes() / SLOW_BYTES_A_SECOND)) ? Optional.empty()
                    : Optional.of(new Answer.Refused(0, "Slack did not take the file " + file.name(), "", Duration.ZERO));
        } catch (Transient lost) {
            return Optional.of(new Answer.Refused(0, String.valueOf(lost.getMessage()), "", lost.after()));
        } catch (Permanent | Denied astray) {
            return Optional.of(new Answer.Refused(400, String.valueOf(astray.getMessage()), "", Duration.ZERO));
        }
    }

    Call completion(Outbound.Post post, String channel, List<String> ids) {
        ArrayNode files = Json.array();
        for (int i = 0; i < ids.size(); i++) {
            files.addObject().put("id", ids.get(i)).put("title", post.media().get(i).name());
        }
        Call call = Call.of("files.completeUploadExternal").with("channel_id", channel).with("files", files);
        return Posts.threaded(post.text().text().isBlank() ? call : call.with("initial_comment", Posts.text(post.text())), post.to());
    }

    void begun(String mark, List<String> ids) {
        host.state().put(name(mark), String.join(" ", ids));
    }

    void settled(String mark) {
        host.state().remove(name(mark));
    }

    private static String name(String mark) {
        return "files:" + mark;
    }

    /** Slack shares a file soon after it was told to: where it has not said the message yet, the file stands for it. */
    static MessageRef reference(JsonNode answer, String channel, List<String> ids) {
        return new MessageRef(share(answer.path("files").path(0), channel).orElse(ids.get(0)));
    }

    private static Optional<String> share(JsonNode file, String channel) {
        for (String how : new String[] {"public", "private"}) {
            String ts = file.path("shares").path(how).path(channel).path(0).path("ts").asText("");
            if (!ts.isEmpty()) {
                return Optional.of(ts);
            }
        }
        return Optional.empty();
    }

    /** The message by which a file was shared. */
    Optional<String> standing(String file, String channel) {
        return api.ask(Call.of("files.info").with("file", file)) instanceof Answer.Ok ok ? share(ok.body().path("file"), channel) : Optional.empty();
    }

    /**
     * Whether files that were to be shared are.
     *
     * @return empty when they were not
     * @throws Transient when Slack cannot tell now
     */
    Optional<MessageRef> shared(String mark, String channel) {
        Optional<String> kept = host.state().get(name(mark));
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        String file = kept.get().split(" ")[0];
        Answer answer = api.ask(Call.of("files.info").with("file", file));
        if (answer instanceof Answer.Refused no && !no.error().equals("file_not_found")) {
            throw new Transient("Slack does not say what became of a file: " + no, no.retryAfter());
        }
        Optional<MessageRef> there = answer instanceof Answer.Ok ok ? Optional.of(share(ok.body().path("file"), channel).map(MessageRef::new)
                .orElseThrow(() -> new Transient("Slack is still sharing a file", SHARING))) : Optional.empty();
        settled(mark);
        return there;
    }
}
