package dev.chela.api.rpc;

import org.osgi.annotation.versioning.ConsumerType;

/** Marks a service whose public {@link Rpc} methods, {@code R name(P params, Caller caller)} with records P and R, are served. */
@ConsumerType
public interface RpcMethods {}
