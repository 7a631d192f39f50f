package lumadrop.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lumadrop.drop.DropFaults;
import lumadrop.drop.DropReader;
import lumadrop.drop.Fault;
import lumadrop.drop.Form;
import lumadrop.drop.JobSpec;
import lumadrop.drop.ParsedDrop;
import lumadrop.flow.Flow;
import lumadrop.inbox.FileNames;
import lumadrop.job.Mode;
import lumadrop.settings.Keys;
import lumadrop.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says whether files would be taken, for how many pictures, at what cost. Sends nothing.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files to check.")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    private int pictures;
    private BigDecimal cost = BigDecimal.ZERO;

    @Override
    public Integer call() {
        Settings settings = common.load().settings();
        DropReader reader = Flow.reader(settings);
        boolean good = true;
        for (Path file : files) {
            good &= check(file, reader, settings);
        }
        if (files.size() > 1) {
            out().printf("in all: %s, about %s USD%n", counted(pictures), cost);
        }
        return good ? Exit.OK : Exit.ATTENTION;
    }

    private boolean check(Path file, DropReader reader, Settings settings) {
        String name = FileNames.shown(file.toString());
        try {
            if (Files.isDirectory(file)) {
                out().println(name + ": a folder; name the files in it");
                return false;
            }
            if (Files.notExists(file)) {
                out().println(name + ": no such file");
                return false;
            }
            Optional<Form> form = Form.ofFileName(file.getFileName().toString());
            if (form.isEmpty()) {
                out().println(name + ": would be ignored; a drop's name ends in .json or .jsonl");
                return false;
            }
            ParsedDrop drop = reader.read(read(file, settings.get(Keys.DROP_MAX_SIZE)), form.get());
            BigDecimal price =
                    drop.jobs().stream().map(job -> price(job, settings)).reduce(BigDecimal.ZERO, BigDecimal::add);
            out().printf(
                            "%s: good; %s, about %s USD%n",
                            name, counted(drop.jobs().size()), price);
            pictures += drop.jobs().size();
            cost = cost.add(price);
            return true;
        } catch (DropFaults faults) {
            for (Fault fault : faults.faults()) {
                out().println(name + ": " + fault.sentence());
            }
            if (faults.more() > 0) {
                out().println(name + ": and " + faults.more() + " more faults");
            }
        } catch (AccessDeniedException e) {
            out().println(name + ": cannot be read (no permission)");
        } catch (IOException e) {
            out().println(name + ": cannot be read (" + e.getMessage() + ")");
        }
        return false;
    }

    private static byte[] read(Path file, long max) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, max + 1)); // one more shows that it is too long
        }
    }

    private static BigDecimal price(JobSpec job, Settings settings) {
        return settings.get(job.ask().mode() == Mode.EDIT ? Keys.PRICE_EDIT : Keys.PRICE_TEXT_TO_IMAGE);
    }

    private static String counted(int pictures) {
        return pictures + (pictures == 1 ? " picture" : " pictures");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
