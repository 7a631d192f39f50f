package lumadrop.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

class SchedulesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String DROP = "{\"name\": \"n-{date}\", \"prompt\": \"at {time}\"}";

    @TempDir
    Path inbox;

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final MemoryFirings firings = new MemoryFirings();
    private final Map<String, Schedule> files = new LinkedHashMap<>();
    /** What intake has taken out of the inbox. */
    private final Set<String> taken = new HashSet<>();

    private Schedules schedules;

    @BeforeEach
    void inTheMiddleOfADay() {
        clock.set(at("2026-11-24T12:00+01:00"));
    }

    @Test
    void aDailyScheduleDropsOnceWhenTheHourComesTwice() throws Exception {
        file("night", "0 30 2 * * ?", DROP);
        assertThat(dropsWhileRunning("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00"))
                .containsExactly("2026-10-25T00:30:00Z night-20261025-0230.json");
    }

    @Test
    void aDailyScheduleDropsOnceWhenItsHourDoesNotExist() throws Exception {
        file("night", "0 30 2 * * ?", DROP);
        assertThat(dropsWhileRunning("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00"))
                .containsExactly("2026-03-29T01:30:00Z night-20260329-0230.json");
        assertThat(text("night-20260329-0230.json")).contains("n-2026-03-29").contains("at 0230");
    }

    @Test
    void everyQuarterOfAnHourDropsEveryQuarterOfAnHourOverBothChanges() throws Exception {
        file("quarter", "0 0/15 * * * ?", DROP);
        List<String> spring = dropsWhileRunning("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00");
        assertThat(spring).hasSize(23 * 4).doesNotHaveDuplicates();
        List<String> autumn = dropsWhileRunning("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00");
        // One more than in spring: it was running already when this day began.
        assertThat(autumn).hasSize(25 * 4 + 1).doesNotHaveDuplicates();
        assertThat(autumn)
                .contains(
                        "2026-10-25T00:15:00Z quarter-20261025-0215.json",
                        "2026-10-25T01:15:00Z quarter-20261025-0215-2.json");
    }

    @Test
    void aRestartInTheHourThatComesTwiceDropsNothingAgain() throws Exception {
        file("night", "0 30 2 * * ?", DROP);
        dropsWhileRunning("2026-10-25T00:00+02:00", "2026-10-25T02:40+02:00");
        assertThat(inInbox()).containsExactly("night-20261025-0230.json");
        startAt("2026-10-25T02:25+01:00");
        assertThat(dropsWhileRunning("2026-10-25T02:25+01:00", "2026-10-26T00:00+01:00"))
                .isEmpty();
    }

    @Test
    void afterADayOffWhatWasMissedIsMadeUpForOnceAndWhatIsNotDueIsNot() throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        file("now", "0 57 10 * * ?", DROP);
        file("five", "0 0 17 * * ?", DROP);
        startAt("2026-11-24T10:57:30+01:00");
        startAt("2026-11-25T10:57+01:00");
        schedules.fire("now", Date.from(at("2026-11-25T10:57+01:00")));
        schedules.pulse(Date.from(at("2026-11-25T10:57+01:00")));
        // Yesterday's 17:00 was missed; today's has not come.
        assertThat(inInbox())
                .containsExactly("five-20261124-1700.json", "nine-20261125-0900.json", "now-20261125-1057.json");
        assertThat(text("five-20261124-1700.json")).contains("n-2026-11-24");
        assertThat(dropsWhileRunning("2026-11-25T10:57+01:00", "2026-11-26T00:00+01:00"))
                .containsExactly("2026-11-25T16:00:00Z five-20261125-1700.json");
    }

    @Test
    void ofMissedDaysOnlyTheLatestIsMadeUpFor() throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        startAt("2026-11-01T12:00+01:00");
        startAt("2026-11-25T08:00+01:00");
        assertThat(inInbox()).containsExactly("nine-20261124-0900.json");
        startAt("2026-11-25T08:10+01:00");
        assertThat(inInbox()).containsExactly("nine-20261124-0900.json");
    }

    @Test
    void whatSkipsMakesUpForNothingButIsOnTimeAfterAShortRestart() throws Exception {
        file("nine", "0 0 9 * * ?", "skip", DROP);
        startAt("2026-11-24T12:00+01:00");
        startAt("2026-11-25T10:57+01:00");
        assertThat(inInbox()).isEmpty();
        startAt("2026-11-26T08:59:50+01:00");
        startAt("2026-11-26T09:00:30+01:00");
        assertThat(inInbox()).containsExactly("nine-20261126-0900.json");
    }

    @Test
    void whatWasMissedWhileTheMachineSleptIsMadeUpForOnce() throws Exception {
        file("quarter", "0 0/15 * * * ?", DROP);
        startAt("2026-11-25T08:01+01:00");
        clock.set(at("2026-11-25T12:05+01:00"));
        schedules.pulse(Date.from(clock.instant()));
        assertThat(inInbox()).containsExactly("quarter-20261125-1200.json");
    }

    @Test
    void aFileAddedDuringTheOutageIsNotMadeUpFor() throws Exception {
        file("old", "0 0 9 * * ?", DROP);
        startAt("2026-11-24T12:00+01:00");
        file("new", "0 0 9 * * ?", DROP);
        startAt("2026-11-25T10:57+01:00");
        assertThat(inInbox()).containsExactly("old-20261125-0900.json");
    }

    @Test
    void aFileChangedDuringTheOutageIsNotMadeUpFor() throws Exception {
        file("cron", "0 0 9 * * ?", DROP);
        file("drop", "0 0 9 * * ?", DROP);
        file("same", "0 0 9 * * ?", DROP);
        startAt("2026-11-24T12:00+01:00");
        file("cron", "0 0 8 * * ?", DROP);
        file("drop", "0 0 9 * * ?", "{\"prompt\": \"another\"}");
        file("same", "0  0 9 * * ?", "skip", " " + DROP);
        file("same", "0  0 9 * * ?", "once", " " + DROP);
        startAt("2026-11-25T10:57+01:00");
        assertThat(inInbox()).containsExactly("same-20261125-0900.json");
        assertThat(dropsWhileRunning("2026-11-25T10:57+01:00", "2026-11-26T10:00+01:00"))
                .hasSize(3);
    }

    @Test
    void aFileThatWasAwayForAWhileIsNew() throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        startAt("2026-11-22T12:00+01:00");
        Schedule away = files.remove("nine");
        startAt("2026-11-23T12:00+01:00");
        files.put("nine", away);
        startAt("2026-11-25T10:57+01:00");
        assertThat(inInbox()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "write", "finished", "considered"})
    void aCrashAfterAnyStepNeitherLosesNorDoublesTheDrop(String step) throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        startAt("2026-11-25T08:59+01:00");
        clock.set(at("2026-11-25T09:00+01:00"));
        firings.crashAfter(step);
        Date nine = Date.from(clock.instant());
        assertThatThrownBy(() -> schedules.fire("nine", nine)).isInstanceOf(MemoryFirings.Crash.class);
        startAt("2026-11-25T13:00+01:00");
        assertThat(inInbox()).containsExactly("nine-20261125-0900.json");
        intakeTakesAll();
        startAt("2026-11-25T13:05+01:00");
        assertThat(inInbox()).isEmpty();
        assertThat(firings.unfinished()).isEmpty();
    }

    @Test
    void whatIntakeTookBeforeTheCrashIsNotDroppedAgain() throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        startAt("2026-11-25T08:59+01:00");
        clock.set(at("2026-11-25T09:00+01:00"));
        firings.crashAfter("write");
        Date nine = Date.from(clock.instant());
        assertThatThrownBy(() -> schedules.fire("nine", nine)).isInstanceOf(MemoryFirings.Crash.class);
        intakeTakesAll();
        startAt("2026-11-25T09:01+01:00");
        assertThat(inInbox()).isEmpty();
        assertThat(firings.unfinished()).isEmpty();
    }

    @Test
    void aHalfWrittenFileOfACrashIsReplaced() throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        startAt("2026-11-25T08:59+01:00");
        firings.begin(
                new Firing("nine", "2026-11-25T09:00:00", at("2026-11-25T09:00+01:00"), "nine-20261125-0900.json"));
        Files.writeString(inbox.resolve(".nine-20261125-0900.json.tmp"), "{\"prom");
        startAt("2026-11-25T09:10+01:00");
        assertThat(everythingIn(inbox)).containsExactly("nine-20261125-0900.json");
        assertThat(text("nine-20261125-0900.json")).contains("at 0900");
    }

    @Test
    void whatIsOwedByAScheduleThatIsGoneIsGivenUp() throws Exception {
        firings.begin(
                new Firing("gone", "2026-11-25T09:00:00", at("2026-11-25T09:00+01:00"), "gone-20261125-0900.json"));
        startAt("2026-11-25T09:10+01:00");
        assertThat(inInbox()).isEmpty();
        assertThat(firings.unfinished()).isEmpty();
    }

    @Test
    void aDropThatCouldNotBeWrittenIsWrittenWithALaterPulse() throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        startAt("2026-11-25T08:59+01:00");
        Files.delete(inbox);
        clock.set(at("2026-11-25T09:00+01:00"));
        schedules.fire("nine", Date.from(clock.instant()));
        clock.pass(Duration.ofHours(5));
        schedules.pulse(Date.from(clock.instant()));
        Files.createDirectory(inbox);
        schedules.pulse(Date.from(clock.instant()));
        schedules.pulse(Date.from(clock.instant()));
        assertThat(inInbox()).containsExactly("nine-20261125-0900.json");
        assertThat(firings.unfinished()).isEmpty();
    }

    @Test
    void aLedgerThatIsBusyDelaysTheDropAndLosesNothing() throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        startAt("2026-11-25T08:59+01:00");
        clock.set(at("2026-11-25T09:00+01:00"));
        firings.busy(true);
        schedules.fire("nine", Date.from(clock.instant()));
        assertThat(inInbox()).isEmpty();
        firings.busy(false);
        clock.pass(Duration.ofMinutes(1));
        schedules.pulse(Date.from(clock.instant()));
        assertThat(inInbox()).containsExactly("nine-20261125-0900.json");
    }

    @Test
    void quartzFiringATrifleEarlyIsOnTime() throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        startAt("2026-11-25T08:59+01:00");
        clock.set(at("2026-11-25T09:00+01:00").minusMillis(2));
        schedules.fire("nine", Date.from(at("2026-11-25T09:00+01:00")));
        assertThat(inInbox()).containsExactly("nine-20261125-0900.json");
        schedules.pulse(Date.from(at("2026-11-25T09:00+01:00")));
        assertThat(inInbox()).hasSize(1);
    }

    @Test
    void aWakeUpWithNothingDueWritesNothingToTheLedger() throws Exception {
        file("nine", "0 0 9 * * ?", DROP);
        startAt("2026-11-25T09:30+01:00");
        int before = firings.writes;
        for (int minute = 0; minute < 60; minute++) {
            clock.pass(Duration.ofMinutes(1));
            schedules.pulse(Date.from(clock.instant()));
        }
        assertThat(firings.writes).isEqualTo(before);
    }

    @Test
    void aWakeUpForAnUnknownScheduleIsRefused() {
        startAt("2026-11-25T09:30+01:00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedules.fire("nobody", Date.from(clock.instant())))
                .withMessageContaining("nobody");
    }

    private void file(String name, String cron, String drop) throws Exception {
        file(name, cron, "once", drop);
    }

    private void file(String name, String cron, String misfire, String drop) throws Exception {
        String json = "{\"cron\": \"%s\", \"time_zone\": \"Europe/Berlin\", \"misfire\": \"%s\", \"drop\": %s}"
                .formatted(cron, misfire, drop);
        files.put(
                name,
                new ScheduleReader(BERLIN, Misfire.ONCE, (file, under, fill) -> List.of(), clock)
                        .read(name, json.getBytes(StandardCharsets.UTF_8)));
    }

    private void startAt(String time) {
        clock.set(at(time));
        schedules = new Schedules(List.copyOf(files.values()), firings, inbox, "", taken::contains, clock);
        schedules.start();
    }

    /** Wakes the schedules as Quartz would: each at its own CronTrigger's times, all by the pulse of the minute. */
    private List<String> dropsWhileRunning(String from, String until) throws Exception {
        if (schedules == null || clock.instant().isAfter(at(from))) {
            startAt(from);
        }
        List<String> drops = new ArrayList<>();
        Set<String> before = new HashSet<>(inInbox());
        for (Instant now = at(from); !now.isAfter(at(until)); now = now.plusSeconds(60)) {
            clock.set(now);
            for (Schedule schedule : files.values()) {
                CronExpression quartz = new CronExpression(schedule.cron());
                quartz.setTimeZone(TimeZone.getTimeZone(BERLIN));
                if (quartz.isSatisfiedBy(Date.from(now))) {
                    schedules.fire(schedule.name(), Date.from(now));
                }
            }
            schedules.pulse(Date.from(now));
            for (String file : inInbox()) {
                if (before.add(file)) {
                    drops.add(now + " " + file);
                }
            }
        }
        return drops;
    }

    private void intakeTakesAll() throws IOException {
        for (String file : inInbox()) {
            Files.delete(inbox.resolve(file));
            taken.add(file);
        }
    }

    private List<String> inInbox() throws IOException {
        return everythingIn(inbox).stream()
                .filter(name -> !name.startsWith("."))
                .toList();
    }

    private static List<String> everythingIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(inbox.resolve(file));
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
