package lumadrop.text;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SHA-256 as the processor has it. The JVM uses that in what its best compiler has compiled, and the short verbs do without
 * that compiler: theirs hashes some 80 MiB/s, this some 1,400. To load it takes as long as to hash 32 MiB without it, so it
 * is loaded after as much. Where it cannot be (another system, or nothing may be executed where it is unpacked), the JDK's
 * stays.
 */
final class NativeSha256 {
    private static final Logger LOG = LoggerFactory.getLogger(NativeSha256.class);
    private static final long PAYS_AFTER = 32 << 20;
    private static final byte[] PROBE = "lumadrop".getBytes(StandardCharsets.UTF_8);

    private static final AtomicLong BYTES = new AtomicLong();

    private NativeSha256() {}

    /** For so many bytes more: the native one where it pays by now. */
    static MessageDigest digestFor(long bytes) {
        return BYTES.getAndAdd(bytes) >= PAYS_AFTER ? digest(Loaded.PROVIDER) : Sha256.jdk();
    }

    /** As many more, or fewer, than {@link #digestFor} was told were hashed. */
    static void count(long bytes) {
        BYTES.addAndGet(bytes);
    }

    private static MessageDigest digest(Provider provider) {
        try {
            return MessageDigest.getInstance("SHA-256", provider);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("it had SHA-256 when it was loaded", impossible);
        }
    }

    /** Whether there is a native one here: loads it where it is not yet. */
    static boolean isThere() {
        return Loaded.PROVIDER instanceof AmazonCorrettoCryptoProvider;
    }

    static boolean isBuiltFor(String system, String processor) {
        return system.equals("Linux") && processor.equals("amd64");
    }

    /** Made when it is first asked for. */
    private static final class Loaded {
        static final Provider PROVIDER = load(Sha256.jdk().getProvider());

        private static Provider load(Provider jdk) {
            boolean chosen = !jdk.getName().equals("SUN"); // by whoever has set up this JVM
            if (chosen || !isBuiltFor(System.getProperty("os.name"), System.getProperty("os.arch"))) {
                return jdk;
            }
            try {
                Provider found = AmazonCorrettoCryptoProvider.INSTANCE;
                byte[] hash = MessageDigest.getInstance("SHA-256", found).digest(PROBE);
                if (!Arrays.equals(hash, digest(jdk).digest(PROBE))) {
                    throw new GeneralSecurityException("its SHA-256 is wrong");
                }
                return found;
            } catch (GeneralSecurityException | RuntimeException | Error e) {
                LOG.debug("SHA-256 stays the JDK's: the native one cannot be had here", e);
                return jdk;
            }
        }
    }
}
