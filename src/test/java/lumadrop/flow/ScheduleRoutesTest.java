package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lumadrop.schedule.Housekeeping;
import lumadrop.schedule.Housekeeping.TemporaryFiles;
import lumadrop.schedule.MemoryFirings;
import lumadrop.schedule.Misfire;
import lumadrop.schedule.Schedule;
import lumadrop.schedule.ScheduleFolders;
import lumadrop.schedule.ScheduleReader;
import lumadrop.schedule.Schedules;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.CronTrigger;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.slf4j.LoggerFactory;

/** The shipped {@code routes/schedule.camel.yaml} in a real context with a real Quartz. */
class ScheduleRoutesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String NEVER_NOW = "0 0 0 29 2 ?";

    @TempDir
    Path home;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<Instant> swept = new ArrayList<>();
    private Path inbox;
    private Path files;
    private Main main;

    @BeforeEach
    void home() throws IOException {
        inbox = Files.createDirectory(home.resolve("inbox"));
        files = Files.createDirectories(home.resolve("config/schedules"));
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stop() {
        main.stop();
        root().detachAppender(log);
    }

    @Test
    void aScheduleFileFiresForReal() throws Exception {
        file("tick", "0/1 * * * * ?");
        start(NEVER_NOW);
        NotifyBuilder twice = new NotifyBuilder(context())
                .fromRoute("schedule-tick")
                .whenCompleted(2)
                .create();
        await().atMost(Duration.ofSeconds(10)).until(twice::matches);
        await().atMost(Duration.ofSeconds(10)).until(() -> drops().size() >= 2);
        assertThat(drops()).allMatch(name -> name.matches("tick-\\d{8}-\\d{4}(\\d{2})?\\.json"));
        assertThat(Files.readString(inbox.resolve(drops().get(0)))).contains("\"prompt\"");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void eachGoodFileIsARouteAndABadOneStopsNoOther() throws Exception {
        file("night", "0 30 2 * * ?");
        file("friday", "0 0 9 ? * 6#3");
        file("bad", "at night");
        start(NEVER_NOW);
        assertThat(context().getRoutes())
                .extracting(Route::getId)
                .containsExactlyInAnyOrder("schedule-night", "schedule-friday", "schedules-pulse", "housekeeping");
        assertThat(context().getRoutes())
                .allSatisfy(route -> assertThat(route.getDescription()).isNotBlank());
        CronTrigger night = trigger("night");
        assertThat(night.getCronExpression()).isEqualTo("0 30 2 * * ?");
        assertThat(night.getTimeZone().toZoneId()).isEqualTo(BERLIN);
        assertThat(night.getMisfireInstruction()).isEqualTo(CronTrigger.MISFIRE_INSTRUCTION_FIRE_ONCE_NOW);
        assertThat(trigger("friday").getCronExpression()).isEqualTo("0 0 9 ? * 6#3");
        assertThat(warnings()).isEmpty();
    }

    /** A time in an hour that does not exist: Quartz alone would refuse it, and with it the whole start. */
    @Test
    void aTimeThatQuartzDoesNotKnowStopsNoOther() throws Exception {
        ZoneOffsetTransition change = BERLIN.getRules().nextTransition(Instant.now());
        while (!change.isGap()) {
            change = BERLIN.getRules().nextTransition(change.getInstant());
        }
        LocalDateTime missing = change.getDateTimeBefore();
        file(
                "once",
                "0 30 2 %d %d ? %d".formatted(missing.getDayOfMonth(), missing.getMonthValue(), missing.getYear()));
        file("night", "0 30 2 * * ?");
        start(NEVER_NOW);
        assertThat(trigger("once")).isNull();
        assertThat(trigger("night").getNextFireTime()).isNotNull();
    }

    @Test
    void housekeepingRunsAtItsTimes() throws Exception {
        start("0/1 * * * * ?");
        await().atMost(Duration.ofSeconds(10)).until(() -> !swept.isEmpty());
        assertThat(warnings()).isEmpty();
    }

    @Test
    void quartzIsSmallAndKeepsNothing() throws Exception {
        start(NEVER_NOW);
        Scheduler scheduler = scheduler();
        assertThat(scheduler.getMetaData().getThreadPoolSize()).isEqualTo(2);
        assertThat(scheduler.getMetaData().isJobStoreSupportsPersistence()).isFalse();
        String name = scheduler.getSchedulerName();
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .toList();
        assertThat(threads).hasSize(3).allMatch(Thread::isDaemon);
    }

    private void file(String name, String cron) throws IOException {
        Files.writeString(
                files.resolve(name + ".json"),
                "{\"cron\": \"%s\", \"time_zone\": \"Europe/Berlin\", \"drop\": {\"prompt\": \"at {time}\"}}"
                        .formatted(cron));
    }

    private void start(String housekeepingCron) {
        Clock clock = Clock.systemUTC();
        ScheduleReader reader = new ScheduleReader(BERLIN, Misfire.ONCE, (file, under, fill) -> List.of(), clock);
        List<Schedule> read = new ScheduleFolders(List.of(files), reader).read().schedules();
        Schedules schedules = new Schedules(read, new MemoryFirings(), inbox, "", name -> false, clock);
        Duration day = Duration.ofDays(1);
        Housekeeping housekeeping = new Housekeeping(
                home.resolve("accepted"),
                day,
                List.of(TemporaryFiles.ofSchedules(inbox)),
                day,
                before -> {
                    swept.add(before);
                    return 0;
                },
                day,
                clock);
        schedules.start();
        main = new Main();
        main.configure().withRoutesIncludePattern("file:routes/schedule.camel.yaml");
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addProperty("lumadrop.housekeeping.cron", housekeepingCron);
        main.bind("quartz", ScheduleRoutes.quartz());
        main.bind("schedules", schedules);
        main.bind("housekeeping", housekeeping);
        main.configure().addRoutesBuilder(new ScheduleRoutes(read));
        main.start();
    }

    private CamelContext context() {
        return main.getCamelContext();
    }

    private Scheduler scheduler() {
        return context().getComponent("quartz", QuartzComponent.class).getScheduler();
    }

    private CronTrigger trigger(String name) throws Exception {
        return (CronTrigger) scheduler().getTrigger(TriggerKey.triggerKey(name, "lumadrop"));
    }

    private List<String> drops() throws IOException {
        try (Stream<Path> found = Files.list(inbox)) {
            return found.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private List<String> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
                .toList();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
