package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That they are trusted, and the JDK's own beside them, is for a handshake to show; here is what files are read. */
class CertificatesTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private X509Certificate any;

    @BeforeEach
    void takeOneOfTheJdks() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            any = ((X509TrustManager) manager).getAcceptedIssuers()[0];
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void aKeyStoreIsReadWithItsPassword(String type) throws Exception {
        Path file = store(type, true);

        assertThat(Certificates.trusted(file, Optional.of(PASSWORD))).isNotNull();
        assertThatThrownBy(() -> Certificates.trusted(file, Optional.of("wrong-one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining("wrong-one");
    }

    @Test
    void aJksNeedsNoPasswordForItsCertificates() throws Exception {
        assertThat(Certificates.trusted(store("JKS", true), Optional.empty())).isNotNull();
    }

    @Test
    void aFileWithoutACertificateTrustsNobodyByAccident() throws Exception {
        Path empty = store("PKCS12", false);

        assertThatThrownBy(() -> Certificates.trusted(empty, Optional.of(PASSWORD)))
                .hasMessage("there is no trusted certificate in it");
        assertThatThrownBy(() -> Certificates.trusted(store("PKCS12", true), Optional.empty()))
                .hasMessageContaining("that can be read without a password");
    }

    @Test
    void pemMayHoldSeveralAndWordsBetweenThem() throws Exception {
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(any.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        Path file = Files.writeString(folder.resolve("some.pem"), "# ours\n" + pem + "# theirs\n" + pem);

        assertThat(Certificates.trusted(file, Optional.empty())).isNotNull();
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> Certificates.trusted(file, Optional.empty())).hasMessageContaining("cannot be read");
    }

    private Path store(String type, boolean full) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        if (full) {
            store.setCertificateEntry("one", any);
        }
        Path file = folder.resolve(type + full);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
