package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The log as it is shipped. */
class LogLinesTest {
    @Test
    void noNameFromOutsideSplitsOrTurnsALine() {
        String line = logged("cat\n2026-01-01 INFO forged\u202e.json 1-1", "moved {}", "a\r\nb\u2028c\u0007.json");
        assertThat(line.lines()).hasSize(1);
        assertThat(line)
                .contains(
                        "[cat\\u000A2026-01-01 INFO forged\\u202E.json 1-1] moved a\\u000D\\u000Ab\\u2028c\\u0007.json")
                .endsWith("\n")
                .doesNotContain("\u202e", "\u0007");
    }

    @Test
    void aPlainLineStaysAsItIs() {
        assertThat(logged("kätzchen 🐈.json", "done: {} ", "1 picture"))
                .endsWith(" WARN  [kätzchen 🐈.json] done: 1 picture\n");
        assertThat(logged(null, "on its own")).endsWith(" WARN  on its own\n");
    }

    private static String logged(String job, String message, Object... arguments) {
        LoggerContext context = new LoggerContext();
        LogSetup.setUp(context);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LoggingEvent event = new LoggingEvent("x", root, Level.WARN, message, null, arguments);
        event.setMDCPropertyMap(job == null ? Map.of() : Map.of("job", job));
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("STDERR");
        String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
        context.stop();
        return line;
    }
}
