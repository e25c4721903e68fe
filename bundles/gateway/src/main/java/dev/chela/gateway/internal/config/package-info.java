/** The section {@code gateway} of the configuration, checked and resolved into what is in force. */
@NullMarked
package dev.chela.gateway.internal.config;

import org.jspecify.annotations.NullMarked;
