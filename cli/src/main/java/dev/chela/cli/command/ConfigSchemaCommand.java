package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "schema", description = "Print the JSON Schema of the configuration file.")
final class ConfigSchemaCommand extends Question {
    ConfigSchemaCommand(Console console) {
        super(console);
    }

    @Override
    Json ask(Caller caller) {
        return caller.call("config.schema", Json.object()).get("schema");
    }

    @Override
    String words(Json schema) {
        return schema.pretty();
    }
}
