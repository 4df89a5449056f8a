package org.autoif.io.llm.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are trusted: those of Java, and those of a PEM file besides. */
final class Authorities {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----.*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----",
          Pattern.DOTALL);

  private Authorities() {}

  /**
   * Returns what trusts Java's authorities and those in a file.
   *
   * @throws IOException if the file cannot be read or has no certificate in it
   */
  static SSLContext with(String file) throws IOException {
    List<Certificate> own = read(file);
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int count = 0;
      for (X509Certificate known : trust(null).getAcceptedIssuers()) {
        all.setCertificateEntry("java-" + count++, known);
      }
      for (Certificate known : own) {
        all.setCertificateEntry("file-" + count++, known);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust(all)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("certificates cannot be used: " + e.getMessage(), e);
    }
  }

  /** Returns what a store trusts; of none, what Java does, with its own properties. */
  private static X509TrustManager trust(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("there is no manager of X.509 certificates");
  }

  private static List<Certificate> read(String file) throws IOException {
    String text;
    try {
      text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (IOException | InvalidPathException e) {
      throw new IOException("the file of certificates '" + file + "' cannot be read", e);
    }
    List<Certificate> all = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Matcher pem = PEM.matcher(text); pem.find(); ) {
        String plain = pem.group().replaceAll("(BEGIN|END) (?:TRUSTED |X509 )", "$1 ");
        all.add(
            factory.generateCertificate(
                new ByteArrayInputStream(plain.getBytes(StandardCharsets.ISO_8859_1))));
      }
    } catch (CertificateException e) {
      throw new IOException(
          "the file of certificates '" + file + "' has one that cannot be read: " + e.getMessage(),
          e);
    }
    if (all.isEmpty()) {
      throw new IOException(
          "the file of certificates '"
              + file
              + "' has none: expected PEM, -----BEGIN CERTIFICATE-----");
    }
    return all;
  }
}
