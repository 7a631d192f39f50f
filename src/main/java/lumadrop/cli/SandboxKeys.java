package lumadrop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lumadrop.sandbox.Oddity;
import lumadrop.sandbox.SandboxSettings;
import lumadrop.settings.Keys;
import lumadrop.settings.Settings;
import lumadrop.text.Nearest;

/** The sandbox's settings out of ours. It knows nothing of us, so that what it says of a wrong one is put in our words. */
final class SandboxKeys {
    private SandboxKeys() {}

    /** @throws Stop if the sandbox does not take one */
    static SandboxSettings read(Settings settings) {
        for (String entry : settings.get(Keys.SANDBOX_ODDITIES)) {
            String name = entry.split("[*:]", 2)[0];
            if (Oddity.named(name).isEmpty()) {
                throw new Stop(
                        Exit.USAGE,
                        settings.shown(Keys.SANDBOX_ODDITIES) + "; there is no oddity '" + name + "'"
                                + nearest(name)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("")
                                + " ('lumadrop sandbox --list-oddities' lists them)");
            }
        }
        try {
            return SandboxSettings.from(settings.asProperties());
        } catch (IllegalArgumentException e) {
            throw new Stop(Exit.USAGE, e.getMessage());
        }
    }

    private static Optional<String> nearest(String name) {
        List<String> known = Arrays.stream(Oddity.values()).map(Oddity::id).toList();
        return Nearest.to(name, known);
    }
}
