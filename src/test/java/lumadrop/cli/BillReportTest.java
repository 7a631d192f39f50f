package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import lumadrop.api.ListItem;
import lumadrop.cli.BillReport.Adopted;
import lumadrop.job.Ask;
import lumadrop.job.Doubt;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Phase;
import lumadrop.job.Snapshot;
import lumadrop.reconcile.RequestList;
import org.junit.jupiter.api.Test;

/** What a person is told to do about what is unknown here. */
class BillReportTest {
    private static final Instant T = Instant.parse("2026-11-25T10:00:00Z");
    private static final Adopted NOTHING = new Adopted(List.of(), List.of(), false, 0);

    private final List<Job> uncertain = new ArrayList<>();
    private final List<ListItem> items = new ArrayList<>();
    private Instant remembered = T.minusSeconds(3600);

    private void job(String prompt, JobState state) {
        int n = uncertain.size() + 1;
        Ask ask = new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", prompt, null, null, Map.of(), null, Map.of());
        Job job = new Job("d-" + n, "d", n, "n" + n, "d/n" + n, ask, state, 1, null, null, 1, 0, null, T, T);
        uncertain.add(job.withDoubt(Doubt.NONE.attempted(T).opened(T.plusSeconds(5))));
    }

    /** One that does not say what was asked. */
    private void request(String id) {
        items.add(new ListItem(
                new Snapshot(id, Phase.QUEUED, "queued", List.of(), null, T.plusSeconds(1), T.plusSeconds(1), T),
                "luma-uni-1.1",
                null));
    }

    private String said(Adopted adopted, Set<String> recorded, Set<String> delivered) {
        RequestList list = new RequestList(
                items,
                OptionalLong.of(items.size()),
                0,
                T.plusSeconds(60),
                Duration.ZERO,
                Duration.ofSeconds(10),
                null);
        Bill bill = new Bill(list, T.minusSeconds(60), remembered, uncertain, recorded::contains, true, delivered);
        StringWriter said = new StringWriter();
        new BillReport(bill, adopted, false).print(new PrintWriter(said, true));
        return said.toString();
    }

    private String said(Adopted adopted) {
        return said(adopted, Set.of(), Set.of());
    }

    @Test
    void whatMayBeAHeldJobsIsNotPromisedToBeCollected() {
        job("a cat", JobState.HELD);
        job("a dog", JobState.HELD);
        request("r1");
        assertThat(said(null))
                .contains("unknown to us 1", "1 may be that of held jobs", "retry --pay-again JOB", "cancel JOB")
                .doesNotContain("collects their pictures", "Nothing was adopted");
        assertThat(said(NOTHING)).contains("Nothing was adopted. 1 may be that of held jobs");
    }

    @Test
    void whatMayBeThatOfAJobAtWorkIsForLumadropToSettle() {
        job("a cat", JobState.UNKNOWN);
        job("a dog", JobState.UNKNOWN);
        request("r1");
        assertThat(said(null))
                .contains("whose submit is uncertain", "`lumadrop run` or `drain` settles that")
                .doesNotContain("collects their pictures");
        assertThat(said(NOTHING)).contains("Nothing was adopted. 1 may be that of jobs whose submit is uncertain");
    }

    @Test
    void whatIsNobodysIsCollectedByAdopting() {
        request("r1");
        assertThat(said(null)).contains("`lumadrop reconcile --adopt` collects their pictures.");
    }

    @Test
    void whatTheLogAloneKnowsShowsThatTheLedgerIsOlder() {
        request("r1");
        request("r2");
        request("r3");
        String older = said(null, Set.of("r1"), Set.of("r1", "r2"));
        assertThat(older)
                .contains("ours 2, unknown to us 1")
                .contains(
                        "1 of ours is known by output/manifest.jsonl alone: the ledger is older than that (a backup?)");
        remembered = T.plusSeconds(30);
        assertThat(said(null, Set.of("r1"), Set.of("r1", "r2"))).doesNotContain("alone");
    }
}
