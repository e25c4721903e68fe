package dev.chela.core.plugin;

import java.util.List;

/** All that a feature file or an archive in {@code deploy/} names is there. @param brought in the order of their ids */
public record ParcelTaken(String file, List<Generation> brought) {}
