package lumadrop.flow;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import lumadrop.inbox.FileNames;
import lumadrop.inbox.Gate;
import lumadrop.inbox.LateMoves;
import lumadrop.inbox.Taking;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/**
 * Lets the {@link Gate} decide about what Camel's file consumer lists. It has to be the endpoint's {@code filter} and
 * its {@code pollStrategy}: the filter sees each file and folder, the poll strategy where a scan begins and ends.
 *
 * <p>Only the {@link File} that Camel listed is used: its own paths have every backslash turned into a slash.
 */
public final class InboxFilter extends DefaultPollingConsumerPollStrategy implements GenericFileFilter<File> {
    /** Knows whether the inbox may be looked into. */
    interface Watch {
        /** Asked before each scan. */
        boolean mayScan(Consumer consumer, Endpoint endpoint);

        /** A scan found nothing to take. */
        void nothingToTake();
    }

    private static final Watch NONE = new Watch() {
        @Override
        public boolean mayScan(Consumer consumer, Endpoint endpoint) {
            return true;
        }

        @Override
        public void nothingToTake() {
            // So be it.
        }
    };

    private final Gate gate;
    private final Taking taking;
    private final LateMoves late;
    private final Watch watch;
    /** Of the present scan; one consumer polls in one thread. */
    private int admitted;

    InboxFilter(Gate gate, Taking taking, LateMoves late) {
        this(gate, taking, late, NONE);
    }

    InboxFilter(Gate gate, Taking taking, LateMoves late, Watch watch) {
        this.gate = gate;
        this.taking = taking;
        this.late = late;
        this.watch = watch;
    }

    @Override
    public boolean accept(GenericFile<File> listed) {
        Path path;
        try {
            path = listed.getFile().toPath().toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            gate.ignoreUnnameable(FileNames.shown(listed.getFileName()));
            return false;
        }
        if (listed.isDirectory()) {
            return gate.enters(path);
        }
        boolean admits = gate.admits(path);
        if (admits) {
            admitted++;
        }
        return admits;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        if (!watch.mayScan(consumer, endpoint)) {
            return false;
        }
        admitted = 0;
        gate.scanStarted();
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        int most = endpoint instanceof GenericFileEndpoint<?> files ? files.getMaxMessagesPerPoll() : 0;
        // With as many as it may take at once, the consumer has stopped listing.
        gate.scanEnded(most <= 0 || admitted < most);
        late.tryAgain();
        if (admitted == 0) {
            watch.nothingToTake();
            taking.tidy();
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception e) {
        gate.scanEnded(false);
        return false;
    }
}
