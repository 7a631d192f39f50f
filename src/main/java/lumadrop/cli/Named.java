package lumadrop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.ledger.Ledger;

/** Finds what a person means: a job by its id or the path of what came of it, a drop by its id, its path in the inbox, or its output folder. */
final class Named {
    private static final int PAGE = 500;

    private final Home home;
    private final Ledger ledger;

    Named(Home home, Ledger ledger) {
        this.home = home;
        this.ledger = ledger;
    }

    Optional<Job> job(String word) {
        return ledger.job(word).or(() -> jobAt(bare(home, word)));
    }

    /** The job whose picture or error file is there: {@code winter/market-2.png}. */
    private Optional<Job> jobAt(String path) {
        String output = path.replaceFirst("\\.(png|jpg|rejected|damaged)$", "");
        int slash = output.lastIndexOf('/');
        return slash < 0
                ? Optional.empty()
                : newest(output.substring(0, slash))
                        .flatMap(drop -> all(drop).stream()
                                .filter(job -> job.output().equals(output))
                                .findFirst());
    }

    /** The newest drop of that name. */
    Optional<Drop> drop(String word) {
        return ledger.drop(word).or(() -> newest(word)).or(() -> newest(bare(home, word)));
    }

    private Optional<Drop> newest(String name) {
        return ledger.dropsNamed(name, 1).stream().findFirst();
    }

    /** The name without the folder of the home in front of it, as a shell completes it: {@code output/cat/} is cat. */
    static String bare(Home home, String word) {
        return home.printed(word)
                .replace('\\', '/')
                .replaceFirst("^(\\./)*(inbox|accepted|output|failed)/", "")
                .replaceFirst("(?<=.)/+$", "")
                .replaceFirst("\\.error\\.json$", "");
    }

    /** The job of that id, or all jobs of that drop. */
    List<Job> jobs(String word) {
        return job(word)
                .map(List::of)
                .orElseGet(() -> drop(word)
                        .map(this::all)
                        .orElseThrow(() -> new Stop(
                                Exit.USAGE,
                                "No job or drop is named '" + word
                                        + "'. 'lumadrop status' lists the newest; a job's id looks like"
                                        + " 01jd8k2m9x4q-3, a drop is named by its id or its path in the inbox.")));
    }

    List<Job> all(Drop drop) {
        List<Job> all = new ArrayList<>();
        List<Job> page = ledger.jobs(drop.id(), 0, PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = ledger.jobs(drop.id(), page.get(page.size() - 1).n(), PAGE);
        }
        return all;
    }
}
