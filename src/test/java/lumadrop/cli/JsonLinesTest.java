package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
    @Test
    void anEventIsOneObjectOnOneLineWhateverItSays() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("lumadrop.job");
        LoggingEvent event = new LoggingEvent(
                "", logger, Level.WARN, "in_flight -> failed: {}", new IllegalStateException("why"), new Object[] {
                    "two\nlines \"quoted\""
                });
        event.setMDCPropertyMap(Map.of("job", "cat d-1"));
        event.setKeyValuePairs(List.of(new KeyValuePair("event", "transition"), new KeyValuePair("attempts", 2)));

        String text = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);

        assertThat(text.lines()).hasSize(1);
        assertThat(text).endsWith("\n");
        JsonNode line = new ObjectMapper().readTree(text);
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("time").asText()).endsWith("Z");
        assertThat(line.path("about").asText()).isEqualTo("cat d-1");
        assertThat(line.path("event").asText()).isEqualTo("transition");
        assertThat(line.path("attempts").asInt()).isEqualTo(2);
        assertThat(line.path("message").asText()).isEqualTo("in_flight -> failed: two\nlines \"quoted\"");
        assertThat(line.path("exception").asText()).startsWith("java.lang.IllegalStateException: why");
    }
}
