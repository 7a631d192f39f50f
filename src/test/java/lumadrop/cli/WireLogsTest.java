package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;

class WireLogsTest {
    private static final String CLIENT = "org.apache.hc.client5.http";

    private final LoggerContext log = new LoggerContext();

    @Test
    void noConfigurationTurnsThemOn() {
        log.getLogger(CLIENT).setLevel(Level.TRACE);
        assertThat(log.getLogger(CLIENT + ".headers").isDebugEnabled())
                .as("it would be on")
                .isTrue();
        WireLogs.keepOut(log);
        for (int read = 0; read < 3; read++) {
            for (String name : new String[] {".headers", ".wire"}) {
                Logger logger = log.getLogger(CLIENT + name);
                logger.setLevel(Level.TRACE);
                assertThat(logger.isDebugEnabled()).as(name).isFalse();
                assertThat(logger.isErrorEnabled()).as(name).isFalse();
            }
            Logger other = log.getLogger(CLIENT + ".impl.classic");
            other.setLevel(Level.DEBUG);
            assertThat(other.isDebugEnabled()).isTrue();
            log.reset(); // as reading the configuration again does
        }
    }
}
