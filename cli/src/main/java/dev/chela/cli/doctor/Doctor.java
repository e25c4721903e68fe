package dev.chela.cli.doctor;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import dev.chela.cli.target.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Looks at everything that has to be right, from the ground up. */
public final class Doctor {
    private Doctor() {}

    /** What can be seen whether or not a gateway runs. */
    public static List<Finding> here(Surroundings surroundings) {
        List<Finding> findings = new ArrayList<>(new LocalChecks(surroundings).all());
        findings.addAll(new WebhookChecks(surroundings).all());
        return findings;
    }

    /** What a gateway at this address tells about itself, by the means to call its methods. */
    public static List<Finding> gateway(String url, BiFunction<String, Json, Json> call) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("gateway", url + " answers and lets us in"));
        findings.addAll(new GatewayChecks(call).all());
        return findings;
    }

    /** No gateway let us in. */
    public static List<Finding> unreachable(Failure why) {
        return List.of(Finding.fail("gateway", why.getMessage(), "Then run ./chela doctor again."));
    }
}
