package lumadrop.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: one thread takes all writes that wait and commits them together, so that many steps share one sync of the
 * disk. Writes happen in the order they were handed in. A write that fails takes no other with it: the group is rolled
 * back and each of its writes is done alone.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int GROUP = 512;

    /** One write, or several that belong together. May run twice, the first time rolled back. */
    interface Work<T> {
        T in(Session session) throws SQLException;
    }

    private record Item<T>(Work<T> work, CompletableFuture<T> done) {}

    private final BlockingQueue<Item<?>> queue = new LinkedBlockingQueue<>();
    private final Database database;
    private final Thread thread;
    private Session session;
    private volatile boolean closed;

    Writer(Database database) {
        this.database = database;
        thread = new Thread(this::run, "ledger-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Hands in a write.
     *
     * @return completes after the commit; with an exception if nothing of it was written
     */
    <T> CompletableFuture<T> write(Work<T> work) {
        Item<T> item = new Item<>(work, new CompletableFuture<>());
        queue.add(item);
        if (closed && queue.remove(item)) {
            item.done().completeExceptionally(new LedgerFault("The ledger is closed"));
        }
        return item.done();
    }

    private void run() {
        List<Item<?>> group = new ArrayList<>(GROUP);
        while (!closed || !queue.isEmpty()) {
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                LOG.debug("The ledger's writer is not to be interrupted; close() ends it", e);
                continue;
            }
            queue.drainTo(group, GROUP - 1);
            try {
                commit(group);
            } catch (RuntimeException | Error e) {
                LOG.error("A group of {} ledger writes failed: {}", group.size(), e.toString(), e);
                group.forEach(item -> item.done().completeExceptionally(e));
            }
            group.clear();
        }
    }

    private void commit(List<Item<?>> group) {
        List<Runnable> answers = new ArrayList<>(group.size());
        try {
            session().begin(database.dialect());
            for (Item<?> item : group) {
                answers.add(perform(item));
            }
            session().commit();
        } catch (SQLException | RuntimeException e) {
            undo();
            if (group.size() == 1) {
                group.get(0).done().completeExceptionally(e);
            } else {
                group.forEach(item -> commit(List.of(item)));
            }
            return;
        }
        session.tell();
        answers.forEach(Runnable::run);
    }

    private <T> Runnable perform(Item<T> item) throws SQLException {
        T result = item.work().in(session());
        return () -> item.done().complete(result);
    }

    private Session session() throws SQLException {
        if (session == null) {
            session = new Session(database.open());
        }
        return session;
    }

    private void undo() {
        if (session == null) {
            return;
        }
        try {
            session.rollback();
        } catch (SQLException e) {
            // SQLite rolls back by itself where there is no room; who wrote hears of that.
            LOG.debug("The ledger's connection is renewed", e);
            discard();
        }
    }

    private void discard() {
        try {
            session.close();
        } catch (SQLException e) {
            LOG.debug("Closing the ledger's connection failed", e);
        }
        session = null;
    }

    /** Writes what was handed in before, then ends. */
    @Override
    public void close() {
        closed = true;
        queue.add(new Item<>(session -> null, new CompletableFuture<>())); // wakes it to see the flag
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (session != null) {
            discard();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
