package dev.chela.core.secret.internal;

import dev.chela.api.config.KnownSecrets;
import dev.chela.api.config.Secret;
import dev.chela.core.secret.Redactor;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Known values first, the longest first, so that one which contains another leaves no rest; then the shapes of tokens. */
@Component(service = {Redactor.class, KnownSecrets.class})
public final class ShapeRedactor implements Redactor {
    private static final int SHORTEST = 6;
    private static final String MASK = "[redacted]";

    /** Bounded and possessive throughout: a hostile line must not cost more than its length. Group 1 is kept. */
    private static final Pattern SHAPES = Pattern.compile(String.join("|",
            "(?i:(\\bbearer\\s{1,4}|\\bbasic\\s{1,4})[A-Za-z0-9._~+/=-]{8,}+)",
            "(?i:([?&](?:token|key|api_key|apikey|access_token|secret|password)=)[^&\\s\"'#]{4,}+)",
            "\\b(?:sk|rk|pk)-[A-Za-z0-9_-]{16,}+",
            "\\b(?:gh[opsur]_|github_pat_|glpat-|npm_|hf_|xox[abeprs]-|xapp-)[A-Za-z0-9_-]{10,}+",
            "\\bAIza[0-9A-Za-z_-]{30,}+",
            "\\bAKIA[0-9A-Z]{16}\\b",
            "\\beyJ[A-Za-z0-9_-]{8,}+\\.eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+",
            "(?<![A-Za-z0-9])(?:bot)?[0-9]{6,12}:[A-Za-z0-9_-]{30,}+",
            "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,20000}+(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"));

    private volatile List<String> known = List.of();

    @Activate
    public ShapeRedactor() {}

    @Override
    public synchronized void keep(Secret secret) {
        String value = secret.reveal();
        if (value.length() < SHORTEST || known.contains(value)) {
            return;
        }
        TreeSet<String> all = new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(String::toString));
        all.addAll(known);
        all.add(value);
        known = List.copyOf(all);
    }

    @Override
    public String redact(String text) {
        String clean = text;
        for (String value : known) {
            clean = clean.contains(value) ? clean.replace(value, MASK) : clean;
        }
        Matcher shapes = SHAPES.matcher(clean);
        return shapes.find() ? shapes.replaceAll(ShapeRedactor::mask) : clean;
    }

    private static String mask(java.util.regex.MatchResult found) {
        String kept = found.group(1) != null ? found.group(1) : found.group(2);
        return Matcher.quoteReplacement(kept == null ? MASK : kept + MASK);
    }
}
