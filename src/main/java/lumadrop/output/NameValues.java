package lumadrop.output;

import java.time.ZonedDateTime;
import java.util.Map;

/**
 * What the placeholders of a {@link NameTemplate} stand for. All of it may come from outside: none is safe yet.
 *
 * @param drop the drop's path in the inbox without its ending, {@code /} between parts
 * @param name the job's name; the fallback too, where a template renders to nothing
 * @param n the job's number in its drop; null where it is not one job that is named
 * @param customId null where none was given
 * @param received the time of intake in the zone that dates are shown in
 * @param prompt null where it is not one prompt that is meant
 */
public record NameValues(
        String drop,
        String name,
        String n,
        String customId,
        Map<String, String> metadata,
        ZonedDateTime received,
        String prompt) {}
