package lumadrop.flow;

import java.util.List;
import java.util.Map;
import lumadrop.schedule.Misfire;
import lumadrop.schedule.Schedule;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.CronTrigger;

/** Makes one route of the template {@code schedule} for each schedule file. */
public final class ScheduleRoutes extends RouteBuilder {
    private final List<Schedule> schedules;

    public ScheduleRoutes(List<Schedule> schedules) {
        this.schedules = List.copyOf(schedules);
    }

    /**
     * The Quartz component to bind as {@code quartz}: nothing kept on disk (the ledger remembers), two threads
     * instead of ten, all of them daemons so that none keeps a stopped process alive, no question on the net for
     * updates, no JMX.
     */
    public static QuartzComponent quartz() {
        QuartzComponent quartz = new QuartzComponent();
        quartz.setProperties(Map.of(
                "org.quartz.scheduler.instanceName", "lumadrop",
                "org.quartz.scheduler.makeSchedulerThreadDaemon", "true",
                "org.quartz.scheduler.skipUpdateCheck", "true",
                "org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore",
                "org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool",
                "org.quartz.threadPool.threadCount", "2",
                "org.quartz.threadPool.makeThreadsDaemons", "true"));
        quartz.setEnableJmx(false);
        // Camel has waited for the routes by then; Quartz would wait for its idle threads too, for half a second.
        quartz.setInterruptJobsOnShutdown(true);
        // A time that Quartz does not know, as 02:30 on the day when it is left out, would else stop the whole start.
        quartz.setIgnoreExpiredNextFireTime(true);
        return quartz;
    }

    @Override
    public void configure() {
        for (Schedule schedule : schedules) {
            templatedRoute("schedule")
                    .routeId("schedule-" + schedule.name())
                    .parameter("name", schedule.name())
                    .parameter("cron", schedule.cron())
                    .parameter("timeZone", schedule.zoneForQuartz())
                    .parameter("misfire", Integer.toString(instruction(schedule.misfire())));
        }
    }

    private static int instruction(Misfire misfire) {
        return misfire == Misfire.ONCE
                ? CronTrigger.MISFIRE_INSTRUCTION_FIRE_ONCE_NOW
                : CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING;
    }
}
