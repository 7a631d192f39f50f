package lumadrop.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import lumadrop.file.Access;
import lumadrop.inbox.FileSystemClock;
import lumadrop.inbox.Gate;
import lumadrop.inbox.LateMoves;
import lumadrop.inbox.Litter;
import lumadrop.inbox.Mover;
import lumadrop.inbox.Recovery;
import lumadrop.inbox.Shelves;
import lumadrop.inbox.Taking;
import lumadrop.inbox.TakingArea;
import lumadrop.inbox.WaitingReport;
import lumadrop.inbox.WholeFiles;
import lumadrop.settings.Keys;
import lumadrop.settings.Settings;

/** The inbox's objects, put together. */
public final class InboxRoom implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final TakingArea area;
    private final Taking taking;
    private final Shelves shelves;
    private final LateMoves late = new LateMoves(System::nanoTime);
    private final WaitingReport report;
    private final Gate gate;

    InboxRoom(Places places, Settings settings, Clock clock) {
        Path inbox = places.inbox().toAbsolutePath().normalize();
        area = new TakingArea(inbox);
        // File times are the wall clock's, not ours: what we hold against them must be too.
        FileSystemClock fileClock = new FileSystemClock(area::touchProbe, Clock.systemUTC(), System::nanoTime);
        WholeFiles whole = new WholeFiles(
                inbox,
                settings.get(Keys.INBOX_STABLE_TIME),
                settings.get(Keys.DROP_MAX_SIZE),
                fileClock,
                clock,
                System::nanoTime);
        Mover mover = new Mover(Access.of(settings.get(Keys.OUTPUT_PERMISSIONS)));
        taking = new Taking(area, whole, mover);
        shelves = new Shelves(places.accepted(), places.failed(), area, mover);
        report = report(places.data(), clock);
        gate = new Gate(inbox, new Litter(settings.get(Keys.INBOX_IGNORE)), whole, report);
    }

    /** What the watching process says of the inbox, for it to write and for others to read. */
    public static WaitingReport report(Path data, Clock clock) {
        return new WaitingReport(
                data.resolve("inbox.json"), clock, System::nanoTime, InboxRoom::write, InboxRoom::read);
    }

    private static byte[] write(Map<String, Object> object) {
        try {
            return JSON.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts and numbers are always JSON", e);
        }
    }

    private static Map<String, Object> read(byte[] bytes) {
        try {
            return JSON.readValue(bytes, OBJECT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes up what an earlier process left half taken. */
    private void recover(Recovery.Recorded ledger) throws IOException {
        new Recovery(area, shelves, late).run(ledger);
    }

    InboxFilter filter(Disks disks, Health health, Recovery.Recorded ledger) {
        return new InboxFilter(gate, taking, late, new InboxWatch(disks, health, () -> recover(ledger)));
    }

    Taking taking() {
        return taking;
    }

    Shelves shelves() {
        return shelves;
    }

    LateMoves late() {
        return late;
    }

    Gate gate() {
        return gate;
    }

    @Override
    public void close() {
        late.tryNow();
        taking.tidy();
        report.remove();
    }
}
