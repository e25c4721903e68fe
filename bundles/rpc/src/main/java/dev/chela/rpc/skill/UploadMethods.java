package dev.chela.rpc.skill;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.config.Range;
import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.skill.SkillArchives;
import dev.chela.core.skill.SkillArchives.Existing;
import dev.chela.core.skill.SkillArchives.Installed;
import dev.chela.core.skill.Skills;
import dev.chela.rpc.skill.Uploads.Upload;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code skills.upload.*} and {@code skills.install}: a skill that a client sends, as a zip in parts. Off unless
 * {@code skills.install.allowUploadedArchives} says otherwise, since a skill is a program in the hands of a model.
 */
@Component(service = RpcMethods.class)
public final class UploadMethods implements RpcMethods {
    private static final String HEX = "[0-9a-fA-F]{64}";

    private final Uploads uploads;
    private final Skills skills;
    private final SkillArchives archives;
    private final Agents agents;
    private final SkillNews news;

    @Activate
    public UploadMethods(@Reference Uploads uploads, @Reference Skills skills, @Reference SkillArchives archives, @Reference Agents agents,
            @Reference SkillNews news) {
        this.news = news;
        this.uploads = uploads;
        this.skills = skills;
        this.archives = archives;
        this.agents = agents;
    }

    public enum Kind { @JsonProperty("skill-archive") SKILL_ARCHIVE }

    /** @param force said again when it is installed, where it counts */
    public record BeginParams(
            Kind kind, String slug, @Range(min = 1, max = 9_007_199_254_740_991L) long sizeBytes, Optional<String> sha256, Optional<Boolean> force,
            Optional<String> idempotencyKey) {}

    public record Begun(String uploadId, long sizeBytes, long receivedBytes, String expiresAt) {}

    @Rpc(value = "skills.upload.begin", scope = Scope.ADMIN)
    public Begun begin(BeginParams params, Caller caller) {
        present("skills.upload.begin", "slug", params.slug());
        params.idempotencyKey().ifPresent(key -> present("skills.upload.begin", "idempotencyKey", key));
        digest("skills.upload.begin", params.sha256());
        allowed();
        return begun(asked(() -> uploads.begin(params.slug(), params.sizeBytes(), params.sha256(), params.idempotencyKey())));
    }

    private static Begun begun(Upload upload) {
        return new Begun(upload.id(), upload.size(), upload.received(), upload.ends().toString());
    }

    public record ChunkParams(String uploadId, @Range(min = 0, max = 9_007_199_254_740_991L) long offset, String dataBase64) {}

    @Rpc(value = "skills.upload.chunk", scope = Scope.ADMIN)
    public Begun chunk(ChunkParams params, Caller caller) {
        present("skills.upload.chunk", "uploadId", params.uploadId());
        present("skills.upload.chunk", "dataBase64", params.dataBase64());
        return begun(asked(() -> uploads.chunk(params.uploadId(), params.offset(), bytes(params.dataBase64()))));
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw RpcFault.invalid("invalid skills.upload.chunk params: at /dataBase64: is no base64: " + malformed.getMessage());
        }
    }

    public record CommitParams(String uploadId, Optional<String> sha256) {}

    public record Committed(boolean ok, String uploadId, long sizeBytes, String sha256) {}

    @Rpc(value = "skills.upload.commit", scope = Scope.ADMIN)
    public Committed commit(CommitParams params, Caller caller) {
        present("skills.upload.commit", "uploadId", params.uploadId());
        digest("skills.upload.commit", params.sha256());
        Upload upload = asked(() -> uploads.commit(params.uploadId(), params.sha256()));
        return new Committed(true, upload.id(), upload.size(), upload.sha256().orElseThrow());
    }

    /** @param agentId whose skill it is to be; all agents' when not said */
    public record InstallParams(
            Optional<String> agentId, Optional<String> source, Optional<String> uploadId, Optional<String> slug, Optional<Boolean> force,
            Optional<String> sha256, @Range(min = 1000) Optional<Long> timeoutMs, Optional<String> name, Optional<String> installId,
            Optional<String> version, Optional<Boolean> dangerouslyForceUnsafeInstall) {
        /** What goes with another source, or with none. */
        Map<String, Optional<?>> ofOthers() {
            Map<String, Optional<?>> all = new LinkedHashMap<>();
            all.put("name", name);
            all.put("installId", installId);
            all.put("version", version);
            all.put("dangerouslyForceUnsafeInstall", dangerouslyForceUnsafeInstall);
            return all;
        }
    }

    public record Done(boolean ok, String message, String stdout, String stderr, int code) {}

    @Rpc(value = "skills.install", scope = Scope.ADMIN)
    public Done install(InstallParams params, Caller caller) {
        String source = params.source().orElseThrow(() -> RpcFault.invalid(params.name().isPresent() && params.installId().isPresent()
                ? "the programs of a skill are not installed from here; skills.status says which are missing, and how to get them"
                : "invalid skills.install params: at root: must have required property 'source'"));
        if (!source.equals("upload")) {
            throw SkillSettings.noRegistry(source);
        }
        params.ofOthers().forEach((name, value) -> value.ifPresent(said -> {
            throw RpcFault.invalid("invalid skills.install params: at root: unexpected property '" + name + "' with source 'upload'");
        }));
        digest("skills.install", params.sha256());
        String slug = required("slug", params.slug());
        Upload upload = asked(() -> uploads.find(required("uploadId", params.uploadId())));
        allowed();
        return done(params, slug, upload);
    }

    private Done done(InstallParams params, String slug, Upload upload) {
        boolean other = params.sha256().filter(said -> !upload.sha256().orElse("").equalsIgnoreCase(said)).isPresent();
        if (!upload.whole() || !upload.slug().equals(slug) || other) {
            throw RpcFault.invalid(!upload.whole() ? "the upload is not complete; say skills.upload.commit first"
                    : other ? "the upload's SHA-256 is " + upload.sha256().orElse("") : "the upload is of \"" + upload.slug() + "\", not of \"" + slug + "\"");
        }
        Installed installed = asked(() -> news.tell(() -> archives.install(upload.file(), slug, params.agentId().map(id -> SkillMethods.agent(agents, Optional.of(id))),
                params.force().orElse(false) ? Existing.GIVES_WAY : Existing.STAYS)));
        uploads.end(upload.id());
        return new Done(true, "Installed " + installed.skill().name() + " in " + installed.folder() + "; it counts in the next turn.", "", "", 0);
    }

    private void allowed() {
        if (!skills.takesArchives()) {
            throw RpcFault.invalid("skills are not taken from clients; set skills.install.allowUploadedArchives to true, or put the skill's folder into "
                    + skills.managed());
        }
    }

    private static String required(String name, Optional<String> value) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> RpcFault.invalid("invalid skills.install params: at root: must have required property '" + name + "'"));
    }

    private static void present(String method, String at, String text) {
        if (text.isBlank()) {
            throw RpcFault.invalid("invalid " + method + " params: at /" + at + ": must NOT have fewer than 1 characters");
        }
    }

    private static void digest(String method, Optional<String> sha256) {
        if (sha256.filter(said -> !said.matches(HEX)).isPresent()) {
            throw RpcFault.invalid("invalid " + method + " params: at /sha256: must be 64 hexadecimal digits");
        }
    }

    private static <T> T asked(Supplier<T> what) {
        try {
            return what.get();
        } catch (Permanent refused) {
            throw RpcFault.invalid(String.valueOf(refused.getMessage()));
        }
    }
}
