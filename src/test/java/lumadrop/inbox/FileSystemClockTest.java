package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemClockTest {
    private final ManualTime time = new ManualTime();
    private Instant stamp = time.instant().plus(Duration.ofHours(2));
    private int touches;
    private final FileSystemClock clock = new FileSystemClock(
            () -> {
                touches++;
                return FileTime.from(stamp);
            },
            time,
            time);

    @Test
    void theServersTimeGoesOnWithTheTickerAndIsAskedForSeldom() {
        for (int i = 0; i < 240; i++) {
            assertThat(clock.now()).contains(stamp.plusSeconds(i));
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(touches).isEqualTo(1);
        time.pass(Duration.ofMinutes(2));
        clock.now();
        assertThat(touches).isEqualTo(2);
    }

    @Test
    void whenOurClockIsSetTheFileSystemIsAskedAgainAtOnce() {
        clock.now();
        time.set(Duration.ofHours(-1));
        stamp = time.instant();

        assertThat(clock.now()).contains(stamp);
    }

    @Test
    void whereNothingCanBeWrittenTheTimeIsUnknownAndNotAskedForAtEveryFile() {
        FileSystemClock readOnly = new FileSystemClock(
                () -> {
                    touches++;
                    throw new IOException("Read-only file system");
                },
                time,
                time);

        for (int i = 0; i < 1000; i++) {
            assertThat(readOnly.now()).isEmpty();
        }
        assertThat(touches).isEqualTo(1);
    }

    @Test
    void theRealProbeReadsTheRealClockAndLeavesNothing(@TempDir Path inbox) {
        Clock ours = Clock.systemUTC();
        FileSystemClock real = new FileSystemClock(new TakingArea(inbox)::touchProbe, ours, System::nanoTime);

        assertThat(real.now().orElseThrow()).isCloseTo(ours.instant(), within(5, ChronoUnit.SECONDS));
        assertThat(inbox).isEmptyDirectory();
    }
}
