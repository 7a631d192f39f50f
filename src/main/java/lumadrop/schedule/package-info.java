/**
 * Schedules and housekeeping: reads the files of {@code config/schedules/}, says when each is due, drops it into the
 * inbox once, and removes what has grown old. Quartz only wakes this room up; what is due is said by
 * {@link lumadrop.schedule.FiringRule} alone, and what has been done is remembered by
 * {@link lumadrop.schedule.Firings}. Must not know: Camel, SQL, the settings.
 *
 * <h2>The rule, also when the clocks change</h2>
 *
 * <p>Much as Vixie cron does it (which runs a time left out at once, not later by the gap), by the hour field:
 *
 * <ul>
 *   <li><b>Hours are named</b> ({@code 2}, {@code 9,17}, {@code 8-18}): a wall-clock schedule. It drops once for
 *       every local time it names. In the hour that comes twice it drops at the first of the two. A time in the hour
 *       that does not exist comes later by what the clocks were put forward: 02:30 is dropped at 03:30, under the
 *       name and with the {@code {date}} and {@code {time}} of 02:30. So a daily schedule drops once a day, on every
 *       day.
 *   <li><b>Hours are open</b> ({@code *}, or anything with a {@code /}): an interval schedule. It drops whenever the
 *       clock shows a time that it names, so every quarter of an hour goes on every quarter of an hour: both times in
 *       the hour that comes twice (the second file's name ends in {@code -2}), and nothing for the hour that does not
 *       exist, because no time passes in it.
 * </ul>
 *
 * <p>Quartz 2.5.2 by itself does otherwise (Europe/Berlin, 2026, tried): {@code 0 30 2 * * ?} is left out on 29 March
 * and comes at the second 02:30 on 25 October; {@code 0 0/15 * * * ?} pauses for an hour on 25 October, from the
 * first 01:45 to the second 02:00. So the rule counts local times without any zone and maps them to instants itself,
 * and a pulse once a minute wakes it where Quartz sleeps.
 *
 * <h2>Missed times</h2>
 *
 * <p>What is at most two minutes late counts as on time. Of older times that nobody was there for,
 * {@code misfire: once} makes up for the latest one, unless a newer one is on time already; {@code misfire: skip}
 * makes up for none. What is not due is never made up for. A schedule that is new, or whose {@code cron},
 * {@code time_zone} or {@code drop} was changed, counts from the start that first saw it.
 */
package lumadrop.schedule;
