package dev.chela.core.model;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A model as a person names it: {@code provider/model}, and behind an {@code @} the one credential to ask it with.
 *
 * @param profile empty for any
 */
public record ModelWish(ModelRef model, String profile) {
    /** What stands behind an {@code @} in names of models. */
    private static final Pattern VERSION = Pattern.compile("[0-9]{8}|latest|default");

    /** @throws Permanent when there is no such model, or its provider has no such credential; the message lists what there is */
    public static ModelWish of(Models models, String wanted) {
        String wish = wanted.strip();
        int first = wish.indexOf('@', wish.lastIndexOf('/') + 1);
        for (int at = first; at > 0; at = wish.indexOf('@', at + 1)) {
            String profile = wish.substring(at + 1);
            if (!VERSION.matcher(profile.split("@", 2)[0]).matches()) {
                return with(models, wish, at, profile);
            }
        }
        return new ModelWish(models.resolve(wish), "");
    }

    private static ModelWish with(Models models, String wish, int at, String profile) {
        if (models.list().stream().anyMatch(offer -> offer.ref().toString().equals(wish))) {
            return new ModelWish(models.resolve(wish), "");
        }
        ModelRef model = models.resolve(wish.substring(0, at));
        List<String> known = models.credentials(model.provider()).stream().map(Models.Held::profile).toList();
        if (!known.contains(profile)) {
            throw new Permanent(model.provider() + " has no credential '" + profile + "'"
                    + (known.isEmpty() ? "" : "; it has " + String.join(", ", known)) + ". Credentials stand in auth.profiles");
        }
        return new ModelWish(model, profile);
    }
}
