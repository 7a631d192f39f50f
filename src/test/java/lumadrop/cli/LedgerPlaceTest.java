package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lumadrop.storage.NetworkFileSystems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite's locks and log do not hold on a network file system. */
class LedgerPlaceTest {
    private static LedgerPlace on(String type) {
        return new LedgerPlace(new NetworkFileSystems(path -> type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb3",
                "smbfs",
                "9p",
                "fuse.sshfs",
                "fuse.glusterfs",
                "NFS",
                "fuse.rclone"
            })
    void sqliteIsRefusedOnANetworkFileSystemWithWhatToDo(String type) {
        assertThatThrownBy(() -> on(type).refuseNetworks("jdbc:sqlite:/srv/luma/data/lumadrop.db"))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("network file system (" + type + ")")
                .hasMessageContaining("lumadrop.data-folder")
                .hasMessageContaining("lumadrop.ledger.url")
                .hasMessageContaining("may stay where they are");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "apfs", "NTFS", "zfs", "fuseblk"})
    void aLocalDiskIsFine(String type) {
        assertThatCode(() -> on(type).refuseNetworks("jdbc:sqlite:/srv/luma/data/lumadrop.db"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/luma", "jdbc:sqlite::memory:"})
    void whatLiesInNoFileIsNotLookedFor(String url) {
        assertThatCode(() -> on("nfs").refuseNetworks(url)).doesNotThrowAnyException();
    }
}
