package lumadrop.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** The few columns whose shape is the caller's: metadata, passed-through fields, the list of media URLs. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Null for an empty map or list: most jobs have none. */
    static String write(Object value) {
        if (value instanceof Map<?, ?> map && map.isEmpty() || value instanceof List<?> list && list.isEmpty()) {
            return null;
        }
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON", e);
        }
    }

    static <T> T read(String text, TypeReference<T> type, T whenNull) {
        if (text == null) {
            return whenNull;
        }
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new LedgerFault("The ledger holds JSON that cannot be read: it was changed from outside", e);
        }
    }
}
