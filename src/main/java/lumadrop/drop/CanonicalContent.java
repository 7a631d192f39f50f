package lumadrop.drop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumadrop.job.Ask;
import lumadrop.text.Sha256;

/**
 * What a drop asks for, as one hash: equal for two drops exactly when they ask for the same jobs in the same order. The
 * file's name, its form, white space, the order of keys and the idempotency keys make no difference.
 */
public final class CanonicalContent {
    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Raised when the same drop would come out as another hash. */
    private static final int VERSION = 1;

    private CanonicalContent() {}

    /** Of a drop. SHA-256, lower-case hex. */
    public static String of(ParsedDrop drop) {
        return hash(drop.jobs(), drop.folderTemplate(), drop.nameTemplate());
    }

    /** Of one entry of a drop, all its renderings together; a drop of this entry alone has the same. */
    public static String of(JobSpec job) {
        return hash(List.of(job), null, null);
    }

    private static String hash(List<JobSpec> jobs, String folderTemplate, String nameTemplate) {
        List<Object> entries = new ArrayList<>();
        for (JobSpec job : jobs) {
            if (job.rendering() == 1) {
                entries.add(entry(job));
            }
        }
        try {
            return Sha256.of(SORTED.writeValueAsString(Arrays.asList(VERSION, folderTemplate, nameTemplate, entries)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as such", e);
        }
    }

    private static List<Object> entry(JobSpec job) {
        Ask ask = job.ask();
        return Arrays.asList(
                ask.mode().word(),
                ask.model(),
                ask.prompt(),
                ask.aspectRatio(),
                ask.image(),
                ask.extra(),
                job.name(),
                job.renderings(),
                ask.customId(),
                ask.metadata(),
                job.again());
    }
}
