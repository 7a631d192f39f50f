package lumadrop.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FillTest {
    private static final int SHORT = 500;

    private final Fill fill = new Fill();

    private void brought(int items, int bytesEach, int deepest, int missing, Order order) {
        fill.brought(items, items * bytesEach, deepest, missing, 100, order);
    }

    @Test
    void aPageThatLacksManyIsFollowedByALongerOne() {
        assertThat(fill.size(60)).isEqualTo(120);
        brought(120, SHORT, 119, 6, Order.NEWEST_FIRST);
        assertThat(fill.size(100)).isEqualTo(240);
        brought(240, SHORT, 150, 5, Order.NEWEST_FIRST);
        assertThat(fill.size(100)).isEqualTo(198);
    }

    @Test
    void aPageReachesJustPastTheLastRequestInFlight() {
        assertThat(fill.size(200)).isEqualTo(400);
        brought(400, SHORT, 99, 0, Order.NEWEST_FIRST);
        assertThat(fill.size(200)).isEqualTo(135);
        brought(135, SHORT, -1, 0, Order.NEWEST_FIRST);
        assertThat(fill.size(0)).isEqualTo(50);
    }

    /** The upstream brings no more than that, or there are no more. */
    @Test
    void noMoreIsAskedForWhereNoMoreComes() {
        assertThat(fill.size(100)).isEqualTo(200);
        brought(100, SHORT, 99, 50, Order.NEWEST_FIRST);
        assertThat(fill.size(100)).isEqualTo(135);
    }

    @Test
    void aLongerPageOfTheOldestIsOfNoUse() {
        assertThat(fill.size(50)).isEqualTo(100);
        brought(100, SHORT, -1, 100, Order.OLDEST_FIRST);
        assertThat(fill.size(50)).isEqualTo(50);
    }

    @Test
    void longPromptsMakeShortPages() {
        assertThat(fill.size(250)).isEqualTo(500);
        brought(500, 4 << 10, 499, 50, Order.NEWEST_FIRST);
        assertThat(fill.size(250)).isEqualTo(64);
        brought(64, 60 << 10, 63, 50, Order.NEWEST_FIRST);
        assertThat(fill.size(250)).isEqualTo(50);
    }

    @Test
    void aRefusedWishIsStatedNoMore() {
        assertThat(fill.size(100)).isEqualTo(200);
        assertThat(fill.unstated()).isTrue();
        assertThat(fill.size(100)).isZero();
        assertThat(fill.unstated()).isFalse();
    }

    @Test
    void anAnswerThatIsTooLongIsHalved() {
        assertThat(fill.size(100)).isEqualTo(200);
        assertThat(fill.shorter()).isTrue();
        assertThat(fill.size(100)).isEqualTo(100);
        brought(100, SHORT, 99, 100, Order.NEWEST_FIRST);
        assertThat(fill.size(100)).isEqualTo(100);
        for (int i = 0; i < 7; i++) {
            fill.shorter();
        }
        assertThat(fill.shorter()).isFalse();
    }
}
