package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Owner;
import lumadrop.pace.SteadyClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadOwnersTest {
    private static final Duration LEASE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final Clock clock =
            new SteadyClock(Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC), nanos::get);

    @Test
    void oneThatBeatsIsNeverTakenForDeadAndOneThatStandsStillIsAfterTheLease() {
        try (Ledger ours = open("ours");
                Ledger theirs = open("theirs")) {
            DeadOwners owners = new DeadOwners(ours, clock, LEASE);
            owners.look();
            for (int i = 0; i < 10; i++) {
                pass(Duration.ofSeconds(50));
                theirs.beat();
                owners.look();
            }
            assertThat(ours.beats()).containsOnlyKeys("ours", "theirs");

            pass(Duration.ofSeconds(59));
            owners.look();
            assertThat(ours.beats()).containsKey("theirs");
            pass(Duration.ofSeconds(1));
            owners.look();
            assertThat(ours.beats()).containsOnlyKeys("ours");
        }
    }

    @Test
    void whereNobodyElseCanBeAliveTheFirstLookGivesBack() {
        open("theirs").close();
        try (Ledger ours = open("ours")) {
            new DeadOwners(ours, clock, Duration.ZERO).look();
            assertThat(ours.beats()).containsOnlyKeys("ours");
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Ledger open(String owner) {
        Ledger ledger = Ledger.open("jdbc:sqlite:" + folder.resolve("ledger.db"), clock, new Owner(owner, "host", 1));
        ledger.enter();
        return ledger;
    }
}
