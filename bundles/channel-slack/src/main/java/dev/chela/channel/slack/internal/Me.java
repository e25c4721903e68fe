package dev.chela.channel.slack.internal;

/**
 * Who the app is, in which workspace.
 *
 * @param id as a user
 * @param botId as the author of its messages
 */
record Me(String id, String botId, String name, String team, String teamName) {}
