package dev.chela.channel.discord.internal;

/** Who the bot is. */
record Me(String id, String name) {}
