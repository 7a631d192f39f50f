package lumadrop.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a start finds: the settings, and apart from them what is secret, which is in nothing that can be printed. */
public final class Loaded {
    private final Settings settings;
    private final Optional<String> apiKey;
    private final Map<String, String> environment;
    private final Path home;

    Loaded(Settings settings, Optional<String> apiKey, Map<String, String> environment, Path home) {
        this.settings = settings;
        this.apiKey = apiKey;
        this.environment = environment;
        this.home = home;
    }

    public Settings settings() {
        return settings;
    }

    /** Visible ASCII without white space; empty where no key was given, which is no fault before a verb needs it. */
    public Optional<String> apiKey() {
        return apiKey;
    }

    /**
     * How to get out. Only for verbs that do: the environment may name a proxy of a kind that is of no use here, which is
     * no fault before one is needed.
     *
     * @throws SettingsFault if what the environment or a file of passwords says cannot be used
     */
    public Network network() {
        Problems problems = new Problems();
        Network network = new Network(
                new ProxyFinder(environment, settings, problems).find(),
                settings.get(Keys.HTTP_TRUST_STORE).map(home.toAbsolutePath()::resolve),
                Secret.find(Network.TRUST_STORE_PASSWORD, environment, problems));
        problems.stopIfAny();
        return network;
    }

    @Override
    public String toString() {
        return "Loaded[" + settings + ", " + (apiKey.isPresent() ? "an API key" : "no API key") + "]";
    }
}
