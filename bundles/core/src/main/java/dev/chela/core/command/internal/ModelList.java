package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.model.Models;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /models}: the providers, or the models of one. */
@Component(service = Command.class)
public final class ModelList implements Command {
    private static final int PAGE = 30;

    private final Models models;

    @Activate
    public ModelList(@Reference Models models) {
        this.models = models;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("models", List.of(), "Lists the models: /models, /models PROVIDER, /models PROVIDER PAGE", true);
    }

    @Override
    public String run(CommandCall call) {
        String[] words = call.args().split("\\s+");
        Map<String, List<Models.Offer>> byProvider = models.list().stream()
                .collect(Collectors.groupingBy(offer -> offer.ref().provider(), TreeMap::new, Collectors.toList()));
        if (words[0].isEmpty()) {
            return byProvider.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue().size())
                    .collect(Collectors.joining("\n", "Models by provider; /models PROVIDER lists them:\n", ""));
        }
        List<Models.Offer> offers = byProvider.get(words[0].toLowerCase(Locale.ROOT));
        return offers == null ? "There is no provider \"" + words[0] + "\" here. There are: " + String.join(", ", byProvider.keySet())
                : page(offers, words.length > 1 ? words[1] : "1");
    }

    private static String page(List<Models.Offer> offers, String wanted) {
        int pages = (offers.size() + PAGE - 1) / PAGE;
        int page = wanted.matches("[0-9]{1,4}") ? Math.min(pages, Math.max(1, Integer.parseInt(wanted))) : 1;
        String list = of(offers.stream().skip((page - 1L) * PAGE).limit(PAGE));
        return pages == 1 ? list : list + "\nPage " + page + " of " + pages;
    }

    static String of(Stream<Models.Offer> offers) {
        return offers.map(offer -> "  " + offer.ref() + (offer.available() ? "" : "  (not set up)")).collect(Collectors.joining("\n"));
    }
}
