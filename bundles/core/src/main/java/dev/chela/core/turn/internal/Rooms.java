package dev.chela.core.turn.internal;

import dev.chela.api.id.ModelRef;
import dev.chela.core.agent.Agents;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Intake;
import dev.chela.core.model.Models;
import dev.chela.core.outbox.Post;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.store.Ledger;
import dev.chela.api.task.Clock;
import dev.chela.api.task.TaskScope;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The rooms that a turn walks through.
 *
 * @param boot names this life of the process
 */
record Rooms(
        Ledger ledger, RunRows rows, Sessions sessions, Transcripts transcripts, Intake intake, Post post, Agents agents,
        Models models, Toolbox toolbox, Prompts prompts, Events events, Clock clock, TaskScope tasks, String boot,
        Function<ModelRef, Price> prices, UnaryOperator<String> redactor) {

    /** Dollars for a million tokens. */
    record Price(BigDecimal input, BigDecimal output) {
        static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO);
    }

    Price price(ModelRef model) {
        return prices.apply(model);
    }

    String redact(String text) {
        return redactor.apply(text);
    }
}
