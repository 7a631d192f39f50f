package lumadrop.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings in force: checked, typed, never changing. Whoever builds a room takes plain values from here
 * ({@code settings.get(Keys.POLL_INTERVAL)}) and hands those on.
 */
public final class Settings {
    private final Map<String, Setting> settings;
    private final Map<String, String> others;

    Settings(Map<String, Setting> settings, Map<String, String> others) {
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        this.others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /** The key's value; never null. */
    @SuppressWarnings("unchecked") // What stands under a key was read by that key's own kind.
    public <T> T get(Key<T> key) {
        return (T) settings.get(key.name()).value();
    }

    /** Where the key's value came from, for a message: {@code the environment variable LUMADROP_DEADLINE}. */
    public String source(Key<?> key) {
        return settings.get(key.name()).source();
    }

    /** What is not ours, {@code camel.*} and {@code quartz.*} above all, as it was written. */
    public Map<String, String> others() {
        return others;
    }

    /** Every {@code lumadrop.*} key's text for Camel's property placeholders; without the API key. */
    public Map<String, String> asProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Setting setting : settings.values()) {
            properties.put(setting.key().name(), setting.text());
        }
        return properties;
    }

    boolean has(Key<?> key) {
        return settings.containsKey(key.name());
    }

    /** {@code lumadrop.deadline: '5m', from the environment variable LUMADROP_DEADLINE}. */
    public String shown(Key<?> key) {
        return key.name() + ": " + key.shown(settings.get(key.name()).text()) + ", from " + source(key);
    }

    /** What differs from the defaults, and whence; nothing secret. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Settings[");
        String comma = "";
        for (Setting setting : settings.values()) {
            if (!setting.isDefault()) {
                text.append(comma).append(shown(setting.key()));
                comma = "; ";
            }
        }
        return text.append(']').toString();
    }
}
