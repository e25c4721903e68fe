package dev.chela.core.secret;

/**
 * A secret that stands elsewhere, as {@code chela.json5} writes it: {@code {source: "env", id: "NAME"}} or
 * {@code {source: "file", path: "credentials/key.json", id: "/api/key"}}.
 *
 * @param path of a file, relative to the home; empty for {@code env}
 * @param id the variable's name; in a file a JSON pointer, or {@code value} for its whole text
 */
public record SecretRef(String source, String path, String id) {}
