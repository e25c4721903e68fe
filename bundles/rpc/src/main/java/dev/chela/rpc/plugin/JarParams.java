package dev.chela.rpc.plugin;

import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.plugin.Downloads;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Where a jar comes from: from a path of this machine, or from an address with its digest. */
record JarParams(String method, String source, Optional<String> path, Optional<String> url, Optional<String> sha256) {
    static final String LOCAL = "local";
    private static final String URL = "url";

    <T> T with(Downloads downloads, Function<Path, T> use) {
        if (source.equals(URL)) {
            refuse(path, "path", URL);
            return downloads.with(wanted(url, "url"), wanted(sha256, "sha256"), use);
        }
        if (!source.equals(LOCAL)) {
            throw invalid("source", "'" + source + "' is not supported here: plugins are OSGi bundles, installed from a jar with source 'local' or 'url'");
        }
        refuse(url, "url", LOCAL);
        refuse(sha256, "sha256", LOCAL);
        return use.apply(path(wanted(path, "path")));
    }

    private String wanted(Optional<String> value, String name) {
        return value.orElseThrow(() -> invalid(name, "must be given with source '" + source + "'"));
    }

    private void refuse(Optional<String> value, String name, String with) {
        if (value.isPresent()) {
            throw invalid(name, "is not for source '" + with + "'");
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
