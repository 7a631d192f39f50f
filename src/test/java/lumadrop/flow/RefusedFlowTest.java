package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import lumadrop.cli.Lumadrop;
import lumadrop.job.JobState;
import lumadrop.job.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drop that is refused job by job is stopped after a few. */
class RefusedFlowTest {
    private static final String REFUSED = "{\"prompt\": \"wrong #sandbox:submit-422\", \"count\": 40}";

    @TempDir
    Path root;

    private final StringWriter said = new StringWriter();

    private int verb(String verb, String drop) {
        PrintWriter out = new PrintWriter(said, true);
        return Lumadrop.commandLine("").setOut(out).setErr(out).execute(verb, "--home", root.toString(), drop);
    }

    private static void awaitCounts(HomeAtWork home, int failed, int held) {
        eventually(() -> {
            assertThat(home.jobs("wrong").stream().filter(job -> job.state() == JobState.FAILED))
                    .hasSize(failed);
            assertThat(home.jobs("wrong").stream().filter(job -> job.state() == JobState.HELD))
                    .hasSize(held);
        });
    }

    @Test
    void whenTheFirstFiveAreRefusedAlikeTheRestIsHeldWithOneNotice() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("submit.concurrency", "1").started()) {
            home.drop("wrong.json", REFUSED);
            awaitCounts(home, 5, 35);
            assertThat(home.saw("posts")).isEqualTo(5);
            String drop = home.jobs("wrong").get(0).dropId();
            assertThat(home.jobs("wrong"))
                    .filteredOn(job -> job.state() == JobState.HELD)
                    .extracting(job -> job.reason())
                    .extracting(Reason::text)
                    .allMatch(text -> text.startsWith("the first 5 submits of this drop were refused alike")
                            && text.contains("not acceptable")
                            && text.contains("'retry " + drop + "'")
                            && text.contains("'cancel " + drop + "'"));
            assertThat(home.logged(Level.WARN))
                    .filteredOn(said -> said.contains("accepted -> held"))
                    .singleElement()
                    .asString()
                    .startsWith("35 jobs accepted -> held");
            assertThat(home.manifest("wrong", manifest -> true).path("complete").asBoolean())
                    .isFalse();

            home.stop();
            assertThat(verb("retry", drop)).as(said.toString()).isZero();
            home.start();
            eventually(() -> assertThat(home.saw("posts")).isEqualTo(10));
            awaitCounts(home, 5, 35);

            verb("cancel", drop);
            awaitCounts(home, 40, 0);
            assertThat(home.manifest("wrong").path("complete").asBoolean()).isTrue();
            assertThat(home.saw("posts")).isEqualTo(10);
        }
    }

    /** Fifty may leave at a time: what is out is answered, the rest stays in. */
    @Test
    void ofANewStartFewAreOutByThen() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("wrong.json", REFUSED);
            eventually(() -> assertThat(home.jobs("wrong"))
                    .hasSize(40)
                    .allMatch(job -> job.state() == JobState.FAILED || job.state() == JobState.HELD));
            assertThat(home.saw("posts")).isBetween(5, 15);
            assertThat(home.jobs("wrong").stream().filter(job -> job.state() == JobState.FAILED))
                    .hasSize(home.saw("posts"));
        }
    }

    @Test
    void aDropOfWhichAnotherJobIsTakenGoesOn() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("submit.concurrency", "1").started()) {
            StringBuilder jobs = new StringBuilder(HomeAtWork.line("fine", "fine"));
            for (int i = 0; i < 10; i++) {
                jobs.append(HomeAtWork.line("wrong-" + i, "wrong #sandbox:submit-422"));
            }
            home.drop("mixed.jsonl", jobs.toString());
            assertThat(home.manifest("mixed").path("jobs")).hasSize(11);
            assertThat(home.saw("posts")).isEqualTo(11);
        }
    }
}
