package dev.chela.api.tool;

public enum Outcome { OK, ERROR }
