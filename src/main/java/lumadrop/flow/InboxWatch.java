package lumadrop.flow;

import java.io.IOException;
import java.util.Optional;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the inbox be scanned only while it is really there, and first takes up what an earlier process, or a share that
 * went away, left half taken.
 */
final class InboxWatch implements InboxFilter.Watch {
    /** Takes up what was left. */
    @FunctionalInterface
    interface TakeUp {
        void run() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(InboxWatch.class);
    private static final String ROUTE = "intake";

    private final Disks disks;
    private final Health health;
    private final TakeUp takeUp;
    private boolean takenUp;

    InboxWatch(Disks disks, Health health, TakeUp takeUp) {
        this.disks = disks;
        this.health = health;
        this.takeUp = takeUp;
    }

    @Override
    public boolean mayScan(Consumer consumer, Endpoint endpoint) {
        Optional<Pause> why = disks.intakeStandsStill();
        if (why.isPresent()) {
            takenUp = false;
        } else if (!takenUp) {
            why = takeUp(endpoint);
        }
        if (why.isPresent()) {
            health.standsStill(ROUTE, why.get());
        } else if (disks.intakeIsWell()) {
            health.goesOn(ROUTE);
        }
        return why.isEmpty();
    }

    private Optional<Pause> takeUp(Endpoint endpoint) {
        if (endpoint.getCamelContext().getInflightRepository().size(ROUTE) > 0) {
            // What is just being recorded is not to be put back, to be recorded once more.
            return Optional.of(new Pause(PauseClass.INTAKE, "what was in hand when it stopped is still to be let go"));
        }
        try {
            takeUp.run();
            takenUp = true;
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("The inbox could not be taken up", e);
            return Optional.of(new Pause(
                    PauseClass.INTAKE, "what was left half taken in the inbox could not be taken up (" + e + ")"));
        }
    }

    @Override
    public void nothingToTake() {
        disks.intakeWentWell();
    }
}
