package lumadrop.flow;

import java.nio.file.Path;
import java.util.List;

/**
 * The folders that a flow works between.
 *
 * @param inbox where drops arrive
 * @param accepted where their files go once they are recorded
 * @param output where pictures and manifests go
 * @param failed where refused drops, refused downloads and reasons go
 * @param data where the ledger is, and what belongs to this machine alone
 * @param schedules the folders of schedule files; the last one wins where two have a name in common
 * @param routes the folder of the {@code *.camel.yaml} files
 */
public record Places(
        Path inbox, Path accepted, Path output, Path failed, Path data, List<Path> schedules, Path routes) {}
