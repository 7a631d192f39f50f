package lumadrop.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Looks again and again until what is waited for has come. */
final class Looks {
    private Looks() {}

    /**
     * Returns once {@code over} says so.
     *
     * @param every the pause between two looks
     * @param hints gets what is to be run, from any thread, when what is waited for may have come: a look is made at once
     * @throws IllegalStateException if a look fails: an executor drops a task that threw, and the wait would never end
     */
    static void until(BooleanSupplier over, Duration every, Consumer<Runnable> hints) throws InterruptedException {
        CompletableFuture<Void> come = new CompletableFuture<>();
        // A hint that comes late is nobody's any more.
        var looks = new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
        Runnable look = () -> {
            try {
                if (!come.isDone() && over.getAsBoolean()) {
                    come.complete(null);
                }
            } catch (RuntimeException | Error e) {
                come.completeExceptionally(e);
            }
        };
        try {
            hints.accept(() -> looks.execute(look));
            var unused = looks.scheduleWithFixedDelay(look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
            come.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Looking for the end failed: " + e.getCause(), e.getCause());
        } finally {
            looks.shutdownNow();
        }
    }
}
