/**
 * The console inside the gateway: Karaf's shell, served over a UNIX domain socket to the user that the gateway runs as
 * ({@code socket}, {@code shell}), and its commands of scope {@code chela} ({@code command}). May use the rooms of the core;
 * nothing may use it.
 */
@NullMarked
package dev.chela.console;

import org.jspecify.annotations.NullMarked;
