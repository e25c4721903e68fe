package dev.chela.api.channel;

public enum Receipt { STORED, DUPLICATE }
