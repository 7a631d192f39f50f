package lumadrop.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lumadrop.inbox.FileNames;
import lumadrop.inbox.Ignored;

/** Prints a {@link Status} for people. What came from outside is printed so that it cannot forge a line. */
final class StatusText {
    private static final int NAMED = 3;

    private final PrintWriter out;

    StatusText(PrintWriter out) {
        this.out = out;
    }

    void print(Map<String, Object> report) {
        if (report.containsKey("history")) {
            job(report);
        } else if (report.containsKey("all_jobs")) {
            drop(report);
        } else {
            all(report);
        }
    }

    private void all(Map<String, Object> report) {
        out.println(
                Boolean.TRUE.equals(report.get("running"))
                        ? "lumadrop runs (" + report.get("process") + ")."
                        : "lumadrop does not run here now.");
        standsStill(list(report.get("stands_still")));
        list(report.get("paced"))
                .forEach(one -> out.println("Goes at its pace: " + one.get("work") + ", " + shown(one.get("how"))
                        + "; the next may start at " + one.get("next_at")));
        inbox(map(report.get("inbox")));
        refused(report);
        Map<String, Object> jobs = map(report.get("jobs"));
        StringBuilder counts = new StringBuilder();
        jobs.forEach((state, n) -> {
            if (((Number) n).longValue() > 0) {
                counts.append(counts.isEmpty() ? "" : ", ")
                        .append(n)
                        .append(' ')
                        .append(state);
            }
        });
        out.println("Jobs: " + (counts.isEmpty() ? "none" : counts) + ".");
        list(report.get("waits"))
                .forEach(one -> out.println("  " + one.get("jobs") + " " + one.get("state") + " for: "
                        + one.get("reason_class") + ", " + shown(one.get("reason"))));
        counted(map(report.get("counted")));
        List<Map<String, Object>> attention = list(report.get("attention"));
        if (!attention.isEmpty()) {
            out.println();
            out.println("These may need you ('lumadrop status JOB' tells more; retry or cancel):");
            attention.forEach(job -> out.println("  " + jobLine(job)));
        }
        List<Map<String, Object>> drops = list(report.get("drops"));
        if (!drops.isEmpty()) {
            out.println();
            out.println("The newest drops:");
            drops.forEach(drop -> out.println("  " + dropLine(drop)));
        }
    }

    private void counted(Map<String, Object> counted) {
        List<String> kinds = new ArrayList<>();
        counted.forEach((kind, classes) -> {
            if (!map(classes).isEmpty()) {
                kinds.add(kind.replace('-', ' ') + ": "
                        + map(classes).entrySet().stream()
                                .map(one -> one.getValue() + " " + one.getKey())
                                .collect(Collectors.joining(", ")));
            }
        });
        if (!kinds.isEmpty()) {
            out.println("Since the ledger was made: " + String.join("; ", kinds) + ".");
        }
    }

    private void refused(Map<String, Object> report) {
        long count = ((Number) report.get("refused_count")).longValue();
        if (count > 0) {
            out.println("Refused, in failed/ beside " + (count == 1 ? "its reason" : "their reasons") + ": " + count
                    + (count == 1 ? " file." : " files, the newest:"));
            list(report.get("refused"))
                    .forEach(one -> out.println("  " + shown(one.get("path")) + " since " + one.get("since") + ": "
                            + shown(one.get("why"))));
        }
    }

    /** What stands still for one reason is one line. */
    private void standsStill(List<Map<String, Object>> all) {
        Map<Object, List<Map<String, Object>>> byReason = all.stream()
                .collect(Collectors.groupingBy(one -> one.get("why"), LinkedHashMap::new, Collectors.toList()));
        byReason.forEach((why, works) -> out.println("Stands still: "
                + works.stream().map(one -> shown(one.get("work"))).collect(Collectors.joining(", ")) + " since "
                + works.get(0).get("since") + ": " + shown(why)));
    }

    private void inbox(Map<String, Object> inbox) {
        List<Map<String, Object>> waiting = list(inbox.get("waiting"));
        for (Map<String, Object> file : waiting) {
            out.println("Waiting in the inbox: " + shown(file.get("path")) + ", " + file.get("why") + ", since "
                    + file.get("since") + (file.get("bytes") == null ? "." : ", " + file.get("bytes") + " bytes."));
        }
        int ignored = ((Number) inbox.get("ignored_count")).intValue();
        if (ignored > 0) {
            List<Ignored.One> first = list(inbox.get("ignored")).stream()
                    .map(file -> new Ignored.One((String) file.get("path"), (String) file.get("why")))
                    .toList();
            out.println(ignored(new Ignored(ignored, first)));
        }
    }

    /** Names the first few. */
    static String ignored(Ignored ignored) {
        String names = ignored.first().stream()
                .limit(NAMED)
                .map(file -> shown(file.path()) + " (" + file.why() + ")")
                .collect(Collectors.joining(", "));
        return ignored.count() + (ignored.count() == 1 ? " file ignored: " : " files ignored: ") + names
                + (ignored.count() > NAMED ? ", …" : "") + ".";
    }

    private void drop(Map<String, Object> drop) {
        out.println(dropLine(drop));
        list(drop.get("all_jobs")).forEach(job -> out.println("  " + jobLine(job)));
    }

    private void job(Map<String, Object> job) {
        out.println(jobLine(job));
        for (String field : List.of(
                "drop_path",
                "mode",
                "prompt",
                "custom_id",
                "metadata",
                "attempts",
                "upstream_status",
                "polls",
                "next")) {
            if (job.get(field) != null) {
                out.println("  " + field.replace('_', ' ') + ": " + shown(job.get(field)));
            }
        }
        for (Object picture : (List<?>) job.get("pictures")) {
            out.println("  picture: output/" + shown(picture));
        }
        for (Map<String, Object> event : list(job.get("history"))) {
            out.println("  " + event.get("at") + "  " + event.get("kind") + " " + shown(event.get("word"))
                    + (event.get("text") == null ? "" : ": " + shown(event.get("text"))));
        }
    }

    private static String dropLine(Map<String, Object> drop) {
        StringBuilder states = new StringBuilder();
        map(drop.get("states"))
                .forEach((state, n) -> states.append(states.isEmpty() ? "" : ", ")
                        .append(n)
                        .append(' ')
                        .append(state));
        return drop.get("id") + "  " + shown(drop.get("path")) + "  received " + drop.get("received") + "  " + states
                + (drop.get("left_out") == null ? "" : ", " + drop.get("left_out") + " left out as made before")
                + (drop.get("same_as") == null ? "" : "  the same as " + drop.get("same_as"))
                + "  -> output/" + shown(drop.get("output"))
                + (drop.get("pictures_in") == null ? "" : ", its pictures in output/" + shown(drop.get("pictures_in")));
    }

    private static String jobLine(Map<String, Object> job) {
        return job.get("id") + "  " + shown(job.get("name")) + "  " + job.get("state") + " since " + job.get("since")
                + (job.get("reason_class") == null
                        ? ""
                        : "  " + job.get("reason_class") + ": " + shown(job.get("reason")))
                + (job.get("request_id") == null ? "" : "  (request " + shown(job.get("request_id")) + ")");
    }

    private static String shown(Object text) {
        return FileNames.shown(String.valueOf(text));
    }

    @SuppressWarnings("unchecked") // Status made them
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // Status made them
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
