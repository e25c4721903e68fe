package dev.chela.rpc.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.user.Preferences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code themes.list} and {@code themes.get}: how the owner wants pages to look. Pages bring their themes themselves; the gateway has none
 * to add, and knows which one was chosen.
 */
@Component(service = RpcMethods.class)
public final class ThemeMethods implements RpcMethods {
    private static final String THEME = "ui.theme";
    private static final String MODE = "ui.themeMode";
    /** What pages show where nothing was chosen. */
    private static final String USUAL = "claw";

    private final Preferences preferences;

    @Activate
    public ThemeMethods(@Reference Preferences preferences) {
        this.preferences = preferences;
    }

    public record NoParams() {}

    public record Theme(String id, String name, String description, String source, List<String> modes) {
        static Theme of(String id) {
            return new Theme(id, id.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + id.substring(1), "A theme of the page itself.", "builtin",
                    List.of("light", "dark"));
        }
    }

    /** @param overrides what the owner chose, {@code id} and {@code mode} */
    public record Choice(String id, String mode, String scope, Map<String, String> overrides) {}

    public record Themes(Choice current, Theme theme, List<Theme> themes) {}

    @Rpc(value = "themes.list", scope = Scope.READ)
    public Themes list(NoParams params, Caller caller) {
        Choice current = current();
        return new Themes(current, Theme.of(current.id()), Stream.of(USUAL, current.id()).distinct().map(Theme::of).toList());
    }

    public record GetParams(Optional<String> id) {}

    public record One(Choice current, Theme theme) {}

    @Rpc(value = "themes.get", scope = Scope.READ)
    public One get(GetParams params, Caller caller) {
        Choice current = current();
        String wanted = params.id().orElse(current.id());
        if (!wanted.equals(USUAL) && !wanted.equals(current.id())) {
            throw RpcFault.invalid("Theme " + wanted + " is not known here; themes.list tells those that are");
        }
        return new One(current, Theme.of(wanted));
    }

    private Choice current() {
        Map<String, JsonNode> all = preferences.of(Preferences.OWNER);
        Map<String, String> overrides = new LinkedHashMap<>();
        word(all, THEME).ifPresent(id -> overrides.put("id", id));
        word(all, MODE).filter(List.of("light", "dark", "system")::contains).ifPresent(mode -> overrides.put("mode", mode));
        return new Choice(overrides.getOrDefault("id", USUAL), overrides.getOrDefault("mode", "system"), "profile", overrides);
    }

    private static Optional<String> word(Map<String, JsonNode> all, String key) {
        return Optional.ofNullable(all.get(key)).filter(JsonNode::isTextual).map(JsonNode::asText).filter(text -> !text.isBlank());
    }
}
