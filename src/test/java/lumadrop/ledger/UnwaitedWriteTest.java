package lumadrop.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class UnwaitedWriteTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Ledger.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.addAppender(log);
        log.start();
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Test
    void aWriteThatNobodyWaitsForDoesNotFailInSilence(@TempDir Path folder) {
        Ledger ledger = Ledger.open(
                "jdbc:sqlite:" + folder.resolve("ledger.db"), Clock.systemUTC(), new Owner("me", "host", 1));
        ledger.close();

        ledger.shelved("d1");

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage()).contains("d1", "The ledger is closed");
        });
    }
}
