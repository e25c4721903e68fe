package dev.chela.console.command;

import dev.chela.api.model.ModelInfo;
import dev.chela.core.model.Models;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "chela", name = "models", description = "Lists the models that can be chosen, best first. Asks their providers.")
public final class ModelsCommand extends HouseCommand {
    @Reference
    private Models models;

    @Override
    void run(PrintStream out) {
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
