package lumadrop.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import lumadrop.api.ListItem;
import lumadrop.job.Phase;
import lumadrop.job.Snapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {
    @ParameterizedTest
    @CsvSource({
        "'9 7 7 3', NEWEST_FIRST",
        "'3 7 7 9', OLDEST_FIRST",
        "'3 9 7', NONE",
        "'7 7 7', NONE",
        "'9 ? 3', NONE",
        "'9', NONE",
        "'', NONE"
    })
    void theTimesOfAPageShowItsOrder(String created, Order order) {
        List<ListItem> items = Arrays.stream(created.split(" "))
                .filter(text -> !text.isEmpty())
                .map(text -> text.equals("?") ? null : Instant.ofEpochSecond(1_700_000_000 + Long.parseLong(text)))
                .map(at -> new Snapshot("r", Phase.QUEUED, "queued", List.of(), null, at, null, Instant.EPOCH))
                .map(snapshot -> new ListItem(snapshot, null, null))
                .toList();
        assertThat(Order.of(items)).isEqualTo(order);
    }
}
