package dev.chela.rpc.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.user.Preferences;
import dev.chela.core.user.Profiles;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code users.self}, {@code users.list}, {@code users.setDisplayName} and {@code users.setAvatar}: the one person who uses this house. */
@Component(service = RpcMethods.class)
public final class ProfileMethods implements RpcMethods {
    private static final int LONGEST = 256;

    private final Profiles profiles;

    @Activate
    public ProfileMethods(@Reference Profiles profiles) {
        this.profiles = profiles;
    }

    public record NoParams() {}

    /** Nobody here has another self or an account elsewhere. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(
            String id, @Nullable String displayName, @Nullable String avatarMime, @Nullable String mergedInto, long createdAt,
            long updatedAt, List<String> emails, @Nullable String githubIdentity, boolean hasAvatar) {
        static Shown of(Profiles.Profile profile) {
            return new Shown(profile.person(), profile.displayName().isEmpty() ? null : profile.displayName(),
                    profile.pictureType().isEmpty() ? null : profile.pictureType(), null,
                    profile.createdAt(), profile.updatedAt(), List.of(), null, !profile.pictureType().isEmpty());
        }
    }

    public record One(Shown profile) {}

    public record All(List<Shown> profiles) {}

    @Rpc(value = "users.self", scope = Scope.WRITE)
    public One self(NoParams params, Caller caller) {
        return new One(Shown.of(profiles.of(Preferences.OWNER)));
    }

    @Rpc(value = "users.list", scope = Scope.READ)
    public All list(NoParams params, Caller caller) {
        return new All(List.of(Shown.of(profiles.of(Preferences.OWNER))));
    }

    private static void checkKnown(String profile) {
        if (!profile.equals(Preferences.OWNER)) {
            throw RpcFault.invalid("unknown profile: " + profile);
        }
    }

    public record AvatarParams(String profileId, String mime, String avatarBase64) {}

    /** @param avatarRevision another with another picture, for the address {@code /api/users/ID/avatar?v=} */
    public record Drawn(Shown profile, String avatarRevision) {}

    @Rpc(value = "users.setAvatar", scope = Scope.WRITE)
    public Drawn draw(AvatarParams params, Caller caller) {
        checkKnown(params.profileId());
        Profiles.Picture picture = Avatar.read(params.mime(), params.avatarBase64());
        profiles.picture(Preferences.OWNER, picture);
        return new Drawn(Shown.of(profiles.of(Preferences.OWNER)), Avatar.revision(picture));
    }

    /** @param displayName null or blank for none */
    public record NameParams(String profileId, Field<String> displayName) {}

    @Rpc(value = "users.setDisplayName", scope = Scope.WRITE)
    public One name(NameParams params, Caller caller) {
        checkKnown(params.profileId());
        if (params.displayName() instanceof Field.Absent) {
            throw RpcFault.invalid("invalid users.setDisplayName params: at root: must have required property 'displayName'");
        }
        String name = params.displayName() instanceof Field.Set<String> set ? set.value().strip() : "";
        if (name.length() > LONGEST) {
            throw RpcFault.invalid("invalid users.setDisplayName params: at /displayName: must have at most " + LONGEST + " characters");
        }
        profiles.name(Preferences.OWNER, name);
        return self(new NoParams(), caller);
    }
}
