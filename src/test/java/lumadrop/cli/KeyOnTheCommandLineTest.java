package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyOnTheCommandLineTest {
    @Test
    void theKeyIsFoundWhereverItWasTyped() {
        String key = "sk-0123456789ab\n";
        assertThat(Lumadrop.hasKey(key, "drain", "--api-key", "sk-0123456789ab"))
                .isTrue();
        assertThat(Lumadrop.hasKey(key, "drain", "--lumadrop.api.key=sk-0123456789ab"))
                .isTrue();
        assertThat(Lumadrop.hasKey(key, "drain", "--home", "/srv/luma")).isFalse();
        assertThat(Lumadrop.hasKey("short", "check", "short.json")).isFalse();
        assertThat(Lumadrop.hasKey(null, "drain")).isFalse();
    }
}
