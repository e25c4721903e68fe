/** {@code /tools/invoke}: one tool, asked for by a program. Uses core's {@code tool}; what may never be asked for this way stands here. */
@NullMarked
package dev.chela.httpapi.internal.tools;

import org.jspecify.annotations.NullMarked;
