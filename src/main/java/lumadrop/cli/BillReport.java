package lumadrop.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumadrop.api.ListItem;
import lumadrop.cli.Bill.Stranger;
import lumadrop.inbox.FileNames;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.text.Times;

/** What {@code reconcile} says of the bill, and of what it has adopted. */
final class BillReport {
    private static final int SHOWN = 60;

    private final Bill bill;
    /** Null where nothing was to be. */
    private final Adopted adopted;

    private final boolean runs;

    /**
     * What became of an adoption.
     *
     * @param done what was done, a line each
     * @param inTheWay why something was not done, a line each
     * @param begun whether a new ledger was begun for it, in the place of one that is gone
     * @param inInbox how many drops are still in the inbox then
     */
    record Adopted(List<String> done, List<String> inTheWay, boolean begun, int inInbox) {}

    /** @param runs whether lumadrop runs here now */
    BillReport(Bill bill, Adopted adopted, boolean runs) {
        this.bill = bill;
        this.adopted = adopted;
        this.runs = runs;
    }

    void print(PrintWriter out) {
        out.println("Since " + Times.shown(bill.since()) + ": upstream " + bill.upstream() + ", ours " + bill.ours()
                + ", unknown to us " + bill.strangers().size() + ".");
        for (Stranger stranger : bill.strangers()) {
            out.println("  " + line(stranger));
        }
        bill.shortfall().ifPresent(why -> out.println("Not all may be here: " + shown(why) + "."));
        byLogAlone(out);
        if (adopted != null) {
            adoption(out);
        } else if (bill.adoptable() > 0) {
            out.println("`lumadrop reconcile --adopt` collects "
                    + (bill.adoptable() == bill.strangers().size()
                            ? "their pictures."
                            : "the pictures of " + bill.adoptable() + " of them."));
        }
        leftAlone(out);
    }

    private void byLogAlone(PrintWriter out) {
        int alone = bill.byLogAlone();
        if (alone > 0) {
            boolean begun = adopted != null && adopted.begun();
            out.println(alone + " of ours " + are(alone) + " known by output/manifest.jsonl alone: "
                    + (begun
                            ? "the ledger is new."
                            : bill.hasLedger()
                                    ? "the ledger is older than that (a backup?), or was begun anew."
                                    : "there is no ledger."));
        }
    }

    private void adoption(PrintWriter out) {
        adopted.done().forEach(line -> out.println(shown(line)));
        adopted.inTheWay().forEach(line -> out.println(shown(line)));
        if (!adopted.done().isEmpty()) {
            out.println(
                    runs
                            ? "The lumadrop that runs here collects them."
                            : "The next `lumadrop run` or `drain` collects them.");
        }
        if (adopted.begun()) {
            int files = adopted.inInbox();
            out.println("A new ledger was begun. "
                    + (files == 0
                            ? "The inbox is empty: nothing would be submitted anew."
                            : (files == 1 ? "1 file" : files + " files") + " still in the inbox would be submitted by"
                                    + " the next `lumadrop run` or `drain`, and paid for anew if the old ledger knew "
                                    + (files == 1 ? "it" : "them") + ": move away what is not wanted."));
        }
    }

    /** What --adopt does nothing about, and what does. */
    private void leftAlone(PrintWriter out) {
        int held = bill.mayBeOfHeldJobs();
        int working = bill.mayBeOfJobsAtWork();
        String nothing = adopted != null && adopted.done().isEmpty() ? "Nothing was adopted. " : "";
        if (held > 0) {
            out.println(nothing + held + (held == 1 ? " may be that" : " may be those")
                    + " of held jobs and " + are(held) + " not adopted: `lumadrop retry --pay-again JOB` or"
                    + " `lumadrop cancel JOB` settles the job, and then --adopt collects what is nobody's.");
        }
        if (working > 0) {
            out.println((held > 0 ? "" : nothing) + working + (working == 1 ? " may be that" : " may be those")
                    + " of jobs whose submit is uncertain and " + are(working) + " not adopted: "
                    + (runs ? "the lumadrop that runs here settles that." : "`lumadrop run` or `drain` settles that."));
        }
    }

    private static String are(int n) {
        return n == 1 ? "is" : "are";
    }

    private static String line(Stranger stranger) {
        String prompt = prompt(stranger.item());
        Instant created = stranger.item().snapshot().createdAt();
        return stranger.item().snapshot().requestId() + "  "
                + (created == null ? "no time given" : created) + "  "
                + shown(stranger.item().snapshot().status()) + "  "
                + (prompt == null ? "no prompt given" : '"' + shown(start(prompt)) + '"')
                + (stranger.mayBeOf() == null ? "" : "  " + mayBe(stranger));
    }

    private static String mayBe(Stranger stranger) {
        Job job = stranger.mayBeOf();
        return (stranger.certain() ? "is that of " : "may be that of ") + job.id() + ", which is "
                + job.state().word()
                + (stranger.certain() || job.state() != JobState.HELD
                        ? ""
                        : ": not adopted unless you cancel that job first");
    }

    private static String prompt(ListItem item) {
        return item.payload() == null || !item.payload().path("prompt").isTextual()
                ? null
                : item.payload().path("prompt").textValue();
    }

    private static String start(String prompt) {
        return prompt.codePointCount(0, prompt.length()) <= SHOWN
                ? prompt
                : prompt.substring(0, prompt.offsetByCodePoints(0, SHOWN)) + "…";
    }

    private static String shown(String text) {
        return FileNames.shown(text);
    }

    Map<String, Object> json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("since", Times.shown(bill.since()));
        report.put("upstream", bill.upstream());
        report.put("ours", bill.ours());
        report.put("known_by_manifest_alone", bill.byLogAlone());
        report.put("unknown", bill.strangers().size());
        report.put("complete", bill.shortfall().isEmpty());
        bill.shortfall().ifPresent(why -> report.put("incomplete_because", why));
        List<Object> requests = new ArrayList<>();
        for (Stranger stranger : bill.strangers()) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("request_id", stranger.item().snapshot().requestId());
            Instant created = stranger.item().snapshot().createdAt();
            request.put("created_at", created == null ? null : created.toString());
            request.put("status", stranger.item().snapshot().status());
            request.put("prompt", prompt(stranger.item()));
            if (stranger.mayBeOf() != null) {
                request.put(
                        stranger.certain() ? "is_job" : "may_be_job",
                        stranger.mayBeOf().id());
            }
            requests.add(request);
        }
        report.put("unknown_requests", requests);
        report.put("adopted", adopted == null ? List.of() : adopted.done());
        if (adopted != null && adopted.begun()) {
            report.put("new_ledger", true);
            report.put("in_inbox", adopted.inInbox());
        }
        return report;
    }
}
