package dev.chela.api.channel;

/** How a message should arrive. */
public enum Tone { NORMAL, SILENT, NOTICE }
