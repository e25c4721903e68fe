package dev.chela.core.process.internal;

import dev.chela.core.process.ChildVariables.Variable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Takes the secrets that a child was given out of what it prints, before a model or a person reads it. */
final class Veil implements UnaryOperator<String> {
    /** Shorter ones turn up in ordinary words. */
    private static final int SHORTEST = 6;
    private static final String INSTEAD = "[secret]";

    private final List<String> secrets;

    private Veil(List<String> secrets) {
        this.secrets = secrets;
    }

    static Veil over(Collection<Variable> given) {
        return new Veil(given.stream().filter(Variable::secret).map(Variable::value).filter(value -> value.length() >= SHORTEST)
                .sorted(Comparator.comparing(String::length).reversed()).toList());
    }

    @Override
    public String apply(String text) {
        String veiled = text;
        for (String secret : secrets) {
            veiled = veiled.replace(secret, INSTEAD);
        }
        return veiled;
    }
}
