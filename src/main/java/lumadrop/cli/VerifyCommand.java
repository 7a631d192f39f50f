package lumadrop.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import lumadrop.inbox.FileNames;
import lumadrop.output.LoggedPictures;
import lumadrop.output.ToldJob;
import lumadrop.output.Verifier;
import lumadrop.output.Verifier.Fault;
import lumadrop.storage.Mounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Holds the pictures in output against the manifests, and against manifest.jsonl where a drop has none yet: size"
                    + " and sha256; the drop beside its manifest too. Changes nothing, needs no ledger.",
            "Exits 4 if one is missing, cut short or changed, or if a manifest cannot be read."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private Common common;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Parameters(
            paramLabel = "DROP",
            arity = "0..*",
            description =
                    "Only these drops: a drop's id, its path in the inbox, its output folder, or one of its pictures.")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec;

    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, String> bare = new HashMap<>();
    private int manifests;
    private int lines;
    private int movedAway;
    private long pictures;

    @Override
    public Integer call() throws IOException {
        common.load();
        Logging.quiet();
        Path output = common.home().root().resolve("output");
        if (!Files.isDirectory(output)) {
            throw new Stop(Exit.USAGE, output + " is missing: is --home right?");
        }
        stopIfAway(output);
        verify(new Verifier(output));
        if (json) {
            spec.commandLine().getOut().println(inJson());
        } else {
            print(spec.commandLine().getOut());
        }
        return faults.isEmpty() ? Exit.OK : Exit.DIFFERENT;
    }

    private void stopIfAway(Path output) throws IOException {
        Mounts mounts = Mounts.in(common.home().data());
        Optional<String> away =
                mounts.remembers("output") ? mounts.folder("output", output).away() : Optional.empty();
        if (away.isPresent()) {
            throw new Stop(Exit.USAGE, away.get());
        }
    }

    private void verify(Verifier verifier) throws IOException {
        words.forEach(word -> bare.put(word, Named.bare(common.home(), word)));
        Set<String> missing = new LinkedHashSet<>(words);
        LoggedPictures logged = new LoggedPictures(verifier);
        for (Path manifest : verifier.manifests()) {
            Optional<Verifier.Read> read = verifier.read(manifest);
            read.ifPresent(logged::covers);
            String folder = verifier.relative(manifest.getParent());
            List<String> names = named(word ->
                    word.equals(folder) || read.map(one -> one.isNamed(word)).orElse(false));
            if (words.isEmpty() || !names.isEmpty()) {
                missing.removeAll(names);
                manifests++;
                if (read.isPresent()) {
                    pictures += verifier.verify(read.get(), faults);
                } else {
                    faults.add(new Fault(verifier.relative(manifest), "cannot be read, or is not a whole manifest"));
                }
            }
        }
        logged.read(told -> isMeant(told, missing));
        lines = logged.jobs();
        movedAway = logged.movedAway();
        pictures += logged.verify(faults);
        if (!missing.isEmpty()) {
            throw new Stop(
                    Exit.USAGE,
                    "No manifest in output, and no line of manifest.jsonl, is of '"
                            + FileNames.shown(missing.iterator().next())
                            + "': a drop is named by its id, its path in the inbox, its output folder, or the path of a picture.");
        }
    }

    /** The words that mean this one, as they are or by the path that they are. */
    private List<String> named(Predicate<String> isNamed) {
        return words.stream()
                .filter(word -> isNamed.test(word) || isNamed.test(bare.get(word)))
                .toList();
    }

    private boolean isMeant(ToldJob told, Set<String> missing) {
        List<String> names = named(told::isNamed);
        missing.removeAll(names);
        return words.isEmpty() || !names.isEmpty();
    }

    private void print(PrintWriter out) {
        faults.forEach(fault -> out.println("output/" + FileNames.shown(fault.file()) + ": " + fault.what()));
        if (movedAway > 0) {
            out.println("output/manifest.jsonl tells of " + movedAway + (movedAway == 1 ? " picture" : " pictures")
                    + " more, moved away with the whole folder.");
        }
        out.println(pictures + (pictures == 1 ? " picture" : " pictures") + " in " + manifests
                + (manifests == 1 ? " manifest" : " manifests")
                + (lines == 0 ? "" : " and " + lines + (lines == 1 ? " line" : " lines") + " of manifest.jsonl")
                + ": "
                + (faults.isEmpty() ? "all as recorded." : faults.size() + " not as recorded."));
    }

    private String inJson() throws JsonProcessingException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("manifests", manifests);
        report.put("lines", lines);
        report.put("pictures", pictures);
        report.put("moved_away", movedAway);
        report.put(
                "faults",
                faults.stream()
                        .map(fault -> Map.of("file", fault.file(), "what", fault.what()))
                        .toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
    }
}
