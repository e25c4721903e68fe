package dev.chela.api.channel;

public enum Refusal { AUTH, FORBIDDEN, NOT_FOUND, TOO_LARGE, BAD_FORMAT, WINDOW_CLOSED, QUOTA }
