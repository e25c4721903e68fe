package dev.chela.cli.command.config;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "schema", description = "Print the JSON Schema of the configuration file.")
final class ConfigSchemaCommand extends Question {
    ConfigSchemaCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("config.schema", Json.object()).get("schema");
    }

    @Override
    protected String words(Json schema) {
        return schema.pretty();
    }
}
