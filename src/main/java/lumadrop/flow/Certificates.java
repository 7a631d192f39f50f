package lumadrop.flow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom TLS trusts: those that the JDK trusts, and the certificates of a file of one's own. */
final class Certificates {
    private static final String PEM = "-----BEGIN CERTIFICATE-----";

    private Certificates() {}

    /**
     * @param file PEM, PKCS12 or JKS
     * @throws IllegalArgumentException if there are no certificates in it that can be read; its text says why
     */
    static SSLContext trusted(Path file, Optional<String> password) {
        try {
            Collection<? extends Certificate> own = read(file, password);
            if (own.isEmpty()) {
                throw new IllegalArgumentException("there is no trusted certificate in it"
                        + (password.isEmpty() ? " that can be read without a password" : ""));
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int n = 0;
            for (Certificate certificate : own) {
                all.setCertificateEntry("own-" + n++, certificate);
            }
            for (X509Certificate certificate : ofTheJdk()) {
                all.setCertificateEntry("jdk-" + n++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(all), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("it cannot be read as PEM, PKCS12 or JKS (" + e.getMessage() + ")", e);
        }
    }

    private static Collection<? extends Certificate> read(Path file, Optional<String> password)
            throws IOException, GeneralSecurityException {
        byte[] bytes = Files.readAllBytes(file);
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
        }
        KeyStore store = KeyStore.getInstance(
                file.toFile(), password.map(String::toCharArray).orElse(null));
        List<Certificate> certificates = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                certificates.add(store.getCertificate(alias));
            }
        }
        return certificates;
    }

    private static List<X509Certificate> ofTheJdk() throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                certificates.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return certificates;
    }

    /** @param store null for the JDK's own */
    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
