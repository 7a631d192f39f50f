package lumadrop.flow;

import java.util.Optional;
import lumadrop.inbox.Recovery;
import lumadrop.job.Drop;
import lumadrop.ledger.Ledger;

/** What the ledger knows of files that a killed process had claimed. */
record RecordedDrops(Ledger ledger) implements Recovery.Recorded {
    @Override
    public Optional<String> recordedAs(String path, String sha256) {
        return drop(path, sha256).map(Drop::file);
    }

    @Override
    public void shelved(String path, String sha256) {
        drop(path, sha256).ifPresent(drop -> ledger.shelved(drop.id()));
    }

    private Optional<Drop> drop(String path, String sha256) {
        return ledger.unshelved(path).filter(drop -> drop.sha256().equals(sha256));
    }
}
