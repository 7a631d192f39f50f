package lumadrop.api;

import com.fasterxml.jackson.databind.JsonNode;
import lumadrop.job.Snapshot;

/**
 * One request of the upstream's list. The list covers the organisation, not one program.
 *
 * @param snapshot what its record says; {@code UNRECOGNISED} where that has no status
 * @param model null where the record does not say
 * @param payload the payload as the upstream echoes it, to compare with {@link RequestBody#payload}; null where it is
 *     absent or empty, as was seen for edits: such a record may be anyone's, ours included
 */
public record ListItem(Snapshot snapshot, String model, JsonNode payload) {}
