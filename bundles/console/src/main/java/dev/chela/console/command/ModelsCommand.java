package dev.chela.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.model.ModelInfo;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.config.ConfigEditor.Outcome;
import dev.chela.core.json.Json;
import dev.chela.core.model.Models;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "models", description = "Lists the models that can be chosen, best first, or sets the one that agents answer with. Asks their providers.")
public final class ModelsCommand extends HouseCommand {
    @Argument(index = 0, name = "what", description = "list or set")
    @Completion(value = StringsCompleter.class, values = {"list", "set"})
    private String what = "list";

    @Argument(index = 1, name = "model", description = "PROVIDER/MODEL, for set")
    @Completion(ModelNames.class)
    private @Nullable String model;

    @Reference
    private Models models;

    @Reference
    private Config config;

    @Reference
    private ConfigEditor editor;

    @Override
    void run(PrintStream out) {
        switch (what) {
            case "list" -> list(out);
            case "set" -> out.println(Plain.line("Agents answer with " + set() + " unless they or a session have another."));
            default -> throw new Permanent("'" + what + "' is neither list nor set");
        }
    }

    private String set() {
        if (model == null) {
            throw new Permanent("say which one: chela:models set PROVIDER/MODEL");
        }
        String wanted = models.resolve(model).toString();
        boolean object = config.current().written().at("/agents/defaults/model").isObject();
        ObjectNode patch = Json.object();
        ObjectNode defaults = patch.putObject("agents").putObject("defaults");
        (object ? defaults.putObject("model") : defaults).put(object ? "primary" : "model", wanted);
        if (editor.patch(Json.write(patch), List.of(), Optional.empty()) instanceof Outcome.Refused refused) {
            throw new Permanent(refused.why());
        }
        return wanted;
    }

    private void list(PrintStream out) {
        Table table = new Table("There are no models: no provider is installed.", "Model", "Usable", "Context", "Answer", "Reads", "Name");
        models.list().forEach(offer -> table.row(offer.ref(), offer.available() ? "yes" : "no",
                Plain.tokens(offer.info().contextWindow()), Plain.tokens(offer.info().maxTokens()), reads(offer.info()),
                offer.info().name()));
        print(table, out);
    }

    private static String reads(ModelInfo info) {
        return info.images() ? "text, images" : "text";
    }
}
