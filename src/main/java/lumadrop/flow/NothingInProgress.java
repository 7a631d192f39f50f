package lumadrop.flow;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Camel's memory of the files that it has in hand, which remembers nothing. A claim moves the file away before the
 * next poll, so nothing can be in hand twice; and Camel 4.22 adds a file under its own path but removes it with every
 * backslash turned into a slash, so that a file with a backslash in its name would be taken once and never again.
 */
public final class NothingInProgress extends ServiceSupport implements IdempotentRepository {
    @Override
    public boolean add(String key) {
        return true;
    }

    @Override
    public boolean contains(String key) {
        return false;
    }

    @Override
    public boolean remove(String key) {
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        // There is nothing to clear.
    }
}
