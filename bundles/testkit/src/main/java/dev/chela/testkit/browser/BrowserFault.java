package dev.chela.testkit.browser;

/** The browser could not do what a test asked for. */
public final class BrowserFault extends RuntimeException {
    BrowserFault(String message) {
        super(message);
    }

    BrowserFault(String message, Throwable cause) {
        super(message, cause);
    }
}
