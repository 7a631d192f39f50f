package lumadrop.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one job asks of the upstream, and what its sender wants echoed. Never changes after intake.
 *
 * @param prompt to the character as it was dropped
 * @param aspectRatio such as {@code 16:9}; null: not sent, the upstream chooses
 * @param image the source image's URL of an edit; null for text-to-image
 * @param extra further payload fields that the operator's settings let through (JSON values); empty as shipped
 * @param customId the caller's own id; null where none was given
 * @param metadata the caller's own pairs, echoed wherever the job appears
 */
public record Ask(
        Mode mode,
        String model,
        String prompt,
        String aspectRatio,
        String image,
        Map<String, Object> extra,
        String customId,
        Map<String, String> metadata) {
    public Ask {
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
