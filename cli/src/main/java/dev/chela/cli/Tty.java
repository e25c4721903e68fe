package dev.chela.cli;

import java.lang.reflect.InvocationTargetException;

/** Whether standard input and output are both a terminal. */
final class Tty {
    private Tty() {}

    static boolean isThere() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there may be a console without a terminal, and a method that tells.
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("java.io.Console.isTerminal is public and throws nothing", e);
        }
    }
}
