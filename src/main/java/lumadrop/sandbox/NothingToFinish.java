package lumadrop.sandbox;

import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.DefaultInflightRepository;

/**
 * Counts no exchange as in flight. What still waits when the double is closed has nobody to answer to, so that closing
 * neither waits for it nor warns of it.
 */
final class NothingToFinish extends DefaultInflightRepository {

    @Override
    public void add(Exchange exchange) {
        // Not counted.
    }

    @Override
    public void remove(Exchange exchange) {
        // Not counted.
    }

    @Override
    public void add(Exchange exchange, String routeId) {
        // Not counted.
    }

    @Override
    public void remove(Exchange exchange, String routeId) {
        // Not counted.
    }
}
