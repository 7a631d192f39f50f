package lumadrop.flow;

import java.text.ParseException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lumadrop.output.BadTemplate;
import lumadrop.output.NameTemplate;
import lumadrop.schedule.FiringRule;
import lumadrop.settings.Key;
import lumadrop.settings.Keys;
import lumadrop.settings.Settings;

/** What the rooms that use a setting say of it, where its text alone does not tell: the settings know none of them. */
public final class RoomRules {
    private RoomRules() {}

    /** One line each, in the form of the settings' own problems; empty where all is well. */
    public static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        check(settings, Keys.OUTPUT_FOLDER_TEMPLATE, NameTemplate::ofFolder, problems);
        check(settings, Keys.OUTPUT_NAME_TEMPLATE, NameTemplate::parse, problems);
        check(settings, Keys.DROP_PASS_THROUGH_FIELDS, fields -> Flow.rules(settings), problems);
        check(settings, Keys.HTTP_NO_PROXY, hosts -> new NoProxy(hosts, true), problems);
        check(settings, Keys.HOUSEKEEPING_CRON, RoomRules::cron, problems);
        return problems;
    }

    private static <T> void check(Settings settings, Key<T> key, Consumer<T> room, List<String> problems) {
        try {
            room.accept(settings.get(key));
        } catch (BadTemplate bad) {
            problems.add(settings.shown(key) + "; " + bad.why());
        } catch (IllegalArgumentException bad) {
            problems.add(settings.shown(key) + "; " + bad.getMessage());
        }
    }

    private static void cron(String cron) {
        if (cron.equals(Keys.HOUSEKEEPING_CRON.text())) {
            return; // the default is right, and Quartz's classes are not worth loading for that
        }
        try {
            FiringRule.of(cron, ZoneOffset.UTC);
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; expected a Quartz cron expression such as 0 15 3 * * ?", e);
        }
    }
}
