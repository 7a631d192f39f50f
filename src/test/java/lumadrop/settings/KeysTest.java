package lumadrop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {
    static Collection<Key<?>> keys() {
        return Keys.all().values();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyDefaultIsWithinItsOwnRange(Key<?> key) {
        assertThat(key.kind().read(key.text())).isNotNull();
        assertThat(key.kind().tidy(key.text())).isEqualTo(key.text());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeySaysWhyInOneLine(Key<?> key) {
        assertThat(key.name()).matches("lumadrop(\\.[a-z]+(-[a-z]+)*)+");
        assertThat(key.why()).matches("\\p{Lu}.*\\.").hasSizeLessThan(119);
        assertThat(key.kind().expected()).isNotBlank().hasSizeLessThan(111);
    }

    @Test
    void noTwoKeysShareAVariable() {
        assertThat(keys()).extracting(Key::variable).doesNotHaveDuplicates();
    }

    @Test
    void noKeyIsTakenForAServiceLink() {
        assertThat(keys()).noneMatch(key -> ServiceLinks.isOne(key.variable(), key.text()));
    }

    @Test
    void theNamesThatOthersRelyOnStand() {
        assertThat(Keys.all().keySet())
                .contains(
                        "lumadrop.api.base-url",
                        "lumadrop.api.key",
                        "lumadrop.api.model",
                        "lumadrop.api.organization",
                        "lumadrop.ledger.url",
                        "lumadrop.max-in-flight",
                        "lumadrop.submit.concurrency",
                        "lumadrop.poll.concurrency",
                        "lumadrop.collect.concurrency",
                        "lumadrop.poll.per-second",
                        "lumadrop.deadline",
                        "lumadrop.overdue-for",
                        "lumadrop.inbox.stable-time",
                        "lumadrop.media.allow-private-network",
                        "lumadrop.board.port");
    }
}
