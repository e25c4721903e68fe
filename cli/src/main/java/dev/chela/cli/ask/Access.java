package dev.chela.cli.ask;

import dev.chela.cli.Console;
import dev.chela.cli.target.Target;
import dev.chela.cli.target.TargetFinder;
import dev.chela.cli.wire.Connector;
import picocli.CommandLine.Option;

/** The flags by which every command finds its gateway. */
public final class Access {
    @Option(names = "--url", paramLabel = "URL", description = "The gateway's WebSocket address; needs --token or --password.")
    private String url;

    @Option(names = "--port", paramLabel = "PORT", description = "The port of the gateway on this machine.")
    private Integer port;

    @Option(names = "--token", paramLabel = "TOKEN", description = "The gateway's token.")
    private String token;

    @Option(names = "--password", paramLabel = "PASSWORD", description = "The gateway's password, where it uses one.")
    private String password;

    @Option(names = "--fingerprint", paramLabel = "SHA256", description = "With --url: the only certificate to accept.")
    private String fingerprint;

    /** Whether a URL was named by hand. */
    public boolean isElsewhere() {
        return url != null;
    }

    public Target target(Console console) {
        return new TargetFinder(console.surroundings(), console::warn)
                .find(new TargetFinder.Flags(url, port, token, password, fingerprint));
    }

    public Connector connector(Console console) {
        return new Connector(target(console), Version.TEXT);
    }
}
