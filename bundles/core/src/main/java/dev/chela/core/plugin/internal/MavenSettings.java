package dev.chela.core.plugin.internal;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code plugins.maven}.
 *
 * @param repositories where artifacts are looked for, the first one that has it: addresses ({@code https}, {@code http}) or directories
 *        ({@code file:///…}) in the layout of Maven
 */
record MavenSettings(@Nullable List<String> repositories) {
    static final String KEY = "plugins.maven.repositories";
    private static final String CENTRAL = "https://repo.maven.apache.org/maven2";

    MavenSettings {
        repositories = repositories == null ? List.of(CENTRAL) : List.copyOf(repositories);
        repositories.forEach(MavenSettings::check);
    }

    private static void check(String repository) {
        URI at = URI.create(repository);
        boolean web = at.getHost() != null && ("https".equalsIgnoreCase(at.getScheme()) || "http".equalsIgnoreCase(at.getScheme()));
        boolean directory = "file".equalsIgnoreCase(at.getScheme()) && at.getAuthority() == null && at.getPath() != null;
        if (!web && !directory) {
            throw new IllegalArgumentException("'" + repository + "' is no repository: it begins with https://, http:// or file:///");
        }
        if (at.getUserInfo() != null || at.getQuery() != null || at.getFragment() != null) {
            throw new IllegalArgumentException("'" + at.getScheme() + "://" + at.getHost() + "…' has more than a host and a path; repositories that ask who one is are not supported");
        }
    }
}
