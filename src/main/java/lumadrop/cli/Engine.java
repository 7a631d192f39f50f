package lumadrop.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import lumadrop.api.ApiKey;
import lumadrop.flow.Egress;
import lumadrop.flow.Flow;
import lumadrop.flow.Places;
import lumadrop.inbox.FileNames;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Owner;
import lumadrop.pace.SteadyClock;
import lumadrop.settings.Keys;
import lumadrop.settings.Loaded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A home at work: locked, its ledger open, its flow running. Closing it lets go of all three, also on SIGTERM. */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop");

    private final HomeLock lock;
    private final Ledger ledger;
    private final Flow flow;
    private final Thread hook = new Thread(this::stopOnSignal, "stop");
    private boolean closed;

    private Engine(HomeLock lock, Ledger ledger, Flow flow) {
        this.lock = lock;
        this.ledger = ledger;
        this.flow = flow;
    }

    /**
     * Starts the flow of the home.
     *
     * @param key the key to the API
     * @param schedules whether schedules fire and the house is kept
     */
    static Engine start(Common common, StartOptions options, Loaded loaded, ApiKey key, boolean schedules)
            throws Exception {
        Egress egress = Egress.toApiAndMedia(loaded.settings(), loaded.network());
        FileNames.check().ifPresent(LOG::warn);
        Home home = common.home();
        Places places = home.places(common.installation());
        home.make(places, options.newFolders(), common.access(loaded));
        Clock clock = SteadyClock.system();
        Owner owner = Owner.ofThisProcess();
        HomeLock lock = HomeLock.take(places.data(), owner);
        Ledger ledger;
        try {
            if (!options.newLedger() && loaded.settings().get(Keys.LEDGER_URL).isEmpty()) {
                LedgerPlace.refuseToForget(
                        home.ledgerFile(),
                        places,
                        "start with --new-ledger; what is still in the inbox is then paid for anew, and 'reconcile"
                                + " --adopt' collects what the upstream still has");
            }
            ledger = common.openLedger(loaded, clock, owner);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        Flow flow = new Flow(loaded.settings(), places, ledger, clock).through(egress);
        Engine engine = new Engine(lock, ledger, options.newFolders() ? flow.withNewFolders() : flow);
        Runtime.getRuntime().addShutdownHook(engine.hook);
        try {
            engine.flow.start(key, Installation.version(), schedules);
            return engine;
        } catch (Exception e) {
            engine.close();
            throw e;
        }
    }

    /** @throws Stop if no key was given */
    static ApiKey key(Loaded loaded) {
        return loaded.apiKey()
                .map(ApiKey::of)
                .orElseThrow(() -> new Stop(
                        Exit.USAGE,
                        "No API key: put it into the environment variable GMI_API_KEY, or into a file named by"
                                + " GMI_API_KEY_FILE. (Without one: 'lumadrop demo' shows it all with a sandbox.)"));
    }

    Flow flow() {
        return flow;
    }

    Ledger ledger() {
        return ledger;
    }

    private void stopOnSignal() {
        LOG.info("stopping: what is in hand is finished or given back");
        stop(fault -> LOG.error(
                "the stop was not clean; the next start goes on from the ledger: {}", fault.toString(), fault));
    }

    private synchronized void stop(Consumer<Exception> onFault) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            flow.close();
        } catch (Exception e) {
            onFault.accept(e);
        } finally {
            ledger.close();
            try {
                lock.close();
            } catch (IOException e) {
                onFault.accept(e);
            }
        }
    }

    @Override
    public void close() {
        stop(fault -> LOG.error("the stop was not clean: {}", fault.toString(), fault));
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The process is ending already", e);
        }
    }
}
