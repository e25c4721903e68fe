package dev.chela.core.turn.internal.run;

import dev.chela.api.task.Clock;
import dev.chela.api.task.TaskScope;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.approval.Approvals;
import dev.chela.core.event.Events;
import dev.chela.core.hook.Hooks;
import dev.chela.core.inbox.Intake;
import dev.chela.core.model.Models;
import dev.chela.core.model.Prices;
import dev.chela.core.outbox.Post;
import dev.chela.core.secret.Redactor;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.session.Transcripts;
import dev.chela.core.skill.Skills;
import dev.chela.core.store.Ledger;
import dev.chela.core.turn.Consequences;
import dev.chela.core.turn.internal.prompt.Prompts;
import dev.chela.core.turn.internal.settings.TurnSettings;
import dev.chela.core.usage.Budgets;
import dev.chela.core.usage.UsageBook;

/**
 * The rooms that a turn walks through.
 *
 * @param boot names this life of the process
 */
public record Rooms(
        Ledger ledger, RunRows rows, Sessions sessions, Transcripts transcripts, Intake intake, Post post, Agents agents, WorkspaceFiles files,
        Models models, Toolbox toolbox, Prompts prompts, Events events, Clock clock, TaskScope tasks, String boot,
        Prices prices, Redactor redactor, Approvals approvals, SystemEvents systemEvents, UsageBook usage, Budgets budgets,
        Skills skills, TurnSettings settings, Consequences consequences, Hooks hooks, Enclosing enclosing) {}
