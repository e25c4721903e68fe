package dev.chela.testkit.channel;

import dev.chela.api.channel.Account;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An account beside the one that a contract is about, and the platform's side of it.
 *
 * @param writes what somebody writes directly to it
 * @param seen   the texts that people see of it, in order
 */
public record Neighbour(Account account, Map<String, String> secrets, Consumer<String> writes, Supplier<List<String>> seen) {}
