/** What the rooms share: a gateway as a process, its wire, its command line, and what waits for them. */
@NullMarked
package dev.chela.itests.house;

import org.jspecify.annotations.NullMarked;
