package dev.chela.api.channel;

public enum Hint { TYPING, IDLE, READ }
