package lumadrop.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

class FiringRuleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String DAILY = "0 30 2 * * ?";
    private static final String QUARTERS = "0 0/15 * * * ?";

    /** Why there is a rule of our own. Fails on the day when Quartz does better, or otherwise worse. */
    @Test
    void quartzAloneLeavesOutADayAndPausesForAnHour() throws ParseException {
        assertThat(quartz(DAILY, "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00"))
                .isEmpty();
        assertThat(quartz(DAILY, "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00"))
                .containsExactly(at("2026-10-25T02:30+01:00"));
        assertThat(quartz(QUARTERS, "2026-10-25T01:40+02:00", "2026-10-25T02:10+01:00"))
                .containsExactly(at("2026-10-25T01:45+02:00"), at("2026-10-25T02:00+01:00"));
        assertThat(quartz(QUARTERS, "2026-03-29T01:40+01:00", "2026-03-29T03:10+02:00"))
                .containsExactly(at("2026-03-29T01:45+01:00"), at("2026-03-29T03:00+02:00"));
    }

    @Test
    void aDailyTimeThatDoesNotExistComesLaterByTheGap() throws ParseException {
        List<DueTime> due = between(DAILY, "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00");
        assertThat(due).extracting(DueTime::at).containsExactly(at("2026-03-29T03:30+02:00"));
        assertThat(due).extracting(DueTime::local).containsExactly(LocalDateTime.parse("2026-03-29T02:30"));
        assertThat(due.get(0).fileName("night", BERLIN)).isEqualTo("night-20260329-0230.json");
    }

    @Test
    void aDailyTimeThatComesTwiceIsDueAtTheFirst() throws ParseException {
        List<DueTime> due = between(DAILY, "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00");
        assertThat(due).extracting(DueTime::at).containsExactly(at("2026-10-25T02:30+02:00"));
        assertThat(due.get(0).fileName("night", BERLIN)).isEqualTo("night-20261025-0230.json");
    }

    @Test
    void everyQuarterOfAnHourGoesOnThroughTheHourThatComesTwice() throws ParseException {
        List<DueTime> due = between(QUARTERS, "2026-10-25T01:45+02:00", "2026-10-25T03:00+01:00");
        assertThat(due).hasSize(9);
        assertThat(gaps(due)).containsOnly(Duration.ofMinutes(15));
        assertThat(due.stream().map(d -> d.fileName("q", BERLIN)))
                .startsWith("q-20261025-0200.json", "q-20261025-0215.json")
                .contains("q-20261025-0200-2.json", "q-20261025-0245-2.json", "q-20261025-0300.json")
                .doesNotHaveDuplicates();
    }

    @Test
    void everyQuarterOfAnHourGoesOnOverTheHourThatDoesNotExist() throws ParseException {
        List<DueTime> due = between(QUARTERS, "2026-03-29T01:30+01:00", "2026-03-29T03:15+02:00");
        assertThat(due)
                .extracting(DueTime::at)
                .containsExactly(
                        at("2026-03-29T01:45+01:00"), at("2026-03-29T03:00+02:00"), at("2026-03-29T03:15+02:00"));
    }

    @Test
    void twoTimesMovedToTheSameMomentStayTwo() throws ParseException {
        List<DueTime> due = between("0 30 2,3 * * ?", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00");
        assertThat(due).extracting(DueTime::at).containsOnly(at("2026-03-29T03:30+02:00"));
        assertThat(due)
                .extracting(d -> d.fileName("n", BERLIN))
                .containsExactly("n-20260329-0230.json", "n-20260329-0330.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 30 2 * * ? | true",
                "0 0 9,17 * * ? | true",
                "0 0/15 8-18 * * ? | true",
                "0 0 * * * ? | false",
                "0 0 */2 * * ? | false",
                "0 0 0/6 * * ? | false",
            })
    void theHourFieldTellsWhichClockCounts(String cron, boolean wallClock) throws ParseException {
        assertThat(FiringRule.of(cron, BERLIN).isWallClock()).isEqualTo(wallClock);
    }

    /** Zones with a change at night, at midnight, of half an hour, and one that left out a day. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-01-01, 02:30",
        "America/New_York, 2026-01-01, 02:30",
        "America/Santiago, 2026-01-01, 00:15",
        "Australia/Lord_Howe, 2026-01-01, 02:10",
        "Pacific/Apia, 2011-01-01, 02:30",
        "UTC, 2026-01-01, 02:30",
    })
    void aDailyScheduleComesOnceForEveryDayOfTheYear(String zoneName, LocalDate firstDay, String time)
            throws ParseException {
        ZoneId zone = ZoneId.of(zoneName);
        String cron = "0 " + time.substring(3) + " " + time.substring(0, 2) + " * * ?";
        FiringRule rule = FiringRule.of(cron, zone);
        Instant at = firstDay.atStartOfDay(zone).toInstant();
        Instant end = firstDay.plusYears(1).atStartOfDay(zone).toInstant();
        List<LocalDateTime> seen = new ArrayList<>();
        // In steps of half an hour, as a running process would look; what one look returns no other may.
        while (at.isBefore(end)) {
            Instant until = at.plus(30, ChronoUnit.MINUTES);
            rule.between(at, until).forEach(due -> seen.add(due.local()));
            at = until;
        }
        List<LocalDateTime> wanted = firstDay.datesUntil(firstDay.plusYears(1))
                .map(day -> LocalDateTime.parse(day + "T" + time))
                .toList();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"})
    void anIntervalScheduleComesWheneverTheClockShowsItsTime(String zoneName) throws ParseException {
        ZoneId zone = ZoneId.of(zoneName);
        FiringRule rule = FiringRule.of("0 7/20 * * * ?", zone);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        List<Instant> wanted = new ArrayList<>();
        for (Instant at = start.plusSeconds(60); !at.isAfter(end); at = at.plusSeconds(60)) {
            int minute = LocalDateTime.ofInstant(at, zone).getMinute();
            if (minute % 20 == 7) {
                wanted.add(at);
            }
        }
        assertThat(rule.between(start, end)).extracting(DueTime::at).containsExactlyElementsOf(wanted);
    }

    @Test
    void theNextTimeIsTheEarliestEvenWhenATimeWasMovedPastIt() throws ParseException {
        FiringRule rule = FiringRule.of("0 0,30 2,3 * * ?", BERLIN);
        Instant from = at("2026-03-29T01:00+01:00");
        List<Instant> walked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            from = rule.next(from).orElseThrow().at();
            walked.add(from);
        }
        assertThat(walked)
                .containsExactly(
                        at("2026-03-29T03:00+02:00"), at("2026-03-29T03:30+02:00"), at("2026-03-30T02:00+02:00"));
    }

    @Test
    void theNextTimeIsFoundFromWithinTheSecondOfTwoHours() throws ParseException {
        FiringRule daily = FiringRule.of(DAILY, BERLIN);
        assertThat(daily.next(at("2026-10-25T02:10+01:00")).orElseThrow().at()).isEqualTo(at("2026-10-26T02:30+01:00"));
        FiringRule quarters = FiringRule.of(QUARTERS, BERLIN);
        assertThat(quarters.next(at("2026-10-25T02:50+02:00")).orElseThrow().at())
                .isEqualTo(at("2026-10-25T02:00+01:00"));
    }

    @Test
    void theLatestTimeIsFoundHoweverLongAgo() throws ParseException {
        Instant now = at("2026-11-25T10:00+01:00");
        Instant longAgo = now.minus(3650, ChronoUnit.DAYS);
        assertThat(FiringRule.of("0 0 12 29 2 ?", BERLIN)
                        .latest(longAgo, now)
                        .orElseThrow()
                        .at())
                .isEqualTo(at("2024-02-29T12:00+01:00"));
        assertThat(FiringRule.of("* * * * * ?", BERLIN)
                        .latest(longAgo, now)
                        .orElseThrow()
                        .at())
                .isEqualTo(now);
        assertThat(FiringRule.of("0 0 12 29 2 ?", BERLIN).latest(at("2024-02-29T12:00+01:00"), now))
                .isEmpty();
    }

    @Test
    void aTimeThatIsOverHasNoNext() throws ParseException {
        assertThat(FiringRule.of("0 0 2 1 1 ? 2020", BERLIN).next(at("2026-11-25T10:00+01:00")))
                .isEmpty();
    }

    @Test
    void aKeyLeadsBackToItsTime() throws ParseException {
        for (String cron : List.of(DAILY, QUARTERS)) {
            for (DueTime due : between(cron, "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00")) {
                assertThat(DueTime.ofKey(due.key(), BERLIN)).isEqualTo(due);
            }
        }
    }

    private static List<DueTime> between(String cron, String after, String until) throws ParseException {
        return FiringRule.of(cron, BERLIN).between(at(after), at(until));
    }

    private static List<Instant> quartz(String cron, String after, String until) throws ParseException {
        CronExpression expression = new CronExpression(cron);
        expression.setTimeZone(TimeZone.getTimeZone(BERLIN));
        List<Instant> found = new ArrayList<>();
        Date time = expression.getNextValidTimeAfter(Date.from(at(after)));
        while (!time.toInstant().isAfter(at(until))) {
            found.add(time.toInstant());
            time = expression.getNextValidTimeAfter(time);
        }
        return found;
    }

    private static List<Duration> gaps(List<DueTime> due) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < due.size(); i++) {
            gaps.add(Duration.between(due.get(i - 1).at(), due.get(i).at()));
        }
        return gaps;
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }
}
