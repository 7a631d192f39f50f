package lumadrop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import lumadrop.api.ListItem;
import lumadrop.job.Ask;
import lumadrop.job.Doubt;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Phase;
import lumadrop.job.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one look into the upstream's list may and may not conclude. */
class SearchTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant T = Instant.parse("2026-11-25T10:00:00Z");

    private final Set<String> ours = new HashSet<>();
    private final List<Job> uncertain = new ArrayList<>();
    private final List<ListItem> items = new ArrayList<>();
    private Duration ahead = Duration.ZERO;
    private Duration margin = Duration.ofSeconds(10);
    private OptionalLong total;
    private int unreadable;
    private String lacks;

    // --- the scene

    private Job unknown(String prompt, int attemptedAfter) {
        return add(prompt, JobState.UNKNOWN, attemptedAfter);
    }

    private Job add(String prompt, JobState state, int attemptedAfter) {
        return add(
                new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", prompt, null, null, Map.of(), null, Map.of()),
                state,
                attemptedAfter);
    }

    private Job add(Ask ask, JobState state, int attemptedAfter) {
        int n = uncertain.size() + 1;
        Instant attempt = T.plusSeconds(attemptedAfter);
        Doubt doubt = Doubt.NONE.attempted(attempt);
        Job job = new Job("d-" + n, "d", n, "n" + n, "d/n" + n, ask, state, 1, null, null, 1, 0, null, T, T)
                .withDoubt(state == JobState.SUBMITTING ? doubt : doubt.opened(attempt.plusSeconds(5)));
        uncertain.add(job);
        return job;
    }

    private void item(String id, int createdAfter, String payload) {
        item(id, T.plusSeconds(createdAfter), payload);
    }

    private void item(String id, Instant created, String payload) {
        items.add(new ListItem(
                new Snapshot(id, Phase.QUEUED, "queued", List.of(), null, created, created, T),
                "luma-uni-1.1",
                payload == null ? null : json(payload)));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private Finding look(Job job) {
        RequestList list = new RequestList(
                items,
                total == null ? OptionalLong.of(items.size()) : total,
                unreadable,
                T.plusSeconds(60),
                ahead,
                margin,
                lacks);
        return new Search(list, uncertain, ours::contains).of(job);
    }

    private String found(Job job) {
        Finding finding = look(job);
        return finding instanceof Finding.Found found ? found.snapshot().requestId() : finding.toString();
    }

    // --- whose a request is

    @Test
    void aRequestOfTheSamePayloadMadeSinceIsTheJobs() {
        Job job = unknown("a cat", 0);
        item("old", -60, "{'prompt':'a cat'}");
        item("other", 1, "{'prompt':'a dog'}");
        item("mine", 1, "{'prompt':'a cat'}");
        assertThat(found(job)).isEqualTo("mine");
    }

    @Test
    void aRequestThatAnyJobHasOrHadIsNobodyElses() {
        Job job = unknown("a cat", 0);
        item("known", 1, "{'prompt':'a cat'}");
        ours.add("known");
        assertThat(look(job)).isInstanceOf(Finding.Absent.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'prompt':'a cat','aspect_ratio':'1:1'}|true", // the upstream fills in its default
                "{'prompt':'a cat','image':null}|true",
                "{'prompt':'a cat','seed':7}|true",
                "{'prompt':'a cat','image':'https://example.com/a.png'}|false", // somebody's edit
                "{'prompt':'a cat '}|false",
                "{'prompt':'A cat'}|false"
            })
    void whatWeSentDecidesAndWhatTheUpstreamAddsDoesNot(String payload, boolean same) {
        Job job = unknown("a cat", 0);
        item("r", 1, payload);
        assertThat(found(job).equals("r")).isEqualTo(same);
    }

    @Test
    void allThatWasSentMustBeTheSame() {
        Ask ask = new Ask(Mode.EDIT, "luma-uni-1.1", "night", "16:9", "https://x/1", Map.of("seed", 7), null, Map.of());
        Job job = add(ask, JobState.UNKNOWN, 0);
        item("ratio", 1, "{'prompt':'night','aspect_ratio':'1:1','image':'https://x/1','seed':7}");
        item("image", 1, "{'prompt':'night','aspect_ratio':'16:9','image':'https://x/2','seed':7}");
        item("seed", 1, "{'prompt':'night','aspect_ratio':'16:9','image':'https://x/1','seed':8}");
        assertThat(look(job)).isInstanceOf(Finding.Absent.class);
        item("mine", 1, "{'prompt':'night','aspect_ratio':'16:9','image':'https://x/1','seed':7.0}");
        assertThat(found(job)).isEqualTo("mine");
    }

    @Test
    void aRequestOfAnotherModelIsNotTheJobs() {
        Job job = unknown("a cat", 0);
        items.add(new ListItem(
                new Snapshot("r", Phase.QUEUED, "queued", List.of(), null, T, T, T),
                "other",
                json("{'prompt':'a cat'}")));
        assertThat(look(job)).isInstanceOf(Finding.Absent.class);
    }

    /** An hour ahead by its Date, as its created_at is: and a margin for the rest. */
    @ParameterizedTest
    @CsvSource({"3600,10,3592,true", "3600,10,3580,false", "0,300,-290,true", "0,300,-310,false", "-50,10,-55,true"})
    void theUpstreamsClockIsReckonedWith(int aheadSeconds, int marginSeconds, int created, boolean is) {
        Job job = unknown("a cat", 0);
        ahead = Duration.ofSeconds(aheadSeconds);
        margin = Duration.ofSeconds(marginSeconds);
        item("r", created, "{'prompt':'a cat'}");
        assertThat(found(job).equals("r")).isEqualTo(is);
    }

    // --- jobs that sent the same

    @Test
    void jobsThatSentTheSameAreMatchedOneToOneInTheOrderOfTime() {
        Job first = unknown("a cat", 0);
        Job second = unknown("a cat", 30);
        Job third = unknown("a cat", 60);
        item("late", 61, "{'prompt':'a cat'}");
        item("early", 1, "{'prompt':'a cat'}");
        assertThat(found(first)).isEqualTo("early");
        assertThat(found(second)).isEqualTo("late");
        assertThat(look(third)).isInstanceOf(Finding.Absent.class);
    }

    @Test
    void whateverTheOrderNoRequestGoesToTwoJobsAndAsManyAsPossibleFindOne() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            uncertain.clear();
            items.clear();
            int jobs = 1 + random.nextInt(5);
            for (int i = 0; i < jobs; i++) {
                unknown("a cat", 20 * random.nextInt(5));
            }
            for (int i = 0; i < random.nextInt(6); i++) {
                item("r" + i, 20 * random.nextInt(6), "{'prompt':'a cat'}");
            }
            Collections.shuffle(uncertain, random);
            List<String> found = uncertain.stream()
                    .map(this::look)
                    .filter(Finding.Found.class::isInstance)
                    .map(finding -> ((Finding.Found) finding).snapshot().requestId())
                    .toList();
            assertThat(found).doesNotHaveDuplicates().hasSize(most(uncertain, items));
        }
    }

    /** How many of the jobs can have a request of their own: by trying. */
    private int most(List<Job> jobs, List<ListItem> free) {
        if (jobs.isEmpty()) {
            return 0;
        }
        List<Job> rest = jobs.subList(1, jobs.size());
        int most = most(rest, free);
        for (ListItem item : free) {
            Instant from = jobs.get(0).doubt().attemptedAt().minus(margin);
            if (!item.snapshot().createdAt().isBefore(from)) {
                List<ListItem> others = new ArrayList<>(free);
                others.remove(item);
                most = Math.max(most, 1 + most(rest, others));
            }
        }
        return most;
    }

    @Test
    void whatMayBeThatOfAJobJustBeingSubmittedWaitsForItsAnswer() {
        Job job = unknown("a cat", 0);
        add("a cat", JobState.SUBMITTING, 0);
        item("r", 1, "{'prompt':'a cat'}");
        assertThat(look(job)).isInstanceOf(Finding.UnderWay.class);
    }

    /** It could be either's: the one asked for no ratio, and the upstream fills in what the other one asked for. */
    @Test
    void noAbsenceIsProvenWhileAnotherMayHaveWhatIsTheJobs() {
        Job plain = unknown("a cat", 0);
        Ask square = new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", "a cat", "1:1", null, Map.of(), null, Map.of());
        add(square, JobState.SUBMITTING, 0);
        item("r", 1, "{'prompt':'a cat','aspect_ratio':'1:1'}");
        assertThat(look(plain)).isInstanceOf(Finding.UnderWay.class);
    }

    @Test
    void theOneThatAskedForItByNameIsPreferred() {
        Job plain = unknown("a cat", 0);
        Ask wide = new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", "a cat", "16:9", null, Map.of(), null, Map.of());
        Job named = add(wide, JobState.UNKNOWN, 0);
        item("wide", 1, "{'prompt':'a cat','aspect_ratio':'16:9'}");
        item("default", 1, "{'prompt':'a cat','aspect_ratio':'1:1'}");
        assertThat(found(named)).isEqualTo("wide");
        assertThat(found(plain)).isEqualTo("default");
    }

    // --- items that do not say what was asked

    @Test
    void anEmptyEchoIsTheOnlyUncertainJobs() {
        Job job = unknown("a cat", 0);
        item("blank", 1, null);
        assertThat(found(job)).isEqualTo("blank");
    }

    @Test
    void anEmptyEchoIsLeftWhereTheListNamesTheJobsOwn() {
        Job job = unknown("a cat", 0);
        item("blank", 0, null);
        item("mine", 1, "{'prompt':'a cat'}");
        assertThat(found(job)).isEqualTo("mine");
    }

    @Test
    void anEmptyEchoThatMayBeAnothersIsNobodysAndProvesNoAbsence() {
        Job cat = unknown("a cat", 0);
        Job dog = unknown("a dog", 0);
        item("blank", 1, null);
        assertThat(look(cat)).isInstanceOf(Finding.Unproven.class);
        assertThat(look(dog)).isInstanceOf(Finding.Unproven.class);
    }

    @Test
    void moreEmptyEchoesThanJobsAreNobodys() {
        Job job = unknown("a cat", 0);
        item("blank1", 1, null);
        item("blank2", 2, null);
        assertThat(look(job)).isInstanceOf(Finding.Unproven.class);
    }

    @Test
    void asManyEmptyEchoesAsJobsThatSentTheSameAreTheirs() {
        Job first = unknown("a cat", 0);
        Job second = unknown("a cat", 1);
        item("blank1", 2, null);
        item("blank2", 3, null);
        assertThat(found(first)).isEqualTo("blank1");
        assertThat(found(second)).isEqualTo("blank2");
    }

    @Test
    void anEmptyEchoThatMayBeAHeldJobsIsNobodys() {
        Job job = unknown("a cat", 0);
        add("a dog", JobState.HELD, 0);
        item("blank", 1, null);
        assertThat(look(job)).isInstanceOf(Finding.Unproven.class);
    }

    @Test
    void anEmptyEchoMadeLongAfterTheAttemptIsAStranger() {
        Job job = unknown("a cat", 0);
        item("blank", 50, null);
        assertThat(look(job)).isInstanceOf(Finding.Absent.class);
    }

    @Test
    void aRequestWithoutATimeIsNeitherTakenNorOverlooked() {
        Job job = unknown("a cat", 0);
        item("r", null, "{'prompt':'a cat'}");
        assertThat(look(job)).isInstanceOf(Finding.Unproven.class);
    }

    // --- what proves an absence

    @Test
    void aWholeListProvesAbsenceInWhateverOrder() {
        Job job = unknown("a cat", 0);
        item("b", 2, "{'prompt':'x'}");
        item("a", 1, "{'prompt':'x'}");
        item("c", 3, "{'prompt':'x'}");
        assertThat(look(job)).isInstanceOf(Finding.Absent.class);
    }

    @Test
    void aPageThatIsNewestFirstAndReachesBackProvesAbsence() {
        Job job = unknown("a cat", 0);
        total = OptionalLong.empty();
        item("b", 2, "{'prompt':'x'}");
        item("a", -30, "{'prompt':'x'}");
        assertThat(look(job)).isInstanceOf(Finding.Absent.class);
    }

    /** Each a page that may be cut short where the job's request would be. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-30", "-30,-30", "-30,-20", "-20,-30,-25", "5,1", "5,-5"})
    void aPageThatMayBeCutShortProvesNothing(String created) {
        Job job = unknown("a cat", 0);
        total = OptionalLong.of(1000);
        for (String one : created.isEmpty() ? new String[0] : created.split(",")) {
            item("r" + items.size(), Integer.parseInt(one), "{'prompt':'x'}");
        }
        assertThat(look(job)).isInstanceOf(Finding.Unproven.class);
        total = OptionalLong.empty();
        assertThat(look(job)).isInstanceOf(Finding.Unproven.class);
    }

    @Test
    void aListThatLacksWhatItMustHoldProvesNothing() {
        Job job = unknown("a cat", 0);
        lacks = "made-a-minute-ago";
        assertThat(look(job))
                .isInstanceOfSatisfying(
                        Finding.Unproven.class,
                        finding -> assertThat(finding.why()).contains(lacks));
    }

    @Test
    void anItemThatCannotBeReadProvesNothing() {
        Job job = unknown("a cat", 0);
        unreadable = 1;
        assertThat(look(job)).isInstanceOf(Finding.Unproven.class);
    }

    @Test
    void fiveLooksSpreadOverTheTimeMakeAProof() {
        Looks looks = new Looks(Duration.ofMinutes(5));
        Duration spread = Duration.ZERO;
        for (int look = 1; look < Looks.ENOUGH; look++) {
            spread = spread.plus(looks.wait(look));
        }
        assertThat(spread).isEqualTo(Duration.ofMinutes(5));
    }
}
