package lumadrop.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lumadrop.drop.JobSpec;
import lumadrop.drop.Templates;
import lumadrop.job.Ask;
import lumadrop.output.BadTemplate;
import lumadrop.output.NameTemplate;
import lumadrop.output.NameTemplate.PerJob;

/**
 * Holds the name templates against the jobs of a drop: each is a template, and a drop has one folder, so that what its
 * folder's template names is one value for all of its jobs.
 */
final class DropTemplates implements Templates {
    private static final String FOLDER = "output_folder";
    private static final String NAME = "output_name";

    private final NameTemplate folder;

    /** @param folder the setting's, for drops that have none of their own */
    DropTemplates(NameTemplate folder) {
        this.folder = folder;
    }

    @Override
    public List<Wrong> wrong(String ownFolder, String ownName, List<JobSpec> jobs) {
        List<Wrong> wrong = new ArrayList<>();
        Optional<NameTemplate> ofFolder = parsed(FOLDER, ownFolder, NameTemplate::ofFolder, wrong);
        Optional<NameTemplate> ofName = parsed(NAME, ownName, NameTemplate::parse, wrong);
        List<Ask> asks = jobs.stream().map(JobSpec::ask).toList();
        // Whoever writes a template into the drop itself means its jobs' own values; a setting is for all drops.
        ofFolder.ifPresent(template -> unknown(FOLDER, template, asks, wrong));
        ofName.ifPresent(template -> unknown(NAME, template, asks, wrong));
        if (wrong.isEmpty()) {
            one(ofFolder.orElse(folder), ownFolder != null, asks, wrong);
        }
        return wrong;
    }

    private static Optional<NameTemplate> parsed(
            String field, String text, Function<String, NameTemplate> parse, List<Wrong> wrong) {
        try {
            return Optional.ofNullable(text).map(parse);
        } catch (BadTemplate bad) {
            wrong.add(new Wrong(field, bad.getMessage(), "a template that names a path below the output folder"));
            return Optional.empty();
        }
    }

    private static void unknown(String field, NameTemplate template, List<Ask> asks, List<Wrong> wrong) {
        for (PerJob placeholder : template.perJob()) {
            if (asks.stream().allMatch(ask -> placeholder.of(ask) == null)) {
                wrong.add(new Wrong(
                        field,
                        placeholder.text() + ", which no job of the drop has",
                        "a " + (placeholder.text().startsWith("{meta") ? "metadata key" : "custom_id")
                                + " that the jobs have"));
            }
        }
    }

    private static void one(NameTemplate template, boolean own, List<Ask> asks, List<Wrong> wrong) {
        for (PerJob placeholder : template.perJob()) {
            String first = placeholder.of(asks.get(0));
            for (int i = 1; i < asks.size(); i++) {
                String other = placeholder.of(asks.get(i));
                if (!java.util.Objects.equals(first, other)) {
                    wrong.add(new Wrong(
                            FOLDER,
                            placeholder.text() + (own ? "" : " of lumadrop.output.folder-template")
                                    + ", which differs between the jobs: " + shown(first) + " in the first, "
                                    + shown(other) + " in number " + (i + 1),
                            "one value for the whole drop, whose pictures lie in one folder; a drop for each value, or "
                                    + placeholder.text() + " in " + NAME));
                    break;
                }
            }
        }
    }

    private static String shown(String value) {
        return value == null ? "none" : '"' + (value.length() > 40 ? value.substring(0, 40) + "…" : value) + '"';
    }
}
