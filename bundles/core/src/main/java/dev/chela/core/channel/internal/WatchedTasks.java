package dev.chela.core.channel.internal;

import dev.chela.api.task.TaskScope;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** An account's tasks: one that ends by an exception is the account's end, not a line in a log. */
final class WatchedTasks implements TaskScope {
    private final TaskScope scope;
    private final BiConsumer<String, Throwable> watcher;

    WatchedTasks(TaskScope scope, BiConsumer<String, Throwable> watcher) {
        this.scope = scope;
        this.watcher = watcher;
    }

    @Override
    public void start(String name, Runnable work) {
        scope.start(name, () -> {
            try {
                work.run();
            } catch (Exception | LinkageError | StackOverflowError | AssertionError fault) {
                watcher.accept(name, fault);
            }
        });
    }

    @Override
    public <T> Future<T> call(String name, Callable<T> work) {
        return scope.call(name, work);
    }
}
