package lumadrop.sweep;

import static lumadrop.sweep.TestList.at;
import static lumadrop.sweep.TestList.done;
import static lumadrop.sweep.TestList.page;
import static lumadrop.sweep.TestList.saying;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lumadrop.job.Mode;
import lumadrop.job.Phase;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import lumadrop.learn.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made of pages, and when the list is asked. */
class SweepTest {
    private static final Kind KIND = new Kind("luma-uni-1.1", Mode.TEXT_TO_IMAGE);
    private static final int BYTES = 10_000;

    private final List<String> said = new ArrayList<>();
    private final Sweep sweep = new Sweep(true, this::urgency, Duration.ofSeconds(2), said::add);
    private double urgency = 0.5;

    private OptionalDouble urgency(Kind kind, Request request, Instant now) {
        return OptionalDouble.of(urgency);
    }

    private static Request request(Snapshot snapshot) {
        Request request = Request.taken(snapshot.requestId(), TestList.START);
        return snapshot.phase().isTerminal() && !snapshot.media().isEmpty() || snapshot.phase() == Phase.FAILED
                ? request.ended(snapshot.phase())
                : request;
    }

    /** Its own status says so, and it is asked again a second later, or not any more. */
    private void own(Snapshot snapshot) {
        folded(snapshot, Source.STATUS);
    }

    private void folded(Snapshot snapshot, Source source) {
        Request request = request(snapshot);
        Instant due = request.ended() == null ? snapshot.seenAt().plusSeconds(1) : null;
        sweep.folded(KIND, request, snapshot, due, source);
    }

    private void inFlight(int from, int to, double seconds) {
        IntStream.range(from, to).forEach(i -> own(saying("r" + i, Phase.QUEUED, seconds)));
    }

    private Look page(double seconds, Snapshot... items) {
        return sweep.page(TestList.page(items), BYTES, at(seconds), at(seconds + 0.01));
    }

    private static Snapshot[] queued(int from, int to, double seconds) {
        return IntStream.range(from, to)
                .mapToObj(i -> saying("r" + i, Phase.QUEUED, seconds))
                .toArray(Snapshot[]::new);
    }

    private static Snapshot[] with(Snapshot[] items, Snapshot... more) {
        return Stream.concat(Stream.of(items), Stream.of(more)).toArray(Snapshot[]::new);
    }

    /** Ten in flight, r0 to r9, of which the list has told rightly, and of three others that have ended. */
    private void trusted() {
        inFlight(0, 13, 0);
        for (int i = 10; i < 13; i++) {
            own(done("r" + i, i + ".png", 1));
        }
        Look look = page(
                3,
                with(queued(0, 10, 3), done("r10", "10.png", 3), done("r11", "11.png", 3), done("r12", "12.png", 3)));
        assertThat(look.same()).hasSize(10);
        assertThat(look.news()).isEmpty();
        assertThat(said).singleElement().asString().contains("13 items");
        inFlight(0, 1, 3); // a check, so that the next is not one
        page(3.1, queued(0, 10, 3.1));
    }

    private boolean spares(String id, double seconds) {
        return sweep.seen(id, at(seconds)).isPresent();
    }

    private void assertGivenUp(double seconds, String why) {
        assertThat(said).hasSize(2).last().asString().contains("1 min", why);
        assertThat(IntStream.range(0, 10).anyMatch(i -> spares("r" + i, seconds)))
                .isFalse();
        assertThat(sweep.take(at(seconds + 30))).isFalse();
    }

    // --- when it is asked

    @Test
    void aFewInFlightAreNotWorthACall() {
        urgency = 0;
        inFlight(0, 3, 0);
        assertThat(sweep.nextAt(at(1))).isEmpty();
        inFlight(3, 4, 0);
        assertThat(sweep.nextAt(at(0.5))).contains(at(0.75)); // just before the first is asked by id
        assertThat(sweep.take(at(0.5))).isFalse();
        assertThat(sweep.take(at(0.75))).isTrue();
    }

    /** The last of a drop are not to be noticed later than the others. */
    @Test
    void theLastFewOfManyAreLookedAtTillTheEnd() {
        trusted();
        assertThat(sweep.take(at(4))).isTrue();
        page(4, queued(0, 10, 4));
        for (int i = 1; i < 10; i++) {
            own(done("r" + i, i + ".png", 4.1));
        }
        folded(saying("r0", Phase.QUEUED, 4.1), Source.LIST);
        assertThat(sweep.nextAt(at(4.2))).contains(at(4).plusMillis(Math.round(1000 * Math.sqrt(4 / 5.0))));
        urgency = 0.01;
        assertThat(sweep.take(at(5))).isTrue();
        page(5, queued(0, 1, 5));
        assertThat(sweep.nextAt(at(5.1))).contains(at(6.2));
        folded(saying("r0", Phase.QUEUED, 60), Source.LIST);
        assertThat(sweep.nextAt(at(60))).isPresent();
        assertThat(sweep.nextAt(at(66))).isEmpty();
    }

    /** Of fewer, calls are worth it the more rarely; but these were many a moment ago. */
    @Test
    void theLastSeveralOfManyAreNoticedAboutAsSoonAsTheOthers() {
        trusted();
        assertThat(sweep.take(at(4))).isTrue();
        page(4, queued(0, 10, 4));
        for (int i = 5; i < 10; i++) {
            own(done("r" + i, i + ".png", 4.1));
        }
        urgency = 4 / 5.0 / 1.8 / 1.8;
        lookedAt(5, 5.01);
        assertThat(sweep.nextAt(at(5.1))).contains(at(6.2));
        lookedAt(7, 8);
        assertThat(sweep.nextAt(at(8.1))).as("a slow list").contains(at(9));
        lookedAt(64.1, 64.11);
        assertThat(sweep.nextAt(at(64.2))).as("a minute later").contains(at(65.9));
    }

    /** Five of them, r0 to r4, are asked for, and in flight. */
    private void lookedAt(double seconds, double answered) {
        IntStream.range(0, 5).forEach(i -> folded(saying("r" + i, Phase.QUEUED, seconds - 0.9), Source.LIST));
        assertThat(sweep.take(at(seconds))).isTrue();
        sweep.page(TestList.page(queued(0, 5, answered)), BYTES, at(seconds), at(answered));
    }

    @Test
    void whatHasJustBeenSubmittedIsNotTheLastOfWhatWasBefore() {
        trusted();
        assertThat(sweep.take(at(4))).isTrue();
        page(4, queued(0, 10, 4));
        for (int i = 0; i < 10; i++) {
            own(done("r" + i, i + ".png", 4.1));
        }
        urgency = 4 / 10.0 / 100 / 100;
        dueAt(30, 20, 30, 4.2);
        assertThat(sweep.take(at(29.75))).isTrue();
        page(29.75, queued(20, 30, 29.75));
        dueAt(55, 20, 30, 30);
        assertThat(sweep.nextAt(at(30.1))).contains(at(54.75));
    }

    private void dueAt12(int n) {
        dueAt(12, 0, n, 0);
    }

    /** Those, in flight as their own status said then, are asked by id at that time. */
    private void dueAt(double due, int from, int to, double seconds) {
        IntStream.range(from, to).forEach(i -> {
            Snapshot queued = saying("r" + i, Phase.QUEUED, seconds);
            sweep.folded(KIND, request(queued), queued, at(due), Source.STATUS);
        });
    }

    /** Some of many end before any one of them is worth a call by id. */
    @Test
    void manyAreWorthALookBeforeTheTurnOfAny() {
        dueAt12(50);
        urgency = 4 / 50.0 / 16;
        assertThat(sweep.nextAt(at(1))).contains(at(4));
        urgency = 4 / 50.0;
        assertThat(sweep.nextAt(at(2))).contains(at(1));
    }

    @Test
    void itIsNotAskedBeforeAnybodysTurnComes() {
        urgency = 0;
        dueAt12(10);
        assertThat(sweep.nextAt(at(1))).contains(at(11.75));
    }

    @Test
    void theMoreMayEndTheOftenerItIsAsked() {
        trusted();
        assertThat(sweep.take(at(4))).isTrue();
        page(4, queued(0, 10, 4));
        assertThat(sweep.nextAt(at(4))).contains(at(4).plusMillis(Math.round(1000 * Math.sqrt(4 / 5.0))));
        urgency = 50;
        assertThat(sweep.take(at(5))).isTrue();
        page(5, queued(0, 10, 5));
        assertThat(sweep.nextAt(at(5))).contains(at(5.2));
    }

    @Test
    void aSlowListIsAskedLessOften() {
        trusted();
        assertThat(sweep.take(at(4))).isTrue();
        sweep.page(TestList.page(queued(0, 10, 9)), BYTES, at(4), at(9));
        assertThat(sweep.nextAt(at(9))).contains(at(14));
    }

    /** Another process has polled them, or a person has decided. */
    @Test
    void whatIsNotAskedAfterInItsTurnIsForgotten() {
        inFlight(0, 10, 0);
        assertThat(sweep.nextAt(at(61))).isPresent();
        assertThat(sweep.nextAt(at(62))).isEmpty();
    }

    @Test
    void whatIsAskedByIdRarelyIsNotWorthACall() {
        IntStream.range(0, 10)
                .forEach(i -> sweep.folded(
                        KIND,
                        request(saying("r" + i, Phase.QUEUED, 0)),
                        saying("r" + i, Phase.QUEUED, 0),
                        at(900),
                        Source.STATUS));
        assertThat(sweep.nextAt(at(1))).isEmpty();
    }

    @Test
    void offIsOff() {
        Sweep off = new Sweep(false, this::urgency, Duration.ofSeconds(2), said::add);
        IntStream.range(0, 10)
                .forEach(i -> off.folded(
                        KIND,
                        request(saying("r" + i, Phase.QUEUED, 0)),
                        saying("r" + i, Phase.QUEUED, 0),
                        at(1),
                        Source.STATUS));
        assertThat(off.nextAt(at(1))).isEmpty();
        assertThat(off.take(at(1))).isFalse();
    }

    // --- what it takes to be believed

    @Test
    void whileNothingIsProvenNothingIsSparedOrTakenFromTheList() {
        inFlight(0, 10, 0);
        Look look = page(1, with(queued(1, 10, 1), done("r0", "0.png", 1)));
        assertThat(look.news())
                .singleElement()
                .satisfies(news -> assertThat(news.isBelieved()).isFalse());
        assertThat(spares("r1", 1.1)).isFalse();
        assertThat(page(2, with(queued(1, 10, 2), done("r0", "0.png", 2))).news())
                .isEmpty(); // asked at once, once
    }

    @Test
    void endsThatTheListToldOfFirstProveItToo() {
        inFlight(0, 10, 0);
        page(
                1,
                with(
                        queued(3, 10, 1),
                        done("r0", "0.png?a", 1),
                        done("r1", "1.png", 1),
                        saying("r2", Phase.FAILED, 1)));
        own(done("r0", "0.png?b", 1.1));
        own(done("r1", "1.png", 1.1));
        assertThat(said).isEmpty();
        own(saying("r2", Phase.FAILED, 1.1));
        assertThat(said).hasSize(1);
    }

    @Test
    void aListOfOtherPicturesIsNotBelieved() {
        trusted();
        own(done("r0", "0.png", 3.5));
        page(4, with(queued(1, 10, 4), done("r0", "0-small.png", 4)));
        assertGivenUp(4.1, "other pictures of request r0");
    }

    @Test
    void aListThatSaysOfTheEndWhatTheRequestItselfDoesNotIsNotBelieved() {
        trusted();
        page(4, with(queued(1, 10, 4), saying("r0", Phase.FAILED, 4)));
        own(saying("r0", Phase.PROCESSING, 4.1));
        assertGivenUp(4.2, "it says failed of request r0, whose own status is processing");
    }

    @Test
    void aListThatDoesNotShowPicturesIsOfNoUse() {
        for (int round = 0; round < 4; round++) {
            inFlight(0, 10, 10 * round);
            for (int i = 0; i < 3; i++) {
                own(done("r" + i, i + ".png", 10 * round + 1));
            }
            page(
                    10 * round + 4,
                    with(
                            queued(3, 10, 10 * round + 4),
                            saying("r0", Phase.SUCCEEDED, 10 * round + 4),
                            saying("r1", Phase.SUCCEEDED, 10 * round + 4),
                            saying("r2", Phase.SUCCEEDED, 10 * round + 4)));
        }
        inFlight(0, 10, 40);
        assertThat(sweep.take(at(41))).isFalse(); // left alone
        assertThat(sweep.take(at(70))).isFalse();
        inFlight(0, 10, 100);
        assertThat(sweep.take(at(101))).isTrue();
        assertThat(said).isEmpty();
    }

    // --- what is taken from it

    @Test
    void whatItTellsIsTakenAndWhatItLeavesOutIsAskedFor() {
        trusted();
        Look look = page(
                4,
                with(
                        queued(4, 10, 4),
                        done("r0", "0.png", 4),
                        saying("r1", Phase.PROCESSING, 4),
                        saying("r2", Phase.SUCCEEDED, 4),
                        saying("r3", Phase.FAILED, 4),
                        done("stranger", "s.png", 4)));
        assertThat(look.news())
                .extracting(news -> news.snapshot().requestId() + " " + news.isBelieved())
                .containsExactly("r0 true", "r1 true", "r2 false", "r3 false");
        assertThat(look.same()).hasSize(6);
    }

    @Test
    void aTurnIsPassedOverWhileTheListTells() {
        trusted();
        assertThat(spares("r1", 3.2)).isTrue();
        assertThat(spares("stranger", 3.2)).isFalse();
        page(4, queued(2, 10, 4));
        assertThat(spares("r1", 4.1)).isFalse(); // absence says nothing
        assertThat(spares("r2", 4.1)).isTrue();
    }

    @Test
    void oneThatFallsOffTheListIsAskedByIdAtOnceAndOftenerFromThenOn() {
        trusted();
        assertThat(sweep.gap("r0")).isEmpty();
        assertThat(page(4, queued(1, 10, 4)).news()).singleElement().satisfies(news -> {
            assertThat(news.snapshot().requestId()).isEqualTo("r0");
            assertThat(news.isBelieved()).isFalse();
        });
        assertThat(sweep.gap("r0"))
                .contains(Duration.ofMillis(Math.round(1000 * Math.sqrt(4 / 4.5)))
                        .multipliedBy(3)
                        .dividedBy(2));
        own(saying("r0", Phase.QUEUED, 4.1));
        assertThat(page(5, queued(1, 10, 5)).news()).isEmpty();
        assertThat(sweep.gap("r0")).isPresent();
        assertThat(sweep.gap("r1")).isEmpty();
        page(6, queued(0, 10, 6));
        assertThat(sweep.gap("r0")).isEmpty();
    }

    @Test
    void whatASlowListLacksIsAskedForNoSoonerThanTheList() {
        trusted();
        sweep.page(TestList.page(queued(1, 10, 6)), BYTES, at(4), at(6));
        assertThat(sweep.gap("r0")).contains(Duration.ofSeconds(6));
    }

    /** Of thousands in flight the list tells of the newest: the others have their plans. */
    @Test
    void manyThatFallOffTheListKeepTheirTurns() {
        trusted();
        assertThat(page(4, queued(2, 10, 4)).news()).isEmpty();
        assertThat(sweep.gap("r0")).isEmpty();
    }

    @Test
    void nowAndThenOneIsAskedByIdAllTheSame() {
        trusted();
        page(14, queued(0, 10, 14));
        assertThat(spares("r1", 14.1)).isFalse();
        assertThat(spares("r2", 14.1)).isTrue();
    }

    @Test
    void nowAndThenAnEndIsHeldAgainstTheRequestsOwnAnswer() {
        trusted();
        Look look = page(62, with(queued(2, 10, 62), done("r0", "0.png", 62), done("r1", "1.png", 62)));
        assertThat(look.news())
                .extracting(news -> news.snapshot().requestId() + " " + news.isBelieved())
                .containsExactly("r0 false", "r1 true");
        own(done("r0", "0-large.png", 62.1));
        assertGivenUp(62.2, "other pictures of request r0");
    }

    @Test
    void newsIsNotTakenForWhatWasKnown() {
        trusted();
        page(4, with(queued(1, 10, 4), saying("r0", Phase.PROCESSING, 4)));
        assertThat(spares("r0", 4.1)).isFalse();
        folded(saying("r0", Phase.PROCESSING, 4), Source.LIST);
        assertThat(spares("r0", 4.2)).isFalse();
        page(5, with(queued(1, 10, 5), saying("r0", Phase.PROCESSING, 5)));
        assertThat(spares("r0", 5.1)).isTrue();
    }

    // --- when it disappoints

    @Test
    void aListThatLagsIsGivenUp() {
        trusted();
        own(saying("r0", Phase.PROCESSING, 3.5));
        page(4, queued(0, 10, 4)); // it may have been made in the same moment
        assertThat(said).hasSize(1);
        assertThat(spares("r0", 4.1)).isFalse();
        assertThat(page(6, queued(0, 10, 6)).same()).isEmpty();
        assertGivenUp(6.1, "it lags: it says queued of request r0, which was seen processing before");
    }

    @Test
    void aListThatDoesNotNoticeAnEndIsGivenUp() {
        trusted();
        own(done("r0", "0.png", 3.5));
        page(6, queued(0, 10, 6));
        assertGivenUp(6.1, "it lags: it says queued of request r0");
    }

    @Test
    void aListThatGoesBackOnItsOwnWordIsGivenUp() {
        trusted();
        page(4, with(queued(1, 10, 4), done("r0", "0.png", 4)));
        folded(done("r0", "0.png", 4), Source.LIST);
        page(7, queued(0, 10, 7));
        assertGivenUp(7.1, "it lags");
    }

    @Test
    void aRefusalEndsItAtOnce() {
        trusted();
        sweep.refused("HTTP 403", at(4));
        assertGivenUp(4.1, "HTTP 403");
    }

    @Test
    void callsInVainSpareNothingAndAreSoonGivenUp() {
        trusted();
        sweep.failed("HTTP 500", null, at(4));
        assertThat(spares("r1", 4.1)).isFalse();
        assertThat(sweep.take(at(5))).isFalse();
        assertThat(sweep.take(at(6))).isTrue();
        sweep.failed("HTTP 500", null, at(6));
        sweep.failed("HTTP 500", null, at(10));
        assertGivenUp(10.1, "HTTP 500");
    }

    @Test
    void anEmptyListIsACallInVain() {
        trusted();
        for (int i = 4; i < 7; i++) {
            page(i);
            assertThat(spares("r1", i + 0.1)).isFalse();
        }
        assertGivenUp(6.1, "it tells of 0 of 10 requests in flight");
    }

    @Test
    void aListThatSparesFewerCallsThanItTakesIsGivenUp() {
        trusted();
        for (int i = 0; i < 21; i++) {
            double now = 4 + 2 * i;
            IntStream.range(0, 10).forEach(k -> folded(saying("r" + k, Phase.QUEUED, now - 0.5), Source.LIST));
            assertThat(said).hasSize(1);
            assertThat(sweep.take(at(now + 1))).isTrue();
            if (i < 15) {
                sweep.spared();
            }
            page(now + 1, queued(0, 10, now + 1));
            if (said.size() > 1) {
                break;
            }
        }
        assertThat(said).last().asString().contains("more calls than it spares (20 for 15)");
    }

    /** Calls for the last of many are made for their sake, not for what they spare. */
    @Test
    void theLastOfManyNeedSpareNothing() {
        trusted();
        page(4, queued(0, 10, 4));
        for (int i = 5; i < 10; i++) {
            own(done("r" + i, i + ".png", 4.1));
        }
        urgency = 4 / 5.0 / 1.8 / 1.8;
        for (int call = 0; call < 25; call++) {
            lookedAt(6 + 2 * call, 6.01 + 2 * call);
        }
        assertThat(said).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void whatIsNotAskedAfterAnyMoreIsForgotten(Source source) {
        inFlight(0, 4, 0);
        sweep.folded(KIND, request(saying("r0", Phase.QUEUED, 0)), saying("r0", Phase.QUEUED, 0), null, source);
        assertThat(sweep.nextAt(at(1))).isEmpty();
    }
}
