package dev.chela.rpc.plugin;

import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.plugin.Coordinates;
import dev.chela.core.plugin.Source;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a jar comes from: from a path of this machine, from an address with its digest, or by its Maven coordinates. */
record JarParams(String method, String kind, Optional<String> path, Optional<String> url, Optional<String> coordinates, Optional<String> sha256) {
    static final String LOCAL = "local";
    private static final String URL = "url";
    private static final String MAVEN = "maven";

    /** @throws Permanent when what is said of it is malformed */
    Source source() {
        return switch (kind) {
            case LOCAL -> local();
            case URL -> web();
            case MAVEN -> maven();
            default -> throw invalid("source", "'" + kind + "' is not supported here: plugins are OSGi bundles, installed from a jar with source 'local', 'url' or 'maven'");
        };
    }

    private Source local() {
        refuse(url, "url");
        refuse(coordinates, "coordinates");
        refuse(sha256, "sha256");
        return new Source.Local(path(wanted(path, "path")));
    }

    private Source web() {
        refuse(path, "path");
        refuse(coordinates, "coordinates");
        return new Source.Web(wanted(url, "url"), wanted(sha256, "sha256"));
    }

    private Source maven() {
        refuse(path, "path");
        refuse(url, "url");
        return new Source.Maven(Coordinates.of(wanted(coordinates, "coordinates")), sha256);
    }

    private String wanted(Optional<String> value, String name) {
        return value.orElseThrow(() -> invalid(name, "must be given with source '" + kind + "'"));
    }

    private void refuse(Optional<String> value, String name) {
        if (value.isPresent()) {
            throw invalid(name, "is not for source '" + kind + "'");
        }
    }

    private RpcFault invalid(String name, String why) {
        return RpcFault.invalid("invalid " + method + " params: at /" + name + ": " + why);
    }

    static Path path(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new Permanent("'" + path + "' is not a path: " + e.getMessage(), e);
        }
    }
}
