package dev.chela.rpc.session;

import dev.chela.api.id.ModelRef;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.model.Models;
import java.util.List;

/** How hard a model is to think, in the protocol's words. */
public final class Thinking {
    private static final String OFF = "off";

    private Thinking() {}

    public record Level(String id, String label) {}

    public static List<Level> levels(Models models, ModelRef model) {
        return models.thinkingLevels(model).stream().map(level -> new Level(level, level)).toList();
    }

    /**
     * @param at the property that it came in
     * @return the level; empty for {@code off} where the model is never told to think, since there it says nothing
     * @throws RpcFault when the model cannot be told so; the message lists what it can be told
     */
    public static String read(Models models, ModelRef model, String method, String at, String wanted) {
        List<String> known = models.thinkingLevels(model);
        if (known.contains(wanted)) {
            return wanted;
        }
        if (wanted.equals(OFF) && known.isEmpty()) {
            return "";
        }
        throw RpcFault.invalid("invalid " + method + " params: at /" + at + ": " + (known.isEmpty()
                ? model + " cannot be told how hard to think" : model + " knows " + String.join(", ", known)) + ", not '" + wanted + "'");
    }
}
