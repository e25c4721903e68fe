package dev.chela.httpapi.internal.people;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.core.user.Profiles;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /api/users/ID/avatar}: what {@code users.setAvatar} was given. */
@Component(service = HttpEndpoint.class)
public final class UserPicture implements HttpEndpoint {
    private static final String BEFORE = "/api/users/";
    private static final String BEHIND = "/avatar";

    private final Profiles profiles;

    @Activate
    public UserPicture(@Reference Profiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Route route() {
        return new Route(Set.of("GET"), BEFORE + "*", Access.READER, 0, Duration.ofSeconds(10));
    }

    @Override
    public Reply handle(Request request) {
        String path = request.uri().getPath();
        boolean avatar = path.endsWith(BEHIND) && path.length() > BEFORE.length() + BEHIND.length();
        String person = avatar ? path.substring(BEFORE.length(), path.length() - BEHIND.length()) : "";
        return profiles.picture(person).<Reply>map(UserPicture::shown).orElseGet(() -> new Reply.Full(404, Map.of(), new byte[0]));
    }

    /** Under one address there may be another picture tomorrow: the page asks each time, or names the revision. */
    private static Reply shown(Profiles.Picture picture) {
        return new Reply.Full(200, Map.of("Content-Type", picture.type(), "Cache-Control", "private, no-cache",
                "X-Content-Type-Options", "nosniff"), picture.bytes());
    }
}
