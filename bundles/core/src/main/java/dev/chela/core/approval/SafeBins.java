package dev.chela.core.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of the section {@code tools.exec}: the programs that nobody is asked about as long as they only turn what is piped into them into something else.
 *
 * @param safeBins of {@code cut}, {@code head}, {@code tail}, {@code tr}, {@code uniq} and {@code wc}; of others nobody here knows which of their
 *     arguments are files, so they belong on the allowlist
 * @param safeBinTrustedDirs where such a program may lie, besides {@code /bin} and {@code /usr/bin}
 */
public record SafeBins(@Nullable List<String> safeBins, @Nullable List<String> safeBinTrustedDirs) {
    public static final List<String> KNOWN = List.of("cut", "head", "tail", "tr", "uniq", "wc");

    public SafeBins {
        safeBins = safeBins == null ? KNOWN : List.copyOf(safeBins);
        safeBinTrustedDirs = safeBinTrustedDirs == null ? List.of() : List.copyOf(safeBinTrustedDirs);
    }
}
