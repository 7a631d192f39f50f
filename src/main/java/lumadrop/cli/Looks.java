package lumadrop.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks again and again until what is waited for has come. */
final class Looks {
    private Looks() {}

    /**
     * Returns once {@code over} says so.
     *
     * @param every the pause between two looks
     * @throws IllegalStateException if a look fails: an executor drops a task that threw, and the wait would never end
     */
    static void until(BooleanSupplier over, Duration every) throws InterruptedException {
        CompletableFuture<Void> come = new CompletableFuture<>();
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
        try {
            var unused = looks.scheduleWithFixedDelay(
                    () -> {
                        try {
                            if (!come.isDone() && over.getAsBoolean()) {
                                come.complete(null);
                            }
                        } catch (RuntimeException | Error e) {
                            come.completeExceptionally(e);
                        }
                    },
                    0,
                    every.toMillis(),
                    TimeUnit.MILLISECONDS);
            come.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Looking for the end failed: " + e.getCause(), e.getCause());
        } finally {
            looks.shutdownNow();
        }
    }
}
