/** JSON as a small tree over Jackson's streaming core; without data binding, whose start-up would cost more than a whole command may. */
package dev.chela.cli.json;
