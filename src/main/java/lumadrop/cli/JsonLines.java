package lumadrop.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * The log as one JSON object a line: {@code time}, {@code level}, {@code logger}, {@code about} (the job or drop at work,
 * as the text form has it in brackets), the fields of the event, {@code message}, and {@code exception} where there is
 * one. A job's line has {@code event} (transition or retry), {@code job}, {@code name}, {@code drop}, {@code from},
 * {@code to}, {@code reason_class}, {@code reason}; one of a drop {@code event}, {@code drop}, {@code path},
 * and at its end the counts of its jobs.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        String about = event.getMDCPropertyMap().get("job");
        if (about != null) {
            line.put("about", about);
        }
        List<KeyValuePair> fields = event.getKeyValuePairs();
        for (KeyValuePair field : fields == null ? List.<KeyValuePair>of() : fields) {
            line.put(field.key, field.value instanceof Number ? field.value : String.valueOf(field.value));
        }
        line.put("message", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            line.put("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        try {
            return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
