package lumadrop.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells file systems on which SQLite's locks and write-ahead log do not hold (https://sqlite.org/wal.html: all processes
 * must be on one machine; https://sqlite.org/faq.html#q5: locks over NFS are broken in many places).
 */
public final class NetworkFileSystems {
    /** As Linux, macOS and the BSDs name them. */
    private static final Set<String> NAMES = Set.of(
            "9p",
            "afpfs",
            "afs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "glusterfs",
            "gpfs",
            "lustre",
            "ncpfs",
            "nfs",
            "nfs3",
            "nfs4",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "webdav");

    /** Says the type of the file system that a path is on, such as {@code ext4}. */
    @FunctionalInterface
    public interface TypeOf {
        /** What the machine itself says. */
        TypeOf MACHINE = path -> Files.getFileStore(path).type();

        String type(Path path) throws IOException;
    }

    private final TypeOf typeOf;

    public NetworkFileSystems(TypeOf typeOf) {
        this.typeOf = typeOf;
    }

    /** The type of the network file system that an existing path is on; empty where it is on none, or nobody can say. */
    public Optional<String> on(Path path) {
        try {
            return Optional.of(typeOf.type(path)).filter(NetworkFileSystems::isNetwork);
        } catch (IOException e) {
            return Optional.empty(); // whoever opens something there will hear why
        }
    }

    /** FUSE puts its own name before: {@code fuse.sshfs}. What FUSE brings from afar is no place for a database either. */
    private static boolean isNetwork(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return NAMES.contains(lower)
                || lower.startsWith("fuse.")
                        && (NAMES.contains(lower.substring("fuse.".length()))
                                || lower.matches("fuse\\.(sshfs|rclone|s3fs|gcsfuse|goofys|curlftpfs|.*nfs.*)"));
    }
}
