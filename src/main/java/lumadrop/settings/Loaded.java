package lumadrop.settings;

import java.util.Optional;

/** What a start finds: the settings, and apart from them the API key, which is in nothing that can be printed. */
public final class Loaded {
    private final Settings settings;
    private final Optional<String> apiKey;

    Loaded(Settings settings, Optional<String> apiKey) {
        this.settings = settings;
        this.apiKey = apiKey;
    }

    public Settings settings() {
        return settings;
    }

    /** Visible ASCII without white space; empty where no key was given, which is no fault before a verb needs it. */
    public Optional<String> apiKey() {
        return apiKey;
    }

    @Override
    public String toString() {
        return "Loaded[" + settings + ", " + (apiKey.isPresent() ? "an API key" : "no API key") + "]";
    }
}
