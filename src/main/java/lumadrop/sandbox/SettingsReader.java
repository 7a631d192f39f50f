package lumadrop.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code lumadrop.sandbox.*} from a map; every complaint names the key, what was found and what is expected. */
final class SettingsReader {

    private static final String PREFIX = "lumadrop.sandbox.";
    private static final Pattern DURATION = Pattern.compile("(-?\\d{1,9})(ms|s|m|h)");

    private final Map<String, String> values;

    SettingsReader(Map<String, String> values, Set<String> known) {
        this.values = values;
        for (String key : new TreeSet<>(values.keySet())) {
            if (key.startsWith(PREFIX) && !known.contains(key.substring(PREFIX.length()))) {
                throw new IllegalArgumentException(
                        key + ": there is no such setting; known are " + new TreeSet<>(known) + " after " + PREFIX);
            }
        }
    }

    String text(String name, String byDefault) {
        String value = values.get(PREFIX + name);
        return value == null ? byDefault : value.strip();
    }

    int number(String name, int byDefault, int least, int most) {
        String value = text(name, String.valueOf(byDefault));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message.
        }
        throw new IllegalArgumentException(
                PREFIX + name + ": '" + value + "' is not a whole number from " + least + " to " + most);
    }

    double decimal(String name, double byDefault, double least, double most) {
        String value = text(name, String.valueOf(byDefault));
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message.
        }
        throw new IllegalArgumentException(
                PREFIX + name + ": '" + value + "' is not a number from " + least + " to " + most);
    }

    long seed(String name) {
        String value = text(name, "");
        try {
            return value.isEmpty() ? 0 : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PREFIX + name + ": '" + value + "' is not a whole number", e);
        }
    }

    Duration duration(String name, Duration byDefault, Duration least, Duration most) {
        String value = text(name, "");
        if (value.isEmpty()) {
            return byDefault;
        }
        Duration duration = duration(name, value);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException(PREFIX + name + ": '" + value + "' is out of range; expected from "
                    + least.toMillis() + "ms to " + most.toSeconds() + "s");
        }
        return duration;
    }

    static Duration duration(String name, String value) {
        Matcher matcher = DURATION.matcher(value.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    PREFIX + name + ": '" + value + "' is not a duration such as 500ms, 20s, 5m or 1h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
