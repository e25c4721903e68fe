package dev.chela.api.rpc;

/** Whether a method counts against the control plane's write limit: 30 per 60 seconds, per method and device or address. */
public enum Write { NONE, CONTROL_PLANE }
